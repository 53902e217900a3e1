import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { NOW, Office, type Data } from './office.ts';
import { MEMBERS, OFFICE } from './people.ts';
import { entry, requestDocument, saving, seeded, WEEK } from './samples.ts';
import {
  acceptedClashFromDocument,
  approvalFromDocument,
  entryToDocument,
  memberToDocument,
  presenceFromDocument,
  seenFromDocument,
  requestFromDocument,
  settingsFromDocument,
  storedEntrySchema,
} from '#data/documents.ts';
import { arbitraryEntry } from '#domain/arbitraries.ts';
import { LIMITS } from '#domain/text.ts';
import { localDate } from '#domain/time.ts';

/*
 * Schema and rules say the same (docs/decisions/0006): for entries as they should be, and for entries with one fault or
 * one oddity, valibot accepts exactly what firestore.rules accepts.
 */

const atLimit = (limit: number): fc.Arbitrary<string> =>
  fc.constantFrom('a', 'ệ', '😀').chain((letter) => fc.constantFrom(letter.repeat(limit), letter.repeat(limit + 1)));

const ODD_TEXTS = [
  '',
  ' ',
  ' a',
  'a ',
  'a\u00a0',
  'a b',
  'a\nb',
  '\na',
  'a\n',
  'a\n\nb',
  'a\tb',
  'a\u200bb',
  'a\u202eb',
  'a\u2028b',
  '\u3000a',
  'a\u0000b',
  'a\r\nb',
  'text:',
  'text: a',
  'text:a ',
  'text:a\nb',
  'text:a',
  'text:\u200ba',
  'text:person:x',
  'person:',
  'person:x',
  'person:x y',
  'person:ấ',
  'unit:gdtrh',
  'room:p1',
  'vehicle:x7',
  'other:x',
  'Person:x',
  ' person:x',
  'planned',
  'postponed',
  'cancelled',
  'public',
  'internal',
  'meeting',
  'Meeting',
  'leave',
  'requested',
  'accepted',
  'returned',
  'merged',
  '2026-11-23',
  '2026-11-22',
  '2026-11-29',
  '2026-11-30',
  '2026-11-31',
  '2026-11-23T00:00',
  '2026-11-24x',
  '2026-02-29',
  '2028-02-29',
  '2026-13-01',
  '2026-1-1',
  '1899-12-31',
  '1900-02-29',
  '2000-02-29',
  '2100-02-29',
  '2299-12-31',
  '2300-01-01',
  '2026-00-10',
  '2026-10-00',
  '2026-W48',
  '2026-W53',
  '2025-W53',
  '2026-W00',
  '2026-W1',
  'true',
  'null',
  '1',
];

const text = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc
    .constantFrom(...Object.values(LIMITS))
    .filter((limit) => limit <= 2000)
    .chain(atLimit),
  fc.constantFrom(
    `person:${'a'.repeat(64)}`,
    `person:${'a'.repeat(65)}`,
    `text:${'a'.repeat(495)}`,
    `text:${'a'.repeat(496)}`,
  ),
  fc.string({ unit: 'binary', maxLength: 8 }).filter((one) => !/\p{Cs}/u.test(one)),
);

const list = fc.oneof(
  fc.array(text, { maxLength: 3 }),
  fc.constantFrom(10, 11, 60, 61).map((size) => Array.from({ length: size }, (_, n) => `person:p${n}`)),
  fc.constantFrom(10, 11, 60, 61).map((size) => Array.from({ length: size }, (_, n) => `Điểm cầu ${n}`)),
  fc.constantFrom(495, 496).map((size) => ['text:a', `text:${'a'.repeat(size)}`]),
  fc.constantFrom(500, 501).map((size) => ['Điểm cầu A', 'ệ'.repeat(size)]),
  fc.constant(['text:a', 'text:a']),
  fc.constant([1, 2]),
  fc.constant([null]),
  fc.constant(['person:a', 1]),
  fc.constant([['person:a']]),
  fc.constant([true]),
);

const CLOCKS = [null, -1, 0, 1, 450, 1439, 1440, 1441, 7.5, '450', true];
const SESSIONS_LIKE = [null, 'morning', 'afternoon', 'evening', 'allDay', 'noon', '', 1];
const clock = fc.constantFrom(...CLOCKS);
const timeLike = fc.oneof(
  fc.record({
    session: fc.constantFrom(...SESSIONS_LIKE),
    start: clock,
    end: clock,
  }),
  fc.record({ session: fc.constant(null), start: clock }),
  fc.record({
    session: fc.constant('morning'),
    start: fc.constant(null),
    end: fc.constant(null),
    note: fc.constant('x'),
  }),
  fc.constantFrom({}, null, 'sáng', 450),
);

