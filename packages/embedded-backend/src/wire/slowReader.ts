import type { EventEmitter } from 'node:events';
import { MAX_WAITING_BYTES, SLOW_READER_MS } from './limits.ts';
import type { WaitingQueue, WaitingRoom } from './waitingRoom.ts';

/**
 * Resolves when more of an answer can be written, or from now on never need be. When that takes long, the answer counts in
 * the room of what waits, which may drop it; by itself none is too large.
 */
export async function drained(
  stream: EventEmitter,
  waitingRoom: WaitingRoom,
  answer: object,
  drop: () => void,
): Promise<void> {
  let waiting: WaitingQueue | undefined;
  const late = setTimeout(() => {
    waiting = waitingRoom.open(drop);
    waiting.add(Math.min(lengthOf(answer), MAX_WAITING_BYTES));
  }, SLOW_READER_MS).unref();
  await new Promise<void>((resolve) => {
    const events = ['drain', 'close', 'cancelled'];
    const done = () => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
  clearTimeout(late);
  waiting?.close();
}

/** About, by one item of its longest list. */
function lengthOf(answer: object): number {
  const lists = Array.isArray(answer) ? [answer] : Object.values(answer).filter((value) => Array.isArray(value));
  return Math.max(0, ...lists.map((list) => (JSON.stringify(list.at(-1)) ?? '').length * list.length));
}
