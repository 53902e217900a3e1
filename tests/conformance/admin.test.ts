import { connectAdmin } from 'embedded-backend/admin.ts';
import { FieldPath, FieldValue, Filter, Timestamp, type Firestore, type QuerySnapshot } from 'firebase-admin/firestore';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestBackend, type TestBackend } from './testBackend.ts';

/** firebase-admin over the private channel of a backend as the product runs it: no emulator mode, rules that allow nobody. */
const CLOSED_RULES = 'service cloud.firestore { match /{document=**} { allow read, write: if false; } }';
let server: TestBackend;
let admin: Awaited<ReturnType<typeof connectAdmin>>;
let db: Firestore;

beforeAll(async () => {
  server = await openTestBackend({ emulator: false, rules: CLOSED_RULES });
  admin = await connectAdmin({ projectId: 'demo-office', ...(await server.backend.listenAdmin()) });
  db = admin.db;
});
afterEach(() => server.backend.store.clear('projects/demo-office/databases/(default)'));
afterAll(async () => {
  await admin.close();
  await server.close();
});

test('writes, reads and deletes past the rules', async () => {
  const ref = db.doc('calendars/board/entries/e');
  await ref.create({ text: 'Giao ban', at: Timestamp.fromMillis(1_700_000_000_123), n: 1, nested: { a: [1, 2] } });
  await expect(ref.create({})).rejects.toMatchObject({ code: 6 });
  await ref.update({
    n: FieldValue.increment(1),
    'nested.a': FieldValue.arrayUnion(3),
    stamped: FieldValue.serverTimestamp(),
  });
  const { text, at, n, nested, stamped } = (await ref.get()).data()!;
  expect([text, (at as Timestamp).toMillis(), n, nested]).toEqual(['Giao ban', 1_700_000_000_123, 2, { a: [1, 2, 3] }]);
  expect(stamped).toBeInstanceOf(Timestamp);
  const [first, second] = await db.getAll(ref, db.doc('calendars/none'));
  expect([first!.exists, second!.exists]).toEqual([true, false]);
  await ref.delete();
  expect((await ref.get()).exists).toBe(false);
});

test('a write on condition of the last one', async () => {
  const ref = db.doc('a/b');
  const { writeTime } = await ref.set({ n: 1 });
  await ref.set({ n: 2 });
  await expect(ref.update({ n: 3 }, { lastUpdateTime: writeTime })).rejects.toMatchObject({ code: 9 });
});

test('queries', async () => {
  const batch = db.batch();
  for (let n = 0; n < 10; n += 1) batch.set(db.doc(`c/d${n}`), { n, even: n % 2 === 0 });
  await batch.commit();
  const ids = ({ docs }: QuerySnapshot) => docs.map(({ id }) => id);
  const c = db.collection('c');
  expect(ids(await c.where('even', '==', true).orderBy('n', 'desc').limit(2).get())).toEqual(['d8', 'd6']);
  expect(ids(await c.where(Filter.or(Filter.where('n', '<', 1), Filter.where('n', '>', 8))).get())).toEqual([
    'd0',
    'd9',
  ]);
  expect(ids(await c.orderBy(FieldPath.documentId()).startAt('d7').get())).toEqual(['d7', 'd8', 'd9']);
  expect((await c.select('even').limit(1).get()).docs[0]!.data()).toEqual({ even: true });
  expect((await c.where('n', '>=', 4).count().get()).data()).toEqual({ count: 6 });
  expect(ids(await c.offset(8).get())).toEqual(['d8', 'd9']);
});

test('a listener cannot have a part of the fields only', async () => {
  const error = await new Promise<Error>((resolve, reject) =>
    db
      .collection('c')
      .select('n')
      .onSnapshot(() => reject(new Error('a snapshot came')), resolve),
  );
  expect(error.message).toContain("'select' clauses are not supported for real-time queries.");
});

test('transactions conflict and retry; a read-only one does not write', async () => {
  const ref = db.doc('counters/c');
  await ref.set({ n: 0 });
  const add = () =>
    db.runTransaction(
      async (transaction) => {
        const n = (await transaction.get(ref)).get('n') as number;
        transaction.update(ref, { n: n + 1 });
      },
      { maxAttempts: 20 },
    );
  await Promise.all([add(), add(), add()]);
  const read = await db.runTransaction(async (t) => (await t.get(ref)).get('n') as number, { readOnly: true });
  expect(read).toBe(3);
});

