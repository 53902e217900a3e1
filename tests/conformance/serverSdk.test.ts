import { connectAdmin } from 'embedded-backend/admin.ts';
import {
  AggregateField,
  FieldPath,
  FieldValue,
  Filter,
  GeoPoint,
  Timestamp,
  type CollectionReference,
  type DocumentData,
  type DocumentReference,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
} from 'firebase-admin/firestore';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestBackend, type TestBackend } from './testBackend.ts';

/*
 * What the server SDKs' own suites look for, in our words: googleapis/nodejs-firestore (system-test) and
 * firebase/firebase-admin-node (test/integration), both Apache-2.0.
 */

let server: TestBackend;
let admin: Awaited<ReturnType<typeof connectAdmin>>;
let db: Firestore;
let c: CollectionReference;

beforeAll(async () => {
  server = await openTestBackend({ emulator: false });
  admin = await connectAdmin({ projectId: 'demo-office', ...(await server.backend.listenAdmin()) });
  db = admin.db;
  c = db.collection('c');
});
afterEach(() => server.backend.store.clear('projects/demo-office/databases/(default)'));
afterAll(async () => {
  await admin.close();
  await server.close();
});

const ids = async (query: Query) => (await query.get()).docs.map(({ id }) => id);
const fill = async (documents: Readonly<Record<string, DocumentData>>) => {
  const batch = db.batch();
  for (const [id, data] of Object.entries(documents)) batch.set(c.doc(id), data);
  await batch.commit();
};

