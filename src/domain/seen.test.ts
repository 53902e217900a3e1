import { expect, test } from 'vitest';
import { holding, invites } from './seen.ts';

test.each([
  ['a sheet that replaces invitations', true, false, false, true],
  ['an entry that does by itself', false, true, false, true],
  ['a letter of its own', true, true, true, false],
  ['neither', false, false, false, false],
])('%s', (_what, sheet, entry, separate, expected) => {
  const one = { replacesInvitation: entry, separateInvitation: separate };
  expect(invites({ replacesInvitation: sheet }, one)).toBe(expected);
});

test('what changed after it was seen has to be seen again, and only that', () => {
  const receipt = (by: string, entry: string, revision: number) => ({ by, entry, revision, at: 0 });
  const receipts = [receipt('van', 'a', 1), receipt('huy', 'a', 2), receipt('an', 'a', 3), receipt('an', 'b', 3)];
  expect(holding(receipts, { id: 'a', changedIn: 2 }).map(({ by }) => by)).toEqual(['huy', 'an']);
});