test('a transaction that queries notices a row that came meanwhile', async () => {
  let attempts = 0;
  const found = await db.runTransaction(async (transaction) => {
    attempts += 1;
    const { size } = await transaction.get(db.collection('rows').where('n', '>', 0));
    if (attempts === 1) await db.doc('rows/new').set({ n: 1 });
    transaction.set(db.doc('results/r'), { size });
    return size;
  });
  expect([attempts, found]).toEqual([2, 1]);
});

test('listeners', async () => {
  const sizes: number[] = [];
  let tell = () => {};
  const stop = db.collection('live').onSnapshot(({ size }) => {
    sizes.push(size);
    tell();
  });
  const heard = (size: number) =>
    new Promise<void>((resolve) => {
      tell = () => sizes.at(-1) === size && resolve();
      tell();
    });
  await heard(0);
  await db.doc('live/a').set({ n: 1 });
  await heard(1);
  await db.doc('live/a').delete();
  await heard(0);
  stop();
  expect(sizes).toEqual([0, 1, 0]);
});

test('one process listens to more documents at a time than HTTP/2 clients usually have streams', async () => {
  const refs = Array.from({ length: 300 }, (_, n) => db.doc(`watched/d${n}`));
  const batch = db.batch();
  refs.forEach((ref, n) => batch.set(ref, { n }));
  await batch.commit();
  const stops: (() => void)[] = [];
  const seen = await Promise.all(
    refs.map(
      (ref) =>
        new Promise<unknown>((resolve, reject) => {
          stops.push(ref.onSnapshot((snapshot) => resolve(snapshot.get('n')), reject));
        }),
    ),
  );
  expect(seen).toEqual(refs.map((_, n) => n));
  // A call finds its way past all of them.
  expect((await refs[0]!.get()).exists).toBe(true);
  stops.forEach((stop) => stop());
});

test('collections, lists with missing parents, bulk writes, recursive deletion', async () => {
  const writer = db.bulkWriter();
  for (let n = 0; n < 30; n += 1) void writer.set(db.doc(`parents/p${n % 3}/children/c${n}`), { n });
  await writer.close();
  await db.doc('others/o').set({});
  expect((await db.listCollections()).map(({ id }) => id)).toEqual(['others', 'parents']);
  expect((await db.collection('parents').listDocuments()).map(({ id }) => id)).toEqual(['p0', 'p1', 'p2']);
  await db.recursiveDelete(db.collection('parents'));
  expect((await db.collectionGroup('children').get()).size).toBe(0);
});

test('a large collection group is read in parts, which together are all of it', async () => {
  const group = db.collectionGroup('parts');
  const partsOf = async (count: number) => {
    const parts = [];
    for await (const part of group.getPartitions(count)) parts.push(part);
    return parts;
  };
  expect(await partsOf(3)).toHaveLength(1); // of nothing
  const writer = db.bulkWriter();
  for (let n = 0; n < 400; n += 1) void writer.set(db.doc(`of/${n % 7}/parts/p${n}`), { n });
  await writer.close();
  const parts = await partsOf(3);
  expect(parts).toHaveLength(3);
  const read = await Promise.all(parts.map((part) => part.toQuery().get()));
  expect(Math.min(...read.map(({ size }) => size))).toBeGreaterThan(100);
  const paths = read.flatMap(({ docs }) => docs.map(({ ref }) => ref.path));
  expect(paths).toEqual((await group.get()).docs.map(({ ref }) => ref.path));
  expect(paths).toHaveLength(400);
  expect(await partsOf(50)).toHaveLength(4); // none is made of less than production makes one of
});

test('a wrong secret is nobody, not a visitor', async () => {
  const channel = await server.backend.listenAdmin();
  const stranger = await connectAdmin({
    projectId: 'demo-office',
    ...channel,
    secret: `${channel.secret.slice(0, -1)}x`,
  });
  await expect(stranger.db.doc('a/b').set({})).rejects.toMatchObject({ code: 16 });
  await stranger.close();
});

test('another project is not served', async () => {
  const channel = await server.backend.listenAdmin();
  const other = await connectAdmin({ projectId: 'other', ...channel });
  await expect(other.db.doc('a/b').set({})).rejects.toMatchObject({ code: 5 });
  await other.close();
});
