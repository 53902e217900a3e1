import { adjustment, type PublishedWeek } from '#domain/publication.ts';
import { formatDate, formatDay, todayAt } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';

// What stands around the table on paper only (Nghị định 30/2020): names above, signature below.

export function SheetHead({ week, parent, person }: { week: PublishedWeek; parent: string; person: string | null }) {
  const t = useMessages().readers;
  const [year, month, day] = todayAt(week.issuedAt).split('-') as [string, string, string];
  return (
    <div className="sheet-head">
      <table>
        <tbody>
          <tr>
            <td>
              {parent}
              <b>{week.agencyName}</b>
              <span className="agency-rule" />
              {week.documentNo !== '' && `${t.numberPrinted} ${week.documentNo}`}
            </td>
            <td>
              <b>{t.nationalTitle}</b>
              <b className="motto">{t.motto}</b>
              <i className="dated">{t.dated(day, Number(month) < 3 ? month : String(Number(month)), year)}</i>
            </td>
          </tr>
        </tbody>
      </table>
      <div className="title">
        <b>{`${t.title} ${week.number}`}</b> {`(${formatDay(week.from)} – ${formatDate(week.to)})`}
        <br />
        {[week.calendarName, person, week.revision > 1 && `${t.adjustment} ${adjustment(week.revision)}`]
          .filter(Boolean)
          .join(' · ')}
        {week.replacesInvitation && <i className="replaces">{t.replaces}</i>}
      </div>
    </div>
  );
}

export function SheetFoot({ week }: { week: PublishedWeek }) {
  return week.signer === '' ? null : <p className="sheet-foot">{week.signer}</p>;
}
