import {
  onSnapshot,
  type DocumentData,
  type DocumentReference,
  type Query,
  type QueryDocumentSnapshot,
} from 'firebase/firestore';
import { setCurrent } from './current.ts';
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

/**
 * A query's documents through `read`, again at every change, pending writes laid over (the SDK's latency compensation).
 * Only documents that changed are read again: the others stay the same values, so that nobody redraws them.
 */
export const watchQuery =
  <T>(
    question: string,
    query: () => Query,
    read: (document: QueryDocumentSnapshot<DocumentData>) => T,
  ): Watch<readonly T[]> =>
  (next, fail) => {
    const mayTell = gate(question);
    const values = new Map<string, T>();
    let later: ReturnType<typeof setTimeout> | undefined;
    const stop = onSnapshot(
      query(),
      { includeMetadataChanges: true },
      (snapshot) => {
        try {
          for (const { type, doc } of snapshot.docChanges({ includeMetadataChanges: true })) {
            if (type === 'removed') values.delete(doc.ref.path);
            else values.set(doc.ref.path, read(doc));
          }
          if (!mayTell(snapshot.empty, snapshot.metadata.fromCache)) return;
          const tell = () => {
            next(snapshot.docs.map(({ ref }) => values.get(ref.path)!));
            setCurrent(question, !snapshot.metadata.fromCache);
          };
          clearTimeout(later);
          // With a write of our own in it: the SDK sends that in the next task, where drawing must not stand before it.
          if (snapshot.metadata.hasPendingWrites) later = setTimeout(tell);
          else tell();
        } catch (cause) {
          fail(cause);
        }
      },
      fail,
    );
    return () => {
      clearTimeout(later);
      stop();
      setCurrent(question, false);
    };
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
    const stop = onSnapshot(
      target,
      { includeMetadataChanges: true },
      (snapshot) => {
        onFreshness?.(!snapshot.metadata.fromCache);
        if (!mayTell(!snapshot.exists(), snapshot.metadata.fromCache)) return;
        try {
          const data = snapshot.data({ serverTimestamps: 'estimate' });
          next(data === undefined ? null : read(snapshot.id, data));
          setCurrent(target.path, !snapshot.metadata.fromCache);
        } catch (cause) {
          fail(cause);
        }
      },
      fail,
    );
    return () => {
      stop();
      setCurrent(target.path, false);
    };
  };
