import { vi } from 'vitest';

// What a test waits for comes late on a busy machine: a wait ends when it holds, and fails only near the test's own
// limit (`testTimeout`). The libraries' default, one second, failed now and then where many suites run at once.
const PATIENCE_MS = 20_000;

if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/dom');
  configure({ asyncUtilTimeout: PATIENCE_MS });
}
const waitFor = vi.waitFor;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options });
