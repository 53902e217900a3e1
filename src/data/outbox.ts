import {
  Bytes,
  doc,
  FieldValue,
  getDocFromServer,
  serverTimestamp,
  writeBatch,
  type DocumentData,
  type DocumentReference,
} from 'firebase/firestore';
import { onTheLine } from './connection.ts';
import { backend, isThisTabOnly } from './firebase.ts';
import { livingTabs } from './livingTabs.ts';
import { ownUid } from './session.ts';
import { tabName } from './unsaved.ts';

/*
 * Writes that wait for the network must outlive their page. The SDK keeps them where its cache is on this machine's disk;
 * with the cache in memory (docs/decisions/0017) a reload or a crash would drop them. So what a batch holds is written
 * down here before it is given to the SDK, and struck off when the store has answered. What rows of the editor hold is
 * kept by `unsaved.ts`, with what was typed; here is everything else: deletions, duty, series, answers to requests.
 */

type Write =
  | { readonly do: 'set' | 'update'; readonly path: string; readonly data: unknown }
  | { readonly do: 'delete'; readonly path: string };

interface Letter {
  readonly tab: string;
  readonly writes: readonly Write[];
}

/** `unsent:{uid}:{when}.{random}`: in the order in which they were given. */
const prefix = (uid: string) => `unsent:${uid}:`;

/** On a machine that others use nothing stays beyond the tab. */
const place = (): Storage => (isThisTabOnly() ? sessionStorage : localStorage);

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

/**
 * Sends again what pages that are gone had not got rid of. Resolves to what the store would no longer take, as words of it
 * (an entry's content; '' where there is none): somebody was first, or the right is gone. What had arrived after all, only
 * its answer was lost, is none of these. Without a network it waits for one.
 */
export async function resendUnsent(): Promise<readonly string[]> {
  const uid = ownUid();
  const storage = place();
  // Before the living answer: what this page itself gives from now on is not for it.
  const found = Object.keys(storage)
    .filter((key) => key.startsWith(prefix(uid)))
    .sort();
  if (found.length === 0) return [];
  const own = tabName(sessionStorage);
  const living = await livingTabs();
  const refused: string[] = [];
  for (const key of found) {
    const letter = read(storage.getItem(key));
    if (!letter || (letter.tab !== own && living.has(letter.tab))) continue;
    const batch = writeBatch(backend().db);
    for (const write of letter.writes) {
      const reference = doc(backend().db, write.path);
      if (write.do === 'delete') batch.delete(reference);
      else if (write.do === 'set') batch.set(reference, unwritten(write.data) as DocumentData);
      else batch.update(reference, unwritten(write.data) as DocumentData);
    }
    try {
      await batch.commit();
    } catch {
      if (!(await arrived(letter.writes))) refused.push(wordsOf(letter.writes));
    }
    storage.removeItem(key);
  }
  return refused;
}

/** Whether the store holds what was written, but for its timestamps. */
async function arrived(writes: readonly Write[]): Promise<boolean> {
  for (const write of writes) {
    const snapshot = await getDocFromServer(doc(backend().db, write.path)).catch(() => null);
    if (!snapshot) return false; // not to be seen is not to be known
    const data = snapshot.data();
    if (write.do === 'delete' ? data !== undefined : data === undefined || !holds(written(data), write.data))
      return false;
  }
  return true;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function holds(stored: unknown, sent: unknown): boolean {
  if (isMap(sent) && '$now' in sent) return true;
  if (Array.isArray(sent)) {
    return (
      Array.isArray(stored) && stored.length === sent.length && sent.every((item, index) => holds(stored[index], item))
    );
  }
  if (isMap(sent)) return isMap(stored) && Object.entries(sent).every(([name, value]) => holds(stored[name], value));
  return stored === sent;
}

/** An entry's words, wherever in the batch they stand. */
function wordsOf(writes: readonly Write[]): string {
  for (const write of writes) {
    if (write.do === 'delete' || !isMap(write.data)) continue;
    const entry = isMap(write.data['entry']) ? write.data['entry'] : write.data;
    if (typeof entry['content'] === 'string') return entry['content'];
  }
  return '';
}

/** As JSON: a date is `{$date: ms}`, the server's timestamp `{$now: true}`. No field of ours begins with `$`. */
function written(value: unknown): unknown {
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

function unwritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwritten);
  if (!isMap(value)) return value;
  if (typeof value['$date'] === 'number') return new Date(value['$date']);
  if (value['$now'] === true) return serverTimestamp();
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unwritten(item)]));
}

function read(text: string | null): Letter | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as Letter | null;
    return value && Array.isArray(value.writes) ? value : undefined;
  } catch {
    return undefined;
  }
}
