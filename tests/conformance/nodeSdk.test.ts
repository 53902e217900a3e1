import { deleteApp, initializeApp } from 'firebase/app';
import {
  addDoc,
  arrayRemove,
  arrayUnion,
  Bytes,
  collection,
  collectionGroup,
  connectFirestoreEmulator,
  count,
  deleteDoc,
  deleteField,
  doc,
  documentId,
  GeoPoint,
  getAggregateFromServer,
  getDoc,
  getDocs,
  getFirestore,
  increment,
  limit,
  limitToLast,
  loadBundle,
  namedQuery,
  onSnapshot,
  or,
  orderBy,
  query,
  runTransaction,
  serverTimestamp,
  setDoc,
  setLogLevel,
  startAfter,
  sum,
  terminate,
  Timestamp,
  updateDoc,
  where,
  writeBatch,
  type Firestore,
  type Query,
  type QuerySnapshot,
} from 'firebase/firestore';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { OFFICE_RULES, OPEN_RULES, openTestBackend, type TestBackend } from './testBackend.ts';
import { Snapshots } from './snapshots.ts';

let server: TestBackend;
const closers: (() => Promise<unknown>)[] = [];
let apps = 0;

/** A person's own SDK (gRPC in Node). `uid` null: signed in nowhere. */
function connect(port: number, uid: string | null = null): Firestore {
  apps += 1;
  const app = initializeApp({ projectId: 'demo-office', apiKey: 'any' }, `node-sdk-${apps}`);
  const db = getFirestore(app);
  connectFirestoreEmulator(db, '127.0.0.1', port, uid === null ? {} : { mockUserToken: { sub: uid } });
  closers.push(async () => {
    await terminate(db);
    await deleteApp(app);
  });
  return db;
}

beforeAll(async () => {
  setLogLevel('silent'); // refusals are part of the tests
  server = await openTestBackend();
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  server.backend.setRules(OPEN_RULES);
  server.backend.store.clear('projects/demo-office/databases/(default)');
});
afterAll(() => server.close());

