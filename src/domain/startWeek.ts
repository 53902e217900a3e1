import { copyId, rootOf } from './copyId.ts';
import type { Entry } from './entry.ts';
import { holidayOn, workingDayFrom } from './holiday.ts';
import type { Holidays } from './holiday.ts';
import { addDays, daysBetween, localDate, weekday } from './time.ts';
import type { LocalDate } from './time.ts';
import { addWeeks, daysOf, printedNumber, sortEntries } from './week.ts';
import type { NumberingPolicy, WeekId } from './week.ts';

/**
 * Why an entry is offered, or why it is not ticked. `monthly`: on this day of each month, or the next working day.
 * `series`: it repeats by that rule. `dayOff`: it would fall on that holiday. `once`: it is not a fixed one.
 */
type StartReason =
  | { readonly kind: 'weekly' }
  | { readonly kind: 'monthly'; readonly day: number }
  | { readonly kind: 'series'; readonly rule: string }
  | { readonly kind: 'dayOff'; readonly name: string }
  | { readonly kind: 'once' };

export interface StartItem {
  /** The copy as it would be saved: planned, in the new week, under the name that both clerks' copies get. */
  readonly entry: Entry;
  readonly fixed: boolean;
  readonly ticked: boolean;
  readonly reason: StartReason;
}

/** How many weeks before the new one are looked at: two sightings of a monthly entry lie up to six weeks apart. */
const LOOKED_BACK_WEEKS = 8;

/** The last week and those before it, the latest first. Of the earlier ones only fixed entries are looked at. */
export const weeksBefore = (week: WeekId): readonly WeekId[] =>
  Array.from({ length: LOOKED_BACK_WEEKS }, (_, index) => addWeeks(week, -1 - index));

/**
 * What a week can start with. `before`: the entries of the last week and the fixed ones of the weeks before that.
 * Fixed ones come ticked; one that the last week left out for a holiday comes from the week before it. What is already
 * `present` is not offered again. Fixed first, each part in the order of the schedule.
 */
export function startWeek({
  week,
  before,
  present,
  holidays,
  numbering,
}: {
  week: WeekId;
  before: readonly Entry[];
  present: readonly Entry[];
  holidays: Holidays;
  numbering: NumberingPolicy;
}): readonly StartItem[] {
  const earlier = before.filter((entry) => entry.stage === 'accepted' && entry.week < week);
  const last = addWeeks(week, -1);
  const fixed = earlier.filter((entry) => entry.fixed);
  const monthly = new Map<Entry, number | null>(); // null: now and then, by no rule that we know
  const items: StartItem[] = [];
  const offer = (entry: Entry, date: LocalDate, reason: StartReason, ticked: boolean) => {
    const day = holidayOn(date, holidays);
    // Somebody is on duty on days off too.
    const off = day && entry.kind !== 'duty';
    items.push({
      entry: copyOf(entry, date, week, numbering, reason.kind === 'monthly'),
      fixed: entry.fixed,
      ticked: ticked && !off,
      reason: off ? { kind: 'dayOff', name: day.name } : reason,
    });
  };

  const receptions = fixed.filter(({ kind }) => kind === 'reception');
  for (const group of grouped(receptions, (entry) => wordsOf(entry.content))) {
    const rule = monthlyDay(group, holidays);
    if (rule === undefined) continue;
    for (const entry of group) monthly.set(entry, rule);
    const latest = group.at(-1)!;
    const due = rule === null ? undefined : dueIn(week, rule, holidays);
    if (rule !== null && due) offer(latest, due, { kind: 'monthly', day: rule }, true);
    else if (latest.week === last) {
      offer(latest, addDays(latest.date, 7), rule === null ? { kind: 'once' } : { kind: 'monthly', day: rule }, false);
    }
  }

  const weekly = fixed.filter((entry) => !monthly.has(entry));
  for (const group of grouped(
    weekly,
    (entry) => `${weekday(entry.date)} ${startOf(entry)} ${wordsOf(entry.content)}`,
  )) {
    const latest = group.at(-1)!;
    for (const entry of group.filter((one) => one.week === latest.week)) {
      const weeks = daysBetween(daysOf(entry.week)[0], daysOf(week)[0]) / 7;
      const missed = Array.from({ length: weeks - 1 }, (_, index) => addDays(entry.date, 7 * (index + 1)));
      if (missed.every((date) => holidayOn(date, holidays) !== null)) {
        offer(entry, addDays(entry.date, 7 * weeks), { kind: 'weekly' }, true);
      }
    }
  }

  for (const entry of earlier) {
    if (!entry.fixed && entry.week === last) offer(entry, addDays(entry.date, 7), { kind: 'once' }, false);
  }

  const ids = new Set(present.map(({ id }) => rootOf(id)));
  const said = new Set(present.map(sameness));
  const fresh = items.filter(({ entry }) => {
    const known = ids.has(rootOf(entry.id)) || said.has(sameness(entry));
    ids.add(rootOf(entry.id));
    return !known;
  });
  const ordered = (isFixed: boolean) => {
    const part = new Map(fresh.filter((item) => item.fixed === isFixed).map((item) => [item.entry, item]));
    return sortEntries([...part.keys()]).map((entry) => part.get(entry)!);
  };
  return [...ordered(true), ...ordered(false)];
}

