import { AggregateField, FieldValue, Filter, Firestore, type Query } from 'firebase-admin/firestore';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestBackend, type TestBackend } from './testBackend.ts';

/** The server library with `preferRest`: all but listeners by REST, with the numbers of enums and not their names. */
let server: TestBackend;
let db: Firestore;

beforeAll(async () => {
  server = await openTestBackend();
  db = new Firestore({
    projectId: 'demo-office',
    host: `${server.host}:${server.port}`,
    ssl: false,
    preferRest: true,
    customHeaders: { Authorization: 'Bearer owner' },
    // Nobody else is asked who this is.
    authClient: { universeDomain: 'googleapis.com', getRequestHeaders: async () => ({}) },
  });
});
afterEach(() => server.backend.store.clear('projects/demo-office/databases/(default)'));
afterAll(async () => {
  await db.terminate();
  await server.close();
});

const ids = async (query: Query) => (await query.get()).docs.map(({ id }) => id);

test('writes, with transforms, masks and conditions', async () => {
  const ref = db.doc('c/a');
  await ref.create({ n: 1, at: FieldValue.serverTimestamp(), list: [1], nothing: null });
  await ref.update({ n: FieldValue.increment(2), list: FieldValue.arrayUnion(2), at: FieldValue.delete() });
  await ref.set({ more: { deep: true } }, { merge: true });
  expect((await ref.get()).data()).toEqual({ n: 3, list: [1, 2], nothing: null, more: { deep: true } });
  await expect(db.doc('c/none').update({ n: 1 })).rejects.toMatchObject({ code: 5 });
  const writer = db.bulkWriter();
  for (const id of ['b', 'd']) void writer.set(db.doc(`c/${id}`), { n: id.charCodeAt(0) });
  await writer.close();
  expect((await db.getAll(db.doc('c/b'), db.doc('c/none'))).map(({ exists }) => exists)).toEqual([true, false]);
});

test('queries of every operator, order and end; counts and sums', async () => {
  const c = db.collection('c');
  for (const [id, n] of Object.entries({ a: 1, b: 2, c: 3, d: null })) await c.doc(id).set({ n, tags: [id, 'all'] });
  expect(await ids(c.where('n', '>', 1).orderBy('n', 'desc'))).toEqual(['c', 'b']);
  expect(await ids(c.where('n', '!=', 2).orderBy('n'))).toEqual(['a', 'c']);
  expect(await ids(c.where('n', 'in', [1, 3]))).toEqual(['a', 'c']);
  expect(await ids(c.where('n', 'not-in', [1, 3]))).toEqual(['b']);
  expect(await ids(c.where('n', '==', null))).toEqual(['d']);
  expect(await ids(c.where('tags', 'array-contains-any', ['a', 'd']))).toEqual(['a', 'd']);
  const either = Filter.or(
    Filter.where('n', '==', 1),
    Filter.and(Filter.where('n', '>', 2), Filter.where('n', '<', 9)),
  );
  expect(await ids(c.where(either))).toEqual(['a', 'c']);
  expect(await ids(c.orderBy('n').startAfter(1).limitToLast(1))).toEqual(['c']);
  const sums = await c.aggregate({ count: AggregateField.count(), sum: AggregateField.sum('n') }).get();
  expect(sums.data()).toEqual({ count: 4, sum: 6 });
  expect(await ids(db.collectionGroup('c').select('n').offset(1).limit(2))).toEqual(['b', 'c']);
});

test('transactions, also read-only ones, and lists', async () => {
  const ref = db.doc('c/a');
  await ref.set({ n: 0 });
  const add = () =>
    db.runTransaction(async (it) => it.update(ref, { n: ((await it.get(ref)).get('n') as number) + 1 }));
  await Promise.all([add(), add(), add()]);
  const read = (it: FirebaseFirestore.Transaction) => it.get(ref);
  expect((await db.runTransaction(read, { readOnly: true })).get('n')).toBe(3);
  await db.doc('c/gone/below/x').set({});
  expect((await db.collection('c').listDocuments()).map(({ id }) => id)).toEqual(['a', 'gone']);
  expect((await db.listCollections()).map(({ id }) => id)).toEqual(['c']);
  expect((await db.doc('c/gone').listCollections()).map(({ id }) => id)).toEqual(['below']);
});
