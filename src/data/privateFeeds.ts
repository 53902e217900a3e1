import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { useQuery } from '@tanstack/react-query';
import { collection, deleteDoc, doc, query, runTransaction, serverTimestamp, where } from 'firebase/firestore';
import { feedFromDocument, feedToDocument, type PrivateFeed } from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { ownUid } from './session.ts';
import { watchQuery } from './watch.ts';

const feeds = () => collection(backend().db, 'feeds');

const feedsQuery = (uid: string) =>
  liveQuery<readonly PrivateFeed[]>(
    ['privateFeeds', uid],
    watchQuery(
      `feeds of ${uid}`,
      () => query(feeds(), where('member', '==', uid)),
      (document) => feedFromDocument(document.id, document.data({ serverTimestamps: 'estimate' })),
    ),
  );

/** One's own private addresses: what they hold and when they were used, never the addresses themselves. */
export const usePrivateFeeds = (uid: string) => useQuery(feedsQuery(uid));

/** 32 random bytes; `crypto.getRandomValues` is there on plain http too (docs/decisions/0016). */
function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * Makes a private address of one calendar, of one person, or (both null) of everything, and resolves to its path: the
 * only time that anybody has it. As a transaction, so that it is never queued: an address that is shown works. Rejects
 * with `offline`, `forbidden`.
 */
export async function createPrivateFeed(what: Pick<PrivateFeed, 'calendar' | 'person'>): Promise<string> {
  const token = newToken();
  const hash = bytesToHex(sha256(utf8ToBytes(token)));
  const feed = { member: ownUid(), ...what, createdAt: 0, lastUsedAt: null };
  try {
    await runTransaction(
      backend().db,
      async (transaction) => {
        transaction.set(doc(feeds(), hash), feedToDocument(feed, serverTimestamp()));
      },
      { maxAttempts: 1 },
    );
  } catch (cause) {
    throw toDataError(cause);
  }
  return `/ical/private/${token}.ics`;
}

/** From then on the address is nothing. Without a network it waits for one; rejects with `forbidden`. */
export async function revokePrivateFeed(hash: string): Promise<void> {
  try {
    await deleteDoc(doc(feeds(), hash));
  } catch (cause) {
    throw toDataError(cause);
  }
}
