import { Firestore, type DocumentChange, type QuerySnapshot } from '@google-cloud/firestore';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestBackend, type TestBackend } from './testBackend.ts';

/*
 * googleapis' conformance vectors (firestore/v1) fix what every client library makes of a call: the request that it sends,
 * and the snapshots that it makes of a stream. Put to a server they say which requests it has to take. Here are such
 * requests, of our own, with what they leave and find; and the sequences of its streams, through Google's library for Node.
 */
const DATABASE = 'projects/demo-office/databases/(default)';
const DOCUMENTS = `${DATABASE}/documents`;
const D = `${DOCUMENTS}/C/d`;
let server: TestBackend;

beforeAll(async () => {
  server = await openTestBackend();
});
afterEach(() => server.backend.store.clear(DATABASE));
afterAll(() => server.close());

async function send(verb: string, body: object): Promise<unknown> {
  const answer = await fetch(`${server.url}/v1/${DOCUMENTS}:${verb}`, { method: 'POST', body: JSON.stringify(body) });
  return answer.json();
}

type Fields = Record<string, unknown>;
const int = (n: number) => ({ integerValue: String(n) });
const map = (fields: Fields) => ({ mapValue: { fields } });
const list = (...values: unknown[]) => ({ arrayValue: { values } });
const time = { timestampValue: expect.stringMatching(/Z$/) as string };
const now = (fieldPath: string) => ({ fieldPath, setToServerValue: 'REQUEST_TIME' });
const union = (fieldPath: string, ...values: unknown[]) => ({ fieldPath, appendMissingElements: { values } });
const removal = (fieldPath: string, ...values: unknown[]) => ({ fieldPath, removeAllFromArray: { values } });
const update = (fields: Fields, more: object = {}) => ({ update: { name: D, fields }, ...more });
/** As libraries sent them before `updateTransforms`: a write of their own. */
const transform = (...fieldTransforms: object[]) => ({ transform: { document: D, fieldTransforms } });
const mask = (...fieldPaths: string[]) => ({ updateMask: { fieldPaths } });
const [missing, there] = [{ currentDocument: { exists: false } }, { currentDocument: { exists: true } }];

