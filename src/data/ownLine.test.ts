// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { takeOwnLine } from './ownLine.ts';

const MINUTE = 60_000;

beforeEach(() => {
  dispatchEvent(new Event('pagehide')); // tabs of the test before
  localStorage.clear();
});

test('one tab of a browser has a line of its own', () => {
  expect(takeOwnLine()).toBe(true);
  expect(takeOwnLine()).toBe(false);
});

test('it is free again when the tab goes or is loaded anew', () => {
  takeOwnLine();
  dispatchEvent(new Event('pagehide'));
  expect(takeOwnLine()).toBe(true);
});

test('a tab that crashed has lost it after some minutes; one that works, or is only hidden, never', () => {
  vi.useFakeTimers({ now: 0 });
  try {
    localStorage.setItem('lct.ownLine', 'crashed 0');
    expect(takeOwnLine()).toBe(false);
    vi.advanceTimersByTime(3 * MINUTE);
    expect(takeOwnLine()).toBe(true);
    vi.advanceTimersByTime(60 * MINUTE);
    expect(takeOwnLine()).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test('without storage there is no cache to share', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  } as unknown as Storage;
  expect(takeOwnLine(full)).toBe(true);
});
