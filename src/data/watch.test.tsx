// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { Query } from 'firebase/firestore';
import { afterEach, expect, test, vi } from 'vitest';
import { useCurrent } from './current.ts';
import { watchQuery } from './watch.ts';

const store = vi.hoisted(() => ({ tell: (_snapshot: unknown) => {}, stopped: false }));
vi.mock('firebase/firestore', () => ({
  onSnapshot: (_query: unknown, _options: unknown, next: (snapshot: unknown) => void) => {
    store.tell = next;
    return () => {
      store.stopped = true;
    };
  },
}));
vi.mock('./heard.ts', () => ({ markHeard: () => {}, wasHeard: () => true }));
afterEach(cleanup);

const answer = (ids: readonly string[], fromCache: boolean) => ({
  docs: ids.map((id) => ({ ref: { path: id } })),
  docChanges: () => ids.map((id) => ({ type: 'added', doc: { ref: { path: id } } })),
  empty: ids.length === 0,
  metadata: { fromCache, hasPendingWrites: false },
});

test('what this machine kept is shown at once, and is current only once the store has answered, as long as it does', () => {
  const shown: (readonly string[])[] = [];
  const watch = watchQuery(
    'the week',
    () => null as unknown as Query,
    ({ ref }) => ref.path,
  );
  const stop = watch(
    (values) => shown.push(values),
    () => {},
  );
  const { result } = renderHook(() => useCurrent('the week'));
  act(() => store.tell(answer(['a'], true)));
  expect(shown.at(-1)).toEqual(['a']);
  expect(result.current).toBe(false);
  act(() => store.tell(answer(['a', 'b'], false)));
  expect(shown.at(-1)).toEqual(['a', 'b']);
  expect(result.current).toBe(true);
  act(() => store.tell(answer(['a', 'b'], true)));
  expect(result.current).toBe(false);
  act(() => store.tell(answer(['a', 'b'], false)));
  act(() => void (stop as () => void)());
  expect(store.stopped).toBe(true);
  expect(result.current).toBe(false);
});
