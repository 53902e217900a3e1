import { runTransaction } from 'firebase/firestore';
import type { Entry, StoredEntry } from '#domain/entry.ts';
import { isTooLarge, type PublishedWeek } from '#domain/publication.ts';
import { entryFromDocument } from './documents.ts';
import { DataError, toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { readIssue } from './issueWeek.ts';
import { entryReference, putEntry } from './saveEntry.ts';

/**
 * Saves an entry as the revision after `base` and issues the revisions of the weeks that tell it: all or nothing, now or
 * not at all. Rejects with `stale` when somebody changed the entry (`current`) or issued one of the weeks meanwhile,
 * `forbidden`, `offline`, `tooLarge`.
 */
export async function saveAndIssue(
  entry: Entry,
  base: StoredEntry,
  published: readonly PublishedWeek[],
): Promise<void> {
  if (published.some(isTooLarge)) throw new DataError('tooLarge');
  try {
    await runTransaction(backend().db, async (transaction) => {
      const stored = await transaction.get(entryReference(entry));
      const data = stored.data();
      const current = data === undefined ? null : entryFromDocument(stored.id, data);
      if (current?.revision !== base.revision) throw new DataError('stale', { current });
      const puts = await Promise.all(published.map((week) => readIssue(transaction, week)));
      for (const put of puts) put();
      putEntry(transaction, entry, base);
    });
  } catch (cause) {
    throw toDataError(cause);
  }
}
