import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { StatusError } from '../model/status.ts';
import { createStore } from './createStore.ts';
import { openDatabase, type Database } from './database.ts';
import type { CommitEvent, CommitOutcome, CommitRequest, Store, Write } from './store.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const number = (n: number) => ({ n: { integerValue: String(n) } });
const set = (id: string, n: number, rest: Partial<Write> = {}): Write => ({
  update: { name: `${ROOT}/notes/${id}`, fields: number(n) },
  ...rest,
});
const add = (id: string, n: number): Write => ({
  transform: {
    document: `${ROOT}/notes/${id}`,
    fieldTransforms: [{ fieldPath: 'n', increment: { integerValue: String(n) } }],
  },
});
const ALL = { from: [{ collectionId: 'notes' }] };

let database: Database;
let store: Store;
let heard: CommitEvent[];
beforeEach(() => {
  database = openDatabase(null);
  store = createStore(database);
  heard = [];
  store.subscribe((event) => heard.push(event));
});

const codes = (outcomes: CommitOutcome[]) =>
  outcomes.map((outcome) => ('result' in outcome ? 'OK' : (outcome.error as StatusError).status));
const valueOf = (id: string) => store.get(`${ROOT}/notes/${id}`)?.fields['n'];

test('a commit finds what those before it in the group have left', () => {
  const outcomes = store.commitAll([{ writes: [set('a', 1)] }, { writes: [add('a', 2)] }, { writes: [add('a', 3)] }]);
  expect(codes(outcomes)).toEqual(['OK', 'OK', 'OK']);
  expect(valueOf('a')).toEqual({ integerValue: '6' });
});

test('one that fails leaves no trace, and its neighbours stand', () => {
  const outcomes = store.commitAll([
    { writes: [set('a', 1)] },
    { writes: [set('b', 1), set('a', 2, { currentDocument: { exists: false } })] },
    { writes: [set('c', 1)], guard: refuse },
    { writes: [set('d', 1)] },
  ]);
  expect(codes(outcomes)).toEqual(['OK', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'OK']);
  expect([valueOf('a'), valueOf('b'), valueOf('c'), valueOf('d')]).toEqual([
    { integerValue: '1' },
    undefined,
    undefined,
    { integerValue: '1' },
  ]);
  expect(heard.flatMap(({ changes }) => changes.map(({ name }) => name.split('/').at(-1)))).toEqual(['a', 'd']);
});

const refuse = () => {
  throw new StatusError('PERMISSION_DENIED', 'no');
};

test('rules judge by what the commits before have left', () => {
  const seen: unknown[] = [];
  const guard: CommitRequest['guard'] = (changes, { before, after }) => {
    seen.push(
      changes[0]!.before?.fields,
      before.get(`${ROOT}/notes/a`)?.fields,
      before.query(ROOT, ALL).length,
      after.query(ROOT, ALL).length,
    );
  };
  store.commitAll([{ writes: [set('a', 1)] }, { writes: [set('a', 2), set('b', 1)], guard }]);
  expect(seen).toEqual([number(1), number(1), 1, 2]);
});

test('listeners hear the commits of a group one by one, in order, when all are stored', () => {
  const stored: unknown[] = [];
  store.subscribe(() => stored.push(valueOf('b')));
  const outcomes = store.commitAll([{ writes: [set('a', 1)] }, { writes: [set('b', 2)] }]);
  expect(stored).toEqual([{ integerValue: '2' }, { integerValue: '2' }]);
  expect(heard.map(({ commitTime }) => commitTime)).toEqual(
    outcomes.map((outcome) => 'result' in outcome && outcome.result.commitTime),
  );
  expect(heard[0]!.commitTime < heard[1]!.commitTime).toBe(true);
});

test('the state between two commits of a group can be read', () => {
  const [first] = store.commitAll([{ writes: [set('a', 1)] }, { writes: [set('a', 2)] }]);
  const between = store.at((first as { result: { commitTime: string } }).result.commitTime);
  expect(between.get(`${ROOT}/notes/a`)?.fields).toEqual(number(1));
});

test('of two transactions that read one document and come together, the second runs again', () => {
  store.commit([set('a', 1)]);
  const ids = [store.begin(), store.begin()];
  for (const id of ids) store.inTransaction(id).get(`${ROOT}/notes/a`);
  const outcomes = store.commitAll(ids.map((transaction) => ({ transaction, writes: [add('a', 1)] })));
  expect(codes(outcomes)).toEqual(['OK', 'ABORTED']);
  expect(valueOf('a')).toEqual({ integerValue: '2' });
});

test('a transaction that comes twice is committed once', () => {
  const transaction = store.begin();
  const twice = [1, 2].map(() => ({ transaction, writes: [add('a', 1)] }));
  expect(codes(store.commitAll(twice))).toEqual(['OK', 'INVALID_ARGUMENT']);
  expect(valueOf('a')).toEqual({ integerValue: '1' });
});

test('what a full disk cannot take fails alone', () => {
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
  database.exec(`PRAGMA max_page_count = ${pages + 20}`);
  const large = { stringValue: 'x'.repeat(900_000) };
  const outcomes = store.commitAll([
    { writes: [set('a', 1)] },
    { writes: [{ update: { name: `${ROOT}/notes/large`, fields: { large } } }] },
    { writes: [set('b', 1)] },
  ]);
  expect(outcomes.map((outcome) => 'result' in outcome)).toEqual([true, false, true]);
  expect(valueOf('b')).toEqual({ integerValue: '1' });
  expect(store.get(`${ROOT}/notes/large`)).toBeNull();
  expect(heard).toHaveLength(2);
});

test('any commits end the same, in groups or one by one', () => {
  const id = fc.constantFrom('a', 'b', 'c');
  const write = fc.oneof(
    fc.record({ id, n: fc.nat(9) }).map(({ id, n }) => set(id, n)),
    fc.record({ id, n: fc.nat(9) }).map(({ id, n }) => add(id, n)),
    fc.record({ id, exists: fc.boolean() }).map(({ id, exists }) => set(id, 1, { currentDocument: { exists } })),
    id.map((id): Write => ({ delete: `${ROOT}/notes/${id}` })),
  );
  const commit = fc.array(write, { minLength: 1, maxLength: 3 });
  const states = (of: Store, events: CommitEvent[]) =>
    events.map(({ commitTime }) =>
      of
        .at(commitTime)
        .query(ROOT, ALL)
        .map(({ name, fields }) => [name, fields]),
    );
  fc.assert(
    fc.property(fc.array(fc.array(commit, { maxLength: 5 }), { maxLength: 4 }), (groups) => {
      const [together, alone] = [openStore(), openStore()];
      for (const group of groups) {
        const inGroup = codes(together.store.commitAll(group.map((writes) => ({ writes }))));
        const oneByOne = group.flatMap((writes) => codes(alone.store.commitAll([{ writes }])));
        expect(inGroup).toEqual(oneByOne);
      }
      expect(states(together.store, together.events)).toEqual(states(alone.store, alone.events));
    }),
  );
});

function openStore() {
  const store = createStore(openDatabase(null));
  const events: CommitEvent[] = [];
  store.subscribe((event) => events.push(event));
  return { store, events };
}
