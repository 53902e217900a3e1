import { runTransaction } from 'firebase/firestore';
import type { Entry, StoredEntry } from '#domain/entry.ts';
import { isTooLarge, type PublishedWeek } from '#domain/publication.ts';
import { entryFromDocument } from './documents.ts';
import { DataError, toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { putIssue } from './issueWeek.ts';
import { entryReference, putEntry } from './saveEntry.ts';

/**
 * Saves an entry's new status as the revision after `base` and issues the revision of the week that tells it: both or
 * neither, now or not at all. Rejects with `stale` when somebody changed the entry (`current`) or issued the week
 * meanwhile, `forbidden`, `offline`, `tooLarge`.
 */
export async function stopAndIssue(entry: Entry, base: StoredEntry, published: PublishedWeek): Promise<void> {
  if (isTooLarge(published)) throw new DataError('tooLarge');
  try {
    await runTransaction(backend().db, async (transaction) => {
      const stored = await transaction.get(entryReference(entry));
      const data = stored.data();
      const current = data === undefined ? null : entryFromDocument(stored.id, data);
      if (current?.revision !== base.revision) throw new DataError('stale', { current });
      await putIssue(transaction, published);
      putEntry(transaction, entry, base);
    });
  } catch (cause) {
    throw toDataError(cause);
  }
}
