import * as v from 'valibot';
import {
  ABSENCE_KINDS,
  ABSENCE_SCOPES,
  inOrder,
  isTooLong,
  type Absence,
  type AbsenceHistory,
  type StoredAbsence,
} from '#domain/absence.ts';
import type { Approval } from '#domain/approval.ts';
import type { AgencySettings, Calendar, Person, Room, Vehicle } from '#domain/directory.ts';
import { ENTRY_KINDS, type Entry, type EntryHistory, type EntryPrivate, type StoredEntry } from '#domain/entry.ts';
import { HOLIDAY_KINDS, type Holiday } from '#domain/holiday.ts';
import { ID_PATTERN, PARTY_PATTERN, PLACE_PATTERN, VEHICLE_PATTERN } from '#domain/party.ts';
import type { Party, Place, VehicleRef } from '#domain/party.ts';
import type { NoticeChoice } from '#domain/notice.ts';
import { PUSH_ENDPOINT } from '#domain/pushService.ts';
import { ROLES, type Member } from '#domain/permissions.ts';
import type { ChangedField, PublishedWeek, WeekState } from '#domain/publication.ts';
import type { EntryRequest } from '#domain/request.ts';
import { RULE_PATTERN } from '#domain/recurrence.ts';
import type { SeenReceipt } from '#domain/seen.ts';
import { MOST_SKIPPED, SKIPPED_PATTERN, type Series } from '#domain/series.ts';
import { LIMITS, LINE_PATTERN, LINES_PATTERN, lengthOf } from '#domain/text.ts';
import { DAY_END, isLocalDate, SESSIONS, type EntryTime, type LocalDate, type Minutes } from '#domain/time.ts';
import { daysOf, NUMBERING_POLICIES, parseWeekId, weekOf, type WeekId } from '#domain/week.ts';

/**
 * Every document of the store, as Firestore holds it, and the way to the domain's values and back. Objects are strict:
 * a field more or less is a fault. firestore.rules says the same in its language; tests/rules holds the two together.
 *
 * No Firebase here: a document's timestamp is anything with `toMillis()`, or a Date. `…FromDocument` throws (ValiError)
 * for what is not such a document; `…ToDocument` gives plain data that every SDK takes.
 */

// Parts ---------------------------------------------------------------------------------------------------------------

const shorterThan = (limit: number) =>
  v.check<string, string>((text) => lengthOf(text) <= limit, `longer than ${limit}`);
/** Where the rules count by a pattern, a face is one character (docs/decisions/0047); who types is held to `lengthOf`. */
const fewerPointsThan = (limit: number) =>
  v.check<string, string>((text) => Array.from(text).length <= limit, `longer than ${limit}`);
const line = (limit: number) => v.pipe(v.string(), v.regex(LINE_PATTERN), shorterThan(limit));
const listedLine = v.pipe(v.string(), v.regex(LINE_PATTERN), fewerPointsThan(LIMITS.line));
const lines = (limit: number) => v.pipe(v.string(), v.regex(LINES_PATTERN), shorterThan(limit));
const id = v.pipe(v.string(), v.regex(ID_PATTERN));

const reference = <R extends string>(pattern: RegExp) =>
  v.pipe(
    v.string(),
    v.regex(pattern),
    fewerPointsThan(LIMITS.line),
    v.transform((text) => text as R),
  );
const party = reference<Party>(PARTY_PATTERN);
/** `{calendar}/{entry}` */
const ENTRY_NAME = /^[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-]{1,64}$/;

const listOf = <S extends v.GenericSchema<string, string>>(item: S, limit: number) =>
  v.pipe(v.array(item), v.maxLength(limit));

const day = v.pipe(
  v.string(),
  v.check(isLocalDate, 'not a day'),
  v.transform((text) => text as LocalDate),
);
const weekId = v.pipe(
  v.string(),
  v.check((text) => parseWeekId(text) !== undefined, 'not a week'),
  v.transform((text) => text as WeekId),
);
const integer = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const minutes = (max: number) =>
  v.pipe(
    integer(0, max),
    v.transform((value) => value as Minutes),
  );
