import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aName } from '../model/arbitraries.ts';
import { compareNames, compareText } from '../model/order.ts';
import { keyOf, keysBelow } from './key.ts';

const segment = fc.oneof(
  fc.constantFrom(
    'a',
    'a\0',
    '\0',
    'a\u0001',
    'a\u0002',
    '\u0001',
    '\u0002\u0002',
    'a\u0001b',
    '__id1__',
    '__id-1__',
    '__id01__',
  ),
  fc.string({ minLength: 1, maxLength: 3 }).map((text) => text.replaceAll('/', '!')),
);
const anyName = fc.oneof(
  aName,
  fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/')),
);

test('keys are in the order of names', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      expect(Math.sign(compareText(keyOf(a), keyOf(b)))).toBe(Math.sign(compareNames(a, b)));
    }),
    { numRuns: 2000 },
  );
});

test('the range below a name holds what is below it and nothing else', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      const { from, to } = keysBelow(a);
      const key = keyOf(b);
      expect(compareText(from, key) < 0 && compareText(key, to) < 0).toBe(b.startsWith(`${a}/`));
    }),
    { numRuns: 2000 },
  );
});