/** Before, the writes of one commit, and what they leave: fields, nothing, or a refusal. */
const WRITES: Record<string, [before: Fields | null, writes: object[], after: Fields | null | string]> = {
  'create: basic': [null, [update({ a: int(1) }, missing)], { a: int(1) }],
  'create: nothing in it': [null, [update({}, missing)], {}],
  'create: what is there': [{}, [update({ a: int(1) }, missing)], 'ALREADY_EXISTS'],
  'create: dots in a name are letters': [
    null,
    [update({ 'a.b': int(1), '*~/[]': int(2) }, missing)],
    { 'a.b': int(1), '*~/[]': int(2) },
  ],
  'create: all transforms, in a write of their own': [
    null,
    [update({ a: int(1) }, missing), transform(now('b'), union('c', int(1), int(2)), removal('d', int(4)))],
    { a: int(1), b: time, c: list(int(1), int(2)), d: list() },
  ],
  'create: all transforms, beside the fields': [
    null,
    [update({ a: int(1) }, { ...missing, updateTransforms: [now('b'), union('c', int(1)), removal('d', int(4))] })],
    { a: int(1), b: time, c: list(int(1)), d: list() },
  ],
  'create: a time alone, which is a transform of what is missing': [
    null,
    [{ ...transform(now('a')), ...missing }],
    { a: time },
  ],
  'create: a time beside an empty map': [
    null,
    [update({ a: map({ b: map({}) }) }, missing), transform(now('a.c'))],
    { a: map({ b: map({}), c: time }) },
  ],
  'create: times at several depths': [
    null,
    [update({ a: int(1) }, missing), transform(now('b'), now('c.d'))],
    { a: int(1), b: time, c: map({ d: time }) },
  ],
  'set: replaces all': [{ x: int(9) }, [update({ a: int(1) })], { a: int(1) }],
  'set, merge: only what is in the mask': [
    { x: int(9), a: map({ y: int(8) }) },
    [update({ a: map({ b: int(1) }) }, mask('a.b'))],
    { x: int(9), a: map({ y: int(8), b: int(1) }) },
  ],
  'set, merge: a field as a whole': [
    { a: map({ y: int(8) }) },
    [update({ a: map({ b: int(1) }) }, mask('a'))],
    { a: map({ b: int(1) }) },
  ],
  'set, merge: names that need quotes': [
    { 'a.b': int(1), '`': int(2) },
    [update({ 'a.b': int(3), '`': int(4), '\\': int(5) }, mask('`a.b`', '`\\``', '`\\\\`'))],
    { 'a.b': int(3), '`': int(4), '\\': int(5) },
  ],
  'set, merge all of nothing: the document is there then': [null, [update({}, mask())], {}],
  'set, merge all of nothing, over something': [{ x: int(9) }, [update({}, mask())], { x: int(9) }],
  'set, merge: a name of the mask without a value is deleted': [
    { x: int(9), a: int(1) },
    [update({}, mask('a'))],
    { x: int(9) },
  ],
  'set, merge: only a time': [{ x: int(9) }, [transform(now('a'))], { x: int(9), a: time }],
  'set, merge: a time in a map that is in the mask': [
    { a: map({ x: int(9) }) },
    [update({ a: map({ b: int(1) }) }, mask('a.b')), transform(now('a.c'))],
    { a: map({ x: int(9), b: int(1), c: time }) },
  ],
  'update: basic': [{ x: int(9) }, [update({ a: int(1) }, { ...mask('a'), ...there })], { x: int(9), a: int(1) }],
  'update: what is not there': [null, [update({ a: int(1) }, { ...mask('a'), ...there })], 'NOT_FOUND'],
  'update: splits at dots, and takes a map for what was none': [
    { a: int(1) },
    [update({ a: map({ b: map({ c: int(1) }) }) }, { ...mask('a.b.c'), ...there })],
    { a: map({ b: map({ c: int(1) }) }) },
  ],
  'update: deletes deep down': [
    { a: map({ b: int(1), c: int(2) }) },
    [update({ a: map({}) }, { ...mask('a.b'), ...there })],
    { a: map({ c: int(2) }) },
  ],
  'update: deletes in what is no map': [{ a: int(1) }, [update({}, { ...mask('a.b'), ...there })], { a: int(1) }],
  'update: a time alone': [{}, [{ ...transform(now('a')), ...there }], { a: time }],
  'update: a time alone of what is not there': [null, [{ ...transform(now('a')), ...there }], 'NOT_FOUND'],
  'update: elements in nested lists': [
    { a: map({ l: list(int(1)) }) },
    [{ ...transform(union('a.l', int(1), int(2))), ...there }],
    { a: map({ l: list(int(1), int(2)) }) },
  ],
  'update: on condition of a time that was not': [
    {},
    [update({ a: int(1) }, { ...mask('a'), currentDocument: { updateTime: '2020-01-01T00:00:00Z' } })],
    'FAILED_PRECONDITION',
  ],
  'update: the same path twice in a commit, one after the other': [
    {},
    [update({ a: int(1) }, mask('a')), update({ a: int(2) }, mask('a'))],
    { a: int(2) },
  ],
  'delete: whatever is there': [{}, [{ delete: D }], null],
  'delete: what is not there': [null, [{ delete: D }], null],
  'delete: on condition that it is': [null, [{ delete: D, ...there }], 'NOT_FOUND'],
  'delete: on condition of a time that was not': [
    {},
    [{ delete: D, currentDocument: { updateTime: '2020-01-01T00:00:00Z' } }],
    'FAILED_PRECONDITION',
  ],
};
test.each(Object.entries(WRITES))('%s', async (_what, [before, writes, after]) => {
  if (before) await send('commit', { writes: [update(before)] });
  const { error } = (await send('commit', { writes })) as { error?: { status: string } };
  const stored = server.backend.store.get(D)?.fields ?? null;
  expect(error?.status ?? stored).toEqual(after);
  expect(stored).toEqual(typeof after === 'string' ? before : after);
});

const field = (fieldPath: string) => ({ field: { fieldPath } });
const filter = (fieldPath: string, op: string, value: unknown) => ({ fieldFilter: { ...field(fieldPath), op, value } });
const unary = (fieldPath: string, op: string) => ({ unaryFilter: { ...field(fieldPath), op } });
const and = (...filters: object[]) => ({ compositeFilter: { op: 'AND', filters } });
const by = (fieldPath: string, direction = 'ASCENDING') => ({ ...field(fieldPath), direction });
const d = (id: string) => ({ referenceValue: `${DOCUMENTS}/C/${id}` });
const cursor = (before: boolean, ...values: unknown[]) => ({ values, ...(before ? { before } : {}) });

