import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readQuickLine } from '#domain/quickLine.ts';
import { formatTime, parseTime } from '#domain/time.ts';
import type { LocalDate, Minutes } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { carried, dayOn, ending, lasting, lineFor, type When } from './gridMoves.ts';

const words = { morning: 'sáng', afternoon: 'chiều', evening: 'tối', allDay: 'cả ngày' };
const tuesday = '2026-11-24' as LocalDate;
const friday = '2026-11-27' as LocalDate;
const when = (time: string, lastDate = tuesday): When => ({ date: tuesday, lastDate, time: parseTime(time)! });
const told = ({ date, lastDate, time }: When) =>
  [date.slice(8), ...(lastDate === date ? [] : [lastDate.slice(8)]), formatTime(time, words)].join(' ');

describe('an entry carried to another place', () => {
  test.each([
    ['8h30-11h', 14 * 60, '27 14:00–16:30'],
    ['8h30', 14 * 60, '27 14:00'],
    ['22h-23h', 23 * 60 + 30, '27 23:30–24:00'],
    ['sáng', 8 * 60, '27 08:00'],
    ['7h30, cả ngày', 9 * 60, '27 09:00'],
    ['8h30', null, '27 sáng'],
    ['14h-16h', null, '27 chiều'],
    ['sáng', null, '27 sáng'],
    ['7h30, cả ngày', null, '27 07:30, cả ngày'],
  ])('%j to %j', (time, start, expected) =>
    expect(told(carried(when(time), friday, start as Minutes | null))).toBe(expected),
  );
  test('over several days stays over as many', () => {
    const days = when('8h', '2026-11-25' as LocalDate);
    expect(told(carried(days, friday, null))).toBe('27 28 08:00');
    expect(told(carried(days, friday, 840 as Minutes))).toBe('27 28 14:00');
  });
  test('is where it was when it is carried back', () => {
    const minutes = fc.integer({ min: 0, max: 12 * 60 }) as fc.Arbitrary<Minutes>;
    fc.assert(
      fc.property(minutes, fc.option(fc.integer({ min: 1, max: 300 })), minutes, (start, long, to) => {
        const time = { session: null, start, end: long === null ? null : ((start + long) as Minutes) };
        const before: When = { date: tuesday, lastDate: tuesday, time };
        expect(carried(carried(before, friday, to), tuesday, start)).toEqual(before);
      }),
    );
  });
});

test('an entry drawn longer has its end stated', () => {
  expect(told(ending(when('8h30'), 660 as Minutes))).toBe('24 08:30–11:00');
  expect(told(ending(when('8h30-9h'), 1440 as Minutes))).toBe('24 08:30–24:00');
});
test('an entry above the hours lasts over the days that it is drawn over', () => {
  expect(told(lasting(when('cả ngày'), friday))).toBe('24 27 cả ngày');
});
test('a day later, a day earlier, nothing else changes', () => {
  expect(told(dayOn(when('8h30-11h'), 1))).toBe('25 08:30–11:00');
  expect(told(dayOn(when('sáng', '2026-11-25' as LocalDate), -1))).toBe('23 24 sáng');
});

test('the line begun for free time is read as that day and time, and what is typed after it as the content', () => {
  const week = '2026-W53' as WeekId; // its days lie in two years
  const days = daysOf(week);
  const directory = { people: new Map(), calendars: new Map(), rooms: new Map(), vehicles: new Map() };
  const context = { directory, week, day: days[0], today: days[0] };
  const quarter = fc.integer({ min: 0, max: 95 });
  fc.assert(
    fc.property(fc.nat(6), fc.nat(6), quarter, quarter, (a, b, from, to) => {
      const date = days[Math.min(a, b)]!;
      const hours = {
        date,
        start: (15 * Math.min(from, to)) as Minutes,
        end: (15 * (Math.max(from, to) + 1)) as Minutes,
      };
      const { draft, unclear } = readQuickLine(`${lineFor(hours)}họp giao ban`, context);
      expect(unclear).toEqual([]);
      expect(draft).toMatchObject({ date, content: 'Họp giao ban' });
      expect(parseTime(draft.time)).toEqual({ session: null, start: hours.start, end: hours.end });
      const whole = { date, lastDate: days[Math.max(a, b)]! };
      const read = readQuickLine(`${lineFor(whole)}họp giao ban`, context).draft;
      expect(read).toMatchObject({ date, time: 'cả ngày', content: 'Họp giao ban' });
      expect(read.lastDate || read.date).toBe(whole.lastDate);
    }),
  );
});
