import { describe, expect, test } from 'vitest';
import { all, any, float, list, user, where, type World } from './rig.ts';
import type { StructuredQuery } from '../store/store.ts';

/* The 34 pairs of the rules language notes, section 5.1; `d` = resource.data, `me` = request.auth.uid = "u1". */

const inDatabase = (body: string) =>
  `rules_version = '2'; service cloud.firestore { match /databases/{database}/documents { ${body} } }`;
const full = (condition: string) =>
  condition
    .replaceAll(/\bd\b(?=[.[])/g, 'resource.data')
    .replaceAll(/\bme\b/g, 'request.auth.uid')
    .replaceAll(/ in d\b/g, ' in resource.data');
const onC = (condition: string) => inDatabase(`match /c/{id} { allow list: if ${full(condition)}; }`);
const me: World = { as: user('u1') };
const orderBy = (...fields: string[]) => fields.map((fieldPath) => ({ field: { fieldPath }, direction: 'ASCENDING' }));

type Filter = Record<string, unknown> | null;
const published = `d.published == true || d.author == me`;
const open = `get(/databases/$(database)/documents/g/$(d.g)).data.open`;
const groupOpen: World = { ...me, stored: { 'g/a': { open: true } } };

test.each<[number, string, Filter, boolean]>([
  [1, `true`, null, true],
  [2, `request.auth != null`, null, true],
  [3, `d.author == me`, null, false],
  [4, `d.author == me`, where('author', '==', 'u1'), true],
  [5, `d.author == me`, where('author', '==', 'u2'), false],
  [6, published, where('published', '==', true), true],
  [7, published, where('author', '==', 'u1'), true],
  [8, published, where('published', '==', false), false],
  [9, `d.x > 5`, where('x', 'in', [1, 3, 6]), false],
  [10, `d.x > 5`, where('x', 'in', [6, 42]), true],
  [11, `d.x > 5`, any(where('x', '==', 1), where('x', '==', 6)), false],
  [12, `d.x > 5`, where('x', '>', 7), true],
  [13, `d.x > 5`, where('x', '>=', 5), false],
  [14, `d.x > 5`, where('x', '<', 9), false],
  [18, `me in d.members`, where('members', 'array-contains', 'u1'), true],
  [19, `me in d.members`, where('members', 'array-contains-any', ['u1', 'u2']), false],
  [20, `d.a == 1 && d.b == 2`, where('a', '==', 1), false],
  [21, `d.a == 1 && !('secret' in d)`, where('a', '==', 1), false],
  [22, `d.x is int`, where('x', '==', 5), false],
  [23, `d.x is string`, where('x', '==', 'a'), true],
  [24, `d.get('v','public') == 'public'`, null, false],
  [25, `resource.id == me`, null, false],
  [25, `id == me`, null, false],
  [32, `d.end == null`, where('end', '==', null), true],
  [33, `d.m.role == 'x'`, where('m.role', '==', 'x'), true],
])('pair %i: `%s` under %j: %s', (_number, condition, filter, allowed) => {
  expect(list(onC(condition), 'c', filter ? { where: filter } : {}, me)).toMatchObject({ allowed });
});

test.each<[number, string, StructuredQuery, boolean]>([
  [15, `request.query.limit <= 10`, { limit: 10 }, true],
  [16, `request.query.limit <= 10`, {}, false],
  [17, `request.query.limit <= 10 && d.p == true`, { where: where('p', '==', true), limit: 50 }, false],
  [17, `request.query.limit <= 10 && d.p == true`, { where: where('p', '==', true), limit: { value: 5 } }, true],
])('pair %i: `%s` with %j: %s', (_number, condition, query, allowed) => {
  expect(list(onC(condition), 'c', query, me)).toMatchObject({ allowed });
});

test.each<[number, string, string, World, Filter, boolean]>([
  [26, `match /users/{uid}/items/{i} { allow list: if uid == request.auth.uid; }`, 'users/u1/items', me, null, true],
  [26, `match /users/{uid}/items/{i} { allow list: if uid == request.auth.uid; }`, 'users/u2/items', me, null, false],
  [
    27,
    `match /c/{i} { allow list: if exists(/databases/$(database)/documents/members/$(request.auth.uid)); }`,
    'c',
    { ...me, stored: { 'members/u1': {} } },
    null,
    true,
  ],
  [
    27,
    `match /c/{i} { allow list: if exists(/databases/$(database)/documents/members/$(request.auth.uid)); }`,
    'c',
    me,
    null,
    false,
  ],
  [28, `match /c/{i} { allow list: if ${full(open)}; }`, 'c', groupOpen, null, false],
  [29, `match /c/{i} { allow list: if ${full(open)}; }`, 'c', groupOpen, where('g', '==', 'a'), true],
  [30, `match /forums/{f}/posts/{p} { allow list: if request.auth != null; }`, '**/posts', me, null, false],
  [31, `match /{path=**}/posts/{p} { allow list: if request.auth != null; }`, '**/posts', me, null, true],
  [
    34,
    `function mine() { return resource.data.author == request.auth.uid; } match /c/{i} { allow list: if mine(); }`,
    'c',
    me,
    where('author', '==', 'u1'),
    true,
  ],
])('pair %i: `%s`, list %s', (_number, body, collection, world, filter, allowed) => {
  expect(list(inDatabase(body), collection, filter ? { where: filter } : {}, world)).toMatchObject({ allowed });
});

describe('collection groups', () => {
  const group = (pattern: string, condition = 'true') =>
    inDatabase(`match ${pattern} { allow list: if ${condition}; }`);

  test.each([
    ['/{path=**}/posts/{p}', '**/posts', true],
    ['/{path=**}/posts/{p}', '**/other', false],
    ['/{all=**}', '**/posts', true],
    ['/posts/{p}', '**/posts', false],
    ['/forums/{f}/{rest=**}', '**/posts', false],
    ['/{path=**}/posts/p1', '**/posts', false],
    ['/{a}/{path=**}/{p}', '**/posts', true],
    ['/{a}/{b}/{path=**}/{p}', '**/posts', false],
  ])('%s against all of %s: %s', (pattern, collection, allowed) => {
    expect(list(group(pattern), collection)).toMatchObject({ allowed });
  });

  test('the database is known, so that a member can be looked up', () => {
    const rules = group(
      '/{path=**}/entries/{e}',
      'exists(/databases/$(database)/documents/members/$(request.auth.uid))',
    );
    expect(
      list(rules, '**/entries', { where: where('week', '==', '2026-W48') }, { ...me, stored: { 'members/u1': {} } }),
    ).toEqual({ allowed: true });
    expect(list(rules, '**/entries', { where: where('week', '==', '2026-W48') }, me)).toMatchObject({ allowed: false });
  });

  test('in version 1 a wildcard covers one, a single collection does not', () => {
    const rules = (version: string, path: string) =>
      `rules_version = '${version}'; service cloud.firestore { match ${path} { allow list: if true; } }`;
    for (const version of ['1', '2']) {
      expect(list(rules(version, '/{all=**}'), '**/posts')).toEqual({ allowed: true });
      expect(list(rules(version, '/databases/{d}/documents/posts/{p}'), '**/posts')).toMatchObject({ allowed: false });
    }
  });

  test('a group below one document is known up to that document', () => {
    const rules = group('/forums/{f}/{path=**}/posts/{p}', `f == 'f1'`);
    expect(list(rules, 'forums/f1/**/posts')).toEqual({ allowed: true });
    expect(list(rules, 'forums/f2/**/posts')).toMatchObject({ allowed: false });
    expect(list(rules, '**/posts')).toMatchObject({ allowed: false });
    // Behind a wildcard nothing is known of where a segment comes to stand.
    expect(list(group('/{r=**}/{c}/{d}'), 'forums/f1/**/posts')).toEqual({ allowed: true });
    expect(list(group('/{r=**}/{c}/{d}', `c == 'f1'`), 'forums/f1/**/posts')).toMatchObject({ allowed: false });
  });
});

describe('what else a filter proves', () => {
  test.each<[string, Filter, boolean]>([
    // A field that is ordered or compared is there.
    [`'x' in d`, where('x', '>', 1), true],
    [`'x' in d`, where('y', '>', 1), false],
    [`d.x != null`, where('x', '!=', 3), true],
    [`d.x != 3`, where('x', '!=', 3), true],
    [`d.x != 4`, where('x', '!=', 3), false],
    [`!(d.x in [1, 2])`, where('x', 'not-in', [1, 2]), true],
    [`!(d.x in [1, 2, 3])`, where('x', 'not-in', [1, 2]), false],
    [`d.x == 1 ? true : true`, null, false],
    [`!(d.q == 1 || false)`, where('x', '==', 1), false],
    [`([d.q].size() == 1 ? d.tags : d.tags).hasAny(['p'])`, where('tags', 'array-contains', 'p'), false],
    [
      `(d.x == 1 ? d.tags : d.tags).hasAny(['p'])`,
      all(where('x', '==', 1), where('tags', 'array-contains', 'p')),
      true,
    ],
    [`d.x.matches('' + '(') ? true : true`, where('x', '>', 'a'), false],
    [`d.x.lower() == 'a' ? true : true`, where('x', '>', 'a'), true],
    [`d.x < 5 ? true : true`, where('x', '!=', 3), false],
    // The same number may be stored as int or as float, and zero with either sign.
    [`d.x is float`, where('x', '==', float(5)), false],
    [`string(d.x) == '5'`, where('x', '==', 5), false],
    [`string(d.x) in ['5', '5.0']`, where('x', '==', 5), true],
    [`1.0 / d.x > 0`, where('x', '==', 0), false],
    [`1.0 / d.x > 0`, where('x', '==', 5), true],
    // A range is of one type class.
    [`d.x is string`, where('x', '>=', 'a'), true],
    [`d.x is number`, where('x', '>=', 1), true],
    [`d.x is int`, where('x', '>=', 1), false],
    [`d.x < 10`, all(where('x', '>', 1), where('x', '<', 9)), true],
    [`d.x > 5`, all(where('x', '>', 1), where('x', '>', 5)), true],
    [`d.x > 5`, all(where('x', '>', 5), where('x', '>=', 5)), true],
    [`d.x > 5`, all(where('x', '>=', 5), where('x', '>', 1)), false],
    [`d.x < 10 && d.x > 1`, all(where('x', '>=', 1), where('x', '<', 9)), false],
    [`d.x > 'b'`, where('x', '>', 'c'), true],
    [`d.x > 1.5`, where('x', '>=', 2), true],
    [`d.x > 5`, where('x', '==', float(5.5)), true],
    [`d.x != 3`, where('x', '>', 3), true],
    // Lists and maps are known through and through but for int or float.
    [`d.x == [1, 'a']`, where('x', '==', [1, 'a']), true],
    [`d.x[0] is int`, where('x', '==', [1, 'a']), false],
    [`d.x[1] == 'a' && d.x.size() == 2`, where('x', '==', [1, 'a']), true],
    [`d.x == {'k': 1}`, where('x', '==', { k: 1 }), true],
    [`d.x.keys().hasOnly(['k'])`, where('x', '==', { k: 1 }), true],
    [`d.x.keys() == ['a', 'b']`, where('x', '==', { b: 1, a: 1 }), true],
    [`d.x.keys() == ['b', 'a']`, where('x', '==', { b: 1, a: 1 }), false],
    [`d.tags.hasAny(['p', 'q'])`, where('tags', 'array-contains', 'p'), true],
    [`d.tags.hasOnly(['p', 'q'])`, where('tags', 'array-contains', 'p'), false],
    [`!('q' in d.tags)`, where('tags', 'array-contains', 'p'), false],
    [`!('q' in d.tags)`, where('tags', '==', ['p']), true],
    [`d.m == {'role': 'x'}`, where('m.role', '==', 'x'), false],
    [`d.m == {'role': 'x'}`, where('m', '==', { role: 'x' }), true],
    [`d.m != {'role': 'y'}`, where('m.role', '==', 'x'), true],
    [`d.keys().hasAll(['x'])`, where('x', '==', 1), true],
    [`d.keys().size() == 1`, where('x', '==', 1), false],
    [`d.x.keys().size() == 2`, where('x', '==', { b: 1, a: 1 }), true],
    [`d.keys().hasOnly(['x'])`, where('x', '==', 1), false],
    [`d.get('x', 0) == 1`, where('x', '==', 1), true],
    [`d.get(['m', 'x'], 0) == 1`, where('m.x', '==', 1), true],
    [`d.get('y', 0) == 0`, where('x', '==', 1), false],
    // Contradictions return nothing.
    [`false`, all(where('x', '==', 1), where('x', '==', 2)), true],
    [`false`, all(where('x', '>', 2), where('x', '<', 2)), true],
    [`false`, all(where('x', '==', 1), where('x', '==', float(1))), false],
    [`false`, where('x', '==', [NaN]), false],
    // Every disjunct for itself.
    [`d.a == 1 && d.b == 1`, any(all(where('a', '==', 1), where('b', '==', 1)), where('a', '==', 1)), false],
    [`d.a == 1 || d.b == 1`, any(where('b', '==', 1), where('a', '==', 1)), true],
    [`d.a == 1 ? d.b == 2 : false`, all(where('a', '==', 1), where('b', '==', 2)), true],
    [`d.c ? true : true`, null, false],
    [`resource != null`, null, true],
    // A reader sends no document, whatever is asked for.
    [`request.resource == null`, null, false],
    [`!('resource' in request)`, null, true],
    [`request.resource != null`, null, false],
    [`request.resource.data.x == 1`, where('x', '==', 1), false],
    [`d.x.matches('a.*')`, where('x', '==', 'ab'), true],
    [`d.x.matches('a.*')`, where('x', '>', 'ab'), false],
    // Beyond 2^53 an int that meets a float is rounded.
    [`d.x != 9007199254740992.0`, where('x', '!=', 9007199254740993n), false],
    [`d.x > 9007199254740992.0`, where('x', '>', 9007199254740992n), false],
  ])('`%s` under %j: %s', (condition, filter, allowed) => {
    expect(list(onC(condition), 'c', filter ? { where: filter } : {}, me)).toMatchObject({ allowed });
  });

  test('an order says that the field is there', () => {
    expect(list(onC(`'x' in d`), 'c', { orderBy: orderBy('x') })).toEqual({ allowed: true });
    expect(list(onC(`d.x != null`), 'c', { orderBy: orderBy('x') })).toMatchObject({ allowed: false });
    expect(list(onC(`'x' in d`), 'c', { orderBy: orderBy('y') })).toMatchObject({ allowed: false });
    expect(list(onC(`request.query.orderBy.x == 'ASC'`), 'c', { orderBy: orderBy('x') })).toEqual({ allowed: true });
  });

  test('a filter on the document id is the last capture', () => {
    const byId = (id: string) => ({
      fieldFilter: {
        field: { fieldPath: '__name__' },
        op: 'EQUAL',
        value: { referenceValue: `projects/demo/databases/(default)/documents/c/${id}` },
      },
    });
    expect(list(onC('id == me && resource.id == me'), 'c', { where: byId('u1') }, me)).toEqual({ allowed: true });
    expect(list(onC('id == me'), 'c', { where: byId('u2') }, me)).toMatchObject({ allowed: false });
  });

  test('more than 30 disjuncts are refused', () => {
    const ones = (count: number) =>
      where(
        'x',
        'in',
        Array.from({ length: count }, () => 1),
      );
    expect(list(onC('d.x == 1'), 'c', { where: ones(30) })).toEqual({ allowed: true });
    expect(list(onC('d.x == 1'), 'c', { where: ones(31) })).toMatchObject({ allowed: false });
  });

  test('a field name in back-quotes', () => {
    expect(list(onC(`d['a-b'].c == 1`), 'c', { where: where('`a-b`.c', '==', 1) })).toEqual({ allowed: true });
  });
});
