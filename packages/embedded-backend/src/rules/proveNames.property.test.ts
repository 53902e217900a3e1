import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatusError } from '../model/status.ts';
import { isInScope, parseQuery } from '../store/query.ts';
import { compile } from './compile.ts';
import { all, any, documentAt, get, ROOT, user } from './rig.ts';

/*
 * As prove.property.test.ts, of places instead of contents: patterns with captures and wildcards, collections and groups
 * at any depth, filters on the document's name, cursors and limits.
 */

const IDS = ['1', '2', 'u1'];
const COLLECTIONS = ['a', 'b'];
const PATHS = COLLECTIONS.flatMap((collection) =>
  IDS.flatMap((id) => [
    `${collection}/${id}`,
    ...COLLECTIONS.flatMap((inner) => IDS.map((below) => `${collection}/${id}/${inner}/${below}`)),
  ]),
);

const aSegment = fc.constantFrom('a', 'b', '1', 'u1', '{x}', '{x}', '{y}', '{y}', '{r=**}');
const aRandomPattern = fc
  .array(aSegment, { minLength: 1, maxLength: 5 })
  .map((segments) => {
    const seen = new Set<string>();
    return segments.flatMap((segment) => {
      const name = segment.replace('=**', '');
      if (segment.startsWith('{') && seen.has(name)) return [];
      seen.add(name);
      return [segment];
    });
  })
  .map((segments) => `/${segments.join('/')}`);

const aPattern = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['/a/{x}', '/{y}/{x}', '/{c}/{y}/b/{x}', '/a/{y}/{c}/{x}', '/{r=**}/b/{x}', '/{r=**}', '/{r=**}/{y}/{x}'],
    ),
  },
  aRandomPattern,
);

const anAtom = fc.oneof(
  fc.constant('true'),
  fc
    .tuple(fc.constantFrom('x', 'y', 'resource.id'), fc.constantFrom('==', '!='), fc.constantFrom(...IDS))
    .map(([name, operator, id]) => `${name} ${operator} '${id}'`),
  fc.constantFrom(
    'x == request.auth.uid',
    'y == resource.id',
    'x == y',
    `x in ['1', 'u1']`,
    `r[1] == '1'`,
    `r == /a/1`,
  ),
  fc.constantFrom(...PATHS).map((path) => `resource.__name__ == /databases/$(database)/documents/${path}`),
  fc.constantFrom(
    'resource.__name__[6] == resource.id',
    'request.query.limit <= 2',
    'request.path != null',
    'x is string',
  ),
);
const aCondition = fc.oneof(
  { weight: 3, arbitrary: anAtom },
  fc.tuple(anAtom, anAtom, fc.constantFrom('&&', '||')).map(([a, b, operator]) => `(${a} ${operator} ${b})`),
  anAtom.map((atom) => `!(${atom})`),
);

const aName = fc.constantFrom(...PATHS).map((path) => ({ referenceValue: `${ROOT}/${path}` }));
const field = { fieldPath: '__name__' };
const aLeaf = fc.oneof(
  fc
    .tuple(fc.constantFrom('EQUAL', 'EQUAL', 'NOT_EQUAL', 'LESS_THAN', 'GREATER_THAN_OR_EQUAL'), aName)
    .map(([op, value]) => ({ fieldFilter: { field, op, value } })),
  fc
    .tuple(fc.constantFrom('IN', 'IN', 'NOT_IN'), fc.array(aName, { minLength: 1, maxLength: 2 }))
    .map(([op, values]) => ({ fieldFilter: { field, op, value: { arrayValue: { values } } } })),
);
const aFilter = fc.oneof(
  { weight: 4, arbitrary: aLeaf },
  fc.tuple(aLeaf, aLeaf).map(([a, b]) => all(a, b)),
  fc.tuple(aLeaf, aLeaf).map(([a, b]) => any(a, b)),
  fc.constant(undefined),
);
const aScope = fc.tuple(
  fc.constantFrom('', '', '/a/1', '/b/u1'),
  fc.constantFrom(...COLLECTIONS, ...COLLECTIONS, undefined),
  fc.boolean(),
);

test('a rule that is proved for a place is true of every document there', { timeout: 120_000 }, () => {
  let proofsThatMet = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(aPattern, aCondition), { minLength: 1, maxLength: 2 }),
      aScope,
      aFilter,
      fc.constantFrom(undefined, 1, 3),
      (blocks, [below, collectionId, allDescendants], where, limit) => {
        const ruleset = compile(`rules_version = '2'; service cloud.firestore { match /databases/{database}/documents {
          ${blocks.map(([pattern, condition]) => `match ${pattern} { allow read: if ${condition}; }`).join('\n')} } }`);
        const parent = `${ROOT}${below}`;
        const from = [
          { ...(collectionId === undefined ? {} : { collectionId }), ...(allDescendants ? { allDescendants } : {}) },
        ];
        const structured = { from, ...(where ? { where } : {}), ...(limit === undefined ? {} : { limit }) };
        let query;
        try {
          query = parseQuery(parent, structured);
        } catch (error) {
          if (error instanceof StatusError) return;
          throw error;
        }
        const identity = user('u1');
        const nothing = { get: () => null };
        const verdict = ruleset.judge(
          { method: 'list', parent, query: structured, identity, time: '2026-11-24T00:00:00Z' },
          { before: nothing, after: nothing },
          { perRequest: 10, cache: new Map(), used: 0 },
        );
        if (!verdict.allowed) return;
        const hasLimit = blocks.some(([, condition]) => condition.includes('limit'));
        for (const path of PATHS) {
          const document = documentAt(path, {});
          if (!isInScope(query.scope, document.name) || !query.matches(document)) continue;
          // What a rule says of the query itself is not to be had for one document.
          if (hasLimit) continue;
          proofsThatMet += 1;
          expect(get(ruleset, path, { as: identity, stored: { [path]: {} } })).toEqual({ allowed: true });
        }
      },
    ),
    { numRuns: 4_000 },
  );
  expect(proofsThatMet).toBeGreaterThan(300);
});
