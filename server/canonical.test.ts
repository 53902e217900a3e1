// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalPath } from './canonical.ts';

test.each([
  ['/lich/board/', '/lich/board'],
  ['/lich/board/2026-w48', '/lich/board/2026-W48'],
  ['/lich/board/2026-W48/', '/lich/board/2026-W48'],
  ['/edit/board/2026w7', '/edit/board/2026-W07'],
  ['/data/board/2026-w7.json', '/data/board/2026-W07.json'],
  ['//lich//board', '/lich/board'],
  ['//elsewhere.example/', '/elsewhere.example'],
  ['/', '/'],
  ['/lich/b%6Fard/2026-%57%34%38', '/lich/board/2026-W48'],
  ['/lich/%E1%BA%A1%2f%25', '/lich/%E1%BA%A1%2f%25'],
  ['/lich/%6%46', '/lich/%6%46'],
  ['/embed/board', '/embed/board'],
  ['/lich/w2026-48', '/lich/w2026-48'],
])('%s is kept as %s', (typed, kept) => {
  expect(canonicalPath(typed)).toBe(kept);
});

test('a kept address is sent nowhere else, and none leads to another site', () => {
  const part = fc.oneof(
    fc.webSegment(),
    fc.constantFrom('', 'lich', '2026-w48', '2026W1', '..', '%2F', '%6F', '%', '%%36%46', '%6%46'),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const kept = canonicalPath(`/${parts.join('/')}`);
      expect(canonicalPath(kept)).toBe(kept);
      expect(kept).not.toMatch(/^\/[/\\]/);
    }),
  );
});
