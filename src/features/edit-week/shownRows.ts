import type { EntryDraft, StoredEntry } from '#domain/entry.ts';
import { isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { groupByDay, sortEntries } from '#domain/week.ts';
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
 * The week's stored lines by day, in the order they are printed. `held`: the line whose fields are open stands where they
 * were opened, though a colleague moves the entry: fields drawn anew under another day would lose the hand.
 */
export const storedDays = <E extends StoredEntry>(
  week: WeekId,
  entries: readonly E[],
  held: StoredEntry | null = null,
): readonly ShownDay<E>[] => {
  const placed = entries.map((entry) => {
    const { date, time } = entry.id === held?.id ? held : entry;
    return { date, time, entry };
  });
  return groupByDay(week, sortEntries(placed)).map(({ date, entries: own }) => ({
    date,
    rows: own.map(({ entry }) => ({ key: entry.id, entry, row: null })),
  }));
};

/**
 * The stored lines with our words over them. An entry stands where it is stored until its save is given away, so that
 * nothing jumps while somebody types; new ones stand under the line they were copied from, else at the end of the day
 * they were added to. A day without words of ours is the very one that was given.
 */
export function shownDays<E extends StoredEntry>(
  stored: readonly ShownDay<E>[],
  rows: ReadonlyMap<string, Row>,
): readonly ShownDay<E>[] {
  if (rows.size === 0) return stored;
  const days = stored.map(({ date }) => date);
  const known = new Set(stored.flatMap((day) => day.rows.map(({ key }) => key)));
  const added = [...rows.values()].filter(({ id }) => !known.has(id));
  return stored.map((day) => {
    const own = added.filter(({ draft, origin }) => dayOf(draft, origin, days) === day.date);
    if (own.length === 0 && !day.rows.some(({ key }) => rows.has(key))) return day;
    const shown = day.rows.map((line) => (rows.has(line.key) ? { ...line, row: rows.get(line.key)! } : line));
    for (const row of own) {
      const above = shown.findIndex(({ key }) => key === row.below);
      shown.splice(above < 0 ? shown.length : above + 1, 0, { key: row.id, entry: null, row });
    }
    return { date: day.date, rows: shown };
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
