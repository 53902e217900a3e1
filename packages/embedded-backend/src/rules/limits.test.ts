import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { documentAt, get, list, NOW, ROOT, user } from './rig.ts';
import { RulesError } from './ruleset.ts';

/* Rules language, section 4. */

const inDatabase = (body: string) =>
  `rules_version = '2'; service cloud.firestore { match /databases/{database}/documents { ${body} } }`;
const onC = (condition: string) => inDatabase(`match /c/{id} { allow read: if ${condition}; }`);
const times = (count: number, one: (at: number) => string, by: string) =>
  Array.from({ length: count }, (_, at) => one(at)).join(by);
const k = (at: number | string) => `/databases/$(database)/documents/k/${at}`;

test('the same document looked up again is free', () => {
  expect(
    get(onC(times(30, () => `exists(${k(1)}) && get(${k(1)}).id == '1'`, ' && ')), 'c/x', {
      stored: { 'c/x': {}, 'k/1': {} },
    }),
  ).toEqual({ allowed: true });
});

test('a batch may look up 20 documents, each of its operations 10', () => {
  const stored = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`k/${at}`, {}]));
  const rules = compile(
    inDatabase(
      `match /c/{id} { allow get: if ${times(10, (at) => `exists(/databases/$(database)/documents/k/$(string(int(id) * 10 + ${at})))`, ' && ')}; }`,
    ),
  );
  const budget = { perRequest: 20, cache: new Map(), used: 0 };
  const reader = {
    get: (name: string) => {
      const path = name.slice(ROOT.length + 1);
      return Object.hasOwn(stored, path) ? documentAt(path, {}) : null;
    },
  };
  const ask = (id: number) =>
    rules.judge(
      { method: 'get', name: `${ROOT}/c/${id}`, resource: null, identity: { kind: 'anonymous' }, time: NOW },
      { before: reader, after: reader },
      budget,
    );
  expect(ask(0)).toEqual({ allowed: true });
  expect(ask(1)).toEqual({ allowed: true });
  expect(ask(1)).toEqual({ allowed: true });
  expect(ask(2)).toMatchObject({ allowed: false, why: expect.stringContaining('documents were read') });
  expect(
    get(onC(times(11, (at) => `exists(${k(at)})`, ' && ')), 'c/x', {
      stored: { 'c/x': {}, ...stored },
      perRequest: 20,
    }),
  ).toMatchObject({ allowed: false });
});

test('a document too many is an error like others: something true beside it allows', () => {
  const eleven = times(11, (at) => `exists(${k(at)})`, ' || ');
  expect(get(onC(`(${eleven}) || true`), 'c/x')).toEqual({ allowed: true });
  expect(get(onC(`(${eleven}) || false`), 'c/x')).toMatchObject({ allowed: false });
});

test('expressions over the limit deny even beside something true', () => {
  const many = `(${times(8, () => `(${times(40, () => 'id == id', ' && ')})`, ' && ')})`;
  expect(get(onC(`${many} || true`), 'c/x')).toMatchObject({ allowed: false });
});

test.each<[string, string, number]>([
  // What Google's emulator takes, measured: so many times the condition and no more.
  ['true', '', 334],
  ['1 == 1', '', 200],
  ['f()', 'function f() { return true; }', 250],
  ['f(1)', 'function f(x) { return x == 1; }', 143],
  ['f(1)', 'function f(x) { let y = x; return y == 1; }', 111],
  ['resource.data.a is int', '', 143],
  ['resource.data.keys().hasAll(["a"])', '', 125],
  ['!false', '', 250],
  ['(true ? true : false)', '', 167],
  ['/a/b/$(id) != /a', '', 111],
])('`%s` with `%s` is evaluated %i times in one request', (condition, functions, most) => {
  const ask = (count: number) => {
    const rows = Array.from({ length: Math.ceil(count / 40) }, (_, row) =>
      times(Math.min(40, count - row * 40), () => condition, ' && '),
    );
    const rules = inDatabase(
      `${functions} match /c/{id} { allow read: if ${rows.map((row) => `(${row})`).join(' && ')}; }`,
    );
    return get(rules, 'c/x', { stored: { 'c/x': { a: 1 } } });
  };
  expect(ask(most)).toEqual({ allowed: true });
  expect(ask(most + 1)).toMatchObject({ allowed: false, why: expect.stringContaining('1000 expressions') });
});

test('a list query looks up 10 documents, too', () => {
  const stored = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`k/${at}`, {}]));
  const lookUps = (count: number) => onC(times(count, (at) => `exists(${k(at)})`, ' && '));
  expect(list(lookUps(10), 'c', {}, { stored, as: user('u') })).toEqual({ allowed: true });
  expect(list(lookUps(11), 'c', {}, { stored, as: user('u') })).toMatchObject({ allowed: false });
});

