import { useQuery } from '@tanstack/react-query';
import { doc, getDocFromServer } from 'firebase/firestore';
import type { WeekState } from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';
import { weekStateFromDocument, weekStateToDocument } from './documents.ts';
import { DataError, toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { KeptBatch } from './outbox.ts';
import { watchDocument } from './watch.ts';

const reference = (calendar: string, week: WeekId) => doc(backend().db, 'weeks', `${calendar}_${week}`);

const weekStateQuery = (calendar: string, week: WeekId) =>
  liveQuery<WeekState | null>(
    ['weekState', week, calendar],
    watchDocument(
      () => reference(calendar, week),
      (_id, data) => weekStateFromDocument(data),
    ),
  );

/** The office's working state of a week: duty, number, remarks. Null: nobody has written any. */
export const useWeekState = (calendar: string, week: WeekId) => useQuery(weekStateQuery(calendar, week));

/** Saves `state` as the revision after `base` (null: the first). Rejects with `stale` when somebody saved first. */
export async function saveWeekState(state: WeekState, base: WeekState | null): Promise<void> {
  const target = reference(state.calendar, state.week);
  try {
    const batch = new KeptBatch();
    batch.set(target, weekStateToDocument({ ...state, revision: (base?.revision ?? 0) + 1 }));
    await batch.commit();
  } catch (cause) {
    const error = toDataError(cause);
    if (error.code !== 'forbidden') throw error;
    // The rules refuse a wrong revision and a missing right alike (docs/decisions/0003).
    const data = (await getDocFromServer(target).catch(() => null))?.data();
    const revision = data === undefined ? 0 : weekStateFromDocument(data).revision;
    throw revision === (base?.revision ?? 0) ? error : new DataError('stale', { cause });
  }
}
