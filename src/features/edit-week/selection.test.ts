import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extended, noSelection, toggled } from './selection.ts';

const lines = ['a', 'b', 'c', 'd'];

test('Shift and arrows grow a range from where it began, and shrink it again', () => {
  let selection = extended(lines, noSelection, 'b', 'c');
  expect([...selection.keys]).toEqual(['b', 'c']);
  selection = extended(lines, selection, 'c', 'd');
  expect([...selection.keys]).toEqual(['b', 'c', 'd']);
  selection = extended(lines, selection, 'd', 'a');
  expect([...selection.keys]).toEqual(['a', 'b']);
});

test('a range that begins on an empty day, or at a line that is gone, begins at the line it reaches', () => {
  expect([...extended(lines, noSelection, 'none-2026-11-23', 'a').keys]).toEqual(['a']);
  expect([...extended(lines, { anchor: 'gone', keys: new Set(['gone']) }, 'gone', 'c').keys]).toEqual(['c']);
});

test('any two lines choose exactly what stands between them, whichever comes first', () => {
  const key = fc.constantFrom(...lines);
  fc.assert(
    fc.property(key, key, (from, to) => {
      const keys = [...extended(lines, noSelection, from, to).keys];
      const back = [...extended(lines, noSelection, to, from).keys];
      expect(keys).toEqual(back);
      expect(keys).toHaveLength(Math.abs(lines.indexOf(from) - lines.indexOf(to)) + 1);
    }),
  );
});

test('a click with Ctrl takes a line in, and out again', () => {
  const one = toggled(toggled(noSelection, 'a'), 'd');
  expect([...one.keys]).toEqual(['a', 'd']);
  expect([...toggled(one, 'a').keys]).toEqual(['d']);
});
