import {
  Bytes,
  FieldValue,
  serverTimestamp,
  writeBatch,
  type DocumentData,
  type DocumentReference,
} from 'firebase/firestore';
import { onTheLine } from './connection.ts';
import { backend, isThisTabOnly } from './firebase.ts';
import { ownUid } from './session.ts';
import { tabName } from './unsaved.ts';

/*
 * Writes that wait for the network must outlive their page. The SDK keeps them where its cache is on this machine's disk;
 * with the cache in memory (docs/decisions/0017) a reload or a crash would drop them. So what a batch holds is written
 * down here before it is given to the SDK, and struck off when the store has answered; resendUnsent.ts sends what is left. What rows of the editor hold is
 * kept by `unsaved.ts`, with what was typed; here is everything else: deletions, duty, series, answers to requests.
 */

export type Write =
  | { readonly do: 'set' | 'update'; readonly path: string; readonly data: unknown }
  | { readonly do: 'delete'; readonly path: string };

export interface Letter {
  readonly tab: string;
  readonly writes: readonly Write[];
}

/** `unsent:{uid}:{when}.{random}`: in the order in which they were given. */
const prefix = (uid: string) => `unsent:${uid}:`;

/** On a machine that others use nothing stays beyond the tab. */
export const place = (): Storage => (isThisTabOnly() ? sessionStorage : localStorage);

let given = 0;

/** A batch that outlives its page. Takes what `writeBatch` takes of it, of plain data, dates and server timestamps. */
export class KeptBatch {
  readonly #batch = writeBatch(backend().db);
  readonly #writes: Write[] = [];

  set(reference: DocumentReference, data: DocumentData): void {
    this.#batch.set(reference, data);
    this.#writes.push({ do: 'set', path: reference.path, data: written(data) });
  }

  update(reference: DocumentReference, data: DocumentData): void {
    this.#batch.update(reference, data);
    this.#writes.push({ do: 'update', path: reference.path, data: written(data) });
  }

  delete(reference: DocumentReference): void {
    this.#batch.delete(reference);
    this.#writes.push({ do: 'delete', path: reference.path });
  }

  /** Settles as `WriteBatch.commit` does. */
  async commit(): Promise<void> {
    const strikeOff = backend().keepsCopy ? () => {} : note(this.#writes);
    try {
      await onTheLine(this.#batch.commit());
    } finally {
      strikeOff();
    }
  }
}

function note(writes: readonly Write[]): () => void {
  given += 1;
  const key = `${prefix(ownUid())}${Date.now().toString(36).padStart(9, '0')}.${given.toString(36).padStart(4, '0')}${Math.random().toString(36).slice(2, 8)}`;
  try {
    const storage = place();
    storage.setItem(key, JSON.stringify({ tab: tabName(sessionStorage), writes } satisfies Letter));
    return () => storage.removeItem(key);
  } catch {
    return () => {}; // a full disk, a private window: the write itself must go on
  }
}

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As JSON: a date is `{$date: ms}`, the server's timestamp `{$now: true}`. No field of ours begins with `$`. */
export function written(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof FieldValue) {
    if (!value.isEqual(serverTimestamp())) throw new Error('only server timestamps are kept');
    return { $now: true };
  }
  if (value instanceof Bytes) throw new Error('bytes are not kept');
  if (typeof value === 'object' && value !== null && 'toMillis' in value) {
    return { $date: (value as { toMillis(): number }).toMillis() };
  }
  if (Array.isArray(value)) return value.map(written);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, written(item)]));
}

/** What pages of this person have given and the store has not answered, in the order in which it was given. */
export const unsentLetters = (): readonly string[] =>
  Object.keys(place())
    .filter((key) => key.startsWith(prefix(ownUid())))
    .sort();
