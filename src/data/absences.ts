import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { collection, doc, getDocFromServer, query, serverTimestamp, where, writeBatch } from 'firebase/firestore';
import { isSameAbsence, type Absence, type AbsenceHistory, type StoredAbsence } from '#domain/absence.ts';
import type { Deletion } from '#domain/entry.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { onTheLine } from './connection.ts';
import { absenceFromDocument, absenceHistoryToDocument, absenceToDocument } from './documents.ts';
import { DataError, toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { KeptBatch } from './outbox.ts';
import { revisionOf, type Batch } from './saveEntry.ts';
import { ownUid } from './session.ts';
import { watchQuery } from './watch.ts';

export const absences = () => collection(backend().db, 'absences');

/** A year's and all later ones: one listener for whatever weeks of it are looked at. */
const absencesQuery = (year: string) =>
  liveQuery<readonly StoredAbsence[]>(
    ['absences', year],
    watchQuery(
      `absences ${year}`,
      () => query(absences(), where('to', '>=', `${year}-01-01`)),
      (document) => absenceFromDocument(document.id, document.data()),
    ),
  );

/** Who is away on `since` or later, by their last day. */
export const useAbsences = (since: LocalDate) => useQuery(absencesQuery(since.slice(0, 4)));

/** Who is away in a week, or in part of it. */
export function useAbsencesOf(week: WeekId) {
  const [monday, , , , , , sunday] = daysOf(week);
  const { data, error } = useAbsences(monday);
  return {
    data: useMemo(() => data?.filter(({ from, to }) => from <= sunday && monday <= to), [data, monday, sunday]),
    error,
  };
}

/** A name for a new absence. */
export const newAbsenceId = (): string => doc(absences()).id;

/**
 * Saves it whole as the revision after `base` (null: a new one; a deletion: it comes back), with its history record.
 * Without a network the promise stays open until there is one. Rejects with `stale`, somebody was first, or `forbidden`.
 */
export async function saveAbsence(absence: Absence, base: StoredAbsence | Deletion | null): Promise<void> {
  const batch = writeBatch(backend().db);
  const revision = revisionOf(base) + 1;
  batch.set(doc(absences(), absence.id), absenceToDocument({ ...absence, revision }));
  record(batch, base === null || 'deletedIn' in base ? 'create' : 'update', absence, revision);
  await commit(batch, absence.id, revision - 1, (now) => now?.revision === revision && isSameAbsence(absence, now));
}

/** Its history stays. Rejects as `saveAbsence` does. */
export async function deleteAbsence(base: StoredAbsence): Promise<void> {
  const batch = new KeptBatch();
  batch.delete(doc(absences(), base.id));
  record(batch, 'delete', base, base.revision + 1);
  await commit(batch, base.id, base.revision, (now) => now === null);
}

function record(batch: Pick<Batch, 'set'>, action: AbsenceHistory['action'], absence: Absence, revision: number): void {
  batch.set(
    doc(absences(), absence.id, 'history', String(revision)),
    absenceHistoryToDocument({ revision, action, by: ownUid(), at: 0, absence }, serverTimestamp()),
  );
}

/** `taken`: the write had arrived, only its confirmation was lost and the SDK sent it twice. */
async function commit(
  batch: Pick<Batch, 'commit'>,
  id: string,
  known: number,
  taken: (now: StoredAbsence | null) => boolean,
): Promise<void> {
  try {
    await onTheLine(batch.commit());
  } catch (cause) {
    const error = toDataError(cause);
    // The rules refuse a wrong revision and a missing right alike: comparing revisions tells them apart.
    const found = error.code === 'forbidden' ? await getDocFromServer(doc(absences(), id)).catch(() => null) : null;
    if (found === null) throw error;
    const data = found.data();
    const now = data === undefined ? null : absenceFromDocument(id, data);
    if (now?.revision === known || (now === null && known === 0)) throw error;
    if (!taken(now)) throw new DataError('stale', { cause });
  }
}
