import {
  onSnapshot,
  type DocumentData,
  type DocumentReference,
  type Query,
  type QueryDocumentSnapshot,
} from 'firebase/firestore';
import type { Watch } from './live.ts';

/**
 * A query's documents through `read`, again at every change, pending writes laid over (the SDK's latency compensation).
 *
 * An empty answer from this machine's own copy, before the store has answered once, is not told: nobody may read
 * "nothing scheduled" out of a missing network.
 */
export const watchQuery =
  <T>(query: () => Query, read: (document: QueryDocumentSnapshot<DocumentData>) => T): Watch<readonly T[]> =>
  (next, fail) => {
    let told = false;
    return onSnapshot(
      query(),
      { includeMetadataChanges: true },
      (snapshot) => {
        if (!told && snapshot.empty && snapshot.metadata.fromCache) return;
        told = true;
        try {
          next(snapshot.docs.map(read));
        } catch (cause) {
          fail(cause);
        }
      },
      fail,
    );
  };

/** One document through `read`; null when there is none. The rule for an absent one read from the own copy is the same. */
export const watchDocument =
  <T>(
    reference: () => DocumentReference,
    read: (id: string, data: DocumentData, pending: boolean) => T,
    onFreshness?: (fromServer: boolean) => void,
  ): Watch<T | null> =>
  (next, fail) => {
    let told = false;
    return onSnapshot(
      reference(),
      { includeMetadataChanges: true },
      (snapshot) => {
        onFreshness?.(!snapshot.metadata.fromCache);
        if (!told && !snapshot.exists() && snapshot.metadata.fromCache) return;
        told = true;
        try {
          const data = snapshot.data({ serverTimestamps: 'estimate' });
          next(data === undefined ? null : read(snapshot.id, data, snapshot.metadata.hasPendingWrites));
        } catch (cause) {
          fail(cause);
        }
      },
      fail,
    );
  };
