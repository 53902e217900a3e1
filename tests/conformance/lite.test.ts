import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import {
  collection,
  connectFirestoreEmulator,
  deleteDoc,
  deleteField,
  doc,
  getCount,
  getDoc,
  getDocs,
  getFirestore,
  increment,
  orderBy,
  query,
  runTransaction,
  setDoc,
  setLogLevel,
  terminate,
  Timestamp,
  updateDoc,
  where,
  writeBatch,
  type Firestore,
} from 'firebase/firestore/lite';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { OFFICE_RULES, OPEN_RULES, openTestBackend, type TestBackend } from './testBackend.ts';

/** The Lite SDK: REST only, no listeners. */
let server: TestBackend;
let app: FirebaseApp;
let db: Firestore;

beforeAll(async () => {
  setLogLevel('silent'); // refusals are part of the tests
  server = await openTestBackend();
  app = initializeApp({ projectId: 'demo-office', apiKey: 'any' }, 'lite');
  db = getFirestore(app);
  connectFirestoreEmulator(db, server.host, server.port, { mockUserToken: { sub: 'lan' } });
});
afterEach(() => {
  server.backend.setRules(OPEN_RULES);
  server.backend.store.clear('projects/demo-office/databases/(default)');
});
afterAll(async () => {
  await terminate(db);
  await deleteApp(app);
  await server.close();
});

test('sets, reads, updates, deletes', async () => {
  const ref = doc(db, 'entries/Phòng Nội vụ: 1');
  const at = Timestamp.fromMillis(1_700_000_000_123);
  await setDoc(ref, { at, n: 1, ratio: 0.5, gone: true });
  await updateDoc(ref, { n: increment(1), gone: deleteField() });
  expect((await getDoc(ref)).data()).toEqual({ at, n: 2, ratio: 0.5 });
  await deleteDoc(ref);
  expect((await getDoc(ref)).exists()).toBe(false);
});

test('queries and counts', async () => {
  const batch = writeBatch(db);
  for (let n = 0; n < 4; n += 1) batch.set(doc(db, `c/${n}`), { n });
  await batch.commit();
  const found = await getDocs(query(collection(db, 'c'), where('n', '>', 0), orderBy('n', 'desc')));
  expect(found.docs.map(({ id }) => id)).toEqual(['3', '2', '1']);
  expect((await getDocs(query(collection(db, 'none')))).size).toBe(0);
  expect((await getCount(collection(db, 'c'))).data()).toEqual({ count: 4 });
});

test('transactions that meet are run again', async () => {
  await setDoc(doc(db, 'counters/c'), { n: 0 });
  const add = () =>
    runTransaction(
      db,
      async (transaction) => {
        const n = (await transaction.get(doc(db, 'counters/c'))).get('n') as number;
        transaction.update(doc(db, 'counters/c'), { n: n + 1 });
      },
      { maxAttempts: 20 },
    );
  await Promise.all([add(), add(), add()]);
  expect((await getDoc(doc(db, 'counters/c'))).get('n')).toBe(3);
});

test('rules know who it is', async () => {
  await setDoc(doc(db, 'notes/mine'), { owner: 'lan' });
  await setDoc(doc(db, 'notes/theirs'), { owner: 'minh' });
  server.backend.setRules(OFFICE_RULES);
  expect((await getDoc(doc(db, 'notes/mine'))).exists()).toBe(true);
  await expect(getDoc(doc(db, 'notes/theirs'))).rejects.toMatchObject({ code: 'permission-denied' });
});
