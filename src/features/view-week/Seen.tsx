import { useId, useMemo, useState } from 'react';
import { useMembers } from '#data/members.ts';
import { markSeen, useWeekSeen } from '#data/seen.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { partyReader, type PartyReader } from '#domain/meant.ts';
import { partyLabel, positionOn } from '#domain/party.ts';
import { may, type Member } from '#domain/permissions.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import { holding, invitedTo, invites, seenList, type Invited, type SeenList } from '#domain/seen.ts';
import { formatClock, formatDay, formatTime, minutesAt, todayAt, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { CopyLine } from '#ui/CopyLine.tsx';
import styles from './view.module.css';

/** An issued entry whose sheet is the invitation. */
export interface InvitingEntry {
  readonly week: PublishedWeek;
  readonly entry: PublicEntry;
  /** For whoever has to know who comes: the office, who edits the calendar, who issues it, who chairs. */
  readonly watched: boolean;
  /** It invites the person who looks. */
  readonly mine: boolean;
}

/** Null: no invitation, or nothing of it concerns them. */
export function invitingEntry(
  { calendar, id, chairs }: Pick<Entry, 'calendar' | 'id' | 'chairs'>,
  {
    issued,
    member,
    directory,
    read,
  }: { issued: readonly PublishedWeek[]; member: Member; directory: Directory; read: PartyReader },
): InvitingEntry | null {
  const week = issued.find((one) => one.calendar === calendar);
  const entry = week?.entries.find((one) => one.id === id);
  if (!week || !entry || entry.status !== 'planned' || !invites(week, entry)) return null;
  const of = directory.calendars.get(calendar);
  const chairing = member.person !== null && chairs.includes(`person:${member.person}`);
  const watched = chairing || may(member, 'editEntries', of) || may(member, 'issueWeek', of);
  const mine =
    may(member, 'markSeen') &&
    invitedTo(entry, read).some(({ person }) => person !== null && person.id === member.person);
  return watched || mine ? { week, entry, watched, mine } : null;
}

/** Live. Undefined while it loads; null where nobody of the office is invited. */
function useSeenList({ week, entry }: InvitingEntry, directory: Directory): SeenList | null | undefined {
  const receipts = useWeekSeen(week.calendar, week.week);
  const members = useMembers();
  const read = useMemo(() => partyReader(directory), [directory]);
  if (!receipts || members.size === 0) return undefined;
  const list = seenList(entry, receipts, members.values(), read);
  return list.invited.length === 0 ? null : list;
}

/** "12/15 đã xem", which opens the list. */
export function SeenCount({
  inviting,
  directory,
  onOpen,
}: {
  inviting: InvitingEntry;
  directory: Directory;
  onOpen: () => void;
}) {
  const v = useMessages().view.seen;
  const list = useSeenList(inviting, directory);
  if (!list || !inviting.watched) return null;
  const count = v.count(list.seen, list.invited.length);
  return (
    <button
      type="button"
      className="link noPrint"
      aria-label={v.countOf(count, inviting.entry.content)}
      onClick={onOpen}
    >
      {count}
    </button>
  );
}

/** Says that one has seen an entry to which one is invited; again after each change of it. */
export function SeenAct({ inviting: { week, entry, mine }, uid }: { inviting: InvitingEntry; uid: string }) {
  const v = useMessages().view.seen;
  const receipts = useWeekSeen(week.calendar, week.week);
  const [refused, setRefused] = useState(false);
  if (!receipts || !mine) return null;
  const own = holding(receipts, entry).find(({ by }) => by === uid);
  if (own) return <span className={`${styles.state} noPrint small muted`}>{v.seenAt(moment(own.at))}</span>;
  return (
    <span className={`${styles.state} noPrint`}>
      <Button
        aria-label={v.markOf(entry.content)}
        onClick={() => {
          setRefused(false);
          markSeen(week, entry).catch(() => setRefused(true));
        }}
      >
        {v.mark}
      </Button>
      {refused && (
        <span className="err small" role="alert">
          {v.failed}
        </span>
      )}
    </span>
  );
}

/** Who has seen the entry and who has not, with what is needed to call them. */
export function SeenNames({ inviting, directory }: { inviting: InvitingEntry; directory: Directory }) {
  const t = useMessages();
  const v = t.view.seen;
  const id = useId();
  const [copying, setCopying] = useState(false);
  const list = useSeenList(inviting, directory);
  if (!list || !inviting.watched) return null;
  const { entry } = inviting;
  const { date } = entry;
  const missing = list.invited.filter(({ seenAt }) => seenAt === null);
  const there = list.invited.filter(({ seenAt }) => seenAt !== null);
  const nameOf = (one: Invited) => invitedName(one, directory, date);
  const unread = (one: Invited) => (one.person === null ? v.nobody : one.hasAccount ? '' : v.noAccount);
  const when = `${formatTime(entry.time, t.common.sessions)} ${t.common.weekdays[weekday(date) - 1]} ${formatDay(date)}`;
  const text = [
    v.copyHead(missing.length, list.invited.length),
    [entry.content.replaceAll('\n', ' '), when, entry.place].filter(Boolean).join(' · '),
    ...missing.map((one) => `- ${[nameOf(one), unread(one)].filter(Boolean).join(' · ')}`),
  ].join('\n');
  return (
    <section className={styles.seen} aria-labelledby={id}>
      <h3 id={id} aria-live="polite">
        {v.count(list.seen, list.invited.length)}
      </h3>
      {missing.length > 0 && (
        <>
          <h4>{v.missing}</h4>
          <ul>
            {missing.map((one) => (
              <li key={one.person?.id ?? one.unit?.id}>
                {nameOf(one)} {unread(one) && <span className="muted small">{unread(one)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {there.length + list.also.length > 0 && (
        <>
          <h4>{v.there}</h4>
          <ul>
            {there.map((one) => (
              <li key={one.person?.id}>
                {nameOf(one)} <span className="muted small">{moment(one.seenAt!)}</span>
              </li>
            ))}
            {list.also.map(({ member, seenAt }) => (
              <li key={member.uid}>
                {member.person === null ? member.name : partyLabel(`person:${member.person}`, directory, date)}{' '}
                <span className="muted small">{`${v.also} · ${moment(seenAt)}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {list.outside.length > 0 && <p className="muted small">{v.outside(list.outside.join(', '))}</p>}
      {missing.length > 0 &&
        (copying ? (
          <CopyLine label={v.toCall} text={text} words={v} atOnce />
        ) : (
          <Button onClick={() => setCopying(true)}>{v.toCall}</Button>
        ))}
    </section>
  );
}

/** "TP Bùi Văn Khánh, Phòng GDTrH"; of a unit for which nobody answers its name alone. */
function invitedName({ person, unit }: Invited, directory: Directory, date: LocalDate): string {
  if (!person) return unit!.name;
  const of = unit ?? directory.calendars.get(positionOn(person, date)?.unit ?? '');
  const name = partyLabel(`person:${person.id}`, directory, date);
  return of ? `${name}, ${of.shortName || of.name}` : name;
}

const moment = (at: number): string => `${formatClock(minutesAt(at))} ${formatDay(todayAt(at))}`;
