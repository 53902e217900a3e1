import type { Entry } from '#domain/entry.ts';
import { readRule } from '#domain/recurrence.ts';
import type { Recurrence, RecurrenceOn } from '#domain/recurrence.ts';
import { formatDate } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';
import { dayText } from '#ui/draftWords.ts';

/** "Hằng tuần vào thứ hai" */
export function wayText(on: RecurrenceOn, t: Messages): string {
  const words = t.repeat;
  if (on.every === 'month') return words.monthly(on.day);
  const weekday = t.common.weekdays[on.weekday - 1]!;
  // A day's name within a sentence: Vietnamese writes it small, English as it is.
  const inside = t.common.weekdays[0] === 'Thứ hai' ? weekday.toLowerCase() : weekday;
  if (on.every !== 'monthWeekday') return on.every === 'week' ? words.weekly(inside) : words.secondWeekly(inside);
  return on.nth === -1 ? words.last(weekday) : words.nth(on.nth, weekday);
}

/** "Hằng tuần vào thứ hai, đến 31/12/2026" */
export function repeatText({ on, until, count }: Recurrence, t: Messages): string {
  const end = until !== null ? t.repeat.until(formatDate(until)) : count !== null ? t.repeat.times(count) : '';
  return [wayText(on, t), end].filter(Boolean).join(', ');
}

/** For a narrow column; null: no rule of ours. */
export function shortRepeat(rule: string, t: Messages): string | null {
  const on = readRule(rule)?.on;
  return on ? t.repeat.short[on.every] : null;
}

/** “Giao ban” (thứ hai 14/12), “Giao ban” (thứ hai 21/12) */
export const entriesText = (entries: readonly Entry[], t: Messages): string =>
  entries.map(({ content, date }) => `“${content.replaceAll('\n', ' ')}” (${dayText(date, t)})`).join(', ');
