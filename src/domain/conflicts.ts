import type { AgencySettings, Directory } from './directory.ts';
import type { Entry, EntryKind } from './entry.ts';
import { referenceOf } from './party.ts';
import type { Party, Place, VehicleRef } from './party.ts';
import { addDays, ASSUMED_MINUTES, sessionOf } from './time.ts';
import type { LocalDate } from './time.ts';
import { sortEntries } from './week.ts';

/**
 * `certain`: they overlap by the times that are written. `likely`: they overlap when a meeting without a written end
 * takes its assumed length, or one of them takes all day, or a person is only meant as part of a unit. `sameSession`: one
 * of them says no more than "sáng", so nobody can tell.
 */
export const CONFLICT_GRADES = ['certain', 'likely', 'sameSession'] as const;
export type ConflictGrade = (typeof CONFLICT_GRADES)[number];

/** Who or what cannot be in two places: people and units by reference, rooms, vehicles. Free text is nobody. */
export type Resource = Party | Place | VehicleRef;

/** Two entries that want the same person, room or vehicle. It warns, it never blocks. */
export interface Conflict {
  readonly grade: ConflictGrade;
  /** The first day on which they meet. */
  readonly date: LocalDate;
  /** In printed order. */
  readonly entries: readonly [Entry, Entry];
  /** What they share by this grade, people first; what they share only by a lower grade is not repeated. */
  readonly over: readonly Resource[];
  /** The entry of the two whose missing end was assumed: the one that begins first. Null when none had to be. */
  readonly assumed: Entry | null;
}

/**
 * A clash as it stands, on one line: which two entries, when each is, what they share. The same line later is the same
 * clash; it differs as soon as one of them moves, or they come to share more.
 */
export const standingOf = ({ entries, over }: Conflict): string =>
  [
    ...entries
      .map(
        ({ calendar, id, date, lastDate, time }) =>
          `${calendar}/${id} ${date} ${lastDate} ${time.session ?? ''} ${time.start ?? ''} ${time.end ?? ''}`,
      )
      .sort(),
    [...over].sort().join(' '),
  ].join(' | ');

/** A person who is away over whole days (both inclusive), and who stands in. */
interface Away {
  readonly person: string; // people id
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly substitute: string | null; // people id
}

export interface ConflictContext {
  readonly directory: Directory;
  readonly sessions: AgencySettings['sessions'];
  readonly absences: readonly Away[];
  /** Minutes that an entry of a kind counts as going on when it states no end. */
  readonly assumedMinutes?: Partial<Readonly<Record<EntryKind, number>>>;
}

/** An entry's hold on a resource on one day, minutes after midnight. */
interface Hold {
  readonly entry: Entry;
  /** Position in printed order: pairs are kept by it. */
  readonly index: number;
  readonly start: number;
  /** Where the written time ends; a start without an end is a point. */
  readonly statedEnd: number;
  readonly assumedEnd: number;
  readonly precision: 'clock' | 'allDay' | 'session';
  /** A person meant as one of a unit, not by name: the unit may send another. */
  readonly throughUnit: boolean;
}

/**
 * Every two entries that share a person, a room or a vehicle at a time, across all calendars given, in printed order,
 * worst grade first for a pair and one conflict a pair. Cancelled, postponed and returned entries hold nothing; the same
 * meeting written into two calendars is one meeting. Linear in entries but for those that share a resource on a day.
 */
export function conflicts(entries: readonly Entry[], context: ConflictContext): Conflict[] {
  const standing = sortEntries(entries.filter(({ status, stage }) => status === 'planned' && stage !== 'returned'));
  const pairs = new Map<number, Conflict>();
  for (const holds of holdsByResource(standing, context).values()) {
    if (holds.list.length < 2) continue;
    holds.list.sort((a, b) => a.start - b.start || a.index - b.index);
    for (const [at, first] of holds.list.entries()) {
      for (let next = at + 1; next < holds.list.length; next++) {
        const second = holds.list[next]!;
        if (second.start >= Math.max(first.assumedEnd, first.start + 1)) break;
        if (first.entry === second.entry || sameMeeting(first.entry, second.entry)) continue;
        const grade = gradeOf(holds.resource, first, second);
        if (grade) note(pairs, standing.length, grade, holds.resource, holds.date, first, second);
      }
    }
  }
  return [...pairs].sort(([a], [b]) => a - b).map(([, conflict]) => conflict);
}

function note(
  pairs: Map<number, Conflict>,
  count: number,
  grade: ConflictGrade,
  resource: Resource,
  date: LocalDate,
  first: Hold,
  second: Hold,
): void {
  const [a, b] = first.index < second.index ? [first, second] : [second, first];
  const key = a.index * count + b.index;
  const known = pairs.get(key);
  const rank = (one: ConflictGrade): number => CONFLICT_GRADES.indexOf(one);
  if (known && rank(known.grade) < rank(grade)) return;
  if (known && known.grade === grade) {
    if (known.over.includes(resource)) return; // an entry over several days meets it again
    pairs.set(key, { ...known, over: [...known.over, resource].sort(peopleFirst) });
    return;
  }
  const assumed = grade === 'likely' && first.precision === 'clock' && first.entry.time.end === null;
  pairs.set(key, {
    grade,
    date,
    entries: [a.entry, b.entry],
    over: [resource],
    assumed: assumed ? first.entry : null,
  });
}

