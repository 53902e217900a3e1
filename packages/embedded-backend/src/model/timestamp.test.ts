import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalTimestamp, compareTimestamps, microsOfTime, timeOfMicros } from './timestamp.ts';

const aMicros = fc.integer({ min: -62_135_596_800_000_000, max: 9_000_000_000_000_000 });

test('a time of microseconds is read as it was printed', () => {
  fc.assert(
    fc.property(aMicros, (micros) => {
      expect(microsOfTime(timeOfMicros(micros))).toBe(micros);
    }),
  );
});

test('canonical timestamps are in the order of time', () => {
  const near = fc.tuple(fc.constantFrom(0, 1_790_000_000_000_000), fc.integer({ min: -2_000_000, max: 2_000_000 }));
  const canonical = (micros: number): string => canonicalTimestamp(timeOfMicros(micros))!;
  fc.assert(
    fc.property(near, near, ([a, b], [c, d]) => {
      expect(compareTimestamps(canonical(a + b), canonical(c + d))).toBe(Math.sign(a + b - c - d));
    }),
  );
});

test('commit times are in order as text', () => {
  fc.assert(
    fc.property(aMicros, aMicros, (a, b) => {
      expect(timeOfMicros(a) < timeOfMicros(b)).toBe(a < b);
    }),
  );
});

test.each([
  '2026-11-24',
  '2026-11-24T00:00:00',
  '2026-13-01T00:00:00Z',
  '2026-11-24T24:00:00Z',
  '26-11-24T00:00:00Z',
  '',
  null,
])('%j is no timestamp', (text) => {
  expect(canonicalTimestamp(text)).toBeUndefined();
});
