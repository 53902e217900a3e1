import { expect, test } from 'vitest';
import type { Absence } from './absence.ts';
import { availabilityOf, availabilityOn } from './availability.ts';
import { clashIndex } from './conflicts.ts';
import { emptyDraft, parseEntry, type Entry, type EntryDraft } from './entry.ts';
import { localDate } from './time.ts';
import { parseWeekId } from './week.ts';

const week = parseWeekId('2026-W49')!;
const WEDNESDAY = '2026-12-02';

function entry(id: string, draft: Partial<EntryDraft>): Entry {
  const typed = { ...emptyDraft(WEDNESDAY), content: 'Họp', ...draft };
  const parsed = parseEntry(typed, { id, calendar: 'board', week });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.entry;
}

const sessions = {
  morning: { start: 450, end: 690 },
  afternoon: { start: 810, end: 1020 },
  evening: { start: 1140, end: 1290 },
};
const directory = { people: new Map(), calendars: new Map(), rooms: new Map(), vehicles: new Map() };

const of = (time: string, others: readonly Entry[], absences: readonly Absence[] = []) =>
  availabilityOf('van', entry('new', { time }), {
    index: clashIndex(others, { directory, sessions, absences }),
    others,
    absences,
  });

const inspection = entry('a', { time: '8h-10h30', chairs: ['person:van'] });

test('who has something at that time is busy, by how sure it is and when', () => {
  expect(of('8h30', [inspection])).toEqual({ kind: 'busy', grade: 'certain', time: inspection.time });
  const whole = entry('b', { time: 'sáng', attendees: ['person:van'] });
  expect(of('8h30', [whole])).toEqual({ kind: 'busy', grade: 'sameSession', time: whole.time });
  expect(of('8h30', [whole, inspection])).toMatchObject({ grade: 'certain' });
});

test('who has nothing in that session is free for all of it', () => {
  expect(of('14h', [inspection])).toEqual({ kind: 'free', session: 'afternoon', until: null, whole: true });
});

test('who has something later in the session is free until then', () => {
  const later = entry('b', { time: '10h30', invitees: ['person:van'] });
  const next = entry('c', { time: '11h', invitees: ['person:van'] });
  expect(of('8h-9h', [next, later])).toEqual({ kind: 'free', session: 'morning', until: 630, whole: false });
});

test('what was before, stands on another day, is somebody else’s, was cancelled or returned takes no time', () => {
  const before = entry('b', { time: '7h-8h', chairs: ['person:van'] });
  expect(of('9h', [before])).toEqual({ kind: 'free', session: 'morning', until: null, whole: false });
  const others = [
    entry('c', { time: '9h', chairs: ['person:huy'] }),
    entry('d', { time: '9h', chairs: ['person:van'], date: '2026-12-03' }),
    entry('e', { time: '9h', chairs: ['person:van'], status: 'cancelled', reason: 'Mưa' }),
    { ...entry('f', { time: '9h', chairs: ['person:van'] }), stage: 'returned' as const },
  ];
  expect(of('9h', others)).toEqual({ kind: 'free', session: 'morning', until: null, whole: true });
});

test('who is away comes to nothing', () => {
  const absence: Absence = {
    id: 'x',
    person: 'van',
    from: localDate('2026-12-01'),
    to: localDate('2026-12-02'),
    fromSession: null,
    toSession: null,
    kind: 'trip',
    kindPublic: false,
    substitute: null,
    scope: 'all',
    attends: [],
  };
  expect(of('9h', [], [absence])).toEqual({ kind: 'away' });
  expect(
    of('9h', [], [{ ...absence, toSession: 'morning', fromSession: 'afternoon', to: localDate('2026-12-01') }]),
  ).toMatchObject({
    kind: 'free',
  });
});

test('before there is a time, what somebody has on the day is told in its order', () => {
  const later = entry('b', { time: 'chiều', invitees: ['person:van'] });
  const others = [later, inspection, entry('c', { time: '9h', chairs: ['person:huy'] })];
  const on = (day: string) => availabilityOn('van', localDate(day), others, []);
  expect(on(WEDNESDAY)).toEqual({ kind: 'day', times: [inspection.time, later.time] });
  expect(on('2026-12-03')).toEqual({ kind: 'day', times: [] });
});
