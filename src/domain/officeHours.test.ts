import { expect, test } from 'vitest';
import { hoursOn, type Hours } from './officeHours.ts';
import { localDate } from './time.ts';

const hours = (start: number): Hours => ({
  morning: { start, end: 690 },
  afternoon: { start: 810, end: 1020 },
  evening: { start: 1140, end: 1290 },
});
const [usual, other] = [hours(420), hours(450)];
const on = (date: string, from: string, to: string) =>
  hoursOn({ sessions: usual, season: { from, to, sessions: other } }, localDate(date)) === other;

test('winter goes over New Year, its first and last day with it', () => {
  const winter = (date: string) => on(date, '10-15', '04-15');
  expect(['2026-10-15', '2026-12-31', '2027-01-01', '2027-04-15'].filter(winter)).toHaveLength(4);
  expect(['2026-10-14', '2027-04-16', '2027-07-01'].filter(winter)).toEqual([]);
});

test('summer lies within a year; without a season the hours are the usual ones', () => {
  const summer = (date: string) => on(date, '04-16', '10-14');
  expect(['2026-04-16', '2026-10-14'].filter(summer)).toHaveLength(2);
  expect(['2026-04-15', '2026-10-15', '2026-01-01'].filter(summer)).toEqual([]);
  expect(hoursOn({ sessions: usual }, localDate('2026-07-01'))).toBe(usual);
});
