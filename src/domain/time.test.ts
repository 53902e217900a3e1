import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  compareTime,
  daysBetween,
  formatClock,
  formatDate,
  formatDay,
  formatTime,
  instantOf,
  isLocalDate,
  localDate,
  minutesAt,
  parseClock,
  parseDate,
  parseTime,
  readTime,
  sessionOf,
  todayAt,
  weekday,
} from './time.ts';
import type { EntryTime, Minutes } from './time.ts';
import { arbitraryDate, arbitraryTime } from './arbitraries.ts';

const at = (start: number, end: number | null = null, session: EntryTime['session'] = null): EntryTime => ({
  session,
  start: start as Minutes,
  end: end as Minutes | null,
});
const all = (session: EntryTime['session']): EntryTime => ({ session, start: null, end: null });
const WORDS = { morning: 'Sáng', afternoon: 'Chiều', evening: 'Tối', allDay: 'Cả ngày' };

test.each([
  ['7h30', at(450)],
  ['07:30', at(450)],
  ['08 giờ 30', at(510)],
  ["7 giờ 30'", at(450)],
  ['7 giờ 30 phút', at(450)],
  ['14h', at(840)],
  ['14 giờ', at(840)],
  ['14 giờ.', at(840)],
  ['08h00', at(480)],
  ['07g30', at(450)],
  ['7.30', at(450)],
  ['7h 30', at(450)],
  ['  7H30 ', at(450)],
  ['lúc 7h30', at(450)],
  ['Từ 7h30', at(450)],
  ['0h05', at(5)],
  ['8h30-11h', at(510, 660)],
  ['8:00 SA', at(480)], // as spreadsheets print a time
  ['1:30:00 CH', at(810)],
  ['12:15 PM', at(735)],
  ['12:00 AM', at(0)],
  ['8:00 AM - 11:30 AM', at(480, 690)],
  ['14:00:00', at(840)],
  ['8h30 - 11h00', at(510, 660)],
  ['8h30–11h', at(510, 660)],
  ['8h30 đến 11h', at(510, 660)],
  ['từ 8h30 tới 11h', at(510, 660)],
  ['8-10h', at(480, 600)],
  ['22:00-24:00', at(1320, 1440)],
  ['sáng', all('morning')],
  ['Buổi sáng', all('morning')],
  ['cả buổi chiều', all('afternoon')],
  ['CHIỀU', all('afternoon')],
  ['chieu', all('afternoon')],
  ['tối', all('evening')],
  ['Cả ngày', all('allDay')],
  ['ca ngay', all('allDay')],
  ['sáng 7h30', at(450)],
  ['Sáng, 8h', at(480)],
  ['Sáng: 8h', at(480)],
  ['Sáng - 8h', at(480)],
  ['8h - sáng', at(480)],
  ['8h, sáng', at(480)],
  ['7h30:', at(450)],
  ['7 giờ rưỡi', at(450)],
  ['7h30 sáng', at(450)],
  ['7h30 (sáng)', at(450)],
  ['2h chiều', at(840)],
  ['2h-4h30 chiều', at(840, 990)],
  ['7h tối', at(1140)],
  ['tối 17h30', at(1050)],
  ['7h30, cả ngày', at(450, null, 'allDay')],
  ['cả ngày, tập trung 7h30', at(450, null, 'allDay')],
  ['cả ngày (7h30)', at(450, null, 'allDay')],
])('reads %j as clerks mean it', (text, time) => {
  expect(parseTime(text)).toEqual(time);
  expect(parseTime(text.normalize('NFD'))).toEqual(time);
});

test.each([
  '',
  '7',
  '730',
  '7h60',
  '24h',
  '25h00',
  'trưa',
  'sáng mai',
  '14h sáng',
  'sáng và chiều',
  '7h30 8h',
  'h30',
  '13:30 AM',
])('does not guess what %j means', (text) => {
  expect(parseTime(text)).toBeUndefined();
});

test.each([
  '-1h',
  '−8h30',
  '–7h30',
  '~8h',
  '+8h',
  ':8h',
  ',8h',
  '8h-',
  '8h30 -',
  '-sáng',
  '8h--10h',
  '1h-',
  '-1h sáng',
])('does not drop what it does not understand: %j is no time', (text) => {
  expect(readTime(text)).toBeUndefined();
});

test('a time with a sign or other mark before or after it is no time', () => {
  const mark = fc.constantFrom('-', '–', '−', '~', '+', '/', '*', '=', '?', '#', '%', '<', '@', 'x');
  fc.assert(
    fc.property(arbitraryTime, mark, fc.constantFrom('', ' '), (time, sign, space) => {
      const text = formatTime(time, WORDS);
      expect(readTime(sign + space + text)).toBeUndefined();
      expect(readTime(text + space + sign)).toBeUndefined();
    }),
  );
});

test('what nobody sees, and Word pastes, does not make a time or a day unknown', () => {
  expect(parseTime('8h\u200b30\u200e')).toEqual(parseTime('8h30'));
  expect(parseTime('\ufeffs\u00adáng')).toEqual(parseTime('sáng'));
  expect(parseDate('23\u200b/11\u200e', localDate('2026-11-23'))).toBe('2026-11-23');
});

