import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDate, arbitraryTime } from './arbitraries.ts';
import { addDays, compareTime, daysBetween, localDate, weekday } from './time.ts';
import type { EntryTime, Minutes } from './time.ts';
import {
  addWeeks,
  daysOf,
  groupByDay,
  NUMBERING_POLICIES,
  parseWeekId,
  printedNumber,
  printedYear,
  sortEntries,
  weekOf,
} from './week.ts';
import type { WeekId } from './week.ts';

const week = (text: string): WeekId => {
  const id = parseWeekId(text);
  if (!id) throw new Error(text);
  return id;
};

test.each([
  ['2026-11-23', '2026-W48'],
  ['2026-11-29', '2026-W48'],
  ['2026-12-31', '2026-W53'], // 2026 has 53 weeks
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2024-12-30', '2025-W01'],
  ['2023-01-01', '2022-W52'],
  ['2020-12-31', '2020-W53'],
  ['2021-01-03', '2020-W53'],
])('%s lies in week %s', (date, expected) => {
  expect(weekOf(localDate(date))).toBe(expected);
});

test.each(['2025-W53', '2026-W54', '2026-W00', '2026-48', 'W48', '2026-W8', '26-W48', ''])('%j is no week', (text) => {
  expect(parseWeekId(text)).toBeUndefined();
});

test('the week after 2026-W52 is W53, the one after that the first of 2027', () => {
  expect(addWeeks(week('2026-W52'), 1)).toBe('2026-W53');
  expect(addWeeks(week('2026-W52'), 2)).toBe('2027-W01');
  expect(addWeeks(week('2027-W01'), -1)).toBe('2026-W53');
});

test('the first and the last week have seven days, and neighbours that lead nowhere', () => {
  expect([week('1900-W01'), week('2299-W52')].map((id) => daysOf(id)[0])).toEqual(['1900-01-01', '2299-12-25']);
  expect(daysOf(week('2299-W52'))[6]).toBe('2299-12-31');
  for (const id of [addWeeks(week('1900-W01'), -1), addWeeks(week('2299-W52'), 1)]) {
    expect(parseWeekId(id)).toBeUndefined();
    expect(NUMBERING_POLICIES.map((policy) => printedNumber(id, policy, null)).every((n) => n >= 1)).toBe(true);
  }
  expect(['1000-W02', '9999-W52', '2300-W01'].map(parseWeekId)).toEqual([undefined, undefined, undefined]);
});

