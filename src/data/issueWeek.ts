import { doc, runTransaction, serverTimestamp, type Transaction } from 'firebase/firestore';
import { isTooLarge, type PublishedWeek } from '#domain/publication.ts';
import { publishedWeekFromDocument, publishedWeekToDocument } from './documents.ts';
import { DataError, toDataError } from './errors.ts';
import { backend } from './firebase.ts';

/**
 * Issues the week: the public document and its immutable copy in one atomic write, timed by the server's clock.
 *
 * A transaction, not a batch: issuing must happen now or not at all, a batch would wait for the network and issue
 * hours later. Rejects with `stale` when another revision was issued meanwhile, `forbidden`, `offline`, `tooLarge`.
 */
export async function issueWeek(published: PublishedWeek): Promise<void> {
  if (isTooLarge(published)) throw new DataError('tooLarge');
  try {
    await runTransaction(backend().db, async (transaction) => (await readIssue(transaction, published))());
  } catch (cause) {
    throw toDataError(cause);
  }
}

/**
 * The reads of an issue, as part of a transaction that has not written yet; its writes are done by what is returned.
 * Rejects with `stale`.
 */
export async function readIssue(transaction: Transaction, published: PublishedWeek): Promise<() => void> {
  const reference = doc(backend().db, 'publishedWeeks', `${published.calendar}_${published.week}`);
  const stored = (await transaction.get(reference)).data();
  const issued = stored === undefined ? 0 : publishedWeekFromDocument(stored).revision;
  if (issued !== published.revision - 1) throw new DataError('stale');
  const now = serverTimestamp();
  const document = publishedWeekToDocument(published, {
    issuedAt: now,
    // Earlier times as stored: finer than the domain's milliseconds, and the rules want them unchanged.
    revisionTimes: { ...(stored?.['revisionTimes'] as object | undefined), [published.revision]: now },
  });
  return () => {
    transaction.set(reference, document);
    transaction.set(doc(reference, 'revisions', String(published.revision)), document);
  };
}