describe('writing', () => {
  test('fields come and go, one write after another', async () => {
    const ref = c.doc('d');
    const gone = FieldValue.delete();
    const steps: [(ref: DocumentReference) => Promise<unknown>, DocumentData | undefined][] = [
      [(d) => d.create({}), {}],
      [(d) => d.delete(), undefined],
      [(d) => d.create({ a: { b: 'x' } }), { a: { b: 'x' } }],
      [(d) => d.set({}, { merge: true }), { a: { b: 'x' } }],
      [(d) => d.set({ a: { c: 'x' } }, { merge: true }), { a: { b: 'x', c: 'x' } }],
      [(d) => d.set({ a: { b: gone } }, { merge: true }), { a: { c: 'x' } }],
      [(d) => d.set({ a: {} }, { merge: true }), { a: {} }],
      [(d) => d.update({ a: gone }), {}],
      [(d) => d.update({ a: { e: 'x' } }), { a: { e: 'x' } }],
      [(d) => d.update({ f: {} }), { a: { e: 'x' }, f: {} }],
      [(d) => d.update({ f: gone }), { a: { e: 'x' } }],
      [(d) => d.update({ 'i.j': {} }), { a: { e: 'x' }, i: { j: {} } }],
      [(d) => d.update({ 'i.j.k': 'x' }), { a: { e: 'x' }, i: { j: { k: 'x' } } }],
      [(d) => d.update({ 'i.j': { l: {} } }), { a: { e: 'x' }, i: { j: { l: {} } } }],
      [(d) => d.update({ i: gone }), { a: { e: 'x' } }],
      [(d) => d.update({ 'a.e': gone }), { a: {} }],
      [(d) => d.set({ z: 1 }), { z: 1 }],
      [(d) => d.set({ z: 2, y: 3 }, { mergeFields: ['y'] }), { z: 1, y: 3 }],
      [(d) => d.update(new FieldPath('a.b', '`'), 4, 'z', gone), { y: 3, 'a.b': { '`': 4 } }],
    ];
    for (const [step, expected] of steps) {
      await step(ref);
      expect((await ref.get()).data()).toEqual(expected);
    }
  });

  test('times of the server stand where they were asked for, one a commit, beside what was there', async () => {
    const ref = c.doc('d');
    const now = FieldValue.serverTimestamp();
    await ref.create({ time: now, a: { b: now } });
    const first = (await ref.get()).data()!;
    expect((first['time'] as Timestamp).isEqual((first['a'] as { b: Timestamp }).b)).toBe(true);
    await ref.set({ time: now, a: { d: now } }, { merge: true });
    await ref.update({ 'g.h': now, 'g.j': { k: now } });
    const { time, a, g } = (await ref.get()).data()!;
    expect(a).toEqual({ b: first['time'] as Timestamp, d: time as Timestamp });
    expect(Object.keys(g as object)).toEqual(['h', 'j']);
  });

  test('every kind of value is what it was', async () => {
    const data = {
      text: '\u0000 a\n🐿 ử',
      whole: 2 ** 53 - 1,
      less: -9007199254740991,
      half: 0.1,
      infinite: -Infinity,
      yes: true,
      nothing: null,
      bytes: Buffer.from([0, 255, 254]),
      at: new Timestamp(-62135596800, 0),
      late: new Timestamp(253402300799, 999_999_000),
      place: new GeoPoint(-90, 180),
      reference: db.doc('x/y/z/w'),
      vector: FieldValue.vector([1, 2.5, -0.5]),
      list: [1, 'a', { deep: [null] }],
      empty: { list: [], map: {} },
    };
    await c.doc('d').set(data);
    const read = (await c.doc('d').get()).data()!;
    expect((read['reference'] as DocumentReference).path).toBe('x/y/z/w');
    expect((read['vector'] as { toArray(): number[] }).toArray()).toEqual([1, 2.5, -0.5]);
    expect({ ...read, reference: 0, vector: 0 }).toEqual({ ...data, reference: 0, vector: 0 });
  });

  test('a converter turns what goes in and what comes out', async () => {
    class City {
      readonly name: string;
      constructor(name: string) {
        this.name = name;
      }
    }
    const cities = c.withConverter({
      toFirestore: ({ name }: City) => ({ stored: name }),
      fromFirestore: (snapshot: QueryDocumentSnapshot) => new City(String(snapshot.get('stored'))),
    });
    await cities.doc('hue').set(new City('Huế'));
    expect((await cities.doc('hue').get()).data()).toEqual(new City('Huế'));
    expect((await c.doc('hue').get()).data()).toEqual({ stored: 'Huế' });
  });

  test('a write on a condition that is not met changes nothing of its batch', async () => {
    const { writeTime } = await c.doc('d').set({ n: 1 });
    await c.doc('d').update({ n: 2 }, { lastUpdateTime: writeTime });
    const stale = db.batch().set(c.doc('e'), {}).update(c.doc('d'), { n: 3 }, { lastUpdateTime: writeTime });
    await expect(stale.commit()).rejects.toMatchObject({ code: 9 });
    await expect(c.doc('d').delete({ lastUpdateTime: writeTime })).rejects.toMatchObject({ code: 9 });
    await expect(c.doc('none').delete({ exists: true })).rejects.toMatchObject({ code: 5 });
    expect(await ids(c)).toEqual(['d']);
  });

  test('many writes at once: each is told how it went, and what failed does not hold up the rest', async () => {
    await c.doc('there').set({});
    const writer = db.bulkWriter();
    writer.onWriteError(() => false);
    const created = writer.create(c.doc('there'), {}).catch((error: { code: number }) => error.code);
    const others = Array.from({ length: 60 }, (_, n) => writer.set(c.doc(`n${n}`), { n }));
    const removed = writer.delete(c.doc('nothing'));
    await writer.close();
    expect(await created).toBe(6);
    expect((await Promise.all(others)).every(({ writeTime }) => writeTime instanceof Timestamp)).toBe(true);
    await removed;
    expect((await c.count().get()).data().count).toBe(61);
  });
});

