import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { RulesError } from './ruleset.ts';
import { get, list, NOW, time, user, where, write } from './rig.ts';

const times = (count: number, one: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => one(at)).join('');

const corpus = new URL('./corpus/', import.meta.url);
const names = readdirSync(corpus);
const read = (name: string) => readFileSync(new URL(name, corpus), 'utf8');

test.each(names)('reads %s as people write it, without a warning', (name) => {
  expect(compile(read(name)).warnings).toEqual([]);
});

test('rules of the corpus do what they say', () => {
  expect(get(read('template-without-semicolon.rules'), 'any/thing')).toEqual({ allowed: true });
  expect(get(read('locked.rules'), 'any/thing')).toMatchObject({ allowed: false });
  expect(get(read('comments-everywhere.rules'), 'c/x')).toEqual({ allowed: true });
  expect(
    get(read('formatted-paths.rules'), 'rooms/r', {
      as: user('u'),
      stored: { 'members/u': {}, 'rooms/r': { open: true } },
    }),
  ).toEqual({ allowed: true });
  expect(write(read('formatted-paths.rules'), 'rooms/r', {}, { stored: { 'locks/r': { free: true } } })).toEqual({
    allowed: true,
  });
  expect(get(read('deep-nesting.rules'), 'a/x/b/1/c/1/d/1/e/1/f/1/g/1/h/1/i/x')).toEqual({ allowed: true });
  expect(
    get(read('functions-at-all-levels.rules'), 'teams/t/notes/n', {
      as: user('u'),
      stored: { 'teams/t/members/u': {} },
    }),
  ).toEqual({ allowed: true });
  expect(get(read('functions-at-all-levels.rules'), 'reports/r', { as: user('u', { roles: ['auditor'] }) })).toEqual({
    allowed: true,
  });
  expect(list(read('collection-groups.rules'), '**/posts', { limit: 50 }, { as: user('u') })).toEqual({
    allowed: true,
  });
  const game = { white: 'w', black: 'b', moves: ['e2-e4'] };
  const move = (text: string) =>
    write(
      read('chess-game.rules'),
      'games/g',
      { ...game, moves: ['e2-e4', text] },
      { as: user('b'), stored: { 'games/g': game } },
    );
  expect(move('e7-e5')).toEqual({ allowed: true });
  expect(move('e7-e9')).toMatchObject({ allowed: false });
});