const revision = integer(1, 1_000_000);
const order = integer(-1_000_000, 1_000_000);

const instant = v.pipe(
  v.custom<Date | { toMillis(): number }>(
    (value) => value instanceof Date || typeof (value as { toMillis?: unknown } | null)?.toMillis === 'function',
    'not a timestamp',
  ),
  v.transform((value) => (value instanceof Date ? value.getTime() : value.toMillis())),
);
const stampDate = (epochMs: number): Date => new Date(epochMs);

const time = v.pipe(
  v.union([
    v.strictObject({ session: v.picklist([...SESSIONS, 'allDay']), start: v.null(), end: v.null() }),
    v.pipe(
      v.strictObject({
        session: v.nullable(v.literal('allDay')),
        start: minutes(DAY_END - 1),
        end: v.nullable(minutes(DAY_END)),
      }),
      v.check(({ start, end }) => end === null || end > start, 'ends before it starts'),
    ),
  ]),
  v.transform((value): EntryTime => value),
);

// Entries -------------------------------------------------------------------------------------------------------------

const entryFields = {
  calendar: id,
  week: weekId,
  date: day,
  lastDate: day,
  time,
  content: lines(LIMITS.content),
  chairs: listOf(party, LIMITS.chairs),
  attendees: listOf(party, LIMITS.parties),
  invitees: listOf(party, LIMITS.parties),
  forInformation: listOf(party, LIMITS.parties),
  place: v.nullable(reference<Place>(PLACE_PATTERN)),
  gatheringPoint: v.nullable(listedLine),
  connectionPoints: listOf(listedLine, LIMITS.points),
  preparingUnit: v.nullable(party),
  logistics: v.nullable(party),
  officeLead: v.nullable(party),
  vehicle: v.nullable(reference<VehicleRef>(VEHICLE_PATTERN)),
  driver: v.nullable(listedLine),
  invitationNo: v.nullable(listedLine),
  documentNo: v.nullable(listedLine),
  separateInvitation: v.boolean(),
  replacesInvitation: v.boolean(),
  kind: v.picklist(ENTRY_KINDS),
  visibility: v.picklist(['public', 'internal']),
  status: v.picklist(['planned', 'postponed', 'cancelled']),
  reason: v.nullable(listedLine),
  actingFor: v.nullable(party),
  stage: v.picklist(['requested', 'accepted', 'returned', 'merged']),
  fixed: v.boolean(),
};
type EntryFields = Omit<Entry, 'id'>;

const holdsTogether = ({ week, date, lastDate, status, reason }: EntryFields): boolean =>
  weekOf(date) === week &&
  weekOf(lastDate) === week &&
  lastDate >= date &&
  (status === 'planned') === (reason === null);
const entrySchema = v.pipe(
  v.strictObject(entryFields),
  v.check((entry) => holdsTogether(entry), 'days or reason do not fit'),
);

/** `calendars/{calendar}/entries/{id}` */
export const storedEntrySchema = v.pipe(
  v.strictObject({ ...entryFields, revision, updatedBy: v.string(), updatedAt: instant }),
  v.check((entry) => holdsTogether(entry), 'days or reason do not fit'),
);

export const entryFromDocument = (id: string, data: unknown): StoredEntry => ({
  id,
  ...v.parse(storedEntrySchema, data),
});

type Stamps = { readonly revision: number; readonly updatedBy: string; readonly updatedAt: unknown };

/** With `stamps` the entry's document (`updatedAt`: a Date or the SDK's server timestamp); without, its copy in a history record. */
export function entryToDocument(entry: Entry, stamps?: Stamps): Record<string, unknown> {
  const fields = Object.keys(entryFields).map((key) => [key, entry[key as keyof EntryFields]]);
  return { ...(Object.fromEntries(fields) as Record<string, unknown>), ...stamps };
}

