import { awayDuring, awayIn } from './absence.ts';
import { assumedLength } from './assumed.ts';
import type { ClashIndex, ConflictContext } from './conflicts.ts';
import { hoursOn, type Hours } from './officeHours.ts';
import type { Person, Room, Vehicle } from './directory.ts';
import type { Entry } from './entry.ts';
import { isWorkingDay, type Holidays } from './holiday.ts';
import { positionOn } from './party.ts';
import { withoutMarks } from './text.ts';
import { DAY_END, sessionOf, type EntryTime, type LocalDate, type Minutes } from './time.ts';
import { daysOf } from './week.ts';

/**
 * Who and what is free while an entry lasts, as far as anybody can tell: assumed ends count, and so does "sáng", and a
 * person whom a unit may send. Naming them there is no clash. In the office's order.
 */
export interface Free {
  /** Those that have all that `like` has first (`lacking`). */
  readonly rooms: (like?: Room) => readonly Room[];
  readonly vehicles: () => readonly Vehicle[];
  /** Those who hold a position on that day and are not away. */
  readonly people: () => readonly Person[];
}

export function freeDuring(
  entry: Entry,
  index: ClashIndex,
  { directory: { rooms, vehicles, people }, absences }: Pick<ConflictContext, 'directory' | 'absences'>,
): Free {
  const taken = index.taken(entry);
  const inOrder = <T extends { readonly order: number }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => a.order - b.order);
  return {
    rooms: (like) => {
      const free = inOrder([...rooms.values()].filter(({ id, active }) => active && !taken.has(`room:${id}`)));
      const worse = (room: Room): number => {
        const { smaller, equipment } = like ? lacking(room, like) : NOTHING;
        return (smaller ? 2 : 0) + (equipment.length > 0 ? 1 : 0);
      };
      return free.sort((a, b) => worse(a) - worse(b));
    },
    vehicles: () => inOrder([...vehicles.values()].filter(({ id, active }) => active && !taken.has(`vehicle:${id}`))),
    people: () => {
      const away = new Set(absences.filter((one) => awayDuring(one, entry)).map(({ person }) => person));
      return inOrder(
        [...people.values()].filter(
          (one) => positionOn(one, entry.date) !== undefined && !away.has(one.id) && !taken.has(`person:${one.id}`),
        ),
      );
    },
  };
}

/** What a room has not that another has. What nobody has said of either is no lack. */
export interface Lacking {
  readonly smaller: boolean;
  readonly equipment: readonly string[]; // in the other's words
}

const NOTHING: Lacking = { smaller: false, equipment: [] };

export function lacking(room: Room, like: Room): Lacking {
  const has = room.equipment?.map(withoutMarks);
  return {
    smaller: room.seats !== null && like.seats !== null && room.seats < like.seats,
    equipment: has ? (like.equipment ?? []).filter((thing) => !has.includes(withoutMarks(thing))) : [],
  };
}

/** When an entry could be instead. */
export interface FreeTime {
  readonly date: LocalDate;
  readonly time: EntryTime;
}

const STEP_MINUTES = 30; // entries of real sheets begin on the hour and at half past

/**
 * The next time in the entry's week at which it clashes with nothing and nobody named is away: later on its day, then on working days. It keeps its
 * length (the assumed one when it states no end) and ends within its session, if it is not longer than that. A session
 * without a clock becomes another session, all day another day; only what is in the evening moves into an evening.
 * Null: there is none this week, or it lasts several days.
 */
export function nextFreeTime(
  entry: Entry,
  index: ClashIndex,
  { absences, assumedMinutes, ...hours }: Omit<ConflictContext, 'directory'>,
  holidays: Holidays = new Map(),
): FreeTime | null {
  const { date, lastDate, time, week, kind } = entry;
  if (lastDate !== date) return null;
  const open = (['morning', 'afternoon', 'evening'] as const).filter(
    (session) => session !== 'evening' || sessionOf(time) === 'evening',
  );
  const startOf = ({ session, start }: EntryTime, sessions: Hours): number =>
    start ?? (session === null || session === 'allDay' ? 0 : sessions[session].start);

  function timesOf(sessions: Hours): readonly EntryTime[] {
    if (time.session === 'allDay') return [time];
    const { start: typed } = time;
    if (typed === null) return open.map((session) => ({ session, start: null, end: null }));
    const length = time.end === null ? assumedLength(kind, assumedMinutes) : time.end - typed;
    return open.flatMap((session) => {
      const { start, end } = sessions[session];
      const times: EntryTime[] = [];
      for (let at = start; at === start || at + length <= end; at += STEP_MINUTES) {
        if (time.end !== null && at + length > DAY_END) break;
        times.push({ session: null, start: at as Minutes, end: time.end === null ? null : ((at + length) as Minutes) });
      }
      return times;
    });
  }

  for (const day of daysOf(week)) {
    if (day < date || (day > date && !isWorkingDay(day, holidays))) continue;
    const sessions = hoursOn(hours, day);
    const free = timesOf(sessions).find((one) => {
      if (day === date && startOf(one, sessions) <= startOf(time, sessions)) return false;
      const moved = { ...entry, date: day, lastDate: day, time: one };
      return awayIn(moved, absences).length === 0 && index.of(moved).length === 0;
    });
    if (free) return { date: day, time: free };
  }
  return null;
}
