import type { Holiday, Holidays } from './holiday.ts';
import { nameFault } from './listedName.ts';
import { cleanText } from './text.ts';
import { addDays, daysBetween, formatDate, parseDate, type LocalDate } from './time.ts';

/** Days off, or a swapped working day, as an administrator types them. */
export interface HolidayDraft {
  readonly from: string; // "30/4", "16/02/2026"
  readonly to: string; // '' the one day
  readonly name: string;
  readonly kind: Holiday['kind'];
}

export type HolidayError = 'missing' | 'tooLong' | 'noDay' | 'endBeforeStart' | 'tooMany' | 'known';
export type HolidayErrors = Partial<Record<'from' | 'to' | 'name', HolidayError>>;

export type ParsedHolidays =
  | { readonly ok: true; readonly days: readonly Holiday[] }
  | { readonly ok: false; readonly errors: HolidayErrors; readonly known?: LocalDate };

export const EMPTY_HOLIDAY: HolidayDraft = { from: '', to: '', name: '', kind: 'holiday' };

export const holidayDraft = ({ date, name, kind }: Holiday): HolidayDraft => ({
  from: formatDate(date),
  to: '',
  name,
  kind,
});

/** Longer than any rest that the government has decided. */
const MOST_DAYS = 31;

/** One day for each of the span. `known`: what the list has, without the day that is being changed. */
export function parseHolidays(draft: HolidayDraft, known: Holidays, today: LocalDate): ParsedHolidays {
  const name = cleanText(draft.name);
  const from = parseDate(draft.from, today);
  const to = draft.to.trim() === '' ? from : parseDate(draft.to, from ?? today);
  const length = from && to ? daysBetween(from, to) + 1 : 0;
  const dates = from && length > 0 && length <= MOST_DAYS ? days(from, length) : [];
  const taken = dates.find((date) => known.has(date));
  const wrongName = nameFault(name);
  const errors: HolidayErrors = {
    ...(draft.from.trim() === ''
      ? { from: 'missing' }
      : from === undefined
        ? { from: 'noDay' }
        : taken !== undefined
          ? { from: 'known' }
          : {}),
    ...(to === undefined && from !== undefined
      ? { to: 'noDay' }
      : from !== undefined && length <= 0
        ? { to: 'endBeforeStart' }
        : length > MOST_DAYS
          ? { to: 'tooMany' }
          : {}),
    ...(wrongName && { name: wrongName }),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors, ...(taken === undefined ? {} : { known: taken }) };
  return { ok: true, days: dates.map((date) => ({ date, name, kind: draft.kind })) };
}

const days = (from: LocalDate, length: number): readonly LocalDate[] =>
  Array.from({ length }, (_, index) => addDays(from, index));
