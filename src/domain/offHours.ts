import type { Entry } from './entry.ts';
import { holidayOn, type Holiday, type Holidays } from './holiday.ts';
import { hoursOn, type OfficeHours } from './officeHours.ts';
import { addDays } from './time.ts';

/** A meeting that nobody may have meant to hold then. It is a hint, no clash: it is counted nowhere. */
export type OffHours = { readonly kind: 'dayOff'; readonly holiday: Holiday } | { readonly kind: 'outsideHours' };

/**
 * What a person may have overlooked: a day off on which the entry falls, or a start before, between or after the office's
 * sessions ("2h" for 14:00). An evening is meant, and so are weekends, duty and leave.
 */
export function offHours(
  { date, lastDate, time, kind, status, stage }: Entry,
  hours: OfficeHours,
  holidays: Holidays,
): OffHours | null {
  if (status !== 'planned' || stage === 'returned' || kind === 'duty' || kind === 'leave') return null;
  for (let day = date; day <= lastDate; day = addDays(day, 1)) {
    const holiday = holidayOn(day, holidays);
    if (holiday) return { kind: 'dayOff', holiday };
  }
  const { start } = time;
  if (start === null) return null;
  const within = Object.values(hoursOn(hours, date)).some((session) => session.start <= start && start < session.end);
  return within ? null : { kind: 'outsideHours' };
}
