import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEntry } from './arbitraries.ts';
import { conflicts, standingOf } from './conflicts.ts';
import type { Conflict, ConflictContext } from './conflicts.ts';
import type { Directory, Person } from './directory.ts';
import { emptyDraft, parseEntry } from './entry.ts';
import type { Entry, EntryDraft } from './entry.ts';
import { LINE_PATTERN } from './text.ts';
import { localDate } from './time.ts';
import { parseWeekId } from './week.ts';

const person = (id: string, unit: string | null, to: string | null = null): [string, Person] => [
  id,
  {
    id,
    name: id,
    positions: [{ title: '', shortTitle: '', unit, from: null, to: to === null ? null : localDate(to) }],
    order: 1,
    public: true,
  },
];
const directory = {
  people: new Map([
    person('van', null),
    person('thinh', null),
    person('minh', 'gdtrh'),
    person('lan', 'gdtrh', '2026-11-24'),
  ]),
} as unknown as Directory;
const context: ConflictContext = {
  directory,
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
  absences: [],
};

let count = 0;
/** An accepted entry of Monday 23/11 in the board's calendar, unless told otherwise. */
function entry(over: Partial<EntryDraft>, more: Partial<Entry> = {}): Entry {
  const id = `e${(count += 1)}`;
  const draft = { ...emptyDraft('2026-11-23'), time: '8h', content: `Họp ${id}`, ...over };
  const result = parseEntry(draft, { id, calendar: 'board', week: parseWeekId('2026-W48')! });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return { ...result.entry, ...more };
}

const told = (found: readonly Conflict[]): unknown[] => found.map(({ grade, over }) => [grade, ...over]);
const between = (a: Partial<EntryDraft>, b: Partial<EntryDraft>, also: Partial<ConflictContext> = {}): unknown[] =>
  told(conflicts([entry(a), entry(b)], { ...context, ...also }));

const van = { chairs: ['person:van'] };

describe('how sure a conflict is', () => {
  test.each([
    ['the same start', '9h', '9h', 'certain'],
    ['a start within a written span', '8h-10h', '9h', 'certain'],
    ['two written spans that overlap', '8h-10h', '9h30-11h', 'certain'],
    ['13:30 without an end and 14:00', '13h30', '14h', 'likely'],
    ['a start and a span just after it', '8h', '9h-10h', 'likely'],
    ['all day and a clock time', 'cả ngày', '14h', 'likely'],
    ['from 07:30 all day and the afternoon', '7h30, cả ngày', 'chiều', 'likely'],
    ['the same session without a clock time', 'sáng', 'sáng', 'sameSession'],
    ['a session and a clock time in it', 'sáng', '9h', 'sameSession'],
  ])('%s: %s and %s', (_, a, b, grade) => {
    expect(between({ ...van, time: a }, { ...van, time: b })).toEqual([[grade, 'person:van']]);
    expect(between({ ...van, time: b }, { ...van, time: a })).toEqual([[grade, 'person:van']]);
  });

  test.each([
    ['one ends as the other begins', '8h-9h', '9h-10h'],
    ['two hours lie between the starts', '8h', '10h'],
    ['morning and afternoon', 'sáng', 'chiều'],
    ['all day and the evening', 'cả ngày', '19h30'],
  ])('none when %s', (_, a, b) => {
    expect(between({ ...van, time: a }, { ...van, time: b })).toEqual([]);
  });

  test('a kind of entry has its own assumed length', () => {
    const reception = { ...van, kind: 'reception' as const, time: '8h' };
    expect(between(reception, { ...van, time: '10h30' })).toEqual([]);
    expect(between(reception, { ...van, time: '10h30' }, { assumedMinutes: { reception: 210 } })).toHaveLength(1);
  });

  test('it says whose end was assumed', () => {
    const [first, second] = [entry({ ...van, time: '13h30' }), entry({ ...van, time: '14h' })];
    expect(conflicts([second, first], context)[0]).toMatchObject({ assumed: first, entries: [first, second] });
    expect(conflicts([entry(van), entry(van)], context)[0]).toMatchObject({ assumed: null });
  });
});

