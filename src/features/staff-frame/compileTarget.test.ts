import { expect, test } from 'vitest';
import type { WeekId } from '#domain/week.ts';
import { compileTarget } from './compileTarget.ts';

const [w47, w48, w49, w50] = ['2026-W47', '2026-W48', '2026-W49', '2026-W50'] as [WeekId, WeekId, WeekId, WeekId];
const waiting = [w50, w48, w50, w47];

test('the count of waiting requests is the same on every page; the link keeps to the week that one is at', () => {
  expect(compileTarget(waiting, { here: w48, now: w48 })).toEqual({ week: w48, count: 3 });
  expect(compileTarget(waiting, { here: w50, now: w48 })).toEqual({ week: w50, count: 3 });
});

test('where none wait, it leads to the next week in which some do', () => {
  expect(compileTarget(waiting, { here: w49, now: w48 })).toEqual({ week: w48, count: 3 });
  expect(compileTarget([w47], { here: w49, now: w48 })).toEqual({ week: w49, count: 0 });
});
