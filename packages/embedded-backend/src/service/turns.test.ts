import { beforeEach, expect, test, vi } from 'vitest';
import { Turns } from './turns.ts';

beforeEach(() => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now++); // each look at the clock takes a millisecond
});

/** Notes its name at each of its steps. */
function* work(name: string, steps: number, done: string[]): Generator<void, string> {
  for (let i = 0; i < steps; i++) {
    done.push(name);
    yield;
  }
  return name;
}

test('a short work is done between the parts of a long one', async () => {
  const [turns, done] = [new Turns(), [] as string[]];
  const long = turns.do(work('long', 10_000, done), () => {});
  await expect(turns.do(work('short', 100, done), () => {})).resolves.toBe('short');
  expect(done.filter((name) => name === 'long').length).toBeLessThan(1000);
  await expect(long).resolves.toBe('long');
});

test('of large works one is at a time, also after one that failed', async () => {
  const [turns, done] = [new Turns(), [] as string[]];
  function* failing(): Generator<void, string> {
    yield* work('a', 5000, done);
    throw new Error('damaged');
  }
  const ends = [turns.do(failing(), () => {}), ...['b', 'c'].map((name) => turns.do(work(name, 5000, done), () => {}))];
  const results = await Promise.allSettled(ends);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(done).toHaveLength(15_000);
  expect(done.slice(done.lastIndexOf('a') + 1).join('')).toMatch(/^b{2500,}c{2500,}$/);
  expect(done.slice(0, 100)).toContain('c'); // while they may still be short ones
});
