import { Fragment } from 'react';
import { awayOnDuty, type Absence } from '#domain/absence.ts';
import type { AssumedMinutes } from '#domain/assumed.ts';
import type { Directory, Person } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import type { LeaderCell, LeaderDay } from '#domain/leaderColumns.ts';
import { partyLabel, placeLabel, shortPartyLabel, type Party } from '#domain/party.ts';
import { formatClock, formatDay, formatTime, weekday } from '#domain/time.ts';
import type { LocalDate, Minutes } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { absenceDays } from '#ui/absenceDays.ts';
import { changeWords } from '#ui/EntryParts.tsx';
import { Mark } from '#ui/Mark.tsx';
import { goesOn } from './gridEvents.ts';
import type { IssuedChanges } from './issuedChanges.ts';
import styles from './leaders.module.css';

/** The week as a column a leader, sessions as rows (screens.md, view-leaders). A free cell is blank, and read out. */
export function LeaderTable({
  caption,
  people,
  days,
  duty,
  directory,
  absences,
  lengths,
  today,
  minutes,
  foot,
  changeOf,
  onOpen,
}: {
  caption: string;
  people: readonly Person[];
  days: readonly LeaderDay<StoredEntry>[];
  duty: Readonly<Record<string, string>>;
  directory: Directory;
  absences: readonly Absence[];
  lengths: AssumedMinutes;
  today: LocalDate;
  /** Minutes of now after midnight, in the office's zone. */
  minutes: Minutes;
  /** Printed at the foot of each sheet. */
  foot: string;
  changeOf: IssuedChanges;
  onOpen: (id: string) => void;
}) {
  const t = useMessages();
  const v = t.view;
  const dutyOf = (date: LocalDate) => {
    const party = duty[date];
    if (party === undefined) return null;
    const acts = awayOnDuty(party as Party, date, absences)?.acts;
    return `${t.readers.duty} ${shortPartyLabel(acts ?? (party as Party), directory, date)}`;
  };
  const away = ({ absence, first }: LeaderCell<StoredEntry>, date: LocalDate) => {
    if (!absence) return null;
    const kind = t.absences.kinds[absence.kind];
    if (!first) return <p className="muted">{kind}</p>;
    const { substitute } = absence;
    const acts = substitute === null ? t.absences.nobody : v.acts(shortPartyLabel(substitute, directory, date));
    return (
      <p>
        <Mark tone="plain">{kind}</Mark> <span className="muted">{`${absenceDays(absence, t)}. ${acts}`}</span>
      </p>
    );
  };
  const cell = (one: LeaderCell<StoredEntry>, date: LocalDate) => (
    <>
      {!one.absence && one.entries.length === 0 && <span className="visuallyHidden">{v.free}</span>}
      {away(one, date)}
      {one.entries.map(({ entry, again, actsFor }) => (
        <p key={`${entry.calendar}/${entry.id}`}>
          {again ? (
            <span className="muted">
              {`${v.again(t.common.sessions.allDay)} `}
              {entry.status === 'planned' ? entry.content : <del>{entry.content}</del>}
            </span>
          ) : (
            <EntryWords
              {...{ entry, date, directory, changeOf, onOpen, actsFor }}
              now={goesOn(entry, today, minutes, lengths)}
            />
          )}
        </p>
      ))}
    </>
  );
  return (
    <table className={styles.leaders}>
      <caption className="visuallyHidden">{caption}</caption>
      <colgroup>
        <col className={styles.dayColumn} />
        <col className={styles.sessionColumn} />
        {people.map(({ id }) => (
          <col key={id} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t.readers.columns.day}</th>
          <th scope="col">{v.session}</th>
          {people.map(({ id }) => (
            <th key={id} scope="col">
              {partyLabel(`person:${id}`, directory, days[0]!.date)}
            </th>
          ))}
        </tr>
      </thead>
      {days.map(({ date, sessions }) => (
        <tbody key={date} className={date === today ? styles.today : undefined}>
          {sessions.length === 0 && (
            <tr>
              <th scope="row" className={styles.day}>
                <b>{t.common.weekdays[weekday(date) - 1]}</b>
                {date === today && <em> {t.common.today}</em>}
              </th>
              <td colSpan={people.length + 1} className={styles.none}>
                {[formatDay(date), t.common.noEntries, dutyOf(date)].filter((part) => part !== null).join(' · ')}
              </td>
            </tr>
          )}
          {sessions.map(({ session, cells }, at) => (
            <tr key={session}>
              {at === 0 && (
                <th scope="rowgroup" className={styles.day} rowSpan={sessions.length}>
                  <b>{t.common.weekdays[weekday(date) - 1]}</b> <time dateTime={date}>{formatDay(date)}</time>
                  {date === today && <em> {t.common.today}</em>}
                  {dutyOf(date) !== null && <small> {dutyOf(date)}</small>}
                </th>
              )}
              <th scope="row" className={styles.session}>
                {t.common.sessions[session]}
              </th>
              {cells.map((one, column) => (
                <td key={people[column]!.id}>{cell(one, date)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
      <tfoot>
        <tr>
          <td colSpan={people.length + 2}>{foot}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** When, what and where; a press shows the rest. */
function EntryWords({
  entry,
  date,
  directory,
  now,
  actsFor,
  changeOf,
  onOpen,
}: {
  entry: StoredEntry;
  date: LocalDate;
  directory: Directory;
  now: boolean;
  actsFor: Party | null;
  changeOf: IssuedChanges;
  onOpen: (id: string) => void;
}) {
  const t = useMessages();
  const { start, session } = entry.time;
  const when = start !== null && session === null ? formatClock(start) : formatTime(entry.time, t.common.sessions);
  const stopped = entry.status === 'planned' ? null : entry.status;
  const continues = `${t.readers.continues.toLowerCase()} ${t.readers.since} ${formatDay(entry.date)}`;
  const until = date === entry.date ? `${t.readers.until} ${formatDay(entry.lastDate)}` : continues;
  const change = changeOf(entry);
  const rest = [
    stopped && entry.reason !== null && `${t.readers.reason} ${entry.reason}`,
    actsFor !== null && t.view.actsFor(shortPartyLabel(actsFor, directory, date)),
    entry.lastDate !== entry.date && until,
    entry.place !== null && placeLabel(entry.place, directory),
  ].filter((part) => typeof part === 'string');
  return (
    <button type="button" data-entry={entry.id} className={styles.entry} onClick={() => onOpen(entry.id)}>
      <b>{when}</b> {stopped ? <del>{entry.content}</del> : <span className={styles.content}>{entry.content}</span>}{' '}
      {stopped && <Mark tone="cancelled">{t.view.status[stopped]}</Mark>}
      {now && <Mark tone="now">{t.view.status.now}</Mark>}{' '}
      {change &&
        changeWords(change, t.readers, t.common.sessions).map((words) => (
          <Fragment key={words}>
            <Mark tone="changed">{words}</Mark>{' '}
          </Fragment>
        ))}
      {rest.length > 0 && <span className={styles.rest}>{rest.join(' · ')}</span>}
    </button>
  );
}
