import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document, Value } from '../model/value.ts';
import { createStore } from './createStore.ts';
import { openDatabase, type Database } from './database.ts';
import { Indexes, type IndexDefinition } from './indexes.ts';
import { keyOf } from './key.ts';
import type { Store, StructuredQuery } from './store.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const int = (value: number): Value => ({ integerValue: String(value) });
const text = (stringValue: string): Value => ({ stringValue });
const field = (fieldPath: string) => ({ fieldPath });
const filter = (path: string, op: string, value: Value) => ({ fieldFilter: { field: field(path), op, value } });
const and = (...filters: unknown[]) => ({ compositeFilter: { op: 'AND', filters } });
const or = (...filters: unknown[]) => ({ compositeFilter: { op: 'OR', filters } });
const order = (path: string, direction = 'ASCENDING') => ({ field: field(path), direction });
const list = (...values: Value[]): Value => ({ arrayValue: { values } });

function fill(store: Store, collections: string[], count: number): void {
  for (const collection of collections) {
    store.commit(
      Array.from({ length: count }, (_, i) => ({
        update: {
          name: `${ROOT}/calendars/${collection}/entries/e${String(i).padStart(4, '0')}`,
          fields: {
            week: text(`2026-W${i % 50}`),
            n: int(i),
            day: int(i % 7),
            rooms: list(text(`r${i % 40}`), text(`r${(i + 1) % 40}`)),
          },
        },
      })),
    );
  }
}

function definitions(database: Database): unknown[] {
  return (database.prepare('SELECT definition FROM indexes ORDER BY id').all() as { definition: string }[]).map(
    ({ definition }) => JSON.parse(definition) as unknown,
  );
}

const entries = { from: [{ collectionId: 'entries' }] };
const group = { from: [{ collectionId: 'entries', allDescendants: true }] };
const ofWeek = (week: string) => ({ where: filter('week', 'EQUAL', text(week)) });

test('a query that read much in vain gets an index; one that needs what it reads gets none', () => {
  const database = openDatabase(null);
  const store = createStore(database, { indexAfter: 50 });
  fill(store, ['a'], 60);
  expect(store.query(`${ROOT}/calendars/a`, { ...entries, ...ofWeek('2026-W1') })).toHaveLength(2);
  expect(store.query(`${ROOT}/calendars/a`, { ...entries, orderBy: [order('n')] })).toHaveLength(60);
  expect(store.query(`${ROOT}/calendars/a`, { ...entries, limit: 3 })).toHaveLength(3);
  expect(definitions(database)).toEqual([['collection', 'entries', ['week', 'ascending']]]);
});

test('whoever asks one collection for one field after another takes no index from the others', () => {
  const database = openDatabase(null);
  const store = createStore(database, { indexAfter: 50 });
  fill(store, ['a'], 60);
  store.commit(Array.from({ length: 60 }, (_, i) => ({ update: { name: `${ROOT}/published/w${i}`, fields: {} } })));
  const published = { from: [{ collectionId: 'published' }] };
  for (let i = 0; i < 150; i++) store.query(ROOT, { ...published, where: filter(`f${i}`, 'EQUAL', int(1)) });
  expect(definitions(database)).toHaveLength(20);
  store.query(`${ROOT}/calendars/a`, { ...entries, ...ofWeek('2026-W1') });
  expect(definitions(database)).toContainEqual(['collection', 'entries', ['week', 'ascending']]);
});

test('a few large documents that were read in vain are as much', () => {
  const database = openDatabase(null);
  const store = createStore(database);
  const long = text('x'.repeat(100_000));
  const write = (from: number, to: number) =>
    store.commit(
      Array.from({ length: to - from }, (_, i) => ({
        update: { name: `${ROOT}/weeks/w${from + i}`, fields: { n: int(from + i), long } },
      })),
    );
  const newest = { from: [{ collectionId: 'weeks' }], orderBy: [order('n', 'DESCENDING')], limit: 1 };
  write(0, 5);
  store.query(ROOT, newest);
  expect(definitions(database)).toEqual([]);
  write(5, 15);
  store.query(ROOT, newest);
  expect(definitions(database)).toEqual([['collection', 'weeks', ['n', 'ascending']]]);
  expect(store.query(ROOT, newest).map(({ name }) => name)).toEqual([`${ROOT}/weeks/w14`]);
});

const unfinished = (database: Database): unknown[] => database.prepare('SELECT * FROM unfinished_indexes').all();

/** Large collections are listed in chunks; resolves when no index waits for its next. */
async function whole(database: Database): Promise<void> {
  while (unfinished(database).length > 0) await new Promise(setImmediate);
}

