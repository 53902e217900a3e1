import { useQuery } from '@tanstack/react-query';
import { collectionGroup, query, where } from 'firebase/firestore';
import type { WeekId } from '#domain/week.ts';
import { shownEntry, type ShownEntry } from './entries.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

/** The entries of a week in every calendar: what staff see together, and where conflicts are looked for. */
const allEntriesQuery = (week: WeekId) =>
  liveQuery<readonly ShownEntry[]>(
    ['entries', week],
    watchQuery(
      `entries ${week}`,
      () => query(collectionGroup(backend().db, 'entries'), where('week', '==', week)),
      shownEntry,
    ),
  );

export const useAllEntries = (week: WeekId) => useQuery(allEntriesQuery(week));
