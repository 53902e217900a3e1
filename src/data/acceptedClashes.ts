import { useQuery } from '@tanstack/react-query';
import { collection, doc, serverTimestamp } from 'firebase/firestore';
import type { WeekId } from '#domain/week.ts';
import {
  acceptedClashFromDocument,
  acceptedClashToDocument,
  takenBackToFields,
  type AcceptedClash,
} from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { KeptBatch } from './outbox.ts';
import { ownUid } from './session.ts';
import { watchQuery } from './watch.ts';

const clashes = (calendar: string, week: WeekId) =>
  collection(backend().db, 'weeks', `${calendar}_${week}`, 'acceptedClashes');

const acceptedClashesQuery = (calendar: string, week: WeekId) =>
  liveQuery<readonly AcceptedClash[]>(
    ['acceptedClashes', week, calendar],
    watchQuery(
      `acceptedClashes ${calendar} ${week}`,
      () => clashes(calendar, week),
      (document) => acceptedClashFromDocument(document.id, document.data({ serverTimestamps: 'estimate' })),
    ),
  );

/** The clashes of a calendar's week that its editors took as they stood. */
export const useAcceptedClashes = (calendar: string, week: WeekId) =>
  useQuery({ ...acceptedClashesQuery(calendar, week), select: standing });

const standing = (all: readonly AcceptedClash[]) => all.filter(({ takenBack }) => takenBack === null);

/** Shown at once; rejects with `forbidden`. Without a network the promise stays open until there is one. */
export async function acceptClash(calendar: string, week: WeekId, standing: string, reason: string): Promise<void> {
  try {
    const batch = new KeptBatch();
    batch.set(
      doc(clashes(calendar, week)),
      acceptedClashToDocument({ standing, reason, by: ownUid() }, serverTimestamp()),
    );
    await batch.commit();
  } catch (cause) {
    throw toDataError(cause);
  }
}

/**
 * The clash counts again. Marked, not deleted: an acceptance that comes a second time, or late, finds its name taken and
 * does not undo this. Rejects as `acceptClash` does.
 */
export async function takeAcceptanceBack(calendar: string, week: WeekId, id: string): Promise<void> {
  try {
    const batch = new KeptBatch();
    batch.update(doc(clashes(calendar, week), id), takenBackToFields(ownUid(), serverTimestamp()));
    await batch.commit();
  } catch (cause) {
    throw toDataError(cause);
  }
}
