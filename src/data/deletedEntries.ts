import { useQuery } from '@tanstack/react-query';
import { collectionGroup, query, where } from 'firebase/firestore';
import type { EntryHistory } from '#domain/entry.ts';
import type { WeekId } from '#domain/week.ts';
import { historyFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

const deletedEntriesQuery = (calendar: string, week: WeekId) =>
  liveQuery<readonly EntryHistory[]>(['deleted', week, calendar], (next, fail) =>
    watchQuery(
      `deleted ${calendar} ${week}`,
      () =>
        query(
          collectionGroup(backend().db, 'history'),
          where('action', '==', 'delete'),
          where('entry.calendar', '==', calendar),
          where('entry.week', '==', week),
        ),
      (document) =>
        historyFromDocument(document.ref.parent.parent!.id, document.data({ serverTimestamps: 'estimate' })),
    )((records) => next([...records].sort((a, b) => b.at - a.at)), fail),
  );

/** The records of entries deleted from a week, the last first: the entry goes, its history stays (`deleteEntry`). */
export const useDeletedEntries = (calendar: string, week: WeekId) => useQuery(deletedEntriesQuery(calendar, week));
