import type { Entry } from '#domain/entry.ts';
import { addDays, DAY_END, daysBetween, formatClock, formatDay, sessionOf } from '#domain/time.ts';
import type { EntryTime, LocalDate, Minutes } from '#domain/time.ts';

/** When an entry is: all that the grid changes of it. */
export type When = Pick<Entry, 'date' | 'lastDate' | 'time'>;

/** Above the hours stand entries of a session, of all day and of several days (gridEvents.ts). */
const isAboveHours = ({ date, lastDate, time }: When): boolean =>
  time.start === null || time.session === 'allDay' || lastDate !== date;

/**
 * An entry carried to another day, and to a time or above the hours (`start` null). It stays as long as it was, in hours
 * and in days; what is carried from the hours to above them keeps its session.
 */
export function carried(entry: When, date: LocalDate, start: Minutes | null): When {
  const lastDate = addDays(date, daysBetween(entry.date, entry.lastDate));
  const { time } = entry;
  if (start === null) {
    const kept: EntryTime = isAboveHours(entry) ? time : { session: sessionOf(time), start: null, end: null };
    return { date, lastDate, time: kept };
  }
  const long = time.start !== null && time.end !== null ? time.end - time.start : null;
  const end = long === null ? null : (Math.min(DAY_END, start + long) as Minutes);
  return { date, lastDate, time: { session: null, start, end } };
}

/** An entry among the hours drawn longer or shorter: its end is then stated. */
export const ending = (entry: When, end: Minutes): When => ({ ...entry, time: { ...entry.time, end } });

/** An entry above the hours drawn over more or fewer days. */
export const lasting = (entry: When, lastDate: LocalDate): When => ({ ...entry, lastDate });

/** A day earlier or later, as it stands. */
export const dayOn = (entry: When, by: 1 | -1): When => ({
  ...entry,
  date: addDays(entry.date, by),
  lastDate: addDays(entry.lastDate, by),
});

/** Free time drawn over in the grid: hours of one day, or whole days (both inclusive). */
export type FreeTime =
  | { readonly date: LocalDate; readonly start: Minutes; readonly end: Minutes }
  | { readonly date: LocalDate; readonly lastDate: LocalDate };

/** The beginning of the editor's quick line for an entry then, in the words that it reads whatever the page's language. */
export function lineFor(free: FreeTime): string {
  const day = formatDay(free.date);
  if ('start' in free) return `${day}, ${formatClock(free.start)}–${formatClock(free.end)}, `;
  return free.lastDate === free.date ? `${day}, cả ngày, ` : `${day} đến ${formatDay(free.lastDate)}, cả ngày, `;
}
