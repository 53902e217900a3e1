import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openListenStream } from '../listen/listenStream.ts';
import { spoiled } from '../model/arbitraries.ts';
import { StatusError } from '../model/status.ts';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import type { Store, StructuredQuery, Write } from './store.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const name = `${ROOT}/a/1`;
const value = {
  mapValue: { fields: { b: { arrayValue: { values: [{ integerValue: '1' }, { geoPointValue: { latitude: 1 } }] } } } },
};

/** What a call comes to: done, or refused with a status. A defect is thrown on. */
function outcome(call: (store: Store) => unknown): string {
  const store = createStore(openDatabase(null));
  try {
    store.commit([{ update: { name, fields: { n: { integerValue: '1' } } } }]);
    call(store);
    return 'done';
  } catch (error) {
    if (error instanceof StatusError) return error.status;
    throw error;
  } finally {
    store.close();
  }
}

const WRITES: unknown[] = [
  {
    update: { name, fields: { a: value, t: { timestampValue: { seconds: 1, nanos: 1 } } } },
    updateMask: { fieldPaths: ['a.b', 't'] },
    updateTransforms: [
      { fieldPath: 'n', increment: { integerValue: '1' } },
      { fieldPath: 'l', appendMissingElements: { values: [{ stringValue: 'x' }] } },
      { fieldPath: 'w', setToServerValue: 'REQUEST_TIME' },
    ],
    currentDocument: { exists: true },
  },
  { transform: { document: name, fieldTransforms: [{ fieldPath: 'n', maximum: { doubleValue: 'NaN' } }] } },
  { verify: name, currentDocument: { updateTime: '2026-11-24T00:00:00Z' } },
  { delete: name },
];

const QUERY: StructuredQuery = {
  select: { fields: [{ fieldPath: 'n' }] },
  from: [{ collectionId: 'a', allDescendants: true }],
  where: {
    compositeFilter: {
      op: 'OR',
      filters: [
        {
          fieldFilter: {
            field: { fieldPath: 'n' },
            op: 'IN',
            value: { arrayValue: { values: [{ integerValue: '1' }] } },
          },
        },
        { fieldFilter: { field: { fieldPath: '__name__' }, op: 'LESS_THAN', value: { referenceValue: name } } },
        { unaryFilter: { field: { fieldPath: 'a.b' }, op: 'IS_NULL' } },
      ],
    },
  },
  orderBy: [{ field: { fieldPath: 'n' }, direction: 'DESCENDING' }],
  startAt: { values: [{ integerValue: '5' }, { referenceValue: name }], before: true },
  endAt: { values: [{ integerValue: '0' }] },
  offset: 0,
  limit: { value: 5 },
};
const AGGREGATION = {
  structuredQuery: QUERY,
  aggregations: [{ alias: 'c', count: { upTo: '5' } }, { sum: { field: { fieldPath: 'n' } } }],
};
const TARGET = { targetId: 1, query: { parent: ROOT, structuredQuery: QUERY }, resumeToken: 'AAAA', once: true };
const DOCUMENTS = { targetId: 1, documents: { documents: [name] } };

const LISTEN = { addTarget: TARGET };
const known = ['done', 'INVALID_ARGUMENT', 'UNIMPLEMENTED', 'NOT_FOUND', 'ALREADY_EXISTS', 'FAILED_PRECONDITION'];

test.each(WRITES)("whatever is wrong with a write is the client's fault: %#", (write) => {
  fc.assert(
    fc.property(spoiled(write), (bad) => {
      expect(known).toContain(outcome((store) => store.commit([bad as Write])));
    }),
    { numRuns: 300 },
  );
});

test("whatever is wrong with a query is the client's fault", () => {
  fc.assert(
    fc.property(spoiled(QUERY), spoiled(AGGREGATION), (query, aggregation) => {
      expect(known).toContain(outcome((store) => store.query(ROOT, query as StructuredQuery)));
      expect(known).toContain(outcome((store) => store.aggregate(ROOT, aggregation as Record<string, unknown>)));
    }),
    { numRuns: 500 },
  );
});

