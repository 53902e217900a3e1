import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyId } from './copyId.ts';
import { occurrenceId } from './series.ts';
import { localDate } from './time.ts';
import { parseWeekId } from './week.ts';

const week = parseWeekId('2026-W49')!;
const id = fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/);

test('copies of different entries have different names, however long and alike, and none is too long', () => {
  const beginning = 'a'.repeat(60);
  expect(copyId(`${beginning}x`, week)).not.toBe(copyId(`${beginning}y`, week));
  expect(occurrenceId(`${beginning}x`, localDate('2026-12-07'))).not.toBe(
    occurrenceId(`${beginning}y`, localDate('2026-12-07')),
  );
  fc.assert(
    fc.property(id, id, (a, b) => {
      expect(copyId(a, week, 19)).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
      expect(copyId(a, week) === copyId(b, week)).toBe(a === b);
    }),
  );
});

test('a copy of a copy has the name of a copy of the first, long ones too', () => {
  fc.assert(
    fc.property(id, (one) => {
      expect(copyId(copyId(one, week), parseWeekId('2026-W50')!)).toBe(copyId(one, parseWeekId('2026-W50')!));
    }),
  );
});

test('occurrences of a long name on different days have copies of different names', () => {
  const [first, second] = ['2026-12-07', '2026-12-14'].map((date) => occurrenceId('a'.repeat(60), localDate(date)));
  expect(copyId(first!, week)).not.toBe(copyId(second!, week));
});
