import { expect, test } from 'vitest';
import { draftOf, emptyDraft } from '#domain/entry.ts';
import type { EntryDraft, StoredEntry } from '#domain/entry.ts';
import { storedOf, WEEK } from '#domain/fixtures.ts';
import { noRows, rowsReducer } from './rowState.ts';
import { nextStop, shownDays, stopAfter, stopsOf, storedDays } from './shownRows.ts';

const opened = (id: string, base: StoredEntry | null, draft: EntryDraft) =>
  rowsReducer(noRows, { type: 'open', id, base, draft }).byId;
const daysOf = (entries: readonly StoredEntry[], rows: Parameters<typeof shownDays>[1]) =>
  shownDays(storedDays(WEEK, entries), rows);
const lines = (days: ReturnType<typeof shownDays>) => days.map(({ rows }) => rows.map(({ key }) => key));

const early = storedOf({ time: '8h' }, 1, 'early');
const late = storedOf({ time: '14h' }, 1, 'late');

test('seven days, each in the order it is printed', () => {
  expect(lines(daysOf([late, early], new Map()))).toEqual([[], ['early', 'late'], [], [], [], [], []]);
});

test('an entry stays where it stands while somebody types another time', () => {
  const rows = opened('early', early, { ...draftOf(early), time: '17h', date: '2026-11-27' });
  expect(lines(daysOf([late, early], rows))[1]).toEqual(['early', 'late']);
});

test('a new row stands at the end of its day', () => {
  expect(lines(daysOf([late, early], opened('new', null, emptyDraft('2026-11-24'))))[1]).toEqual([
    'early',
    'late',
    'new',
  ]);
});

test('a copy stands under its line, and at the end of the day it is dated to', () => {
  const copy = { type: 'open', id: 'copy', base: null, below: 'early' } as const;
  const shown = (date: string) =>
    lines(daysOf([late, early], rowsReducer(noRows, { ...copy, draft: emptyDraft(date) }).byId));
  expect(shown('2026-11-24')[1]).toEqual(['early', 'copy', 'late']);
  expect(shown('2026-11-25')[2]).toEqual(['copy']);
});

test('a row whose typed day is none is not lost', () => {
  expect(lines(daysOf([], opened('new', null, { ...emptyDraft('2026-11-24'), date: '40/13' }))).flat()).toEqual([
    'new',
  ]);
});

test('the arrows stop at every line and at every empty day, and stay at the ends', () => {
  const stops = stopsOf(daysOf([late, early], new Map()));
  expect(stops).toHaveLength(8);
  expect(nextStop(stops, 'early', 'down')).toBe('late');
  expect(nextStop(stops, 'early', 'up')).toBe('none-2026-11-23');
  expect(nextStop(stops, 'none-2026-11-23', 'up')).toBe('none-2026-11-23');
  expect(nextStop(stops, 'early', 'last')).toBe('none-2026-11-29');
  expect(nextStop(stops, 'late', 'first')).toBe('none-2026-11-23');
});

test('before a line goes, the focus goes to the one that takes its place, else to the last', () => {
  expect(stopAfter(['a', 'b', 'c'], 'b')).toBe('c');
  expect(stopAfter(['a', 'b', 'c'], 'c')).toBe('b');
  expect(stopAfter(['a'], 'a')).toBeNull();
});
