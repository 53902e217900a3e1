import { useState } from 'react';
import { Link } from 'wouter';
import { useAbsencesOf } from '#data/absences.ts';
import { useAllEntries } from '#data/allEntries.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import type { ShownEntry } from '#data/entries.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { useWeekState } from '#data/weekState.ts';
import type { Absence } from '#domain/absence.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import type { LeaderEntry } from '#domain/leaderColumns.ts';
import { partyLabel, placeLabel } from '#domain/party.ts';
import { may, type Member } from '#domain/permissions.ts';
import { addDays, formatClock, formatDay, formatTime, minutesAt, todayAt, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { addWeeks, sortEntries, weekOf } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Segments } from '#ui/Segments.tsx';
import { Toast } from '#ui/Toast.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { useNow } from '#ui/useNow.ts';
import { AskedWeeks } from './AskedWeeks.tsx';
import { DayEntry, type Ask } from './DayEntry.tsx';
import './myDay.css';
import { ownDay, stageOf } from './ownDay.ts';
import { StopSheet } from './StopSheet.tsx';

/** `/today`: what one has today and tomorrow, for whoever looks in the car. */
export function MyDay() {
  const t = useMessages();
  const { member } = useSession();
  const { online } = useConnection();
  const directory = useDirectory();
  const settings = useSettings();
  const today = todayAt(useNow());
  const week = weekOf(today);
  const nextWeek = weekOf(addDays(today, 1));
  const now = useAllEntries(week);
  const next = useAllEntries(nextWeek);
  const away = useAbsencesOf(week);
  const awayNext = useAbsencesOf(addWeeks(week, 1));
  const error = now.error ?? next.error ?? away.error ?? awayNext.error;
  if (error) return <UnreadPage because={error.code} />;
  if (!member || !directory || !settings || !now.data || !next.data || !away.data || !awayNext.data) {
    return online ? <p className="staffLoading">{t.staff.loading}</p> : <UnreadPage because="offline" />;
  }
  const entries = week === nextWeek ? now.data : [...now.data, ...next.data];
  const absences = [...new Set([...away.data, ...awayNext.data])];
  return <Day {...{ member, directory, settings, absences, entries, today }} />;
}

function Day({
  member,
  directory,
  settings,
  absences,
  entries,
  today,
}: {
  member: Member;
  directory: Directory;
  settings: AgencySettings;
  absences: readonly Absence[];
  entries: readonly ShownEntry[];
  today: LocalDate;
}) {
  const t = useMessages();
  const m = t.myDay;
  const minutes = minutesAt(useNow());
  const person = member.person === null ? undefined : directory.people.get(member.person);
  const main = settings.defaultCalendar;
  const calendar = directory.calendars.get(main);
  const [tab, setTab] = useState<'mine' | 'all'>(person ? 'mine' : 'all');
  const [asked, setAsked] = useState<{ readonly key: string; readonly ask: Ask } | null>(null);
  const [note, setNote] = useState<{ readonly text: string; readonly href: string | null } | null>(null);
  const { data: state } = useWeekState(main, weekOf(today));
  const { data: issued } = usePublishedWeek(main, weekOf(today));
  const accepted = entries.filter(({ stage }) => stage === 'accepted');
  const stopping = entries.find(({ calendar: of, id }) => `${of}/${id}` === asked?.key);
  const { data: ofStopping } = usePublishedWeek(stopping?.calendar ?? main, stopping?.week ?? weekOf(today));

  const dayText = (date: LocalDate) => `${t.common.weekdays[weekday(date) - 1]} ${formatDay(date)}`;
  const all = (date: LocalDate): readonly LeaderEntry<ShownEntry>[] =>
    sortEntries(
      accepted.filter((entry) => entry.calendar === main && entry.date <= date && date <= entry.lastDate),
    ).map((entry) => ({ entry, again: false, actsFor: null }));
  const mine = (date: LocalDate) => (person ? ownDay(accepted, person, date, directory, absences) : []);
  const listOf = tab === 'mine' ? mine : all;
  const tomorrow = addDays(today, 1);

  const list = (date: LocalDate) => {
    const own = listOf(date);
    if (own.length === 0) return <p className="dayNone">{t.common.noEntries}</p>;
    return (
      <ul>
        {own.map(({ entry, actsFor }) => (
          <DayEntry
            key={`${entry.calendar}/${entry.id}`}
            {...{ entry, date, actsFor, member, directory, absences }}
            stage={date === today ? stageOf(entry, minutes, settings.assumedMinutes) : 'ahead'}
            own={tab === 'mine'}
            onAct={({ calendar: of, id }, ask) => setAsked({ key: `${of}/${id}`, ask })}
          />
        ))}
      </ul>
    );
  };
  const about = [
    person && partyLabel(`person:${person.id}`, directory, today),
    person && state?.duty[today] === `person:${person.id}` && m.onDuty,
    issued && m.updated(`${formatClock(minutesAt(issued.issuedAt))} ${formatDay(todayAt(issued.issuedAt))}`),
  ].filter(Boolean);

  return (
    <div className="myDay">
      <title>{`${m.title} · ${t.common.appName}`}</title>
      <div className="head">
        <h1>
          {m.title} <span>{dayText(today)}</span>
        </h1>
      </div>
      {may(member, 'issueWeek', calendar) && (
        <AskedWeeks calendar={main} week={weekOf(today)} numbering={settings.weekNumbering} />
      )}
      <div className="dayTabs">
        <Segments
          label={m.views}
          options={[
            ...(person ? [{ key: 'mine' as const, label: m.mine(mine(today).length) }] : []),
            { key: 'all' as const, label: m.of(calendar?.name ?? '', all(today).length) },
          ]}
          value={tab}
          onChange={setTab}
        />
        <Link className="dayWeek" href={`/view/${weekOf(today)}`}>
          {m.week}
        </Link>
      </div>
      <p className="small muted dayAbout">{about.join(' · ')}</p>
      <section aria-label={dayText(today)}>{list(today)}</section>
      <h2 className="dayNext">
        {m.tomorrow} <span>{dayText(tomorrow)}</span>
      </h2>
      <section aria-label={dayText(tomorrow)}>{list(tomorrow)}</section>
      {stopping && asked && ofStopping !== undefined && (
        <StopSheet
          key={stopping.id}
          entry={stopping}
          ask={asked.ask}
          {...{ settings, directory, absences, today }}
          kicker={[
            `${formatTime(stopping.time, t.common.sessions)} ${stopping.date === today ? m.today : dayText(stopping.date).toLowerCase()}`,
            stopping.place && placeLabel(stopping.place, directory),
          ]
            .filter(Boolean)
            .join(' · ')}
          published={ofStopping}
          mayIssue={may(member, 'issueWeek', directory.calendars.get(stopping.calendar))}
          mayMove={may(member, 'editEntries', directory.calendars.get(stopping.calendar))}
          onDone={(text, issuedAs) => {
            setAsked(null);
            setNote({ text, href: issuedAs && `/lich/${issuedAs.calendar}/${issuedAs.week}` });
          }}
          onClose={() => setAsked(null)}
        />
      )}
      <Toast note={note} onClose={() => setNote(null)} action={note?.href && <a href={note.href}>{m.see}</a>} />
    </div>
  );
}
