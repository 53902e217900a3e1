import { doc, serverTimestamp } from 'firebase/firestore';
import type { StoredEntry } from '#domain/entry.ts';
import { historyToDocument } from './documents.ts';
import { toDataError } from './errors.ts';
import { KeptBatch } from './outbox.ts';
import { entryReference, whyRefused, type Batch } from './saveEntry.ts';
import { ownUid } from './session.ts';

/**
 * Deletes a draft; its history stays, and so do its link and note, which only the calendar's editors can read from then
 * on (docs/decisions/0044). The rules allow it only while the entry is not in the week as issued: after that it is
 * cancelled or postponed, never gone. Rejects as `saveEntry` does.
 */
export async function deleteEntry(base: StoredEntry): Promise<void> {
  await commitDeletion(new KeptBatch(), base);
}

/** Puts the deletion into a batch, with its history record. */
export function putDeletion(batch: Batch, base: StoredEntry): void {
  const revision = base.revision + 1;
  const reference = entryReference(base);
  batch.delete(reference);
  batch.set(
    doc(reference, 'history', String(revision)),
    historyToDocument({ revision, action: 'delete', by: ownUid(), at: 0, entry: base }, serverTimestamp()),
  );
}

/** As `deleteEntry`, together with what the batch holds already. */
export async function commitDeletion(batch: Batch, base: StoredEntry): Promise<void> {
  putDeletion(batch, base);
  try {
    await batch.commit();
  } catch (cause) {
    const error = await whyRefused(base, base.revision, toDataError(cause), (current) => current === null);
    if (error) throw error;
  }
}
