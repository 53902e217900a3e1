import type { Readable } from 'node:stream';
import type { WaitingQueue } from './waitingRoom.ts';

const HEAD_BYTES = 5; // of each message of gRPC: whether it is packed, and its length

/**
 * Counts what has come of a message that is not whole yet, beside whoever reads the stream. `isKept`: also when it is
 * whole, as what a Listen asks for stays until its end.
 */
export function countUnfinished(stream: Readable, waiting: WaitingQueue, isKept: boolean): void {
  let head = Buffer.alloc(0);
  let missing = 0;
  let held = 0;
  stream.on('data', (chunk: Buffer) => {
    let at = 0;
    while (at < chunk.length) {
      if (missing === 0) {
        const more = chunk.subarray(at, at + HEAD_BYTES - head.length);
        head = Buffer.concat([head, more]);
        at += more.length;
        if (head.length < HEAD_BYTES) break;
        missing = head.readUInt32BE(1);
        head = Buffer.alloc(0);
      } else {
        const taken = Math.min(missing, chunk.length - at);
        at += taken;
        missing -= taken;
        held += taken;
        waiting.add(taken);
        if (missing === 0) {
          if (!isKept) waiting.remove(held);
          held = 0;
        }
      }
    }
  });
  stream.on('close', () => waiting.close());
}
