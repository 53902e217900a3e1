import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactSum } from './exactSum.ts';

const aDouble = fc.double({ noNaN: true, noDefaultInfinity: true });

test('of two numbers it is what the processor says', () => {
  const sum = (a: number, b: number): void => {
    expect(exactSum([a, b])).toBe(a + b + 0); // -0 is 0
  };
  fc.assert(fc.property(aDouble, aDouble, sum), { numRuns: 5000 });
  for (const a of [Number.MAX_VALUE, Number.MIN_VALUE, 2 ** -1022, 2 ** 53, 0.1]) {
    for (const b of [a, -a, 1, Number.MIN_VALUE, -Number.MIN_VALUE]) sum(a, b);
  }
});

test('the order does not matter, nor how large it gets on the way', () => {
  fc.assert(
    fc.property(fc.array(aDouble, { minLength: 1, maxLength: 20 }), (numbers) => {
      expect(exactSum(numbers.toReversed())).toBe(exactSum(numbers));
      expect(exactSum([...numbers, ...numbers.map((number) => -number), 1.5])).toBe(1.5);
    }),
  );
  const most = Number.MAX_VALUE;
  expect(exactSum([most, most, -most, -most, 1])).toBe(1);
  expect(exactSum([most, most])).toBe(Infinity);
  expect(exactSum([2n ** 62n, 2n ** 62n, 0.5, -(2 ** 63)])).toBe(0.5);
});
