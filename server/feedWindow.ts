import { FEED_WINDOW, type AgencySettings } from '#domain/directory.ts';
import { addDays, isLocalDate, localDate, type LocalDate } from '#domain/time.ts';
import { daysOf, weekOf, type WeekId } from '#domain/week.ts';

/** The weeks that a feed holds. It moves on Mondays: a feed's bytes rest for a week while nothing is issued. */
export interface FeedWeeks {
  readonly from: WeekId;
  readonly to: WeekId;
  /** Since when the feed holds these weeks. */
  readonly since: LocalDate;
}

const FIRST_DAY = localDate('1900-01-01');

export function rollingWeeks(settings: AgencySettings, today: LocalDate): FeedWeeks {
  const { past, ahead } = settings.feedWindow ?? FEED_WINDOW;
  const monday = daysOf(weekOf(today))[0];
  const from = weekOf(addDays(monday, -past));
  return { from, to: weekOf(addDays(monday, ahead)), since: monday };
}

/** `?nam=2024`: what the window does not hold any more. Undefined: no such year. */
export function weeksOfYear(text: string): FeedWeeks | undefined {
  const first = `${text}-01-01`;
  if (!isLocalDate(first)) return undefined;
  const from = weekOf(first);
  return { from, to: weekOf(localDate(`${text}-12-31`)), since: FIRST_DAY };
}