/** The same database, with what is read by iteration counted. */
function counting(database: Database): { database: Database; rows: () => number; sql: Set<string> } {
  let rows = 0;
  const sql = new Set<string>();
  const prepare = database.prepare.bind(database);
  database.prepare = ((source: string) => {
    const statement = prepare(source);
    const iterate = statement.iterate.bind(statement) as (...values: unknown[]) => Iterable<unknown>;
    statement.iterate = function* (...values: unknown[]) {
      sql.add(source);
      for (const row of iterate(...values)) {
        rows++;
        yield row;
      }
    } as typeof statement.iterate;
    return statement;
  }) as typeof database.prepare;
  return { database, rows: () => rows, sql };
}

interface Case {
  name: string;
  parent: string;
  query: StructuredQuery;
  index: unknown[] | undefined;
}
const office = `${ROOT}/calendars/b`;
const CASES: Case[] = [
  {
    name: 'a range in its order with a limit',
    parent: office,
    query: { ...entries, where: filter('n', 'GREATER_THAN', int(900)), orderBy: [order('n')], limit: 5 },
    index: ['collection', 'entries', ['n', 'ascending']],
  },
  {
    name: 'the last ones',
    parent: office,
    query: { ...entries, orderBy: [order('n', 'DESCENDING')], limit: 5 },
    index: ['collection', 'entries', ['n', 'ascending']],
  },
  {
    name: 'from a cursor on',
    parent: office,
    query: { ...entries, orderBy: [order('n')], startAt: { values: [int(900)], before: true }, limit: 5 },
    index: ['collection', 'entries', ['n', 'ascending']],
  },
  {
    name: 'an equality in an order',
    parent: office,
    query: { ...entries, ...ofWeek('2026-W7'), orderBy: [order('n', 'DESCENDING')], limit: 5 },
    index: ['collection', 'entries', ['week', 'ascending'], ['n', 'ascending']],
  },
  {
    name: 'two orders that differ in direction',
    parent: office,
    query: { ...entries, orderBy: [order('day'), order('n', 'DESCENDING')], limit: 5 },
    index: ['collection', 'entries', ['day', 'ascending'], ['n', 'descending']],
  },
  {
    name: 'two equalities',
    parent: office,
    query: { ...entries, where: and(filter('week', 'EQUAL', text('2026-W7')), filter('day', 'EQUAL', int(3))) },
    index: ['collection', 'entries', ['day', 'ascending'], ['week', 'ascending']],
  },
  {
    name: 'one of several values',
    parent: office,
    query: { ...entries, where: filter('week', 'IN', list(text('2026-W7'), text('2026-W8'))), limit: 30 },
    index: ['collection', 'entries', ['week', 'ascending']],
  },
  {
    name: 'either of two fields',
    parent: office,
    query: { ...entries, where: or(filter('week', 'EQUAL', text('2026-W7')), filter('n', 'EQUAL', int(8))) },
    index: ['collection', 'entries', ['week', 'ascending']],
  },
  {
    name: 'what an array contains, in an order',
    parent: office,
    query: { ...entries, where: filter('rooms', 'ARRAY_CONTAINS', text('r7')), orderBy: [order('n')], limit: 5 },
    index: ['collection', 'entries', ['rooms', 'contains'], ['n', 'ascending']],
  },
  {
    name: 'all but one value',
    parent: office,
    query: { ...entries, where: filter('n', 'NOT_EQUAL', int(0)), limit: 5 },
    index: ['collection', 'entries', ['n', 'ascending']],
  },
  {
    name: 'all collections of one id',
    parent: ROOT,
    query: { ...group, ...ofWeek('2026-W7'), orderBy: [order('n')], limit: 5 },
    index: ['group', 'entries', ['week', 'ascending'], ['n', 'ascending']],
  },
  { name: 'the first by name', parent: office, query: { ...entries, limit: 5 }, index: undefined },
  {
    name: 'the last by name',
    parent: office,
    query: { ...entries, orderBy: [order('__name__', 'DESCENDING')], limit: 5 },
    index: undefined,
  },
  {
    name: 'the names behind one',
    parent: ROOT,
    query: {
      ...group,
      where: filter('__name__', 'GREATER_THAN', { referenceValue: `${office}/entries/e0990` }),
      limit: 5,
    },
    index: undefined,
  },
];