describe('reading', () => {
  test('parts of the fields, or none of them', async () => {
    await c.doc('d').set({ foo: 'bar', bar: { a: 1, b: 2 } });
    expect((await c.select('bar.a').get()).docs[0]!.data()).toEqual({ bar: { a: 1 } });
    const [bare] = (await c.select().get()).docs;
    expect([bare!.id, bare!.data()]).toEqual(['d', {}]);
    const [one] = await db.getAll(c.doc('d'), { fieldMask: ['foo', 'none'] });
    expect(one!.data()).toEqual({ foo: 'bar' });
  });

  test('NaN and null, in lists and maps', async () => {
    await fill({
      a: { zip: 98101, array: [42] },
      b: { zip: Number.NaN, array: ['a', 42, 'c'] },
      c: { zip: null, array: [41.999, '42', { a: [42] }] },
      d: { zip: [98101], array: [Number.NaN] },
      e: { zip: { zip: 98101 }, array: 42 },
      f: { other: null },
    });
    const found: [Query, string[]][] = [
      [c.where('zip', '==', Number.NaN), ['b']],
      [c.where('zip', '==', null), ['c']],
      [c.where('zip', '!=', null), ['b', 'a', 'd', 'e']],
      [c.where('zip', '!=', Number.NaN), ['a', 'd', 'e']],
      [c.where('zip', 'in', [98101, 98103, [98101]]), ['a', 'd']],
      [c.where('zip', 'not-in', [98101, { zip: 98101 }]), ['b', 'd']],
      [c.where('array', 'array-contains', 42), ['a', 'b']],
      [c.where('array', 'array-contains-any', [42, { a: [42] }]), ['a', 'b', 'c']],
      [c.where(FieldPath.documentId(), 'in', ['f', 'a', 'z']), ['a', 'f']],
      [c.orderBy('zip', 'desc').limit(2), ['e', 'd']],
    ];
    for (const [query, expected] of found) expect(await ids(query)).toEqual(expected);
  });

  test('pages: after the last one seen, until nothing comes', async () => {
    await fill(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`d${n}`, { val: n % 5 }])));
    const seen: string[] = [];
    let query: Query = c.orderBy('val').limit(3);
    for (let page = await query.get(); !page.empty; page = await query.get()) {
      seen.push(...page.docs.map(({ id }) => id));
      query = c.orderBy('val').limit(3).startAfter(page.docs.at(-1)!);
    }
    expect(seen).toEqual(['d0', 'd5', 'd1', 'd6', 'd2', 'd7', 'd3', 'd8', 'd4', 'd9']);
    expect(await ids(c.orderBy('val').startAt(1).endBefore(3))).toEqual(['d1', 'd6', 'd2', 'd7']);
    expect(await ids(c.orderBy('val').limitToLast(2))).toEqual(['d4', 'd9']);
    expect(await ids(c.orderBy('val').endAt(3).limitToLast(1))).toEqual(['d8']);
    expect(await ids(c.orderBy('val', 'desc').orderBy(FieldPath.documentId()).startAt(4, 'd9'))).toHaveLength(9);
  });

  test('groups of collections end where the next name begins', async () => {
    const paths = ['abc/123/g/1', 'abc/123/g/2', 'abc/456/g/3', 'abc/g', 'g/4', 'abc/g/x/5', 'abc/123/gg/6'];
    const batch = db.batch();
    for (const path of paths) batch.set(path.split('/').length % 2 === 0 ? db.doc(path) : db.doc(`${path}/7`), {});
    await batch.commit();
    const group = db.collectionGroup('g');
    const of = async (query: Query) => (await query.get()).docs.map(({ ref }) => ref.path);
    expect(await of(group)).toEqual(['abc/123/g/1', 'abc/123/g/2', 'abc/456/g/3', 'g/4']);
    const byName = group.orderBy(FieldPath.documentId());
    expect(await of(byName.startAt('abc/123/g/2').endAt('abc/456/g/3'))).toEqual(['abc/123/g/2', 'abc/456/g/3']);
    expect(await of(group.where(FieldPath.documentId(), '>', 'abc/456/g/3'))).toEqual(['g/4']);
  });

  test('one of several, inequalities on several fields, sums over them', async () => {
    await fill({ a: { n: 1, m: 9 }, b: { n: 2, m: 8 }, c: { n: 3, m: 7 }, d: { n: '4', m: 6 }, e: { n: 2.5, m: 'x' } });
    const either = c.where(
      Filter.or(Filter.where('n', '==', 1), Filter.and(Filter.where('n', '>', 2), Filter.where('m', '<', 8))),
    );
    expect(await ids(either)).toEqual(['c', 'a']); // by m, then n: fields of inequalities order a query that names none
    expect(await ids(c.where('n', '>', 1).where('m', '>', 6).orderBy('m'))).toEqual(['c', 'b']);
    const totals = await c
      .where('n', '>=', 2)
      .aggregate({ count: AggregateField.count(), sum: AggregateField.sum('m'), average: AggregateField.average('n') })
      .get();
    expect(totals.data()).toEqual({ count: 3, sum: 15, average: 2.5 });
    const none = c
      .where('n', '>', 100)
      .aggregate({ sum: AggregateField.sum('n'), average: AggregateField.average('n') });
    expect((await none.get()).data()).toEqual({ sum: 0, average: null });
  });
});

