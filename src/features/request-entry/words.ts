import type { Entry } from '#domain/entry.ts';
import { formatClock, formatDay, formatTime, minutesAt, todayAt, addDays, weekday } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import type { Messages } from './messages.ts';

/** "T4 02/12" */
export const shortDay = (date: LocalDate, t: Messages): string =>
  `${t.request.shortWeekdays[weekday(date) - 1]} ${formatDay(date)}`;

/** An instant as one tells it on the day it is read: "09:41", "27/11 09:41". */
export function momentText(at: number, now: number): string {
  const clock = formatClock(minutesAt(at));
  return todayAt(at) === todayAt(now) ? clock : `${formatDay(todayAt(at))} ${clock}`;
}

/** "hạn 11:30 hôm nay", "đã quá hạn 2 giờ 10 phút"; null: there is no deadline. */
export function deadlineText(deadline: number | null, now: number, t: Messages): string {
  const r = t.request;
  if (deadline === null) return r.noDeadline;
  const minutes = Math.ceil((now - deadline) / 60_000);
  if (minutes > 0) return r.passed(t.compile.length(minutes));
  const day = todayAt(deadline);
  const today = todayAt(now);
  const word =
    day === today
      ? r.today
      : day === addDays(today, 1)
        ? r.tomorrow
        : `${r.weekdays[weekday(day) - 1]} ${formatDay(day)}`;
  return r.deadline(formatClock(minutesAt(deadline)), word);
}

/** "T4 02/12, 08:30 · Họp thẩm định" */
export const shortName = ({ date, time, content }: Entry, t: Messages): string =>
  `${shortDay(date, t)}, ${formatTime(time, t.common.sessions)} · ${content}`;