describe('documents', () => {
  test('every kind of value comes back as it was written', async () => {
    const db = connect(server.port);
    const value = {
      text: 'Lịch công tác tuần 48 🗓',
      whole: 42,
      large: Number.MAX_SAFE_INTEGER,
      fraction: 0.1,
      infinite: -Infinity,
      yes: true,
      nothing: null,
      at: new Timestamp(1_700_000_000, 123_456_000),
      where: new GeoPoint(21.0278, 105.8342),
      bytes: Bytes.fromUint8Array(new Uint8Array([0, 255, 1])),
      list: [1, 'hai', { ba: 3 }],
      map: { a: { b: {} }, 'có dấu.và chấm': 1 },
      link: doc(db, 'people/p1'),
    };
    await setDoc(doc(db, 'values/v'), value);
    const stored = (await getDoc(doc(connect(server.port), 'values/v'))).data()!;
    expect({ ...stored, link: stored['link'].path, bytes: stored['bytes'].toBase64() }).toEqual({
      ...value,
      link: 'people/p1',
      bytes: 'AP8B',
    });
    expect(Number.isNaN((await roundTrip(db, NaN)) as number)).toBe(true);
    expect(Object.is(await roundTrip(db, -0), -0)).toBe(true);
  });

  const roundTrip = async (db: Firestore, value: unknown): Promise<unknown> => {
    await setDoc(doc(db, 'values/one'), { value });
    return (await getDoc(doc(connect(server.port), 'values/one'))).get('value');
  };

  test('a missing document is told as missing', async () => {
    expect((await getDoc(doc(connect(server.port), 'nowhere/x'))).exists()).toBe(false);
  });

  test('merging touches only what it names; an update may delete a field', async () => {
    const db = connect(server.port);
    const ref = doc(db, 'entries/e');
    await setDoc(ref, { a: 1, nested: { x: 1, y: 2 } });
    await setDoc(ref, { nested: { y: 3 } }, { merge: true });
    await updateDoc(ref, { 'nested.z': 4, a: deleteField() });
    expect((await getDoc(ref)).data()).toEqual({ nested: { x: 1, y: 3, z: 4 } });
    await deleteDoc(ref);
    expect((await getDoc(ref)).exists()).toBe(false);
  });

  test('updating what is not there is refused', async () => {
    await expect(updateDoc(doc(connect(server.port), 'entries/none'), { a: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('the server computes its own values', async () => {
    const db = connect(server.port);
    const ref = doc(db, 'counters/c');
    const before = Date.now();
    await setDoc(ref, { n: 1, list: ['a', 'b'], at: serverTimestamp() });
    await updateDoc(ref, { n: increment(2), list: arrayUnion('b', 'c') });
    await updateDoc(ref, { list: arrayRemove('a') });
    const data = (await getDoc(ref)).data()!;
    expect({ n: data['n'], list: data['list'] }).toEqual({ n: 3, list: ['b', 'c'] });
    expect((data['at'] as Timestamp).toMillis()).toBeGreaterThanOrEqual(before);
  });

  test('a batch is all or nothing', async () => {
    const db = connect(server.port);
    const good = writeBatch(db);
    good.set(doc(db, 'b/1'), { n: 1 });
    good.set(doc(db, 'b/2'), { n: 2 });
    await good.commit();
    const bad = writeBatch(db);
    bad.delete(doc(db, 'b/1'));
    bad.update(doc(db, 'b/none'), { n: 1 });
    await expect(bad.commit()).rejects.toMatchObject({ code: 'not-found' });
    expect((await getDocs(collection(db, 'b'))).size).toBe(2);
  });
});

describe('transactions', () => {
  test('ten people adding one at the same time make ten', async () => {
    const dbs = Array.from({ length: 5 }, () => connect(server.port));
    await setDoc(doc(dbs[0]!, 'counters/c'), { n: 0 });
    const add = (db: Firestore) =>
      runTransaction(
        db,
        async (transaction) => {
          const n = (await transaction.get(doc(db, 'counters/c'))).get('n') as number;
          transaction.update(doc(db, 'counters/c'), { n: n + 1 });
        },
        { maxAttempts: 30 },
      );
    await Promise.all([...dbs, ...dbs].map(add));
    expect((await getDoc(doc(dbs[0]!, 'counters/c'))).get('n')).toBe(10);
  });

  test('one that only reads some documents succeeds, and is checked all the same', async () => {
    const db = connect(server.port);
    const other = connect(server.port);
    await setDoc(doc(db, 't/read'), { n: 1 });
    let attempts = 0;
    await runTransaction(db, async (transaction) => {
      attempts += 1;
      await transaction.get(doc(db, 't/read'));
      await transaction.get(doc(db, 't/missing'));
      if (attempts === 1) await setDoc(doc(other, 't/read'), { n: 2 });
      transaction.set(doc(db, 't/written'), { attempts });
    });
    expect((await getDoc(doc(db, 't/written'))).get('attempts')).toBe(2);
  });
});

describe('queries', () => {
  const seed = async (db: Firestore) => {
    const batch = writeBatch(db);
    for (let n = 0; n < 10; n += 1) {
      batch.set(doc(db, `calendars/${n % 2 === 0 ? 'board' : 'office'}/entries/e${n}`), {
        n,
        tags: [`t${n % 3}`],
        odd: n % 2,
      });
    }
    await batch.commit();
  };
  const idsOf = (snapshot: QuerySnapshot) => snapshot.docs.map(({ id }) => id);

  test.each<[string, (db: Firestore) => Query, string[]]>([
    ['in order', (db) => query(board(db), orderBy('n', 'desc'), limit(2)), ['e8', 'e6']],
    ['the last ones', (db) => query(board(db), orderBy('n'), limitToLast(2)), ['e6', 'e8']],
    ['after a cursor', (db) => query(board(db), orderBy('n'), startAfter(4)), ['e6', 'e8']],
    ['a range', (db) => query(board(db), where('n', '>', 2), where('n', '<=', 6)), ['e4', 'e6']],
    ['one of', (db) => query(board(db), where('n', 'in', [0, 8, 9])), ['e0', 'e8']],
    ['not', (db) => query(board(db), where('n', 'not-in', [0, 2, 4])), ['e6', 'e8']],
    ['in a list', (db) => query(board(db), where('tags', 'array-contains', 't0')), ['e0', 'e6']],
    ['either', (db) => query(board(db), or(where('n', '==', 0), where('n', '>=', 8))), ['e0', 'e8']],
    ['by id', (db) => query(board(db), where(documentId(), '>', 'e4')), ['e6', 'e8']],
    ['over all calendars', (db) => query(collectionGroup(db, 'entries'), where('n', '<', 2)), ['e0', 'e1']],
  ])('%s', async (_name, make, expected) => {
    const db = connect(server.port);
    await seed(db);
    expect(idsOf(await getDocs(make(connect(server.port)))).sort()).toEqual([...expected].sort());
    expect(idsOf(await getDocs(make(connect(server.port))))).toEqual(expected);
  });
  const board = (db: Firestore) => collection(db, 'calendars/board/entries');

  test('counts and sums without sending documents', async () => {
    const db = connect(server.port);
    await seed(db);
    const result = await getAggregateFromServer(query(board(db), where('n', '>', 0)), {
      many: count(),
      total: sum('n'),
    });
    expect(result.data()).toEqual({ many: 4, total: 20 });
  });
});

describe('listeners', () => {
  test('two people see one change, and each sees their own at once', async () => {
    const [writer, reader] = [connect(server.port), connect(server.port)];
    const seen = new Snapshots(query(collection(reader, 'live'), orderBy('n')));
    expect(await seen.next()).toEqual([]);
    const mine = new Snapshots(query(collection(writer, 'live'), orderBy('n')));
    await mine.next();
    await addDoc(collection(writer, 'live'), { n: 1 });
    expect(await seen.until((rows) => rows.length === 1)).toEqual([{ n: 1 }]);
    expect(await mine.until((rows, { hasPendingWrites }) => rows.length === 1 && !hasPendingWrites)).toEqual([
      { n: 1 },
    ]);
    seen.stop();
    mine.stop();
  });

  test('a batch is seen at once or not at all', async () => {
    const [writer, reader] = [connect(server.port), connect(server.port)];
    const seen = new Snapshots(collection(reader, 'live'));
    await seen.next();
    const batch = writeBatch(writer);
    for (let n = 0; n < 20; n += 1) batch.set(doc(writer, `live/${n}`), { n });
    await batch.commit();
    expect(await seen.next()).toHaveLength(20);
    seen.stop();
  });

  test('a limited list takes the next row when one leaves', async () => {
    const db = connect(server.port);
    const batch = writeBatch(db);
    for (let n = 0; n < 4; n += 1) batch.set(doc(db, `live/${n}`), { n });
    await batch.commit();
    const seen = new Snapshots(query(collection(connect(server.port), 'live'), orderBy('n'), limit(2)));
    expect(await seen.next()).toEqual([{ n: 0 }, { n: 1 }]);
    await deleteDoc(doc(db, 'live/0'));
    expect(await seen.until((rows) => rows.length === 2 && rows[0]!['n'] === 1)).toEqual([{ n: 1 }, { n: 2 }]);
    seen.stop();
  });

  test('a document that appears, changes and goes', async () => {
    const [writer, reader] = [connect(server.port), connect(server.port)];
    const states: (number | null)[] = [];
    let tell = () => {};
    const stop = onSnapshot(doc(reader, 'live/one'), (snapshot) => {
      states.push(snapshot.exists() ? (snapshot.get('n') as number) : null);
      tell();
    });
    const heard = (length: number) =>
      new Promise<void>((resolve) => {
        tell = () => states.length >= length && resolve();
        tell();
      });
    await heard(1);
    await setDoc(doc(writer, 'live/one'), { n: 1 });
    await heard(2);
    await setDoc(doc(writer, 'live/one'), { n: 2 });
    await heard(3);
    await deleteDoc(doc(writer, 'live/one'));
    await heard(4);
    stop();
    expect(states).toEqual([null, 1, 2, null]);
  });

  test('a restarted server is found again by an open listener, and writes made meanwhile arrive', async () => {
    const first = await openTestBackend();
    const seen = new Snapshots(collection(connect(first.port), 'live'));
    await seen.next();
    await first.close();
    const second = await openTestBackend({ port: first.port });
    await setDoc(doc(connect(second.port), 'live/after'), { n: 1 });
    expect(await seen.until((rows) => rows.length === 1)).toEqual([{ n: 1 }]);
    seen.stop();
    for (const close of closers.splice(0)) await close();
    await second.close();
  });
});

describe('rules', () => {
  test('bind people, not only refuse: the owner reads and writes', async () => {
    server.backend.setRules(OFFICE_RULES);
    const db = connect(server.port, 'lan');
    await setDoc(doc(db, 'notes/n'), { owner: 'lan', text: 'a' });
    await updateDoc(doc(db, 'notes/n'), { text: 'b' });
    expect((await getDoc(doc(db, 'notes/n'))).get('text')).toBe('b');
    expect((await getDocs(query(collection(db, 'notes'), where('owner', '==', 'lan')))).size).toBe(1);
    await deleteDoc(doc(db, 'notes/n'));
  });

  test.each<[string, string | null, (db: Firestore) => Promise<unknown>]>([
    ['a stranger who reads', 'minh', (db) => getDoc(doc(db, 'notes/n'))],
    ['somebody signed in nowhere', null, (db) => getDoc(doc(db, 'notes/n'))],
    ['a stranger who updates', 'minh', (db) => updateDoc(doc(db, 'notes/n'), { text: 'b' })],
    ['a stranger who deletes', 'minh', (db) => deleteDoc(doc(db, 'notes/n'))],
    ['a stranger who deletes what is not there', 'minh', (db) => deleteDoc(doc(db, 'notes/none'))],
    ['a query for more than one may see', 'lan', (db) => getDocs(collection(db, 'notes'))],
    [
      'a count of more than one may see',
      'lan',
      (db) => getAggregateFromServer(collection(db, 'notes'), { n: count() }),
    ],
    ['giving a note away', 'lan', (db) => updateDoc(doc(db, 'notes/n'), { owner: 'minh' })],
    [
      'a transaction that reads what is not theirs',
      'minh',
      (db) => runTransaction(db, (t) => t.get(doc(db, 'notes/n'))),
    ],
  ])('refuse %s', async (_name, uid, attempt) => {
    await setDoc(doc(connect(server.port), 'notes/n'), { owner: 'lan', text: 'a' });
    server.backend.setRules(OFFICE_RULES);
    await expect(attempt(connect(server.port, uid))).rejects.toMatchObject({ code: 'permission-denied' });
  });

  test('a refused listener is told so, and others on the same stream go on', async () => {
    server.backend.setRules(OFFICE_RULES);
    const db = connect(server.port, 'lan');
    const mine = new Snapshots(query(collection(db, 'notes'), where('owner', '==', 'lan')));
    expect(await mine.next()).toEqual([]);
    await expect(new Snapshots(collection(db, 'notes')).next()).rejects.toMatchObject({ code: 'permission-denied' });
    await setDoc(doc(db, 'notes/n'), { owner: 'lan' });
    expect(await mine.until((rows) => rows.length === 1)).toHaveLength(1);
    mine.stop();
  });

  test('a listener whose leave is withdrawn ends', async () => {
    const admin = connect(server.port);
    await setDoc(doc(admin, 'gates/main'), { open: true });
    await setDoc(doc(admin, 'gated/g'), { n: 1 });
    server.backend.setRules(OFFICE_RULES);
    const seen = new Snapshots(collection(connect(server.port), 'gated'));
    expect(await seen.next()).toHaveLength(1);
    server.backend.store.commit([
      {
        update: {
          name: 'projects/demo-office/databases/(default)/documents/gates/main',
          fields: { open: { booleanValue: false } },
        },
      },
    ]);
    await expect(seen.until(() => false)).rejects.toMatchObject({ code: 'permission-denied' });
  });

  test('new rules are applied to open listeners', async () => {
    const seen = new Snapshots(collection(connect(server.port), 'notes'));
    await seen.next();
    server.backend.setRules(OFFICE_RULES);
    await expect(seen.until(() => false)).rejects.toMatchObject({ code: 'permission-denied' });
  });
});

test('a listener that begins with a bundle is told what has changed since, and not everything', async () => {
  const documents = 'projects/demo-office/databases/(default)/documents';
  const db = connect(server.port);
  for (const id of ['a', 'b', 'c']) await setDoc(doc(db, `weeks/${id}`), { id });
  const { store } = server.backend;
  const structuredQuery = { from: [{ collectionId: 'weeks' }] };
  const readTime = store.now;
  const inBundle = store
    .query(documents, structuredQuery)
    .flatMap((document) => [
      { documentMetadata: { name: document.name, readTime, exists: true, queries: ['all'] } },
      { document },
    ]);
  const elements = [
    { namedQuery: { name: 'all', bundledQuery: { parent: documents, structuredQuery, limitType: 'FIRST' }, readTime } },
    ...inBundle,
  ].map((element) => JSON.stringify(element));
  const prefixed = (text: string) => `${Buffer.byteLength(text)}${text}`;
  const body = elements.map(prefixed).join('');
  const totalBytes = Buffer.byteLength(body);
  const metadata = { id: 'weeks', createTime: readTime, version: 1, totalDocuments: 3, totalBytes };
  await deleteDoc(doc(db, 'weeks/b'));
  await setDoc(doc(db, 'weeks/d'), { id: 'd' });

  const reader = connect(server.port);
  await loadBundle(reader, prefixed(JSON.stringify({ metadata })) + body);
  const heard: QuerySnapshot[] = [];
  const stop = onSnapshot((await namedQuery(reader, 'all'))!, { includeMetadataChanges: true }, (snapshot) =>
    heard.push(snapshot),
  );
  await expect.poll(() => heard.at(-1)?.metadata.fromCache).toBe(false);
  stop();
  expect(heard.map(({ docs }) => docs.map(({ id }) => id).join(''))).toEqual(['abc', 'acd']);
});