describe('listening', () => {
  /** Snapshots one after another. */
  function hear<T>(subscribe: (next: (value: T) => void, error: (cause: Error) => void) => () => void) {
    const came: T[] = [];
    let wake = () => {};
    let failed: Error | undefined;
    const stop = subscribe(
      (value) => (came.push(value), wake()),
      (cause) => ((failed = cause), wake()),
    );
    return {
      stop,
      next: async (): Promise<T> => {
        while (came.length === 0 && !failed) await new Promise<void>((resolve) => (wake = resolve));
        if (failed) throw failed;
        return came.shift()!;
      },
    };
  }

  test('a document that is not there, comes, changes and goes', async () => {
    const ref = c.doc('d');
    const heard = hear<FirebaseFirestore.DocumentSnapshot>((next, error) => ref.onSnapshot(next, error));
    expect((await heard.next()).exists).toBe(false);
    await ref.set({ foo: 'a' });
    const first = await heard.next();
    await ref.set({ foo: 'b' });
    const second = await heard.next();
    expect([first.get('foo'), second.get('foo')]).toEqual(['a', 'b']);
    expect(second.createTime!.isEqual(first.createTime!)).toBe(true);
    expect(second.updateTime!.valueOf() > first.updateTime!.valueOf()).toBe(true);
    expect(second.readTime.valueOf() > first.readTime.valueOf()).toBe(true);
    await ref.delete();
    expect((await heard.next()).exists).toBe(false);
    heard.stop();
  });

  test('a query tells where each document came from and went to', async () => {
    await fill({ a: { n: 1 }, b: { n: 2 } });
    const query = c.where('n', '>', 0).orderBy('n');
    const heard = hear<FirebaseFirestore.QuerySnapshot>((next, error) => query.onSnapshot(next, error));
    const changes = async () =>
      (await heard.next()).docChanges().map(({ type, doc, oldIndex, newIndex }) => [type, doc.id, oldIndex, newIndex]);
    expect(await changes()).toEqual([
      ['added', 'a', -1, 0],
      ['added', 'b', -1, 1],
    ]);
    await c.doc('a').set({ n: 3 });
    expect(await changes()).toEqual([['modified', 'a', 0, 1]]);
    await c.doc('b').set({ n: -1 });
    expect(await changes()).toEqual([['removed', 'b', 0, -1]]);
    await fill({ x: { n: 0.5 }, a: { n: 0.25 } });
    expect(await changes()).toEqual([
      ['added', 'x', -1, 0],
      ['modified', 'a', 1, 0],
    ]);
    heard.stop();
  });
});

describe('transactions', () => {
  test('a query inside one, and a write that depends on it', async () => {
    await fill({ a: { n: 1 }, b: { n: 2 } });
    await db.runTransaction(async (transaction) => {
      const { docs } = await transaction.get(c.where('n', '>', 1));
      transaction.update(docs[0]!.ref, { n: FieldValue.increment(10) });
      transaction.create(c.doc('c'), {});
    });
    expect((await c.doc('b').get()).get('n')).toBe(12);
  });

  test('one that ends with an error leaves nothing, and is not tried again', async () => {
    let tries = 0;
    const failing = db.runTransaction(async (transaction) => {
      tries += 1;
      await transaction.get(c.doc('a'));
      transaction.set(c.doc('a'), {});
      throw new Error('of the caller');
    });
    await expect(failing).rejects.toThrow('of the caller');
    expect(tries).toBe(1);
    expect((await c.doc('a').get()).exists).toBe(false);
  });
});

