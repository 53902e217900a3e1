// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onTheLine, reportConnection, useConnection } from './connection.ts';

let line: 'answers' | 'refuses' | 'swallows';
/** Resolved by the test: the writes that are under way. */
let taken: (() => void)[];
const write = () => onTheLine(new Promise<void>((resolve) => taken.push(resolve)));
const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));
const online = () => hook.result.current.online;
let hook: ReturnType<typeof renderHook<ReturnType<typeof useConnection>, unknown>>;

beforeEach(() => {
  vi.useFakeTimers();
  line = 'answers';
  taken = [];
  vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) =>
    line === 'answers'
      ? Promise.resolve(new Response())
      : new Promise((_resolve, reject) => {
          if (line === 'refuses') reject(new TypeError('Failed to fetch'));
          signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        }),
  );
  hook = renderHook(() => useConnection());
  act(() => reportConnection(true));
});
afterEach(async () => {
  for (const done of taken) done();
  await pass(0);
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a save that the server is slow to take is no outage', async () => {
  void write();
  await pass(30);
  expect(online()).toBe(true);
});

test.each(['swallows', 'refuses'] as const)(
  'a line that %s everything is told within 4 s, and when it is back',
  async (how) => {
    line = how;
    void write();
    await pass(4);
    expect(online()).toBe(false);
    line = 'answers';
    await pass(4);
    expect(online()).toBe(true);
    line = how;
    await pass(5);
    expect(online()).toBe(false);
    taken.pop()!(); // what is taken has gone through
    await pass(0);
    expect(online()).toBe(true);
  },
);

test('without a save under way nothing is asked', async () => {
  line = 'swallows';
  await pass(60);
  void write();
  taken.pop()!();
  await pass(60);
  expect(online()).toBe(true);
});

test('a store that says itself that it is out of reach stays so, whatever else answers', async () => {
  act(() => reportConnection(false));
  await pass(2);
  expect(online()).toBe(false);
  void write();
  await pass(10);
  expect(online()).toBe(false);
  act(() => reportConnection(true));
  expect(online()).toBe(true);
});
