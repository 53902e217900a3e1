import fc from 'fast-check';
import { RE2JS, RE2JSException } from 're2js';
import { expect, test } from 'vitest';
import { OperationError } from '../values.ts';
import { matches } from './regex.ts';

const pieces = [
  'a',
  'b',
  '|',
  '(',
  ')',
  '(?:',
  '(?i)',
  '(?m)',
  '*',
  '+',
  '?',
  '{2,9}',
  '[^a]',
  '[',
  ']',
  '.',
  '^',
  '$',
];
const quoting = ['\\Q', '\\E', '\\', '\\A', '\\z', '\\b', '\\n', '\\p{L}', 'ế'];
const aPattern = fc.array(fc.constantFrom(...pieces, ...quoting), { maxLength: 8 }).map((parts) => parts.join(''));
const aText = fc
  .tuple(
    fc.constantFrom('', 'a'.repeat(50), 'ab'.repeat(30), 'ế'.repeat(40)),
    fc.string({ unit: fc.constantFrom('a', 'b', 'B', '\n', ')', 'ế', '😀') }),
  )
  .map((parts) => parts.join(''));

function exact(text: string, pattern: string): boolean | string {
  try {
    return RE2JS.compile(pattern).testExact(text);
  } catch (error) {
    if (error instanceof RE2JSException) return 'no regular expression';
    throw error;
  }
}

function ours(text: string, pattern: string): boolean | string {
  try {
    return matches(text, pattern);
  } catch (error) {
    if (error instanceof OperationError) return 'no regular expression';
    throw error;
  }
}

test('a text matches as a whole or not at all, however long it is', () => {
  fc.assert(
    fc.property(aText, aPattern, (text, pattern) => {
      expect(ours(text, pattern)).toBe(exact(text, pattern));
    }),
    { numRuns: 3000 },
  );
});

test('a pattern is not closed by what the engine puts around it', () => {
  const long = 'a'.repeat(60);
  expect(ours(long, 'a*)(?:b')).toBe('no regular expression');
  expect(ours(`${long})`, `\\Q${long})`)).toBe(true);
  expect(ours(`${long}b`, `a*|b`)).toBe(false);
  expect(ours(`${long}\n`, `a*$`)).toBe(false);
});
