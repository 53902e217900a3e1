import { expect, test } from 'vitest';
import { MAX_WAITING_BYTES } from './limits.ts';
import { WaitingRoom } from './waitingRoom.ts';

/** Streams that note when they are dropped. */
function roomWith(count: number) {
  const room = new WaitingRoom();
  const dropped: number[] = [];
  const queues = Array.from({ length: count }, (_, index) => {
    const queue = room.open(() => {
      dropped.push(index);
      queue.close();
    });
    return queue;
  });
  return { queues, dropped };
}

test('a stream may hold what one stream may hold', () => {
  const { queues, dropped } = roomWith(1);
  queues[0]!.add(MAX_WAITING_BYTES);
  expect(dropped).toEqual([]);
});

test('one byte more, and it is dropped', () => {
  const { queues, dropped } = roomWith(1);
  queues[0]!.add(MAX_WAITING_BYTES + 1);
  expect(dropped).toEqual([0]);
});

test('what was read does not count', () => {
  const { queues, dropped } = roomWith(1);
  queues[0]!.add(MAX_WAITING_BYTES);
  queues[0]!.remove(1);
  queues[0]!.add(1);
  expect(dropped).toEqual([]);
});

test('when all hold too much together, the one that holds most goes, not the one that came last', () => {
  const { queues, dropped } = roomWith(6);
  queues[0]!.add(MAX_WAITING_BYTES * 0.7);
  queues[1]!.add(MAX_WAITING_BYTES);
  queues[2]!.add(MAX_WAITING_BYTES * 0.9);
  queues[3]!.add(MAX_WAITING_BYTES * 0.9);
  queues[4]!.add(MAX_WAITING_BYTES * 0.4);
  expect(dropped).toEqual([]);
  queues[5]!.add(MAX_WAITING_BYTES * 0.2);
  expect(dropped).toEqual([1]);
});

test('room is made by a stream that ends', () => {
  const { queues, dropped } = roomWith(5);
  for (const queue of queues.slice(0, 4)) queue.add(MAX_WAITING_BYTES);
  queues[0]!.close();
  queues[4]!.add(MAX_WAITING_BYTES);
  expect(dropped).toEqual([]);
});
