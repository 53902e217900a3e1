import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { collection, doc, query, setDoc, where } from 'firebase/firestore';
import type { Absence } from '#domain/absence.ts';
import type { LocalDate } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { onTheLine } from './connection.ts';
import { absenceFromDocument, absenceToDocument } from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { KeptBatch } from './outbox.ts';
import { watchQuery } from './watch.ts';

const absences = () => collection(backend().db, 'absences');

/** A year's and all later ones: one listener for whatever weeks of it are looked at. */
const absencesQuery = (year: string) =>
  liveQuery<readonly Absence[]>(
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

/** Saves it whole, over what stands. Without a network the promise stays open until there is one; rejects with `forbidden`. */
export async function saveAbsence(absence: Absence): Promise<void> {
  try {
    await onTheLine(setDoc(doc(absences(), absence.id), absenceToDocument(absence)));
  } catch (cause) {
    throw toDataError(cause);
  }
}

/** Rejects as `saveAbsence` does. */
export async function deleteAbsence(id: string): Promise<void> {
  try {
    const batch = new KeptBatch();
    batch.delete(doc(absences(), id));
    await batch.commit();
  } catch (cause) {
    throw toDataError(cause);
  }
}
