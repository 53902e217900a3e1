import { MAX_WAITING_BYTES, MAX_WAITING_BYTES_IN_ALL } from './limits.ts';

/**
 * What waits for clients, over all streams of a backend: answers until they are read, requests until they are whole,
 * those of a Listen until its end. A stream that holds too much is dropped; when all together do, the one that holds most. Its client, if it still listens,
 * comes back by itself.
 */
export class WaitingRoom {
  readonly #queues = new Set<WaitingQueue>();
  #bytes = 0;

  open(drop: (why: string) => void): WaitingQueue {
    const queue = new WaitingQueue(drop, (bytes) => this.#count(queue, bytes));
    this.#queues.add(queue);
    return queue;
  }

  #count(queue: WaitingQueue, bytes: number): void {
    this.#bytes += bytes;
    if (queue.bytes === 0 && queue.isClosed) this.#queues.delete(queue);
    if (bytes <= 0) return;
    if (queue.bytes > MAX_WAITING_BYTES) queue.drop('the client does not read');
    else if (this.#bytes > MAX_WAITING_BYTES_IN_ALL) {
      const largest = [...this.#queues].reduce((most, other) => (other.bytes > most.bytes ? other : most));
      largest.drop('too much waits to be read');
    }
  }
}

export class WaitingQueue {
  bytes = 0;
  isClosed = false;
  readonly drop: (why: string) => void;
  readonly #count: (bytes: number) => void;

  constructor(drop: (why: string) => void, count: (bytes: number) => void) {
    this.drop = drop;
    this.#count = count;
  }

  /** May drop this stream, or another. */
  add(bytes: number): void {
    if (this.isClosed) return;
    this.bytes += bytes;
    this.#count(bytes);
  }

  remove(bytes: number): void {
    if (this.isClosed) return;
    this.bytes -= bytes;
    this.#count(-bytes);
  }

  close(): void {
    if (this.isClosed) return;
    const { bytes } = this;
    this.isClosed = true;
    this.bytes = 0;
    this.#count(-bytes);
  }
}
