import fc from 'fast-check';
import { expect, test } from 'vitest';
import { get, float, Stored, time, user, write } from '../rig.ts';
import { strings } from './strings.ts';

/* Every type, operator, method and name space of rules language, section 2, beyond the cases of its section 6. */

const STORED = {
  'c/x': {
    s: 'Trụ sở',
    i: 7,
    f: float(2),
    big: 9007199254740993n,
    nan: NaN,
    n: null,
    l: ['a', 'b', 'a'],
    m: { k: 1, toString: 2, __proto__x: 3 },
    t: time('2024-02-29T23:59:58.123456Z'),
    b: new Stored({ bytesValue: Buffer.from([0xfb, 0xff, 0x01]).toString('base64') }),
    r: new Stored({ referenceValue: 'projects/demo/databases/(default)/documents/k/1' }),
    other: new Stored({ referenceValue: 'projects/else/databases/(default)/documents/k/1' }),
    g: new Stored({ geoPointValue: { latitude: 21.0285, longitude: 105.8542 } }),
    v: new Stored({
      mapValue: {
        fields: { __type__: { stringValue: '__vector__' }, value: { arrayValue: { values: [{ doubleValue: 1 }] } } },
      },
    }),
  },
  'k/1': { n: 1 },
};

function outcome(condition: string): boolean | 'error' {
  const text = condition.replaceAll(/\bd\.(?=[a-z])/g, 'resource.data.').replaceAll(/ in d$/g, ' in resource.data');
  const source = `rules_version = '2'; service cloud.firestore { match /databases/{database}/documents {
    match /c/{id} { allow get: if ${text}; } } }`;
  const verdict = get(source, 'c/x', { stored: STORED, as: user('u1', { n: 3, claims: { admin: true } }) });
  if (verdict.allowed) return true;
  return verdict.why.endsWith('is false') ? false : 'error';
}