const value = fc.oneof(text, list, timeLike, fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 1.5, {}, { a: 1 }));

/** Tried in every field: something of each kind, at each limit and beyond it. */
const SWEEP: readonly unknown[] = [
  ...ODD_TEXTS,
  ...[LIMITS.name, LIMITS.line, LIMITS.content].flatMap((limit) => ['a'.repeat(limit), 'ệ'.repeat(limit + 1)]),
  ...[495, 496].flatMap((size) => [`text:${'a'.repeat(size)}`, ['person:a', `text:${'a'.repeat(size)}`]]),
  ...[500, 501].map((size) => ['Điểm cầu A', 'ệ'.repeat(size)]),
  ...[10, 11, 60, 61].flatMap((size) => [
    Array.from({ length: size }, (_, n) => `person:p${n}`),
    Array.from({ length: size }, (_, n) => `Điểm cầu ${n}`),
  ]),
  ...[
    [],
    [''],
    ['a', ''],
    ['a\nb'],
    ['text:a\ntext:b'],
    ['text:a', 'text:a'],
    [1],
    [null],
    [true],
    ['text:a', 1],
    [['text:a']],
    [{}],
  ],
  ...['room:p1', 'vehicle:x7', 'unit:a b', 'person:', 'text: a'].map((one) => [one]),
  ...[null, true, false, 0, 1, -1, 1.5, {}, { a: 1 }, new Date(0)],
  ...[
    { session: 'morning', start: null, end: null, note: 'x' },
    { session: null, start: 450 },
    { session: 'morning', start: null, end: null },
  ],
];

/** Any one field replaced, left out, or added; most replacements of a kind that the field might take. */
const FIELDS = Object.keys(entryToDocument(fc.sample(arbitraryEntry, 1)[0]!)).filter((field) => field !== 'calendar');
const LISTS = ['chairs', 'attendees', 'invitees', 'forInformation', 'connectionPoints'];
const fault: fc.Arbitrary<(data: Data) => Data> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...FIELDS), value)
      .map(([field, odd]) => (data: Data) => ({ ...data, [field]: odd })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...FIELDS), text)
      .map(([field, odd]) => (data: Data) => ({ ...data, [field]: odd })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...LISTS), list)
      .map(([field, odd]) => (data: Data) => ({ ...data, [field]: odd })),
  },
  { weight: 2, arbitrary: timeLike.map((odd) => (data: Data) => ({ ...data, time: odd })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('note', 'id', 'toString', '__proto__x'), value)
      .map(([field, odd]) => (data: Data) => ({ ...data, [field]: odd })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...FIELDS).map((field) => (data: Data) => {
      const { [field]: _gone, ...rest } = data;
      return rest;
    }),
  },
);

/**
 * Whether the rules let an editor of its calendar add this as an entry; in a stage that only a request comes to, whether
 * they let it be saved as it stood there.
 */
function rulesAccept(calendar: string, data: Data) {
  const path = `calendars/${calendar}/entries/e1`;
  const { revision: _r, updatedBy: _b, updatedAt: _a, ...fields } = data;
  const office = new Office().seed({
    ...OFFICE,
    'members/editor': memberToDocument({ ...MEMBERS.editor, editorOf: [calendar] }),
  });
  const isRequest = ['requested', 'returned', 'merged'].includes(data['stage'] as string);
  if (isRequest) office.seed({ [path]: { ...data, revision: 0 } });
  const action = isRequest ? 'update' : 'create';
  return office.write(
    'editor',
    { set: path, data },
    { set: `${path}/history/1`, data: { revision: 1, action, by: 'editor', at: NOW, entry: fields } },
  );
}

const schemaAccepts = (data: Data): boolean =>
  v.safeParse(storedEntrySchema, { ...data, updatedAt: new Date(0) }).success;

/** Both answers, so that a failure shows the entry and why the rules refused it. */
function expectAgreement(calendar: string, data: Data): boolean {
  const accepted = schemaAccepts(data);
  const verdict = rulesAccept(calendar, data);
  expect({ data, accepted: verdict.allowed, verdict }).toEqual({ data, accepted, verdict });
  return accepted;
}

