import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryAbsence, arbitraryDate, arbitraryEntry, arbitraryLine, arbitraryParty } from '#domain/arbitraries.ts';
import type { AgencySettings, Calendar, Person } from '#domain/directory.ts';
import { ENTRY_KINDS } from '#domain/entry.ts';
import { ROLES } from '#domain/permissions.ts';
import { publish, type WeekState } from '#domain/publication.ts';
import { NUMBERING_POLICIES, daysOf, weekOf } from '#domain/week.ts';
import { absenceHistoryFromDocument } from './absenceHistory.ts';
import * as documents from './documents.ts';

/*
 * Every value comes back from its document as it went in. That strange documents are refused is tested with the rules
 * (tests/rules), which must agree.
 */

/** As the SDKs give timestamps back. */
class Stamp {
  readonly #date: Date;
  constructor(date: Date) {
    this.#date = date;
  }
  toMillis(): number {
    return this.#date.getTime();
  }
}

/** As a document returns from the store: Dates became timestamps, objects lost their identity. */
function stored(value: unknown): unknown {
  if (value instanceof Date) return new Stamp(value);
  if (Array.isArray(value)) return value.map(stored);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, stored(part)]));
}

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
const line = arbitraryLine;
const order = fc.integer({ min: -1000, max: 1000 });
const epochMs = fc.integer({ min: 0, max: 4e12 });
const revision = fc.integer({ min: 1, max: 1000 });

const calendar: fc.Arbitrary<Calendar> = fc.record(
  {
    id,
    name: line,
    shortName: line,
    kind: fc.constantFrom('board', 'division'),
    order,
    active: fc.boolean(),
    formerIds: fc.array(id, { maxLength: 20 }),
  },
  { requiredKeys: ['id', 'name', 'shortName', 'kind', 'order', 'active'] },
);
const person: fc.Arbitrary<Person> = fc.record({
  id,
  name: line,
  positions: fc.array(
    fc.record({
      title: line,
      shortTitle: fc.oneof(fc.constant(''), line),
      unit: fc.option(id),
      from: fc.option(arbitraryDate),
      to: fc.option(arbitraryDate),
    }),
    { maxLength: 7 },
  ),
  order,
  public: fc.boolean(),
});
const span = fc
  .tuple(fc.nat({ max: 700 }), fc.integer({ min: 701, max: 1440 }))
  .map(([start, end]) => ({ start, end }));
const bareSettings: fc.Arbitrary<AgencySettings> = fc.record({
  name: line,
  parentName: line,
  defaultCalendar: id,
  weekNumbering: fc.constantFrom(...NUMBERING_POLICIES),
  documentNoTemplate: line,
  replacesInvitation: fc.boolean(),
  sessions: fc.record({ morning: span, afternoon: span, evening: span }),
  blockedWords: fc.array(line, { maxLength: 4 }),
  embedAncestors: fc.subarray(['*', 'https://xa-a.example.vn', 'http://10.0.0.5:8080']),
});
/** Those of an office that has not said how long its entries last, what feeds hold, or who gets its sheet have no such fields. */
const settings: fc.Arbitrary<AgencySettings> = fc.oneof(
  bareSettings,
  fc
    .tuple(
      bareSettings,
      fc.dictionary(fc.constantFrom(...ENTRY_KINDS), fc.integer({ min: 5, max: 1440 })),
      fc.record({ past: fc.nat({ max: 3650 }), ahead: fc.nat({ max: 3650 }) }),
      fc.record({ day: fc.integer({ min: 1, max: 31 }), who: line, place: line, hours: line }),
      fc.constantFrom(['10-15', '04-15'], ['04-16', '10-14'], ['02-29', '02-29']),
      fc.record({ locality: line, recipients: fc.array(line, { maxLength: 12 }) }),
    )
    .map(([bare, assumedMinutes, feedWindow, reception, [from = '', to = ''], ends]) => {
      const season = { from, to, sessions: bare.sessions };
      return { ...bare, assumedMinutes, feedWindow, reception, season, ...ends };
    }),
);
const weekState: fc.Arbitrary<WeekState> = arbitraryDate.chain((date) =>
  fc.record({
    calendar: id,
    week: fc.constant(weekOf(date)),
    printedNumber: fc.option(fc.integer({ min: 1, max: 99 })),
    duty: fc.dictionary(fc.constantFrom(...daysOf(weekOf(date))), arbitraryParty),
    remarks: fc.option(line),
    replacesInvitation: fc.boolean(),
    revision,
  }),
);

