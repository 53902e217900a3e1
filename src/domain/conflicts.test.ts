import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absence, arbitraryEntry } from './arbitraries.ts';
import { clashIndex, conflicts, standingOf } from './conflicts.ts';
import type { Conflict, ConflictContext, Resource } from './conflicts.ts';
import type { Directory, Person } from './directory.ts';
import { emptyDraft, parseEntry } from './entry.ts';
import type { Entry, EntryDraft } from './entry.ts';
import { LINE_PATTERN } from './text.ts';
import { addDays, localDate, type EntryTime, type LocalDate, type Minutes } from './time.ts';
import { parseWeekId, sortEntries } from './week.ts';

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
    expect(conflicts([second, first], context)[0]).toMatchObject({
      assumed: { entry: first, minutes: 120 },
      entries: [first, second],
    });
    expect(conflicts([entry(van), entry(van)], context)[0]).toMatchObject({ assumed: null });
    const unit = { attendees: ['unit:gdtrh'] };
    expect(conflicts([entry(unit), entry(unit)], context)[0]).toMatchObject({ grade: 'likely', assumed: null });
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
    const absences = [absence({ person: 'van', from, to, substitute: 'person:thinh' })];
    const thinh = { chairs: ['person:thinh'] };
    expect(between(van, thinh, { absences })).toEqual([['certain', 'person:thinh']]);
    expect(between({ ...van, date: '2026-11-25' }, { ...thinh, date: '2026-11-25' }, { absences })).toEqual([]);
    // Whoever is represented is not there.
    expect(between(van, { ...van, chairs: ['person:van', 'person:minh'] }, { absences })).toEqual([
      ['certain', 'person:thinh'],
    ]);
    const half = [absence({ person: 'van', from, to, fromSession: 'afternoon', substitute: 'person:thinh' })];
    expect(between(van, thinh, { absences: half })).toEqual([]);
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

/** A crowded week: few people, rooms, units, days and times, so that they do meet. */
const crowdedEntry: fc.Arbitrary<Entry> = fc
  .record({
    calendar: fc.constantFrom('board', 'gdtrh'),
    day: fc.nat({ max: 2 }),
    more: fc.constantFrom(0, 0, 0, 1, 2),
    time: fc.oneof(
      fc
        .constantFrom('morning' as const, 'afternoon' as const, 'allDay' as const)
        .map((session): EntryTime => ({ session, start: null, end: null })),
      fc
        .record({
          start: fc.integer({ min: 13, max: 22 }),
          length: fc.option(fc.integer({ min: 1, max: 6 })),
          allDay: fc.constantFrom(false, false, true),
        })
        .map(({ start, length, allDay }): EntryTime => ({
          session: allDay ? 'allDay' : null,
          start: (start * 30) as Minutes,
          end: length === null ? null : (((start + length) * 30) as Minutes),
        })),
    ),
    content: fc.constantFrom('Họp', 'họp', 'Tập huấn'),
    parties: fc.array(
      fc.constantFrom(
        'person:van',
        'person:thinh',
        'person:minh',
        'person:lan',
        'unit:gdtrh',
        'text:Khách',
      ) as fc.Arbitrary<Entry['chairs'][number]>,
      { maxLength: 3 },
    ),
    place: fc.constantFrom(null, 'room:h1', 'room:h2', 'text:Sân') as fc.Arbitrary<Entry['place']>,
    vehicle: fc.constantFrom(null, null, 'vehicle:x7') as fc.Arbitrary<Entry['vehicle']>,
    status: fc.constantFrom('planned', 'planned', 'planned', 'planned', 'cancelled') as fc.Arbitrary<Entry['status']>,
    kind: fc.constantFrom('meeting', 'reception') as fc.Arbitrary<Entry['kind']>,
  })
  .map(({ day, more, parties: [chair, ...attendees], ...fields }) => {
    const date = addDays(localDate('2026-11-23'), day);
    return {
      ...entry({}),
      ...fields,
      date,
      lastDate: addDays(date, more),
      chairs: chair ? [chair] : [],
      attendees,
      reason: fields.status === 'planned' ? null : 'Bận',
    };
  });
const crowd = fc.array(crowdedEntry, { maxLength: 14 });
const crowded: ConflictContext = {
  ...context,
  absences: [
    absence({
      person: 'van',
      from: localDate('2026-11-24'),
      to: localDate('2026-11-24'),
      substitute: 'person:thinh',
    }),
  ],
  assumedMinutes: { reception: 210 },
};

