// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setServerTime } from './clock.ts';
import { useNow } from './useNow.ts';

const NOW = Date.parse('2026-11-29T02:00:00Z');
const DAY = 86_400_000;
beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  cleanup();
  setServerTime(Date.now());
  vi.useRealTimers();
});

test('a machine that is a day off tells the server’s time, and goes on from there', () => {
  const { result } = renderHook(() => useNow());
  expect(result.current).toBe(NOW);
  act(() => setServerTime(NOW - DAY));
  expect(result.current).toBe(NOW - DAY);
  act(() => void vi.advanceTimersByTime(30_000));
  expect(result.current).toBe(NOW - DAY + 30_000);
  act(() => setServerTime(NOW + 31_000)); // somebody set the machine right
  expect(result.current).toBe(NOW + 30_000);
});

test('the second that an answer takes moves nothing', () => {
  const { result } = renderHook(() => useNow());
  act(() => setServerTime(NOW - 2000));
  expect(result.current).toBe(NOW);
});
