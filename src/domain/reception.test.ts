import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clock, publicEntry } from '#ui/fixtures.ts';
import { isWorkingDay, type Holiday } from './holiday.ts';
import { monthsFrom, postedBy, receptionDay, receptionsOf, type IssuedReception } from './reception.ts';
import { addDays, daysBetween, localDate } from './time.ts';
import { weekOf } from './week.ts';

const none = new Map();

/** Days that two departments published, month by month (Thanh Hóa 2019, day 20; Thái Bình 2022, day 15). */
const PUBLISHED = [
  [2019, 20, [21, 20, 20, 22, 20, 20, 22, 20, 20, 21, 20, 20]],
  [2022, 15, [17, 15, 15, 15, 16, 15, 15, 15, 15, 17, 15, 15]],
] as const;

test.each(
  PUBLISHED.flatMap(([year, day, days]) =>
    days.map((published, index) => [`${year}-${String(index + 1).padStart(2, '0')}`, day, published] as const),
  ),
)('%s, day %i was published as day %i', (month, day, published) => {
  expect(receptionDay(month, day, none)).toBe(`${month}-${published}`);
});

const holiday = (date: string): [never, Holiday] => [
  date as never,
  { date: localDate(date), name: 'Nghỉ', kind: 'holiday' },
];

describe('the day of a month', () => {
  test('is the last one where the month is shorter', () => {
    expect(receptionDay('2027-02', 31, none)).toBe('2027-03-01'); // the 28th is a Sunday
    expect(receptionDay('2026-04', 31, none)).toBe('2026-04-30');
  });

  test('goes past days off, and stands on a Saturday that is worked', () => {
    expect(receptionDay('2026-04', 30, new Map([holiday('2026-04-30'), holiday('2026-05-01')]))).toBe('2026-05-04');
    const swapped: Holiday = { date: localDate('2026-11-28'), name: 'Làm bù', kind: 'swapped' };
    expect(receptionDay('2026-11', 28, new Map([[swapped.date, swapped]]))).toBe('2026-11-28');
  });

  const month = fc.constantFrom(...monthsFrom(localDate('2024-01-01'), 60));
  const offs = fc
    .uniqueArray(fc.nat(30 * 60), { maxLength: 20 })
    .map((days) => new Map(days.map((each) => holiday(addDays(localDate('2024-01-01'), each)))));

  test('is a working day, never earlier, with none skipped', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 1, max: 28 }), offs, (of, day, holidays) => {
        const found = receptionDay(of, day, holidays);
        const from = localDate(`${of}-${String(day).padStart(2, '0')}`);
        expect(isWorkingDay(found, holidays)).toBe(true);
        for (let each = from; each < found; each = addDays(each, 1)) expect(isWorkingDay(each, holidays)).toBe(false);
      }),
    );
  });

  test('is posted five working days before', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 1, max: 31 }), offs, (of, day, holidays) => {
        const date = receptionDay(of, day, holidays);
        const posted = postedBy(date, holidays);
        const between = Array.from({ length: daysBetween(posted, date) }, (_, index) => addDays(posted, index));
        expect(between.filter((each) => isWorkingDay(each, holidays))).toHaveLength(5);
        expect(isWorkingDay(posted, holidays)).toBe(true);
      }),
    );
    expect(postedBy(localDate('2026-12-15'), none)).toBe('2026-12-08');
  });
});

describe('the page’s lines', () => {
  const rule = { day: 15, who: 'Giám đốc Sở', place: 'Phòng tiếp công dân', hours: '7h30–11h30' };
  const issued = (id: string, date: string, more = {}, calendar = 'board'): IssuedReception => ({
    calendar,
    week: weekOf(localDate(date)),
    entry: publicEntry(id, date, clock(480), { kind: 'reception', ...more }),
  });

  test('tell a planned day as its issued week tells it, and add what the week has beside it', () => {
    const delegated = issued('a', '2026-12-15');
    const extra = issued('b', '2026-12-18', {}, 'vp');
    const lines = receptionsOf(['2026-12', '2027-01'], rule, 'board', [extra, delegated], new Set(), none);
    expect(lines.map(({ date, planned, issued: of }) => [date, planned, of?.entry.id])).toEqual([
      ['2026-12-15', true, 'a'],
      ['2026-12-18', false, 'b'],
      ['2027-01-15', true, undefined],
    ]);
  });

  test('say where an issued week does not name a planned day', () => {
    const weeks = new Set([weekOf(localDate('2026-12-15'))]);
    const lines = receptionsOf(['2026-12', '2027-01'], rule, 'board', [], weeks, none);
    expect(lines.map(({ unnamed }) => unnamed)).toEqual([true, false]);
  });

  test('without a rule are those that were issued', () => {
    const all = [issued('a', '2026-12-01'), issued('b', '2026-11-30')];
    expect(receptionsOf(['2026-12'], null, 'board', all, new Set(), none).map(({ date }) => date)).toEqual([
      '2026-12-01',
    ]);
  });
});