/** `calendars/{calendar}/entries/{id}/history/{revision}` */
export const historyFields = {
  revision,
  action: v.picklist(['create', 'update', 'delete']),
  by: v.string(),
  at: instant,
};
const historySchema = v.strictObject({ ...historyFields, entry: entrySchema });

export function historyFromDocument(entryId: string, data: unknown): EntryHistory {
  const record = v.parse(historySchema, data);
  return { ...record, entry: { id: entryId, ...record.entry } };
}

/** `at` overrides the record's own time: the SDK's server timestamp. */
export const historyToDocument = (
  record: EntryHistory,
  at: unknown = stampDate(record.at),
): Record<string, unknown> => ({
  revision: record.revision,
  action: record.action,
  by: record.by,
  at,
  entry: entryToDocument(record.entry),
});

/** `calendars/{calendar}/private/{entryId}` */
const entryPrivateSchema = v.strictObject({
  meetingLink: v.nullable(line(LIMITS.link)),
  note: v.nullable(lines(LIMITS.note)),
});
export const entryPrivateFromDocument = (data: unknown): EntryPrivate => v.parse(entryPrivateSchema, data);
export const entryPrivateToDocument = ({ meetingLink, note }: EntryPrivate): Record<string, unknown> => ({
  meetingLink,
  note,
});

/** `calendars/{calendar}/requests/{entry}` */
const requestSchema = v.strictObject({
  unit: id,
  week: weekId,
  by: v.string(),
  sentAt: instant,
  reason: v.nullable(line(LIMITS.line)),
  into: v.nullable(id),
  answeredBy: v.nullable(v.string()),
  answeredAt: v.nullable(instant),
});
export const requestFromDocument = (entry: string, data: unknown): EntryRequest => ({
  entry,
  ...v.parse(requestSchema, data),
});
/** `times`: Dates or the SDK's server timestamp. */
export const requestToDocument = (
  { unit, week, by, reason, into, answeredBy, ...at }: Omit<EntryRequest, 'entry'>,
  times: { readonly sentAt: unknown; readonly answeredAt: unknown } = {
    sentAt: stampDate(at.sentAt),
    answeredAt: at.answeredAt === null ? null : stampDate(at.answeredAt),
  },
): Record<string, unknown> => ({ unit, week, by, reason, into, answeredBy, ...times });

/** `calendars/{calendar}/series/{id}` */
const seriesSchema = v.strictObject({
  entry: entrySchema,
  rule: v.pipe(v.string(), v.regex(RULE_PATTERN)),
  skipped: v.pipe(v.array(reference<LocalDate>(SKIPPED_PATTERN)), v.maxLength(MOST_SKIPPED)),
  revision,
  updatedBy: v.string(),
  updatedAt: instant,
});
export function seriesFromDocument(id: string, data: unknown): Series {
  const series = v.parse(seriesSchema, data);
  return { id, ...series, entry: { id, ...series.entry } };
}
export const seriesToDocument = (
  { entry, rule, skipped }: Pick<Series, 'entry' | 'rule' | 'skipped'>,
  stamps: Stamps,
): Record<string, unknown> => ({ entry: entryToDocument(entry), rule, skipped: [...skipped], ...stamps });

// Weeks ---------------------------------------------------------------------------------------------------------------

/** `weeks/{calendar}_{week}` */
const weekStateSchema = v.pipe(
  v.strictObject({
    calendar: id,
    week: weekId,
    printedNumber: v.nullable(integer(1, 99)),
    duty: v.record(v.string(), party),
    remarks: v.nullable(lines(LIMITS.remarks)),
    replacesInvitation: v.boolean(),
    revision,
  }),
  v.check(({ week, duty }) => {
    const days: readonly string[] = daysOf(week);
    return Object.keys(duty).every((date) => days.includes(date));
  }, 'duty outside the week'),
);
export const weekStateFromDocument = (data: unknown): WeekState => v.parse(weekStateSchema, data);
export const weekStateToDocument = (state: WeekState): Record<string, unknown> => ({
  calendar: state.calendar,
  week: state.week,
  printedNumber: state.printedNumber,
  duty: { ...state.duty },
  remarks: state.remarks,
  replacesInvitation: state.replacesInvitation,
  revision: state.revision,
});

