import { useQuery } from '@tanstack/react-query';
import { collectionGroup, query, where } from 'firebase/firestore';
import type { WeekId } from '#domain/week.ts';
import { shownEntry, type ShownEntry } from './entries.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

const entriesBetweenQuery = (first: WeekId, last: WeekId) =>
  liveQuery<readonly ShownEntry[]>(
    ['entriesBetween', first, last],
    watchQuery(
      `entries ${first} ${last}`,
      () => query(collectionGroup(backend().db, 'entries'), where('week', '>=', first), where('week', '<=', last)),
      shownEntry,
    ),
  );

/** The entries of some weeks in every calendar; the last answer stays while other weeks are asked for. */
export const useEntriesBetween = (first: WeekId, last: WeekId) =>
  useQuery({ ...entriesBetweenQuery(first, last), placeholderData: (previous) => previous });