const ORDER = ['person', 'unit', 'room', 'vehicle'];
const peopleFirst = (a: Resource, b: Resource): number => {
  const kind = (resource: Resource): number => ORDER.indexOf(resource.slice(0, resource.indexOf(':')));
  return kind(a) - kind(b) || (a < b ? -1 : a > b ? 1 : 0);
};

/** Of two holds that overlap when ends are assumed, `first` the one that starts first. */
function gradeOf(resource: Resource, first: Hold, second: Hold): ConflictGrade | null {
  if (first.throughUnit && second.throughUnit) return null; // the unit's own conflict says it once
  if (first.precision === 'session' || second.precision === 'session') {
    const allDay = first.precision === 'allDay' || second.precision === 'allDay';
    return allDay ? 'likely' : 'sameSession';
  }
  const stated = first.precision === 'clock' && second.precision === 'clock';
  const named = !resource.startsWith('unit:') && !first.throughUnit && !second.throughUnit;
  return stated && named && second.start < Math.max(first.statedEnd, first.start + 1) ? 'certain' : 'likely';
}

/** A division that writes the board's meeting into its own calendar does not sit in two meetings. */
export function sameMeeting(a: Entry, b: Entry): boolean {
  const words = (entry: Entry): string => entry.content.toLowerCase();
  return a.calendar !== b.calendar && a.time.start === b.time.start && words(a) === words(b);
}

interface ResourceDay {
  readonly date: LocalDate;
  readonly resource: Resource;
  readonly list: Hold[];
}

function holdsByResource(
  entries: readonly Entry[],
  { directory, sessions, absences, assumedMinutes = {} }: ConflictContext,
): Map<string, ResourceDay> {
  const days = new Map<string, ResourceDay>();
  const members = membersByUnit(directory);
  for (const [index, entry] of entries.entries()) {
    const span = spanOf(entry, sessions, assumedMinutes[entry.kind] ?? ASSUMED_MINUTES);
    const resources = [entry.place, entry.vehicle].filter(isListed);
    const named = [...entry.chairs, ...entry.attendees, ...entry.invitees, entry.officeLead].filter(isListed);
    for (let date = entry.date; date <= entry.lastDate; date = addDays(date, 1)) {
      const people = new Map<Resource, boolean>(); // whether only through a unit
      for (const party of named) {
        people.set(party, false);
        const substitute = absences.find(
          (away) => `person:${away.person}` === party && away.from <= date && date <= away.to,
        )?.substitute;
        if (substitute) people.set(`person:${substitute}`, false);
      }
      for (const party of named) {
        if (!party.startsWith('unit:')) continue;
        for (const { person, from, to } of members.get(referenceOf(party)) ?? []) {
          const inForce = (from === null || from <= date) && (to === null || date <= to);
          if (inForce && !people.has(person)) people.set(person, true);
        }
      }
      const hold = (resource: Resource, throughUnit: boolean): void => {
        const key = `${date} ${resource}`;
        const day = days.get(key) ?? { date, resource, list: [] };
        day.list.push({ entry, index, ...span, throughUnit });
        days.set(key, day);
      };
      for (const resource of resources) hold(resource, false);
      for (const [person, throughUnit] of people) hold(person, throughUnit);
    }
  }
  return days;
}

const isListed = <T extends Resource>(resource: T | null): resource is T =>
  resource !== null && !resource.startsWith('text:');

type Membership = {
  readonly person: `person:${string}`;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
};

function membersByUnit(directory: Directory): Map<string, Membership[]> {
  const units = new Map<string, Membership[]>();
  for (const person of directory.people.values()) {
    for (const { unit, from, to } of person.positions) {
      if (unit === null) continue;
      const list = units.get(unit) ?? [];
      list.push({ person: `person:${person.id}`, from, to });
      units.set(unit, list);
    }
  }
  return units;
}

function spanOf(
  { time }: Entry,
  sessions: AgencySettings['sessions'],
  assumed: number,
): Pick<Hold, 'start' | 'statedEnd' | 'assumedEnd' | 'precision'> {
  const session = sessionOf(time);
  if (session === 'allDay') {
    const end = Math.max(sessions.afternoon.end, time.end ?? 0);
    return { start: time.start ?? sessions.morning.start, statedEnd: end, assumedEnd: end, precision: 'allDay' };
  }
  if (time.start === null) {
    const { start, end } = sessions[session];
    return { start, statedEnd: end, assumedEnd: end, precision: 'session' };
  }
  const statedEnd = time.end ?? time.start;
  return { start: time.start, statedEnd, assumedEnd: time.end ?? time.start + assumed, precision: 'clock' };
}
