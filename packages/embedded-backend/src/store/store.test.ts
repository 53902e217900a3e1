import { beforeEach, expect, test } from 'vitest';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import type { CommitEvent, Store, StructuredQuery, Write } from './store.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const at = (path: string): string => `${ROOT}/${path}`;
const text = (stringValue: string) => ({ stringValue });
const int = (value: number) => ({ integerValue: String(value) });

let store: Store;
let clock: number;
beforeEach(() => {
  clock = Date.UTC(2026, 10, 24);
  store = createStore(openDatabase(null), { now: () => clock });
});

const set = (path: string, fields: Record<string, unknown>): Write => ({ update: { name: at(path), fields } }) as Write;

function ids(query: StructuredQuery, parent = ROOT): string[] {
  return store.query(parent, query).map(({ name }) => name.slice(ROOT.length + 1));
}

test('a document is read as it was written, with its times', () => {
  const { commitTime, writeResults } = store.commit([set('weeks/w1', { title: text('Tuần 48'), n: int(3) })]);
  expect(writeResults).toEqual([{ updateTime: commitTime }]);
  expect(store.get(at('weeks/w1'))).toEqual({
    name: at('weeks/w1'),
    fields: { title: text('Tuần 48'), n: int(3) },
    createTime: commitTime,
    updateTime: commitTime,
  });
  expect(store.get(at('weeks/w2'))).toBeNull();
});

test('all writes of a commit happen or none', () => {
  expect(() => store.commit([set('a/1', {}), { delete: at('a/2'), currentDocument: { exists: true } }])).toThrow(
    expect.objectContaining({ status: 'NOT_FOUND' }),
  );
  expect(store.get(at('a/1'))).toBeNull();
});

test('commit times rise even when the clock stands still or goes back', () => {
  const times = [0, 0, -5000, 0].map((step) => {
    clock += step;
    return store.commit([]).commitTime;
  });
  expect(new Set(times).size).toBe(4);
  expect(times.toSorted()).toEqual(times);
  expect(times[0]).toMatch(/\.\d{6}Z$/);
});

test('an update without a change keeps the update time', () => {
  const first = store.commit([set('a/1', { n: int(1) })]);
  const second = store.commit([set('a/1', { n: int(1) })]);
  expect(second.commitTime > first.commitTime).toBe(true);
  expect(second.writeResults).toEqual([{ updateTime: first.commitTime }]);
  const third = store.commit([set('a/1', { n: { doubleValue: 1 } })]);
  expect(third.writeResults).toEqual([{ updateTime: third.commitTime }]);
  expect(store.get(at('a/1'))?.createTime).toBe(first.commitTime);
});

test('the guard sees every write in turn and what would be, and can refuse', () => {
  store.commit([set('a/1', { n: int(1) })]);
  const seen: unknown[] = [];
  expect(() =>
    store.commit(
      [
        { update: { name: at('a/1'), fields: { n: int(2) } }, updateMask: { fieldPaths: ['n'] } } as Write,
        {
          update: { name: at('a/1') },
          updateMask: { fieldPaths: [] },
          updateTransforms: [{ fieldPath: 'when', setToServerValue: 'REQUEST_TIME' }],
        },
        { delete: at('a/2') },
      ],
      {
        guard: (changes, { before, after, requestTime }) => {
          seen.push(...changes.map((change) => [change.before?.fields['n'], change.after?.fields['n']]));
          expect(changes[1]?.after?.fields['when']).toEqual({ timestampValue: '2026-11-24T00:00:00Z' });
          expect(requestTime).toBe('2026-11-24T00:00:00.000Z');
          expect(before.get(at('a/1'))?.fields).toEqual({ n: int(1) });
          expect(after.get(at('a/1'))?.fields['n']).toEqual(int(2));
          expect(after.query(ROOT, { from: [{ collectionId: 'a' }] })).toHaveLength(1);
          throw new Error('refused');
        },
      },
    ),
  ).toThrow('refused');
  expect(seen).toEqual([
    [int(1), int(2)],
    [int(2), int(2)],
    [undefined, undefined],
  ]);
  expect(store.get(at('a/1'))?.fields).toEqual({ n: int(1) });
});

