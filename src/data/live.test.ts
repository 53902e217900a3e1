import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { DataError } from './errors.ts';
import { liveQuery, snapshots, type Watch } from './live.ts';

/** A store whose answers the test gives. */
function fakeStore() {
  const listeners = new Set<{ next: (value: string) => void; fail: (cause: unknown) => void }>();
  let opened = 0;
  const watch: Watch<string> = (next, fail) => {
    const listener = { next, fail };
    opened++;
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    watch,
    opened: () => opened,
    open: () => listeners.size,
    tell: (value: string) => listeners.forEach(({ next }) => next(value)),
    refuse: (cause: unknown) => listeners.forEach(({ fail }) => fail(cause)),
  };
}

function setUp() {
  const store = fakeStore();
  const client = new QueryClient();
  const watcher = () => {
    const seen: (string | undefined)[] = [];
    const observer = new QueryObserver(client, liveQuery<string>(['week'], store.watch));
    const leave = observer.subscribe((result) => seen.push(result.data));
    return { seen, leave, observer };
  };
  return { store, watcher };
}

test('two watchers share one listener and both see every change', async () => {
  const { store, watcher } = setUp();
  const [one, two] = [watcher(), watcher()];
  store.tell('first');
  await vi.waitFor(() => expect([one.seen.at(-1), two.seen.at(-1)]).toEqual(['first', 'first']));
  store.tell('second');
  await vi.waitFor(() => expect([one.seen.at(-1), two.seen.at(-1)]).toEqual(['second', 'second']));
  expect(store.opened()).toBe(1);
});

test('the last watcher to leave closes the listener; coming back reopens it with the old data on screen', async () => {
  const { store, watcher } = setUp();
  const [one, two] = [watcher(), watcher()];
  store.tell('first');
  await vi.waitFor(() => expect(one.seen.at(-1)).toBe('first'));
  one.leave();
  expect(store.open()).toBe(1);
  two.leave();
  await vi.waitFor(() => expect(store.open()).toBe(0));
  const back = watcher();
  expect(back.observer.getCurrentResult().data).toBe('first');
  await vi.waitFor(() => expect(store.open()).toBe(1));
  store.tell('second');
  await vi.waitFor(() => expect(back.seen.at(-1)).toBe('second'));
});

test('a refused listener is an error at once, not three tries later', async () => {
  const { store, watcher } = setUp();
  const { observer } = watcher();
  store.refuse(new DataError('forbidden'));
  await vi.waitFor(() => expect(observer.getCurrentResult().error).toMatchObject({ code: 'forbidden' }));
  expect(store.opened()).toBe(1);
  expect(store.open()).toBe(0);
});

test('who reads slowly sees the newest value only', async () => {
  const store = fakeStore();
  const end = new AbortController();
  const stream = snapshots(store.watch, end.signal);
  const first = stream.next();
  store.tell('one');
  expect((await first).value).toBe('one');
  store.tell('two');
  store.tell('three');
  expect((await stream.next()).value).toBe('three');
  const last = stream.next();
  end.abort();
  expect((await last).done).toBe(true);
  expect(store.open()).toBe(0);
});
