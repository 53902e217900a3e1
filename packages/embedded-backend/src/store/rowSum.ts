import { crc32 } from 'node:zlib';
import { StatusError } from '../model/status.ts';

/** A document as it lies in the file. `sum` guards the rest: SQLite itself notices a broken page, not a changed letter. */
export interface GuardedRow {
  name: string;
  fields: string | null; // JSON; null in the change log: it did not exist
  created: number;
  updated: number;
  sum: number;
}

/** CRC-32: no chance that one wrong byte, or a run of up to 32 wrong bits, goes unseen. */
export function sumOf({ name, fields, created, updated }: Omit<GuardedRow, 'sum'>): number {
  return crc32(`${name}\n${created}\n${updated}\n${fields ?? ''}`);
}

/** DATA_LOSS unless the row is what was written. A client's queued write fails with it, and does not hold up the next. */
export function checkSum(row: GuardedRow): void {
  if (sumOf(row) !== row.sum) throw new StatusError('DATA_LOSS', `The stored document ${row.name} is damaged.`);
}
