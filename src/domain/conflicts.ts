import { awayIn, type Absence } from './absence.ts';
import { assumedLength } from './assumed.ts';
import type { AgencySettings, Directory } from './directory.ts';
import { hoursOn, type Hours } from './officeHours.ts';
import type { Entry } from './entry.ts';
import { referenceOf } from './party.ts';
import type { Party, Place, VehicleRef } from './party.ts';
import { addDays, daysBetween, localDate, sessionOf } from './time.ts';
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
  /** The entry of the two whose missing end was assumed: the one that begins first; null when none had to be. */
  readonly assumed: { readonly entry: Entry; readonly minutes: number } | null;
}

/** By grade, otherwise in the order in which they were found. */
export const worstFirst = (found: readonly Conflict[]): readonly Conflict[] =>
  CONFLICT_GRADES.flatMap((grade) => found.filter((one) => one.grade === grade));

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

export interface ConflictContext extends Pick<AgencySettings, 'sessions' | 'season' | 'assumedMinutes'> {
  readonly directory: Directory;
  /** Whoever acts for somebody away is there instead of them. */
  readonly absences: readonly Absence[];
}

/** Everybody's and everything's week, ready to be asked. It stays true for the entries that it was made of. */
export interface ClashIndex {
  /**
   * Every two entries that share a person, a room or a vehicle at a time, across all calendars given, in printed order,
   * worst grade first for a pair and one conflict a pair. With `calendar` those that one of its entries is in.
   */
  readonly all: (calendar?: string) => Conflict[];
  /** Those of an entry that is not among them, or is typed anew: it stands in its own place, after its equals. */
  readonly of: (entry: Entry) => Conflict[];
  /**
   * Who and what is held by others during an entry's time, surely or not, and by which entry, the first of them: naming
   * one of them there is a clash.
   */
  readonly taken: (entry: Entry) => ReadonlyMap<Resource, Entry>;
}

/** As `ClashIndex.all`. */
export const conflicts = (entries: readonly Entry[], context: ConflictContext): Conflict[] =>
  clashIndex(entries, context).all();

/**
 * Cancelled, postponed, returned and merged entries hold nothing; the same meeting written into two calendars is one meeting.
 * Entries that share a day are compared as numbers, and where their times meet by rows of bits: a row an entry and day, a
 * bit a resource, in the order in which a clash tells them.
 */