describe('accounts', () => {
  test('links lead back to where they were asked for, and a reset verifies the address', async () => {
    const { auth } = admin;
    await auth.createUser({ uid: 'ha', email: 'ha@example.test', emailVerified: false, password: 'tám cánh đồng lúa' });
    const url = 'http://localhost/?a=1&b=2#c=3';
    const link = new URL(await auth.generatePasswordResetLink('ha@example.test'));
    expect(link.searchParams.get('mode')).toBe('resetPassword');
    await expect(auth.generateEmailVerificationLink('ha@example.test', { url })).rejects.toMatchObject({
      code: 'auth/unauthorized-continue-uri',
    });
    const call = (operation: string, body: object) =>
      fetch(`${server.url}/identitytoolkit.googleapis.com/v1/accounts:${operation}?key=any`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    const oobCode = link.searchParams.get('oobCode');
    expect((await call('resetPassword', { oobCode, newPassword: 'chín dòng sông xanh' })).status).toBe(200);
    expect((await auth.getUser('ha')).emailVerified).toBe(true);
    const signedIn = await call('signInWithPassword', {
      email: 'ha@example.test',
      password: 'chín dòng sông xanh',
      returnSecureToken: true,
    });
    const { idToken } = (await signedIn.json()) as { idToken: string };
    expect((await auth.verifyIdToken(idToken, true)).uid).toBe('ha');
    await auth.setCustomUserClaims('ha', { admin: true, groupId: '1234' });
    expect((await auth.getUser('ha')).customClaims).toEqual({ admin: true, groupId: '1234' });
    await new Promise((resolve) => setTimeout(resolve, 1100)); // firebase-admin compares whole seconds
    await auth.revokeRefreshTokens('ha');
    await expect(auth.verifyIdToken(idToken, true)).rejects.toMatchObject({ code: 'auth/id-token-revoked' });
    await auth.setCustomUserClaims('ha', null);
    expect((await auth.getUser('ha')).customClaims ?? {}).toEqual({});
    const before = await auth.getUser('ha');
    expect((await auth.updateUser('ha', { providersToUnlink: [] })).toJSON()).toEqual(before.toJSON());
    await auth.updateUser('ha', { disabled: true });
    await expect(auth.verifyIdToken(idToken, true)).rejects.toMatchObject({ code: 'auth/user-disabled' });
    await auth.deleteUser('ha');
  });

  test('many are found, listed page by page and removed', async () => {
    const { auth } = admin;
    const uids = ['u1', 'u2', 'u3'];
    for (const uid of uids) await auth.createUser({ uid, email: `${uid}@example.test` });
    const found = await auth.getUsers([{ uid: 'u1' }, { email: 'u2@example.test' }, { uid: 'none' }]);
    expect(found.users.map(({ uid }) => uid).sort()).toEqual(['u1', 'u2']);
    expect(found.notFound).toEqual([{ uid: 'none' }]);
    const first = await auth.listUsers(2);
    const second = await auth.listUsers(2, first.pageToken);
    expect([...first.users, ...second.users].map(({ uid }) => uid)).toEqual(uids);
    expect(await auth.deleteUsers([...uids, 'none'])).toMatchObject({ successCount: 4, failureCount: 0 });
    for (const missing of [
      auth.getUser('u1'),
      auth.getUserByEmail('u1@example.test'),
      auth.updateUser('u1', { emailVerified: true }),
      auth.deleteUser('u1'),
      auth.setCustomUserClaims('u1', {}),
    ])
      await expect(missing).rejects.toMatchObject({ code: 'auth/user-not-found' });
    await expect(auth.verifyIdToken('no token')).rejects.toMatchObject({ code: 'auth/argument-error' });
  });
});
