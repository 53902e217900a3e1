import { deleteApp, initializeApp } from 'firebase/app';
import * as firestore from 'firebase/firestore';

/** A server that speaks Firestore. */
export interface Server {
  host: string;
  port: number;
}

/** What a case is given: SDKs of several people, and a collection that is nobody else's. */
export interface Client {
  db: firestore.Firestore;
  /** Of somebody else, with nothing in the cache. */
  other: firestore.Firestore;
  /** The path of the collection. */
  path: string;
  collection(db?: firestore.Firestore): firestore.CollectionReference;
  /** Writes documents by their ids, as somebody who is not `db` either. */
  fill(documents: Record<string, firestore.DocumentData>): Promise<void>;
}

let count = 0;
const run = Math.random().toString(36).slice(2);

/** Runs a case in this very place, Node or a page, and gives what it found. */
export async function withClient<T>(
  { host, port }: Server,
  settings: firestore.FirestoreSettings,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  firestore.setLogLevel('silent'); // refusals are part of the cases
  const apps = Array.from({ length: 3 }, () =>
    initializeApp({ projectId: 'demo-office', apiKey: 'any' }, `client-${++count}`),
  );
  const [db, other, third] = apps.map((app) => {
    const one = firestore.initializeFirestore(app, settings);
    firestore.connectFirestoreEmulator(one, host, port);
    return one;
  }) as [firestore.Firestore, firestore.Firestore, firestore.Firestore];
  const path = `c-${run}-${count}`;
  try {
    return await use({
      db,
      other,
      path,
      collection: (by = db) => firestore.collection(by, path),
      fill: async (documents) => {
        const batch = firestore.writeBatch(third);
        for (const [id, data] of Object.entries(documents)) batch.set(firestore.doc(third, path, id), data);
        await batch.commit();
      },
    });
  } finally {
    await Promise.all([db, other, third].map((one) => firestore.terminate(one)));
    await Promise.all(apps.map((app) => deleteApp(app)));
  }
}

/** What a listener hears, in plain words; `next` waits for one more. */
export class Heard {
  readonly all: string[] = [];
  readonly stop: () => void;
  #wake: () => void = () => {};

  constructor(target: firestore.Query | firestore.DocumentReference, options: firestore.SnapshotListenOptions = {}) {
    const hear = (text: string) => {
      this.all.push(text);
      this.#wake();
    };
    const fail = (error: firestore.FirestoreError) => hear(`error ${error.code}`);
    this.stop =
      target instanceof firestore.DocumentReference
        ? firestore.onSnapshot(
            target,
            options,
            (one) => hear(`${print(one.data() ?? null)}${marks(one.metadata)}`),
            fail,
          )
        : firestore.onSnapshot(target, options, (found) => hear(`${printDocs(found)}${marks(found.metadata)}`), fail);
  }

  /** Waits until so much has been heard, and gives it all. */
  async upTo(length: number): Promise<string[]> {
    while (this.all.length < length) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return [...this.all];
  }

  /** Waits for something, and gives all until then. */
  async until(text: string): Promise<string[]> {
    for (let length = 1; ; length++) {
      const all = await this.upTo(length);
      if (all[length - 1] === text) return all;
    }
  }
}

function marks({ fromCache, hasPendingWrites }: firestore.SnapshotMetadata): string {
  return `${fromCache ? ' cached' : ''}${hasPendingWrites ? ' pending' : ''}`;
}

const printDocs = (found: firestore.QuerySnapshot): string =>
  found.docs.map((one) => `${one.id}${print(one.data())}`).join(' ') || 'nothing';

/** Data as text, with what JSON has not. */
export function print(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number' || typeof value === 'bigint') return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof firestore.Timestamp) return `@${value.seconds}.${value.nanoseconds}`;
  if (value instanceof firestore.GeoPoint) return `(${value.latitude},${value.longitude})`;
  if (value instanceof firestore.Bytes) return `bytes ${value.toBase64()}`;
  if (value instanceof firestore.DocumentReference) return `ref ${value.path}`;
  if (value instanceof firestore.VectorValue) return `vector ${print(value.toArray())}`;
  if (Array.isArray(value)) return `[${value.map(print).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, one]) => `${key}:${print(one)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The code of the error that an action ends in. */
export async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
    return 'done';
  } catch (error) {
    return (error as firestore.FirestoreError).code;
  }
}