export function clashIndex(entries: readonly Entry[], context: ConflictContext): ClashIndex {
  const read = readerOf(context);
  const held = sortEntries(entries.filter(holds)).map(read);
  const count = held.length;
  const resources = resourcesOf(held).sort(peopleFirst);
  const bitOf = new Map(resources.map((resource, bit) => [resource, bit]));
  const words = Math.ceil(resources.length / WORD);
  const units = new Int32Array(words);
  for (const [bit, resource] of resources.entries()) if (resource.startsWith('unit:')) setBit(units, 0, bit);
  const alone = resources.map((resource): readonly Resource[] => [resource]);

  // The last place and the last rows are for an entry that is asked about.
  const asked = count;
  const start = new Int32Array(count + 1);
  const until = new Int32Array(count + 1);
  const day = new Int32Array(count + 1);
  const lastDay = new Int32Array(count + 1);
  const firstRow = new Int32Array(count + 1);
  const rowCount = held.reduce((sum, { days }) => sum + days.length, 0);
  const named = new Int32Array((rowCount + WEEK_DAYS) * words);
  const all = new Int32Array((rowCount + WEEK_DAYS) * words);

  let nextRow = 0;
  for (const [at, one] of held.entries()) {
    place(at, nextRow, one);
    nextRow += one.days.length;
  }

  function place(at: number, row: number, one: Held): void {
    held[at] = one;
    start[at] = one.start;
    until[at] = one.until;
    day[at] = one.day;
    lastDay[at] = one.day + one.days.length - 1;
    firstRow[at] = row;
    for (const [later, { byName, throughUnit }] of one.days.entries()) {
      const from = (row + later) * words;
      for (const resource of byName) {
        const bit = bitOf.get(resource);
        if (bit === undefined) continue; // nobody else holds it
        setBit(named, from, bit);
        setBit(all, from, bit);
      }
      for (const resource of throughUnit) {
        const bit = bitOf.get(resource);
        if (bit !== undefined) setBit(all, from, bit);
      }
    }
  }

  /** `a` begins on an earlier day, or on the same. Whether they hold something in common on a day that both have. */
  function touch(a: number, b: number): boolean {
    const last = Math.min(lastDay[a]!, lastDay[b]!);
    let aAt = (firstRow[a]! + day[b]! - day[a]!) * words;
    let bAt = firstRow[b]! * words;
    for (const end = bAt + (last - day[b]! + 1) * words; bAt < end; aAt++, bAt++) {
      if ((all[aAt]! & all[bAt]!) !== 0) return true;
    }
    return false;
  }

  /** Two that meet in time and touch, in printed order. */
  function meet(a: number, b: number): Conflict | null {
    const one = held[a]!;
    const other = held[b]!;
    if (sameMeeting(one.entry, other.entry)) return null;
    const first = other.start < one.start ? other : one;
    const second = first === one ? other : one;
    const asWritten = second.start < Math.max(first.statedEnd, first.start + 1);
    const clocks = first.precision === 'clock' && second.precision === 'clock';
    const surely = clocks && asWritten ? sharedOf(a, b, true) : null;
    const over = surely ?? sharedOf(a, b, false);
    if (!over) return null;
    const session = first.precision === 'session' || second.precision === 'session';
    const allDay = first.precision === 'allDay' || second.precision === 'allDay';
    const open = first.precision === 'clock' && first.entry.time.end === null;
    return {
      grade: surely ? 'certain' : session && !allDay ? 'sameSession' : 'likely',
      date: sharedOn === other.day ? other.entry.date : addDays(other.entry.date, sharedOn - other.day),
      entries: [one.entry, other.entry],
      over,
      assumed: open && !asWritten && !session ? { entry: first.entry, minutes: first.until - first.start } : null,
    };
  }

  /** The first day on which the two last looked at share something. */
  let sharedOn = 0;

  /**
   * What they share; null: nothing. Surely: each is named in both, and no unit. Else what only comes through a unit in
   * both is left out: the unit's own clash says it once.
   */
  function sharedOf(a: number, b: number, surely: boolean): readonly Resource[] | null {
    const first = day[b]!;
    const last = Math.min(lastDay[a]!, lastDay[b]!);
    const aFirst = (firstRow[a]! + first - day[a]!) * words;
    const bFirst = firstRow[b]! * words;
    let only = -1;
    let over: Resource[] | null = null;
    sharedOn = last;
    for (let word = 0; word < words; word++) {
      let bits = 0;
      for (let on = first, aAt = aFirst + word, bAt = bFirst + word; on <= last; on++, aAt += words, bAt += words) {
        if ((all[aAt]! & all[bAt]!) === 0) continue;
        const common = surely
          ? named[aAt]! & named[bAt]! & ~units[word]!
          : (named[aAt]! & all[bAt]!) | (all[aAt]! & named[bAt]!);
        if (common !== 0 && on < sharedOn) sharedOn = on;
        bits |= common;
      }
      for (; bits !== 0; bits &= bits - 1) {
        const bit = word * WORD + WORD - 1 - Math.clz32(bits & -bits);
        if (only < 0) only = bit;
        else if (over) over.push(resources[bit]!);
        else over = [resources[only]!, resources[bit]!];
      }
    }
    return only < 0 ? null : (over ?? alone[only]!);
  }

  /** Calls for every other entry that meets the time of the asked one, in printed order. */
  function during(entry: Entry, tell: (other: number) => void): void {
    all.fill(0, rowCount * words);
    named.fill(0, rowCount * words);
    place(asked, rowCount, read(entry));
    for (let other = 0; other < count && day[other]! <= lastDay[asked]!; other++) {
      if (lastDay[other]! < day[asked]!) continue;
      if (start[other]! >= until[asked]! || start[asked]! >= until[other]!) continue;
      const { id, calendar } = held[other]!.entry;
      if (id !== entry.id || calendar !== entry.calendar) tell(other);
    }
  }

  return {
    all: (calendar) => {
      const found: Conflict[] = [];
      const counts = held.map(({ entry }) => calendar === undefined || entry.calendar === calendar);
      for (let a = 0; a < count; a++) {
        // In printed order they begin on later and later days.
        for (let b = a + 1; b < count && day[b]! <= lastDay[a]!; b++) {
          if (start[b]! >= until[a]! || start[a]! >= until[b]! || !(counts[a]! || counts[b]!) || !touch(a, b)) continue;
          const clash = meet(a, b);
          if (clash) found.push(clash);
        }
      }
      return found;
    },
    of: (entry) => {
      const found: Conflict[] = [];
      if (!holds(entry)) return found;
      during(entry, (other) => {
        const before = sortEntries([held[other]!.entry, entry])[1] === entry;
        const [a, b] = before ? [other, asked] : [asked, other];
        const clash = touch(a, b) ? meet(a, b) : null;
        if (clash) found.push(clash);
      });
      return found;
    },
    taken: (entry) => {
      const taken = new Map<Resource, Entry>();
      const add = (resource: Resource, by: Entry): void => {
        if (!taken.has(resource)) taken.set(resource, by);
      };
      during(entry, (other) => {
        const one = held[asked]!;
        const two = held[other]!;
        if (sameMeeting(entry, two.entry)) return;
        for (let on = Math.max(one.day, two.day); on <= Math.min(lastDay[asked]!, lastDay[other]!); on++) {
          const { byName, throughUnit } = two.days[on - two.day]!;
          for (const resource of byName) add(resource, two.entry);
          for (const resource of throughUnit) add(resource, two.entry);
        }
      });
      return taken;
    },
  };
}