/** Documents of C: a is 1, 2, 2, 3, a map, null, NaN; b is 7 throughout. */
const STORED: Record<string, unknown> = {
  p: int(1),
  q: int(2),
  r: int(2),
  s: int(3),
  t: map({}),
  u: { nullValue: null },
  v: { doubleValue: 'NaN' },
};
const QUERIES: Record<string, [query: object, found: string]> = {
  where: [{ where: filter('a', 'GREATER_THAN', int(1)) }, 'q r s'],
  'two wheres': [{ where: and(filter('a', 'GREATER_THAN_OR_EQUAL', int(2)), filter('b', 'EQUAL', int(7))) }, 'q r s'],
  'null and NaN are asked for by themselves': [{ where: unary('a', 'IS_NULL') }, 'u'],
  NaN: [{ where: unary('a', 'IS_NAN') }, 'v'],
  'not null': [{ where: unary('a', 'IS_NOT_NULL') }, 'v p q r s t'],
  'an operator that is none': [{ where: filter('a', '@', int(1)) }, 'INVALID_ARGUMENT'],
  'an order, and the last word on offset and limit': [{ orderBy: [by('a')], offset: 3, limit: 3 }, 'q r s'],
  'two orders': [{ orderBy: [by('b'), by('a', 'DESCENDING')] }, 't s r q p v u'],
  'a cursor that is a document, in the order of names': [
    { orderBy: [by('__name__')], startAt: cursor(true, d('r')) },
    'r s t u v',
  ],
  'after one name and before another': [
    { orderBy: [by('__name__')], startAt: cursor(false, d('p')), endAt: cursor(true, d('s')) },
    'q r',
  ],
  'a cursor that is a document, in an order': [
    { orderBy: [by('a'), by('__name__')], startAt: cursor(false, int(2), d('q')) },
    'r s t',
  ],
  'the same downwards': [
    { orderBy: [by('a', 'DESCENDING'), by('__name__', 'DESCENDING')], startAt: cursor(true, int(2), d('q')) },
    'q p v u',
  ],
  'the same with an inequality': [
    {
      where: filter('a', 'LESS_THAN', int(3)),
      orderBy: [by('a', 'DESCENDING'), by('__name__', 'DESCENDING')],
      startAt: cursor(true, int(7), d('z')),
    },
    'r q p',
  ],
  'the same with an equality': [
    { where: filter('a', 'EQUAL', int(2)), orderBy: [by('__name__')], endAt: cursor(false, d('q')) },
    'q',
  ],
  'values of fewer orders than there are': [
    { orderBy: [by('a'), by('b')], startAt: cursor(true, int(2)), endAt: cursor(false, int(2)) },
    'q r',
  ],
  'a document that need not be there': [{ orderBy: [by('__name__')], startAt: cursor(true, d('qq')) }, 'r s t u v'],
  'an empty map as a cursor': [{ orderBy: [by('a')], startAt: cursor(true, map({})) }, 't'],
  'before an empty map': [{ orderBy: [by('a')], endAt: cursor(true, map({})) }, 'u v p q r s'],
  'a cursor without an order': [{ startAt: cursor(true, int(1)) }, 'INVALID_ARGUMENT'],
  'more values than orders': [
    { orderBy: [by('a')], startAt: cursor(true, int(1), int(2), int(3)) },
    'INVALID_ARGUMENT',
  ],
  'a text for a name': [{ orderBy: [by('__name__')], startAt: cursor(true, { stringValue: 'p' }) }, 'INVALID_ARGUMENT'],
  'a path that is none': [{ where: filter('*', 'EQUAL', int(1)) }, 'INVALID_ARGUMENT'],
  'an order by a path that is none': [{ orderBy: [by('a..b')] }, 'INVALID_ARGUMENT'],
  'a part of the fields by a path that is none': [{ select: { fields: [{ fieldPath: '[a]' }] } }, 'INVALID_ARGUMENT'],
};
test.each(Object.entries(QUERIES))('query: %s', async (_what, [query, found]) => {
  const writes = Object.entries(STORED).map(([id, a]) => ({
    update: { name: `${DOCUMENTS}/C/${id}`, fields: { a, b: int(7) } },
  }));
  await send('commit', { writes });
  const answer = (await send('runQuery', { structuredQuery: { from: [{ collectionId: 'C' }], ...query } })) as
    { document?: { name: string } }[] | { error: { status: string } };
  const ids = Array.isArray(answer)
    ? answer.flatMap(({ document }) => document?.name.split('/').pop() ?? []).join(' ')
    : answer.error.status;
  expect(ids).toBe(found);
});