test('rules of the corpus do what they say, in batches and for roles', () => {
  const story = { title: 'T', content: 'c', roles: { o: 'owner', w: 'writer', r: 'reader' } };
  const stories = read('story-roles.rules');
  const at = { stored: { 'stories/s': story } };
  expect(get(stories, 'stories/s', { ...at, as: user('r') })).toEqual({ allowed: true });
  expect(get(stories, 'stories/s', { ...at, as: user('stranger') })).toMatchObject({ allowed: false });
  expect(get(stories, 'stories/s', at)).toMatchObject({ allowed: false });
  const change = (uid: string, data: object) => write(stories, 'stories/s', { ...data }, { ...at, as: user(uid) });
  expect(change('w', { ...story, content: 'new' })).toEqual({ allowed: true });
  expect(change('w', { roles: story.roles, content: 'new', title: 'T' })).toEqual({ allowed: true });
  expect(change('w', { ...story, title: 'new' })).toMatchObject({ allowed: false });
  expect(change('w', { ...story, more: 1 })).toMatchObject({ allowed: false });
  expect(change('w', { title: 'T', roles: story.roles, other: 'c' })).toMatchObject({ allowed: false });
  expect(change('o', { ...story, title: 'new' })).toEqual({ allowed: true });
  const comment = (uid: string, by: string) =>
    write(stories, 'stories/s/comments/c', { user: by }, { ...at, as: user(uid) });
  expect(comment('w', 'w')).toEqual({ allowed: true });
  expect(comment('w', 'o')).toMatchObject({ allowed: false });
  expect(comment('r', 'r')).toMatchObject({ allowed: false });

  const pairs = read('pairs-of-people.rules');
  const befriend = (id: string, uids: string[]) => write(pairs, `friendships/${id}`, { uids }, { as: user('u2') });
  expect(befriend('u1_u2', ['u2', 'u1'])).toEqual({ allowed: true });
  expect(befriend('u2_u1', ['u2', 'u1'])).toMatchObject({ allowed: false });
  expect(get(pairs, 'places/u1', { as: user('u2'), stored: { 'friendships/u1_u2': {} } })).toEqual({ allowed: true });
  expect(get(pairs, 'places/u1', { as: user('u3'), stored: { 'friendships/u1_u2': {} } })).toMatchObject({
    allowed: false,
  });

  const wallets = read('atomic-wallet.rules');
  const bid = { by: 'u', amount: 3, at: time(NOW) };
  const world = (balance: number) => ({
    as: user('u'),
    stored: { 'wallets/u': { balance: 10, lastBid: '' } },
    written: { 'wallets/u': { balance, lastBid: 'b' }, 'bids/b': bid },
  });
  expect(write(wallets, 'bids/b', bid, world(7))).toEqual({ allowed: true });
  expect(write(wallets, 'wallets/u', { balance: 7, lastBid: 'b' }, world(7))).toEqual({ allowed: true });
  expect(write(wallets, 'bids/b', bid, world(8))).toMatchObject({ allowed: false });
  expect(write(wallets, 'wallets/u', { balance: 8, lastBid: 'b' }, world(8))).toMatchObject({ allowed: false });

  const symbol = { layer: 1, shape: 'dot', size: 2, center: { x: 1, y: 2.5 } };
  const draw = (data: object) => write(read('board-with-sets.rules'), 'boards/u_1', { ...data }, { as: user('u') });
  expect(draw(symbol)).toEqual({ allowed: true });
  expect(draw({ ...symbol, claimed: { by: 'u', at: time(NOW) } })).toEqual({ allowed: true });
  expect(draw({ ...symbol, claimed: { by: 'v', at: time(NOW) } })).toMatchObject({ allowed: false });
  expect(draw({ ...symbol, center: { x: 1 } })).toMatchObject({ allowed: false });
  expect(draw({ ...symbol, more: 1 })).toMatchObject({ allowed: false });

  const token = 'x'.repeat(32);
  const link = (made: string, until: string) =>
    get(read('links-that-expire.rules'), `links/${token}`, {
      stored: { [`links/${token}`]: { made: time(made), until: time(until) } },
    });
  expect(link('2026-11-20T00:00:00Z', '2026-11-25T00:00:00Z')).toEqual({ allowed: true });
  expect(link('2026-11-20T00:00:00Z', '2026-11-24T05:06:07Z')).toMatchObject({ allowed: false });
  expect(link('2026-11-01T00:00:00Z', '2026-11-25T00:00:00Z')).toMatchObject({ allowed: false });
  expect(list(read('links-that-expire.rules'), '**/notes', { where: where('public', '==', true) })).toEqual({
    allowed: true,
  });

  const surveys = read('licence-header.rules');
  const asked = {
    as: user('u', { email: 'a@office.example' }),
    stored: { 'surveys/s': { roles: { 'a@office.example': 'owner' } } },
  };
  expect(get(surveys, 'surveys/s', asked)).toEqual({ allowed: true });
  expect(list(surveys, 'surveys', {}, asked)).toEqual({ allowed: true });
  expect(write(surveys, 'surveys/s/answers/1', {}, asked)).toEqual({ allowed: true });
  expect(get(surveys, 'open/x')).toEqual({ allowed: true });
});

test('rules of the corpus do what they say, turn by turn', () => {
  const rules = read('turns-in-pairs.rules');
  const turn = { by: 'a', points: -3, at: time(NOW) };
  const before = { order: ['a', 'b', 'c'], turn: 4 };
  const after = { order: ['b', 'c', 'a'], turn: 5 };
  const world = (as: string, written: object = { 'rooms/r': after, 'rooms/r/turns/5': turn }) => ({
    as: user(as),
    stored: { 'rooms/r': before, 'rooms/r/turns/4': turn },
    written: written as Record<string, Record<string, unknown>>,
  });
  expect(write(rules, 'rooms/r', after, world('a'))).toEqual({ allowed: true });
  expect(write(rules, 'rooms/r/turns/5', turn, world('a'))).toEqual({ allowed: true });
  expect(write(rules, 'rooms/r', after, world('b'))).toMatchObject({ allowed: false });
  expect(write(rules, 'rooms/r', { ...after, order: ['c', 'b', 'a'] }, world('a'))).toMatchObject({ allowed: false });
  expect(write(rules, 'rooms/r', after, world('a', {}))).toMatchObject({ allowed: false });
  expect(write(rules, 'rooms/r/turns/6', turn, world('a'))).toMatchObject({ allowed: false });
  expect(write(rules, 'rooms/r/turns/5', { ...turn, points: 0.5 }, world('a'))).toMatchObject({ allowed: false });
  expect(write(rules, 'rooms/r/turns/4', null, world('a'))).toMatchObject({ allowed: false });
  expect(write(rules, 'rooms/q/turns/4', null, { stored: { 'rooms/q/turns/4': turn } })).toEqual({ allowed: true });
  expect(list(rules, 'rooms')).toEqual({ allowed: true });
});