const WORD = 32;
const WEEK_DAYS = 7; // an entry ends in the week in which it begins

function setBit(rows: Int32Array, from: number, bit: number): void {
  rows[from + (bit >> 5)]! |= 1 << (bit & 31);
}

function resourcesOf(held: readonly Held[]): Resource[] {
  const resources = new Set<Resource>();
  for (const { days } of held) {
    for (const { byName, throughUnit } of days) {
      for (const resource of byName) resources.add(resource);
      for (const resource of throughUnit) resources.add(resource);
    }
  }
  return [...resources];
}

const ORDER = ['person', 'unit', 'room', 'vehicle'];
const kindOf = (resource: Resource): number => ORDER.indexOf(resource.slice(0, resource.indexOf(':')));
const peopleFirst = (a: Resource, b: Resource): number => kindOf(a) - kindOf(b) || (a < b ? -1 : a > b ? 1 : 0);

const holds = ({ status, stage }: Entry): boolean =>
  status === 'planned' && (stage === 'accepted' || stage === 'requested');

/** A division that writes the board's meeting into its own calendar does not sit in two meetings. */
export function sameMeeting(a: Entry, b: Entry): boolean {
  const words = (entry: Entry): string => entry.content.toLowerCase();
  return a.calendar !== b.calendar && a.time.start === b.time.start && words(a) === words(b);
}

// What an entry holds, and when -----------------------------------------------------------------------------------------

/** An entry ready to be compared. Days are counted from 1970, times are minutes after midnight. */
interface Held {
  readonly entry: Entry;
  readonly day: number;
  readonly start: number;
  /** Where the written time ends; a start without an end is a point. */
  readonly statedEnd: number;
  /** Where it ends at the latest, as far as anybody can tell; it lasts a minute at least. */
  readonly until: number;
  readonly precision: 'clock' | 'allDay' | 'session';
  readonly days: readonly HeldOnDay[];
}

interface HeldOnDay {
  readonly byName: readonly Resource[];
  /** Those meant only as one of a unit, which may send another; some may be there by name as well. */
  readonly throughUnit: readonly Resource[];
}

function readerOf({ directory, absences, assumedMinutes, ...hours }: ConflictContext): (entry: Entry) => Held {
  const members = membersByUnit(directory);
  const within = (date: LocalDate, from: LocalDate | null, to: LocalDate | null): boolean =>
    (from === null || from <= date) && (to === null || date <= to);
  function onDay(byName: readonly Resource[], date: LocalDate): HeldOnDay {
    let throughUnit: readonly Resource[] = NONE;
    for (const resource of byName) {
      if (!resource.startsWith('unit:')) continue;
      const sent = (members.get(referenceOf(resource)) ?? []).filter(({ from, to }) => within(date, from, to));
      throughUnit = [...throughUnit, ...sent.map(({ person }) => person)];
    }
    return { byName, throughUnit };
  }
  return (entry) => {
    const named: Resource[] = [];
    const away = absences.length === 0 ? [] : awayIn(entry, absences);
    const add = (resource: Resource | null): void => {
      const present = away.find(({ party }) => party === resource)?.acts ?? resource;
      if (present !== null && !present.startsWith('text:')) named.push(present);
    };
    for (const party of entry.chairs) add(party);
    for (const party of entry.attendees) add(party);
    for (const party of entry.invitees) add(party);
    add(entry.officeLead);
    add(entry.place);
    add(entry.vehicle);
    const days = [onDay(named, entry.date)];
    for (let date = entry.date; date < entry.lastDate;) days.push(onDay(named, (date = addDays(date, 1))));
    const span = spanOf(entry, hoursOn(hours, entry.date), assumedLength(entry.kind, assumedMinutes));
    return { entry, day: daysBetween(EPOCH, entry.date), ...span, days };
  };
}

const NONE: readonly Resource[] = [];
const EPOCH = localDate('1970-01-01');

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
  sessions: Hours,
  assumed: number,
): Pick<Held, 'start' | 'statedEnd' | 'until' | 'precision'> {
  const session = sessionOf(time);
  if (session === 'allDay') {
    const end = Math.max(sessions.afternoon.end, time.end ?? 0);
    return { start: time.start ?? sessions.morning.start, statedEnd: end, until: end, precision: 'allDay' };
  }
  if (time.start === null) {
    const { start, end } = sessions[session];
    return { start, statedEnd: end, until: end, precision: 'session' };
  }
  const statedEnd = time.end ?? time.start;
  const until = Math.max(time.end ?? time.start + assumed, time.start + 1);
  return { start: time.start, statedEnd, until, precision: 'clock' };
}
