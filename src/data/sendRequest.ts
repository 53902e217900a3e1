import { serverTimestamp, writeBatch } from 'firebase/firestore';
import type { Deletion, Entry, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import { commitDeletion } from './deleteEntry.ts';
import { requestToDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { KeptBatch } from './outbox.ts';
import { requestReference } from './requests.ts';
import { commitEntry, putEntry, saveEntry } from './saveEntry.ts';
import { ownUid } from './session.ts';

/*
 * What a division does to its requests (REQUEST_ACTS of src/domain/request.ts). All are shown at once, wait for the
 * network as `saveEntry` does, and reject as it does: `stale` when the office answered meanwhile.
 */

/**
 * Registers an entry for the calendar's week in the name of `unit` (calendar id): a new one, or one that the same person
 * had withdrawn (`base`).
 */
export async function sendRequest(
  entry: Entry,
  unit: string,
  hidden?: EntryPrivate,
  base: Deletion | null = null,
): Promise<void> {
  const request: Entry = { ...entry, stage: 'requested' };
  const batch = writeBatch(backend().db);
  putEntry(batch, request, base, hidden);
  batch.set(
    requestReference(entry.calendar, entry.id),
    requestToDocument(
      { unit, week: entry.week, by: ownUid(), sentAt: 0, reason: null, into: null, answeredBy: null, answeredAt: null },
      { sentAt: serverTimestamp(), answeredAt: null },
    ),
  );
  await commitEntry(batch, request, base);
}

/** Changes one that waits, and sends a returned one again. */
export const changeRequest = (entry: Entry, base: StoredEntry, hidden?: EntryPrivate): Promise<void> =>
  saveEntry({ ...entry, stage: 'requested' }, base, hidden);

/** Takes it back as if it had never been sent; its history stays. */
export async function withdrawRequest(base: StoredEntry): Promise<void> {
  const batch = new KeptBatch();
  batch.delete(requestReference(base.calendar, base.id));
  await commitDeletion(batch, base);
}
