import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { collection, doc, documentId, query, where } from 'firebase/firestore';
import type { WeekState } from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';
import { weekStateFromDocument, weekStateToDocument } from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { KeptBatch } from './outbox.ts';
import { watchQuery } from './watch.ts';

const states = () => collection(backend().db, 'weeks');

const weekStatesQuery = (calendar: string, first: WeekId, last: WeekId) =>
  liveQuery<readonly WeekState[]>(
    ['weekStates', calendar, first, last],
    watchQuery(
      `weeks ${calendar} ${first} ${last}`,
      () =>
        query(
          states(),
          where(documentId(), '>=', `${calendar}_${first}`),
          where(documentId(), '<=', `${calendar}_${last}`),
        ),
      (document) => weekStateFromDocument(document.data()),
    ),
  );

/** The working states of a calendar's weeks, by week; weeks of which nobody has written any are missing. */
export function useWeekStates(calendar: string, first: WeekId, last: WeekId) {
  const { data, error } = useQuery(weekStatesQuery(calendar, first, last));
  return { data: useMemo(() => data && new Map(data.map((state) => [state.week, state])), [data]), error };
}

/**
 * Saves several weeks in one write, all or none; each `state` as the revision after its own. Rejects with `forbidden`
 * when one has been saved meanwhile, or may not be.
 */
export async function saveWeekStates(changed: readonly WeekState[]): Promise<void> {
  const batch = new KeptBatch();
  for (const state of changed) {
    const document = weekStateToDocument({ ...state, revision: state.revision + 1 });
    batch.set(doc(states(), `${state.calendar}_${state.week}`), document);
  }
  try {
    await batch.commit();
  } catch (cause) {
    throw toDataError(cause);
  }
}
