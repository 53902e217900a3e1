import type { EntryDraft, StoredEntry } from '#domain/entry.ts';
import { isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf, groupByDay, sortEntries } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import type { Row } from './rowState.ts';

/** One line of the editor's table: a stored entry, words of ours over it, or a new one. */
export interface ShownRow<E extends StoredEntry = StoredEntry> {
  readonly key: string;
  readonly entry: E | null;
  readonly row: Row | null;
}

export interface ShownDay<E extends StoredEntry = StoredEntry> {
  readonly date: LocalDate;
  readonly rows: readonly ShownRow<E>[];
}

/**
 * The week's lines by day. An entry stands where it is stored until its save is given away, so that nothing jumps
 * while somebody types; new ones stand under the line they were copied from, else at the end of
 * the day they were added to.
 */
export function shownDays<E extends StoredEntry>(
  week: WeekId,
  entries: readonly E[],
  rows: ReadonlyMap<string, Row>,
): readonly ShownDay<E>[] {
  const days = daysOf(week);
  const stored = new Set(entries.map(({ id }) => id));
  const unstored = [...rows.values()].filter(({ id }) => !stored.has(id));
  return groupByDay(week, sortEntries(entries)).map(({ date, entries: own }) => {
    const shown: ShownRow<E>[] = own.map((entry) => ({ key: entry.id, entry, row: rows.get(entry.id) ?? null }));
    for (const row of unstored) {
      if (dayOf(row.draft, row.origin, days) !== date) continue;
      const above = shown.findIndex(({ key }) => key === row.below);
      shown.splice(above < 0 ? shown.length : above + 1, 0, { key: row.id, entry: null, row });
    }
    return { date, rows: shown };
  });
}

/** A day of this week for every row, also for one whose typed day is none. */
function dayOf(draft: EntryDraft, origin: StoredEntry | null, days: readonly LocalDate[]): LocalDate {
  const typed = isLocalDate(draft.date) ? draft.date : undefined;
  const day = [typed, origin?.date].find((date) => date !== undefined && days.includes(date));
  return day ?? days[0]!;
}

/** Where the arrows stop: every line, and the line of an empty day. */
export const stopsOf = (days: readonly ShownDay[]): readonly string[] =>
  days.flatMap(({ date, rows }) => (rows.length > 0 ? rows.map(({ key }) => key) : [emptyStop(date)]));

export const emptyStop = (date: LocalDate): string => `none-${date}`;

/** The stop to go to; at the ends the focus stays. */
export function nextStop(stops: readonly string[], from: string, by: 'up' | 'down' | 'first' | 'last'): string {
  const at = stops.indexOf(from);
  const to = { up: Math.max(0, at - 1), down: Math.min(stops.length - 1, at + 1), first: 0, last: stops.length - 1 }[
    by
  ];
  return stops[to] ?? from;
}

/** Where to go when a line is about to be gone: to the one that takes its place, else to the last. */
export const stopAfter = (stops: readonly string[], gone: string): string | null => {
  const at = stops.indexOf(gone);
  return stops[at + 1] ?? stops[at - 1] ?? null;
};

/** The day whose line it is; undefined when it is none of the lines shown. */
export const dayOfStop = (days: readonly ShownDay[], stop: string): LocalDate | undefined =>
  days.find(({ date, rows }) => emptyStop(date) === stop || rows.some(({ key }) => key === stop))?.date;
