import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sayMoment, stampOf } from './moments.ts';

beforeEach(() => {
  vi.stubEnv('TZ', 'America/New_York'); // as on a rented machine
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('a moment is the office’s, whatever the zone of the machine', () => {
  const at = Date.UTC(2026, 10, 28, 17, 1, 2);
  expect(stampOf(at)).toBe('2026-11-29T000102');
  expect(sayMoment(at)).toBe('00:01, 29/11/2026');
});
