// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { parseMonth } from '#domain/dutyRoster.ts';
import { isOfAnother, unsavedOf } from './unsaved.ts';
import { dutyDraft, dutyDraftsOf, keepDutyDraft, type DutyDraft } from './unsavedDuty.ts';

const december = parseMonth('2026-12')!;
const january = parseMonth('2027-01')!;
const draft: DutyDraft = {
  filling: true,
  turn: 'week',
  daysOff: 'none',
  keep: false,
  chosen: { '2026-12-09': 'person:huy', '2026-12-10': '' },
  ticks: { 'person:van': false },
  days: 12,
};
beforeEach(() => localStorage.clear());

test('a month is kept as it was left, until it is saved or dropped; each person, calendar and month its own', () => {
  keepDutyDraft(localStorage, 'mai', { calendar: 'board', month: december }, draft);
  expect(dutyDraft(localStorage, 'mai', 'board', december)).toEqual(draft);
  expect(dutyDraft(localStorage, 'mai', 'board', january)).toBeUndefined();
  expect(dutyDraft(localStorage, 'mai', 'vp', december)).toBeUndefined();
  expect(dutyDraft(localStorage, 'ha', 'board', december)).toBeUndefined();
  keepDutyDraft(localStorage, 'mai', { calendar: 'board', month: december }, null);
  expect(dutyDraft(localStorage, 'mai', 'board', december)).toBeUndefined();
});

test('all months that are not saved are told in order, and are no entries', () => {
  keepDutyDraft(localStorage, 'mai', { calendar: 'board', month: january }, { ...draft, days: 3 });
  keepDutyDraft(localStorage, 'mai', { calendar: 'vp', month: december }, draft);
  expect(dutyDraftsOf(localStorage, 'mai')).toEqual([
    { calendar: 'vp', month: december, days: 12 },
    { calendar: 'board', month: january, days: 3 },
  ]);
  expect(unsavedOf(localStorage, 'mai')).toEqual([]);
  expect(Object.keys(localStorage).every((key) => isOfAnother(key, 'ha') && !isOfAnother(key, 'mai'))).toBe(true);
});

test('what the app never wrote is none, what an older one left out is as it was then', () => {
  localStorage.setItem('unsaved:mai:@duty:board:2026-12', 'x');
  expect(dutyDraft(localStorage, 'mai', 'board', december)).toBeUndefined();
  localStorage.setItem('unsaved:mai:@duty:board:2026-12', '{"chosen":{}}');
  expect(dutyDraft(localStorage, 'mai', 'board', december)).toEqual({
    ...{ filling: false, turn: 'day', daysOff: 'apart', keep: true, chosen: {}, ticks: {}, days: 0 },
  });
});
