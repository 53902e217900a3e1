import type { Entry } from './entry.ts';
import { isLocalDate } from './time.ts';
import type { LocalDate } from './time.ts';

/**
 * `calendars/{calendar}/series/{id}`: an entry that comes again. It has the name of the entry that it was made from, and
 * that entry whole, as it then stood. What comes of it are ordinary entries, made when a week is started; their names
 * say of which series and of which day they are, so nothing else has to.
 */
export interface Series {
  readonly id: string;
  readonly entry: Entry; // its `date` is the first day
  readonly rule: string; // RRULE without its DTSTART
  readonly skipped: readonly LocalDate[]; // days by the rule on which it does not come; ≤ 200
  readonly revision: number;
  readonly updatedBy: string; // uid
  readonly updatedAt: number; // epoch ms
}

export const MOST_SKIPPED = 200;
/** firestore.rules has the same. A day that does not exist is one that no rule names. */
export const SKIPPED_PATTERN = /^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const OCCURRENCE = /^(.+?)_(\d{4}-\d\d-\d\d)(?:_\d{4}-W\d\d(?:-\d+)?)?$/;
const LONGEST_ROOT = 53; // with a day behind it, the 64 letters of an id

/** What a series' name and those of its entries have in common, after "từ lần này về sau" too. */
const rootOf = (id: string): string => (OCCURRENCE.exec(id)?.[1] ?? id).slice(0, LONGEST_ROOT);

/** The name of the entry that a series has on a day: the same for everybody, and used once in the store's life. */
export const occurrenceId = (seriesId: string, original: LocalDate): string => `${rootOf(seriesId)}_${original}`;

/** The day by the rule that an entry stands for, wherever it was moved since. Null: its name says none. */
export function originalDate(id: string): LocalDate | null {
  const date = OCCURRENCE.exec(id)?.[2];
  return date !== undefined && isLocalDate(date) ? date : null;
}

/**
 * The series that an entry belongs to: of those of its name the last that had begun by its day. Undefined: it is a
 * single one.
 */
export function seriesOf(id: string, all: readonly Series[]): Series | undefined {
  const own = all.find((series) => series.id === id);
  if (own) return own;
  const date = originalDate(id);
  if (date === null) return undefined;
  return all
    .filter((series) => rootOf(series.id) === rootOf(id) && series.entry.date <= date)
    .sort((a, b) => (a.entry.date < b.entry.date ? 1 : -1))[0];
}