/** `weeks/{calendar}_{week}/presence/{uid}_{window}` */
const presenceSchema = v.strictObject({ entry: v.nullable(id), at: instant });
/** A window that has a week open: whose, which entry, if one, and when it last said so (epoch ms, the server's clock). */
export type Presence = v.InferOutput<typeof presenceSchema> & { readonly uid: string; readonly window: string };
export const presenceId = (uid: string, window: string): string => `${uid}_${window}`;
/** What an older version of the app left has no window in its name. */
export const presenceFromDocument = (name: string, data: unknown): Presence => {
  const [, uid = name, window = ''] = /^(.+)_([a-z0-9]+)$/.exec(name) ?? [];
  return { uid, window, ...v.parse(presenceSchema, data) };
};
/** `at`: a Date or the SDK's server timestamp. */
export const presenceToDocument = (entry: string | null, at: unknown): Record<string, unknown> => ({ entry, at });

/** `weeks/{calendar}_{week}/approval/asked` */
const approvalSchema = v.strictObject({ by: v.string(), at: instant, revision });
export const approvalFromDocument = (data: unknown): Approval => v.parse(approvalSchema, data);
/** `at`: a Date or the SDK's server timestamp. */
export const approvalToDocument = ({ by, revision }: Omit<Approval, 'at'>, at: unknown): Record<string, unknown> => ({
  by,
  at,
  revision,
});

/** `weeks/{calendar}_{week}/acceptedClashes/{id}` */
const acceptedClashSchema = v.strictObject({
  standing: line(LIMITS.standing),
  reason: line(LIMITS.line),
  by: v.string(),
  at: instant,
  takenBack: v.optional(v.nullable(v.strictObject({ by: v.string(), at: instant })), null),
});
/** A clash that an editor of the calendar took as it stood (`standingOf`), and why. */
export type AcceptedClash = v.InferOutput<typeof acceptedClashSchema> & { readonly id: string };
export const acceptedClashFromDocument = (id: string, data: unknown): AcceptedClash => ({
  id,
  ...v.parse(acceptedClashSchema, data),
});
/** `at`: a Date or the SDK's server timestamp. */
export const acceptedClashToDocument = (
  { standing, reason, by }: Omit<AcceptedClash, 'id' | 'at' | 'takenBack'>,
  at: unknown,
): Record<string, unknown> => ({ standing, reason, by, at });
/** What is added to it when it is taken back. `at`: a Date or the SDK's server timestamp. */
export const takenBackToFields = (by: string, at: unknown): Record<string, unknown> => ({ takenBack: { by, at } });

/** `publishedWeeks/{calendar}_{week}/seen/{by}_{entry}` */
const seenSchema = v.strictObject({ by: v.string(), entry: id, revision, at: instant });
export const seenFromDocument = (data: unknown): SeenReceipt => v.parse(seenSchema, data);
/** `at`: a Date or the SDK's server timestamp. */
export const seenToDocument = (
  { by, entry, revision: seen }: Omit<SeenReceipt, 'at'>,
  at: unknown,
): Record<string, unknown> => ({ by, entry, revision: seen, at });

// Issued text was checked as an entry; what is printed of it is only required to be text.
const printed = v.string();
const printedOrNull = v.nullable(v.string());
const changedFields = v.array(
  v.picklist([
    'date',
    'time',
    'content',
    'chairs',
    'attendees',
    'invitees',
    'forInformation',
    'place',
    'gatheringPoint',
    'connectionPoints',
    'preparingUnit',
    'logistics',
    'officeLead',
    'papers',
  ] satisfies ChangedField[]),
);
const changeKind = v.picklist(['added', 'changed', 'postponed', 'cancelled', 'restored']);

