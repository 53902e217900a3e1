import { crc32 } from 'node:zlib';
import { revivedFields } from '../model/canonical.ts';
import { noFields } from '../model/fieldPath.ts';
import { StatusError } from '../model/status.ts';
import { timeOfMicros, type Micros } from '../model/timestamp.ts';
import type { Document } from '../model/value.ts';

/**
 * In a SELECT on documents: a row as one blob `name\ncreated\nupdated\nfields\nsum`. Not as text: libsql ends the
 * whole process when it reads text that is not UTF-8, as a byte that rots while the program runs can make it.
 */
export const ROW_PARTS = rowParts('sum');
export const ROW = `CAST(concat(${ROW_PARTS}) AS BLOB) AS bytes`;
/** The same of changes, with its place in the log before the sum (`sumOfChange`). */
export const CHANGE = `CAST(concat(${rowParts("commit_time, x'0a', sum")}) AS BLOB) AS bytes`;

function rowParts(end: string): string {
  return `name, x'0a', created, x'0a', updated, x'0a', fields, x'0a', ${end}`;
}

/** What libsql makes of a blob: `get` the one, `all` and `iterate` the other. Null: a column was. */
export type Blob = Buffer | ArrayBuffer | null;

export function bytesOf(blob: Blob): Buffer {
  if (blob === null) return Buffer.of();
  return blob instanceof ArrayBuffer ? Buffer.from(blob) : blob;
}

const NEWLINE = 10;

/** A document as it lies in the file. Of a damaged one nothing that it says is true, not even its name, until `document` has looked. */
export class StoredRow {
  readonly name: string;
  readonly updated: Micros;
  readonly #created: string;
  readonly #from: number;
  readonly #fieldsAt: number;
  readonly #fieldsEnd: number;
  readonly #sumAt: number;
  readonly #bytes: Buffer;

  /** `from`: where it begins. */
  constructor(blob: Blob, { from = 0, isChange = false }: { from?: number; isChange?: boolean } = {}) {
    this.#bytes = bytesOf(blob);
    this.#from = from;
    // From the end: JSON has no newline in it, a name may.
    this.#sumAt = this.#bytes.lastIndexOf(NEWLINE) + 1;
    this.#fieldsEnd = isChange ? this.#bytes.lastIndexOf(NEWLINE, this.#sumAt - 2) : this.#sumAt - 1;
    this.#fieldsAt = this.#bytes.lastIndexOf(NEWLINE, this.#fieldsEnd - 1) + 1;
    const head = this.#bytes.toString('utf8', from, this.#fieldsAt - 1);
    const updatedAt = head.lastIndexOf('\n') + 1;
    const createdAt = head.lastIndexOf('\n', updatedAt - 2) + 1;
    this.updated = Number(head.slice(updatedAt));
    this.#created = head.slice(createdAt, updatedAt - 1);
    this.name = head.slice(0, Math.max(0, createdAt - 1));
  }

  /** Length of the fields' JSON in bytes. */
  get size(): number {
    return Math.max(0, this.#fieldsEnd - this.#fieldsAt);
  }

  /** DATA_LOSS unless the row is what was written. A client's queued write fails with it, and does not hold up the next. */
  check(): void {
    if (!this.isSound) throw new StatusError('DATA_LOSS', `The stored document ${this.name} is damaged.`);
  }

  get isSound(): boolean {
    const sum = this.#bytes.toString('latin1', this.#sumAt);
    return sum === String(crc32(this.#bytes.subarray(this.#from, Math.max(0, this.#sumAt - 1))));
  }

  /** Null, in the change log: it did not exist. DATA_LOSS unless it is what was written. */
  document(): Document | null {
    const named = this.named();
    if (named) named.fields = revivedFields(this.#bytes.toString('utf8', this.#fieldsAt, this.#fieldsEnd));
    return named;
  }

  /** The same without its fields: they are most of the work. */
  named(): Document | null {
    this.check();
    if (this.size === 0) return null;
    return {
      name: this.name,
      fields: noFields(),
      createTime: timeOfMicros(Number(this.#created)),
      updateTime: timeOfMicros(this.updated),
    };
  }
}
