import type { Entry } from './entry.ts';
import { readRule } from './recurrence.ts';
import type { RecurrenceOn } from './recurrence.ts';
import { shortId } from './shortId.ts';
import { isLocalDate } from './time.ts';
import type { LocalDate } from './time.ts';
import { weekOf } from './week.ts';

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
export const seriesRoot = (id: string): string => shortId(OCCURRENCE.exec(id)?.[1] ?? id, LONGEST_ROOT);

/** The name of the entry that a series has on a day: the same for everybody, and used once in the store's life. */
export const occurrenceId = (seriesId: string, original: LocalDate): string => `${seriesRoot(seriesId)}_${original}`;

/**
 * One of this root is all that a series has in a week, or in a month where it comes once a month; so what stands in its
 * place takes it, whatever day the rule says now.
 */
export const placeOf = (on: RecurrenceOn, date: LocalDate): string =>
  on.every === 'week' || on.every === 'secondWeek' ? weekOf(date) : date.slice(0, 7);

/** Whether a series still comes after an entry of it. */
function goesOn({ id, entry, rule }: Series, after: string): boolean {
  const read = readRule(rule);
  const date = id === after ? entry.date : (originalDate(after) ?? entry.date);
  return read !== undefined && read.count !== 1 && (read.until === null || read.until > date);
}

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
    .filter((series) => seriesRoot(series.id) === seriesRoot(id) && series.entry.date <= date)
    .sort((a, b) => (a.entry.date < b.entry.date ? 1 : -1))[0];
}

/** The series by which an entry comes again. Undefined: it does not, or no more. */
export function repeatsBy(id: string, all: readonly Series[]): Series | undefined {
  const series = seriesOf(id, all);
  return series && goesOn(series, id) ? series : undefined;
}
