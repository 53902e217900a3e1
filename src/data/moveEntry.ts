import { getDocFromServer } from 'firebase/firestore';
import type { Entry, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import { putDeletion } from './deleteEntry.ts';
import { toDataError } from './errors.ts';
import { KeptBatch } from './outbox.ts';
import { entryReference, putEntry, whyRefused } from './saveEntry.ts';

/**
 * Takes an entry to another week or calendar in one write: anew there, and deleted where it was. So what somebody deletes
 * meanwhile does not come back elsewhere. Open while there is no network, as `saveEntry`. Rejects with `stale`
 * (`current`: how `from` stands now; null: it was deleted) or `forbidden` (it was issued); then nothing has moved.
 */
export async function moveEntry(entry: Entry, from: StoredEntry, hidden?: EntryPrivate): Promise<void> {
  const batch = new KeptBatch();
  putEntry(batch, entry, null, hidden);
  putDeletion(batch, from);
  try {
    await batch.commit();
  } catch (cause) {
    // The write had been taken, only its confirmation was lost and the SDK sent it twice.
    if ((await getDocFromServer(entryReference(entry)).catch(() => null))?.exists()) return;
    throw (await whyRefused(from, from.revision, toDataError(cause), () => false))!;
  }
}