test.each(['9h-8h', '9h đến 9h'])('tells that %j ends before it starts', (text) => {
  expect(readTime(text)).toBe('endBeforeStart');
  expect(parseTime(text)).toBeUndefined();
});

test('what is printed is read back as the same time', () => {
  fc.assert(
    fc.property(arbitraryTime, (time) => {
      expect(parseTime(formatTime(time, WORDS))).toEqual(time);
    }),
  );
});

test('a clock time is read back from its print', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
      expect(parseClock(formatClock(minutes as Minutes))).toBe(minutes);
    }),
  );
});

test('reading never throws, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(() => parseTime(text)).not.toThrow();
      expect(() => parseDate(text, localDate('2026-11-23'))).not.toThrow();
    }),
  );
});

test('prints a clock, a span, a session, and both', () => {
  expect(formatTime(at(450), WORDS)).toBe('07:30');
  expect(formatTime(at(450, 495), WORDS)).toBe('07:30–08:15');
  expect(formatTime(all('morning'), WORDS)).toBe('Sáng');
  expect(formatTime(at(450, null, 'allDay'), WORDS)).toBe('07:30, cả ngày');
});

test('a day is printed in order: all day, then each session before its clock times', () => {
  const inOrder = [
    all('allDay'),
    at(450, null, 'allDay'),
    all('morning'),
    at(450),
    at(450, 480),
    at(480),
    all('afternoon'),
    at(720),
    all('evening'),
    at(1080),
  ];
  expect([...inOrder].reverse().sort(compareTime)).toEqual(inOrder);
  expect(inOrder.map(sessionOf).filter((session) => session === 'allDay')).toHaveLength(2);
});

test('only days that exist are days', () => {
  expect(isLocalDate('2028-02-29')).toBe(true);
  expect(['1900-01-01', '2000-02-29', '2299-12-31'].every(isLocalDate)).toBe(true);
  for (const text of ['1899-12-31', '2300-01-01', '0001-01-01', '9999-12-31', '1900-02-29', '2100-02-29']) {
    expect(isLocalDate(text)).toBe(false);
  }
  for (const text of ['2026-02-29', '2026-13-01', '2026-11-31', '2026-1-1', '26-11-23', '2026-11-23T00:00', '']) {
    expect(isLocalDate(text)).toBe(false);
  }
  expect(() => localDate('2026-02-29')).toThrow('2026-02-29');
});

test.each([
  ['23/11', '2026-11-23'],
  ['5/1', '2027-01-05'],
  ['1-12', '2026-12-01'],
  ['23.11.2026', '2026-11-23'],
  ['23/11/26', '2026-11-23'],
  ['2026-11-23', '2026-11-23'],
])('reads the day %j near the end of 2026', (text, date) => {
  expect(parseDate(text, localDate('2026-11-20'))).toBe(date);
});

test.each(['31/11', '29/2/2026', '0/1', 'thứ hai', '23', ''])('does not take %j for a day', (text) => {
  expect(parseDate(text, localDate('2026-11-20'))).toBeUndefined();
});

test('29/2 without a year is the nearest leap year beside this one, or unknown', () => {
  expect(parseDate('29/2', localDate('2027-11-20'))).toBe('2028-02-29');
  expect(parseDate('29/2', localDate('2026-06-01'))).toBeUndefined();
});

test('day arithmetic goes there and back, over year ends and leap days', () => {
  fc.assert(
    fc.property(arbitraryDate, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
      const there = addDays(date, days);
      expect(addDays(there, -days)).toBe(date);
      expect(daysBetween(date, there)).toBe(days);
      expect(weekday(addDays(date, 7))).toBe(weekday(date));
      expect(parseDate(formatDate(date), there)).toBe(date);
    }),
  );
  expect(addDays(localDate('2026-12-31'), 1)).toBe('2027-01-01');
  expect(weekday(localDate('2026-11-23'))).toBe(1);
  expect(weekday(localDate('1969-12-28'))).toBe(7);
  expect(formatDay(localDate('2026-11-03'))).toBe('03/11');
});

test('the office reads instants at UTC+7, wherever the machine stands', () => {
  expect(todayAt(Date.UTC(2026, 10, 22, 17, 0))).toBe('2026-11-23');
  expect(todayAt(Date.UTC(2026, 10, 22, 16, 59, 59))).toBe('2026-11-22');
  expect(minutesAt(Date.UTC(2026, 10, 22, 17, 30, 59))).toBe(30);
  expect(instantOf(localDate('2026-11-23'), 450)).toBe(Date.UTC(2026, 10, 23, 0, 30));
  fc.assert(
    fc.property(arbitraryDate, fc.integer({ min: 0, max: 1439 }), (date, minutes) => {
      expect(todayAt(instantOf(date, minutes))).toBe(date);
      expect(minutesAt(instantOf(date, minutes))).toBe(minutes);
    }),
  );
});
