import { RRule } from 'rrule';
import type { Entry } from './entry.ts';
import { holidayOn, workingDayFrom } from './holiday.ts';
import type { Holiday, Holidays } from './holiday.ts';
import { movedTo, readRule, ruleText } from './recurrence.ts';
import type { Recurrence } from './recurrence.ts';
import { occurrenceId, originalDate, type Series } from './series.ts';
import { copyOf } from './startWeek.ts';
import { addDays } from './time.ts';
import type { LocalDate } from './time.ts';
import { daysOf, sortEntries } from './week.ts';
import type { NumberingPolicy, WeekId } from './week.ts';

/** The library's days are instants at midnight UTC. Ours are none (docs/decisions/0001), and never pass through a zone. */
const utc = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`);
const dayOf = (date: Date): LocalDate => date.toISOString().slice(0, 10) as LocalDate;

/** The days by the rule from `from` to `to`, skipped ones left out, the first one included. */
export function datesOf({ entry, rule, skipped }: Series, from: LocalDate, to: LocalDate): readonly LocalDate[] {
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
  const stands = new Set(
    present.flatMap(({ id }) => {
      const date = originalDate(id);
      return date === null ? [] : occurrenceId(id, date);
    }),
  );
  const due = all.flatMap((series) => {
    const { entry } = series;
    const on = readRule(series.rule)?.on;
    const rolls = on?.every === 'month' && entry.kind !== 'duty';
    return datesOf(series, rolls ? addDays(monday, -LONGEST_MOVE_DAYS) : monday, sunday).flatMap((original): Due[] => {
      const date = rolls ? workingDayFrom(original, holidays) : original;
      const id = occurrenceId(series.id, original);
      if (original === entry.date || date < monday || date > sunday || stands.has(id)) return [];
      const copy = copyOf(entry, date, week, numbering, on?.every === 'month');
      const off = entry.kind === 'duty' ? null : holidayOn(date, holidays);
      return [{ series, original, entry: { ...copy, id }, off }];
    });
  });
  const byEntry = new Map(due.map((one) => [one.entry, one]));
  return sortEntries([...byEntry.keys()]).map((entry) => byEntry.get(entry)!);
}

// What a person changes ------------------------------------------------------------------------------------------------

/** `set`: it repeats so from this day on. `follow`: later ones are as this one. `stop`: none comes after it. */
export type RepeatChange =
  { readonly kind: 'set'; readonly recurrence: Recurrence } | { readonly kind: 'follow' } | { readonly kind: 'stop' };

/** What the store has to be told: a series as it is to be, over what stands; or that one is to go. */
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
  if (change.kind === 'stop') return own ? [{ remove: series }] : ended;
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
