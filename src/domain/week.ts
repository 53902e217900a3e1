import { addDays, daysBetween, isLocalDate, compareTime, weekday } from './time.ts';
import type { EntryTime, LocalDate } from './time.ts';

/** ISO 8601 week key, `2026-W48`. The printed number follows the agency's policy; the key never does. */
export type WeekId = string & { readonly __unit: 'week-id' };

/** How the printed week number is counted. `manual`: the number typed into the week's working state. */
export const NUMBERING_POLICIES = ['iso', 'firstJanuary', 'firstMonday', 'manual'] as const;
export type NumberingPolicy = (typeof NUMBERING_POLICIES)[number];

/** Monday to Sunday of a week. */
type WeekDays = readonly [LocalDate, LocalDate, LocalDate, LocalDate, LocalDate, LocalDate, LocalDate];

const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekday(date));

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

/** Monday of ISO week 1: the week that holds 4 January. Of years just beyond the last day too: a page leads there. */
const firstIsoMonday = (year: number): LocalDate => mondayOf(`${year}-01-04` as LocalDate);

/** A week belongs to the year of its Thursday (ISO 8601). */
export function weekOf(date: LocalDate): WeekId {
  const year = yearOf(addDays(mondayOf(date), 3));
  const number = daysBetween(firstIsoMonday(year), date) / 7 + 1;
  return `${year}-W${String(Math.floor(number)).padStart(2, '0')}` as WeekId;
}

/** Undefined for text that is no week of 1900 to 2299, `2025-W53` included: 2025 has 52. */
export function parseWeekId(text: string): WeekId | undefined {
  const match = /^([1-9]\d{3})-W(\d\d)$/.exec(text);
  if (!match || match[2] === '00') return undefined;
  const monday = addDays(firstIsoMonday(Number(match[1])), (Number(match[2]) - 1) * 7);
  return isLocalDate(monday) && weekOf(monday) === text ? (text as WeekId) : undefined;
}

export function daysOf(week: WeekId): WeekDays {
  const monday = addDays(firstIsoMonday(Number(week.slice(0, 4))), (Number(week.slice(6)) - 1) * 7);
  return [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(monday, day)) as unknown as WeekDays;
}

export const addWeeks = (week: WeekId, weeks: number): WeekId => weekOf(addDays(daysOf(week)[0], weeks * 7));

/**
 * The number that the sheet prints. `typed` is the one of the week's working state; the `manual` policy falls back to
 * the ISO number while nobody has typed one.
 */
export function printedNumber(week: WeekId, policy: NumberingPolicy, typed: number | null): number {
  const [monday, , , , , , sunday] = daysOf(week);
  const weeksSince = (first: LocalDate): number => daysBetween(first, monday) / 7 + 1;
  switch (policy) {
    case 'iso':
      return Number(week.slice(6));
    case 'manual':
      return typed ?? Number(week.slice(6));
    case 'firstJanuary': // the week that holds 1 January is week 1, so a week that reaches it counts for the new year
      return weeksSince(mondayOf(`${yearOf(sunday)}-01-01` as LocalDate));
    case 'firstMonday': // days before the year's first Monday belong to the last week of the old year
      return weeksSince(mondayOf(`${yearOf(monday)}-01-07` as LocalDate));
  }
}

/** The year in which the printed number counts: the first days of January may stand in the last week of the old year. */
export function printedYear(week: WeekId, policy: NumberingPolicy): number {
  const [monday, , , , , , sunday] = daysOf(week);
  if (policy === 'firstJanuary') return yearOf(sunday);
  return policy === 'firstMonday' ? yearOf(monday) : Number(week.slice(0, 4));
}

/** In printed order: by day, then by time. Entries at the same time keep the order they came in. */
export const sortEntries = <T extends { readonly date: LocalDate; readonly time: EntryTime }>(
  entries: readonly T[],
): T[] => [...entries].sort((a, b) => (a.date === b.date ? compareTime(a.time, b.time) : a.date < b.date ? -1 : 1));

/** Monday to Sunday, days without entries included. Entries of other weeks are left out. */
export const groupByDay = <T extends { readonly date: LocalDate }>(
  week: WeekId,
  entries: readonly T[],
): { date: LocalDate; entries: T[] }[] =>
  daysOf(week).map((date) => ({ date, entries: entries.filter((entry) => entry.date === date) }));
