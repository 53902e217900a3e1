import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Bytes } from '../values.ts';
import { library, type Operation } from './method.ts';

/** The reversed Castagnoli polynomial. */
const CASTAGNOLI = 0x82f63b78;

function crc32c(data: Uint8Array): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ CASTAGNOLI : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** Checksums are given with their lowest byte first. */
function littleEndian(checksum: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(checksum);
  return bytes;
}

const hash = (digest: (data: Uint8Array) => Uint8Array): Operation =>
  ({
    takes: ['string|bytes'],
    gives: 'bytes',
    total: true,
    run: (input: string | Bytes) => new Bytes(digest(typeof input === 'string' ? Buffer.from(input) : input.data)),
  }) satisfies Operation<[never]> as Operation;

export const hashing = library({
  md5: hash((data) => createHash('md5').update(data).digest()),
  sha256: hash((data) => createHash('sha256').update(data).digest()),
  crc32: hash((data) => littleEndian(crc32(data))),
  crc32c: hash((data) => littleEndian(crc32c(data))),
});
