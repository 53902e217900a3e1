import { StatusError } from '../model/status.ts';
import type { Reader } from '../store/store.ts';

/** A commit that waits until others have let go of its documents. */
interface Waiting {
  names: ReadonlySet<string>;
  transaction: string | undefined;
  resolve: () => void;
  reject: (cause: StatusError) => void;
  timer: NodeJS.Timeout;
}

/** A transaction that is not heard of for so long loses its locks to whoever waits; it is then checked at its commit. */
const PATIENCE_MS = 15_000;

/**
 * What transactions of server libraries have read, which nobody else changes until they end, as in production: they
 * succeed at the first attempt, where many write the same. A saving only: the store checks every transaction at its commit.
 */
export class Locks {
  readonly #held = new Map<string, Set<string>>(); // transaction → names of documents
  readonly #isOpen: (transaction: string) => boolean;
  #waiting: Waiting[] = [];

  constructor(isOpen: (transaction: string) => boolean) {
    this.#isOpen = isOpen;
  }

  /** The same, and what is read is held for the transaction. */
  holding(transaction: string, reader: Reader): Reader {
    const hold = (names: string[]) => {
      const held = this.#held.get(transaction) ?? new Set();
      this.#held.set(transaction, held);
      for (const name of names) held.add(name);
    };
    return {
      get: (name) => {
        hold([name]);
        return reader.get(name);
      },
      query: (parent, query) => {
        const found = reader.query(parent, query);
        hold(found.map(({ name }) => name));
        return found;
      },
    };
  }

  release(transaction: string): void {
    if (!this.#held.delete(transaction)) return;
    this.#settle();
  }

  /**
   * Resolves when no other transaction holds one of the documents; undefined: none does. Of those that wait for each other
   * all but this one are rejected with ABORTED.
   */
  toWrite(names: ReadonlySet<string>, transaction?: string): Promise<void> | undefined {
    for (const holder of this.#blockers({ names, transaction })) {
      if (transaction !== undefined && this.#waitsFor(holder, transaction)) this.#abort(holder);
    }
    if (this.#blockers({ names, transaction }).length === 0) return undefined;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#blockers({ names, transaction }).forEach((one) => this.release(one)),
        PATIENCE_MS,
      );
      this.#waiting.push({ names, transaction, resolve, reject, timer: timer.unref() });
    });
  }

  /** Resolves when no commit waits to change what would be read: those that come later would keep it waiting for ever. */
  async toRead(names: () => ReadonlySet<string>): Promise<void> {
    while (this.#waiting.length > 0) {
      const wanted = names();
      const before = this.#waiting.filter((one) => [...one.names].some((name) => wanted.has(name)));
      if (before.length === 0) return;
      await Promise.all(before.map((one) => new Promise<void>((resolve) => this.#onEnd(one, resolve))));
      await new Promise((resolve) => setImmediate(resolve)); // its commit is applied in the next turn
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  close(): void {
    for (const { timer, reject } of this.#waiting.splice(0)) {
      clearTimeout(timer);
      reject(new StatusError('UNAVAILABLE', 'The server is stopping.'));
    }
  }

  #onEnd(one: Waiting, then: () => void): void {
    const { resolve, reject } = one;
    one.resolve = () => {
      resolve();
      then();
    };
    one.reject = (cause) => {
      reject(cause);
      then();
    };
  }

  #blockers({ names, transaction }: Pick<Waiting, 'names' | 'transaction'>): string[] {
    for (const holder of this.#held.keys()) if (!this.#isOpen(holder)) this.#held.delete(holder);
    return [...this.#held]
      .filter(([holder, held]) => holder !== transaction && [...names].some((name) => held.has(name)))
      .map(([holder]) => holder);
  }

  #waitsFor(holder: string, transaction: string, seen = new Set<string>()): boolean {
    if (seen.has(holder)) return false;
    seen.add(holder);
    const waiting = this.#waiting.find((one) => one.transaction === holder);
    return (
      waiting !== undefined &&
      this.#blockers(waiting).some((next) => next === transaction || this.#waitsFor(next, transaction, seen))
    );
  }

  #abort(transaction: string): void {
    const waiting = this.#waiting.find((one) => one.transaction === transaction);
    if (waiting) {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      clearTimeout(waiting.timer);
      waiting.reject(new StatusError('ABORTED', 'Another transaction writes the same. Please try again.'));
    }
    this.release(transaction);
  }

  /** In the order in which they came. */
  #settle(): void {
    const free = this.#waiting.filter((one) => this.#blockers(one).length === 0);
    this.#waiting = this.#waiting.filter((one) => !free.includes(one));
    for (const { timer, resolve } of free) {
      clearTimeout(timer);
      resolve();
    }
  }
}
