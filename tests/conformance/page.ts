import { initializeApp } from 'firebase/app';
import * as firestore from 'firebase/firestore';

/** In a browser's page: the SDK for the test to call, and listeners that keep what they heard. */
interface Page {
  firestore: typeof firestore;
  open(options: {
    port: number;
    transport: 'streaming' | 'longPolling' | 'auto';
    uid?: string;
    persistent?: boolean;
  }): firestore.Firestore;
  /** Of the last `open`. */
  db: firestore.Firestore;
  watch(name: string, query: firestore.Query): void;
  heard: Record<string, { rows: firestore.DocumentData[]; fromCache: boolean; pending: boolean; error?: string }>;
}

declare global {
  var test: Page;
}

let apps = 0;
globalThis.test = {
  firestore,
  db: undefined as never,
  open: ({ port, transport, uid, persistent = false }) => {
    apps += 1;
    const app = initializeApp({ projectId: 'demo-office', apiKey: 'any' }, persistent ? 'shared' : `page-${apps}`);
    const db = firestore.initializeFirestore(app, {
      experimentalForceLongPolling: transport === 'longPolling',
      // What the SDK does by itself, or streaming without a way out.
      experimentalAutoDetectLongPolling: transport === 'auto',
      localCache: persistent
        ? firestore.persistentLocalCache({ tabManager: firestore.persistentMultipleTabManager() })
        : firestore.memoryLocalCache(),
    });
    firestore.connectFirestoreEmulator(db, '127.0.0.1', port, uid === undefined ? {} : { mockUserToken: { sub: uid } });
    globalThis.test.db = db;
    return db;
  },
  watch: (name, query) => {
    firestore.onSnapshot(
      query,
      { includeMetadataChanges: true },
      ({ docs, metadata }) => {
        const rows = docs.map((document) => document.data());
        globalThis.test.heard[name] = { rows, fromCache: metadata.fromCache, pending: metadata.hasPendingWrites };
      },
      ({ code }) => {
        globalThis.test.heard[name] = { rows: [], fromCache: true, pending: false, error: code };
      },
    );
  },
  heard: {},
};
