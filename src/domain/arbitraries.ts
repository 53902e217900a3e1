import fc from 'fast-check';
import { ABSENCE_KINDS, ABSENCE_SCOPES, inOrder } from './absence.ts';
import type { Absence } from './absence.ts';
import { ENTRY_KINDS } from './entry.ts';
import type { Entry } from './entry.ts';
import type { Party, Place, VehicleRef } from './party.ts';
import { cleanLines, cleanText } from './text.ts';
import { addDays, localDate, weekday } from './time.ts';
import type { EntryTime, LocalDate, Minutes } from './time.ts';
import { weekOf } from './week.ts';

/** Values for tests only. */

export const arbitraryDate: fc.Arbitrary<LocalDate> = fc
  .integer({ min: -25_000, max: 60_000 })
  .map((days) => addDays(localDate('1990-01-01'), days));

const minutes = (min: number, max: number): fc.Arbitrary<Minutes> => fc.integer({ min, max }) as fc.Arbitrary<Minutes>;

export const arbitraryTime: fc.Arbitrary<EntryTime> = fc.oneof(
  fc.record({
    session: fc.constantFrom('morning' as const, 'afternoon' as const, 'evening' as const, 'allDay' as const),
    start: fc.constant(null),
    end: fc.constant(null),
  }),
  minutes(0, 1439).chain((start) =>
    fc.record({
      session: fc.constantFrom(null, 'allDay' as const),
      start: fc.constant(start),
      end: fc.option(minutes(start + 1, 1440)),
    }),
  ),
);

const raw = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('Họp giao ban', 'Đ/c Nguyễn Thị Hồng Vân', 'Phòng họp 1', 'person:x', 'text:', 'a:b', "7h30 'sáng'"),
);
/** Clean, never empty. */
export const arbitraryLine: fc.Arbitrary<string> = raw.map(cleanText).filter((text) => text !== '');
const lines = fc.array(raw, { minLength: 1, maxLength: 3 }).map((parts) => cleanLines(parts.join('\n')));
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);

/** Free text never looks like a reference in a draft's canonical reading, "text:person:x" apart. */
const reference = (prefixes: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...prefixes), id).map(([prefix, rest]) => `${prefix}:${rest}`),
    arbitraryLine.filter((text) => !text.startsWith('text:')).map((text) => `text:${text}`),
  );
export const arbitraryParty = reference(['person', 'unit']) as fc.Arbitrary<Party>;
const parties = (maxLength: number): fc.Arbitrary<Party[]> => fc.uniqueArray(arbitraryParty, { maxLength });

export const arbitraryEntry: fc.Arbitrary<Entry> = fc
  .tuple(arbitraryDate, fc.nat({ max: 6 }), fc.constantFrom('planned', 'postponed', 'cancelled'))
  .chain(([date, more, status]) =>
    fc.record({
      id,
      calendar: id,
      week: fc.constant(weekOf(date)),
      date: fc.constant(date),
      lastDate: fc.constant(addDays(date, Math.min(more, 7 - weekday(date)))),
      time: arbitraryTime,
      content: lines.filter((text) => text !== ''),
      chairs: parties(3),
      attendees: parties(4),
      invitees: parties(2),
      forInformation: parties(2),
      place: fc.option(reference(['room']) as fc.Arbitrary<Place>),
      gatheringPoint: fc.option(arbitraryLine),
      connectionPoints: fc.array(arbitraryLine, { maxLength: 3 }),
      preparingUnit: fc.option(arbitraryParty),
      logistics: fc.option(arbitraryParty),
      officeLead: fc.option(arbitraryParty),
      vehicle: fc.option(reference(['vehicle']) as fc.Arbitrary<VehicleRef>),
      driver: fc.option(arbitraryLine),
      invitationNo: fc.option(arbitraryLine),
      documentNo: fc.option(arbitraryLine),
      separateInvitation: fc.boolean(),
      replacesInvitation: fc.boolean(),
      kind: fc.constantFrom(...ENTRY_KINDS),
      visibility: fc.constantFrom('public' as const, 'internal' as const),
      status: fc.constant(status as Entry['status']),
      reason: status === 'planned' ? fc.constant(null) : arbitraryLine,
      actingFor: fc.option(arbitraryParty),
      stage: fc.constantFrom('requested' as const, 'accepted' as const, 'returned' as const, 'merged' as const),
      fixed: fc.boolean(),
    }),
  );

/** A whole absence but for what a test is about. */
export const absence = (over: Pick<Absence, 'person' | 'from' | 'to'> & Partial<Absence>): Absence => ({
  id: `${over.person}-${over.from}`,
  fromSession: null,
  toSession: null,
  kind: 'trip',
  kindPublic: false,
  substitute: null,
  scope: 'all',
  attends: [],
  ...over,
});

export const arbitraryAbsence: fc.Arbitrary<Absence> = fc
  .record({
    id,
    person: id,
    from: arbitraryDate,
    days: fc.integer({ min: 0, max: 40 }),
    fromSession: fc.constantFrom(null, 'afternoon' as const, 'evening' as const),
    toSession: fc.constantFrom(null, 'morning' as const, 'afternoon' as const),
    kind: fc.constantFrom(...ABSENCE_KINDS),
    kindPublic: fc.boolean(),
    substitute: fc.option(arbitraryParty),
    scope: fc.constantFrom(...ABSENCE_SCOPES),
    attends: fc.array(
      fc.tuple(id, id).map(([calendar, entry]) => `${calendar}/${entry}`),
      { maxLength: 3 },
    ),
  })
  .map(({ days, ...rest }) => ({ ...rest, to: addDays(rest.from, days) }))
  .filter((absence) => inOrder(absence) && absence.substitute !== `person:${absence.person}`);
