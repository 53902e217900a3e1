import { useQuery } from '@tanstack/react-query';
import { collection, orderBy, query } from 'firebase/firestore';
import type { EntryHistory } from '#domain/entry.ts';
import { historyFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

const entryHistoryQuery = (calendar: string, entryId: string) =>
  liveQuery<readonly EntryHistory[]>(
    ['history', calendar, entryId],
    watchQuery(
      `history ${calendar} ${entryId}`,
      () =>
        query(
          collection(backend().db, 'calendars', calendar, 'entries', entryId, 'history'),
          orderBy('revision', 'desc'),
        ),
      (document) => historyFromDocument(entryId, document.data({ serverTimestamps: 'estimate' })),
    ),
  );

/** Who changed an entry to what, newest first. */
export const useEntryHistory = (calendar: string, entryId: string) => useQuery(entryHistoryQuery(calendar, entryId));
