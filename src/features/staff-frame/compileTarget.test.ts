import { expect, test } from 'vitest';
import type { WeekId } from '#domain/week.ts';
import { compileTarget } from './compileTarget.ts';

const [w47, w48, w49, w50] = ['2026-W47', '2026-W48', '2026-W49', '2026-W50'] as [WeekId, WeekId, WeekId, WeekId];
const of = (calendar: string, ...weeks: WeekId[]) => weeks.map((week) => ({ calendar, week }));
const waiting = of('board', w50, w48, w50, w47);

test('the count of waiting requests is the same on every page; the link keeps to the week that one is at', () => {
  expect(compileTarget(waiting, { here: w48, now: w48 })).toEqual({ week: w48, calendar: 'board', count: 3 });
  expect(compileTarget(waiting, { here: w50, now: w48 })).toEqual({ week: w50, calendar: 'board', count: 3 });
});

test('where none wait, it leads to the next week in which some do', () => {
  expect(compileTarget(waiting, { here: w49, now: w48 })).toEqual({ week: w48, calendar: 'board', count: 3 });
  expect(compileTarget(of('board', w47), { here: w49, now: w48 })).toEqual({
    week: w49,
    calendar: undefined,
    count: 0,
  });
});

test('of several boards all are counted, and it leads to the one in which some wait', () => {
  const both = [...of('board', w50), ...of('party', w49)];
  expect(compileTarget(both, { here: w49, now: w48 })).toEqual({ week: w49, calendar: 'party', count: 2 });
  expect(compileTarget(both, { here: w48, now: w48 })).toEqual({ week: w49, calendar: 'party', count: 2 });
});
