import { StatusError } from '../model/status.ts';
import type { CommitRequest, CommitResult, Store } from '../store/store.ts';

interface Waiting {
  request: CommitRequest;
  resolve: (result: CommitResult) => void;
  reject: (cause: unknown) => void;
}

/** So many are not kept waiting for more. */
const ENOUGH = 100;

/**
 * Commits that arrive in one turn of the event loop share one wait for the disk, and with them those of the next turns as
 * long as each brings more. They are applied in the order in which they came; each is answered when it is durable, or with
 * its own error.
 */
export class CommitQueue {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #isClosed = false;

  constructor(store: Store) {
    this.#store = store;
  }

  commit(request: CommitRequest): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new StatusError('UNAVAILABLE', 'The server is stopping.'));
      this.#waiting.push({ request, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#gather(1)); // once all that has arrived is read
    });
  }

  /** `known`: how many waited a turn ago. One alone does not wait any longer. */
  #gather(known: number): void {
    const count = this.#waiting.length;
    if (count > known && count < ENOUGH) setImmediate(() => this.#gather(count));
    else this.#commitAll();
  }

  #commitAll(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      const outcomes = this.#store.commitAll(group.map(({ request }) => request));
      outcomes.forEach((outcome, i) => {
        if ('error' in outcome) group[i]!.reject(outcome.error);
        else group[i]!.resolve(outcome.result);
      });
    } catch (cause) {
      for (const { reject } of group) reject(cause);
    }
  }

  /** What has arrived is still committed. */
  close(): void {
    this.#commitAll();
    this.#isClosed = true;
  }
}
