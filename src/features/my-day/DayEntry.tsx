import { Fragment } from 'react';
import { useEntryPrivate } from '#data/entryPrivate.ts';
import type { ShownEntry } from '#data/entries.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import type { Absence } from '#domain/absence.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import { partyLabel, type Party } from '#domain/party.ts';
import { may, mayReadPrivate, type Member } from '#domain/permissions.ts';
import type { LocalDate } from '#domain/time.ts';
import { invites } from '#domain/seen.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { changeWords, EntryWhen } from '#ui/EntryParts.tsx';
import { Mark } from '#ui/Mark.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';
import { Seen, SeenBy } from './Seen.tsx';

/** What is asked of an entry: to stop it, of a stopped one to restore or to move it. */
export type Ask = 'stop' | 'restore' | 'move';

/** One entry of the day: when, what, where, and what can be done about it with a thumb. */
export function DayEntry({
  entry,
  date,
  actsFor,
  stage,
  own,
  member,
  directory,
  absences,
  onAct,
}: {
  entry: ShownEntry;
  date: LocalDate;
  /** Whom the person acts for; null: they are meant themself. */
  actsFor: Party | null;
  stage: 'ahead' | 'going' | 'over';
  /** It names the person whose day this is: then the meeting link is theirs to read. */
  own: boolean;
  member: Member;
  directory: Directory;
  absences: readonly Absence[];
  onAct: (entry: ShownEntry, ask: Ask) => void;
}) {
  const t = useMessages();
  const m = t.myDay;
  const { data: published } = usePublishedWeek(entry.calendar, entry.week);
  const calendar = directory.calendars.get(entry.calendar);
  const words = wordedEntry(entry, directory, absences);
  const stopped = entry.status === 'planned' ? null : entry.status;
  const chairs = own && member.person !== null && entry.chairs.includes(`person:${member.person}`);
  const who = actsFor ? m.actsFor(partyLabel(actsFor, directory, date)) : chairs ? m.chairing : words.chairs.join(', ');
  const issued = published?.entries.find(({ id }) => id === entry.id);
  const change = stopped ? null : (issued?.change ?? null);
  const asked = own && published && issued && invites(published, issued) ? { week: published, entry: issued } : null;
  const asksMe = asked !== null && !chairs && stage !== 'over' && may(member, 'markSeen');
  const mayStop = may(member, 'postponeEntries', calendar) && entry.stage === 'accepted';
  return (
    <li data-entry={entry.id} className={`dayEntry ${stopped ? 'stopped' : stage}`}>
      <p className="dayTime">
        <EntryWhen entry={words} />
      </p>
      <div>
        <p className="dayWhat">
          {stopped ? <del>{entry.content}</del> : entry.content}{' '}
          {!stopped && stage === 'going' && <Mark tone="now">{m.going}</Mark>}
          {stopped && <Mark tone="cancelled">{t.readers.status[stopped]}</Mark>}
          {change &&
            changeWords(change, t.readers, t.common.sessions).map((text) => (
              <Fragment key={text}>
                {' '}
                <Mark tone="changed">{text}</Mark>
              </Fragment>
            ))}
        </p>
        {stopped && <p className="small muted">{`${t.readers.reason} ${entry.reason ?? ''}`}</p>}
        <p className="small">
          {words.place}
          {words.place && who && ' · '}
          <span className="muted">{who}</span>
        </p>
        {(words.attendees.length > 0 || (asked && chairs)) && (
          <p className="small muted dayWith">
            {words.attendees.length > 0 && <span>{words.attendees.join(', ')}</span>}
            {asked && chairs && (
              <span>
                <SeenBy {...asked} />
              </span>
            )}
          </p>
        )}
        <p className="dayActs">
          {own && !stopped && stage !== 'over' && <Join {...{ entry, member, calendar }} />}
          {asksMe && <Seen {...asked} uid={member.uid} />}
          {mayStop && !stopped && stage !== 'over' && (
            <Button
              look={asksMe || stage === 'going' ? 'bare' : 'ruled'}
              aria-label={m.stopOf(entry.content)}
              onClick={() => onAct(entry, 'stop')}
            >
              {m.stop}
            </Button>
          )}
          {stopped && may(member, 'editEntries', calendar) && (
            <Button aria-label={m.newTimeOf(entry.content)} onClick={() => onAct(entry, 'move')}>
              {m.newTime}
            </Button>
          )}
          {mayStop && stopped && (
            <Button look="bare" aria-label={m.restoreOf(entry.content)} onClick={() => onAct(entry, 'restore')}>
              {m.restore}
            </Button>
          )}
        </p>
      </div>
    </li>
  );
}

/** Only what a browser opens as a page is a way into the meeting. */
function Join({ entry, member, calendar }: { entry: ShownEntry; member: Member; calendar: Calendar | undefined }) {
  const m = useMessages().myDay;
  const { data } = useEntryPrivate(entry.calendar, entry.id, mayReadPrivate(member, entry, calendar));
  if (!data?.meetingLink || !/^https?:\/\//i.test(data.meetingLink)) return null;
  return (
    <a
      className="btn"
      href={data.meetingLink}
      target="_blank"
      rel="noreferrer noopener"
      aria-label={m.joinOf(entry.content)}
    >
      {m.join}
    </a>
  );
}
