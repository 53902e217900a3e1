import * as v from 'valibot';
import { ENTRY_KINDS } from '#domain/entry.ts';
import type { ChangedField, PublishedWeek } from '#domain/publication.ts';
import type { SeenReceipt } from '#domain/seen.ts';
import { LIMITS } from '#domain/text.ts';
import { DAY_END } from '#domain/time.ts';
import {
  day,
  id,
  instant,
  integer,
  line,
  lines,
  listOf,
  listedLine,
  revision,
  stampDate,
  time,
  weekId,
} from './parts.ts';

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

/** `publishedWeeks/{calendar}_{week}/seen/{by}_{entry}` */
const seenSchema = v.strictObject({ by: v.string(), entry: id, revision, at: instant });
export const seenFromDocument = (data: unknown): SeenReceipt => v.parse(seenSchema, data);
/** `at`: a Date or the SDK's server timestamp. */
export const seenToDocument = (
  { by, entry, revision: seen }: Omit<SeenReceipt, 'at'>,
  at: unknown,
): Record<string, unknown> => ({ by, entry, revision: seen, at });
