import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDouble, aName, anInteger, aValue } from './arbitraries.ts';
import { canonicalValue } from './canonical.ts';
import { compareNames, compareText, compareValues, sameValue } from './order.ts';
import type { Value } from './value.ts';

const integer = (value: bigint | number): Value => ({ integerValue: String(value) });
const double = (doubleValue: unknown): Value => canonicalValue({ doubleValue });
const text = (stringValue: string): Value => ({ stringValue });
const reference = (path: string): Value => ({ referenceValue: `projects/p/databases/d/documents/${path}` });
const array = (...values: Value[]): Value => ({ arrayValue: { values } });
const map = (fields: Record<string, Value>): Value => canonicalValue({ mapValue: { fields } });
const vector = (...values: number[]): Value =>
  canonicalValue({
    mapValue: {
      fields: {
        __type__: { stringValue: '__vector__' },
        value: { arrayValue: { values: values.map((doubleValue) => ({ doubleValue })) } },
      },
    },
  });

test('values of all types stand in the one order', () => {
  const ascending: Value[] = [
    { nullValue: null },
    { booleanValue: false },
    { booleanValue: true },
    double('NaN'),
    double('-Infinity'),
    integer(-(2n ** 63n)),
    integer(-1),
    double(-0.5),
    integer(0),
    double(5e-324),
    integer(1),
    double(2 ** 53),
    integer(2n ** 53n + 1n),
    double(2 ** 53 + 2),
    integer(2n ** 63n - 1n),
    double(2 ** 63),
    double('Infinity'),
    { timestampValue: '1969-12-31T23:59:59.999Z' },
    { timestampValue: '2026-11-24T00:00:00Z' },
    { timestampValue: '2026-11-24T00:00:00.000001Z' },
    { timestampValue: '2026-11-24T00:00:00.100Z' },
    text(''),
    text('a'),
    text('aa'),
    text('b'),
    text('đ'),
    text('\uffff'),
    text('😀'),
    { bytesValue: '' },
    { bytesValue: 'AA==' },
    { bytesValue: 'AAE=' },
    { bytesValue: '/w==' },
    reference('a/__id-5__'),
    reference('a/__id7__'),
    reference('a/__id10__'),
    reference('a/1'),
    reference('a/b'),
    reference('a/b/c/d'),
    reference('a/b!/c/d'),
    reference('a!/b'),
    { geoPointValue: { latitude: -1, longitude: 5 } },
    { geoPointValue: { latitude: 1, longitude: -5 } },
    { geoPointValue: { latitude: 1, longitude: 5 } },
    array(),
    array(integer(1)),
    array(integer(1), integer(0)),
    array(integer(2)),
    vector(),
    vector(9),
    vector(1, 2),
    map({}),
    map({ a: integer(1) }),
    map({ a: integer(1), b: integer(1) }),
    map({ a: integer(2) }),
    map({ b: integer(0) }),
  ];
  const wrong = ascending.flatMap((a, i) =>
    ascending.flatMap((b, j) => (Math.sign(compareValues(a, b)) === Math.sign(i - j) ? [] : [[a, b]])),
  );
  expect(wrong).toEqual([]);
});

test('the order is total: every two values have one, it is the reverse of the reverse, and it is transitive', () => {
  fc.assert(
    fc.property(aValue, aValue, aValue, (a, b, c) => {
      expect(compareValues(a, a)).toBe(0);
      expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
      const [x, y, z] = [a, b, c].sort(compareValues) as [Value, Value, Value];
      expect(compareValues(x, z)).toBeLessThanOrEqual(0);
      expect(compareValues(x, y) === 0 && compareValues(y, z) === 0 ? compareValues(x, z) : 0).toBe(0);
    }),
    { numRuns: 3000 },
  );
});

test('integers and doubles are compared by their exact values over the whole range', () => {
  /** A double that is a whole number or not, as a fraction over 2^1074: exact. */
  const exact = (value: Value): bigint => {
    if ('integerValue' in value) return BigInt(value.integerValue) << 1074n;
    const number = Number((value as { doubleValue: number | string }).doubleValue);
    let [whole, shift] = [number, 1074n];
    while (!Number.isInteger(whole)) {
      whole *= 2;
      shift -= 1n;
    }
    return BigInt(whole) << shift;
  };
  const finite = aDouble.filter((value) =>
    Number.isFinite(Number((value as { doubleValue: number | string }).doubleValue)),
  );
  fc.assert(
    fc.property(anInteger, finite, (a, b) => {
      const difference = exact(a) - exact(b);
      expect(Math.sign(compareValues(a, b))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
    }),
    { numRuns: 2000 },
  );
});

test('text is in the order of its UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('only one name is equal to a name', () => {
  fc.assert(
    fc.property(aName, aName, (a, b) => {
      expect(compareNames(a, b) === 0).toBe(a === b);
    }),
  );
});

test.each([
  [integer(1), double(1)],
  [integer(0), double('-0')],
  [double(0), double('-0')],
  [double('NaN'), double('NaN')],
])('a query holds %j and %j equal', (a, b) => {
  expect(compareValues(a, b)).toBe(0);
});

test.each([
  [integer(1), double(1)],
  [double(0), double('-0')],
  [text('1'), integer(1)],
  [array(integer(1)), array(double(1))],
  [map({ a: integer(1) }), map({ a: integer(1), b: integer(1) })],
  [map({ toString: integer(1) }), map({ a: integer(1) })],
])('the content of %j is not that of %j', (a, b) => {
  expect(sameValue(a, b)).toBe(false);
  expect(sameValue(b, a)).toBe(false);
});

test('a value has the same content as its copy, whatever the order of its fields', () => {
  fc.assert(
    fc.property(aValue, (value) => {
      expect(sameValue(value, JSON.parse(JSON.stringify(value)))).toBe(true);
    }),
  );
  expect(sameValue(map({ a: integer(1), b: integer(2) }), map({ b: integer(2), a: integer(1) }))).toBe(true);
});
