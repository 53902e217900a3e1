import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aValue } from '../model/arbitraries.ts';
import { compareText, compareValues } from '../model/order.ts';
import type { Document, Value } from '../model/value.ts';
import { createStore } from './createStore.ts';
import { openDatabase, type Database } from './database.ts';
import { FieldIndexes, indexKey } from './fieldIndex.ts';
import type { Store } from './store.ts';

const ROOT = 'projects/p/databases/(default)/documents';

test('keys keep the order of values; equal values have equal keys', () => {
  const long = fc
    .tuple(
      fc.constantFrom('x', '😀', 'ă'),
      fc.integer({ min: 98, max: 202 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    .map(([character, times, end]): Value => ({ stringValue: character.repeat(times) + end }));
  const value = fc.oneof(aValue, long);
  fc.assert(
    fc.property(value, value, (a, b) => {
      const byValue = Math.sign(compareValues(a, b));
      const byKey = Math.sign(compareText(indexKey(a), indexKey(b)));
      expect([0, byValue]).toContain(byKey);
    }),
    { numRuns: 3000 },
  );
});

function fill(store: Store, collections: string[], weeks: number, perWeek: number): void {
  for (const collection of collections) {
    store.commit(
      Array.from({ length: weeks * perWeek }, (_, i) => ({
        update: {
          name: `${ROOT}/calendars/${collection}/entries/e${i}`,
          fields: { week: { stringValue: `2026-W${i % weeks}` }, n: { integerValue: String(i) } },
        },
      })),
    );
  }
}

const ofWeek = (week: string) => ({
  from: [{ collectionId: 'entries', allDescendants: true }],
  where: { fieldFilter: { field: { fieldPath: 'week' }, op: 'EQUAL', value: { stringValue: week } } },
});

function indexedPaths(database: Database): unknown[] {
  return database.prepare('SELECT collection_id, path FROM field_indexes').all();
}

test('a field gets an index when a query had to read much for want of it, and the same is found with it', () => {
  const database = openDatabase(null);
  const store = createStore(database, { indexAfter: 50 });
  fill(store, ['a'], 10, 5);
  store.query(ROOT, ofWeek('2026-W1'));
  expect(indexedPaths(database)).toEqual([]);
  fill(store, ['b'], 10, 5);
  const read = store.query(ROOT, ofWeek('2026-W1'));
  expect(read).toHaveLength(10);
  expect(indexedPaths(database)).toEqual([{ collection_id: 'entries', path: 'week' }]);
  expect(store.query(ROOT, ofWeek('2026-W1'))).toEqual(read);
});

test('an index follows what is written, deleted and cleared, and is there after opening again', () => {
  const database = openDatabase(null);
  const store = createStore(database, { indexAfter: 0 });
  fill(store, ['a', 'b'], 3, 2);
  store.query(ROOT, ofWeek('2026-W1'));
  const name = `${ROOT}/calendars/a/entries/e1`;
  const ids = (from: Store, week: string): string[] =>
    from.query(ROOT, ofWeek(week)).map((document) => document.name.slice(`${ROOT}/calendars/`.length));

  store.commit([{ update: { name, fields: { week: { stringValue: '2026-W2' } } } }]);
  store.commit([{ delete: `${ROOT}/calendars/b/entries/e1` }]);
  expect(ids(store, '2026-W1')).toEqual(['a/entries/e4', 'b/entries/e4']);
  expect(ids(store, '2026-W2')).toContain('a/entries/e1');
  const again = createStore(database);
  again.commit([{ update: { name, fields: {} } }]);
  expect(ids(again, '2026-W2')).not.toContain('a/entries/e1');
  again.clear('projects/p/databases/(default)');
  expect(database.prepare('SELECT count(*) AS n FROM field_values').all()).toEqual([{ n: 0 }]);
});

test('a range is looked up between its ends, an equality before a range', () => {
  const indexes = new FieldIndexes(openDatabase(null));
  const int = (value: number): Value => ({ integerValue: String(value) });
  const range = [
    { path: ['n'], op: 'GREATER' as const, values: [int(2)] },
    { path: ['n'], op: 'LESS' as const, values: [int(5)] },
    { path: ['n'], op: 'GREATER' as const, values: [int(1)] },
  ];
  const week = { path: ['week'], op: 'EQUAL' as const, values: [{ stringValue: 'w' }] };
  expect(indexes.lookUp('a', range)).toBeUndefined();
  indexes.create('a', range, []);
  indexes.create('a', [...range, week], []);
  expect(indexes.lookUp('a', range)?.spans).toEqual([{ from: indexKey(int(2)), to: indexKey(int(5)) }]);
  expect(indexes.lookUp('a', [...range, week])?.spans).toEqual([{ from: 'ew', to: 'ew' }]);
  expect(indexes.lookUp('b', range)).toBeUndefined();
});

test('an index that could not be completed is not asked', () => {
  const database = openDatabase(null);
  const indexes = new FieldIndexes(database);
  const week = [{ path: ['week'], op: 'EQUAL' as const, values: [{ stringValue: 'w' }] }];
  function* broken(): Generator<Document> {
    yield { name: `${ROOT}/a/1`, fields: { week: { stringValue: 'w' } }, createTime: '', updateTime: '' };
    throw new Error('disk');
  }
  expect(() => indexes.create('a', week, broken())).toThrow('disk');
  expect(indexes.lookUp('a', week)).toBeUndefined();
  expect(new FieldIndexes(database).lookUp('a', week)).toBeUndefined();
  expect(database.prepare('SELECT * FROM field_values').all()).toEqual([]);
});