describe('values and their documents', () => {
  test('entries, their history, and their private part', () => {
    fc.assert(
      fc.property(arbitraryEntry, revision, epochMs, (entry, revision, at) => {
        const document = documents.entryToDocument(entry, { revision, updatedBy: 'u1', updatedAt: new Date(at) });
        const expected = { ...entry, revision, updatedBy: 'u1', updatedAt: at };
        expect(documents.entryFromDocument(entry.id, stored(document))).toEqual(expected);
        const record = { revision, action: 'update' as const, by: 'u1', at, entry };
        expect(documents.historyFromDocument(entry.id, stored(documents.historyToDocument(record)))).toEqual(record);
      }),
    );
    fc.assert(
      fc.property(fc.record({ meetingLink: fc.option(line), note: fc.option(line) }), (hidden) => {
        expect(documents.entryPrivateFromDocument(stored(documents.entryPrivateToDocument(hidden)))).toEqual(hidden);
      }),
    );
  });

  test('an entry’s document holds nothing that is not of the entry', () => {
    const entry = fc.sample(arbitraryEntry, 1)[0]!;
    const more = { ...entry, pending: true, meetingLink: 'x' };
    expect(documents.entryToDocument(more)).toEqual(documents.entryToDocument(entry));
    expect(Object.keys(documents.entryToDocument(entry))).toHaveLength(29);
  });

  test('working states of weeks', () => {
    fc.assert(
      fc.property(weekState, (state) => {
        expect(documents.weekStateFromDocument(stored(documents.weekStateToDocument(state)))).toEqual(state);
      }),
    );
  });

  test('issued weeks and their revisions, with the names of their entries', () => {
    const week = fc.tuple(
      weekState,
      fc.uniqueArray(arbitraryEntry, { maxLength: 4, selector: (one) => one.id }),
      calendar,
      settings,
      epochMs,
    );
    fc.assert(
      fc.property(week, week, ([state, drafts, calendar, settings, at], [, others]) => {
        const date = daysOf(state.week)[2];
        const directory = { people: new Map(), calendars: new Map(), rooms: new Map(), vehicles: new Map() };
        const issue = { documentNo: '48/LCT', signer: 'Chánh Văn phòng', at };
        const [first, second] = [drafts, others].map((list) =>
          list.map((one) => ({ ...one, calendar: calendar.id, week: state.week, date, lastDate: date })),
        ) as [typeof drafts, typeof drafts];
        const off = { date, name: 'Tết', kind: 'holiday' as const };
        const holidays = new Map(at % 2 ? [] : [[date, off]]);
        const common = { state, directory, absences: [], holidays, settings, calendar, issue };
        const one = publish({ ...common, entries: first, previous: null });
        const two = publish({ ...common, entries: second, previous: one });
        for (const published of [one, two]) {
          const document = documents.publishedWeekToDocument(published);
          expect(document['entryIds']).toEqual(published.entries.map((entry) => entry.id));
          expect(documents.publishedWeekFromDocument(stored(document))).toEqual(published);
        }
      }),
    );
  });

  test('times of an issued week may be given as the SDK has them', () => {
    const week = publish({
      entries: [],
      state: fc.sample(weekState, 1)[0]!,
      previous: null,
      directory: { people: new Map(), calendars: new Map(), rooms: new Map(), vehicles: new Map() },
      settings: fc.sample(settings, 1)[0]!,
      calendar: fc.sample(calendar, 1)[0]!,
      absences: [],
      issue: { documentNo: '1', signer: 'a', at: 0 },
    });
    const now = Symbol('server timestamp');
    expect(documents.publishedWeekToDocument(week, { issuedAt: now, revisionTimes: { 1: now } })).toMatchObject({
      issuedAt: now,
      revisionTimes: { 1: now },
    });
  });

  test('settings', () => {
    fc.assert(
      fc.property(settings, (one) => {
        expect(documents.settingsFromDocument(stored(documents.settingsToDocument(one)))).toEqual(one);
      }),
    );
  });

  test('the directory: calendars, people, rooms, vehicles', () => {
    const room = fc.record(
      {
        id,
        name: line,
        seats: fc.option(fc.integer({ min: 1, max: 500 })),
        equipment: fc.array(line, { maxLength: 20 }),
        order,
        active: fc.boolean(),
      },
      { requiredKeys: ['id', 'name', 'seats', 'order', 'active'] }, // rooms are older than what stands in them
    );
    const vehicle = fc.record({ id, name: line, order, active: fc.boolean() });
    fc.assert(
      fc.property(calendar, person, room, vehicle, (calendar, person, room, vehicle) => {
        const { calendarToDocument, personToDocument, roomToDocument, vehicleToDocument } = documents;
        expect(documents.calendarFromDocument(calendar.id, stored(calendarToDocument(calendar)))).toEqual(calendar);
        expect(documents.personFromDocument(person.id, stored(personToDocument(person)))).toEqual(person);
        expect(documents.roomFromDocument(room.id, stored(roomToDocument(room)))).toEqual(room);
        expect(documents.vehicleFromDocument(vehicle.id, stored(vehicleToDocument(vehicle)))).toEqual(vehicle);
      }),
    );
  });

  test('members', () => {
    const member = fc.record({
      uid: id,
      name: line,
      email: fc.constant('a@example.test'),
      person: fc.option(id),
      active: fc.boolean(),
      roles: fc.subarray([...ROLES]),
      editorOf: fc.array(id, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(member, (one) => {
        expect(documents.memberFromDocument(one.uid, stored(documents.memberToDocument(one)))).toEqual(one);
      }),
    );
  });

  test('holidays, absences, private feeds', () => {
    const kinds = ['holiday', 'compensatory', 'swapped'] as const;
    fc.assert(
      fc.property(arbitraryDate, line, fc.constantFrom(...kinds), (date, name, kind) => {
        const holiday = { date, name, kind };
        expect(documents.holidayFromDocument(date, stored(documents.holidayToDocument(holiday)))).toEqual(holiday);
      }),
    );
    fc.assert(
      fc.property(arbitraryAbsence, revision, (fields, revision) => {
        const absence = { ...fields, revision };
        const document = stored(documents.absenceToDocument(absence));
        expect(documents.absenceFromDocument(absence.id, document)).toEqual(absence);
      }),
    );
    fc.assert(
      fc.property(arbitraryAbsence, revision, line, epochMs, (absence, revision, by, at) => {
        const record = { revision, action: 'update' as const, by, at, absence };
        const document = stored(documents.absenceHistoryToDocument(record));
        expect(absenceHistoryFromDocument(absence.id, document)).toEqual(record);
      }),
    );
    fc.assert(
      fc.property(id, fc.option(id), fc.option(id), epochMs, fc.option(epochMs), (...fields) => {
        const [hash, calendar, person, createdAt, lastUsedAt] = fields;
        const feed = { hash, member: 'u1', calendar, person, createdAt, lastUsedAt };
        expect(documents.feedFromDocument(hash, stored(documents.feedToDocument(feed)))).toEqual(feed);
      }),
    );
  });

  test('an absence from before sessions, scope and exceptions were kept takes whole days and everything', () => {
    const old = { person: 'van', from: '2026-11-23', to: '2026-11-24', kind: 'trip', substitute: 'person:huy' };
    expect(documents.absenceFromDocument('a', stored(old))).toEqual({
      ...old,
      id: 'a',
      fromSession: null,
      toSession: null,
      kindPublic: false,
      scope: 'all',
      attends: [],
      revision: 0,
    });
  });
});