const publicEntry = v.strictObject({
  id,
  date: day,
  lastDate: day,
  time,
  content: printed,
  chairs: v.array(printed),
  attendees: v.array(printed),
  invitees: v.array(printed),
  forInformation: v.array(printed),
  place: printedOrNull,
  gatheringPoint: printedOrNull,
  connectionPoints: v.array(printed),
  preparingUnit: printedOrNull,
  logistics: printedOrNull,
  officeLead: printedOrNull,
  invitationNo: printedOrNull,
  documentNo: printedOrNull,
  separateInvitation: v.boolean(),
  replacesInvitation: v.boolean(),
  kind: v.picklist(ENTRY_KINDS),
  assumedMinutes: v.exactOptional(integer(5, DAY_END)),
  status: v.picklist(['planned', 'postponed', 'cancelled']),
  reason: printedOrNull,
  actingFor: printedOrNull,
  personIds: v.array(id),
  change: v.nullable(v.strictObject({ kind: changeKind, fields: changedFields, timeBefore: v.nullable(time) })),
  sequence: integer(0, 1_000_000),
  issuedIn: revision,
  changedIn: revision,
});

/** `publishedWeeks/{calendar}_{week}` and its `revisions/{revision}` */
const publishedWeekSchema = v.strictObject({
  calendar: id,
  calendarName: line(LIMITS.name),
  agencyName: line(LIMITS.name),
  locality: v.exactOptional(line(LIMITS.name)),
  recipients: v.exactOptional(listOf(listedLine, LIMITS.recipients)),
  week: weekId,
  from: day,
  to: day,
  number: integer(1, 99),
  revision,
  issuedAt: instant,
  revisionTimes: v.record(v.string(), instant),
  documentNo: line(LIMITS.name),
  signer: line(LIMITS.name),
  remarks: v.nullable(lines(LIMITS.remarks)),
  replacesInvitation: v.boolean(),
  duty: v.record(v.string(), printed),
  holidays: v.exactOptional(v.record(v.string(), printed)),
  entries: v.pipe(v.array(publicEntry), v.maxLength(LIMITS.entries)),
  changes: v.pipe(
    v.array(
      v.strictObject({
        kind: changeKind,
        entryId: id,
        fields: changedFields,
        before: v.nullable(publicEntry),
        after: publicEntry,
        reason: printedOrNull,
      }),
    ),
    v.maxLength(LIMITS.entries),
  ),
  entryIds: v.array(id),
});

export function publishedWeekFromDocument(data: unknown): PublishedWeek {
  const { entryIds: _entryIds, ...week } = v.parse(publishedWeekSchema, data);
  return week;
}

/** Times as the document holds them: Dates, the SDK's timestamps, or its server timestamp for this revision. */
type IssueTimes = { readonly issuedAt: unknown; readonly revisionTimes: Readonly<Record<string, unknown>> };

/**
 * `entryIds` lets the rules see which entries may no longer be deleted. Pass `times` when issuing through the rules:
 * the revision's own are the server's, the earlier ones the stored timestamps themselves (they are finer than the
 * milliseconds of the domain, and the rules want them unchanged).
 */
export function publishedWeekToDocument(
  week: PublishedWeek,
  times: IssueTimes = {
    issuedAt: stampDate(week.issuedAt),
    revisionTimes: Object.fromEntries(Object.entries(week.revisionTimes).map(([n, at]) => [n, stampDate(at)])),
  },
): Record<string, unknown> {
  return { ...week, ...times, entryIds: week.entries.map((entry) => entry.id) };
}

// The office ----------------------------------------------------------------------------------------------------------

const sessionBounds = v.pipe(
  v.strictObject({ start: integer(0, DAY_END), end: integer(0, DAY_END) }),
  v.check(({ start, end }) => start < end, 'ends before it starts'),
);

