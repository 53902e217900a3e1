import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatusError } from '../model/status.ts';
import { requestOf } from './requestOf.ts';

const structuredQuery = { from: [{ collectionId: 'a' }] };

test('numbers of enums become their names, times text; values stay as they are', () => {
  const value = { mapValue: { fields: { op: { integerValue: 1 }, at: { timestampValue: { seconds: 1 } } } } };
  const order = { field: { fieldPath: 'n' }, direction: 2 };
  const where = {
    compositeFilter: { op: 2, filters: [{ fieldFilter: { op: 5, value } }, { unaryFilter: { op: 3 } }] },
  };
  expect(
    requestOf('RunQuery', {
      structuredQuery: { ...structuredQuery, where, orderBy: [order], limit: { value: 5 } },
      readTime: { seconds: 1_800_000_000, nanos: 1000 },
    }),
  ).toEqual({
    structuredQuery: {
      ...structuredQuery,
      where: {
        compositeFilter: {
          op: 'OR',
          filters: [{ fieldFilter: { op: 'EQUAL', value } }, { unaryFilter: { op: 'IS_NULL' } }],
        },
      },
      orderBy: [{ ...order, direction: 'DESCENDING' }],
      limit: { value: 5 },
    },
    readTime: '2027-01-15T08:00:00.000001Z',
  });
});

test('what is null or missing stays so, and an unknown number of an enum goes on to be refused', () => {
  const request = {
    structuredQuery: { ...structuredQuery, where: null, orderBy: [{ direction: 99 }] },
    readTime: null,
  };
  expect(requestOf('RunQuery', request)).toEqual(request);
});

test('tags for statistics are passed over, and only where they belong', () => {
  expect(requestOf('Commit', { writes: [], requestOptions: { requestTags: ['x'] } })).toEqual({ writes: [] });
  expect(() => requestOf('Commit', { writes: [{ requestOptions: {} }] })).toThrow(
    `Unknown name "requestOptions" at 'writes[0]'`,
  );
});

test('whatever is sent is read or refused', () => {
  const names = ['structuredQuery', 'where', 'filters', 'compositeFilter', 'fieldFilter', 'op', 'readTime', 'orderBy'];
  const key = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...names) },
    fc.constantFrom('__proto__', 'constructor', 'toString', ''),
  );
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, 1, -1, 1e99, '', 'EQUAL', '2026-11-29T00:00:00Z'),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.array(fc.tuple(key, tie('json')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
    ),
  }));
  fc.assert(
    fc.property(fc.constantFrom('RunQuery', 'Commit', 'Listen', 'BatchGetDocuments'), json, (rpc, sent) => {
      try {
        requestOf(rpc, { structuredQuery: sent });
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});

test('lists in lists, as deep as they may come, are left to who reads them', () => {
  let deep: unknown[] = [];
  for (let n = 0; n < 100_000; n++) deep = [deep];
  expect(requestOf('Commit', { writes: deep })).toEqual({ writes: [deep[0]] });
});