test.each<[string, boolean | 'error']>([
  // Numbers
  ['9223372036854775807 + 1 == 0', 'error'],
  ['-9223372036854775807 - 1 < 0', true],
  ['-(-9223372036854775807 - 1) > 0', 'error'],
  ['9223372036854775807 * 2 > 0', 'error'],
  ['(-9223372036854775807 - 1) / -1 > 0', 'error'],
  ['-7 % 3 == -1', true],
  ['7 % 0 == 0', 'error'],
  ['1.0 / 0 > 9223372036854775807', true],
  ['-1.0 / 0 < -9223372036854775807', true],
  ['0.0 / 0 == 0.0 / 0', false],
  ['d.nan != d.nan', true],
  ['d.nan < -9223372036854775807', true],
  ['d.i + d.f == 9', true],
  ['d.i + d.f is float', true],
  ['d.i * 2 is int', true],
  ['d.f is number && d.i is number', true],
  ['d.f is int', false],
  ['d.big == 9007199254740993', true],
  ['d.big == 9007199254740992', false],
  ['d.big == 9007199254740992.0', true],
  ['1 < 1.5 && 2 >= 2.0', true],
  ['true < false', 'error'],
  ['null < 1', 'error'],
  ['-true', 'error'],
  [`-duration.value(1, 's') == duration.value(-1, 's')`, true],
  [`!'x'`, 'error'],
  ['math.abs(-3) == 3 && math.abs(-3) is int', true],
  ['math.abs(-3.5) == 3.5', true],
  ['math.ceil(2.1) == 3 && math.ceil(2.1) is float && math.ceil(2) is float', true],
  ['math.floor(-2.1) == -3 && math.floor(-2.1) is float', true],
  ['math.round(2.5) == 3 && math.round(2.5) is int && math.round(-2.5) == -2', true],
  ['math.round(1.0 / 0) == 9223372036854775807 && math.round(-1.0 / 0) < 0 && math.round(d.nan) == 0', true],
  ['math.isInfinity(1.0 / 0) && !math.isInfinity(1)', true],
  ['math.round(2.4) == 2', true],
  ['math.sqrt(9) == 3.0', true],
  ['math.pow(2, 10) == 1024.0', true],
  ['math.isNaN(d.nan)', true],
  ['math.isNaN(1)', false],
  ['math.floor(d.nan) == 0', false],
  [`math.abs('1') == 1`, 'error'],
  // Strings
  [`'a' < 'b' && 'a' < 'aa'`, true],
  [`'\\uFFFD' < '\\uD83D\\uDE00'`, true],
  [`'Hà Nội'.upper() == 'Hà NộI'.upper() && 'hà'.upper() == 'Hà' && 'HÀ'.lower() == 'hÀ'`, true],
  [`'  x \\n'.trim() == 'x'`, true],
  [`d.s.size() == 6`, true],
  [`'\\uD83D\\uDE00x'.size() == 3`, true],
  [`'\\uD83D\\uDE00x'[2] == 'x' && '\\uD83D\\uDE00x'[2:3] == 'x'`, true],
  [`'abc'[0] == 'a' && 'abc'[2] == 'c'`, true],
  [`'abc'[3] == 'c'`, 'error'],
  [`'abc'[-1] == 'c'`, 'error'],
  [`'abc'[3:3] == ''`, 'error'],
  [`'abc'[0:0] == ''`, 'error'],
  [`'abc'[1:1] == ''`, true],
  [`'abc'[2:1] == ''`, 'error'],
  [`'abc'['a'] == 'c'`, 'error'],
  [`'abc'[1.0] == 'b'`, 'error'],
  [`'2026-W48'[0:4] == '2026' && int('2026-W48'[6:8]) == 48`, true],
  [`'a1b22c'.split('[0-9]+') == ['a', 'b', 'c']`, true],
  [`',a,'.split(',') == ['', 'a'] && ',,'.split(',') == [''] && ''.split(',') == ['']`, true],
  [`'ab'.split('') == ['', 'a', 'b'] && 'a.b'.split('.') == ['']`, true],
  [`'abc'.replace('(b)', '[$1]') == 'a[b]c' && 'abc'.replace('(?P<n>b)', '$' + '{n}!') == 'ab!c'`, true],
  [`'a.b'.replace('[.]', '$') == 'a$b' && 'a.b'.replace('[.]', '\\\\$1') == 'a$1b'`, true],
  [`'abc'.replace('b', '$1') == 'ac'`, 'error'],
  [`'x'.matches('' + '(')`, 'error'],
  [`'x'.matches(null)`, 'error'],
  [`'a\\nb'.matches('a.b')`, false],
  [`'a\\nb'.matches('(?s)a.b')`, true],
  [`'ạ'.matches('\\\\p{L}')`, true],
  [`'ab'.matches('a|ab')`, true],
  [`d.s.size(1) == 1`, 'error'],
  [`'x'.nothing() == 1`, 'error'],
  [`'x'.constructor() == 1`, 'error'],
  // Bytes and hashes
  [`'x'.toUtf8() == 'x'.toUtf8() && 'x'.toUtf8() is bytes`, true],
  [`d.b.size() == 3 && d.b.toBase64() == '-_8B' && d.b.toHexString() == 'FBFF01'`, true],
  [`hashing.md5('').toHexString() == 'D41D8CD98F00B204E9800998ECF8427E'`, true],
  [
    `hashing.sha256('abc'.toUtf8()).toHexString() == 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD'`,
    true,
  ],
  [`hashing.crc32c('123456789').toHexString() == '839206E3'`, true],
  [`hashing.md5(1).size() == 16`, 'error'],
  // Lists and sets
  [`d.l == ['a', 'b', 'a'] && d.l != ['a', 'b']`, true],
  [`[1, [2.0]] == [1, [2.0]] && [1] != [1.0] && [[2]] != [[2.0]]`, true],
  [`1 == 1.0 && !(1 in [1.0]) && 1 in [1.0].toSet()`, true],
  [`[1, 2].removeAll([1.0]) == [1, 2] && ![1].hasAny([1.0]) && ![1].hasOnly([1.0])`, true],
  [`'b' in d.l && !('c' in d.l)`, true],
  [`1 in 'abc'`, 'error'],
  [`d.l[1] == 'b' && d.l[0:2] == ['a', 'b']`, true],
  [`d.l[3] == 'a'`, 'error'],
  [`d.l[1:4] == []`, 'error'],
  [`[1].concat([2]) == [1, 2]`, true],
  [`[1] + [2] == [1, 2]`, 'error'],
  [`d.l.join('-') == 'a-b-a' && [1, true, 2.0, null].join(',') == '1,true,2.0,null'`, true],
  [`[[1]].join(',') == '1'`, 'error'],
  [`[].join(',') == ''`, true],
  [`d.l.removeAll(['a']) == ['b']`, true],
  [`d.l.hasAll(['a', 'b']) && d.l.hasAny(['b', 'x']) && !d.l.hasOnly(['a'])`, true],
  [`d.l.hasAll(['a', 'b'].toSet())`, 'error'],
  [`d.m.keys().hasAny(['k'].toSet())`, 'error'],
  [`d.l.toSet().hasAll(['a', 'b'].toSet()) && d.l.toSet().hasAll(['a', 'b'])`, true],
  [`[].hasOnly(['a']) && ['a'].hasAll([]) && !['a'].hasAny([])`, true],
  [`[1].hasAll([1.0])`, false],
  [`[1].toSet().hasAll([1.0]) && [1].toSet() == [1.0].toSet()`, true],
  [`d.l.hasAll('a')`, 'error'],
  [`d.l.toSet().size() == 2 && d.l.toSet() is set`, true],
  [`['a', 'b'].toSet() == ['b', 'a'].toSet()`, true],
  [`[1, 1.0].toSet().size() == 1 && [[1], [1.0], {'a': 1}, {'a': 1.0}].toSet().size() == 4`, true],
  [`['a', 'b'].toSet().difference(['b', 'c'].toSet()) == ['a'].toSet()`, true],
  [`['a', 'b'].toSet().intersection(['b', 'c'].toSet()) == ['b'].toSet()`, true],
  [`['a', 'b'].toSet().union(['b', 'c'].toSet()).size() == 3`, true],
  [`'a' in ['a'].toSet()`, true],
  [`[d.nan] == [d.nan]`, false],
  [`[d.missing].size() == 1`, 'error'],
  // Maps
  [`d.m.k == 1 && d.m['k'] == 1 && d.m.toString == 2`, true],
  [`d.m.constructor == 1`, 'error'],
  [`'constructor' in d.m || '__proto__' in d.m || 'hasOwnProperty' in d.m`, false],
  [`'constructor' in d.m`, false],
  [`d.m.get('k', 0) == 1 && d.m.get('x', 5) == 5 && d.get.get(['a'], 0) == 0`, 'error'],
  [`resource.data.get(['m', 'k'], 0) == 1 && resource.data.get(['m', 'x', 'y'], null) == null`, true],
  [`d.m.get('k') == 1`, 'error'],
  [`{'a': 1, 'b': 2}.keys() == ['a', 'b'] && {'a': 1}.values() == [1]`, true],
  [`{'a': 1, 'b': 2}.keys().size() == 2 && {}.keys().size() == 0`, true],
  [`[1].keys().size() == 1`, 'error'],
  [`{'a': 1}.keys().size(1) == 1`, 'error'],
  [`{'a': {'b': [1]}} == {'a': {'b': [1.0]}} || {'a': 1} == {'a': 1.0}`, false],
  [`{'a': 1, 'b': d.nan}.diff({'a': 1.0, 'b': d.nan}).affectedKeys().size() == 0`, true],
  [`{'a': 1} == {'a': 1, 'b': null}`, false],
  [`{1: 'a'}.size() == 1`, 'error'],
  [`d.n.k == 1`, 'error'],
  [`d.n.size() == 1`, 'error'],
  [`{'a': 1, 'b': 2, 'c': 3}.diff({'b': 2, 'c': 4, 'd': 5}).addedKeys() == ['a'].toSet()`, true],
  [`{'a': 1, 'b': 2, 'c': 3}.diff({'b': 2, 'c': 4, 'd': 5}).removedKeys() == ['d'].toSet()`, true],
  [`{'a': 1, 'b': 2, 'c': 3}.diff({'b': 2, 'c': 4, 'd': 5}).changedKeys() == ['c'].toSet()`, true],
  [`{'a': 1, 'b': 2, 'c': 3}.diff({'b': 2, 'c': 4, 'd': 5}).unchangedKeys() == ['b'].toSet()`, true],
  [`{'a': 1, 'b': 2, 'c': 3}.diff({'b': 2, 'c': 4, 'd': 5}).affectedKeys() == ['a', 'c', 'd'].toSet()`, true],
  [`{}.diff({}) is map_diff`, true],
  // Paths
  [`/a/b[1] == 'b'`, true],
  [`/a/b[2] == 'b'`, 'error'],
  [`(/a/b)[1] == 'b' && path('/a/b')[0] == 'a'`, true],
  [`path('u/{x}').bind({'x': 'k'}).x == 'k' && path('u/$(x)').bind({'x': 'k'})['x'] == 'k'`, true],
  [`(/u/{who}).bind({'who': 'me'}) == /u/me`, true],
  [`(/u/$(who)).bind({'who': 'me'}) == /u/me`, 'error'],
  [`(/u/{who}).bind({'who': 1}) == /u/me`, 'error'],
  [`(/a/b/c)[1:3] == /b/c`, true],
  [`request.path == /databases/$(database)/documents/c/$(id) && resource.__name__ == request.path`, true],
  [`/a/$(1)/$(null)/$(true)/$(2.5) == path('a/1/null/true/2.5') && /a/$('') != /a/b`, true],
  [`/a/$([]) == /a/b`, 'error'],
  [`exists(/databases/$(database)/documents/k/$(1)) && !exists(/databases/$(database)/documents/k/$('1/x/2'))`, true],
  [`exists(/databases/$(database)/documents/k/$(''))`, 'error'],
  [`get(/databases/$(database)/documents/k/$('1/x/2')) == null`, 'error'],
  [`string(/a/b) == '/a/b'`, true],
  [`path(/a/b) == /a/b`, 'error'],
  [`d.r == /databases/(default)/documents/k/1 && d.r is path`, true],
  [`get(d.r).data.n == 1 && get(d.r).id == '1' && get(d.r).__name__ == d.r`, true],
  [`d.other == d.r`, false],
  [`exists(d.other)`, 'error'],
  [`exists(/databases/$(database)/documents/k)`, 'error'],
  [`exists(/databases/other/documents/k/1)`, 'error'],
  [`exists('databases/(default)/documents/k/1')`, 'error'],
  [`exists(path('/databases/(default)/documents/k/1'))`, true],
  // Time
  [`request.time.year() == 2026 && request.time.month() == 11 && request.time.day() == 24`, true],
  [
    `request.time.hours() == 5 && request.time.minutes() == 6 && request.time.seconds() == 7 && request.time.nanos() == 89000000`,
    true,
  ],
  [`request.time.dayOfWeek() == 2 && request.time.dayOfYear() == 328`, true],
  [`d.t.dayOfYear() == 60 && d.t.dayOfWeek() == 4 && d.t.nanos() == 123456000`, true],
  [`timestamp.date(2024, 12, 31).dayOfYear() == 366 && timestamp.date(2023, 1, 1).dayOfWeek() == 7`, true],
  [
    `timestamp.date(1969, 12, 31).dayOfWeek() == 3 && timestamp.value(-1).hours() == 23 && timestamp.value(-1).nanos() == 999000000`,
    true,
  ],
  [`timestamp.date(2023, 2, 29) is timestamp`, 'error'],
  [`timestamp.date(2023, 13, 1) is timestamp`, 'error'],
  [`timestamp.date(0, 1, 1) is timestamp`, 'error'],
  [`timestamp.date(9999, 12, 31) + duration.value(1, 'd') is timestamp`, 'error'],
  [`d.t.date() == timestamp.date(2024, 2, 29) && d.t.time() == duration.time(23, 59, 58, 123456000)`, true],
  [`d.t.toMillis() == 1709251198123`, true],
  [`d.t + duration.value(1, 'w') - d.t == duration.value(7, 'd')`, true],
  [`duration.value(90, 'm').seconds() == 5400 && duration.value(1500, 'ms').nanos() == 500000000`, true],
  [`duration.value(1, 's') + duration.value(1, 'ns') > duration.value(1000, 'ms')`, true],
  [`duration.abs(duration.value(-3, 'h')) == duration.value(3, 'h')`, true],
  [`duration.value(1, 'y') is duration`, 'error'],
  [`d.t < request.time && request.time >= request.time`, true],
  [`d.t < 5`, 'error'],
  // Places and vectors
  [`d.g.latitude() == 21.0285 && d.g is latlng`, true],
  [
    `latlng.value(0, 0).distance(latlng.value(0, 1)) > 111000 && latlng.value(0, 0).distance(latlng.value(0, 1)) < 111400`,
    true,
  ],
  [`latlng.value(1, 2) == latlng.value(1.0, 2.0)`, true],
  [`latlng.value(0, 181) is latlng`, 'error'],
  [`d.v == d.v && d.v is vector && !(d.v is map)`, true],
  [`d.v.value == 1`, 'error'],
  // Conversions
  [`int('42') == 42 && int('-7') == -7 && int(2.9) == 2 && int(-2.9) == -2 && int(3) == 3`, true],
  [`int('4x') == 4`, 'error'],
  [`int('9223372036854775808') == 0`, 'error'],
  [`int(d.nan) == 0`, 'error'],
  [`int(true) == 1`, 'error'],
  [`float('1.5') == 1.5 && float(2) is float && float('2') == 2`, true],
  [`float('x') == 1.5`, 'error'],
  [
    `string(1) == '1' && string(true) == 'true' && string(null) == 'null' && string('x') == 'x' && string(1.25) == '1.25' && string(0.0) == '0.0' && string(10000000.0) == '1.0E7' && string(0.00012) == '1.2E-4'`,
    true,
  ],
  [`string([1]) == '1'`, 'error'],
  [`bool('true')`, 'error'],
  [`debug(1) == 1`, true],
  // What a request looks like
  [
    `request.method == 'get' && !('resource' in request) && resource.id == 'x' && id == 'x' && database == '(default)'`,
    true,
  ],
  [`request.auth.token.claims.admin && request.auth.token.n == 3 && request.auth.uid == 'u1'`, true],
  [`request.query.limit == 1`, 'error'],
  [`request is map && resource is map && request.auth is map && !(null is map)`, true],
  [`1 is constraint`, false],
  // Errors as values
  [`d.missing == 1 ? true : true`, 'error'],
  [`(true ? 1 : d.missing) == 1`, true],
  [`(1 == 1 || d.missing) && !(d.missing && false)`, true],
  [`1 == 1 && 'x'`, 'error'],
  [`!(d.missing == 1 || false)`, 'error'],
  [`!(d.missing == 1 && true)`, 'error'],
])('%s is %s', (condition, expected) => {
  expect(outcome(condition)).toBe(expected);
});

