// SQLite's write-ahead log as crash.mjs needs it: where its commits end. The file's length is no measure: a log that is begun
// again after a checkpoint gets other salts, and overwrites the one before from the front; after a power cut, what did not
// reach the disk whole lies behind. (https://www.sqlite.org/fileformat2.html#the_write_ahead_log)
import { closeSync, openSync, readSync } from 'node:fs';

export const LOG_HEAD = 32;
const FRAME_HEAD = 24;

/**
 * `ends`: the bytes at which the commits of the present log end. `generation`: its salts; '' when there is no log. With
 * `known`, what this returned before of the same file, it goes on from there.
 */
export function readLog(path, known) {
  const nothing = { generation: '', ends: [], frame: 0, sums: [0, 0] };
  let file;
  try {
    file = openSync(path, 'r');
  } catch {
    return nothing;
  }
  try {
    const head = Buffer.alloc(LOG_HEAD);
    if (readSync(file, head, 0, LOG_HEAD, 0) < LOG_HEAD) return nothing;
    const frame = FRAME_HEAD + head.readUInt32BE(8);
    const generation = head.toString('hex', 16, 24);
    const isBigEndian = head.readUInt32BE(0) % 2 === 1;
    const isSame = known?.generation === generation;
    const ends = isSame ? known.ends : [];
    let sumsOfCommit = isSame ? known.sums : sumsOf(head.subarray(0, 24), [0, 0], isBigEndian);
    const page = Buffer.alloc(frame);
    for (let at = ends.at(-1) ?? LOG_HEAD, sums = sumsOfCommit; ; at += frame) {
      if (readSync(file, page, 0, frame, at) < frame) break;
      sums = sumsOf(page.subarray(FRAME_HEAD), sumsOf(page.subarray(0, 8), sums, isBigEndian), isBigEndian);
      const isWhole = page.readUInt32BE(16) === sums[0] && page.readUInt32BE(20) === sums[1];
      if (!isWhole || page.toString('hex', 8, 16) !== generation) break;
      if (page.readUInt32BE(4) === 0) continue;
      ends.push(at + frame);
      sumsOfCommit = sums;
    }
    return { generation, ends, frame, sums: sumsOfCommit };
  } finally {
    closeSync(file);
  }
}

function sumsOf(bytes, [first, second], isBigEndian) {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [one, two] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + words.getUint32(at, !isBigEndian) + two) >>> 0;
    two = (two + words.getUint32(at + 4, !isBigEndian) + one) >>> 0;
  }
  return [one, two];
}
