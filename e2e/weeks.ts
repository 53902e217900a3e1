import { addWeeks, daysOf, weekOf, type WeekId } from '#domain/week.ts';
import { formatDay, todayAt } from '#domain/time.ts';
import { vi } from '#i18n/vi.ts';

/** The demo's draft week: the one after this. */
export const nextWeek = (): WeekId => addWeeks(thisWeek(), 1);
export const thisWeek = (): WeekId => weekOf(todayAt(Date.now()));

/** "Thứ năm 03/12", as buttons name a day. `weekday` 1 is Monday. */
export const dayName = (week: WeekId, weekday: number): string =>
  `${vi.common.weekdays[weekday - 1]} ${formatDay(daysOf(week)[weekday - 1]!)}`;
