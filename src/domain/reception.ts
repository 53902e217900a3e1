import { isWorkingDay, workingDayFrom, type Holidays } from './holiday.ts';
import type { PublicEntry } from './publication.ts';
import { addDays, isLocalDate, localDate, type LocalDate } from './time.ts';
import { weekOf, type WeekId } from './week.ts';

/** When the head receives citizens: a day of each month. All of it is posted at the office and on its site. */
export interface ReceptionRule {
  readonly day: number; // 1 to 31; in a shorter month its last day
  readonly who: string; // "Giám đốc Sở"
  readonly place: string;
  readonly hours: string; // "7h30–11h30 và 13h30–17h00"
}

/** Working days between the day of posting and the reception (Luật Tiếp công dân; product fact 6). */
const WORKING_DAYS_BEFORE = 5;

const monthOf = (date: LocalDate): string => date.slice(0, 7);

/** `2026-12` and those after it. */
export function monthsFrom(date: LocalDate, count: number): string[] {
  const first = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, index) => {
    const month = first + index;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** Day `day` of a month (`2026-12`), rolled to the next working day, which may lie in the next month. */
export function receptionDay(month: string, day: number, holidays: Holidays): LocalDate {
  let last = day;
  while (!isLocalDate(`${month}-${String(last).padStart(2, '0')}`)) last -= 1;
  return workingDayFrom(localDate(`${month}-${String(last).padStart(2, '0')}`), holidays);
}

/** The last day on which posting a reception is in time: five working days lie between. */
export function postedBy(date: LocalDate, holidays: Holidays): LocalDate {
  let day = date;
  for (let left = WORKING_DAYS_BEFORE; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/** A reception in an issued week. */
export interface IssuedReception {
  readonly calendar: string;
  readonly week: WeekId;
  readonly entry: PublicEntry;
}

/** One line of the page. */
export interface Reception {
  readonly date: LocalDate;
  /** By the rule: null for one that the week has beside it. */
  readonly planned: boolean;
  readonly issued: IssuedReception | null;
  /** The week is issued and does not name it: whoever wants to come should ask. */
  readonly unnamed: boolean;
}

/**
 * The receptions of some months in order: those of the rule, told as the issued week tells them where there is one
 * (delegated, postponed), and all others that weeks name. `head` is the calendar of whoever the rule is about.
 */
export function receptionsOf(
  months: readonly string[],
  rule: ReceptionRule | null,
  head: string,
  issued: readonly IssuedReception[],
  issuedWeeks: ReadonlySet<WeekId>,
  holidays: Holidays,
): Reception[] {
  const days = rule === null ? [] : months.map((month) => receptionDay(month, rule.day, holidays));
  const covers = ({ entry }: IssuedReception, date: LocalDate) => entry.date <= date && date <= entry.lastDate;
  const rules = days.map((date): Reception => {
    const of = issued.find((each) => each.calendar === head && covers(each, date)) ?? null;
    return { date, planned: true, issued: of, unnamed: of === null && issuedWeeks.has(weekOf(date)) };
  });
  const named = new Set(rules.map((each) => each.issued));
  const others = issued
    .filter((each) => !named.has(each) && months.includes(monthOf(each.entry.date)))
    .map((each): Reception => ({ date: each.entry.date, planned: false, issued: each, unnamed: false }));
  return [...rules, ...others].sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
}