describe('over whom and what', () => {
  test('one room twice at 09:00, and one deputy director in two places at 13:30 and 14:00, as agencies published', () => {
    const week = [
      entry({ time: '9h', place: 'room:h1', content: 'Họp hội đồng' }),
      entry({ time: '9h', place: 'room:h1', content: 'Tập huấn' }),
      entry({ time: '13h30', ...van, place: 'UBND tỉnh' }),
      entry({ time: '14h', ...van, place: 'room:h2' }),
    ];
    expect(told(conflicts(week, context))).toEqual([
      ['certain', 'room:h1'],
      ['likely', 'person:van'],
    ]);
  });

  test('chairs, attendees, invitees and the office lead are there; who prepares or is informed is not', () => {
    for (const field of ['chairs', 'attendees', 'invitees'] as const)
      expect(between({ [field]: ['person:van'] }, van)).toEqual([['certain', 'person:van']]);
    expect(between({ officeLead: 'person:van' }, van)).toEqual([['certain', 'person:van']]);
    expect(between({ forInformation: ['person:van'], preparingUnit: 'person:van' }, van)).toEqual([]);
  });

  test('vehicles are shared too; free text is nobody', () => {
    const car = { vehicle: 'vehicle:x7' };
    expect(between(car, car)).toEqual([['certain', 'vehicle:x7']]);
    const text = { chairs: ['Lãnh đạo Sở'], place: 'Hội trường', vehicle: 'Xe thuê' };
    expect(between(text, text)).toEqual([]);
  });

  test('a pair is told once, with all that it shares, people first', () => {
    const both = { ...van, attendees: ['person:thinh'], place: 'room:h1', vehicle: 'vehicle:x7' };
    expect(between(both, both)).toEqual([['certain', 'person:thinh', 'person:van', 'room:h1', 'vehicle:x7']]);
  });

  test('a unit meets itself and its own people, but it may send another: never certain', () => {
    const unit = { attendees: ['unit:gdtrh'] };
    expect(between(unit, unit)).toEqual([['likely', 'unit:gdtrh']]);
    expect(between(unit, { attendees: ['person:minh'] })).toEqual([['likely', 'person:minh']]);
    expect(between({ attendees: ['unit:gdtrh', 'person:minh'] }, { attendees: ['person:minh'] })).toEqual([
      ['certain', 'person:minh'],
    ]);
  });

  test('somebody who has left the unit by that day is not meant', () => {
    const unit = { attendees: ['unit:gdtrh'] };
    const lan = { attendees: ['person:lan'] };
    expect(between(unit, lan)).toEqual([['likely', 'person:lan']]);
    expect(between({ ...unit, date: '2026-11-25' }, { ...lan, date: '2026-11-25' })).toEqual([]);
  });

  test('who stands in for somebody away sits in their meetings', () => {
    const [from, to] = [localDate('2026-11-23'), localDate('2026-11-24')];
    const absences = [{ person: 'van', from, to, substitute: 'thinh' }];
    const thinh = { chairs: ['person:thinh'] };
    expect(between(van, thinh, { absences })).toEqual([['certain', 'person:thinh']]);
    expect(between({ ...van, date: '2026-11-25' }, { ...thinh, date: '2026-11-25' }, { absences })).toEqual([]);
  });

  test('an entry over several days meets what lies on each of them', () => {
    const trip = { ...van, time: 'cả ngày', lastDate: '2026-11-25' };
    expect(between(trip, { ...van, date: '2026-11-25', time: '9h' })).toEqual([['likely', 'person:van']]);
    expect(between(trip, { ...van, date: '2026-11-26', time: '9h' })).toEqual([]);
    expect(between(trip, trip)).toHaveLength(1);
  });
});

describe('what is no conflict', () => {
  test.each([{ status: 'cancelled' }, { status: 'postponed' }, { stage: 'returned' }] as const)(
    'an entry that is %o holds nothing',
    (off) => {
      expect(conflicts([entry(van, off), entry(van)], context)).toEqual([]);
    },
  );

  test('a request that waits holds its people', () => {
    expect(conflicts([entry(van, { stage: 'requested' }), entry(van)], context)).toHaveLength(1);
  });

  test('the same meeting in the calendar of a division is one meeting; twice in one calendar it is a slip', () => {
    const meeting = { ...van, content: 'Họp giao ban' };
    const own = entry({ ...meeting, content: 'Họp Giao ban' }, { calendar: 'gdtrh' });
    expect(conflicts([entry(meeting), own], context)).toEqual([]);
    expect(conflicts([entry(meeting), entry(meeting)], context)).toHaveLength(1);
  });
});

test('the order of the entries does not matter, and every conflict shares what it says', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEntry, { maxLength: 12 }), fc.array(fc.nat({ max: 3 })), (raw, draw) => {
      // few people, rooms and days, so that they do meet
      const entries = raw.map((one, at) => ({
        ...one,
        id: `p${at}`,
        date: localDate('2026-11-23'),
        lastDate: localDate('2026-11-23'),
        chairs: [`person:p${draw[at] ?? 0}`] as const,
      }));
      const words = (list: readonly Entry[]): string[] =>
        conflicts(list, context)
          .map(({ entries: pair, grade, over }) => JSON.stringify([pair.map(({ id }) => id).sort(), grade, over]))
          .sort();
      expect(words([...entries].reverse())).toEqual(words(entries));
      for (const { entries: pair } of conflicts(entries, context))
        for (const { status, stage } of pair) expect([status, stage === 'returned']).toEqual(['planned', false]);
    }),
  );
});

describe('a clash as it stands', () => {
  const pair = (over: Partial<EntryDraft> = {}, more: Partial<EntryDraft> = {}) => {
    const one = { ...entry({ time: '8h-9h', place: 'room:p1', chairs: ['person:van'], ...over }), id: 'one' };
    const two = { ...entry({ time: '8h30', place: 'room:p1', ...more }), id: 'two' };
    return [one, two];
  };
  const standing = (entries: readonly Entry[]) => conflicts(entries, context).map(standingOf);
  const before = standing(pair());

  test('is the same while nothing moves, whatever else is written', () => {
    expect(before).toHaveLength(1);
    expect(standing(pair({ content: 'Họp khác', driver: 'Lái xe A' }).toReversed())).toEqual(before);
  });

  test.each([
    ['one begins later', { time: '8h15-9h' }, {}],
    ['one ends later', { time: '8h-9h30' }, {}],
    ['both are on another day', { date: '2026-11-24' }, { date: '2026-11-24' }],
    ['one lasts another day', { lastDate: '24/11' }, {}],
    ['they come to share a person too', {}, { chairs: ['person:van'] }],
  ] as const)('is another when %s', (_what, one, two) => {
    const after = standing(pair(one as Partial<EntryDraft>, two as Partial<EntryDraft>));
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  test('is one line that a document can hold', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (a, b) => {
        const over = [...a.chairs, ...a.attendees, ...b.invitees, 'room:p1'] as const; // a clash is over something
        const line = standingOf({ grade: 'certain', date: a.date, entries: [a, b], over, assumed: null });
        expect(line).toMatch(LINE_PATTERN);
      }),
    );
  });
});