const hours = v.strictObject({ morning: sessionBounds, afternoon: sessionBounds, evening: sessionBounds });
/** "10-15": month and day, one that some year has. */
const dayOfYear = v.pipe(
  v.string(),
  v.check((text) => isLocalDate(`2024-${text}`)),
);

/** `settings/agency` */
const settingsSchema = v.strictObject({
  name: line(LIMITS.name),
  parentName: line(LIMITS.name),
  locality: v.exactOptional(line(LIMITS.name)),
  recipients: v.exactOptional(listOf(listedLine, LIMITS.recipients)),
  defaultCalendar: id,
  weekNumbering: v.picklist(NUMBERING_POLICIES),
  documentNoTemplate: line(LIMITS.name),
  replacesInvitation: v.boolean(),
  sessions: hours,
  season: v.exactOptional(v.strictObject({ from: dayOfYear, to: dayOfYear, sessions: hours })),
  requestDeadline: v.exactOptional(v.nullable(v.strictObject({ weekday: integer(1, 7), time: minutes(DAY_END - 1) }))),
  feedWindow: v.exactOptional(v.strictObject({ past: integer(0, 3650), ahead: integer(0, 3650) })),
  reception: v.exactOptional(
    v.strictObject({
      day: integer(1, 31),
      who: line(LIMITS.name),
      place: line(LIMITS.name),
      hours: line(LIMITS.name),
    }),
  ),
  blockedWords: listOf(listedLine, LIMITS.words),
  assumedMinutes: v.exactOptional(v.record(v.picklist(ENTRY_KINDS), integer(5, DAY_END))),
  embedAncestors: listOf(v.pipe(v.string(), v.regex(/^(\*|https?:\/\/[A-Za-z0-9.-]+(:[0-9]{1,5})?)$/)), LIMITS.origins),
});
export const settingsFromDocument = (data: unknown): AgencySettings => v.parse(settingsSchema, data);
export const settingsToDocument = (settings: AgencySettings): Record<string, unknown> => ({ ...settings });

/** Documents of the directory hold every field of the value but its id, which is the document's name. */
const withoutId = ({ id: _id, ...fields }: { readonly id: string }): Record<string, unknown> => fields;

/** `calendars/{id}` */
const calendarSchema = v.strictObject({
  name: line(LIMITS.name),
  shortName: line(LIMITS.name),
  kind: v.picklist(['board', 'division']),
  order,
  active: v.boolean(),
  formerIds: v.exactOptional(v.pipe(v.array(id), v.maxLength(LIMITS.formerIds))),
});
export const calendarFromDocument = (id: string, data: unknown): Calendar => ({ id, ...v.parse(calendarSchema, data) });
export const calendarToDocument = (calendar: Calendar): Record<string, unknown> => withoutId(calendar);

/** `people/{id}` */
const personSchema = v.strictObject({
  name: line(LIMITS.name),
  positions: v.pipe(
    v.array(
      v.strictObject({
        title: line(LIMITS.name),
        shortTitle: v.union([v.literal(''), line(LIMITS.name)]),
        unit: v.nullable(id),
        from: v.nullable(day),
        to: v.nullable(day),
      }),
    ),
    v.maxLength(LIMITS.positions),
  ),
  order,
  public: v.boolean(),
});
export const personFromDocument = (id: string, data: unknown): Person => ({ id, ...v.parse(personSchema, data) });
export const personToDocument = (person: Person): Record<string, unknown> => withoutId(person);

/** `rooms/{id}` */
const roomSchema = v.strictObject({
  name: line(LIMITS.name),
  seats: v.nullable(integer(1, 100_000)),
  equipment: v.exactOptional(listOf(listedLine, LIMITS.equipment)),
  order,
  active: v.boolean(),
});
export const roomFromDocument = (id: string, data: unknown): Room => ({ id, ...v.parse(roomSchema, data) });
export const roomToDocument = (room: Room): Record<string, unknown> => withoutId(room);

