import {
  onSnapshot,
  type DocumentData,
  type DocumentReference,
  type Query,
  type QueryDocumentSnapshot,
} from 'firebase/firestore';
import { markHeard, wasHeard } from './heard.ts';
import type { Watch } from './live.ts';

/**
 * Whether an answer may be told. One that says "none" out of this machine's own copy may only if the store has said
 * so before (`question`): nobody may read "nothing scheduled" out of a missing network.
 */
function gate(question: string): (none: boolean, fromCache: boolean) => boolean {
  let told = false;
  let marked = false;
  return (none, fromCache) => {
    if (!fromCache && !marked) {
      markHeard(question);
      marked = true;
    }
    told ||= !none || !fromCache || wasHeard(question);
    return told;
  };
}

/** A query's documents through `read`, again at every change, pending writes laid over (the SDK's latency compensation). */
export const watchQuery =
  <T>(
    question: string,
    query: () => Query,
    read: (document: QueryDocumentSnapshot<DocumentData>) => T,
  ): Watch<readonly T[]> =>
  (next, fail) => {
    const mayTell = gate(question);
    return onSnapshot(
      query(),
      { includeMetadataChanges: true },
      (snapshot) => {
        if (!mayTell(snapshot.empty, snapshot.metadata.fromCache)) return;
        try {
          next(snapshot.docs.map(read));
        } catch (cause) {
          fail(cause);
        }
      },
      fail,
    );
  };

/** One document through `read`; null when there is none. */
export const watchDocument =
  <T>(
    reference: () => DocumentReference,
    read: (id: string, data: DocumentData) => T,
    onFreshness?: (fromServer: boolean) => void,
  ): Watch<T | null> =>
  (next, fail) => {
    const target = reference();
    const mayTell = gate(target.path);
    return onSnapshot(
      target,
      { includeMetadataChanges: true },
      (snapshot) => {
        onFreshness?.(!snapshot.metadata.fromCache);
        if (!mayTell(!snapshot.exists(), snapshot.metadata.fromCache)) return;
        try {
          const data = snapshot.data({ serverTimestamps: 'estimate' });
          next(data === undefined ? null : read(snapshot.id, data));
        } catch (cause) {
          fail(cause);
        }
      },
      fail,
    );
  };
