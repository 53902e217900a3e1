import { addDays, weekday } from './time.ts';
import type { LocalDate } from './time.ts';

export const HOLIDAY_KINDS = ['holiday', 'compensatory', 'swapped'] as const;

/** `holidays/{date}`: a day off (nghỉ lễ), a day off in exchange (nghỉ bù), or a working day in exchange (làm bù). */
export interface Holiday {
  readonly date: LocalDate;
  readonly name: string;
  readonly kind: (typeof HOLIDAY_KINDS)[number];
}

export type Holidays = ReadonlyMap<LocalDate, Holiday>;

/** The holiday that makes this day one off. A plain Saturday or Sunday is none: offices do put entries there. */
export function holidayOn(date: LocalDate, holidays: Holidays): Holiday | null {
  const day = holidays.get(date);
  return day && day.kind !== 'swapped' ? day : null;
}

export const isWorkingDay = (date: LocalDate, holidays: Holidays): boolean =>
  holidays.has(date) ? holidays.get(date)!.kind === 'swapped' : weekday(date) <= 5;

/** No run of days off is as long; past it the calendar of holidays is wrong, and the day stays where it is. */
const LONGEST_REST_DAYS = 20;

/** The day itself when the office works on it, else the next one on which it does. */
export function workingDayFrom(date: LocalDate, holidays: Holidays): LocalDate {
  for (let later = 0; later <= LONGEST_REST_DAYS; later += 1) {
    const day = addDays(date, later);
    if (isWorkingDay(day, holidays)) return day;
  }
  return date;
}
