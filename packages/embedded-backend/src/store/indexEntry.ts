import { crc32 } from 'node:zlib';
import type { Database } from './database.ts';
import { MODULUS, moveDigest } from './digest.ts';
import { bytesOf, type Blob } from './storedRow.ts';

/** In a SELECT on index_entries: an entry as bytes, for the reason that `ROW` has, up to one that is in no text. */
export const ENTRY_PARTS = `crc, x'0a', value, x'0a', index_entries.key, x'ff'`;
const [ZERO, NEWLINE, END] = [48, 10, 0xff];

/** Where the sums of the entries of one scope of an index begin. */
export function seedOf(index: number, scope: string): number {
  return crc32(`${index}\n${scope}\n`);
}

/** CRC-32 of `index\nscope\nvalue\nkey`, as the entry has it in its column `crc`. */
export function sumOfEntry(seed: number, value: string, key: string): number {
  return crc32(`${value}\n${key}`, seed);
}

/** Where the entry that begins at `at` ends; -1 unless it is what was written. */
export function endOfEntry(bytes: Buffer, at: number, seed: number): number {
  let [from, sum] = [at, 0];
  for (; from < bytes.length && bytes[from] !== NEWLINE; from++) sum = sum * 10 + bytes[from]! - ZERO;
  const end = bytes.indexOf(END, from);
  return end !== -1 && crc32(bytes.subarray(from + 1, end), seed) === sum ? end + 1 : -1;
}

/** What the digest has of an index itself; `listedTo` null: it is whole. */
export function sumOfIndex(id: number, definition: string, listedTo: string | null): number {
  return crc32(JSON.stringify([id, definition, listedTo]));
}

/**
 * What the clock row says of all indexes: the total of their sums and of those of their entries. An entry that has gone, or
 * lies where no query would look for it, makes another one. Undefined: an entry is not what was written.
 */
export function countIndexDigest(database: Database): number | undefined {
  let digest = 0;
  const indexes = database
    .prepare('SELECT id, definition, listed_to FROM indexes LEFT JOIN unfinished_indexes USING (id)')
    .all() as { id: number; definition: string; listed_to: string | null }[];
  for (const { id, definition, listed_to } of indexes) digest += sumOfIndex(id, definition, listed_to);
  // Many in one value: to hand them over one by one takes three times as long.
  const scopes = database.prepare(
    `SELECT CAST(concat(index_id, x'0a', scope, x'0a') AS BLOB) AS head, sum(crc) % ${MODULUS} AS sums,
     CAST(group_concat(concat(${ENTRY_PARTS}), '') AS BLOB) AS bytes FROM index_entries GROUP BY index_id, scope`,
  );
  let isSound = true;
  for (const { head, sums, bytes } of scopes.iterate() as Iterable<{ head: Blob; sums: number; bytes: Blob }>) {
    digest += sums;
    isSound &&= areSound(bytesOf(bytes), crc32(bytesOf(head)));
  }
  return isSound ? moveDigest(0, digest) : undefined;
}

function areSound(entries: Buffer, seed: number): boolean {
  let at = 0;
  while (at !== -1 && at < entries.length) at = endOfEntry(entries, at, seed);
  return at !== -1;
}
