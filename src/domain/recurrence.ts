import { addDays, isLocalDate, weekday } from './time.ts';
import type { LocalDate } from './time.ts';

/** On which days an entry comes again: weekdays count from Monday, 1 to 7. */
export type RecurrenceOn =
  | { readonly every: 'week' | 'secondWeek'; readonly weekday: number }
  | { readonly every: 'month'; readonly day: number }
  /** `nth` 1 to 4, or -1: the last one of the month. */
  | { readonly every: 'monthWeekday'; readonly nth: number; readonly weekday: number };

/** How an entry repeats: what offices use of an iCalendar RRULE (RFC 5545, 3.3.10). */
export interface Recurrence {
  readonly on: RecurrenceOn;
  /** The last day on which it may come, or how often, the first time included. Both null: without end. */
  readonly until: LocalDate | null;
  readonly count: number | null;
}

export const MOST_TIMES = 400;
const LAST_SURE_DAY = 28; // that every month has
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** firestore.rules has the same pattern. A day of the month beyond the 28th is the last one that a month has. */
export const RULE_PATTERN =
  /^(FREQ=WEEKLY;INTERVAL=[12];BYDAY=(MO|TU|WE|TH|FR|SA|SU)|FREQ=MONTHLY;(BYDAY=([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU)|BYMONTHDAY=([1-9]|1\d|2[0-8])|BYMONTHDAY=28,29(,30(,31)?)?;BYSETPOS=-1))(;UNTIL=[1-9]\d{3}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|;COUNT=[1-9]\d{0,2})?$/;

export function ruleText({ on, until, count }: Recurrence): string {
  const end = until !== null ? `;UNTIL=${until.replaceAll('-', '')}` : count !== null ? `;COUNT=${count}` : '';
  return `${onText(on)}${end}`;
}

function onText(on: RecurrenceOn): string {
  switch (on.every) {
    case 'week':
    case 'secondWeek':
      return `FREQ=WEEKLY;INTERVAL=${on.every === 'week' ? 1 : 2};BYDAY=${DAYS[on.weekday - 1]}`;
    case 'monthWeekday':
      return `FREQ=MONTHLY;BYDAY=${on.nth}${DAYS[on.weekday - 1]}`;
    case 'month': {
      if (on.day <= LAST_SURE_DAY) return `FREQ=MONTHLY;BYMONTHDAY=${on.day}`;
      const days = Array.from({ length: on.day - LAST_SURE_DAY + 1 }, (_, index) => LAST_SURE_DAY + index);
      return `FREQ=MONTHLY;BYMONTHDAY=${days.join(',')};BYSETPOS=-1`;
    }
  }
}

/** Undefined: no rule that this app writes. */
export function readRule(rule: string): Recurrence | undefined {
  if (!RULE_PATTERN.test(rule)) return undefined;
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
  const until = parts.get('UNTIL');
  const count = parts.get('COUNT');
  const last = until === undefined ? null : `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6)}`;
  if (last !== null && !isLocalDate(last)) return undefined;
  const end = { until: last, count: count === undefined ? null : Number(count) };
  const byDay = parts.get('BYDAY');
  const day = byDay === undefined ? 0 : DAYS.indexOf(byDay.slice(-2) as (typeof DAYS)[number]) + 1;
  const monthDays = parts.get('BYMONTHDAY');
  if (monthDays !== undefined) return { on: { every: 'month', day: Number(monthDays.split(',').at(-1)) }, ...end };
  if (parts.get('FREQ') === 'MONTHLY') {
    return { on: { every: 'monthWeekday', nth: Number(byDay!.slice(0, -2)), weekday: day }, ...end };
  }
  return { on: { every: parts.get('INTERVAL') === '1' ? 'week' : 'secondWeek', weekday: day }, ...end };
}

/** The ways in which what takes place on this day can come again, as a form offers them. */
export function waysToRepeat(date: LocalDate): readonly RecurrenceOn[] {
  const day = Number(date.slice(8));
  const on = weekday(date);
  const nth = Math.ceil(day / 7);
  return [
    { every: 'week', weekday: on },
    { every: 'secondWeek', weekday: on },
    { every: 'month', day },
    ...(nth <= 4 ? [{ every: 'monthWeekday', nth, weekday: on } as const] : []),
    ...(isLastOfMonth(date) ? [{ every: 'monthWeekday', nth: -1, weekday: on } as const] : []),
  ];
}

/** A week later it is another month. */
const isLastOfMonth = (date: LocalDate): boolean => addDays(date, 7).slice(0, 7) !== date.slice(0, 7);

/** The same way of repeating, from another day: what was weekly on Monday is weekly on its weekday. */
export function movedTo(on: RecurrenceOn, date: LocalDate): RecurrenceOn {
  const ways = waysToRepeat(date).filter(({ every }) => every === on.every);
  return (on.every === 'monthWeekday' && on.nth === -1 ? ways.at(-1) : ways[0])!;
}
