import { useQuery } from '@tanstack/react-query';
import { collection, doc, query, serverTimestamp, setDoc, where } from 'firebase/firestore';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import type { SeenReceipt } from '#domain/seen.ts';
import type { WeekId } from '#domain/week.ts';
import { seenFromDocument, seenToDocument } from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { ownUid } from './session.ts';
import { watchQuery } from './watch.ts';

const receipts = (calendar: string, week: WeekId) =>
  collection(backend().db, 'publishedWeeks', `${calendar}_${week}`, 'seen');

const seenQuery = (calendar: string, week: WeekId, entry: string) =>
  liveQuery<readonly SeenReceipt[]>(
    ['seen', week, calendar, entry],
    watchQuery(
      `seen ${calendar} ${week} ${entry}`,
      () => query(receipts(calendar, week), where('entry', '==', entry)),
      (document) => seenFromDocument(document.data({ serverTimestamps: 'estimate' })),
    ),
  );

const weekSeenQuery = (calendar: string, week: WeekId) =>
  liveQuery<readonly SeenReceipt[]>(
    ['seen', week, calendar],
    watchQuery(
      `seen ${calendar} ${week}`,
      () => receipts(calendar, week),
      (document) => seenFromDocument(document.data({ serverTimestamps: 'estimate' })),
    ),
  );

/** The same of all entries of an issued week: one listener for its whole table. */
export const useWeekSeen = (calendar: string, week: WeekId) => useQuery(weekSeenQuery(calendar, week)).data;

/** Who has said that they saw an issued entry, of whatever revision. */
export const useSeen = (calendar: string, week: WeekId, entry: string) => useQuery(seenQuery(calendar, week, entry));

/**
 * Says that one has seen the entry as the week in force has it. Shown at once; without a network it goes out when there is
 * one. Rejects with `forbidden`.
 */
export async function markSeen({ calendar, week, revision }: PublishedWeek, { id }: PublicEntry): Promise<void> {
  try {
    await setDoc(
      doc(receipts(calendar, week), `${ownUid()}_${id}`),
      seenToDocument({ by: ownUid(), entry: id, revision }, serverTimestamp()),
    );
  } catch (cause) {
    throw toDataError(cause);
  }
}
