import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { aValue } from '../model/arbitraries.ts';
import { compareNames, compareValues, typeClass } from '../model/order.ts';
import type { Document, Value } from '../model/value.ts';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import type { Store, StructuredQuery, Write } from './store.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const at = (path: string): string => `${ROOT}/${path}`;
const int = (value: number): Value => ({ integerValue: String(value) });
const text = (stringValue: string): Value => ({ stringValue });
const double = (doubleValue: number | 'NaN'): Value => ({ doubleValue });
const list = (...values: Value[]): Value => ({ arrayValue: { values } });
const reference = (path: string): Value => ({ referenceValue: at(path) });
const nul: Value = { nullValue: null };

const field = (fieldPath: string) => ({ fieldPath });
const filter = (path: string, op: string, value: Value) => ({ fieldFilter: { field: field(path), op, value } });
const unary = (path: string, op: string) => ({ unaryFilter: { field: field(path), op } });
const and = (...filters: unknown[]) => ({ compositeFilter: { op: 'AND', filters } });
const or = (...filters: unknown[]) => ({ compositeFilter: { op: 'OR', filters } });
const order = (path: string, direction = 'ASCENDING') => ({ field: field(path), direction });
const from = [{ collectionId: 'a' }];

let store: Store;
beforeEach(() => {
  store = createStore(openDatabase(null), { indexAfter: -1 }); // every field gets an index the first time it is asked for
});

function fill(documents: Record<string, Record<string, Value>>): void {
  store.commit(
    Object.entries(documents).map(([path, fields]): Write => ({
      update: { name: at(path.includes('/') ? path : `a/${path}`), fields },
    })),
  );
}

/** The ids that a query on collection `a` finds, in order; by reading the collection first, then by an index if it can. */
function found(query: StructuredQuery): string {
  const [byReading, byIndex] = [1, 2].map(() => store.query(ROOT, { from, ...query }).map(({ name }) => name));
  expect(byIndex).toEqual(byReading);
  return byReading!.map((name) => name.slice(at('a/').length)).join(' ');
}

const status = (code: string) => expect.objectContaining({ status: code });
const invalid = status('INVALID_ARGUMENT');

