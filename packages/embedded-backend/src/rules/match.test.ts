import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchGroup, matchPath } from './match.ts';
import type { Segment } from './syntax.ts';
import { Unknown } from './outcome.ts';
import { Path } from './values.ts';

/** `/c/{id}/{rest=**}` as the parser reads it. */
const pattern = (text: string): Segment[] =>
  text
    .split('/')
    .slice(1)
    .map((part) => {
      const [, name, rest] = /^\{(\w+)(=\*\*)?\}$/.exec(part) ?? [];
      const span = { start: 0, end: 0 };
      return name === undefined
        ? { kind: 'literal', text: part, ...span }
        : { kind: rest ? 'rest' : 'capture', name, ...span };
    });
const segments = (path: string) => path.split('/').map((part) => (part === '?' ? null : part));
const shown = (text: string, path: string, restMin: 0 | 1 = 0) => {
  const captures = matchPath(pattern(text), segments(path), restMin);
  const names = pattern(text).flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]));
  return (
    captures &&
    Object.fromEntries(
      captures.map((value, at) => [
        names[at],
        value instanceof Path ? String(value) : value instanceof Unknown ? '?' : value,
      ]),
    )
  );
};

test.each([
  ['/c/{id}', 'c/x', { id: 'x' }],
  ['/c/{id}', 'c/x/d/y', undefined],
  ['/c/{id}', 'd/x', undefined],
  ['/c/{x=**}', 'c/x/d/y', { x: '/x/d/y' }],
  ['/{x=**}/d/{id}', 'c/x/d/y', { x: '/c/x', id: 'y' }],
  ['/{x=**}/d/{id}', 'd/y', { x: '', id: 'y' }],
  ['/{x=**}/d/{id}', 'd/d/d/d', { x: '/d/d', id: 'd' }],
  ['/{x=**}/d/{y=**}', 'd/d/d/d', { x: '', y: '/d/d/d' }],
  ['/c/{id}', 'c/?', { id: '?' }],
  ['/c/x', 'c/?', undefined],
  ['/{x=**}', 'c/?', { x: '?' }],
])('%s against %s', (text, path, captures) => {
  expect(shown(text, path)).toEqual(captures);
});

test('in version 1 `{x=**}` takes at least one segment', () => {
  expect(shown('/c/{id}/{x=**}', 'c/a', 1)).toBeUndefined();
  expect(shown('/c/{id}/{x=**}', 'c/a/d/b', 1)).toEqual({ id: 'a', x: '/d/b' });
});

test('twenty wildcards over a path that does not match take no time', () => {
  const many = Array.from({ length: 20 }, (_, at) => `/{r${at}=**}/a`).join('');
  expect(shown(`${many}/b`, Array.from({ length: 100 }, () => 'a').join('/'))).toBeUndefined();
  expect(matchGroup(pattern(`${many}/b`), ['a'], 'a', 0)).toBeUndefined();
});

const aPattern = fc
  .array(fc.constantFrom('a', 'b', '{x}', '{y}', '{r=**}', '{s=**}'), { minLength: 1, maxLength: 5 })
  .map((parts) => `/${parts.map((part, at) => part.replace(/\{(\w)/, `{$1${at}`)).join('/')}`);
const aName = fc.constantFrom('a', 'b', 'other');

test('a pattern that covers a collection group matches every document of it', () => {
  let covered = 0;
  const aDeepPath = fc.array(fc.tuple(aName, aName), { maxLength: 3 }).map((pairs) => pairs.flat());
  fc.assert(
    fc.property(
      aPattern,
      fc.constantFrom<0 | 1>(0, 1),
      aDeepPath,
      aName,
      fc.array(fc.tuple(aDeepPath, aName), { minLength: 20, maxLength: 20 }),
      (text, restMin, parent, group, places) => {
        if (!matchGroup(pattern(text), parent, group, restMin)) return;
        covered += 1;
        for (const [below, id] of places) {
          expect(matchPath(pattern(text), [...parent, ...below, group, id], restMin)).toBeDefined();
        }
      },
    ),
    { numRuns: 3000 },
  );
  expect(covered).toBeGreaterThan(100);
});
