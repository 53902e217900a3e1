import type { WaitingRequest } from '#data/waitingRequests.ts';
import type { WeekId } from '#domain/week.ts';

/**
 * To the requests of the week that one is at; where none wait there, to the next week in which some do, and to the first
 * board of which. Counts all of this week and later, on whatever page it stands.
 */
export function compileTarget(
  waiting: readonly WaitingRequest[],
  { here, now }: { readonly here: WeekId; readonly now: WeekId },
): { readonly week: WeekId; readonly calendar: string | undefined; readonly count: number } {
  const ahead = waiting
    .filter(({ week }) => week >= now)
    .sort((a, b) => (a.week < b.week ? -1 : a.week > b.week ? 1 : 0));
  const next = waiting.find(({ week }) => week === here) ?? ahead[0];
  return { week: next?.week ?? here, calendar: next?.calendar, count: ahead.length };
}
