import * as v from 'valibot';
import { ENTRY_KINDS, type Entry, type EntryHistory, type EntryPrivate, type StoredEntry } from '#domain/entry.ts';
import { PLACE_PATTERN, VEHICLE_PATTERN, type Place, type VehicleRef } from '#domain/party.ts';
import { RULE_PATTERN } from '#domain/recurrence.ts';
import type { EntryRequest } from '#domain/request.ts';
import { MOST_SKIPPED, SKIPPED_PATTERN, type Series } from '#domain/series.ts';
import { LIMITS } from '#domain/text.ts';
import type { LocalDate } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';
import {
  day,
  id,
  instant,
  line,
  lines,
  listOf,
  listedLine,
  party,
  reference,
  revision,
  stampDate,
  time,
  weekId,
} from './parts.ts';

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
