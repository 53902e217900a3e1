import { formatDate, formatDay, type LocalDate } from '#domain/time.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { useMessages } from '#i18n/messages.tsx';

// What stands around the table on paper only (Nghị định 30/2020): names above, signature below.

export function SheetHead({
  agency,
  parent,
  documentNo,
  dated,
  week,
  of,
  note,
}: {
  agency: string;
  parent: string;
  documentNo: string; // '' where the sheet is none that was issued
  dated: LocalDate;
  /** Or the title of a sheet that is no week's. */
  week: { readonly number: number; readonly from: LocalDate; readonly to: LocalDate } | string;
  /** Whose schedule, and which state of it. */
  of: readonly (string | false | null)[];
  note: string | false;
}) {
  const t = useMessages().readers;
  const [year, month, day] = dated.split('-') as [string, string, string];
  return (
    <div className="sheet-head">
      <table>
        <tbody>
          <tr>
            <td>
              {parent}
              <b>{agency}</b>
              <span className="agency-rule" />
              {documentNo !== '' && `${t.numberPrinted} ${documentNo}`}
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
        {typeof week === 'string' ? (
          <b>{week}</b>
        ) : (
          <>
            <b>{`${t.title} ${week.number}`}</b> {`(${formatDay(week.from)} – ${formatDate(week.to)})`}
          </>
        )}
        <br />
        {of.filter(Boolean).join(' · ')}
        {note !== false && <i className="replaces">{note}</i>}
      </div>
    </div>
  );
}

export function SheetFoot({ week }: { week: PublishedWeek }) {
  return week.signer === '' ? null : <p className="sheet-foot">{week.signer}</p>;
}