test('whatever is wrong with a listen is told or ends the stream, and is no defect', () => {
  fc.assert(
    fc.property(fc.oneof(spoiled(LISTEN), spoiled({ addTarget: DOCUMENTS })), (request) => {
      const call = (store: Store): void =>
        openListenStream({ store, send: () => {} }).handle(
          request as Parameters<ReturnType<typeof openListenStream>['handle']>[0],
        );
      expect(known).toContain(outcome(call));
    }),
    { numRuns: 500 },
  );
});

test('the samples themselves are in order', () => {
  expect(WRITES.map((write) => outcome((store) => store.commit([write as Write])))).toEqual([
    'done',
    'done',
    'FAILED_PRECONDITION',
    'done',
  ]);
  expect(outcome((store) => store.query(ROOT, QUERY))).toBe('done');
  expect(outcome((store) => store.aggregate(ROOT, AGGREGATION))).toBe('done');
});

/**
 * As much as a request of ten megabytes holds. Nobody else is answered meanwhile: what takes minutes, by the square, does
 * not end within a test's time.
 */
const MANY = 60_000;
const count = <T>(of: (at: number) => T, many = MANY): T[] => Array.from({ length: many }, (_, at) => of(at));
const names = Object.fromEntries(count((at) => [`f${at}`, { nullValue: null }]));
const numbers = { values: count((at) => ({ integerValue: String(at) })) };
const numbersBelow = { values: count((at) => ({ integerValue: String(-1 - at) })) };
const update = { name: `${ROOT}/a/large`, fields: {} };
const write = (more: object) => [{ update, ...more } as Write];

test.each<[string, () => Write[], string]>([
  [
    'a mask of all its fields',
    () => write({ update: { ...update, fields: names }, updateMask: { fieldPaths: Object.keys(names) } }),
    'done',
  ],
  [
    'a union of long lists',
    () => write({ updateTransforms: [{ fieldPath: 'f', appendMissingElements: numbers }] }),
    'done',
  ],
  [
    'one long list without another',
    () =>
      write({
        update: { ...update, fields: { f: { arrayValue: numbers } } },
        updateTransforms: [{ fieldPath: 'f', removeAllFromArray: numbersBelow }],
      }),
    'done',
  ],
  [
    'more transforms than there may be',
    () => write({ updateTransforms: count((at) => ({ fieldPath: `f${at}`, setToServerValue: 'REQUEST_TIME' })) }),
    'INVALID_ARGUMENT',
  ],
  [
    'one long list transformed again and again',
    () =>
      write({
        update: { ...update, fields: { f: { arrayValue: numbers } } },
        updateTransforms: count(() => ({ fieldPath: 'f', removeAllFromArray: { values: [] } }), 500),
      }),
    'INVALID_ARGUMENT',
  ],
  [
    'one large document again and again',
    () => [
      ...write({ update: { ...update, fields: names } }),
      ...count(() => ({ update, updateMask: { fieldPaths: ['x'] } }), 20_000),
    ],
    'INVALID_ARGUMENT',
  ],
])('%s is written, or refused, while others wait', (_, writes, expected) => {
  expect(outcome((store) => store.commit(writes()))).toBe(expected);
});

test.each([
  ['filters', { where: { compositeFilter: { op: 'AND', filters: count((at) => equal(`f${at}`)) } } }],
  ['selected fields', { select: { fields: count((at) => ({ fieldPath: `f${at}` })) } }],
  ['orders', { orderBy: count((at) => ({ field: { fieldPath: `f${at}` } })) }],
])('a query of sixty thousand %s is refused', (_, query) => {
  const asked = { from: [{ collectionId: 'a' }], ...query };
  expect(outcome((store) => store.query(ROOT, asked))).toBe('INVALID_ARGUMENT');
});

function equal(fieldPath: string) {
  return { fieldFilter: { field: { fieldPath }, op: 'EQUAL', value: { nullValue: null } } };
}
