import type { ReactNode } from 'react';
import { byLeader, bySession } from '#domain/layout.ts';
import type { PublicEntry } from '#domain/publication.ts';
import { formatDay, weekday, type LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { usePageWords } from '#i18n/pages.ts';
import { EntryHour } from './EntryHour.tsx';
import { EntryWhat, EntryWhere, EntryWho, KeepEntry } from './EntryParts.tsx';
import { DayOff, rowMarks } from './WeekTable.tsx';

export interface ListedDay {
  readonly date: LocalDate;
  readonly entries: readonly PublicEntry[];
  readonly duty: string | null;
  readonly holiday?: string | null;
}

interface Days {
  readonly days: readonly ListedDay[];
  readonly today: LocalDate;
}

/** Per day and leader, running text. Who chairs together has the entry each; what nobody chairs comes last. */
export function LeaderDays({ days, today, leaders }: Days & { leaders: readonly string[] }) {
  const t = usePageWords().sheet;
  return days.map((day) => (
    <Day key={day.date} day={day} isToday={day.date === today}>
      {byLeader(day.entries, leaders).map(({ leader, entries }) => (
        <div key={leader} className="run">
          <b className="leader">{leader === '' ? t.everybody : leader}</b>
          {': '}
          {entries.map((entry, index) => (
            <div key={entry.id} {...rowMarks(entry, day.date)}>
              {index > 0 && ' '}
              <EntryHour entry={entry} date={day.date} session />
              <EntryWhat entry={entry} />
              <Labelled label={t.chair} show={leader !== '' && entry.chairs.length > 1}>
                {entry.chairs.join(', ')}
              </Labelled>
              <People entry={entry} />
              <Where entry={entry} />
              {index < entries.length - 1 && ';'}
              <KeepEntry entry={entry} date={day.date} />
            </div>
          ))}
        </div>
      ))}
    </Day>
  ));
}

/** Per day, a numbered list; who and where on lines of their own. */
export function NumberedDays({ days, today }: Days) {
  const t = usePageWords().sheet;
  return days.map((day) => (
    <Day key={day.date} day={day} isToday={day.date === today}>
      {day.entries.length > 0 && (
        <ol className="numbered">
          {day.entries.map((entry) => (
            <li key={entry.id} {...rowMarks(entry, day.date)}>
              <EntryHour entry={entry} date={day.date} session />
              <EntryWhat entry={entry} />
              <Labelled label={t.chair} show={hasChair(entry)}>
                <Chairs entry={entry} />
              </Labelled>
              <People entry={entry} />
              <Where entry={entry} />
              <KeepEntry entry={entry} date={day.date} />
            </li>
          ))}
        </ol>
      )}
    </Day>
  ));
}

/** Per day under SÁNG, CHIỀU: the leader first. */
export function SessionDays({ days, today }: Days) {
  const { common } = useMessages();
  return days.map((day) => (
    <Day key={day.date} day={day} isToday={day.date === today}>
      {bySession(day.entries, []).map(({ session, entries }) => (
        <div key={session} className="session">
          <h3>{common.sessions[session]}</h3>
          <ul>
            {entries.map((entry) => (
              <li key={entry.id} {...rowMarks(entry, day.date)}>
                {hasChair(entry) && (
                  <>
                    <span className="leader">
                      <Chairs entry={entry} />
                    </span>
                    {': '}
                  </>
                )}
                <EntryHour entry={entry} date={day.date} />
                <EntryWhat entry={entry} />
                <People entry={entry} />
                <Where entry={entry} />
                <KeepEntry entry={entry} date={day.date} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Day>
  ));
}

function Day({ day, isToday, children }: { day: ListedDay; isToday: boolean; children: ReactNode }) {
  const { common, readers } = useMessages();
  const { date, duty, holiday = null, entries } = day;
  return (
    <section id={`d-${date}`} className={isToday ? 'one-day today' : 'one-day'}>
      <h2>
        {common.weekdays[weekday(date) - 1]} <time dateTime={date}>{formatDay(date)}</time>
        {isToday && <em> {common.today}</em>}
        {duty !== null && <small>{`${readers.duty} ${duty}`}</small>}
        <DayOff>{holiday}</DayOff>
      </h2>
      {entries.length === 0 ? <p className="none">{common.noEntries}</p> : children}
    </section>
  );
}

const hasChair = ({ chairs, actingFor }: PublicEntry): boolean => chairs.length > 0 || actingFor !== null;

const Chairs = ({ entry }: { entry: PublicEntry }) => (
  <EntryWho entry={{ ...entry, attendees: [], invitees: [], forInformation: [] }} />
);

function People({ entry }: { entry: PublicEntry }) {
  const { readers } = useMessages();
  const any = entry.attendees.length + entry.invitees.length + entry.forInformation.length > 0;
  return (
    <Labelled label={`${readers.columns.who}:`} show={any}>
      <EntryWho entry={{ ...entry, chairs: [], actingFor: null }} />
    </Labelled>
  );
}

function Where({ entry }: { entry: PublicEntry }) {
  const { readers } = useMessages();
  return (
    <Labelled label={`${readers.columns.where}:`} show={entry.place !== null || entry.gatheringPoint !== null}>
      <EntryWhere entry={entry} />
    </Labelled>
  );
}

const Labelled = ({ label, show, children }: { label: string; show: boolean; children: ReactNode }) =>
  show && (
    <span className="why">
      {` ${label} `}
      {children}
    </span>
  );
