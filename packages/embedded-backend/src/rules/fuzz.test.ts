import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDamaged, aFile, aSoup } from './arbitraries.ts';
import { judge, read } from './fuzz.ts';

/* Short runs; `npm run fuzz:rules` makes long ones of the same. */

const corpus = new URL('./corpus/', import.meta.url);
const files = readdirSync(corpus).map((name) => readFileSync(new URL(name, corpus), 'utf8'));

test.each([
  ['words in any order', aSoup, 400],
  ['real files, damaged', aDamaged(files), 800],
  ['characters in any order', fc.string({ unit: 'binary', maxLength: 200 }), 400],
])('%s: read, or refused at its place', { timeout: 60_000 }, (_what, aSource, numRuns) => {
  expect(() =>
    fc.assert(
      fc.property(aSource, (source) => void read(source)),
      { numRuns },
    ),
  ).not.toThrow();
});

test('rules of any kind give a verdict, and the same one when they are counted', { timeout: 60_000 }, () => {
  let allowed = 0;
  fc.assert(
    fc.property(aFile, (source) => {
      allowed += judge(source);
    }),
    { numRuns: 400 },
  );
  expect(allowed).toBeGreaterThan(200);
});