/** `vehicles/{id}` */
const vehicleSchema = v.strictObject({ name: line(LIMITS.name), order, active: v.boolean() });
export const vehicleFromDocument = (id: string, data: unknown): Vehicle => ({ id, ...v.parse(vehicleSchema, data) });
export const vehicleToDocument = (vehicle: Vehicle): Record<string, unknown> => withoutId(vehicle);

/** `members/{uid}` */
const memberSchema = v.strictObject({
  name: line(LIMITS.name),
  email: line(LIMITS.name),
  person: v.nullable(id),
  active: v.boolean(),
  roles: v.pipe(v.array(v.picklist(ROLES)), v.maxLength(ROLES.length)),
  editorOf: v.pipe(v.array(id), v.maxLength(LIMITS.editorOf)),
});
export const memberFromDocument = (uid: string, data: unknown): Member => ({ uid, ...v.parse(memberSchema, data) });
export function memberToDocument({ uid: _uid, ...fields }: Member): Record<string, unknown> {
  return fields;
}

// Days off, absences, feeds --------------------------------------------------------------------------------------------

/** `holidays/{date}` */
const holidaySchema = v.strictObject({
  name: line(LIMITS.name),
  kind: v.picklist(HOLIDAY_KINDS),
});
export const holidayFromDocument = (date: string, data: unknown): Holiday => ({
  date: v.parse(day, date),
  ...v.parse(holidaySchema, data),
});
export const holidayToDocument = ({ name, kind }: Holiday): Record<string, unknown> => ({ name, kind });

/** `absences/{id}`. What has a default came later: older documents lack it, and read as they were meant. */
export const absenceFields = {
  person: id,
  from: day,
  to: day,
  fromSession: v.optional(v.nullable(v.picklist(['afternoon', 'evening'])), null),
  toSession: v.optional(v.nullable(v.picklist(['morning', 'afternoon'])), null),
  kind: v.picklist(ABSENCE_KINDS),
  kindPublic: v.optional(v.boolean(), false),
  substitute: v.nullable(party),
  scope: v.optional(v.picklist(ABSENCE_SCOPES), 'all'),
  attends: v.optional(listOf(v.pipe(v.string(), v.regex(ENTRY_NAME)), LIMITS.attends), []),
};
const absenceSchema = v.pipe(
  v.strictObject({ ...absenceFields, revision: v.optional(integer(0, 1_000_000), 0) }),
  v.check((absence) => inOrder(absence), 'ends before it starts'),
  v.check((absence) => !isTooLong(absence), 'too long'),
  v.check(({ person, substitute }) => substitute !== `person:${person}`, 'stands in for themselves'),
);
export const absenceFromDocument = (id: string, data: unknown): StoredAbsence => ({
  id,
  ...v.parse(absenceSchema, data),
});
const absenceToFields = (absence: Absence): Record<string, unknown> =>
  Object.fromEntries(Object.keys(absenceFields).map((key) => [key, absence[key as keyof typeof absenceFields]]));
export const absenceToDocument = (absence: StoredAbsence): Record<string, unknown> => ({
  ...absenceToFields(absence),
  revision: absence.revision,
});

/** `absences/{id}/history/{revision}`; read in absenceHistory.ts. `at` overrides the record's own time: the SDK's server timestamp. */
export const absenceHistoryToDocument = (
  record: AbsenceHistory,
  at: unknown = stampDate(record.at),
): Record<string, unknown> => ({
  revision: record.revision,
  action: record.action,
  by: record.by,
  at,
  absence: absenceToFields(record.absence),
});

/**
 * `feeds/{hash}`: a private iCal address of a member: one calendar, one person, or (both null) everything they may read.
 * The name is the SHA-256 of the address's token in hex: whoever reads the store learns no address.
 */