const HEAD = `rules_version = '2';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n`;
const block = (inside: string) => `${HEAD}    ${inside}\n  }\n}\n`;
const rule = (condition: string) => block(`match /c/{id} { allow read: if ${condition}; }`);
/** Columns of a condition start here. */
const AT = '    match /c/{id} { allow read: if '.length + 1;

test.each<[string, string, number, number, RegExp]>([
  ['an empty file', '', 1, 1, /expected "service cloud.firestore \{ … \}", found the end of the file/],
  ['only a version', `rules_version = '2';\n`, 2, 1, /expected "service/],
  [
    'a version that is not first',
    `service cloud.firestore {}\nrules_version = '2';`,
    2,
    1,
    /must be the first statement/,
  ],
  ['a version of the future', `rules_version = '3';`, 1, 17, /expected rules version '1' or '2', found '3'/],
  ['modules', `rules_version = '2+modules';`, 1, 17, /found '2\+modules'/],
  ['an import', `rules_version = '2';\nimport 'x';`, 2, 1, /"import" is not supported/],
  [
    'a mistake in rules for storage',
    'service firebase.storage { match /b/{b}/o { allow read: if size < ; } }',
    1,
    67,
    /expected an expression/,
  ],
  [
    'two services',
    'service cloud.firestore {} service cloud.firestore {}',
    1,
    36,
    /two services called "cloud.firestore"/,
  ],
  ['a service of nothing', 'service cloud.firestore {}', 1, 26, /must not be empty/],
  ['a match of nothing', block('match /c/{id} { }'), 4, 21, /must not be empty/],
  [
    'a missing bracket at the end',
    `${HEAD}  }\n`,
    5,
    1,
    /expected "match", "function" or "\}", found the end of the file/,
  ],
  ['one bracket too many', `${block('')}}`, 7, 1, /expected "service", "function" or the end of the file, found "\}"/],
  [
    'a rule outside a match',
    'service cloud.firestore { allow read; }',
    1,
    27,
    /expected "match", "function" or "\}", found "allow"/,
  ],
  ['a condition without if', block('match /c/{id} { allow read: true; }'), 4, 33, /expected "if", found "true"/],
  ['a condition without a colon', block('match /c/{id} { allow read if true; }'), 4, 32, /expected ":" before "if"/],
  ['a path without a slash', block('match c/{id} {}'), 4, 11, /expected a path that starts with "\/"/],
  ['a wildcard of no star', block('match /c/{id=} {}'), 4, 18, /expected "\*\*" or "\*", found "\}"/],
  ['an empty segment', block('match /c/ {}'), 4, 16, /expected the name of a captured segment, found "\}"/],
  ['an operator without its right side', rule('1 == '), 4, AT + 5, /expected an expression, found ";"/],
  ['a single equals sign', rule('1 = 1'), 4, AT + 2, /expected an operator, ";" or the next statement, found "="/],
  ['a single ampersand', rule('true & true'), 4, AT + 5, /found "&"/],
  ['an open bracket', rule('(1 == 1'), 4, AT + 7, /expected "\)", found ";"/],
  ['an open list', rule('1 in [1, 2'), 4, AT + 10, /expected "," or "\]", found ";"/],
  ['an open string', rule(`'abc == 1`), 4, AT, /this string has no end/],
  ['an open comment', `${HEAD}/* abc`, 4, 1, /this comment has no end/],
  ['an unknown escape', rule(`'a.b'.matches('a\\.b')`), 4, AT + 16, /unknown escape "\\\."/],
  ['an integer that is too large', rule('1 == 9223372036854775808'), 4, AT + 5, /larger than 9223372036854775807/],
  ['a number with letters', rule('1 == 12px'), 4, AT + 5, /expected a number, found "12px"/],
  ['a power of ten', rule('1.5e2 == 150.0'), 4, AT, /expected a number, found "1.5e2"/],
  ['a superfluous zero', rule('1 == 010'), 4, AT + 6, /found "10"/],
  ['two signs', rule('1--1 == 2'), 4, AT + 1, /found "--"/],
  ['a sign before a sign', rule('- -1 == 1'), 4, AT + 2, /expected an expression, found "-"/],
  ['a division without spaces', rule('resource.data.a/2 == 1'), 4, AT + 15, /a division has spaces around/],
  ['spaces in the name of the service', 'service cloud . firestore {}', 1, 15, /expected "\{", found "\."/],
  ['a comment before the name of the service', 'service /* of */ cloud.firestore {}', 1, 8, /no comment may stand/],
  ['a space after a slash', block('match / c / {id} {}'), 4, 11, /expected a path segment: text right after the "\/"/],
  ['letters outside of ASCII in a path', block('match /lịch/{id} {}'), 4, 13, /unexpected character "ị"/],
  ['an outer slash at the end', block('match /c/{id}/ {}'), 4, 21, /expected the name of a captured segment/],
  ['a byte order mark', '\uFEFFservice cloud.firestore {}', 1, 1, /byte order mark/],
  ['a space that is none', 'service\u00a0cloud.firestore {}', 1, 8, /unexpected character/],
  ['a pattern that looks ahead', rule(`'a'.matches('(?=a)a')`), 4, AT + 12, /no regular expression of RE2/],
  ['a library as a variable', block('match /c/{timestamp} {}'), 4, 15, /"timestamp" is a library/],
  ['a library as a value', rule('math == 1'), 4, AT, /"math" is a library/],
  ['a field called service', rule('resource.data.service == 1'), 4, AT + 14, /expected a field or method name/],
  ['a let without its semicolon', block('function f() { let a = 1\n return a; }'), 5, 2, /expected ";"/],
  ['an odd character', rule('1 == §'), 4, AT + 5, /unexpected character "§"/],
  ['a reserved word as a name', rule('match == 1'), 4, AT, /the reserved word "match"/],
  ['a path in an expression that ends in a slash', rule('exists(/c/)'), 4, AT + 10, /expected an expression/],
  ['an unknown type', rule('1 is integer'), 4, AT + 5, /unknown type "integer": expected bool/],
  ['a function that calls itself', block('function f() { return f(); }'), 4, 5, /f\(\) → f\(\)/],
  [
    'functions in a circle',
    block('function f() { return g(); }\n function g() { return f(); }'),
    4,
    5,
    /f\(\) → g\(\) → f\(\)/,
  ],
  [
    'two functions of one name',
    block('function f() { return 1; } function f() { return 2; }'),
    4,
    32,
    /two functions called "f"/,
  ],
  ['two parameters of one name', block('function f(a, a) { return 1; }'), 4, 19, /two variables called "a"/],
  ['two captures of one name', block('match /c/{id}/d/{id} {}'), 4, 21, /two captures called "id"/],
  ['two returns', block('function f() { return 1; return 2; }'), 4, 30, /expected "\}" after the one "return"/],
  ['a function without return', block('function f() { 1 }'), 4, 20, /expected "let" or "return"/],
  [
    'let in version 1',
    'service cloud.firestore { function f() { let a = 1; return a; } }',
    1,
    42,
    /"let" needs rules_version = '2'/,
  ],
  [
    'a wildcard in mid-path in version 1',
    'service cloud.firestore { match /{a=**}/b/{c} {} }',
    1,
    34,
    /must come last/,
  ],
  ['two wildcards in one path', block('match /{a=**}/b/{c=**} {}'), 4, 21, /can have one "\{name=\*\*\}"/],
  ['two wildcards in blocks', block('match /{a=**}/b { match /{c=**} {} }'), 4, 30, /can have one "\{name=\*\*\}"/],
])('refuses %s and says where', (_what, source, line, column, message) => {
  const error = catchError(() => compile(source));
  expect(error).toBeInstanceOf(RulesError);
  expect({ line: error.line, column: error.column, message: error.message }).toEqual({
    line,
    column,
    message: expect.stringMatching(message),
  });
});

function catchError(run: () => unknown): RulesError {
  try {
    run();
  } catch (error) {
    return error as RulesError;
  }
  throw new Error('this compiles');
}

test.each<[string, string, RegExp]>([
  ['an unused function', block('function f() { return true; }'), /unused function "f"/],
  [
    'an unused variable',
    block('match /c/{id} { function f() { let x = 1; return true; } allow read: if f(); }'),
    /unused variable "x" in function "f"/,
  ],
  [
    'an unused parameter',
    block('match /c/{id} { function f(x) { return true; } allow read: if f(1); }'),
    /unused variable "x"/,
  ],
  ['a list on the right of ==', rule(`id == ['a']`.replace('id', `'x'`)), /a string never equals a list/],
  ['text plus number', rule(`'a' + 1 == 'a1'`), /"\+" does not go between a string and an int/],
  ['text as a condition', rule(`'x' && true`), /"&&" needs true or false, this is a string/],
  ['a condition that is no boolean', rule('1 + 1'), /this condition is an int, so it never allows/],
  ['a method that no type has', rule('resource.data.length() > 0'), /no type has a method "length"/],
  ['a method of another type', rule(`'x'.hasAll(['x'])`), /a string has no method "hasAll"/],
  ['a wrong argument', rule(`'x'.matches(1)`), /matches\(\) needs string here, this is an int/],
  ['a string where a path belongs', rule(`exists('a/b')`), /exists\(\) needs a path, this is a string/],
  ['a function that production lacks', rule(`bool('true')`), /unknown function "bool"/],
  ['a verb that is none', block('match /c/{id} { allow reed, get: if true; }'), /"reed" allows nothing/],
  [
    'more than ten lets',
    block(
      `match /c/{id} { function f(x) { ${times(11, (n) => `let v${n} = x;`)} return ${times(11, (n) => `v${n} && `)} true; } allow read: if f(true); }`,
    ),
    /more than 10 "let"/,
  ],
])('warns of %s, and compiles', (_what, source, message) => {
  expect(compile(source).warnings).toEqual([
    { message: expect.stringMatching(message), line: 4, column: expect.any(Number) },
  ]);
});

// Rules that are deployed have such mistakes: production only warns of them.
test.each<[string, string, number, RegExp]>([
  ['an unknown name', rule('reqest.auth != null'), AT, /unknown name "reqest"/],
  ['an unknown function', rule('isAdmin() == true'), AT, /unknown function "isAdmin"/],
  ['an unknown function of a name space', rule('math.cbrt(8) == 2'), AT + 5, /unknown function "math.cbrt"/],
  [
    'an argument too few',
    rule('duration.value(1) == duration.abs(duration.value(1, "s"))'),
    AT + 9,
    /duration.value\(\) takes 2 arguments, found 1/,
  ],
  ['an argument too many for get', rule('exists(/a/b, /a/b)'), AT, /exists\(\) takes 1 argument, found 2/],
  [
    'an argument too many for a function',
    block('function f(a) { return a; } match /c/{id} { allow read: if f(true, 2); }'),
    64,
    /f\(\) takes 1 argument, found 2/,
  ],
  [
    'a function of another block',
    block('match /a/{x} { function f() { return true; } allow get: if f(); } match /c/{id} { allow read: if f(); }'),
    102,
    /unknown function "f"/,
  ],
  ['a capture of another block', block('match /a/{x} { allow read: if id == x; }'), 35, /unknown name "id"/],
  [
    'a capture of the caller',
    block('function f() { return id == id; } match /c/{id} { allow read: if f(); }'),
    27,
    /unknown name "id"/,
  ],
  [
    'a let after its use',
    block('function f() { let a = b; let b = true; return a && b; } match /c/{id} { allow read: if f(); }'),
    28,
    /unknown name "b"/,
  ],
])('warns of %s, and never allows by it', (_what, source, column, message) => {
  const rules = compile(source);
  expect(rules.warnings[0]).toEqual({ message: expect.stringMatching(message), line: 4, column });
  expect(get(rules, 'c/x', { stored: { 'c/x': {} }, as: user('u') })).toMatchObject({ allowed: false });
});

test('a file as it was deployed, mistakes and all', () => {
  const rules = compile(`service cloud.firestore {
  match /databases/{database}/documents {
    match /stories/{story=*} {
      function role(rsc) { return rsc.data.roles[request.auth.uid]; }
      function isOneOf(rsc, roles) { return role(rsc) in roles; }
      allow read: if isOneOf(['owner', 'reader']);
      allow write: if isOneOf(resource, ['owner']);
    }
    match /clients/{id} {
      allow read, create: if read.auth != null;
      allow create: if request.auth != null;
    }
    match /codes/{code} { allow update: if request.auth.uid == userId; }
  }
}`);
  expect(rules.warnings.map(({ line, column, message }) => `${line}:${column} ${message.split(':')[0]}`)).toEqual([
    '6:22 isOneOf() takes 2 arguments, found 1',
    '10:30 unknown name "read"',
    '13:64 unknown name "userId"',
  ]);
  const world = { as: user('u'), stored: { 'stories/s': { roles: { u: 'owner' } } } };
  expect(get(rules, 'stories/s', world)).toMatchObject({ allowed: false });
  expect(write(rules, 'stories/s', {}, world)).toEqual({ allowed: true });
  expect(write(rules, 'clients/c', {}, world)).toEqual({ allowed: true });
});

test('`{name=*}` is `{name}`', () => {
  const rules = compile(block('match /c/{id=*} { allow read: if id == "x"; }'));
  expect(get(rules, 'c/x')).toEqual({ allowed: true });
  expect(get(rules, 'c/x/d/x')).toMatchObject({ allowed: false });
});

test('a collection may be called as people of any language call it, written as in a URL', () => {
  const rules = compile(
    block(
      'match /l%E1%BB%8Bch/{id} { allow read: if exists(/databases/$(database)/documents/c%C3%A1n-b%E1%BB%99/x); }',
    ),
  );
  expect(get(rules, 'lịch/x', { stored: { 'cán-bộ/x': {} } })).toEqual({ allowed: true });
});

test('"in" and "is" are read after "=="', () => {
  const rules = (condition: string) => get(rule(condition), 'c/x', { stored: { 'c/x': { a: { b: 1 } } } });
  expect(rules(`'b' in resource.data.a == true`)).toMatchObject({ allowed: false });
  expect(rules(`('b' in resource.data.a) == true`)).toEqual({ allowed: true });
  expect(rules(`1 == 1 in [true]`)).toEqual({ allowed: true });
  expect(rules(`true == 1 is int`)).toMatchObject({ allowed: false });
  expect(rules(`1 is int == true`)).toEqual({ allowed: true });
  expect(compile(rule(`'b' in resource.data.a == true`)).warnings[0]?.message).toMatch(/"==" is read before "in"/);
});

test('rules for other services are read and left alone; alone they allow nothing', () => {
  const storage = `service firebase.storage { match /b/{bucket}/o { match /{p=**} {
    allow read: if request.resource.size < 5 * 1024 * 1024 && firestore.exists(/databases/(default)/documents/c/$(p[0])); } } }`;
  const rules = compile(`${rule('id == "x"')}\n${storage}`);
  expect(rules.warnings.map(({ message }) => message)).toEqual([
    'the service "firebase.storage" is not served here: its rules are only read',
  ]);
  expect(get(rules, 'c/x')).toEqual({ allowed: true });
  expect(get(compile(storage), 'c/x')).toMatchObject({ allowed: false });
});

test('verbs in capitals', () => {
  expect(get(block('match /c/{id} { allow Read, WRITE: if true; }'), 'c/x')).toEqual({ allowed: true });
});

test('below a wildcard in version 1 nothing is matched', () => {
  const rules = compile(
    'service cloud.firestore { match /{a=**} { match /b/{c} { allow get: if true; } allow get: if a[0] == "x"; } }',
  );
  expect(rules.warnings[0]?.message).toMatch(/nothing is matched/);
  expect(get(rules, 'b/1')).toMatchObject({ allowed: false });
});

test.each([
  ['a comma at the end of arguments', `string(1,) == '1'`],
  ['a point without digits on one side', `.5 == 0.5 && 1. == 1.0`],
  ['the least integer', `-9223372036854775808 < 0 && - 9223372036854775808 < 0`],
  ['characters by their numbers', `'\\101\\x41\\u0041' == 'AAA'`],
  ['bytes', `b'a\\377' == b"\\x61\\xff" && b'ộ'.size() == 3 && b'a' < b'b'`],
  ['slices without bounds', `'abc'[1:] == 'bc' && 'abc'[:2] == 'ab' && [1, 2][:] == [1, 2] && (/a/b)[1:] == /b`],
  ['a dollar in a name', `{'$a': 1}.$a == 1`],
  ['a star in a path', `/a/* == path('a/*')`],
  ['signs in a path', `/a+b:c/d'e%20f == path("a+b:c/d'e f")`],
  ['a division beside a path', `4 / 2 == 2 && 4 /( 2 ) == 2`],
  ['words that are fields', `{'match': 1, 'if': 2, 'null': 3}.match == 1 && {'null': 3}.null == 3`],
  ['a place for bind', `(/a/{x}).bind({'x': 'b'}) == /a/b`],
])('%s', (_what, condition) => {
  expect(get(rule(condition), 'c/x')).toEqual({ allowed: true });
});

test('a capture of an inner block hides that of an outer one', () => {
  const rules = compile(
    block(`match /a/{id} { function outer() { return id == 'o'; }
      match /b/{id} { allow read: if id == 'i' && outer(); } }`),
  );
  expect(get(rules, 'a/o/b/i')).toEqual({ allowed: true });
  expect(get(rules, 'a/i/b/o')).toMatchObject({ allowed: false });
});

test('brackets silence the warning of two readings', () => {
  expect(compile(rule(`('a' in ['a']) == true`)).warnings).toEqual([]);
});

test.each([
  ['brackets', (many: number) => `${'('.repeat(many)}1${')'.repeat(many)} == 1`],
  ['lists', (many: number) => `${'['.repeat(many)}1${']'.repeat(many)} == 1`],
  ['negations', (many: number) => `${'!'.repeat(many)}true`],
  ['choices', (many: number) => `${'true ? '.repeat(many)}true${' : true'.repeat(many)}`],
  ['a chain', (many: number) => `true${' && true'.repeat(many)}`],
  ['indexes', (many: number) => `resource${'[0]'.repeat(many)} == 1`],
  ['fields', (many: number) => `resource${'.a'.repeat(many)} == 1`],
  ['calls', (many: number) => `${'string('.repeat(many)}1${')'.repeat(many)} == '1'`],
  ['paths', (many: number) => `${'/$('.repeat(many)}/a${')'.repeat(many)} == /a`],
])('%s 40 deep are read, 20,000 deep are refused', (_what, condition) => {
  expect(() => compile(rule(condition(40)))).not.toThrow();
  expect(() => compile(rule(condition(20_000)))).toThrow(RulesError);
});

test('a file of 256 KB is read, a larger one is refused', () => {
  const comment = (size: number) => `// ${'x'.repeat(size)}\n${rule('true')}`;
  expect(() => compile(comment(256 * 1024 - 500))).not.toThrow();
  expect(() => compile(comment(256 * 1024))).toThrow('larger than 256 KB');
});

test.each([
  ['functions in one chain', (count: number) => times(count, (at) => `function f${at}(){return f${at + 1}();}`)],
  ['blocks', (count: number) => times(count, (at) => `match /c${at}/{x} {allow read;}`)],
  ['rules', (count: number) => `match /c/{x} { ${times(count, () => 'allow read: if x==x;')} }`],
  [
    'elements of a list',
    (count: number) => `match /c/{x} { allow read: if x in [${times(count, (at) => `'${at}',`)}]; }`,
  ],
  ['fields of a map', (count: number) => `match /c/{x} { allow read: if {${times(count, (at) => `'${at}':x,`)}}.a; }`],
  ['segments', (count: number) => `match /c/{x} { allow read: if exists(${times(count, () => '/a')}); }`],
  ['unknown names', (count: number) => `match /c/{x} { ${times(count, (at) => `allow get: if u${at};`)} }`],
])('a file of nothing but %s, as large as they come', { timeout: 60_000 }, (_what, source) => {
  const text = (count: number) => block(`${source(count)} function f${count}(){return true;}`);
  let count = 20_000;
  while (Buffer.byteLength(text(count)) > 256 * 1024) count = Math.floor(count * 0.95);
  const rules = compile(text(count));
  expect(get(rules, 'c/x')).toHaveProperty('allowed');
  expect(list(rules, 'c')).toHaveProperty('allowed');
});