describe('entries', () => {
  const plain = entryToDocument(
    entry('e1', 'board', { lastDate: localDate('2026-11-24'), status: 'cancelled', reason: 'Mưa bão' }),
    { revision: 1, updatedBy: 'editor', updatedAt: NOW },
  );

  test.each(FIELDS)('of %s, schema and rules take the same', (field) => {
    const accepted = SWEEP.filter((odd) => expectAgreement('board', { ...plain, [field]: odd }));
    expect(accepted.length).toBeGreaterThan(0);
    const { [field]: _gone, ...rest } = plain;
    expect(expectAgreement('board', rest)).toBe(false);
  });

  test('of a time, schema and rules take the same combinations', () => {
    const accepted = SESSIONS_LIKE.flatMap((session) =>
      CLOCKS.flatMap((start) =>
        CLOCKS.filter((end) => expectAgreement('board', { ...plain, time: { session, start, end } })),
      ),
    );
    expect(accepted.length).toBe(4 + 2 * (5 + 4 + 3 + 2)); // sessions; and starts 0, 1, 450, 1439 with their ends, or none
  });

  const stamped = arbitraryEntry.map((one) => ({
    calendar: one.calendar,
    data: entryToDocument(one, { revision: 1, updatedBy: 'editor', updatedAt: NOW }),
  }));

  test('what a form can save, schema and rules accept', () => {
    fc.assert(
      fc.property(stamped, ({ calendar, data }) => {
        expect(schemaAccepts(data)).toBe(true);
        expect(rulesAccept(calendar, data)).toEqual({ allowed: true });
      }),
      { numRuns: 300 },
    );
  });

  test('with one thing odd, schema and rules agree', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(stamped, fault, ({ calendar, data }, spoil) => {
        seen[expectAgreement(calendar, spoil(data)) ? 'accepted' : 'refused'] += 1;
      }),
      { numRuns: 1500 },
    );
    expect(seen.accepted).toBeGreaterThan(150); // else the generator has become one-sided and the test proves little
    expect(seen.refused).toBeGreaterThan(150);
  });
});

test.each(['entry', 'revision'])('of who has seen an entry, schema and rules take the same as its %s', (field) => {
  const week = { [`publishedWeeks/board_${WEEK}`]: { entryIds: ['e1'], revision: 3 } };
  const accepted = [...SWEEP, 'e1', 1, 3].filter((odd) => {
    const data = { by: 'clerk', entry: 'e1', revision: 2, [field]: odd };
    const set = `publishedWeeks/board_${WEEK}/seen/clerk_${String(data.entry)}`;
    const verdict = new Office().seed({ ...OFFICE, ...week }).write('clerk', { set, data: { ...data, at: NOW } });
    let read = true;
    try {
      seenFromDocument({ ...data, at: new Date(0) });
    } catch {
      read = false;
    }
    // The rules know besides which entries and revisions there are.
    expect({ odd, read: read || !verdict.allowed }).toEqual({ odd, read: true });
    return verdict.allowed;
  });
  expect(accepted.length).toBeGreaterThan(0);
  expect(accepted.length).toBeLessThan(SWEEP.length);
});

test('of who has a week open, schema and rules take the same', () => {
  const accepted = SWEEP.filter((odd) => {
    const verdict = new Office()
      .seed(OFFICE)
      .write('clerk', { set: `weeks/board_${WEEK}/presence/clerk_1a`, data: { entry: odd, at: NOW } });
    let read = true;
    try {
      presenceFromDocument('clerk_1a', { entry: odd, at: new Date(0) });
    } catch {
      read = false;
    }
    expect({ odd, accepted: verdict.allowed, verdict }).toEqual({ odd, accepted: read, verdict });
    return read;
  });
  expect(accepted).toContain(null);
  expect(accepted.length).toBeGreaterThan(1);
});

test('of the revision that approval is asked for, schema and rules take the same', () => {
  const accepted = [...SWEEP, -1, 0, 1, 2, 1.5, 1_000_000, 1_000_001].filter((odd) => {
    const data = { by: 'clerk', at: NOW, revision: odd };
    const verdict = new Office().seed(OFFICE).write('clerk', { set: `weeks/board_${WEEK}/approval/asked`, data });
    let read = true;
    try {
      approvalFromDocument({ ...data, at: new Date(0) });
    } catch {
      read = false;
    }
    expect({ odd, accepted: verdict.allowed, verdict }).toEqual({ odd, accepted: read, verdict });
    return read;
  });
  expect(accepted).toContain(1_000_000);
});