/** The definition (decision 0036), word by word: every two entries, every day, everybody. */
function byDefinition(entries: readonly Entry[]): Conflict[] {
  const standing = sortEntries(entries.filter(({ status }) => status === 'planned'));
  const span = ({ time, kind }: Entry) => {
    const { morning, afternoon } = context.sessions;
    if (time.session === 'allDay') {
      const end = Math.max(afternoon.end, time.end ?? 0);
      return { how: 'allDay', start: time.start ?? morning.start, stated: end, until: end };
    }
    if (time.start === null) {
      const { start, end } = context.sessions[time.session!];
      return { how: 'session', start, stated: end, until: end };
    }
    const until = time.end ?? time.start + (kind === 'reception' ? 210 : 120);
    return { how: 'clock', start: time.start, stated: time.end ?? time.start + 1, until };
  };
  const heldOn = (of: Entry, date: LocalDate): Map<Resource, 'named' | 'unit'> => {
    const { chairs, attendees, place, vehicle } = of;
    const acted = of.date === '2026-11-24' && of.lastDate === '2026-11-24'; // who is away for a part is named all the same
    const parties = [...chairs, ...attendees].map((one) => (acted && one === 'person:van' ? 'person:thinh' : one));
    const held = new Map<Resource, 'named' | 'unit'>();
    if (parties.includes('unit:gdtrh')) {
      held.set('person:minh', 'unit');
      if (date <= '2026-11-24') held.set('person:lan', 'unit');
    }
    for (const one of [...parties, place, vehicle]) if (one && !one.startsWith('text:')) held.set(one, 'named');
    return held;
  };
  const order = ['person', 'unit', 'room', 'vehicle'];
  const rank = (one: Resource) => `${order.indexOf(one.split(':')[0]!)} ${one}`;
  return standing.flatMap((a, at) =>
    standing.slice(at + 1).flatMap((b): Conflict[] => {
      const same = a.content.toLowerCase() === b.content.toLowerCase() && a.time.start === b.time.start;
      if (a.calendar !== b.calendar && same) return [];
      const [first, second] = span(b).start < span(a).start ? [b, a] : [a, b];
      if (span(second).start >= span(first).until) return [];
      const written = span(second).start < span(first).stated;
      const hows = [span(a).how, span(b).how];
      const clocks = hows.every((how) => how === 'clock');
      const found: { grade: Conflict['grade']; date: LocalDate; resource: Resource }[] = [];
      for (
        let date = a.date > b.date ? a.date : b.date;
        date <= a.lastDate && date <= b.lastDate;
        date = addDays(date, 1)
      ) {
        const [left, right] = [heldOn(a, date), heldOn(b, date)];
        for (const [resource, how] of left) {
          const other = right.get(resource);
          if (!other || (how === 'unit' && other === 'unit')) continue;
          const named = how === 'named' && other === 'named' && !resource.startsWith('unit:');
          const session = hows.includes('session') && !hows.includes('allDay');
          const grade = clocks && written && named ? 'certain' : session ? 'sameSession' : 'likely';
          found.push({ grade, date, resource });
        }
      }
      const grade = (['certain', 'likely', 'sameSession'] as const).find((one) => found.some((f) => f.grade === one));
      if (!grade) return [];
      const told = found.filter((one) => one.grade === grade);
      const over = [...new Set(told.map(({ resource }) => resource))].sort((x, y) => (rank(x) < rank(y) ? -1 : 1));
      const assumed = grade === 'likely' && !written && !hows.includes('session') && span(first).how === 'clock';
      const minutes = span(first).until - span(first).start;
      const byAssumption = assumed && first.time.end === null ? { entry: first, minutes } : null;
      return [{ grade, date: told.map(({ date }) => date).sort()[0]!, entries: [a, b], over, assumed: byAssumption }];
    }),
  );
}

describe('what is found is what the definition says', () => {
  test('of all entries', () => {
    fc.assert(
      fc.property(crowd, (entries) => {
        expect(conflicts(entries, crowded)).toEqual(byDefinition(entries));
      }),
      { numRuns: 1000 },
    );
  });

  test('of one that is typed anew among the others, whether it stood there before or not', () => {
    fc.assert(
      fc.property(crowd, crowdedEntry, fc.nat({ max: 13 }), (entries, typed, at) => {
        const before = entries[at];
        const one = before ? { ...typed, id: before.id, calendar: before.calendar } : typed;
        const others = entries.filter((other) => other !== before);
        const index = clashIndex(entries, crowded);
        const asked = byDefinition([...others, one]).filter(({ entries: pair }) => pair.includes(one));
        expect(index.of(one)).toEqual(asked);
        expect(index.of(one)).toEqual(asked); // it leaves nothing behind
      }),
      { numRuns: 1000 },
    );
  });

  test('and naming whoever is taken clashes, naming anybody else does not', () => {
    const people = ['person:van', 'person:thinh', 'person:minh', 'person:lan'] as const;
    fc.assert(
      fc.property(crowd, crowdedEntry, (entries, typed) => {
        const index = clashIndex(entries, { ...crowded, absences: [] });
        const bare: Entry = { ...typed, status: 'planned', chairs: [], attendees: [], place: null, vehicle: null };
        const taken = index.taken(bare);
        for (const person of people) expect(index.of({ ...bare, chairs: [person] }).length > 0).toBe(taken.has(person));
        for (const room of ['room:h1', 'room:h2'] as const)
          expect(index.of({ ...bare, place: room })[0]?.entries.includes(taken.get(room)!) ?? false).toBe(
            taken.has(room),
          );
      }),
    );
  });

  test('in whatever order they come', () => {
    const words = (list: readonly Entry[]): string[] =>
      conflicts(list, crowded)
        .map(({ entries: pair, grade, over }) => JSON.stringify([pair.map(({ id }) => id).sort(), grade, over]))
        .sort();
    fc.assert(
      fc.property(crowd, (entries) => {
        expect(words([...entries].reverse())).toEqual(words(entries));
      }),
    );
  });
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