test('an argument or a let that is an error does harm only where it is used', () => {
  const rules = (use: string) => `rules_version = '2'; service cloud.firestore { match /databases/{database}/documents {
    function unused(x, y) { let z = x.missing; return ${use}; }
    match /c/{id} { allow create: if unused(request.resource.data, request.resource.data.missing); } } }`;
  expect(write(rules('true || y || z == 1'), 'c/x', {})).toEqual({ allowed: true });
  expect(write(rules('y || true'), 'c/x', {})).toEqual({ allowed: true });
  expect(write(rules('y'), 'c/x', {})).toMatchObject({ allowed: false });
  expect(write(rules('z == 1'), 'c/x', {})).toMatchObject({ allowed: false });
});

test.each([
  ['[a-z]{1,3}(-[0-9]+)?'],
  ['(a|ab)(c|bcd)*'],
  ['\\p{L}+( \\p{L}+)*'],
  ['[1-9][0-9]{3}-W(0[1-9]|[1-4][0-9]|5[0-3])'],
  ['([^\\n]{1,20}\\n)*[^\\n]{1,20}'],
])('matches(%s) is what a whole-text regular expression says', (pattern) => {
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  const run = strings.get('matches')!.run as (text: string, pattern: string) => unknown;
  const near = fc
    .tuple(fc.stringMatching(whole), fc.nat(), fc.constantFrom('', '', 'a', '\n', '-', 'Ậ'))
    .map(([text, at, by]) => {
      const from = at % (text.length + 1);
      return by === '' ? text : text.slice(0, from) + by + text.slice(from);
    });
  fc.assert(
    fc.property(near, (text) => {
      expect(run(text, pattern)).toBe(whole.test(text));
    }),
    { numRuns: 200 },
  );
});