test.each(['standing', 'reason'])('of the %s of an accepted clash, schema and rules take the same', (field) => {
  const good = { standing: 'board/e1 | board/e2', reason: 'Chung phòng', by: 'clerk', at: NOW };
  const accepted = [...SWEEP, 'a'.repeat(20_000), 'a'.repeat(20_001)].filter((odd) => {
    const data = { ...good, [field]: odd };
    const verdict = new Office().seed(OFFICE).write('clerk', { set: `weeks/board_${WEEK}/acceptedClashes/a1`, data });
    let read = true;
    try {
      acceptedClashFromDocument('a1', { ...data, at: new Date(0) });
    } catch {
      read = false;
    }
    expect({ odd, accepted: verdict.allowed, verdict }).toEqual({ odd, accepted: read, verdict });
    return read;
  });
  expect(accepted.length).toBeGreaterThan(10);
});

test.each(['reason', 'into'] as const)('of the %s of a request’s answer, schema and rules take the same', (field) => {
  const stage = field === 'reason' ? 'returned' : 'merged';
  const one = entry('r1', 'board', { stage: 'requested' });
  const asked = requestDocument('gdtrh', 'editor');
  const answered = { ...requestDocument('gdtrh', 'editor', { answeredBy: 'clerk' }), sentAt: new Date(0) };
  const entries = Object.assign({}, ...['e1', 'planned', 'x'].map((id) => seeded(entry(id, 'board')))) as Data;
  const accepted = [...SWEEP, 'e1'].filter((odd) => {
    const data = { ...answered, [field]: odd };
    const verdict = new Office()
      .seed({ ...OFFICE, ...(entries as Readonly<Record<string, Data>>), ...seeded(one) })
      .seed({ 'calendars/board/requests/r1': { ...asked, sentAt: new Date(0) } })
      .write('clerk', ...saving({ ...one, stage }, 2, 'clerk'), { set: 'calendars/board/requests/r1', data });
    let read = odd !== null; // nothing is no answer
    try {
      requestFromDocument('r1', { ...data, answeredAt: new Date(0) });
    } catch {
      read = false;
    }
    // An entry that is not there is refused too, which a schema cannot know.
    if (read && field === 'into' && !['e1', 'planned'].includes(odd as string)) return false;
    expect({ odd, accepted: verdict.allowed, verdict }).toEqual({ odd, accepted: read, verdict });
    return read;
  });
  expect(accepted.length).toBeGreaterThan(1);
});

test('of the deadline of requests, schema and rules take the same, and may be without one', () => {
  const office = () => new Office().seed(OFFICE);
  const settings = {
    name: 'Sở mẫu',
    parentName: 'UBND tỉnh',
    defaultCalendar: 'board',
    weekNumbering: 'iso',
    documentNoTemplate: '{week}',
    replacesInvitation: true,
    sessions: {
      morning: { start: 450, end: 690 },
      afternoon: { start: 810, end: 1020 },
      evening: { start: 1140, end: 1290 },
    },
    blockedWords: [],
    embedAncestors: [],
  };
  const numbers = [null, 0, 1, 5, 7, 8, 1439, 1440, -1, 1.5, '5', true];
  const deadlines = [
    ...SWEEP,
    ...numbers.flatMap((weekday) => numbers.map((time) => ({ weekday, time }))),
    { weekday: 5 },
    { weekday: 5, time: 690, note: 'x' },
  ];
  const agrees = (data: Data) => {
    const verdict = office().write('admin', { set: 'settings/agency', data });
    let read = true;
    try {
      settingsFromDocument(data);
    } catch {
      read = false;
    }
    expect({ data, accepted: verdict.allowed, verdict }).toEqual({ data, accepted: read, verdict });
    return read;
  };
  expect(agrees(settings)).toBe(true);
  expect(agrees({ ...settings, unknown: 1 })).toBe(false);
  expect(deadlines.filter((requestDeadline) => agrees({ ...settings, requestDeadline }))).toHaveLength(
    3 * 6 + deadlines.filter((one) => one === null).length, // null: there is none
  );
  expect(agrees({ ...settings, requestDeadline: null })).toBe(true);
});
