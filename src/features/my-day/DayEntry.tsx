import { useEntryPrivate } from '#data/entryPrivate.ts';
import type { ShownEntry } from '#data/entries.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import type { Absence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import { partyLabel, type Party } from '#domain/party.ts';
import { may, type Member } from '#domain/permissions.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { changeWords, EntryWhen } from '#ui/EntryParts.tsx';
import { Mark } from '#ui/Mark.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';

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
  onStop,
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
  onStop: (entry: ShownEntry) => void;
}) {
  const t = useMessages();
  const m = t.myDay;
  const { data: published } = usePublishedWeek(entry.calendar, entry.week);
  const calendar = directory.calendars.get(entry.calendar);
  const words = wordedEntry(entry, directory, absences);
  const stopped = entry.status === 'planned' ? null : entry.status;
  const change = stopped ? null : (published?.entries.find(({ id }) => id === entry.id)?.change ?? null);
  const chairs = own && member.person !== null && entry.chairs.includes(`person:${member.person}`);
  const who = actsFor ? m.actsFor(partyLabel(actsFor, directory, date)) : chairs ? m.chairing : words.chairs.join(', ');
  const mayStop = may(member, 'postponeEntries', calendar) && entry.stage === 'accepted';
  return (
    <li className={`dayEntry ${stopped ? 'stopped' : stage}`}>
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
              <Mark key={text} tone="changed">
                {text}
              </Mark>
            ))}
        </p>
        {stopped && <p className="small muted">{`${t.readers.reason} ${entry.reason ?? ''}`}</p>}
        <p className="small">{[words.place, who].filter(Boolean).join(' · ')}</p>
        {words.attendees.length > 0 && <p className="small muted">{words.attendees.join(', ')}</p>}
        <p className="dayActs">
          {own && !stopped && stage !== 'over' && <Join entry={entry} />}
          {mayStop && !stopped && stage !== 'over' && (
            <Button aria-label={m.stopOf(entry.content)} onClick={() => onStop(entry)}>
              {m.stop}
            </Button>
          )}
          {stopped && may(member, 'editEntries', calendar) && (
            <ButtonLink href={`/edit/${entry.calendar}/${entry.week}`} aria-label={m.newTimeOf(entry.content)}>
              {m.newTime}
            </ButtonLink>
          )}
          {mayStop && stopped && (
            <Button look="bare" aria-label={m.restoreOf(entry.content)} onClick={() => onStop(entry)}>
              {m.restore}
            </Button>
          )}
        </p>
      </div>
    </li>
  );
}

/** Only what a browser opens as a page is a way into the meeting. */
function Join({ entry }: { entry: ShownEntry }) {
  const m = useMessages().myDay;
  const { data } = useEntryPrivate(entry.calendar, entry.id);
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
