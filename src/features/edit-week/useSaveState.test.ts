// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ShownEntry } from '#data/entries.ts';
import { storedOf } from '#domain/fixtures.ts';
import { useSaveState } from './useSaveState.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const entries = (pending: boolean): readonly ShownEntry[] => [{ ...storedOf(), pending }];
const begin = (online = true) =>
  renderHook(({ pending }) => useSaveState(entries(pending), new Map(), online), { initialProps: { pending: true } });
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

test('a short save is not told, a longer one is, and one that the server holds up is told as such', () => {
  const { result, rerender } = begin();
  expect(result.current.kind).toBe('idle');
  pass(1000);
  expect(result.current).toEqual({ kind: 'saving', count: 1 });
  pass(8000);
  expect(result.current).toEqual({ kind: 'held', count: 1 });
  rerender({ pending: false });
  expect(result.current.kind).toBe('saved');
});

test('without a network the network is what is told', () => {
  const { result } = begin(false);
  pass(20_000);
  expect(result.current).toEqual({ kind: 'offline', count: 1 });
});