test('every day lies in exactly the week whose days hold it, Monday to Sunday', () => {
  fc.assert(
    fc.property(arbitraryDate, (date) => {
      const days = daysOf(weekOf(date));
      expect(days.map(weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(days).toContain(date);
      expect(days.map(weekOf)).toEqual(days.map(() => weekOf(date)));
      expect(parseWeekId(weekOf(date))).toBe(weekOf(date));
    }),
  );
});

test('weeks can be counted forth and back, each seven days after the other', () => {
  fc.assert(
    fc.property(arbitraryDate, fc.integer({ min: -1500, max: 1500 }), (date, n) => {
      const from = weekOf(date);
      expect(addWeeks(addWeeks(from, n), -n)).toBe(from);
      expect(daysBetween(daysOf(from)[0], daysOf(addWeeks(from, n))[0])).toBe(7 * n);
      expect(addWeeks(from, 1) > from).toBe(true); // keys sort as text
    }),
  );
});

describe('the printed number', () => {
  test.each([
    // 2026 begins on a Thursday, 2027 on a Friday, 2023 on a Sunday, 2024 on a Monday
    ['2026-W01', 'iso', 1],
    ['2026-W53', 'iso', 53],
    ['2026-W01', 'firstJanuary', 1],
    ['2026-W53', 'firstJanuary', 1], // holds 1 January 2027
    ['2027-W01', 'firstJanuary', 2],
    ['2022-W52', 'firstJanuary', 1], // Sunday 1 January 2023
    ['2023-W01', 'firstJanuary', 2],
    ['2024-W01', 'firstJanuary', 1],
    ['2026-W01', 'firstMonday', 52], // Monday 29 December 2025: the last of 2025, whose first Monday was the 6th
    ['2026-W02', 'firstMonday', 1],
    ['2026-W48', 'firstMonday', 47],
    ['2024-W01', 'firstMonday', 1],
  ] as const)('of %s by policy %s is %s', (text, policy, expected) => {
    expect(printedNumber(week(text), policy, null)).toBe(expected);
  });

  test.each([
    ['2025-W01', 'iso', 2025], // Monday 30 December 2024
    ['2026-W53', 'firstJanuary', 2027], // its week 1
    ['2026-W01', 'firstMonday', 2025], // its week 52
    ['2026-W53', 'manual', 2026],
  ] as const)('of %s by policy %s counts in %s', (text, policy, year) => {
    expect(printedYear(week(text), policy)).toBe(year);
  });

  test('typed by hand is what was typed, and the ISO number until then', () => {
    expect(printedNumber(week('2026-W48'), 'manual', 47)).toBe(47);
    expect(printedNumber(week('2026-W48'), 'manual', null)).toBe(48);
    expect(printedNumber(week('2026-W48'), 'iso', 47)).toBe(48);
  });

  test('rises by one from week to week and starts again at 1, whatever the policy', () => {
    fc.assert(
      fc.property(arbitraryDate, fc.constantFrom(...NUMBERING_POLICIES), (date, policy) => {
        const number = printedNumber(weekOf(date), policy, null);
        const next = printedNumber(addWeeks(weekOf(date), 1), policy, null);
        expect(number).toBeGreaterThanOrEqual(1);
        expect(number).toBeLessThanOrEqual(53);
        expect(next === number + 1 || (next === 1 && number >= 52)).toBe(true);
      }),
    );
  });

  test('by first of January and by first Monday counts from that day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2150 }), (year) => {
        const newYear = localDate(`${year}-01-01`);
        expect(printedNumber(weekOf(newYear), 'firstJanuary', null)).toBe(1);
        const firstMonday = addDays(newYear, (8 - weekday(newYear)) % 7);
        expect(printedNumber(weekOf(firstMonday), 'firstMonday', null)).toBe(1);
      }),
    );
  });
});

const at = (date: string, start: number | null, session: EntryTime['session'] = null) => ({
  date: localDate(date),
  time: { session, start: start as Minutes | null, end: null },
});

test('entries are printed by day and time; those at the same time keep their order', () => {
  const first = { ...at('2026-11-23', 450), name: 'first' };
  const second = { ...at('2026-11-23', 450), name: 'second' };
  const early = { ...at('2026-11-23', null, 'morning'), name: 'early' };
  const tomorrow = { ...at('2026-11-24', 400), name: 'tomorrow' };
  expect(sortEntries([tomorrow, first, second, early]).map(({ name }) => name)).toEqual([
    'early',
    'first',
    'second',
    'tomorrow',
  ]);
});

test('sorting loses nothing and puts nothing before what it follows', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ date: arbitraryDate, time: arbitraryTime })), (entries) => {
      const sorted = sortEntries(entries);
      expect(new Set(sorted)).toEqual(new Set(entries));
      sorted.slice(1).forEach((entry, index) => {
        const before = sorted[index]!;
        expect(
          before.date < entry.date || (before.date === entry.date && compareTime(before.time, entry.time) <= 0),
        ).toBe(true);
      });
    }),
  );
});

test('a week has seven days, with or without entries; other weeks stay out', () => {
  const days = groupByDay(week('2026-W48'), [at('2026-11-23', 450), at('2026-11-29', 450), at('2026-11-30', 450)]);
  expect(days.map(({ date }) => date)).toEqual([...daysOf(week('2026-W48'))]);
  expect(days.map(({ entries }) => entries.length)).toEqual([1, 0, 0, 0, 0, 0, 1]);
});