test('subscribers hear of each commit once, after it, with the state before the whole commit', () => {
  const events: CommitEvent[] = [];
  store.subscribe((event) => {
    expect(store.now).toBe(event.commitTime);
    events.push(event);
  });
  store.commit([set('a/1', { n: int(1) })]);
  store.commit([set('a/1', { n: int(2) }), { delete: at('a/1') }, set('a/1', { n: int(3) }), set('a/2', {})]);
  expect(events).toHaveLength(2);
  expect(events[1]!.changes.map(({ name, before, after }) => [name, before?.fields, after?.fields])).toEqual([
    [at('a/1'), { n: int(1) }, { n: int(3) }],
    [at('a/2'), undefined, {}],
  ]);
});

test('a subscriber that throws does not undo the commit nor silence the others', () => {
  const errors: unknown[] = [];
  const own = createStore(openDatabase(null), { onError: (error) => errors.push(error) });
  let heard = 0;
  own.subscribe(() => {
    throw new Error('broken');
  });
  own.subscribe(() => heard++);
  own.commit([set('a/1', {})]);
  expect([heard, errors]).toEqual([1, [new Error('broken')]]);
});

test('a commit made by a subscriber is told after the one that it heard', () => {
  const heard: string[] = [];
  store.subscribe(({ changes }) => {
    if (changes[0]?.name === at('a/1')) store.commit([set('a/2', {})]);
  });
  store.subscribe(({ changes }) => heard.push(changes[0]!.name));
  store.commit([set('a/1', {})]);
  expect(heard).toEqual([at('a/1'), at('a/2')]);
});

test('an earlier state can be read by document and by query', () => {
  const first = store.commit([set('a/1', { n: int(1) }), set('a/2', { n: int(2) })]);
  clock += 1000;
  store.commit([{ delete: at('a/1') }, set('a/2', { n: int(9) }), set('a/3', { n: int(3) })]);
  const past = store.at(first.commitTime);
  expect(past.get(at('a/1'))?.fields).toEqual({ n: int(1) });
  expect(past.get(at('a/3'))).toBeNull();
  expect(past.query(ROOT, { from: [{ collectionId: 'a' }] }).map(({ fields }) => fields['n'])).toEqual([
    int(1),
    int(2),
  ]);
  expect(ids({ from: [{ collectionId: 'a' }] })).toEqual(['a/2', 'a/3']);
});

test('after a new start time goes on, also under a clock that was set back', () => {
  const database = openDatabase(null);
  const first = createStore(database, { now: () => clock }).commit([set('a/1', { n: int(1) })]);
  clock += 1000;
  const again = createStore(database, { now: () => clock });
  expect(again.now > first.commitTime).toBe(true);
  expect(again.get(at('a/1'))?.updateTime).toBe(first.commitTime);
  clock -= 60_000;
  expect(createStore(database, { now: () => clock }).commit([]).commitTime > again.now).toBe(true);
});

test('a day later the log no longer reaches back, and says so', () => {
  const first = store.commit([set('a/1', { n: int(1) })]);
  store.commit([set('a/1', { n: int(2) })]);
  clock += 25 * 3600e3;
  store.commit([set('a/1', { n: int(3) })]);
  expect(store.atToken(store.tokenOf(first.commitTime))).toBeUndefined();
  expect(() => store.at(first.commitTime)).toThrow(expect.objectContaining({ status: 'FAILED_PRECONDITION' }));
});

test('a transaction whose document has changed is aborted; one left alone is not', () => {
  store.commit([set('a/1', { n: int(1) }), set('a/2', {})]);
  const [one, two] = [store.begin(), store.begin()];
  for (const id of [one, two]) expect(store.inTransaction(id).get(at('a/1'))?.fields).toEqual({ n: int(1) });
  store.commit([set('a/2', { other: int(1) })]);
  store.commit([set('a/1', { n: int(2) })], { transaction: one });
  expect(() => store.commit([set('a/1', { n: int(2) })], { transaction: two })).toThrow(
    expect.objectContaining({ status: 'ABORTED' }),
  );
});

test('a transaction that found nothing is aborted when something came', () => {
  const [one, two] = [store.begin(), store.begin()];
  expect(store.inTransaction(one).get(at('a/1'))).toBeNull();
  expect(store.inTransaction(two).query(ROOT, { from: [{ collectionId: 'a' }] })).toEqual([]);
  store.commit([set('a/1', {})]);
  for (const transaction of [one, two]) {
    const write = () => store.commit([set('b/1', {})], { transaction });
    expect(write).toThrow(expect.objectContaining({ status: 'ABORTED' }));
  }
});

