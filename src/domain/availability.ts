import { awayDuring, dayLong, type Absence } from './absence.ts';
import { CONFLICT_GRADES, type ClashIndex, type ConflictGrade } from './conflicts.ts';
import type { Entry } from './entry.ts';
import type { Party } from './party.ts';
import { compareTime, sessionOf } from './time.ts';
import type { EntryTime, LocalDate, Minutes, Session } from './time.ts';

/** Whether somebody could come to an entry: what one asks before naming them. */
export type Availability =
  | { readonly kind: 'away' }
  /** What they have on the whole day, in printed order: while it is not said when. */
  | { readonly kind: 'day'; readonly times: readonly EntryTime[] }
  /** `time`: of what they have then, the surest clash first. */
  | { readonly kind: 'busy'; readonly grade: ConflictGrade; readonly time: EntryTime }
  /** `until`: the start of what they have next in that session; null: nothing. `whole`: nothing in it at all. */
  | {
      readonly kind: 'free';
      readonly session: Session | 'allDay';
      readonly until: Minutes | null;
      readonly whole: boolean;
    };

/**
 * Of a person during `entry`, whoever it names. `others`: the entries of its week but for itself, of which `index` was
 * made; what they have next is looked for where they are named, not where a unit of theirs is.
 */
export function availabilityOf(
  person: string, // people id
  entry: Entry,
  { index, others, absences }: { index: ClashIndex; others: readonly Entry[]; absences: readonly Absence[] },
): Availability {
  const party = `person:${person}` as const;
  if (absences.some((absence) => absence.person === person && awayDuring(absence, entry) !== null))
    return { kind: 'away' };
  const alone: Entry = {
    ...entry,
    chairs: [party],
    attendees: [],
    invitees: [],
    officeLead: null,
    place: null,
    vehicle: null,
  };
  const found = index.of(alone);
  for (const grade of CONFLICT_GRADES) {
    const clash = found.find((one) => one.grade === grade);
    if (!clash) continue;
    const other = clash.entries.find((one) => one.id !== entry.id || one.calendar !== entry.calendar)!;
    return { kind: 'busy', grade, time: other.time };
  }
  const session = sessionOf(entry.time);
  const starts = timesOf(party, entry.date, others)
    .filter((time) => sessionOf(time) === session)
    .map(({ start }) => start ?? 0);
  const later = starts.filter((start) => start > (entry.time.start ?? 0)).sort((a, b) => a - b);
  return { kind: 'free', session, until: (later[0] as Minutes | undefined) ?? null, whole: starts.length === 0 };
}

/** Of a person on a day, before there is a time. */
export function availabilityOn(
  person: string, // people id
  date: LocalDate,
  others: readonly Entry[],
  absences: readonly Absence[],
): Availability {
  const away = absences.some((absence) => absence.person === person && awayDuring(absence, dayLong(date)) === 'all');
  return away ? { kind: 'away' } : { kind: 'day', times: timesOf(`person:${person}`, date, others) };
}

/** When somebody is named on a day. */
const timesOf = (party: Party, date: LocalDate, entries: readonly Entry[]): readonly EntryTime[] =>
  entries
    .filter(
      (entry) =>
        entry.date <= date &&
        date <= entry.lastDate &&
        entry.status === 'planned' &&
        (entry.stage === 'accepted' || entry.stage === 'requested') &&
        [...entry.chairs, ...entry.attendees, ...entry.invitees, entry.officeLead].includes(party),
    )
    .map(({ time }) => time)
    .sort(compareTime);