test('1,000 expressions are evaluated, not more', () => {
  // Each `true` and each `&&` counts.
  const doubling = (levels: number) =>
    times(levels, (at) => `function f${at + 1}() { return f${at}() && f${at}(); }`, '\n');
  const rules = (levels: number) =>
    inDatabase(`function f0() { return true; } ${doubling(levels)} match /c/{id} { allow read: if f${levels}(); }`);
  expect(get(rules(6), 'c/x')).toEqual({ allowed: true });
  expect(get(rules(12), 'c/x')).toMatchObject({ allowed: false, why: expect.stringContaining('1000 expressions') });
});

test('calls are nested 21 deep, not deeper', () => {
  const rules = (depth: number) =>
    inDatabase(
      `function f1() { return true; } ${times(depth - 1, (at) => `function f${at + 2}() { return f${at + 1}(); }`, '\n')} match /c/{id} { allow read: if f${depth}(); }`,
    );
  expect(get(rules(21), 'c/x')).toEqual({ allowed: true });
  expect(get(rules(22), 'c/x')).toMatchObject({ allowed: false, why: expect.stringContaining('21 deep') });
});

test.each<[string, (count: number) => string, number]>([
  ['parameters', (count) => inDatabase(`function f(${times(count, (at) => `p${at}`, ', ')}) { return true; }`), 7],
  [
    'nested matches',
    (count) =>
      `service cloud.firestore { ${times(count, (at) => `match /c${at}/d {`, ' ')} allow read; ${'}'.repeat(count)} }`,
    11,
  ],
  [
    'segments of a path',
    (count) => `service cloud.firestore { match /${times(count, () => 'a', '/')} { allow read; } }`,
    100,
  ],
  [
    'captures of a path',
    (count) =>
      `service cloud.firestore { match /${times(count - 1, (at) => `{c${at}}`, '/')} { match /{last} { allow read; } } }`,
    20,
  ],
])('%s are counted when the file is read', (_what, source, most) => {
  expect(() => compile(source(most))).not.toThrow();
  expect(() => compile(source(most + 1))).toThrow(RulesError);
});

test('a value that doubles at every step ends in a denial, not in a crash', () => {
  const steps = times(10, (at) => `let a${at + 1} = a${at} + a${at};`, ' ').replace('a0 + a0', 'x + x');
  const body = `function grow(x) { ${steps} return a10; } match /c/{id} { allow read: if grow(grow(grow('0123456789'))).matches('x*'); }`;
  expect(get(inDatabase(body), 'c/x')).toMatchObject({ allowed: false });
});

test('what the log says names the file, the place and the part that was not true', () => {
  const rules = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    function owns(doc) {
      return doc.data.owner == request.auth.uid
        && doc.data.size < 5;
    }
    match /c/{id} {
      allow read: if owns(resource);
      allow get: if request.auth.token.admin;
      allow write: if false;
    }
  }
}`;
  const why = (owner: string) => {
    const verdict = get(rules, 'c/x', { stored: { 'c/x': { owner, size: 9 } }, as: user('u1') });
    return verdict.allowed ? '' : verdict.why;
  };
  expect(why('u1')).toBe(
    'get /databases/(default)/documents/c/x: firestore.rules:9:7 allow read: `doc.data.size < 5` at 6:12 is false; ' +
      'firestore.rules:10:7 allow get: `request.auth.token.admin` at 10:21 failed (there is no field "admin")',
  );
  expect(why('u2')).toContain('`doc.data.owner == request.auth.uid` at 5:14 is false');
  expect(get(rules, 'other/x')).toEqual({
    allowed: false,
    why: 'get /databases/(default)/documents/other/x: no rule matches',
  });
  expect(list(rules, 'c', {}, { as: user('u1') })).toEqual({
    allowed: false,
    why: 'list /databases/(default)/documents/c: firestore.rules:9:7 allow read: `doc.data.owner == request.auth.uid` at 5:14 is not true of every document that the query may return',
  });
});

test.each([
  `int(d.secret) == 1`,
  `float(d.secret) == 1`,
  `'x'.matches(d.secret)`,
  `timestamp.date(d.number, 1, 1) == request.time`,
  `duration.value(1, d.secret) == duration.value(1, 's')`,
  `latlng.value(d.number, 1) == latlng.value(1, 1)`,
  `get(/databases/$(database)/documents/k/$(d.secret)).data.x`,
  `exists(/databases/$(d.secret)/documents/k/1)`,
  `exists(path(d.secret))`,
  `int(d.number / 0.0) == 1`,
  `d.text[d.number] == 'x'`,
  `d[d.secret] == 1`,
  `path('a/{x}').bind({'x': d.number}) == /a/b`,
  `d.secret == 'other'`,
])('what the log says of `%s` has nothing of the document', (condition) => {
  const rules = onC(condition.replaceAll('d.', 'resource.data.').replaceAll('d[', 'resource.data['));
  const verdict = get(rules, 'c/x', { stored: { 'c/x': { secret: '(0912-secret', number: 912345, text: 'secret' } } });
  expect(verdict).toMatchObject({ allowed: false });
  expect(JSON.stringify(verdict)).not.toMatch(/0912|912345|"secret|-secret/);
});

describe('what users store cannot make the rules work without end', () => {
  const x = 'x'.repeat(200_000);
  const many = Array.from({ length: 50_000 }, (_, at) => at);
  const repeated = (one: string, count: number, by: string) => times(count, () => one, by);

  test.each<[string, string, Record<string, unknown>, RegExp]>([
    ['a replacement in each place', `d.a.replace('x', d.b).size() > 0`, { a: x, b: x }, /more than 8000000 characters/],
    [
      'a replacement in each place of a pattern',
      `d.a.replace('[x]', d.b).size() > 0`,
      { a: x, b: 'y'.repeat(100) },
      /more than 8000000 characters/,
    ],
    ['a long separator', `d.list.join(d.a).size() > 0`, { list: many, a: x }, /more than 8000000 characters/],
    [
      'a costly pattern searched for in a long text',
      `d.a.replace('[ab]*a[ab]{500}', '').size() > 0`,
      { a: x },
      /too long for it/,
    ],
    ['a costly pattern to split by', `d.a.split('[ab]*a[ab]{500}').size() > 0`, { a: x }, /too long for it/],
    ['a long pattern', `'x'.matches(d.a)`, { a: x }, /more than 20000 characters/],
    ['a long path', `path(d.a) is path`, { a: '/a'.repeat(400_000) }, /a path has more than 20000 characters/],
    [
      'long lists compared again and again',
      `(${repeated('d.list.hasAll(d.list)', 75, ' && ')}) && (${repeated('d.list.hasAll(d.list)', 75, ' && ')})`,
      { list: many },
      /too large in all/,
    ],
    [
      'long lists looked through again and again',
      `(${repeated('!(0.5 in d.list)', 60, ' && ')}) && (${repeated('!(0.5 in d.list)', 60, ' && ')})`,
      { list: many },
      /too large in all/,
    ],
    [
      'long texts matched again and again',
      `(${repeated(`d.a.matches('(a|b|x)*')`, 75, ' && ')}) && (${repeated(`d.a.matches('(a|b|x)*')`, 75, ' && ')})`,
      { a: x },
      /too large in all/,
    ],
  ])('%s', (_what, condition, data, why) => {
    const verdict = get(onC(condition.replaceAll('d.', 'resource.data.')), 'c/x', { stored: { 'c/x': data } });
    expect(verdict).toEqual({ allowed: false, why: expect.stringMatching(why) });
  });

  test('a document as large as they come is judged', () => {
    const data = { text: 'x'.repeat(900_000), list: many };
    const condition = `d.text.matches('(a|b|x)*') && d.text.replace('x', '').size() == 0 && d.text.split('y').size() == 1
      && d.list.hasAll([7]) && d.list.concat([d.text]).size() == 50001`;
    expect(get(onC(condition.replaceAll('d.', 'resource.data.')), 'c/x', { stored: { 'c/x': data } })).toEqual({
      allowed: true,
    });
  });

  test('a chain as long as the language allows', () => {
    const rules = compile(onC(`1${' + 1'.repeat(97)} == 98`));
    expect(get(rules, 'c/x')).toEqual({ allowed: true });
    rules.coverage();
    expect(get(rules, 'c/x')).toEqual({ allowed: true });
    const nested = `${'string('.repeat(90)}1${')'.repeat(90)} == '1'`;
    expect(get(onC(nested), 'c/x')).toEqual({ allowed: true });
  });

  test('expressions as long as they come, in functions as deep as they come', () => {
    const chain = (inner: string) => `${inner}${' + 1'.repeat(40)}`;
    const body = times(20, (at) => `function f${at}(x) { return ${chain(at === 0 ? 'x' : `f${at - 1}(x)`)}; }`, '\n');
    expect(get(inDatabase(`${body} match /c/{id} { allow read: if f19(1) > 0; }`), 'c/x')).toMatchObject({
      allowed: false,
      why: expect.stringContaining('1000 expressions'),
    });
  });
});