describe('filters', () => {
  beforeEach(() => {
    fill({
      none: {},
      nul: { f: nul },
      nan: { f: double('NaN') },
      one: { f: int(1) },
      oneDouble: { f: double(1) },
      two: { f: int(2) },
      text: { f: text('1') },
      list: { f: list(int(1), text('x'), nul) },
      inner: { f: list(int(3)) },
      map: { f: { mapValue: { fields: { g: int(7) } } } },
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['EQUAL', filter('f', 'EQUAL', int(1)), 'one oneDouble'],
    ['EQUAL to text', filter('f', 'EQUAL', text('1')), 'text'],
    ['EQUAL to null', filter('f', 'EQUAL', nul), 'nul'],
    ['EQUAL to a whole list', filter('f', 'EQUAL', list(int(3))), 'inner'],
    ['EQUAL within a map', filter('f.g', 'EQUAL', int(7)), 'map'],
    ['LESS_THAN', filter('f', 'LESS_THAN', int(2)), 'one oneDouble'],
    ['LESS_THAN_OR_EQUAL', filter('f', 'LESS_THAN_OR_EQUAL', int(1)), 'one oneDouble'],
    ['GREATER_THAN', filter('f', 'GREATER_THAN', double(1)), 'two'],
    ['GREATER_THAN_OR_EQUAL', filter('f', 'GREATER_THAN_OR_EQUAL', text('')), 'text'],
    ['NOT_EQUAL', filter('f', 'NOT_EQUAL', int(1)), 'nan two text inner list map'],
    ['NOT_EQUAL to null', filter('f', 'NOT_EQUAL', nul), 'nan one oneDouble two text list inner map'],
    ['NOT_IN', filter('f', 'NOT_IN', list(int(1), text('1'))), 'nan two list inner map'],
    ['NOT_IN with null', filter('f', 'NOT_IN', list(int(1), nul)), ''],
    ['IN', filter('f', 'IN', list(int(2), text('1'), int(5))), 'text two'],
    ['IN with null', filter('f', 'IN', list(nul, int(2))), 'two'],
    ['IN with a list', filter('f', 'IN', list(list(int(3)))), 'inner'],
    ['ARRAY_CONTAINS', filter('f', 'ARRAY_CONTAINS', double(1)), 'list'],
    ['ARRAY_CONTAINS_ANY', filter('f', 'ARRAY_CONTAINS_ANY', list(int(3), text('x'))), 'inner list'],
    ['ARRAY_CONTAINS_ANY of null', filter('f', 'ARRAY_CONTAINS_ANY', list(nul)), ''],
    ['EQUAL to NaN, which only IS_NAN finds', filter('f', 'EQUAL', double('NaN')), ''],
    ['GREATER_THAN_OR_EQUAL to NaN', filter('f', 'GREATER_THAN_OR_EQUAL', double('NaN')), ''],
    ['IN with NaN', filter('f', 'IN', list(double('NaN'), int(2))), 'two'],
    ['NOT_IN with NaN', filter('f', 'NOT_IN', list(double('NaN'), int(1))), 'two text list inner map'],
    ['ARRAY_CONTAINS_ANY with NaN', filter('f', 'ARRAY_CONTAINS_ANY', list(double('NaN'), int(3))), 'inner'],
    ['IS_NULL', unary('f', 'IS_NULL'), 'nul'],
    ['IS_NAN', unary('f', 'IS_NAN'), 'nan'],
    ['IS_NOT_NULL', unary('f', 'IS_NOT_NULL'), 'nan one oneDouble two text list inner map'],
    ['IS_NOT_NAN', unary('f', 'IS_NOT_NAN'), 'one oneDouble two text list inner map'],
    ['AND', and(filter('f', 'GREATER_THAN', int(0)), filter('f', 'LESS_THAN', int(2))), 'one oneDouble'],
    ['OR', or(filter('f', 'EQUAL', int(2)), filter('f', 'EQUAL', text('1'))), 'text two'],
    ['a name', filter('__name__', 'EQUAL', reference('a/two')), 'two'],
    ['names', filter('__name__', 'IN', list(reference('a/two'), reference('a/none'))), 'none two'],
    ['names in a range', filter('__name__', 'GREATER_THAN', reference('a/one')), 'oneDouble text two'],
  ])('%s', (_name, where, expected) => {
    const sorted = (ids: string): string[] => ids.split(' ').sort();
    expect(sorted(found({ where }))).toEqual(sorted(expected));
  });

  test.each<[string, Record<string, unknown>]>([
    ['an unknown operator', filter('f', 'LIKE', int(1))],
    ['an unknown unary operator', unary('f', 'IS_ODD')],
    ['IN without values', filter('f', 'IN', list())],
    ['IN without a list', filter('f', 'IN', int(1))],
    ['IN with 31 values', filter('f', 'IN', list(...Array.from({ length: 31 }, (_, i) => int(i))))],
    ['NOT_IN with 11 values', filter('f', 'NOT_IN', list(...Array.from({ length: 11 }, (_, i) => int(i))))],
    ['NOT_IN beside NOT_EQUAL', and(filter('f', 'NOT_IN', list(int(1))), filter('f', 'NOT_EQUAL', int(2)))],
    ['NOT_IN inside OR', or(filter('f', 'NOT_IN', list(int(1))), filter('f', 'EQUAL', int(2)))],
    ['two NOT_EQUAL', and(filter('f', 'NOT_EQUAL', int(1)), filter('g', 'NOT_EQUAL', int(1)))],
    [
      'two looks into arrays',
      and(filter('f', 'ARRAY_CONTAINS', int(1)), filter('g', 'ARRAY_CONTAINS_ANY', list(int(1)))),
    ],
    ['a name that is null', unary('__name__', 'IS_NULL')],
    ['an empty composite', and()],
    ['a composite of an unknown kind', { compositeFilter: { op: 'XOR', filters: [unary('f', 'IS_NAN')] } }],
    [
      'more than 30 alternatives',
      and(...['f', 'g'].map((f) => filter(f, 'IN', list(int(1), int(2), int(3), int(4), int(5), int(6))))),
    ],
    ['a name that is no reference', filter('__name__', 'EQUAL', text('two'))],
    ['two filters in one', { ...filter('f', 'EQUAL', int(1)), ...unary('f', 'IS_NAN') }],
    ['a value of no type', filter('f', 'EQUAL', {} as Value)],
  ])('%s is refused', (_name, where) => {
    expect(() => found({ where })).toThrow(invalid);
  });

  test('30 alternatives are allowed', () => {
    const numbers = (n: number): Value => list(...Array.from({ length: n }, (_, i) => int(i)));
    expect(found({ where: and(filter('f', 'IN', numbers(6)), filter('g', 'IN', numbers(5))) })).toBe('');
  });
});

describe('order', () => {
  beforeEach(() => {
    fill({
      a: { n: int(2), m: int(1) },
      b: { n: int(1), m: int(2) },
      c: { n: int(2), m: int(0) },
      d: { n: text('x') },
      e: { m: int(5) },
    });
  });

  test('without an order it is that of the names', () => {
    expect(found({})).toBe('a b c d e');
  });
  test('documents without the field are not in it; equal ones follow by name', () => {
    expect(found({ orderBy: [order('n')] })).toBe('b a c d');
  });
  test('the last direction is that of the names too', () => {
    expect(found({ orderBy: [order('n', 'DESCENDING')] })).toBe('d c a b');
  });
  test('of several fields', () => {
    expect(found({ orderBy: [order('n', 'DESCENDING'), order('m')] })).toBe('c a b');
  });
  test('an inequality orders by its field in the direction of the last order', () => {
    expect(found({ where: filter('m', 'GREATER_THAN', int(0)) })).toBe('a b e');
    expect(found({ where: filter('m', 'GREATER_THAN', int(0)), orderBy: [order('n', 'DESCENDING')] })).toBe('a b');
    const both = and(filter('m', 'GREATER_THAN', int(-1)), filter('n', 'GREATER_THAN', int(0)));
    expect(found({ where: both })).toBe('c a b');
  });
  test('by name, downwards', () => {
    expect(found({ orderBy: [order('__name__', 'DESCENDING')], limit: 2 })).toBe('e d');
  });
  test('by anything after the name, which decides alone, is refused', () => {
    expect(() => found({ orderBy: [order('__name__'), order('n')] })).toThrow(invalid);
    const orderBy = [order('__name__')];
    expect(() => found({ where: filter('n', 'GREATER_THAN', int(0)), orderBy })).toThrow(invalid);
  });
  test('by one field twice is refused', () => {
    expect(() => found({ orderBy: [order('n'), order('n')] })).toThrow(invalid);
    expect(() => found({ orderBy: [order('n', 'SIDEWAYS')] })).toThrow(invalid);
  });
});

describe('cursors, offset and limit', () => {
  beforeEach(() => {
    fill({ a: { n: int(1) }, b: { n: int(2) }, c: { n: int(2) }, d: { n: int(3) } });
  });
  const byN = [order('n')];

  test.each([
    ['at', { startAt: { values: [int(2)], before: true } }, 'b c d'],
    ['after', { startAt: { values: [int(2)], before: false } }, 'd'],
    ['after (before left out)', { startAt: { values: [int(2)] } }, 'd'],
    ['until', { endAt: { values: [int(2)], before: false } }, 'a b c'],
    ['before', { endAt: { values: [int(2)], before: true } }, 'a'],
    ['after one of equal value', { startAt: { values: [int(2), reference('a/b')], before: false } }, 'c d'],
    ['between', { startAt: { values: [int(2)], before: true }, endAt: { values: [int(2)] } }, 'b c'],
    ['empty', { startAt: { values: [], before: true } }, 'a b c d'],
    ['another type', { startAt: { values: [text('')], before: true } }, ''],
  ])('%s', (_name, cursors, expected) => {
    expect(found({ orderBy: byN, ...cursors })).toBe(expected);
  });

  test('turn with the direction', () => {
    const orderBy = [order('n', 'DESCENDING')];
    expect(found({ orderBy, startAt: { values: [int(2)], before: true } })).toBe('c b a');
  });
  test('the last two arrive as the first two in reversed order', () => {
    expect(found({ orderBy: [order('n', 'DESCENDING')], limit: 2 })).toBe('d c');
  });
  test.each([
    [{ limit: 2 }, 'a b'],
    [{ limit: { value: 2 } }, 'a b'],
    [{ offset: 1, limit: 2 }, 'b c'],
    [{ offset: 3 }, 'd'],
    [{ offset: 9 }, ''],
  ])('%j', (more, expected) => {
    expect(found({ orderBy: byN, ...more })).toBe(expected);
  });
  test('with more values than orders, or a name that is none, are refused', () => {
    expect(() => found({ startAt: { values: [reference('a/a'), int(1)] } })).toThrow(invalid);
    expect(() => found({ startAt: { values: [text('a')] } })).toThrow(invalid);
    expect(() => found({ limit: -1 })).toThrow(invalid);
    expect(() => found({ offset: 1.5 })).toThrow(invalid);
  });
});

describe('where it looks', () => {
  beforeEach(() => {
    fill({ 'a/1': {}, 'a/1/a/2': {}, 'b/1/a/3': {}, 'b/1/a/3/c/1': {}, 'ab/1': {} });
    store.commit([{ update: { name: 'projects/p/databases/other/documents/a/1' } }]);
  });
  const paths = (query: StructuredQuery, parent = ROOT): string[] =>
    store.query(parent, query).map(({ name }) => name.slice(ROOT.length + 1));

  test('in one collection, not in those below or beside', () => {
    expect(paths({ from })).toEqual(['a/1']);
    expect(paths({ from }, at('b/1'))).toEqual(['b/1/a/3']);
    expect(paths({ from }, at('b/9'))).toEqual([]);
  });
  test('in all collections of one id, in the order of names', () => {
    expect(paths({ from: [{ collectionId: 'a', allDescendants: true }] })).toEqual(['a/1', 'a/1/a/2', 'b/1/a/3']);
    expect(paths({ from: [{ collectionId: 'a', allDescendants: true }] }, at('b/1'))).toEqual(['b/1/a/3']);
  });
  test('in all collections below a document', () => {
    expect(paths({ from: [{ allDescendants: true }] }, at('b/1'))).toEqual(['b/1/a/3', 'b/1/a/3/c/1']);
  });
  test('in all that a server library deletes with a collection', () => {
    const where = and(
      filter('__name__', 'GREATER_THAN_OR_EQUAL', reference('b/__id-9223372036854775808__')),
      filter('__name__', 'LESS_THAN', reference('b\0/__id-9223372036854775808__')),
    );
    expect(paths({ from: [{ allDescendants: true }], where })).toEqual(['b/1/a/3', 'b/1/a/3/c/1']);
  });
  test('below a document, or in all collections at once, in no other order than that of names, as in production', () => {
    const group = { from: [{ collectionId: 'a', allDescendants: true }] };
    const where = filter('n', 'EQUAL', int(1));
    expect(() => store.query(at('b/1'), { ...group, orderBy: [order('n')] })).toThrow(invalid);
    expect(() => store.query(at('b/1'), { ...group, where })).toThrow(invalid);
    expect(() => store.query(at('b/1'), { ...group, orderBy: [order('__name__', 'DESCENDING')] })).toThrow(
      status('FAILED_PRECONDITION'),
    );
    const all = { from: [{ allDescendants: true }] };
    for (const query of [{ where }, { orderBy: [order('n')] }, { orderBy: [order('__name__', 'DESCENDING')] }]) {
      expect(() => store.query(ROOT, { ...all, ...query })).toThrow(invalid);
    }
  });
  test('ids that Datastore numbered come first, by number', () => {
    fill({ 'n/____': {}, 'n/__id10__': {}, 'n/__id9__': {}, 'n/__id-3__': {}, 'n/A': {} });
    expect(paths({ from: [{ collectionId: 'n' }] })).toEqual([
      'n/__id-3__',
      'n/__id9__',
      'n/__id10__',
      'n/A',
      'n/____',
    ]);
  });
  test('nowhere, in two places, by another way: refused', () => {
    expect(() => found({ from: [] })).toThrow(invalid);
    expect(() => found({ from: [{ collectionId: 'a' }, { collectionId: 'b' }] })).toThrow(invalid);
    expect(() => found({ from: [{ collectionId: '__a__' }] })).toThrow(invalid);
    expect(() => found({ findNearest: {} })).toThrow(status('UNIMPLEMENTED'));
    expect(() => store.query(at('a'), { from })).toThrow(invalid);
  });
});

test('a projection keeps the fields asked for, and the times', () => {
  fill({ a: { n: int(1), m: { mapValue: { fields: { x: int(1), y: int(2) } } } } });
  const read = (...paths: string[]) => store.query(ROOT, { from, select: { fields: paths.map(field) } })[0];
  expect(read('m.y', 'z')?.fields).toEqual({ m: { mapValue: { fields: { y: int(2) } } } });
  expect(read('__name__')).toMatchObject({ name: at('a/a'), fields: {}, updateTime: store.now });
  expect(read()?.fields['n']).toEqual(int(1));
});

/** Section 10 once more, in the plainest words that are still right: one field, one order, one list of documents. */
function naive(documents: Document[], { op, value, direction, limit }: Random): Document[] {
  const sign = direction === 'DESCENDING' ? -1 : 1;
  const holds = (f: Value): boolean => {
    const same = typeClass(f) === typeClass(value);
    const byValue = compareValues(f, value);
    const isNaN = [f, value].some((one) => 'doubleValue' in one && one.doubleValue === 'NaN');
    if (isNaN && op !== 'NOT_EQUAL' && op !== 'ARRAY_CONTAINS') return false;
    if (op === 'EQUAL') return byValue === 0;
    if (op === 'NOT_EQUAL') return !('nullValue' in f) && byValue !== 0;
    if (op === 'LESS_THAN') return same && byValue < 0;
    if (op === 'GREATER_THAN_OR_EQUAL') return same && byValue >= 0;
    return 'arrayValue' in f && !isNaN && f.arrayValue.values.some((element) => compareValues(element, value) === 0);
  };
  return documents
    .filter(({ fields }) => fields['f'] !== undefined && holds(fields['f']))
    .sort((a, b) => sign * (compareValues(a.fields['f']!, b.fields['f']!) || compareNames(a.name, b.name)))
    .slice(0, limit);
}

type Random = { op: string; value: Value; direction: string; limit: number };

// From its second run on an index answers what an index can.
test('any query on any documents finds what plain reading of the rules finds', () => {
  const aQuery = fc.record<Random>({
    op: fc.constantFrom('EQUAL', 'NOT_EQUAL', 'LESS_THAN', 'GREATER_THAN_OR_EQUAL', 'ARRAY_CONTAINS'),
    value: aValue,
    direction: fc.constantFrom('ASCENDING', 'DESCENDING'),
    limit: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(fc.array(fc.option(aValue), { maxLength: 12 }), fc.nat(11), aQuery, (values, pick, random) => {
      store.clear('projects/p/databases/(default)');
      fill(
        Object.fromEntries(
          values.map((value, i): [string, Record<string, Value>] => [`d${i}`, value ? { f: value } : {}]),
        ),
      );
      const all = store.query(ROOT, { from });
      // Half of the time a value that is there, so that something is found.
      const query = { ...random, value: all[pick]?.fields['f'] ?? random.value };
      const { op, value, direction, limit } = query;
      const result = store.query(ROOT, {
        from,
        where: filter('f', op, value),
        orderBy: [order('f', direction)],
        limit,
      });
      expect(result.map(({ name }) => name)).toEqual(naive(all, query).map(({ name }) => name));
    }),
    { numRuns: 300 },
  );
});

test('a collection does not list those of the same id below its documents, in whole or by pages, from either end', () => {
  fill({
    one: { n: int(1) },
    'a/one/a/deep': { n: int(2) },
    'a/one/a/deeper': { n: int(2) },
    'a/one/b/x/a/deepest': { n: int(2) },
    'a/missing/a/deep': { n: int(2) },
    'ab/one': { n: int(2) },
    two: { n: int(2) },
  });
  const byName = (direction: string, rest: StructuredQuery = {}) =>
    found({ orderBy: [order('__name__', direction)], ...rest });
  expect([byName('ASCENDING'), byName('DESCENDING')]).toEqual(['one two', 'two one']);
  expect([byName('ASCENDING', { limit: 2 }), byName('DESCENDING', { limit: 1 })]).toEqual(['one two', 'two']);
  expect(byName('ASCENDING', { offset: 1, limit: 1 })).toBe('two');
  expect(byName('ASCENDING', { startAt: { values: [reference('a/one')], before: false }, limit: 1 })).toBe('two');
  expect(found({ where: filter('n', 'EQUAL', int(2)) })).toBe('two');
  const below = store.query(at('a/one'), { from });
  expect(below.map(({ name }) => name)).toEqual([at('a/one/a/deep'), at('a/one/a/deeper')]);
});