test('a transaction that wrote nothing has seen one moment; of one that reads the latest state that is checked', () => {
  store.commit([set('a/1', { n: int(1) })]);
  const [ofItsBegin, latest] = [store.begin(), store.begin({ latest: true })];
  expect([ofItsBegin, latest].map(store.isLatest)).toEqual([false, true]);
  const n = (id: string, path: string) => store.inTransaction(id).get(at(path))?.fields['n'];
  expect([n(ofItsBegin, 'a/1'), n(latest, 'a/1')]).toEqual([int(1), int(1)]);
  store.commit([set('a/1', { n: int(2) }), set('a/2', { n: int(2) })]);
  expect([n(ofItsBegin, 'a/2'), n(latest, 'a/2')]).toEqual([undefined, int(2)]);
  expect(() => store.commit([], { transaction: ofItsBegin })).not.toThrow();
  expect(() => store.commit([], { transaction: latest })).toThrow(expect.objectContaining({ status: 'ABORTED' }));
});

test('a read-only transaction reads one moment and writes nothing', () => {
  store.commit([set('a/1', { n: int(1) })]);
  const transaction = store.begin({ readOnly: {} });
  store.commit([set('a/1', { n: int(2) })]);
  expect(store.inTransaction(transaction).get(at('a/1'))?.fields).toEqual({ n: int(1) });
  expect(() => store.commit([set('a/1', {})], { transaction })).toThrow(
    expect.objectContaining({ status: 'INVALID_ARGUMENT' }),
  );
});

test.each([
  ['queries', () => ({ from: [{ collectionId: 'long' }] })],
  [
    'for long texts',
    () => ({
      from: [{ collectionId: 'none' }],
      where: { fieldFilter: { field: { fieldPath: 'f' }, op: 'EQUAL', value: text('x'.repeat(60_000)) } },
    }),
  ],
  ['documents', undefined],
])('whoever reads %s in a transaction without an end is stopped, and nobody else', (_what, query) => {
  const above = Array.from({ length: 3 }, () => `long/${'x'.repeat(1400)}`).join('/');
  const long = (n: number) => `${above}/long/${String(n).padStart(1400, '0')}`;
  store.commit(Array.from({ length: 12 }, (_, n) => set(long(n), {})));
  const modest = store.begin();
  store.inTransaction(modest).get(at('a/1'));
  const greedy = store.begin();
  const read = (n: number) =>
    query ? store.inTransaction(greedy).query(at(above), query()) : store.inTransaction(greedy).get(at(long(n)));
  const readOn = () => {
    for (let n = 0; n < 20_000; n++) read(n);
  };
  expect(readOn).toThrow(
    expect.objectContaining({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('has expired') as string,
    }) as Error,
  );
  // What it held is free again: the next one may read as much as anybody.
  const next = store.begin();
  for (let n = 0; n < 100; n++) store.inTransaction(next).query(at(above), { from: [{ collectionId: 'long' }] });
  for (const transaction of [modest, next]) store.commit([set('b/1', {})], { transaction });
});

