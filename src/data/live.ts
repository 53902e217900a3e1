import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { toDataError } from './errors.ts';
import type { DataError } from './errors.ts';
import { sessionIsBack } from './session.ts';

type Unsubscribe = () => void;

/** Starts a listener. Every value goes to `next`; `fail` ends it. */
export type Watch<T> = (next: (value: T) => void, fail: (cause: unknown) => void) => Unsubscribe;

/**
 * A listener as a stream that closes itself: it unsubscribes when `signal` aborts or the reader leaves the loop.
 * A slow reader sees the newest value only; a failed listener throws from the loop.
 */
export async function* snapshots<T>(watch: Watch<T>, signal: AbortSignal): AsyncGenerator<T, void, undefined> {
  let newest: { value: T } | undefined;
  let failure: { cause: unknown } | undefined;
  let wake = () => {};
  const stop = watch(
    (value) => {
      newest = { value };
      wake();
    },
    (cause) => {
      failure = { cause };
      wake();
    },
  );
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      if (newest) {
        const { value } = newest;
        newest = undefined;
        yield value;
      } else if (failure) {
        throw failure.cause;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop();
  }
}

/**
 * A query that stays live while anyone watches it: one listener however many watchers, none when nobody looks.
 * `null` is a value (there is no such document), `undefined` never is.
 */
export const liveQuery = <T extends NonNullable<unknown> | null>(queryKey: readonly unknown[], watch: Watch<T>) =>
  queryOptions<T, DataError>({
    queryKey,
    // Runs until the last watcher leaves; every snapshot goes straight to the cache.
    queryFn: async ({ client, signal }: { client: QueryClient; signal: AbortSignal }): Promise<T> => {
      do {
        try {
          for await (const value of snapshots(watch, signal)) client.setQueryData<T>(queryKey, value as never);
          break;
        } catch (cause) {
          // Without a session the store refuses; what is shown stays until there is one again.
          if (!(await sessionIsBack(signal))) throw toDataError(cause);
        }
      } while (!signal.aborted);
      return client.getQueryData<T>(queryKey)!; // aborted: the result is thrown away
    },
    // The store answers from its own copy when there is no network; the query cache must not wait for one.
    networkMode: 'always',
    // A snapshot keeps the values that did not change (watch.ts): nothing to compare.
    structuralSharing: false,
    retry: (count, error) => error.code !== 'forbidden' && error.code !== 'signedOut' && count < 3,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
