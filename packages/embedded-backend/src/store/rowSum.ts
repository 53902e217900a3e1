import { crc32 } from 'node:zlib';

/** A document as it is written. `sum` guards the rest: SQLite itself notices a broken page, not a changed letter. */
export interface GuardedRow {
  name: string;
  fields: string | null; // JSON; null in the change log: it did not exist
  created: number;
  updated: number;
  sum: number;
}

/** CRC-32 of `name\ncreated\nupdated\nfields`: no chance that one wrong byte, or a run of up to 32 wrong bits, goes unseen. */
export function sumOf({ name, fields, created, updated }: Omit<GuardedRow, 'sum'>): number {
  return crc32(`${name}\n${created}\n${updated}\n${fields ?? ''}`);
}

/** Of a row of the change log, `sum` being that of the document: CRC-32 of the same with `\ntime` behind it. */
export function sumOfChange(sum: number, time: number): number {
  return crc32(`\n${time}`, sum);
}
