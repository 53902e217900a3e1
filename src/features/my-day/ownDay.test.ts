import { describe, expect, test } from 'vitest';
import { absence } from '#domain/arbitraries.ts';
import type { Directory, Person } from '#domain/directory.ts';
import { emptyDraft, parseEntry, type EntryDraft } from '#domain/entry.ts';
import { localDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { ownDay, stageOf } from './ownDay.ts';

const tuesday = localDate('2026-11-24');
const van: Person = {
  id: 'van',
  name: 'Vân',
  positions: [{ title: '', shortTitle: 'PGĐ', unit: 'board', from: null, to: null }],
  order: 0,
  public: true,
};
const directory: Directory = {
  people: new Map([['van', van]]),
  calendars: new Map(),
  rooms: new Map(),
  vehicles: new Map(),
};
const entry = (draft: Partial<EntryDraft>) => {
  const typed = { ...emptyDraft(tuesday), time: '8h', content: 'Họp', ...draft };
  const parsed = parseEntry(typed, { id: draft.content ?? 'e', calendar: 'board', week: '2026-W48' as WeekId });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.entry;
};

test('the day of a person is what names them and what they act in, each once, in order', () => {
  const entries = [
    entry({ content: 'C', time: '14h', attendees: ['person:huy'] }),
    entry({ content: 'B', time: 'cả ngày', attendees: ['person:van'] }),
    entry({ content: 'A', time: '7h30', chairs: ['person:van'] }),
    entry({ content: 'D', date: '2026-11-25', chairs: ['person:van'] }),
  ];
  const away = [absence({ person: 'huy', from: tuesday, to: tuesday, substitute: 'person:van' })];
  expect(ownDay(entries, van, tuesday, directory, away).map((one) => [one.entry.content, one.actsFor])).toEqual([
    ['B', null],
    ['A', null],
    ['C', 'person:huy'],
  ]);
});

describe('an entry', () => {
  test.each([
    ['8h-9h', 7 * 60, 'ahead'],
    ['8h-9h', 8 * 60, 'going'],
    ['8h-9h', 9 * 60, 'over'],
    ['8h', 9 * 60 + 59, 'going'],
    ['8h', 10 * 60, 'over'],
    ['sáng', 11 * 60, 'ahead'],
    ['sáng', 12 * 60, 'over'],
    ['cả ngày', 20 * 60, 'ahead'],
  ] as const)('of %s is at minute %i %s', (time, minutes, stage) =>
    expect(stageOf(entry({ time }), minutes, undefined)).toBe(stage),
  );
  test('over several days is not over before its last', () => {
    expect(stageOf(entry({ time: '8h', lastDate: '25/11' }), 20 * 60, undefined)).toBe('ahead');
  });
});

test('an entry of a kind that takes longer goes on longer', () => {
  expect(stageOf(entry({ time: '8h', kind: 'reception' }), 11 * 60, { reception: 210 })).toBe('going');
  expect(stageOf(entry({ time: '8h' }), 11 * 60, { reception: 210 })).toBe('over');
});
