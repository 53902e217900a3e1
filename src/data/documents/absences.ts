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
import { LIMITS } from '#domain/text.ts';
import { day, id, integer, listOf, party, stampDate } from './parts.ts';

/** `{calendar}/{entry}` */
const ENTRY_NAME = /^[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-]{1,64}$/;

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
