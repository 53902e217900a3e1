/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role -- a cell's own role, said aloud: `display` takes it away */
/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control; a day without entries has empty ones */
import type { Absence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { shortPartyLabel, type Party } from '#domain/party.ts';
import type { WeekState } from '#domain/publication.ts';
import { formatDay, weekday, type LocalDate } from '#domain/time.ts';
import { sortEntries } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { EntryWhat, EntryWhen, EntryWho } from '#ui/EntryParts.tsx';
import { Mark } from '#ui/Mark.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';
import styles from './compile.module.css';

/** An entry that is not in the schedule yet, or not so, and why it is shown there. */
export interface Ghost {
  readonly entry: Entry;
  readonly word: string;
}

/** The week as it stands, with the request that is looked at where it would lie. To be read: the acts are the inbox's. */
export function BoardTable({
  caption,
  days,
  today,
  entries,
  ghost,
  absences,
  duty,
  directory,
}: {
  caption: string;
  days: readonly LocalDate[];
  today: LocalDate;
  entries: readonly Entry[];
  ghost: Ghost | null;
  absences: readonly Absence[];
  duty: WeekState['duty'];
  directory: Directory;
}) {
  const t = useMessages();
  const b = t.compile.board;
  const { columns } = t.readers;
  // In place of the entry that it changes.
  const standing = ghost ? [...entries.filter(({ id }) => id !== ghost.entry.id), ghost.entry] : entries;
  return (
    <table className={`week ${styles.boardTable}`} role="table">
      <caption className="skip">{caption}</caption>
      <colgroup>
        {['col-day', 'col-time', 'col-what', 'col-who'].map((name) => (
          <col key={name} className={name} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {[columns.day, columns.time, columns.content, b.who].map((heading) => (
            <th key={heading} scope="col" role="columnheader">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      {days.map((date) => {
        const rows = sortEntries(standing.filter((entry) => entry.date <= date && date <= entry.lastDate));
        const leader = duty[date];
        const heading = (
          <th className="day" scope="rowgroup" role="rowheader" rowSpan={Math.max(1, rows.length)}>
            <b>{t.common.weekdays[weekday(date) - 1]}</b> <time dateTime={date}>{formatDay(date)}</time>
            {date === today && <em> {t.common.today}</em>}
            {leader && <small>{`${t.readers.duty} ${shortPartyLabel(leader as Party, directory, date)}`}</small>}
          </th>
        );
        return (
          <tbody key={date} role="rowgroup" className={date === today ? 'today' : undefined}>
            {rows.length === 0 && (
              <tr role="row" className="none">
                {heading}
                <td role="cell" className="time" />
                <td role="cell" className="what">
                  {t.common.noEntries}
                </td>
                <td role="cell" className="who" />
              </tr>
            )}
            {rows.map((entry, index) => {
              const words = { ...wordedEntry(entry, directory, absences), connectionPoints: [] };
              const isGhost = entry === ghost?.entry;
              const look = isGhost ? styles.ghost : entry.status === 'planned' ? undefined : 'can';
              return (
                <tr key={entry.id} role="row" className={look}>
                  {index === 0 && heading}
                  <td role="cell" className="time">
                    {entry.date === date ? <EntryWhen entry={words} /> : t.readers.continues}
                  </td>
                  <td role="cell" className="what">
                    <EntryWhat entry={words} />
                    {entry.visibility === 'internal' && (
                      <>
                        {' '}
                        <Mark tone="plain">{t.compile.internal}</Mark>
                      </>
                    )}
                    {isGhost && (
                      <>
                        {' '}
                        <Mark tone="plain">{ghost.word}</Mark>
                      </>
                    )}
                  </td>
                  <td role="cell" className="who">
                    <EntryWho entry={words} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        );
      })}
    </table>
  );
}
