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

test('a time reads the same from any zone', () => {
  const inMinutes = (from: number, to: number) => fc.integer({ min: from, max: to });
  fc.assert(
    fc.property(aMicros, inMinutes(-23 * 60, 23 * 60), (micros, offset) => {
      const there = timeOfMicros(micros + offset * 60e6).slice(0, -1);
      const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
      const zone = `${offset < 0 ? '-' : '+'}${[hours, minutes].map((n) => String(n).padStart(2, '0')).join(':')}`;
      fc.pre(!there.startsWith('0000'));
      expect(canonicalTimestamp(`${there}${zone}`)).toBe(canonicalTimestamp(timeOfMicros(micros)));
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
  '2026-02-30T00:00:00Z',
  '2026-11-31T00:00:00Z',
  '2026-11-24T00:00:60Z',
  '0000-12-31T23:59:59Z',
  '26-11-24T00:00:00Z',
  '',
  null,
])('%j is no timestamp', (text) => {
  expect(canonicalTimestamp(text)).toBeUndefined();
});
