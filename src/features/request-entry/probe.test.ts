import { expect, test } from 'vitest';
import { clashIndex } from '#domain/conflicts.ts';
import { draftOf, emptyDraft, parseEntry, type Entry, type EntryDraft } from '#domain/entry.ts';
import { parseWeekId } from '#domain/week.ts';
import { clashesOf, copyOf, newRequest, probeOf, withoutUnit } from './probe.ts';

const week = parseWeekId('2026-W49')!;
const context = { id: 'r1', calendar: 'board', week };
const typed = (over: Partial<EntryDraft>): EntryDraft => ({ ...newRequest('2026-12-02', 'gdtrh'), ...over });

function entry(id: string, calendar: string, over: Partial<EntryDraft>): Entry {
  const draft = { ...emptyDraft('2026-12-02'), time: '8h30', content: 'Họp', ...over };
  const parsed = parseEntry(draft, { id, calendar, week });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.entry;
}

const position = (unit: string) => [{ title: 'Chuyên viên', shortTitle: '', unit, from: null, to: null }];
const directory = {
  people: new Map([
    ['nga', { id: 'nga', name: 'Dương Thị Nga', order: 1, public: false, positions: position('qlcl') }],
  ]),
  calendars: new Map(),
  rooms: new Map(),
  vehicles: new Map(),
};
const sessions = {
  morning: { start: 450, end: 690 },
  afternoon: { start: 810, end: 1020 },
  evening: { start: 1140, end: 1290 },
};
const clashes = (draft: Partial<EntryDraft>, others: readonly Entry[]) => {
  const index = clashIndex(others, { directory, sessions, absences: [] });
  return clashesOf(withoutUnit(probeOf(typed(draft), context)!, 'gdtrh'), index).flatMap(({ over }) => over);
};

test('clashes are looked for as soon as there are a day and a time, and no sooner', () => {
  expect(probeOf(typed({ time: '8h30', content: '' }), context)).toMatchObject({ time: { start: 510 } });
  // What is missing or wrong elsewhere does not stand in the way.
  expect(probeOf(typed({ time: '8h30', invitationNo: 'x'.repeat(600) }), context)).not.toBeNull();
  expect(probeOf(typed({ time: '' }), context)).toBeNull();
  expect(probeOf(typed({ time: '25h' }), context)).toBeNull();
  expect(probeOf(typed({ time: '8h30', date: '2026-12-09' }), context)).toBeNull();
});

test('a unit knows its own week: only leaders, rooms and other units are told', () => {
  const others = [
    entry('a', 'gdtrh', { attendees: ['unit:gdtrh'] }),
    entry('b', 'board', { chairs: ['person:van'], place: 'room:p2' }),
    entry('c', 'board', { attendees: ['unit:qlcl'] }),
  ];
  expect(clashes({ time: '8h30' }, others)).toEqual([]);
  expect(clashes({ time: '8h30', chairs: ['person:van'], place: 'room:p2' }, others)).toEqual([
    'person:van',
    'room:p2',
  ]);
  expect(clashes({ time: '8h30', attendees: ['unit:gdtrh', 'unit:qlcl'] }, others)).toEqual(['unit:qlcl']);
});

test('that one of a unit has something else is no clash: the unit sends another; named, they clash', () => {
  const others = [entry('a', 'qlcl', { chairs: ['person:nga'] })];
  expect(clashes({ time: '8h30', attendees: ['unit:qlcl'] }, others)).toEqual([]);
  expect(clashes({ time: '8h30', attendees: ['person:nga'] }, others)).toEqual(['person:nga']);
});

test('a copy keeps what a next time would say too, and nothing of the one meeting', () => {
  const old = draftOf(
    entry('a', 'board', {
      ...{ chairs: ['person:van'], place: 'room:p2', invitationNo: '12/GM', documentNo: '3/CV', fixed: true },
      ...{ status: 'cancelled', reason: 'Mưa', lastDate: '2026-12-03' },
    }),
  );
  expect(copyOf(old, '2026-12-09')).toEqual({
    ...old,
    ...{ date: '2026-12-09', lastDate: '', invitationNo: '', documentNo: '', fixed: false },
    ...{ status: 'planned', reason: '' },
  });
});
