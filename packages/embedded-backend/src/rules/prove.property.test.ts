import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatusError } from '../model/status.ts';
import type { Document, Value } from '../model/value.ts';
import { parseQuery } from '../store/query.ts';
import type { StructuredQuery } from '../store/store.ts';
import { compile } from './compile.ts';
import { all, any, documentAt, float, get, list, NOW, ROOT, Stored, user, where, type QueryOperator } from './rig.ts';

/*
 * Whatever documents there are: if a rule is proved for a query, it is true of every document that the query returns.
 * Documents, filters and rules are drawn from few fields and few values, so that they often meet.
 */

const PLAIN: readonly [stored: unknown, written: string][] = [
  [null, 'null'],
  [true, 'true'],
  [0, '0'],
  [1, '1'],
  [2, '2'],
  [float(-0), '-0.0'],
  [float(1), '1.0'],
  [1.5, '1.5'],
  [NaN, '0.0 / 0.0'],
  [9007199254740993n, '9007199254740993'],
  [float(9007199254740992), '9007199254740992.0'],
  ['', `''`],
  ['a', `'a'`],
  ['b', `'b'`],
  ['\u{1F600}', `'\\uD83D\\uDE00'`],
  ['\uFFFD', `'\\uFFFD'`],
  [new Stored({ timestampValue: NOW }), 'request.time'],
  [new Stored({ timestampValue: NOW.replace('Z', '000001Z') }), `(request.time + duration.value(1, 'ns'))`],
  [new Stored({ bytesValue: 'YQ==' }), `'a'.toUtf8()`],
  [new Stored({ geoPointValue: { latitude: 1, longitude: 0 } }), 'latlng.value(1, -0.0)'],
  [new Stored({ referenceValue: `${ROOT}/c/a` }), '/databases/(default)/documents/c/a'],
];
type Pair = (typeof PLAIN)[number];

const FIELDS = ['a', 'b', 'm.x', 'm'];
const COMPARISONS: QueryOperator[] = ['==', '==', '==', '!=', '<', '<=', '>', '>=', 'array-contains'];

/** What the filter asks, the documents often have and the rule is often about. */
interface Topic {
  field: string;
  operator: QueryOperator;
  value: Pair;
}
const aTopic = (value: fc.Arbitrary<Pair>): fc.Arbitrary<Topic> =>
  fc.record({ field: fc.constantFrom(...FIELDS), operator: fc.constantFrom(...COMPARISONS), value });

const someTopics = fc
  .subarray([...PLAIN], { minLength: 2, maxLength: 3 })
  .chain((values) =>
    fc.tuple(fc.constant(values), fc.array(aTopic(fc.constantFrom(...values)), { minLength: 1, maxLength: 2 })),
  );

function withTopic(
  data: Record<string, unknown>,
  { field, operator, value: [stored] }: Topic,
): Record<string, unknown> {
  const value = operator === 'array-contains' ? [stored, 'a', 0] : stored;
  return field === 'm.x' ? { ...data, m: { x: value } } : { ...data, [field]: value };
}

