import type { WeekId } from '#domain/week.ts';

/**
 * To the requests of the week that one is at; where none wait there, to the next week in which some do. Counts all of
 * this week and later, on whatever page it stands. `waiting`: the week of each request.
 */
export function compileTarget(
  waiting: readonly WeekId[],
  { here, now }: { readonly here: WeekId; readonly now: WeekId },
): { readonly week: WeekId; readonly count: number } {
  const ahead = waiting.filter((week) => week >= now).sort();
  return { week: waiting.includes(here) ? here : (ahead[0] ?? here), count: ahead.length };
}
