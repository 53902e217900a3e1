import { useQuery } from '@tanstack/react-query';
import { collection, doc, serverTimestamp } from 'firebase/firestore';
import type { SeriesWrite } from '#domain/dueEntries.ts';
import type { Series } from '#domain/series.ts';
import { seriesFromDocument, seriesToDocument } from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { KeptBatch } from './outbox.ts';
import { ownUid } from './session.ts';
import { watchQuery } from './watch.ts';

const seriesIn = (calendar: string) => collection(backend().db, 'calendars', calendar, 'series');

export const watchSeries = (calendar: string) =>
  watchQuery(
    `series ${calendar}`,
    () => seriesIn(calendar),
    (document) => seriesFromDocument(document.id, document.data({ serverTimestamps: 'estimate' })),
  );

const seriesQuery = (calendar: string) => liveQuery<readonly Series[]>(['series', calendar], watchSeries(calendar));

/** What comes again in a calendar: some dozens. */
export const useSeries = (calendar: string) => useQuery(seriesQuery(calendar));

/**
 * One write, after those of the entries that were given before it: the rules compare a series with the entry it is made
 * from. Without a network the promise stays open; rejects with `forbidden`, also when somebody else was first.
 */
export async function writeSeries(calendar: string, writes: readonly SeriesWrite[]): Promise<void> {
  const batch = new KeptBatch();
  for (const write of writes) {
    if ('remove' in write) batch.delete(doc(seriesIn(calendar), write.remove.id));
    else {
      const stamps = { revision: (write.base?.revision ?? 0) + 1, updatedBy: ownUid(), updatedAt: serverTimestamp() };
      batch.set(doc(seriesIn(calendar), write.save.id), seriesToDocument(write.save, stamps));
    }
  }
  try {
    await batch.commit();
  } catch (cause) {
    throw toDataError(cause);
  }
}