function around([values, topics]: [readonly Pair[], readonly Topic[]]) {
  const aPair: fc.Arbitrary<Pair> = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...values) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.constantFrom(...values), { maxLength: 2 })
        .map((items): [unknown, string] => [
          items.map(([stored]) => stored),
          `[${items.map(([, written]) => written).join()}]`,
        ]),
    },
    {
      weight: 1,
      arbitrary: fc
        .dictionary(fc.constantFrom('x', 'y'), fc.constantFrom(...values), { maxKeys: 2, noNullPrototype: true })
        .map((entries): [unknown, string] => [
          Object.fromEntries(Object.entries(entries).map(([key, [stored]]) => [key, stored])),
          `{${Object.entries(entries)
            .map(([key, [, written]]) => `'${key}': ${written}`)
            .join()}}`,
        ]),
    },
  );
  const aStored = aPair.map(([stored]) => stored);
  const aLiteral = aPair.map(([, written]) => written);

  const aField = fc.constantFrom(...FIELDS);
  const aRandomDocument = fc.record(
    {
      a: aStored,
      b: aStored,
      m: fc.oneof(aStored, fc.record({ x: aStored, y: aStored }, { requiredKeys: [], noNullPrototype: true })),
    },
    { requiredKeys: [], noNullPrototype: true },
  );

  const aDocument = fc
    .tuple(aRandomDocument, fc.subarray([...topics]))
    .map(([data, some]) => some.reduce<Record<string, unknown>>(withTopic, data));

  const aLeaf = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(aField, fc.constantFrom(...COMPARISONS), aStored)
        .map(([field, operator, value]) => where(field, operator, value)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(aField, fc.constantFrom('in', 'array-contains-any'), fc.array(aStored, { minLength: 1, maxLength: 2 }))
        .map(([field, operator, values]) => where(field, operator as QueryOperator, values)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aField, fc.constantFrom('IS_NULL', 'IS_NAN', 'IS_NOT_NULL', 'IS_NOT_NAN'))
        .map(([fieldPath, op]) => ({ unaryFilter: { field: { fieldPath }, op } })),
    },
  );
  const asked = topics.map(({ field, operator, value: [stored] }) => where(field, operator, stored));
  const aFilter = fc.oneof(
    { weight: 4, arbitrary: fc.constant(all(...asked)) },
    aLeaf.map((leaf) => all(...asked, leaf)),
    aLeaf.map((leaf) => any(all(...asked), leaf)),
    aLeaf,
    fc.array(aLeaf, { minLength: 2, maxLength: 3 }).map((leaves) => all(...leaves)),
    fc.tuple(aLeaf, aLeaf, aLeaf).map(([first, second, third]) => all(first, any(second, third))),
    // The store refuses a second filter of this kind.
    fc
      .tuple(
        aField,
        fc.constantFrom('==', '>', '<='),
        aStored,
        aField,
        fc.array(aStored, { minLength: 1, maxLength: 2 }),
      )
      .map(([field, operator, value, other, values]) =>
        all(where(field, operator as QueryOperator, value), where(other, 'not-in', values)),
      ),
  );

  const D = 'resource.data';
  const anAtom = fc.oneof(
    {
      weight: 10,
      arbitrary: fc
        .constantFrom(...topics)
        .map(({ field, operator, value: [, written] }) =>
          operator === 'array-contains' ? `(${written}) in ${D}.${field}` : `${D}.${field} ${operator} ${written}`,
        ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...topics), fc.constantFrom('==', '!=', '<', '>='), aLiteral)
        .map(([{ field }, operator, value]) => `${D}.${field} ${operator} ${value}`),
    },
    {
      weight: 6,
      arbitrary: fc
        .tuple(aField, fc.constantFrom('==', '==', '!=', '<', '<=', '>', '>='), aLiteral)
        .map(([field, operator, value]) => `${D}.${field} ${operator} ${value}`),
    },
    fc
      .tuple(aLiteral, fc.constantFrom('==', '<', '>='), aField)
      .map(([value, operator, field]) => `${value} ${operator} ${D}.${field}`),
    fc.tuple(aField, aField, fc.constantFrom('==', '<=')).map(([a, b, operator]) => `${D}.${a} ${operator} ${D}.${b}`),
    fc.tuple(aLiteral, aField).map(([value, field]) => `(${value}) in ${D}.${field}`),
    fc.tuple(aField, aLiteral, aLiteral).map(([field, x, y]) => `${D}.${field} in [${x}, ${y}]`),
    fc.constantFrom('a', 'b', 'm', 'q').map((field) => `'${field}' in ${D}`),
    fc
      .tuple(aField, fc.constantFrom('int', 'float', 'number', 'string', 'list', 'map', 'bool', 'timestamp', 'path'))
      .map(([field, type]) => `${D}.${field} is ${type}`),
    fc
      .tuple(fc.constantFrom(`'a'`, `['m', 'x']`, `'q'`), aLiteral, aLiteral)
      .map(([key, otherwise, value]) => `${D}.get(${key}, ${otherwise}) == ${value}`),
    fc
      .tuple(fc.constantFrom('hasAll', 'hasAny', 'hasOnly'), fc.subarray([`'a'`, `'b'`, `'m'`]))
      .map(([method, keys]) => `${D}.keys().${method}([${keys.join()}])`),
    fc
      .tuple(aField, fc.constantFrom('hasAll', 'hasAny', 'hasOnly'), aLiteral, aLiteral)
      .map(([field, method, x, y]) => `${D}.${field}.${method}([${x}, ${y}])`),
    fc.tuple(aField, fc.nat(2)).map(([field, size]) => `${D}.${field}.size() >= ${size}`),
    fc.tuple(aField, aLiteral).map(([field, value]) => `${D}.${field}[0] == ${value}`),
    fc
      .tuple(aField, fc.constantFrom('+', '-', '*', '/', '%'), fc.constantFrom('1', '2.0', '0'))
      .map(([field, operator, value]) => `${D}.${field} ${operator} ${value} > 0`),
    aField.map((field) => `-${D}.${field} <= 0`),
    fc.tuple(aField, aLiteral).map(([field, value]) => `string(${D}.${field}) == string(${value})`),
    fc.tuple(aField, aField, aLiteral).map(([a, b, value]) => `[${D}.${a}, ${D}.${b}] == [${D}.${a}, ${value}]`),
    fc.tuple(aField, aLiteral).map(([field, value]) => `{'k': ${D}.${field}}.k == ${value}`),
    aField.map((field) => `1 / ${D}.${field} > 0`),
    aField.map((field) => `${D}.diff({'a': 1}).affectedKeys().size() >= 0 && ${D}.${field} == ${D}.${field}`),
    aField.map((field) => `exists(/databases/$(database)/documents/c/$(${D}.${field}))`),
  );
  const aCondition = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      { weight: 4, arbitrary: anAtom },
      { weight: 1, arbitrary: fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} && ${b})`) },
      { weight: 2, arbitrary: fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} || ${b})`) },
      { weight: 2, arbitrary: tie('condition').map((a) => `!(${a})`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('condition'), tie('condition'), tie('condition'))
          .map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      },
      { weight: 1, arbitrary: fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `f(${a}, ${b})`) },
    ),
  })).condition;
  return fc.tuple(aCondition, aFilter, fc.array(aDocument, { minLength: 12, maxLength: 12 }));
}

