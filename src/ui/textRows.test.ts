import { expect, test } from 'vitest';
import { textRows } from './textRows.ts';

test('a field is as tall as its text, up to eight rows', () => {
  expect(textRows('', 30)).toBe(1);
  expect(textRows('a'.repeat(30), 30)).toBe(1);
  expect(textRows('a'.repeat(31), 30)).toBe(2);
  expect(textRows('một\n\nba', 30)).toBe(3);
  expect(textRows('a'.repeat(10_000), 30)).toBe(8);
});
