import { expect, test } from 'vitest';
import type { Holiday } from './holiday.ts';
import { EMPTY_HOLIDAY, holidayDraft, parseHolidays, type HolidayDraft } from './holidayForm.ts';
import { localDate } from './time.ts';

const today = localDate('2026-11-29');
const typed = (more: Partial<HolidayDraft>): HolidayDraft => ({ ...EMPTY_HOLIDAY, ...more });
const read = (more: Partial<HolidayDraft>, known: readonly Holiday[] = []) =>
  parseHolidays(typed(more), new Map(known.map((day) => [day.date, day])), today);
const newYear: Holiday = { date: localDate('2027-01-01'), name: 'Tết Dương lịch', kind: 'holiday' };

test('the days of Tết are typed once, over the end of a month', () => {
  const parsed = read({ from: '5/2/2027', to: '9/2', name: 'Tết Nguyên đán' });
  expect(parsed.ok && parsed.days.map(({ date }) => date)).toEqual([
    '2027-02-05',
    '2027-02-06',
    '2027-02-07',
    '2027-02-08',
    '2027-02-09',
  ]);
});

test('one day, as it stood before, can be typed again and say something else', () => {
  expect(parseHolidays({ ...holidayDraft(newYear), name: ' Tết  dương lịch ' }, new Map(), today)).toEqual({
    ok: true,
    days: [{ ...newYear, name: 'Tết dương lịch' }],
  });
});

test('what is wrong is said at its field', () => {
  expect(read({})).toMatchObject({ errors: { from: 'missing', name: 'missing' } });
  expect(read({ from: '30/2', name: 'x' })).toMatchObject({ errors: { from: 'noDay' } });
  expect(read({ from: '3/5', to: '1/5', name: 'x' })).toMatchObject({ ok: false });
  expect(read({ from: '1/1/2027', to: '1/3/2027', name: 'x' })).toMatchObject({ errors: { to: 'tooMany' } });
  expect(read({ from: '3/5/2027', to: '32/5', name: 'x' })).toMatchObject({ errors: { to: 'noDay' } });
  expect(read({ from: '3/5/2027', to: '1/5/2027', name: 'x' })).toMatchObject({ errors: { to: 'endBeforeStart' } });
  expect(read({ from: '31/12/2026', to: '2/1/2027', name: 'x' }, [newYear])).toMatchObject({
    errors: { from: 'known' },
    known: '2027-01-01',
  });
  expect(read({ from: '1/5', name: 'x'.repeat(201) })).toMatchObject({ errors: { name: 'tooLong' } });
});
