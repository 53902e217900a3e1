import {
  addDoc,
  aggregateQuerySnapshotEqual,
  and,
  arrayRemove,
  arrayUnion,
  average,
  Bytes,
  collectionGroup,
  count,
  deleteDoc,
  deleteField,
  disableNetwork,
  doc,
  documentId,
  enableNetwork,
  endAt,
  endBefore,
  FieldPath,
  GeoPoint,
  getAggregateFromServer,
  getCountFromServer,
  getDoc,
  getDocs,
  increment,
  limit,
  limitToLast,
  or,
  orderBy,
  query,
  runTransaction,
  serverTimestamp,
  setDoc,
  startAfter,
  startAt,
  sum,
  Timestamp,
  updateDoc,
  vector,
  where,
  writeBatch,
  type DocumentData,
  type Query,
  type QueryDocumentSnapshot,
  type QuerySnapshot,
  type QueryConstraint,
  type QueryCompositeFilterConstraint,
  type QueryNonFilterConstraint,
} from 'firebase/firestore';
import { codeOf, Heard, print, type Client } from './client.ts';

/** What somebody does with the SDK, and what they are to find; the same in Node, in a browser, and on any server. */
export interface Case {
  run(client: Client): Promise<unknown>;
  expected: unknown;
}

const ids = async (asked: Query): Promise<string> => (await getDocs(asked)).docs.map(({ id }) => id).join(' ');

/** A query finds ids, in order. */
const finds = (
  documents: Record<string, DocumentData>,
  by: QueryConstraint[] | [QueryCompositeFilterConstraint, ...QueryNonFilterConstraint[]],
  expected: string,
): Case => ({
  run: async ({ fill, collection }) => {
    await fill(documents);
    return ids(query(collection(), ...(by as QueryConstraint[])));
  },
  expected,
});

/** What is written is found by somebody else, after one or several writes. */
const leaves = (
  before: DocumentData | undefined,
  write: (client: Client & { ref: ReturnType<typeof doc> }) => Promise<unknown>,
  expected: string,
): Case => ({
  run: async (client) => {
    if (before) await client.fill({ one: before });
    await write({ ...client, ref: doc(client.collection(), 'one') });
    const data = (await getDoc(doc(client.collection(client.other), 'one'))).data();
    return data === undefined ? 'missing' : print(data);
  },
  expected,
});

const refusal = (act: (client: Client) => Promise<unknown>, expected: string): Case => ({
  run: (client) => codeOf(act(client)),
  expected,
});

const MIXED = {
  null: { v: null },
  no: { v: false },
  yes: { v: true },
  nan: { v: NaN },
  low: { v: -Infinity },
  minus: { v: -1.5 },
  one: { v: 1 },
  half: { v: 1.5 },
  time: { v: new Timestamp(1, 0) },
  empty: { v: '' },
  text: { v: 'a' },
  upper: { v: 'A' },
  private: { v: '\ufffd' },
  emoji: { v: '😀' },
  bytes: { v: Bytes.fromUint8Array(new Uint8Array([1])) },
  geo: { v: new GeoPoint(1, 2) },
  list: { v: [1] },
  longer: { v: [1, 2] },
  map: { v: { a: 1 } },
  wider: { v: { a: 1, b: 0 } },
  none: {},
};
const IN_ORDER =
  'null no yes nan low minus one half time empty upper text private emoji bytes geo list longer map wider';

const ZIPS = {
  a: { zip: NaN },
  b: { zip: 91102 },
  c: { zip: 98101 },
  d: { zip: '98101' },
  e: { zip: [98101] },
  f: { zip: [98101, 98102] },
  g: { zip: { code: 500 } },
  h: { code: 500 },
  i: { zip: null },
};

const ROWS = {
  d1: { a: 1, b: 0, tags: ['x'] },
  d2: { a: 2, b: 1, tags: ['y', 'x'] },
  d3: { a: 3, b: 2, tags: ['y'] },
  d4: { a: 1, b: 3 },
  d5: { a: 1, b: 1 },
};

