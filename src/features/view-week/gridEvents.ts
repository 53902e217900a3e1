import { endOf, type AssumedMinutes } from '#domain/assumed.ts';
import type { Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { partyLabel, placeLabel } from '#domain/party.ts';
import { addDays, DAY_END, formatClock, formatTime } from '#domain/time.ts';
import type { LocalDate, Minutes, SessionWords } from '#domain/time.ts';

/** One entry as the hour grid draws it. Times are wall-clock text without a zone: the grid runs in "UTC". */
export interface GridEvent {
  readonly id: string;
  readonly allDay: boolean;
  readonly start: string; // "2026-11-23T08:30:00", or the day for those above the hours
  readonly end: string; // exclusive
  /** Order above the hours: morning before afternoon. */
  readonly rank: number;
  readonly time: string; // "08:30", "Sáng"
  readonly content: string;
  readonly where: string; // "Phòng họp số 1 · PGĐ Vân"
  readonly status: StoredEntry['status'];
  readonly assumedEnd: boolean;
}

const at = (date: LocalDate, minutes: number): string =>
  minutes >= DAY_END ? `${addDays(date, 1)}T00:00:00` : `${date}T${formatClock(minutes as Minutes)}:00`;

const RANK = { allDay: 0, morning: 1, afternoon: 2, evening: 3 } as const;

export function gridEvent(
  entry: StoredEntry,
  directory: Directory,
  words: SessionWords,
  lengths: AssumedMinutes,
): GridEvent {
  const { date, lastDate, time, id, content, status } = entry;
  const where = [
    entry.place && placeLabel(entry.place, directory),
    ...entry.chairs.slice(0, 1).map((chair) => partyLabel(chair, directory, date)),
  ].filter(Boolean);
  const shared = { id, content, status, where: where.join(' · ') };
  const { start, end, session } = time;
  if (start === null || session === 'allDay' || lastDate !== date) {
    return {
      ...shared,
      allDay: true,
      start: date,
      end: addDays(lastDate, 1),
      rank: start ?? (session === null ? 0 : RANK[session]),
      time: formatTime(time, words),
      assumedEnd: false,
    };
  }
  return {
    ...shared,
    allDay: false,
    start: at(date, start),
    end: at(date, endOf(entry, lengths) ?? start),
    rank: start,
    time: formatClock(start),
    assumedEnd: end === null,
  };
}

/** Pixels of an hour. */
export const SLOT_PX = 52;

/** The hours that the grid shows: the office's day, more where an entry lies outside it. Minutes, on full hours. */
export function shownHours(
  entries: readonly StoredEntry[],
  lengths: AssumedMinutes,
): { readonly from: number; readonly to: number } {
  let from = 7 * 60;
  let to = 19 * 60;
  for (const entry of entries) {
    const { time, date, lastDate } = entry;
    if (time.start === null || time.session === 'allDay' || date !== lastDate) continue;
    from = Math.min(from, time.start);
    to = Math.max(to, endOf(entry, lengths) ?? 0);
  }
  return { from: Math.floor(from / 60) * 60, to: Math.ceil(to / 60) * 60 };
}

/** Whether some hour holds three entries or more: their number then needs a gutter. */
export function moreThanTwoAbreast(entries: readonly StoredEntry[], lengths: AssumedMinutes): boolean {
  const timed = entries.filter(
    ({ time, date, lastDate }) => time.start !== null && time.session === null && date === lastDate,
  );
  return timed.some(({ date, time: { start } }) => {
    const at = start ?? 0;
    return (
      timed.filter((other) => other.date === date && (other.time.start ?? 0) <= at && at < (endOf(other, lengths) ?? 0))
        .length > 2
    );
  });
}

/** Whether an entry is going on; without a stated end as long as it is assumed to last. */
export function goesOn(entry: StoredEntry, today: LocalDate, minutes: number, lengths: AssumedMinutes): boolean {
  const { date, time, status } = entry;
  if (status !== 'planned' || date !== today || time.start === null) return false;
  return time.start <= minutes && minutes < (endOf(entry, lengths) ?? 0);
}
