import { addWeeks, daysOf, weekOf, type WeekId } from '#domain/week.ts';
import { formatDay, todayAt } from '#domain/time.ts';
import { vi } from '#i18n/vi.ts';

/** The demo's draft week: the one after this. */
export const nextWeek = (): WeekId => addWeeks(thisWeek(), 1);
/** Asked once a file, before its tests: it may end meanwhile, and the office stays as it was opened. */
export const thisWeek = (): WeekId => weekOf(todayAt(Date.now()));

/** "gửi 09:41"; of the day before, "gửi 30/11 23:59": midnight may come since. */
export const SENT = /gửi (\d\d\/\d\d )?\d\d:\d\d/;

/** "Thứ năm 03/12", as buttons name a day. `weekday` 1 is Monday. */
export const dayName = (week: WeekId, weekday: number): string =>
  `${vi.common.weekdays[weekday - 1]} ${formatDay(daysOf(week)[weekday - 1]!)}`;
