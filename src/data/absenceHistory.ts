import { useQuery } from '@tanstack/react-query';
import { collection, doc, orderBy, query } from 'firebase/firestore';
import * as v from 'valibot';
import type { AbsenceHistory } from '#domain/absence.ts';
import { absences } from './absences.ts';
import { absenceFields, historyFields } from './documents.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

// Apart from documents.ts: the editor writes such records and never reads one.
const absenceHistorySchema = v.strictObject({ ...historyFields, absence: v.strictObject(absenceFields) });
export function absenceHistoryFromDocument(absenceId: string, data: unknown): AbsenceHistory {
  const record = v.parse(absenceHistorySchema, data);
  return { ...record, absence: { id: absenceId, ...record.absence } };
}
const absenceHistoryQuery = (id: string) =>
  liveQuery<readonly AbsenceHistory[]>(
    ['absenceHistory', id],
    watchQuery(
      `absenceHistory ${id}`,
      () => query(collection(doc(absences(), id), 'history'), orderBy('revision', 'desc')),
      (document) => absenceHistoryFromDocument(id, document.data({ serverTimestamps: 'estimate' })),
    ),
  );

/** Who changed an absence to what, newest first. */
export const useAbsenceHistory = (id: string) => useQuery(absenceHistoryQuery(id));
