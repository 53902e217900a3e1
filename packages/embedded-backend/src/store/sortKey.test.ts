import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aValue } from '../model/arbitraries.ts';
import { compareText, compareValues } from '../model/order.ts';
import type { Value } from '../model/value.ts';
import { sortKey } from './sortKey.ts';

const long = fc
  .tuple(
    fc.constantFrom('x', '😀', 'ă', '\0'),
    fc.integer({ min: 74, max: 302 }),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  .map(([character, times, end]): Value => ({ stringValue: character.repeat(times) + end }));
const edges = fc.constantFrom<Value>(
  { doubleValue: 'NaN' },
  { doubleValue: '-Infinity' },
  { doubleValue: '-0' },
  { integerValue: '0' },
  { integerValue: '9007199254740993' },
  { doubleValue: 9007199254740992 },
  { integerValue: '9223372036854775807' },
  { doubleValue: 2 ** 63 },
  { integerValue: '-9223372036854775808' },
  { stringValue: '' },
  { stringValue: '\0' },
  { bytesValue: 'AP8=' },
  { bytesValue: 'AA==' },
);
const value = fc.oneof(aValue, long, edges);

test('keys keep the order of lists of values, whatever the directions; exact ones tell them apart', () => {
  const list = fc.array(value, { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(list, list, fc.boolean(), fc.boolean(), fc.boolean(), (a, b, first, second, sameStart) => {
      if (sameStart) b = [a[0]!, b[1]!];
      const key = (values: Value[]) =>
        sortKey([
          { value: values[0]!, descending: first },
          { value: values[1]!, descending: second },
        ]);
      const [left, right] = [key(a), key(b)];
      const byValues =
        Math.sign(compareValues(a[0]!, b[0]!)) * (first ? -1 : 1) ||
        Math.sign(compareValues(a[1]!, b[1]!)) * (second ? -1 : 1);
      const byKey = Math.sign(compareText(left.text, right.text)) || 0;
      expect(left.isExact && right.isExact ? [byValues || 0] : [0, byValues]).toContain(byKey);
    }),
    { numRuns: 5000 },
  );
});

test('a key is text that SQLite keeps whole', () => {
  fc.assert(
    fc.property(value, fc.boolean(), (one, descending) => {
      const { text } = sortKey([{ value: one, descending }]);
      for (const character of text) expect(character >= '\u0001' && character <= '\u0100').toBe(true);
    }),
  );
});
