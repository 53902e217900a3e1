import { useQuery } from '@tanstack/react-query';
import { collection, getDocs, limit, orderBy, query } from 'firebase/firestore';
import type { EntryHistory } from '#domain/entry.ts';
import { historyFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

const recordsOf = (calendar: string, entryId: string) =>
  query(collection(backend().db, 'calendars', calendar, 'entries', entryId, 'history'), orderBy('revision', 'desc'));

const entryHistoryQuery = (calendar: string, entryId: string) =>
  liveQuery<readonly EntryHistory[]>(
    ['history', calendar, entryId],
    watchQuery(
      `history ${calendar} ${entryId}`,
      () => recordsOf(calendar, entryId),
      (document) => historyFromDocument(entryId, document.data({ serverTimestamps: 'estimate' })),
    ),
  );

/** Who changed an entry to what, newest first. */
export const useEntryHistory = (calendar: string, entryId: string) => useQuery(entryHistoryQuery(calendar, entryId));

/** What was done to an entry last, asked once. Null: not known. */
export async function lastRecord(calendar: string, entryId: string): Promise<EntryHistory | null> {
  try {
    const [record] = (await getDocs(query(recordsOf(calendar, entryId), limit(1)))).docs;
    return record ? historyFromDocument(entryId, record.data({ serverTimestamps: 'estimate' })) : null;
  } catch {
    return null;
  }
}