test('an ended transaction is unknown', () => {
  const [done, old] = [store.begin(), store.begin()];
  store.commit([], { transaction: done });
  clock += 271_000;
  for (const transaction of [done, old, 'never']) {
    expect(() => store.inTransaction(transaction)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  }
});

test('collections right below a document or the root are listed, also under missing documents', () => {
  store.commit(['a/1', 'a/1/b/2', 'a/1/b-x/2', 'a/9/c/1/d/1', 'z/1'].map((path) => set(path, {})));
  expect(store.listCollectionIds(ROOT)).toEqual(['a', 'z']);
  expect(store.listCollectionIds(at('a/1'))).toEqual(['b', 'b-x']);
  expect(store.listCollectionIds(at('a/9'))).toEqual(['c']);
  expect(store.listCollectionIds(at('a/2'))).toEqual([]);
});

test('names of a collection group are in their order, across collections and not beyond the parent', () => {
  store.commit([set('z/1', {}), set('a/1/z/2', {}), set('a/1/z/1', {}), set('a/2/zz/1', {})]);
  expect(store.namesOfGroup(ROOT, 'z')).toEqual([at('a/1/z/1'), at('a/1/z/2'), at('z/1')]);
  expect(store.namesOfGroup(at('a/1'), 'z')).toEqual([at('a/1/z/1'), at('a/1/z/2')]);
});

test('documents that only have something below are named with the others', () => {
  store.commit(['a/1', 'a/1/b/1', 'a/2/b/1', 'a/3', 'ab/4'].map((path) => set(path, {})));
  const names = (after: string | undefined, size: number) =>
    store.shallowNames(ROOT, 'a', { after, size }).map((name) => name.slice(ROOT.length + 1));
  expect(names(undefined, 9)).toEqual(['a/1', 'a/2', 'a/3']);
  expect(names(at('a/1'), 1)).toEqual(['a/2']);
});

test('clearing a database deletes all of it and nothing of another', () => {
  const other = 'projects/p/databases/other/documents/a/1';
  store.commit([set('a/1', {}), set('a/1/b/1', {}), { update: { name: other } }]);
  const events: CommitEvent[] = [];
  store.subscribe((event) => events.push(event));
  store.clear('projects/p/databases/(default)');
  expect(store.listCollectionIds(ROOT)).toEqual([]);
  expect(store.get(other)).not.toBeNull();
  expect(events[0]!.changes.map(({ name, after }) => [name, after])).toEqual([
    [at('a/1'), null],
    [at('a/1/b/1'), null],
  ]);
});

test('a commit that verifies and writes one document is refused', () => {
  store.commit([set('a/1', {})]);
  const name = at('a/1');
  expect(() => store.commit([{ verify: name, currentDocument: { exists: true } }, { delete: name }])).toThrow(
    expect.objectContaining({ status: 'INVALID_ARGUMENT' }),
  );
});

test('a commit that contradicts itself is refused as such, not for what is stored', () => {
  store.commit([set('a/1', {})]);
  const one = { name: at('a/1'), fields: {} };
  for (const writes of [
    [{ delete: at('a/1') }, { update: one, currentDocument: { exists: true } }],
    [set('a/1', { n: int(1) }), { update: one, currentDocument: { exists: false } }],
  ]) {
    expect(() => store.commit(writes)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  }
  expect(() =>
    store.commit([{ delete: at('a/1') }, { update: one, currentDocument: { exists: false } }]),
  ).not.toThrow();
});

test('count, sum and average', () => {
  store.commit([
    set('a/1', { n: int(1) }),
    set('a/2', { n: { doubleValue: 2.5 } }),
    set('a/3', { n: text('x') }),
    set('a/4', {}),
  ]);
  const structuredQuery = { from: [{ collectionId: 'a' }] };
  const field = { fieldPath: 'n' };
  expect(
    store.aggregate(ROOT, {
      structuredQuery,
      aggregations: [
        { alias: 'all', count: {} },
        { alias: 'some', count: { upTo: '3' } },
        { alias: 'sum', sum: { field } },
        { alias: 'avg', avg: { field } },
      ],
    }),
  ).toEqual({ all: int(3), some: int(3), sum: { doubleValue: 3.5 }, avg: { doubleValue: 1.75 } });
  const counted = (...aggregations: object[]) => store.aggregate(ROOT, { structuredQuery, aggregations });
  expect(counted({ count: {} })).toEqual({ field_1: int(4) });
  const below = { from: [{ collectionId: 'a', allDescendants: true }] };
  const aggregations = [{ sum: { field } }];
  expect(() => store.aggregate(at('b/1'), { structuredQuery: below, aggregations })).toThrow(/index.* after __name__/);
  const missing = { field: { fieldPath: 'zz' } };
  expect(counted({ avg: missing }, { count: {} })).toEqual({ field_1: { nullValue: null }, field_2: int(0) });
});

test('of aggregations there are five at most, with names of their own', () => {
  const structuredQuery = { from: [{ collectionId: 'a' }] };
  const count = (...aliases: string[]) =>
    store.aggregate(ROOT, { structuredQuery, aggregations: aliases.map((alias) => ({ alias, count: {} })) });
  expect(Object.keys(count('a', 'b', 'c', '____', 'x'.repeat(3000)))).toHaveLength(5);
  expect(() => count('a', 'b', 'c', 'd', 'e', 'f')).toThrow('maximum number of aggregations');
  for (const aliases of [[], ['a', 'a'], ['__a__']]) {
    expect(() => count(...aliases)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  }
  const aggregations = [{ sum: { field: { fieldPath: '__name__' } } }];
  expect(() => store.aggregate(ROOT, { structuredQuery, aggregations })).toThrow(
    expect.objectContaining({ status: 'INVALID_ARGUMENT' }),
  );
});