const rulesOf = (condition: string) =>
  compile(`rules_version = '2'; service cloud.firestore { match /databases/{database}/documents {
    function f(x, y) { let z = x; return z || y; }
    match /c/{id} { allow read: if ${condition}; } } }`);

test('a rule that is proved for a query is true of every document that the query returns', { timeout: 120_000 }, () => {
  let proofsThatMet = 0;
  fc.assert(
    fc.property(someTopics.chain(around), fc.boolean(), ([condition, filter, documents], ordered) => {
      const rules = rulesOf(condition);
      const query = { where: filter, ...(ordered ? { orderBy: [{ field: { fieldPath: 'a' } }] } : {}) };
      const world = { as: user('u1'), stored: { 'c/a': { a: 1 } } };
      const matches = matcherOf(query);
      if (!matches || !list(rules, 'c', query, world).allowed) return;
      for (const data of documents) {
        const stored = { ...world.stored, 'c/one': data };
        if (!matches({ name: `${ROOT}/c/one`, fields: fieldsOf(data), createTime: NOW, updateTime: NOW })) continue;
        proofsThatMet += 1;
        expect(get(rules, 'c/one', { ...world, stored })).toEqual({
          allowed: true,
        });
      }
    }),
    { numRuns: 2_000 },
  );
  // Not proved by refusing everything.
  expect(proofsThatMet).toBeGreaterThan(400);
});

/** undefined: the store refuses the query, so it needs no proof. */
function matcherOf(query: StructuredQuery): ((document: Document) => boolean) | undefined {
  try {
    return parseQuery(ROOT, { from: [{ collectionId: 'c' }], ...query }).matches;
  } catch (error) {
    if (error instanceof StatusError && error.status === 'INVALID_ARGUMENT') return undefined;
    throw error;
  }
}

function fieldsOf(data: Record<string, unknown>): Record<string, Value> {
  return documentAt('c/one', data).fields;
}
