import { awayDuring, dayLong, type Absence } from './absence.ts';
import type { Directory } from './directory.ts';
import { isWorkingDay, type Holidays } from './holiday.ts';
import type { Party } from './party.ts';
import { addDays, isLocalDate, localDate } from './time.ts';
import type { LocalDate } from './time.ts';
import { daysOf, weekOf, type WeekId } from './week.ts';

/** "2026-12" */
export type Month = string & { readonly __unit: 'month' };

export const monthOf = (date: LocalDate): Month => date.slice(0, 7) as Month;

/** Undefined for text that is no month. */
export const parseMonth = (text: string): Month | undefined =>
  isLocalDate(`${text}-01`) ? (text as Month) : undefined;

export function daysOfMonth(month: Month): readonly LocalDate[] {
  const days = [localDate(`${month}-01`)];
  for (let next = addDays(days[0]!, 1); monthOf(next) === month; next = addDays(next, 1)) days.push(next);
  return days;
}

export const nextMonth = (month: Month): Month => monthOf(addDays(daysOfMonth(month).at(-1)!, 1));
export const previousMonth = (month: Month): Month => monthOf(addDays(daysOfMonth(month)[0]!, -1));

/** LocalDate → Party, as weeks hold it. */
export type Duty = Readonly<Record<string, string>>;

/** `apart`: weekends and holidays go round on their own. `together`: one round. `none`: nobody is put down for them. */
export const DAYS_OFF = ['apart', 'together', 'none'] as const;
export type DaysOff = (typeof DAYS_OFF)[number];

/** One person a day, or one for all days of a week (Monday to Sunday). */
export const TURNS = ['day', 'week'] as const;
export type Turn = (typeof TURNS)[number];

/**
 * Puts people on duty in turn: after whoever was last, whoever has waited longest and is not away at any part of the day;
 * not two days running while there is another. Days that `keep` names stay, and count as that person's turn.
 * A day on which everybody is away is left out.
 *
 * By the week, whoever has part of a week already, kept or from the month before, has the rest of it; who is away on a day of
 * their week is passed over, and is next. Only when nobody is there all week does another stand in on a day. Days off that go
 * round apart do so by the day.
 */
export function fillRoster({
  days,
  known,
  keep,
  people,
  turn = 'day',
  daysOff,
  holidays,
  absences,
}: {
  /** To be filled, in order. */
  readonly days: readonly LocalDate[];
  /** Who is on duty already, of these days and of those before: where the round has come to. */
  readonly known: Duty;
  readonly keep: (date: LocalDate) => boolean;
  /** In the order of the round. */
  readonly people: readonly Party[];
  readonly turn?: Turn;
  readonly daysOff: DaysOff;
  readonly holidays: Holidays;
  readonly absences: readonly Absence[];
}): Duty {
  const isKept = (date: LocalDate): boolean => known[date] !== undefined && keep(date);
  const first = days.find((date) => !isKept(date));
  if (first === undefined || people.length === 0)
    return Object.fromEntries(days.filter(isKept).map((date) => [date, known[date]!]));
  const roundOf = (date: LocalDate): 'work' | 'off' =>
    daysOff === 'apart' && !isWorkingDay(date, holidays) ? 'off' : 'work';
  const rounds = { work: [...people], off: [...people] };
  const serve = (date: LocalDate, party: string): void => {
    const round = rounds[roundOf(date)];
    const at = round.indexOf(party as Party);
    if (at >= 0) round.push(...round.splice(at, 1));
  };
  // The last of each round is followed by the next in the order, whoever served before.
  for (const round of ['work', 'off'] as const) {
    const last = Object.keys(known)
      .filter((date) => date < first && roundOf(date as LocalDate) === round && people.includes(known[date] as Party))
      .sort()
      .at(-1);
    const at = last === undefined ? -1 : people.indexOf(known[last] as Party);
    rounds[round] = [...people.slice(at + 1), ...people.slice(0, at + 1)];
  }

  const isThere = (party: string, date: LocalDate): boolean =>
    !absences.some((one) => `person:${one.person}` === party && awayDuring(one, dayLong(date)));
  const isFilled = (date: LocalDate): boolean =>
    days.includes(date) && !isKept(date) && !(daysOff === 'none' && !isWorkingDay(date, holidays));

  /** Whose week it is; they have had their turn then. */
  const holders = new Map<WeekId, Party | undefined>();
  function holderOf(week: WeekId): Party | undefined {
    if (holders.has(week)) return holders.get(week);
    const own = daysOf(week).filter((date) => roundOf(date) === 'work');
    const begun = own.find((date) => !isFilled(date) && people.includes(known[date] as Party));
    const open = own.filter(isFilled);
    const holder =
      begun === undefined
        ? rounds.work.find((party) => open.every((date) => isThere(party, date)))
        : (known[begun] as Party);
    holders.set(week, holder);
    if (holder !== undefined && open[0] !== undefined) serve(open[0], holder);
    return holder;
  }

  const roster: Record<string, string> = {};
  for (const date of days) {
    if (isKept(date)) {
      roster[date] = known[date]!;
      if (date > first) serve(date, known[date]!);
      continue;
    }
    if (!isFilled(date)) continue;
    const there = rounds[roundOf(date)].filter((party) => isThere(party, date));
    if (turn === 'week' && roundOf(date) === 'work') {
      const holder = holderOf(weekOf(date));
      const standIn = holder !== undefined && isThere(holder, date) ? holder : there[0];
      if (standIn !== undefined) roster[date] = standIn;
      continue;
    }
    const yesterday = addDays(date, -1);
    const before = roster[yesterday] ?? known[yesterday];
    const next = there.find((party) => party !== before) ?? there[0];
    if (next === undefined) continue;
    roster[date] = next;
    serve(date, next);
  }
  return roster;
}

/** Who holds a position in a unit on a day, in the office's order: whom a roster is offered with. */
export const holdersOf = (directory: Directory, unit: string, date: LocalDate): readonly Party[] =>
  [...directory.people.values()]
    .sort((a, b) => a.order - b.order)
    .filter(({ positions }) =>
      positions.some(
        ({ unit: of, shortTitle, from, to }) =>
          of === unit && shortTitle !== '' && (from === null || from <= date) && (to === null || date <= to),
      ),
    )
    .map(({ id }): Party => `person:${id}`);

/** The days on which two rosters differ. */
export const changedDays = (before: Duty, after: Duty): readonly LocalDate[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((date) => before[date] !== after[date])
    .sort() as LocalDate[];