const feedSchema = v.strictObject({
  member: v.string(),
  calendar: v.nullable(id),
  person: v.nullable(id),
  createdAt: instant,
  lastUsedAt: v.nullable(instant), // to the hour; the server's
});
export type PrivateFeed = v.InferOutput<typeof feedSchema> & { readonly hash: string };
export const feedFromDocument = (hash: string, data: unknown): PrivateFeed => ({
  hash,
  ...v.parse(feedSchema, data),
});
/** `createdAt` overrides the feed's own: the SDK's server timestamp. */
export const feedToDocument = (
  { member, calendar, person, lastUsedAt, ...feed }: Omit<PrivateFeed, 'hash'>,
  createdAt: unknown = stampDate(feed.createdAt),
): Record<string, unknown> => ({
  member,
  calendar,
  person,
  createdAt,
  lastUsedAt: lastUsedAt === null ? null : stampDate(lastUsedAt),
});

/** `notices/{uid}`: what a member wants to be told of when it is issued; the server reads it, past the rules. */
const noticeChoiceSchema = v.strictObject({
  calendars: v.array(id),
  // Choices made before there was one are letters to whoever is named.
  unit: v.optional(v.boolean(), false),
  way: v.optional(v.picklist(['mail', 'push']), 'mail'),
  since: instant,
});
export const noticeChoiceFromDocument = (data: unknown): NoticeChoice => v.parse(noticeChoiceSchema, data);
/** `since` overrides the choice's own: the SDK's server timestamp. */
export const noticeChoiceToDocument = (
  { calendars, unit, way, since: since_ }: NoticeChoice,
  since: unknown = stampDate(since_),
): Record<string, unknown> => ({ calendars: [...calendars], unit, way, since });

/**
 * `notices/{uid}/devices/{SHA-256 of the endpoint, hex}`: a browser that a member's notices are pushed to. Whoever has all
 * three can write to that screen: its owner and the server read them, nobody else.
 */
const pushDeviceSchema = v.strictObject({
  endpoint: v.pipe(v.string(), v.regex(PUSH_ENDPOINT)),
  p256dh: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{87}$/)),
  auth: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  createdAt: instant,
});
export type PushDevice = v.InferOutput<typeof pushDeviceSchema> & { readonly id: string };
export const pushDeviceFromDocument = (id: string, data: unknown): PushDevice => ({
  id,
  ...v.parse(pushDeviceSchema, data),
});
/** `createdAt` overrides the device's own: the SDK's server timestamp. */
export const pushDeviceToDocument = (
  { endpoint, p256dh, auth, createdAt: createdAt_ }: Omit<PushDevice, 'id'>,
  createdAt: unknown = stampDate(createdAt_),
): Record<string, unknown> => ({ endpoint, p256dh, auth, createdAt });

/** `settings/notices`: what of notices this server can do. It writes it at its start; absent: nothing. */
const noticeWaysSchema = v.strictObject({
  mail: v.boolean(),
  /** The public key of its pushes (VAPID), to which browsers tie a subscription. Null: it pushes nothing. */
  push: v.optional(v.nullable(v.string()), null),
});
export type NoticeWays = v.InferOutput<typeof noticeWaysSchema>;
export const noticeWaysFromDocument = (data: unknown): NoticeWays => v.parse(noticeWaysSchema, data);
export const noticeWaysToDocument = ({ mail, push }: NoticeWays): Record<string, unknown> => ({ mail, push });

/**
 * `sentNotices/{calendar}_{week}_{revision}`: who has been told of a revision, and of whom some devices have:
 * `{uid}/{device}`; the server's own.
 */
const sentNoticesSchema = v.strictObject({ to: v.array(v.string()), done: v.boolean() });
export type SentNotices = v.InferOutput<typeof sentNoticesSchema>;
export const sentNoticesFromDocument = (data: unknown): SentNotices => v.parse(sentNoticesSchema, data);
export const sentNoticesToDocument = ({ to, done }: SentNotices): Record<string, unknown> => ({ to: [...to], done });