test.each(CASES)('$name: what is read is what is found', async ({ parent, query, index }) => {
  const plain = createStore(openDatabase(null), { indexAfter: Infinity });
  const { database, rows, sql } = counting(openDatabase(null));
  const store = createStore(database, { indexAfter: 100 });
  for (const one of [plain, store]) fill(one, ['a', 'b', 'c'], 1000);
  const expected = plain.query(parent, query).map(({ name }) => name);
  expect(expected.length).toBeGreaterThan(0);
  const found = () => store.query(parent, query).map(({ name }) => name);
  expect([found(), found()]).toEqual([expected, expected]); // the second time while the index is made
  await whole(database);
  expect(found()).toEqual(expected);
  expect(definitions(database)[0]).toEqual(index);
  sql.clear();
  const before = rows();
  expect(found()).toEqual(expected);
  // Each of several ways has a limit of its own; one row behind the last is read to know that it is the last.
  expect(rows() - before).toBeLessThanOrEqual(expected.length * 2 + 2);
  for (const source of [...sql]) {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${source}`).all(...source.replace(/[^?]/g, '')) as {
      detail: string;
    }[];
    for (const { detail } of plan) expect(detail).toMatch(/^SEARCH /);
  }
});

test('a query that stops early leaves nothing open: the log can be emptied', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'indexes-'));
  const database = openDatabase(dir);
  const store = createStore(database, { indexAfter: 100 });
  fill(store, ['b'], 1000);
  for (const query of [
    { ...entries, limit: 5 },
    { ...entries, orderBy: [order('n')], limit: 150 },
    { ...entries, ...ofWeek('2026-W7'), limit: 2 },
  ]) {
    store.query(office, query);
    await whole(database);
    store.query(office, query);
  }
  const [checkpoint] = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all() as { busy: number; log: number }[];
  expect(checkpoint).toMatchObject({ busy: 0, log: 0 });
  store.close();
  rmSync(dir, { recursive: true });
});

test('an index follows what is written, deleted and cleared, and is there after opening again', () => {
  const database = openDatabase(null);
  const store = createStore(database, { indexAfter: 0 });
  fill(store, ['a', 'b'], 60);
  const contained = { ...group, where: filter('rooms', 'ARRAY_CONTAINS', text('r1')) };
  store.query(ROOT, { ...group, ...ofWeek('2026-W1') });
  store.query(ROOT, contained);
  const name = `${ROOT}/calendars/a/entries/e0001`;
  const ids = (from: Store, query: StructuredQuery): string[] =>
    from.query(ROOT, query).map((document) => document.name.slice(`${ROOT}/calendars/`.length));
  const week = (number: number) => ({ ...group, ...ofWeek(`2026-W${number}`) });

  store.commit([{ update: { name, fields: { week: text('2026-W2'), rooms: list(text('r1'), text('r1')) } } }]);
  store.commit([{ delete: `${ROOT}/calendars/b/entries/e0001` }]);
  expect(ids(store, week(1))).toEqual(['a/entries/e0051', 'b/entries/e0051']);
  expect(ids(store, week(2))).toContain('a/entries/e0001');
  expect(ids(store, contained)).toContain('a/entries/e0001');
  const again = createStore(database);
  again.commit([{ update: { name, fields: {} } }]);
  expect(ids(again, week(2))).not.toContain('a/entries/e0001');
  expect(ids(again, contained)).not.toContain('a/entries/e0001');
  again.clear('projects/p/databases/(default)');
  expect(database.prepare('SELECT count(*) AS n FROM index_entries').all()).toEqual([{ n: 0 }]);
});

describe('an index of a large collection', () => {
  const n = { ...group, where: filter('n', 'GREATER_THAN_OR_EQUAL', int(1990)), orderBy: [order('n')], limit: 20 };
  const numbers = (store: Store): unknown[] =>
    store.query(ROOT, n).map(({ fields }) => (fields['n'] as { integerValue: string }).integerValue);
  const entry = (number: number): string => `${ROOT}/calendars/a/entries/e${String(number).padStart(4, '0')}`;

  /** What happens to a large collection while its index is made: in the part already listed and in the one that waits. */
  function change(store: Store): void {
    store.commit([
      { update: { name: entry(1), fields: { n: int(5001) } } },
      { update: { name: entry(1991), fields: { n: int(1) } } },
      { update: { name: entry(1999), fields: { n: int(5002) } } },
      { update: { name: `${ROOT}/calendars/a/entries/a`, fields: { n: int(5003) } } },
      { update: { name: `${ROOT}/calendars/a/entries/z`, fields: { n: int(5004) } } },
      { delete: entry(1990) },
      { delete: entry(0) },
    ]);
  }
  const expected = ['1992', '1993', '1994', '1995', '1996', '1997', '1998', '5001', '5002', '5003', '5004'];

  test('is made while others are answered, and misses nothing that is written meanwhile', async () => {
    const database = openDatabase(null);
    const store = createStore(database, { indexAfter: 100 });
    fill(store, ['a'], 2000);
    expect(numbers(store)).toHaveLength(10);
    expect(unfinished(database)).toMatchObject([{ listed_to: expect.stringContaining('e0499') }]);
    change(store); // between two chunks
    expect(numbers(store)).toEqual(expected);
    await whole(database);
    const entries = database.prepare('SELECT count(*) AS count FROM index_entries').get();
    expect(entries).toMatchObject({ count: 2000 });
    expect(numbers(store)).toEqual(expected);
  });

  test('goes on after a restart when it is asked for again', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'indexes-'));
    const store = createStore(openDatabase(dir), { indexAfter: 100 });
    fill(store, ['a'], 2000);
    numbers(store);
    store.close();
    const database = openDatabase(dir);
    const again = createStore(database, { indexAfter: 100 });
    change(again);
    await new Promise(setImmediate);
    expect(unfinished(database)).toMatchObject([{ listed_to: expect.stringContaining('e0499') }]);
    expect(numbers(again)).toEqual(expected);
    await whole(database);
    expect(numbers(again)).toEqual(expected);
    again.close();
    rmSync(dir, { recursive: true });
  });

  test('whose chunk fails is not asked, and the next query tries again', async () => {
    const database = openDatabase(null);
    const week: IndexDefinition = {
      scope: 'collection',
      collectionId: 'a',
      fields: [{ path: ['week'], kind: 'ascending' }],
    };
    const documents = Array.from({ length: 600 }, (_, i): Document => {
      const name = `${ROOT}/a/${String(i).padStart(3, '0')}`;
      return { name, fields: { week: text('w') }, createTime: '', updateTime: '' };
    });
    createStore(database); // its clock
    let isFull = true;
    const indexes = new Indexes(database, (_, after, size) => {
      if (after !== '' && isFull) throw new Error('disk');
      return documents.filter(({ name }) => keyOf(name) > after).slice(0, size);
    });
    indexes.make(week);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(indexes.of(week)).toEqual([]);
    isFull = false;
    indexes.make(week);
    expect(indexes.of(week)).toHaveLength(1);
    expect(database.prepare('SELECT count(*) AS count FROM index_entries').get()).toMatchObject({ count: 600 });
  });
});

// Every query is asked three times: by reading all, by reading with indexes being made, and by indexes.
test('indexes never change what a query finds', () => {
  const aNumber = fc.oneof(
    fc.integer({ min: 0, max: 3 }).map(int),
    fc.constantFrom(text('x'), text('y'.repeat(400)), list(int(1), int(2))),
  );
  const aPath = fc.constantFrom('a', 'b', 'c');
  const aFilter = fc.oneof(
    fc
      .tuple(aPath, fc.constantFrom('EQUAL', 'LESS_THAN', 'GREATER_THAN_OR_EQUAL', 'ARRAY_CONTAINS'), aNumber)
      .map(([path, op, value]) => filter(path, op, value)),
    fc
      .tuple(aPath, fc.array(aNumber, { minLength: 1, maxLength: 3 }))
      .map(([path, values]) => filter(path, 'IN', list(...values))),
  );
  const aWhere = fc.oneof(
    aFilter,
    fc.tuple(aFilter, aFilter).map((filters) => and(...filters)),
    fc.tuple(aFilter, aFilter).map((filters) => or(...filters)),
  );
  const anOrder = fc.uniqueArray(fc.tuple(aPath, fc.constantFrom('ASCENDING', 'DESCENDING')), {
    maxLength: 2,
    selector: ([path]) => path,
  });
  const aQuery = fc.record({
    where: fc.option(aWhere, { nil: undefined }),
    orderBy: anOrder.map((orders) => orders.map(([path, direction]) => order(path, direction))),
    limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    offset: fc.constantFrom(0, 0, 1),
    cursor: fc.option(fc.tuple(fc.constantFrom('startAt', 'endAt'), aNumber, fc.boolean()), { nil: undefined }),
    isGroup: fc.boolean(),
  });
  const someFields = fc.record({ a: aNumber, b: aNumber, c: aNumber }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.array(someFields, { maxLength: 14 }), fc.array(aQuery, { maxLength: 4 }), (documents, queries) => {
      const plain = createStore(openDatabase(null), { indexAfter: Infinity });
      const indexed = createStore(openDatabase(null), { indexAfter: -1 });
      for (const store of [plain, indexed]) {
        const writes = documents.map((fields, i) => ({
          update: { name: `${ROOT}/${i % 3 ? '' : 'x/y/'}k/d${i}`, fields },
        }));
        store.commit(writes);
      }
      for (const { where, orderBy, limit, offset, cursor, isGroup } of queries) {
        const query = {
          from: [{ collectionId: 'k', allDescendants: isGroup }],
          ...(where && { where }),
          orderBy,
          offset,
          ...(limit !== undefined && { limit }),
          ...(cursor && orderBy.length > 0 && { [cursor[0]]: { values: [cursor[1]], before: cursor[2] } }),
        };
        const ask = (store: Store) => {
          try {
            return store.query(ROOT, query).map(({ name }) => name);
          } catch (error) {
            return (error as Error).message;
          }
        };
        const expected = ask(plain);
        expect([ask(indexed), ask(indexed)]).toEqual([expected, expected]);
      }
    }),
    { numRuns: 400 },
  );
});
