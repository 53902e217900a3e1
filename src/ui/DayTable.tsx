/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role -- a cell's own role, said aloud: `display` takes it away */
/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control; its heading has its text */
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { usePageWords } from '#i18n/pages.ts';
import type { TableEntry } from './EntryParts.tsx';
import { EntryCells, rowMarks } from './WeekTable.tsx';

/** One day of several calendars: a `tbody` a calendar, in the dresses of the week table (readers.css). */
export function DayTable({
  date,
  groups,
  caption,
  foot,
}: {
  date: LocalDate;
  groups: readonly { id: string; name: string; href: string; duty: string | null; entries: readonly TableEntry[] }[];
  caption: string;
  foot: string;
}) {
  const { readers } = useMessages();
  const { columns } = readers;
  const headings = [usePageWords().calendar, columns.time, columns.content, columns.who, columns.where];
  return (
    <div id={`d-${date}`}>
      <table className="week of-day" role="table">
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
        {groups.map(({ id, name, href, duty, entries }) => (
          <tbody key={id} role="rowgroup">
            {entries.map((entry, index) => (
              <tr key={entry.id} role="row" {...rowMarks(entry, date)}>
                {index === 0 && (
                  <th className="day" scope="rowgroup" role="rowheader" rowSpan={entries.length}>
                    <span className="onEachSheet">
                      <span>
                        <b>
                          <a href={href}>{name}</a>
                        </b>
                        {duty !== null && <small>{`${readers.duty} ${duty}`}</small>}
                      </span>
                    </span>
                  </th>
                )}
                <EntryCells entry={entry} date={date} />
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot role="rowgroup">
          <tr role="row">
            <td role="cell" colSpan={5}>
              {foot}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
