import { RRule } from 'rrule';
import { changedFields } from './entry.ts';
import type { Entry, StoredEntry } from './entry.ts';
import { holidayOn, workingDayFrom } from './holiday.ts';
import type { Holiday, Holidays } from './holiday.ts';
import { movedTo, readRule, ruleText } from './recurrence.ts';
import type { Recurrence } from './recurrence.ts';
import { occurrenceId, originalDate, placeOf, seriesOf, seriesRoot, type Series } from './series.ts';
import { copyOf } from './startWeek.ts';
import { addDays } from './time.ts';
import type { LocalDate } from './time.ts';
import { daysOf, sortEntries, weekOf } from './week.ts';
import type { NumberingPolicy, WeekId } from './week.ts';

/** The library's days are instants at midnight UTC. Ours are none (docs/decisions/0001), and never pass through a zone. */
const utc = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`);
const dayOf = (date: Date): LocalDate => date.toISOString().slice(0, 10) as LocalDate;

/** The days by the rule from `from` to `to`, skipped ones left out, the first one included. */
export function datesOf(
  { entry, rule, skipped }: Pick<Series, 'entry' | 'rule' | 'skipped'>,
  from: LocalDate,
  to: LocalDate,
): readonly LocalDate[] {
  if (to < entry.date) return [];
  const options = RRule.parseString(rule);
  const dates = new RRule({ ...options, dtstart: utc(entry.date) }).between(utc(from), utc(to), true).map(dayOf);
  return dates.filter((date) => !skipped.includes(date));
}

/** What a series has in a week. `off`: a holiday on that day, so that it is not to be taken without asking. */
export interface Due {
  readonly series: Series;
  readonly original: LocalDate;
  /** Planned, in the week, under its name. */
  readonly entry: Entry;
  readonly off: Holiday | null;
}

/** What is on a day of the month moves on to a working day; duty stays. */
const rollsOn = ({ entry, rule }: Pick<Series, 'entry' | 'rule'>): boolean =>
  readRule(rule)?.on.every === 'month' && entry.kind !== 'duty';

/** A day of the month is moved by days off, so that one of an earlier week may come in this. */
const LONGEST_MOVE_DAYS = 20;

/**
 * What the series have in a week and is not `present`, in the order of the schedule. A day of the month that is none of
 * work is the next that is; duty stays. The first day of a series is the entry that it was made from.
 */
export function dueEntries(
  all: readonly Series[],
  {
    week,
    present,
    holidays,
    numbering,
  }: {
    readonly week: WeekId;
    readonly present: readonly Entry[];
    readonly holidays: Holidays;
    readonly numbering: NumberingPolicy;
  },
): readonly Due[] {
  const [monday, , , , , , sunday] = daysOf(week);
  const due = all.flatMap((series) => {
    const { entry } = series;
    const on = readRule(series.rule)?.on;
    const rolls = rollsOn(series);
    const stands = new Set(
      present.flatMap(({ id }) => {
        const date = originalDate(id);
        return on && date !== null && seriesRoot(id) === seriesRoot(series.id) ? placeOf(on, date) : [];
      }),
    );
    return datesOf(series, rolls ? addDays(monday, -LONGEST_MOVE_DAYS) : monday, sunday).flatMap((original): Due[] => {
      const date = rolls ? workingDayFrom(original, holidays) : original;
      const id = occurrenceId(series.id, original);
      if (original === entry.date || date < monday || date > sunday || (on && stands.has(placeOf(on, original))))
        return [];
      const copy = copyOf(entry, date, week, numbering, on?.every === 'month');
      const off = entry.kind === 'duty' ? null : holidayOn(date, holidays);
      return [{ series, original, entry: { ...copy, id }, off }];
    });
  });
  const byEntry = new Map(due.map((one) => [one.entry, one]));
  return sortEntries([...byEntry.keys()]).map((entry) => byEntry.get(entry)!);
}

/** The day that the rule has for an entry of a series, wherever it is now. Null: none. */
export function ruleDateOf(series: Pick<Series, 'entry' | 'rule'>, id: string): LocalDate | null {
  const date = originalDate(id);
  const on = readRule(series.rule)?.on;
  if (date === null || !on) return null;
  const around = datesOf(
    { ...series, skipped: [] },
    addDays(date, -LONGEST_PLACE_DAYS),
    addDays(date, LONGEST_PLACE_DAYS),
  );
  return around.find((one) => placeOf(on, one) === placeOf(on, date)) ?? null;
}

const LONGEST_PLACE_DAYS = 31;

/** An entry of a series as the series has it; null: its rule does not name that week or month. */
function madeBy(
  series: Pick<Series, 'entry' | 'rule'>,
  id: string,
  holidays: Holidays,
  numbering: NumberingPolicy,
): Entry | null {
  const original = ruleDateOf(series, id);
  if (original === null || original === series.entry.date) return null;
  const date = rollsOn(series) ? workingDayFrom(original, holidays) : original;
  const copy = copyOf(series.entry, date, weekOf(date), numbering, readRule(series.rule)?.on.every === 'month');
  return { ...copy, id };
}

/**
 * What "từ lần này về sau" makes of the entries that later weeks have already. One that was changed by hand is `kept`:
 * one saved since it was added that is not as a series of its name has it (another such change may have saved it).
 */
export function laterChanges(
  later: readonly StoredEntry[],
  {
    before,
    after,
    holidays,
    numbering,
  }: {
    /** The series of this calendar as they were. */
    readonly before: readonly Series[];
    /** The one that they are to follow. */
    readonly after: Pick<Series, 'id' | 'entry' | 'rule'>;
    readonly holidays: Holidays;
    readonly numbering: NumberingPolicy;
  },
): {
  readonly changes: readonly { readonly before: StoredEntry; readonly after: Entry }[];
  readonly kept: readonly StoredEntry[];
} {
  const root = seriesRoot(after.id);
  const models = before.filter(({ id }) => seriesRoot(id) === root);
  const from = originalDate(after.id) ?? after.entry.date;
  const current = seriesOf(after.id, before)?.id;
  const changes: { before: StoredEntry; after: Entry }[] = [];
  const kept: StoredEntry[] = [];
  for (const entry of later) {
    const original = originalDate(entry.id);
    if (seriesRoot(entry.id) !== root || original === null || original <= from) continue;
    if (seriesOf(entry.id, before)?.id !== current) continue; // of another one, which goes on
    const next = madeBy(after, entry.id, holidays, numbering);
    if (next && changedFields(entry, next).length === 0) continue;
    const asMade =
      entry.revision === 1 ||
      models.some((model) => {
        const made = madeBy(model, entry.id, holidays, numbering);
        return made !== null && changedFields(entry, made).length === 0;
      });
    if (next && asMade) changes.push({ before: entry, after: next });
    else kept.push(entry);
  }
  return { changes, kept };
}

// What a person changes ------------------------------------------------------------------------------------------------

/** `set`: it repeats so from this day on. `follow`: later ones are as this one. `stop`: none comes after it. */
export type RepeatChange =
  { readonly kind: 'set'; readonly recurrence: Recurrence } | { readonly kind: 'follow' } | { readonly kind: 'stop' };

/**
 * What the store has to be told: a series as it is to be, over what stands; or that one is to go. One that ends at its
 * first entry stays, as one that comes once: so the end can be taken back, whatever that entry says by then.
 */
export type SeriesWrite =
  | { readonly save: Pick<Series, 'id' | 'entry' | 'rule' | 'skipped'>; readonly base: Series | null }
  | { readonly remove: Series };

/**
 * The writes of a change made at one entry, from its day on: earlier days keep the series as it was, which then ends. An
 * entry that is the series' first takes the whole of it along.
 */
export function repeatWrites(entry: Entry, series: Series | undefined, change: RepeatChange): readonly SeriesWrite[] {
  if (!series) {
    if (change.kind !== 'set') return [];
    return [{ save: { id: entry.id, entry, rule: ruleText(change.recurrence), skipped: [] }, base: null }];
  }
  const own = series.id === entry.id;
  const original = own ? series.entry.date : (originalDate(entry.id) ?? entry.date);
  const known = readRule(series.rule);
  const before = own ? [] : datesOf({ ...series, skipped: [] }, series.entry.date, addDays(original, -1));
  const ended: SeriesWrite[] = own
    ? []
    : known
      ? [{ save: { ...series, rule: ruleText({ ...known, count: null, until: addDays(original, -1) }) }, base: series }]
      : [];
  if (change.kind === 'stop') {
    if (!own) return ended;
    if (!known) return [{ remove: series }];
    return [{ save: { ...series, rule: ruleText({ ...known, until: null, count: 1 }) }, base: series }];
  }
  if (change.kind === 'follow' && !known) return [];
  const recurrence: Recurrence =
    change.kind === 'set'
      ? change.recurrence
      : {
          // A day of the month is moved by days off: that alone makes no other day of it.
          on: entry.date === original || known!.on.every === 'month' ? known!.on : movedTo(known!.on, entry.date),
          until: known!.until,
          count: known!.count === null ? null : Math.max(1, known!.count - before.length),
        };
  const skipped = series.skipped.filter((date) => date > original);
  return [{ save: { id: entry.id, entry, rule: ruleText(recurrence), skipped }, base: own ? series : null }, ...ended];
}
