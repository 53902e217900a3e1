import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { partyLabel, placeLabel } from '#domain/party.ts';
import { formatClock, formatDay, formatTime, minutesAt, todayAt, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { Messages } from './messages.ts';

/** "T4 02/12" */
export const dayShort = (date: LocalDate, t: Messages): string =>
  `${t.compile.board.days[weekday(date) - 1]} ${formatDay(date)}`;

/** "Thứ tư 02/12, 08:30 · Họp thẩm định": an entry named in full. */
export const entryName = (entry: Entry, t: Messages): string =>
  `${t.common.weekdays[weekday(entry.date) - 1]} ${formatDay(entry.date)}, ${timeOf(entry, t)} · ${entry.content}`;

export const timeOf = ({ time }: Entry, t: Messages): string => formatTime(time, t.common.sessions);

/** The start alone: "09:00", "Sáng". */
export const startOf = ({ time }: Pick<Entry, 'time'>, t: Messages): string =>
  formatTime({ ...time, end: null }, t.common.sessions);

/** The time of another entry as seen from a day: "09:00", on another day "T5 09:00". */
export const whenFrom = (date: LocalDate, other: Pick<Entry, 'time' | 'date'>, t: Messages): string =>
  other.date === date ? startOf(other, t) : `${t.compile.board.days[weekday(other.date) - 1]} ${startOf(other, t)}`;

/** "10:05", on another day "10:05 ngày 26/11". */
export function momentOf(epochMs: number, today: LocalDate, t: Messages): string {
  const clock = formatClock(minutesAt(epochMs));
  const date = todayAt(epochMs);
  return date === today ? clock : t.compile.clockOn(clock, formatDay(date));
}

/** Chairs, attendees, place: "PGĐ Nguyễn Thị Hồng Vân; Phòng QLCL · Phòng họp số 2". */
export function whoAndWhere(entry: Entry, directory: Directory): string {
  const label = (list: Entry['chairs']) => list.map((party) => partyLabel(party, directory, entry.date)).join(', ');
  const who = [label(entry.chairs), label(entry.attendees)].filter(Boolean).join('; ');
  return [who, entry.place && placeLabel(entry.place, directory)].filter(Boolean).join(' · ');
}

/** Until when requests are taken, or were; null: there is no deadline. */
export function deadlineNote(deadline: number | null, now: number, t: Messages): string {
  const words = t.compile.deadline;
  if (deadline === null) return words.none;
  const clock = formatClock(minutesAt(deadline));
  const day = todayAt(deadline);
  const when =
    day === todayAt(now)
      ? words.today(clock)
      : words.on(clock, t.common.weekdays[weekday(day) - 1] ?? '', formatDay(day));
  return now > deadline ? words.past(when) : words.ahead(when);
}
