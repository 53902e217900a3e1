import { expect, test } from 'vitest';
import { ChangeLog } from './changeLog.ts';

const HOUR = 3600e6;
const at = (hours: number, ...keys: string[]) => ({ time: hours * HOUR, keys, characters: 1 });

test('says when a document was first changed after a moment', () => {
  const log = new ChangeLog();
  log.take([at(1, 'a', 'b'), at(2, 'a'), at(3, 'c')]);
  expect([0, 1, 2].map((hours) => log.firstAfter(hours * HOUR, 'a'))).toEqual([HOUR, 2 * HOUR, undefined]);
  expect(log.firstAfter(0, 'nobody')).toBeUndefined();
});

test('what is older than a day leaves with the next commit, and is not known any more; what is left stays', () => {
  const log = new ChangeLog();
  log.take([at(1, 'a'), at(2, 'a', 'b'), at(20, 'a')]);
  const next = [at(26.5, 'c')];
  const pruned = log.outgrownBy(next);
  expect(pruned).toBe(2 * HOUR);
  log.take(next, pruned);
  expect(log.firstAfter(0, 'a')).toBe(20 * HOUR);
  expect(log.firstAfter(0, 'b')).toBeUndefined();
  expect(log.firstAfter(0, 'c')).toBe(26.5 * HOUR);
  expect(log.outgrownBy([at(27, 'd')])).toBeUndefined();
});
