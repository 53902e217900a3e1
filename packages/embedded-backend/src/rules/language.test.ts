import { expect, test } from 'vitest';
import type { Verdict } from './ruleset.ts';
import { get, list, NOW, time, user, where, write, type World } from './rig.ts';

/* The 60 cases of the rules language notes, section 6; `d` = resource.data, `n` = request.resource.data. */

const full = (condition: string) =>
  condition.replaceAll(/\bd\b(?=[.)[ ])|\bd$/g, 'resource.data').replaceAll(/\bn\b(?=[.)[])/g, 'request.resource.data');
const rules = (condition: string) =>
  `rules_version = '2'; service cloud.firestore { match /databases/{database}/documents {
     match /c/{id} { allow read, write: if ${full(condition)}; } } }`;

const STORED = { 'c/x': { a: 1, s: 'x', z: null } };

test.each([
  [1, `d.q == null`, false],
  [2, `!('q' in d)`, true],
  [3, `!(d.q == 1)`, false],
  [4, `d.q == 1 || true`, true],
  [5, `true || d.q == 1`, true],
  [6, `d.q == 1 || false`, false],
  [7, `(d.q == 1 && false) || true`, true],
  [8, `d.q == 1 && true`, false],
  [9, `'x' && true`, false],
  [10, `d.a ? true : true`, false],
  [11, `d.z == null`, true],
  [12, `d.z > 1 || true`, true],
  [13, `d.a == '1'`, false],
  [14, `!(d.a == '1')`, true],
  [15, `d.a < 'x'`, false],
  [16, `1 == 1.0`, true],
  [17, `10 / 4 == 2`, true],
  [18, `-7 / 2 == -3`, true],
  [19, `10 / 4.0 == 2.5`, true],
  [20, `10 / 0 == 0 || true`, true],
  [21, `10 % 3 == 1`, true],
  [22, `d.a is float`, false],
  [23, `'a' + 1 == 'a1'`, false],
  [24, `'hello world'.matches('world')`, false],
  [25, `'a.b'.matches('a\\\\.b')`, true],
  [26, `'banana'.replace('ana','ee') == 'beena'`, true],
  [27, `'a/b/c'.split('/').size() == 3`, true],
  [28, `'é'.toUtf8().size() == 2`, true],
  [29, `'abc'[0:2] == 'ab'`, true],
  [30, `'abc'[0:9] == 'abc'`, false],
  [31, `[1,2].toSet().difference([1]).size() == 1`, false],
  [32, `['a','a','b'].hasOnly(['a','b','c'])`, true],
  [33, `d.hasAll(['a'])`, false],
  [34, `d.keys().hasAll(['a'])`, true],
  [35, `d.get(['s','t'], 7) == 7`, true],
  [36, `{'a':0}.diff({'a':1,'b':4}).affectedKeys() == ['a','b'].toSet()`, true],
  [37, `['a'].toSet() == ['a']`, false],
  [38, `'toString' in d`, false],
  [39, `/a/$('b') == path('a/b')`, true],
  [40, `path('u/{x}').bind({'x':'k'})[1] == 'k'`, true],
  [41, `timestamp.value(60000) - timestamp.value(0) == duration.value(1,'m')`, true],
  [42, `hashing.crc32('123456789').toHexString() == '2639F4CB'`, true],
  [43, `latlng.value(-100, 0) is latlng`, false],
  [44, `string(2.0) == '2.0'`, true],
  [45, `request.auth.uid == 'u'`, false],
  [46, `request.auth != null`, false],
  [53, `get(/databases/$(database)/documents/c/none) == null`, false],
])('case %i: `%s` on a stored document', (_number, condition, allowed) => {
  expect(get(rules(condition), 'c/x', { stored: STORED })).toMatchObject({ allowed });
});

const K1 = '/databases/$(database)/documents/k/1';
const create = (condition: string, world?: World) => write(rules(condition), 'c/new', { t: time(NOW) }, world);
const updateS = (condition: string) => write(rules(condition), 'c/x', { a: 1, s: 'y', z: null }, { stored: STORED });
const batch: World = { stored: { 'k/1': { n: 1 } }, written: { 'k/1': { n: 2 } } };

test.each<[number, string, boolean, (condition: string) => Verdict]>([
  [47, `request.auth.token.role == 'x'`, false, (rule) => get(rules(rule), 'c/x', { stored: STORED, as: user('u') })],
  [48, `n.t == request.time`, true, create],
  [49, `n.a == 1`, true, updateS],
  [50, `n.diff(d).affectedKeys().hasOnly(['s'])`, true, updateS],
  [51, `resource == null`, true, (rule) => get(rules(rule), 'c/missing', { stored: STORED })],
  [52, `d.a == 1`, false, create],
  [54, `existsAfter(request.path)`, true, create],
  [55, `existsAfter(request.path)`, false, (rule) => write(rules(rule), 'c/x', null, { stored: STORED })],
  [56, `getAfter(${K1}).data.n == 2`, true, (rule) => create(rule, batch)],
  [57, `get(${K1}).data.n == 2`, false, (rule) => create(rule, batch)],
])('case %i: `%s` in its own request', (_number, condition, allowed, ask) => {
  expect(ask(condition)).toMatchObject({ allowed });
});

test('case 58: of two matching blocks one that allows is enough', () => {
  const two = (second: string) =>
    `rules_version = '2'; service cloud.firestore { match /databases/{database}/documents {
       match /c/{id} { allow read: if false; } match /c/{x=**} { allow read: if ${second}; } } }`;
  expect(get(two('true'), 'c/x', { stored: STORED })).toEqual({ allowed: true });
  expect(get(two('false'), 'c/x', { stored: STORED })).toMatchObject({ allowed: false });
});

test.each([
  ['2', true],
  ['1', false],
])('case 59: in version %s `{r=**}` matches nothing at all: %s', (version, allowed) => {
  const source = `rules_version = '${version}'; service cloud.firestore { match /databases/{database}/documents {
    match /c/{id}/{r=**} { allow read: if true; } } }`;
  expect(get(source, 'c/x', { stored: STORED })).toMatchObject({ allowed });
});

test.each([
  [10, true],
  [11, false],
])('case 60: %i different documents looked up for one request: %s', (count, allowed) => {
  const numbers = Array.from({ length: count }, (_, at) => at);
  const stored = { ...STORED, ...Object.fromEntries(numbers.map((at) => [`k/${at}`, {}])) };
  const condition = numbers.map((at) => `exists(/databases/$(database)/documents/k/${at})`).join(' && ');
  expect(get(rules(condition), 'c/x', { stored })).toMatchObject({ allowed });
});

test('a list query that the filter proves', () => {
  expect(list(rules('d.a == 1'), 'c', { where: where('a', '==', 1) })).toEqual({ allowed: true });
});