/** By what a reader would call them. */
export const CASES: Record<string, Case> = {
  // Values and their order
  'all kinds of values are in the order of Firestore': finds(MIXED, [orderBy('v')], IN_ORDER),
  'downwards too': finds(MIXED, [orderBy('v', 'desc')], IN_ORDER.split(' ').reverse().join(' ')),
  'a value of each kind comes back as it was': leaves(
    undefined,
    ({ ref, db }) =>
      setDoc(ref, {
        minusZero: -0,
        nan: NaN,
        small: 5e-324,
        time: new Timestamp(-1, 123_456_789),
        place: new GeoPoint(0, -0.5),
        bytes: Bytes.fromBase64String('AP8B'),
        list: [1, 'hai', null, { a: [] }],
        map: { 'a.b': { '`\\': 1 }, constructor: 1 },
        link: doc(db, 'a/b'),
        vector: vector([1, 2.5]),
      }),
    '{bytes:bytes AP8B,link:ref a/b,list:[1,"hai",null,{a:[]}],map:{a.b:{`\\:1},constructor:1},minusZero:-0,nan:NaN,place:(0,-0.5),small:5e-324,time:@-1.123456000,vector:vector [1,2.5]}',
  ),
  'ids are in the order of bytes; numbered ones first': {
    run: async ({ fill, collection, other }) => {
      const names = [
        'A',
        '12',
        '7',
        'Aa',
        '7a',
        '__id7__',
        '__id12__',
        '__id-2__',
        '__id1_',
        '_id1__',
        '__id',
        'é',
        '😀',
        '\ufffd',
      ];
      await fill(Object.fromEntries(names.map((name) => [name, {}])));
      const read = await ids(query(collection(), orderBy(documentId())));
      const heard = new Heard(collection(other));
      const [text] = await heard.upTo(1);
      heard.stop();
      return [read, text!.replaceAll('{}', '') === read];
    },
    expected: ['__id-2__ __id7__ __id12__ 12 7 7a A Aa __id __id1_ _id1__ é \ufffd 😀', true],
  },

  // Writes
  'set replaces': leaves({ a: 1, b: 2 }, ({ ref }) => setDoc(ref, { c: 3 }), '{c:3}'),
  'set with merge touches what it names': leaves(
    { a: { b: 1, c: 2 }, d: 3 },
    ({ ref }) => setDoc(ref, { a: { b: 9 }, e: 4 }, { merge: true }),
    '{a:{b:9,c:2},d:3,e:4}',
  ),
  'merging an empty map replaces what was there': leaves(
    { a: { b: 1 } },
    ({ ref }) => setDoc(ref, { a: {} }, { merge: true }),
    '{a:{}}',
  ),
  'merging nothing creates a document': leaves(undefined, ({ ref }) => setDoc(ref, {}, { merge: true }), '{}'),
  'merging replaces a list as a whole': leaves(
    { a: [1, 2] },
    ({ ref }) => setDoc(ref, { a: [3] }, { merge: true }),
    '{a:[3]}',
  ),
  'merging may delete a field': leaves(
    { a: 1, b: { c: 1, d: 2 } },
    ({ ref }) => setDoc(ref, { a: deleteField(), b: { c: deleteField() } }, { merge: true }),
    '{b:{d:2}}',
  ),
  'only the named fields of what is given': leaves(
    { a: 1, b: 2 },
    ({ ref }) => setDoc(ref, { a: 3, b: 4, c: serverTimestamp() }, { mergeFields: ['a', 'a'] }),
    '{a:3,b:2}',
  ),
  'no named field at all': leaves({ a: 1 }, ({ ref }) => setDoc(ref, { a: 2 }, { mergeFields: [] }), '{a:1}'),
  'update of nested fields, and of names that need quotes': leaves(
    { a: { b: 1, c: 2 }, 'x.y': 1 },
    ({ ref }) => updateDoc(ref, new FieldPath('x.y'), 2, 'a.b', 9, new FieldPath('`\\'), 3, 'a.d.e', 1),
    '{`\\:3,a:{b:9,c:2,d:{e:1}},x.y:2}',
  ),
  'deleting a field that is not there is nothing': leaves(
    { a: 1 },
    ({ ref }) => updateDoc(ref, { b: deleteField() }),
    '{a:1}',
  ),
  'a document is deleted, twice if need be': leaves(
    { a: 1 },
    async ({ ref }) => {
      await deleteDoc(ref);
      await deleteDoc(ref);
    },
    'missing',
  ),
  'a batch is applied in its order': leaves(
    undefined,
    ({ ref, db }) =>
      writeBatch(db)
        .set(ref, { n: 1 })
        .update(ref, { m: increment(2) })
        .update(ref, { m: increment(3) })
        .commit(),
    '{m:5,n:1}',
  ),
  'a batch that fails leaves nothing': leaves(
    { n: 0 },
    ({ ref, db, path }) =>
      codeOf(
        writeBatch(db)
          .update(ref, { n: 1 })
          .update(doc(db, path, 'none'), { n: 1 })
          .commit(),
      ),
    '{n:0}',
  ),
  'numbers are added: whole, broken, beyond what an integer holds, to what is none': leaves(
    { a: 1, b: 1.5, c: Number.MAX_SAFE_INTEGER, d: 'x' },
    ({ ref }) =>
      updateDoc(ref, { a: increment(2), b: increment(1), c: increment(0.5), d: increment(4), e: increment(-1) }),
    '{a:3,b:2.5,c:9007199254740992,d:4,e:-1}',
  ),
  'elements are added once, and removed wherever they are': leaves(
    { a: [1, 'x'], b: [1, 2, 1], c: 'no list' },
    ({ ref }) =>
      updateDoc(ref, {
        a: arrayUnion(1, { m: 1 }, { m: 1 }),
        b: arrayRemove(1, 9),
        c: arrayUnion('y'),
        d: arrayRemove('z'),
      }),
    '{a:[1,"x",{m:1}],b:[2],c:["y"],d:[]}',
  ),
  'one moment for all server times of a commit': {
    run: async ({ collection, db, other }) => {
      const batch = writeBatch(db);
      for (const id of ['a', 'b'])
        batch.set(doc(collection(), id), { at: serverTimestamp(), in: { map: serverTimestamp() } });
      await batch.commit();
      const read = await getDocs(collection(other));
      return new Set(read.docs.flatMap((one) => [print(one.get('at')), print(one.get('in.map'))])).size;
    },
    expected: 1,
  },
  'updating what is not there': refusal(
    ({ collection }) => updateDoc(doc(collection(), 'none'), { a: 1 }),
    'not-found',
  ),
  'a reserved id': refusal(({ collection }) => setDoc(doc(collection(), '__a__'), {}), 'invalid-argument'),
  'an id of two dots': refusal(({ collection }) => setDoc(doc(collection(), '..'), {}), 'invalid-argument'),
  'an id of 1,501 bytes': refusal(
    ({ collection }) => setDoc(doc(collection(), 'x'.repeat(1501)), {}),
    'invalid-argument',
  ),
  'a document above 1 MiB': refusal(
    ({ collection }) => addDoc(collection(), { a: 'x'.repeat(1_048_576) }),
    'invalid-argument',
  ),
  'a document of almost 1 MiB': {
    run: async ({ collection, other }) => {
      await setDoc(doc(collection(), 'a'), { a: 'ă'.repeat(500_000) });
      return ((await getDoc(doc(collection(other), 'a'))).get('a') as string).length;
    },
    expected: 500_000,
  },
  'twelve documents of half a megabyte at once': {
    run: async ({ collection, other }) => {
      const all = Array.from({ length: 12 }, (_, n) =>
        setDoc(doc(collection(), `d${n}`), { a: `${n} `.repeat(150_000) }),
      );
      await Promise.all(all);
      return (await getDocs(collection(other))).docs.map((one) => (one.get('a') as string).length);
    },
    expected: [300_000, 300_000, 450_000, 450_000, ...Array.from({ length: 8 }, () => 300_000)],
  },
  'maps 21 deep': refusal(
    ({ collection }) =>
      addDoc(
        collection(),
        Array.from({ length: 21 }).reduce<DocumentData>((inner) => ({ a: inner }), { a: 1 }),
      ),
    'invalid-argument',
  ),
  'a refused write does not stop those behind it': {
    run: async ({ collection, other }) => {
      const refused = codeOf(updateDoc(doc(collection(), 'none'), { a: 1 }));
      const done = codeOf(setDoc(doc(collection(), 'one'), { a: 1 }));
      return [await refused, await done, await ids(collection(other))];
    },
    expected: ['not-found', 'done', 'one'],
  },

  // Queries
  'a limit': finds(ROWS, [limit(2)], 'd1 d2'),
  'a limit in a descending order, equal ones by descending id': finds(
    ROWS,
    [orderBy('a', 'desc'), limit(4)],
    'd3 d2 d5 d4',
  ),
  'the last ones': finds(ROWS, [orderBy('b', 'desc'), limitToLast(2)], 'd2 d1'),
  'the last ones before a cursor': finds(ROWS, [orderBy('b'), endBefore(2), limitToLast(2)], 'd2 d5'),
  'from a cursor on': finds(ROWS, [orderBy('a'), startAt(2)], 'd2 d3'),
  'between cursors': finds(ROWS, [orderBy('a'), startAfter(1), endAt(2)], 'd2'),
  'a cursor of several values': finds(ROWS, [orderBy('a'), orderBy('b'), startAfter(1, 1)], 'd4 d2 d3'),
  'a cursor that is a document': {
    run: async ({ fill, collection }) => {
      await fill(ROWS);
      const at = await getDoc(doc(collection(), 'd4'));
      return [
        await ids(query(collection(), orderBy('a'), startAt(at))),
        await ids(query(collection(), where('a', '>', 0), orderBy('a', 'desc'), startAfter(at))),
        await ids(query(collection(), endBefore(at))),
      ];
    },
    expected: ['d4 d5 d2 d3', 'd1', 'd1 d2 d3'],
  },
  'pages of two': {
    run: async ({ fill, collection }) => {
      await fill(ROWS);
      const pages: string[] = [];
      for (let last: QueryDocumentSnapshot | undefined; ;) {
        const page: QuerySnapshot = await getDocs(
          query(collection(), orderBy('a'), limit(2), ...(last ? [startAfter(last)] : [])),
        );
        last = page.docs.at(-1);
        if (!last) return pages;
        pages.push(page.docs.map(({ id }) => id).join(' '));
      }
    },
    expected: ['d1 d4', 'd5 d2', 'd3'],
  },
  'by id': finds(ROWS, [where(documentId(), '>', 'd2'), where(documentId(), '<=', 'd4')], 'd3 d4'),
  'by some ids': finds(ROWS, [where(documentId(), 'in', ['d4', 'd1', 'x'])], 'd1 d4'),
  'by other ids': finds(ROWS, [where(documentId(), 'not-in', ['d4', 'd1'])], 'd2 d3 d5'),
  null: finds(ZIPS, [where('zip', '==', null)], 'i'),
  'not null': finds(ZIPS, [where('zip', '!=', null)], 'a b c d e f g'),
  NaN: finds(ZIPS, [where('zip', '==', NaN)], 'a'),
  'not NaN': finds(ZIPS, [where('zip', '!=', NaN)], 'b c d e f g'),
  'another number than': finds(ZIPS, [where('zip', '!=', 98101)], 'a b d e f g'),
  'another map than': finds(ZIPS, [where('zip', '!=', { code: 500 })], 'a b c d e f'),
  'one of numbers and lists': finds(ZIPS, [where('zip', 'in', [98101, 98103, [98101, 98102]])], 'c f'),
  'one of maps': finds(ZIPS, [where('zip', 'in', [{ code: 500 }])], 'g'),
  'one of null': finds(ZIPS, [where('zip', 'in', [null])], ''),
  'one of null and a number': finds(ZIPS, [where('zip', 'in', [98101, null])], 'c'),
  'one of NaN': finds(ZIPS, [where('zip', 'in', [NaN])], ''),
  'none of': finds(ZIPS, [where('zip', 'not-in', [98101, [98101, 98102]])], 'a b d e g'),
  'none of null': finds(ZIPS, [where('zip', 'not-in', [null])], ''),
  'none of NaN and a number': finds(ZIPS, [where('zip', 'not-in', [NaN, 98101])], 'b d e f g'),
  'below a number, where NaN is not': finds(ZIPS, [where('zip', '<', 98101)], 'b'),
  infinity: finds({ a: { v: Infinity }, b: { v: -Infinity } }, [where('v', '==', Infinity)], 'a'),
  'a list that contains': finds(ROWS, [where('tags', 'array-contains', 'x')], 'd1 d2'),
  'a list that contains a whole number, wherever': finds(
    { a: { v: [42] }, b: { v: ['a', 42] }, c: { v: [41.999, '42', { a: [42] }] }, d: { v: 42 } },
    [where('v', 'array-contains', 42)],
    'a b',
  ),
  'a list that contains one of': finds(ROWS, [where('tags', 'array-contains-any', ['x', 'y'])], 'd1 d2 d3'),
  'a list that contains a map': finds(
    { a: { v: [{ a: 42 }] }, b: { v: [{ a: 42, b: 1 }] }, c: { v: [null] }, d: { v: [NaN] } },
    [where('v', 'array-contains-any', [{ a: 42 }, null, NaN])],
    'a',
  ),
  'a nested field': finds(
    { a: {}, b: { m: {} }, c: { m: { n: {} } }, d: { m: { n: 'x' } } },
    [where('m.n', '==', 'x')],
    'd',
  ),
  'a whole value of many kinds': {
    run: async ({ collection, db }) => {
      const data = {
        ref: doc(db, 'f/c'),
        geo: new GeoPoint(0, 0),
        bytes: Bytes.fromBase64String('Zm9v'),
        list: [1, null],
      };
      await addDoc(collection(), { data });
      return (await getDocs(query(collection(), where('data', '==', data)))).size;
    },
    expected: 1,
  },
  'times that differ by a millisecond': finds(
    { a: { t: Timestamp.fromMillis(1000) }, b: { t: Timestamp.fromMillis(1001) } },
    [where('t', '>', new Date(1000))],
    'b',
  ),
  'two inequalities': finds(ROWS, [where('a', '>=', 1), where('b', '>', 0)], 'd5 d4 d2 d3'),
  'two inequalities in another order': finds(
    ROWS,
    [where('a', '>=', 1), where('b', '>', 0), orderBy('b', 'desc')],
    'd4 d3 d2 d5',
  ),
  'an inequality and an equality': finds(ROWS, [where('a', '==', 1), where('b', '!=', 0), orderBy('b')], 'd5 d4'),
  either: finds(ROWS, [or(where('a', '==', 2), where('b', '==', 3))], 'd2 d4'),
  'either of both': finds(
    ROWS,
    [and(or(where('a', '==', 1), where('b', '==', 2)), or(where('a', '==', 3), where('b', '==', 1)))],
    'd3 d5',
  ),
  'either, with a limit': finds(ROWS, [or(where('a', '==', 2), where('b', '==', 1)), limit(1)], 'd2'),
  'either of ranges, in an order': finds(
    ROWS,
    [or(where('a', '>', 2), where('b', '>', 2)), orderBy('a', 'desc')],
    'd3 d4',
  ),
  'either one of or a list that contains': finds(
    ROWS,
    [or(where('b', 'in', [2, 3]), where('tags', 'array-contains', 'x'))],
    'd1 d2 d3 d4',
  ),
  'documents without the field that orders are not found': finds(
    { a: { n: 1 }, b: {}, c: { n: null } },
    [orderBy('n')],
    'c a',
  ),
  'all collections of one id, and cuts by path': {
    run: async ({ db, path }) => {
      const batch = writeBatch(db);
      for (const at of [
        `a/a/${path}/1`,
        `a/b/a/b/${path}/2`,
        `a/b/${path}/3`,
        `a/c/${path}/4`,
        `${path}/5`,
        `a/b/x${path}/6`,
        `${path}/5/y/7`,
      ]) {
        batch.set(doc(db, at), { n: 1 });
      }
      await batch.commit();
      const group = collectionGroup(db, path);
      return [
        await ids(query(group, where(documentId(), '>=', 'a/b'), where(documentId(), '<=', 'a/b0'))),
        await ids(query(group, orderBy(documentId()), startAfter('a/b'), endBefore(`a/b/${path}/3`))),
        (await getCountFromServer(query(group, where('n', '==', 1)))).data().count,
      ];
    },
    expected: ['2 3', '2', 5],
  },

  // Aggregations
  'counts, sums and averages': {
    run: async ({ fill, collection }) => {
      await fill({ a: { n: 1, m: 1.5 }, b: { n: 2, m: 'x' }, c: { n: 3 }, d: {} });
      const read = async (spec: Parameters<typeof getAggregateFromServer>[1]) =>
        print((await getAggregateFromServer(query(collection(), where('n', '>', 0)), spec)).data());
      return [
        await read({ many: count(), 'with.dots `and` \\': count() }),
        await read({ total: sum('n'), mean: average('n') }),
        await read({ total: sum('m'), many: count() }),
        await read({ none: average('x'), zero: sum('x') }),
      ];
    },
    expected: ['{many:3,with.dots `and` \\:3}', '{mean:2,total:6}', '{many:2,total:1.5}', '{none:null,zero:0}'],
  },
  'a sum that integers cannot hold': {
    run: async ({ fill, collection }) => {
      await fill({ a: { n: Number.MAX_SAFE_INTEGER }, b: { n: Number.MAX_SAFE_INTEGER }, c: { n: 0.5 } });
      const sums = await getAggregateFromServer(collection(), { n: sum('n') });
      return [sums.data().n, aggregateQuerySnapshotEqual(sums, sums)];
    },
    expected: [18014398509481982, true],
  },
  'six aggregations': refusal(
    ({ collection }) =>
      getAggregateFromServer(
        collection(),
        Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, count()])),
      ),
    'invalid-argument',
  ),

  // Transactions
  'a transaction reads, writes, and is run again when what it read has changed': {
    run: async ({ collection, db, other }) => {
      await setDoc(doc(collection(), 'n'), { n: 1 });
      let attempts = 0;
      await runTransaction(db, async (transaction) => {
        attempts += 1;
        const n = (await transaction.get(doc(collection(), 'n'))).get('n') as number;
        if (attempts === 1) await setDoc(doc(collection(other), 'n'), { n: 10 });
        transaction.set(doc(collection(), 'n'), { n: n + 1 });
      });
      return [attempts, print((await getDoc(doc(collection(other), 'n'))).data())];
    },
    expected: [2, '{n:11}'],
  },
  'a transaction creates what was missing, deletes, updates, and may only read some': {
    run: async ({ collection, db, other, fill }) => {
      await fill({ gone: {}, kept: { n: 1 }, read: {} });
      await runTransaction(db, async (transaction) => {
        for (const id of ['new', 'gone', 'kept', 'read', 'missing']) await transaction.get(doc(collection(), id));
        transaction.set(doc(collection(), 'new'), { n: 1 }).update(doc(collection(), 'new'), { m: 2 });
        transaction.delete(doc(collection(), 'gone'));
        transaction.update(doc(collection(), 'kept'), { n: increment(1) });
      });
      return (await getDocs(collection(other))).docs.map((one) => one.id + print(one.data())).join(' ');
    },
    expected: 'kept{n:2} new{m:2,n:1} read{}',
  },
  'what a transaction may do with one document, without reading it': {
    run: async ({ collection, db, fill, other }) => {
      await fill({ old: { n: 1 } });
      type Step = 'set' | 'update' | 'delete';
      const after = async (id: string, ...steps: Step[]) => {
        const ref = doc(collection(), id);
        const code = await codeOf(
          runTransaction(db, async (transaction) => {
            for (const step of steps) {
              if (step === 'set') transaction.set(ref, { n: 2 });
              if (step === 'update') transaction.update(ref, { m: 3 });
              if (step === 'delete') transaction.delete(ref);
            }
          }),
        );
        const left = print((await getDoc(doc(collection(other), id))).data() ?? null);
        await setDoc(doc(collection(), 'old'), { n: 1 });
        await deleteDoc(doc(collection(), 'new'));
        return `${code} ${left}`;
      };
      return [
        await after('old', 'delete', 'delete'),
        await after('old', 'delete', 'update'),
        await after('old', 'delete', 'set'),
        await after('old', 'update', 'delete'),
        await after('old', 'set', 'update'),
        await after('new', 'delete', 'update'),
        await after('new', 'update', 'set'),
        await after('new', 'set', 'update'),
        await after('new', 'set', 'delete'),
      ];
    },
    expected: [
      'done null',
      'invalid-argument {n:1}',
      'done {n:2}',
      'done null',
      'done {m:3,n:2}',
      'invalid-argument null',
      'not-found null',
      'done {m:3,n:2}',
      'done null',
    ],
  },
  'a transaction that updates what is missing': refusal(
    ({ collection, db }) =>
      runTransaction(db, async (transaction) => void transaction.update(doc(collection(), 'none'), { a: 1 })),
    'not-found',
  ),

  // Listeners
  'a listener hears what is there, then each change, once': {
    run: async ({ collection, other, fill }) => {
      await fill({ a: { n: 1 } });
      const heard = new Heard(collection());
      await heard.upTo(1);
      await setDoc(doc(collection(other), 'b'), { n: 2 });
      await heard.upTo(2);
      await updateDoc(doc(collection(other), 'b'), { n: 3 });
      await heard.upTo(3);
      await deleteDoc(doc(collection(other), 'a'));
      const all = await heard.upTo(4);
      heard.stop();
      return all;
    },
    expected: ['a{n:1}', 'a{n:1} b{n:2}', 'a{n:1} b{n:3}', 'b{n:3}'],
  },
  'a listener of one document: missing, made, changed, gone': {
    run: async ({ collection, other }) => {
      const heard = new Heard(doc(collection(), 'one'));
      const ref = doc(collection(other), 'one');
      await heard.upTo(1);
      for (const [length, act] of [
        [2, () => setDoc(ref, { n: 1 })],
        [3, () => setDoc(ref, { n: 2 })],
        [4, () => deleteDoc(ref)],
      ] as const) {
        await act();
        await heard.upTo(length);
      }
      heard.stop();
      return heard.all;
    },
    expected: ['null', '{n:1}', '{n:2}', 'null'],
  },
  'who writes hears it at once, and then that it is saved': {
    run: async ({ collection }) => {
      const heard = new Heard(collection(), { includeMetadataChanges: true });
      await heard.until('nothing');
      await setDoc(doc(collection(), 'a'), { n: 1 });
      const all = await heard.until('a{n:1}');
      heard.stop();
      return all.slice(all.indexOf('nothing'));
    },
    expected: ['nothing', 'a{n:1} pending', 'a{n:1}'],
  },
  'a server time is unknown until it is saved': {
    run: async ({ collection }) => {
      const heard = new Heard(doc(collection(), 'a'));
      await heard.upTo(1);
      await setDoc(doc(collection(), 'a'), { at: serverTimestamp() });
      const [, guess, known] = await heard.upTo(3);
      heard.stop();
      return [guess, /^\{at:@\d+\.\d+\}$/.test(known!)];
    },
    expected: ['{at:null} pending', true],
  },
  'a batch is heard at once': {
    run: async ({ collection, fill }) => {
      const heard = new Heard(collection());
      await heard.upTo(1);
      await fill({ a: {}, b: {}, c: {} });
      const all = await heard.upTo(2);
      heard.stop();
      return all;
    },
    expected: ['nothing', 'a{} b{} c{}'],
  },
  'a limited listener lets move up what stands behind': {
    run: async ({ collection, other, fill }) => {
      await fill({ a: { n: 1 }, b: { n: 2 }, c: { n: 3 } });
      const heard = new Heard(query(collection(), orderBy('n'), limit(2)));
      await heard.upTo(1);
      await deleteDoc(doc(collection(other), 'a'));
      const all = await heard.until('b{n:2} c{n:3}');
      heard.stop();
      return all.at(-1);
    },
    expected: 'b{n:2} c{n:3}',
  },
  'mirrored listeners: the first two and the last two': {
    run: async ({ collection, other, fill }) => {
      await fill({ a: { n: 0 }, b: { n: 1 }, c: { n: 1 }, d: { n: 2 } });
      const first = new Heard(query(collection(), orderBy('n', 'asc'), limit(2)));
      const last = new Heard(query(collection(), orderBy('n', 'desc'), limitToLast(2)));
      await Promise.all([first.upTo(1), last.upTo(1)]);
      await setDoc(doc(collection(other), 'e'), { n: -1 });
      const all = [await first.until('e{n:-1} a{n:0}'), await last.until('a{n:0} e{n:-1}')];
      first.stop();
      last.stop();
      return all;
    },
    expected: [
      ['a{n:0} b{n:1}', 'e{n:-1} a{n:0}'],
      ['b{n:1} a{n:0}', 'a{n:0} e{n:-1}'],
    ],
  },
  'what no longer matches leaves, what begins to match comes': {
    run: async ({ collection, other, fill }) => {
      await fill({ a: { on: true }, b: { on: false } });
      const heard = new Heard(query(collection(), where('on', '==', true)));
      await heard.upTo(1);
      await writeBatch(other)
        .update(doc(collection(other), 'a'), { on: false })
        .update(doc(collection(other), 'b'), { on: true })
        .commit();
      const all = await heard.upTo(2);
      heard.stop();
      return all;
    },
    expected: ['a{on:true}', 'b{on:true}'],
  },
  'many listeners of one client hear one commit together': {
    run: async ({ collection, fill }) => {
      const listeners = [
        new Heard(collection()),
        new Heard(query(collection(), where('n', '>', 1))),
        new Heard(query(collection(), orderBy('n', 'desc'), limit(1))),
        new Heard(doc(collection(), 'b')),
      ];
      await Promise.all(listeners.map((one) => one.upTo(1)));
      await fill({ a: { n: 1 }, b: { n: 2 } });
      const all = await Promise.all(listeners.map((one) => one.upTo(2)));
      for (const one of listeners) one.stop();
      return all.map(([, second]) => second);
    },
    expected: ['a{n:1} b{n:2}', 'b{n:2}', 'b{n:2}', '{n:2}'],
  },
  'after the network comes back a listener has all that happened': {
    run: async ({ collection, db, other, fill }) => {
      await fill({ a: { n: 1 }, b: { n: 1 }, c: { n: 1 } });
      const heard = new Heard(collection(), { includeMetadataChanges: true });
      await heard.until('a{n:1} b{n:1} c{n:1}');
      await disableNetwork(db);
      await heard.until('a{n:1} b{n:1} c{n:1} cached');
      await deleteDoc(doc(collection(other), 'a'));
      await updateDoc(doc(collection(other), 'b'), { n: 2 });
      await setDoc(doc(collection(other), 'd'), { n: 4 });
      const mine = setDoc(doc(collection(), 'e'), { n: 5 });
      await enableNetwork(db);
      await mine;
      const all = await heard.until('b{n:2} c{n:1} d{n:4} e{n:5}');
      heard.stop();
      return all.at(-1);
    },
    expected: 'b{n:2} c{n:1} d{n:4} e{n:5}',
  },
  'a query is asked again where it was left, also when all of it has gone': {
    run: async ({ collection, other, fill }) => {
      await fill(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`d${n}`, { n }])));
      const before = await getDocs(collection());
      const heard = new Heard(collection());
      await heard.upTo(1);
      heard.stop();
      const batch = writeBatch(other);
      for (let n = 0; n < 50; n += 2) batch.delete(doc(collection(other), `d${n}`));
      await batch.commit();
      return [before.size, (await getDocs(collection())).size];
    },
    expected: [50, 25],
  },
};
