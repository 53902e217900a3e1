import { describe, expect, test } from 'vitest';
import type { Member } from './permissions.ts';
import { deadlineOf, lateBy, mayAct, REQUEST_ACTS, unitsNotHeard } from './request.ts';
import type { EntryRequest, RequestAct } from './request.ts';
import { instantOf, localDate } from './time.ts';
import type { Minutes } from './time.ts';
import { parseWeekId } from './week.ts';

const week = parseWeekId('2026-W49')!;
const calendar = { id: 'board', kind: 'board' } as const;
const at = (day: string, hours: number, minutes = 0, ms = 0) => instantOf(localDate(day), hours * 60 + minutes) + ms;

const member = (over: Partial<Member>): Member => ({
  uid: 'u',
  name: 'N',
  email: 'n@example.test',
  person: null,
  active: true,
  roles: ['viewer'],
  editorOf: [],
  ...over,
});
const acts = (who: Member, stage: Parameters<typeof mayAct>[2]['stage'], unit = 'gdtrh') =>
  (Object.keys(REQUEST_ACTS) as RequestAct[]).filter((act) => mayAct(who, act, { calendar, unit, stage }));

describe('what may be done to a request', () => {
  const division = member({ editorOf: ['gdtrh'] });
  const clerk = member({ roles: ['clerk'] });

  test('a division sends, changes and withdraws its own until it is accepted', () => {
    expect(acts(division, null)).toEqual(['send']);
    expect(acts(division, 'requested')).toEqual(['change', 'withdraw']);
    expect(acts(division, 'returned')).toEqual(['change', 'withdraw']);
    expect(acts(division, 'accepted')).toEqual([]);
    expect(acts(division, 'merged')).toEqual([]);
    expect(acts(division, 'requested', 'tochuc')).toEqual([]);
  });

  test('the office answers, and takes its answer back; it withdraws nothing', () => {
    expect(acts(clerk, 'requested')).toEqual(['accept', 'return', 'merge']);
    expect(acts(clerk, 'returned')).toEqual(['accept', 'merge', 'reopen']);
    expect(acts(clerk, 'merged')).toEqual(['accept', 'return', 'reopen']);
  });

  test('a clerk who edits a division too does both', () => {
    const both = member({ roles: ['clerk'], editorOf: ['board', 'gdtrh'] });
    expect(acts(both, 'requested')).toEqual(['change', 'withdraw', 'accept', 'return', 'merge']);
  });

  test('a colleague without a calendar, and who has left, do nothing', () => {
    expect(acts(member({}), 'requested')).toEqual([]);
    expect(acts(member({ active: false, roles: ['clerk'], editorOf: ['gdtrh'] }), 'requested')).toEqual([]);
  });
});

describe('the deadline', () => {
  test('is Friday 11:30 of the week before, unless the agency sets another', () => {
    expect(deadlineOf(week, {})).toBe(at('2026-11-27', 11, 30));
    const thursday = { requestDeadline: { weekday: 4, time: 990 as Minutes } };
    expect(deadlineOf(week, thursday)).toBe(at('2026-11-26', 16, 30));
    expect(deadlineOf(parseWeekId('2027-W01')!, {})).toBe(at('2027-01-01', 11, 30));
  });

  test('an agency may have none: no request is late', () => {
    expect(deadlineOf(week, { requestDeadline: null })).toBeNull();
    expect(lateBy(at('2026-12-03', 8), week, { requestDeadline: null })).toBe(0);
  });

  test.each([
    ['the day before', at('2026-11-26', 23, 59), 0],
    ['on the minute', at('2026-11-27', 11, 30), 0],
    ['a moment after', at('2026-11-27', 11, 30, 1), 1],
    ['ten past one', at('2026-11-27', 13, 40), 130],
    ['on Monday of the week itself', at('2026-11-30', 8), 4110],
  ])('sent %s, a request is late by so many minutes', (_when, sentAt, minutes) => {
    expect(lateBy(sentAt, week, {})).toBe(minutes);
  });
});

test('who has sent nothing for a week: divisions in use, in the office’s order; a returned request counts as sent', () => {
  const unit = (id: string, order: number, over = {}) =>
    ({ id, name: id, shortName: id, kind: 'division', order, active: true, ...over }) as const;
  const calendars = [
    { ...unit('board', 0), kind: 'board' as const },
    unit('qlcl', 3),
    unit('gdtrh', 2),
    unit('gdth', 1),
    unit('gone', 4, { active: false }),
  ];
  const returned: EntryRequest = {
    entry: 'r1',
    unit: 'gdtrh',
    week,
    by: 'khanh',
    sentAt: at('2026-11-26', 8),
    reason: 'Thiếu thành phần',
    into: null,
    answeredBy: 'mai',
    answeredAt: at('2026-11-26', 9),
  };
  expect(unitsNotHeard(calendars, [returned]).map(({ id }) => id)).toEqual(['gdth', 'qlcl']);
  expect(unitsNotHeard(calendars, []).map(({ id }) => id)).toEqual(['gdth', 'gdtrh', 'qlcl']);
});