test('query: a part of the fields, and none but the name', async () => {
  await send('commit', { writes: [update({ a: int(1), b: map({ c: int(2), d: int(3) }) })] });
  const found = (...paths: string[]) => {
    const select = { fields: paths.map((fieldPath) => ({ fieldPath })) };
    return send('runQuery', { structuredQuery: { from: [{ collectionId: 'C' }], select } });
  };
  const fields = { a: int(1), b: map({ c: int(2) }) };
  expect(await found('a', 'b.c')).toMatchObject([{ document: { name: D, fields } }]);
  expect(await found('__name__')).toEqual([
    expect.objectContaining({ document: expect.objectContaining({ fields: {} }) as object }),
  ]);
});

const set = (id: string, a: number) => ({ update: { name: `${DOCUMENTS}/C/${id}`, fields: { a: int(a) } } });
const del = (id: string) => ({ delete: `${DOCUMENTS}/C/${id}` });
/**
 * Commits one after the other, with what a listener to `a >= 0`, in its order, is told: id, what, from where, to where. One of
 * which it is told nothing has another behind it.
 */
const LISTENS: Record<string, [commit: object[], told?: string][]> = {
  'one is added': [[[set('d1', 1)], 'd1 added -1 0']],
  'three, in their order': [
    [[set('d1', 3), set('d2', 1), set('d3', 2)], 'd2 added -1 0, d3 added -1 1, d1 added -1 2'],
  ],
  'one is added, changed, deleted, added again': [
    [[set('d1', 1)], 'd1 added -1 0'],
    [[set('d1', 2)], 'd1 modified 0 0'],
    [[del('d1')], 'd1 removed 0 -1'],
    [[set('d1', 3)], 'd1 added -1 0'],
  ],
  'what is written as it was is no change': [
    [[set('d1', 1)], 'd1 added -1 0'],
    [[set('d1', 1)]],
    [[set('d2', 2)], 'd2 added -1 1'],
  ],
  'one leaves what is asked for, and comes back': [
    [[set('d1', 1), set('d2', 2)], 'd1 added -1 0, d2 added -1 1'],
    [[set('d1', -1)], 'd1 removed 0 -1'],
    [[set('d1', 3)], 'd1 added -1 1'],
  ],
  'two change places, one goes and one comes in the same commit': [
    [[set('d1', 1), set('d2', 2), set('d3', 3)], 'd1 added -1 0, d2 added -1 1, d3 added -1 2'],
    [[set('d1', 4), del('d2'), set('d4', 0)], 'd2 removed 1 -1, d4 added -1 0, d1 modified 1 2'],
  ],
  'another collection, what is not asked for, and what was not there': [
    [[{ update: { name: `${DOCUMENTS}/E/d1`, fields: { a: int(1) } } }, set('d9', -5)]],
    [[del('d5')]],
    [[set('d1', 1)], 'd1 added -1 0'],
  ],
};
test.each(Object.entries(LISTENS))('listen: %s', async (_what, commits) => {
  const db = new Firestore({
    projectId: 'demo-office',
    host: `${server.host}:${server.port}`,
    ssl: false,
    customHeaders: { Authorization: 'Bearer owner' },
  });
  const shown = ({ type, doc, oldIndex, newIndex }: DocumentChange) => `${doc.id} ${type} ${oldIndex} ${newIndex}`;
  const heard: QuerySnapshot[] = [];
  const errors: Error[] = [];
  const stop = db
    .collection('C')
    .where('a', '>=', 0)
    .orderBy('a')
    .onSnapshot(
      (snapshot) => heard.push(snapshot),
      (error) => errors.push(error),
    );
  const expected = [''];
  const comeTo = (count: number) => expect.poll(() => heard.length + errors.length, { timeout: 10_000 }).toBe(count);
  try {
    await comeTo(1);
    for (const [writes, told] of commits) {
      await send('commit', { writes });
      if (told === undefined) continue;
      expected.push(told);
      await comeTo(expected.length);
    }
    expect(errors).toEqual([]);
    expect(heard.map((snapshot) => snapshot.docChanges().map(shown).join(', '))).toEqual(expected);
    const times = heard.map(({ readTime }) => readTime.valueOf());
    expect(times).toEqual([...new Set(times)].sort());
  } finally {
    stop();
    await db.terminate();
  }
});
