import type { ReactNode } from 'react';
import { formatDate, formatDay, type LocalDate } from '#domain/time.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { useMessages } from '#i18n/messages.tsx';
import { OfficeText } from './OfficeText.tsx';

// What stands around the table on paper only (Nghị định 30/2020): names above, signature below.

export function SheetHead({
  agency,
  parent,
  documentNo,
  locality,
  dated,
  week,
  of,
  note,
}: {
  agency: string;
  parent: string;
  documentNo: string; // '' where the sheet is none that was issued
  /** Undefined: the date stands without a place. */
  locality: string | undefined;
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
              <i className="dated">{t.dated(locality, day, Number(month) < 3 ? month : String(Number(month)), year)}</i>
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

/**
 * Remarks, then who gets it on the left and the signature on the right: by whose order, as what, and room to sign above
 * a name that is known (`names`).
 */
export function SheetFoot({
  week: { signer, remarks, recipients = [] },
  names,
}: {
  week: PublishedWeek;
  names: readonly string[];
}) {
  const t = useMessages().readers;
  const name = names.find((each) => signer.endsWith(` ${each}`));
  const offices = name === undefined ? [] : signer.slice(0, -name.length).trim().split(', ');
  return (
    <div className="sheet-foot">
      {remarks !== null && <p>{`${t.remarks} ${remarks}`}</p>}
      {recipients.length > 0 && (
        <div className="recipients">
          <b>{t.recipients}</b>
          <ul>
            {recipients.map((one, index) => (
              <li key={one}>
                {'- '}
                <OfficeText>{one}</OfficeText>
                {index < recipients.length - 1 ? ';' : '.'}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="signature">
        {offices.map((office) => (
          <b key={office}>{office}</b>
        ))}
        <span>{name ?? signer}</span>
      </div>
    </div>
  );
}

/** The same as the last rows of a table: after a table a browser may begin a sheet for it alone. */
export const SheetFootRows = ({ columns, children }: { columns: number; children: ReactNode }) =>
  children && (
    <tbody className="sheet-foot-rows">
      <tr>
        <td colSpan={columns}>{children}</td>
      </tr>
    </tbody>
  );
