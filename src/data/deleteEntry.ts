import { doc, serverTimestamp, writeBatch } from 'firebase/firestore';
import type { StoredEntry } from '#domain/entry.ts';
import { entryToDocument } from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { whyRefused } from './saveEntry.ts';
import { ownUid } from './session.ts';

/**
 * Deletes a draft; its history stays. The rules allow it only while the entry is not in the week as issued:
 * after that it is cancelled or postponed, never gone. Rejects as `saveEntry` does.
 */
export async function deleteEntry(base: StoredEntry): Promise<void> {
  const { db } = backend();
  const revision = base.revision + 1;
  const reference = doc(db, 'calendars', base.calendar, 'entries', base.id);
  const batch = writeBatch(db);
  batch.delete(reference);
  batch.set(doc(reference, 'history', String(revision)), {
    revision,
    action: 'delete',
    by: ownUid(),
    at: serverTimestamp(),
    entry: entryToDocument(base),
  });
  try {
    await batch.commit();
  } catch (cause) {
    const error = await whyRefused(base, base, toDataError(cause));
    if (error) throw error;
  }
}
