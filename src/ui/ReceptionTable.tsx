/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role -- a cell's own role, said aloud: `display` takes it away */
import type { IssuedReception, Reception, ReceptionRule } from '#domain/reception.ts';
import { formatDate, formatTime, weekday, type LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { usePageWords } from '#i18n/pages.ts';
import { EntryWhat, EntryWhere, EntryWho } from './EntryParts.tsx';

/** Reception days in the dresses of the week table: a `tbody` a day. Those that are past are not marked. */
export function ReceptionTable({
  lines,
  rule,
  today,
  caption,
  hrefOf,
}: {
  lines: readonly Reception[];
  rule: ReceptionRule | null;
  today: LocalDate;
  caption: string;
  /** The issued week that names one. */
  hrefOf: (issued: IssuedReception) => string;
}) {
  const { common, readers } = useMessages();
  const { reception: t } = usePageWords();
  const headings = [readers.columns.day, readers.columns.time, readers.columns.content, t.who, readers.columns.where];
  return (
    <table className="week receptions" role="table">
      <caption className="skip">{caption}</caption>
      <colgroup>
        {['col-day', 'col-time', 'col-what', 'col-who', 'col-where'].map((name) => (
          <col key={name} className={name} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {headings.map((heading) => (
            <th key={heading} scope="col" role="columnheader">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      {lines.map(({ date, issued, unnamed }) => {
        const entry = issued?.entry;
        const key = issued ? `${issued.calendar}/${issued.entry.id}` : date;
        const stopped = entry !== undefined && entry.status !== 'planned';
        return (
          <tbody key={key} role="rowgroup" className={date === today ? 'today' : undefined}>
            <tr role="row" className={stopped ? 'can' : undefined}>
              <th className="day" scope="row" role="rowheader">
                <b>{common.weekdays[weekday(date) - 1]}</b> <time dateTime={date}>{formatDate(date)}</time>
                {date === today && <em> {common.today}</em>}
              </th>
              <td role="cell" className={entry ? 'time' : 'time hours'}>
                {entry ? formatTime(entry.time, common.sessions) : rule?.hours}
              </td>
              <td role="cell" className="what">
                {entry ? <EntryWhat entry={entry} /> : t.planned}
                {issued && (
                  <span className="why noPrint">
                    <a href={hrefOf(issued)}>{t.inWeek}</a>
                  </span>
                )}
                {unnamed && date >= today && <span className="why">{t.unnamed}</span>}
              </td>
              <td role="cell" className="who">
                {entry ? <EntryWho entry={entry} /> : <b>{rule?.who}</b>}
              </td>
              <td role="cell" className="where">
                {entry?.place ? <EntryWhere entry={entry} /> : rule?.place}
              </td>
            </tr>
          </tbody>
        );
      })}
    </table>
  );
}