// What is the same ------------------------------------------------------------------------------------------------------

/** Words without their numbers: "Duyệt lịch công tác tuần 49" is the same item as that of week 50. */
const wordsOf = (content: string): string => content.toLowerCase().replace(/\d+/g, '#').replace(/\s+/g, ' ');
const startOf = ({ time }: Entry): string => `${time.session} ${time.start}`;
const sameness = (entry: Entry): string =>
  `${entry.date} ${startOf(entry)} ${entry.content.toLowerCase().replace(/\s+/g, ' ')}`;

/** By key, in each the earliest first. */
function grouped(entries: readonly Entry[], key: (entry: Entry) => string): Entry[][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of sortEntries(entries)) groups.set(key(entry), [...(groups.get(key(entry)) ?? []), entry]);
  return [...groups.values()];
}

// The day of a month ----------------------------------------------------------------------------------------------------

/** Receptions nearer to each other than this are no monthly ones. */
const MONTHLY_GAP_DAYS = 21;
/** Days of the month that offices announce; preferred where a day off leaves several that fit. */
const USUAL_DAYS = [1, 5, 10, 15, 20, 25];
const NAMES_A_MONTH = /(?<!\p{L})(?:tháng \d|h[ằà]ng tháng)/iu;

/**
 * The day of the month on which these receptions are held. Null: neither weekly nor on a day of the month.
 * Undefined: nothing says that they are not weekly.
 */
function monthlyDay(group: readonly Entry[], holidays: Holidays): number | null | undefined {
  const dates = group.map(({ date }) => date);
  const apart = dates.slice(1).every((date, index) => daysBetween(dates[index]!, date) >= MONTHLY_GAP_DAYS);
  if (!apart || (dates.length === 1 && !NAMES_A_MONTH.test(group[0]!.content))) return undefined;
  const fits = (day: number) =>
    dates.every((date) => monthsAt(date).some((month) => held(month, day, holidays) === date));
  const own = Number(dates.at(-1)!.slice(8));
  return [...USUAL_DAYS, own, ...Array.from({ length: 31 }, (_, index) => index + 1)].find(fits) ?? null;
}

const dueIn = (week: WeekId, day: number, holidays: Holidays): LocalDate | undefined => {
  const days = daysOf(week);
  return [...monthsAt(days[0]), ...monthsAt(days[6])]
    .map((month) => held(month, day, holidays))
    .find((date) => days.includes(date));
};

/** The month of a day and the one before it, which a day off may have moved it out of: `2026-11`. */
const monthsAt = (date: LocalDate): readonly string[] =>
  [date, addDays(localDate(`${date.slice(0, 7)}-01`), -1)].map((one) => one.slice(0, 7));

/** When a month's reception is held; in a month without that day on the last one. */
function held(month: string, day: number, holidays: Holidays): LocalDate {
  const first = `${month}-01` as LocalDate;
  const nextFirst = addDays(first, 31).slice(0, 7);
  const length = daysBetween(first, `${nextFirst}-01` as LocalDate);
  return workingDayFrom(addDays(first, Math.min(day, length) - 1), holidays);
}

// The copy --------------------------------------------------------------------------------------------------------------

/** An entry once more, planned, in another week: its words go on with the week, and with the month when it is `monthly`. */
export function copyOf(
  entry: Entry,
  date: LocalDate,
  week: WeekId,
  numbering: NumberingPolicy,
  monthly: boolean,
): Entry {
  const sunday = daysOf(week)[6];
  const lastDate = addDays(entry.lastDate, daysBetween(entry.date, date));
  return {
    ...entry,
    id: copyId(entry.id, week),
    week,
    date,
    lastDate: lastDate > sunday ? sunday : lastDate,
    content: reworded(entry, date, week, numbering, monthly),
    status: 'planned',
    reason: null,
    // Papers are of the one occasion.
    invitationNo: null,
    documentNo: null,
  };
}

/** "Duyệt lịch công tác tuần 49", said in week 48, is "tuần 50" in week 49; a monthly item names its own month. */
function reworded(entry: Entry, date: LocalDate, week: WeekId, numbering: NumberingPolicy, monthly: boolean): string {
  const numberOf = (id: WeekId, ahead: number) => printedNumber(addWeeks(id, ahead), numbering, null);
  const weeks = entry.content.replace(/(?<!\p{L})(tuần )(\d{1,2})(?!\d)/giu, (whole, word: string, digits: string) => {
    const ahead = [0, 1].find((one) => numberOf(entry.week, one) === Number(digits));
    return ahead === undefined ? whole : word + numeral(numberOf(week, ahead), digits);
  });
  if (!monthly) return weeks;
  return weeks.replace(/(?<!\p{L})(tháng )(\d{1,2})(?!\d)/giu, (whole, word: string, digits: string) =>
    Number(digits) === Number(entry.date.slice(5, 7)) ? word + numeral(Number(date.slice(5, 7)), digits) : whole,
  );
}

/** Written as the old one was: "01" is followed by "02". */
const numeral = (value: number, like: string): string =>
  String(value).padStart(like.startsWith('0') ? like.length : 1, '0');
