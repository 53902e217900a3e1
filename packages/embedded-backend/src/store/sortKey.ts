import { compareText, numberOf, typeClass, TYPE_CLASSES } from '../model/order.ts';
import type { Value } from '../model/value.ts';
import { keyOf } from './key.ts';

/** Text whose order, by code points, is that of values. */
export interface SortKey {
  text: string;
  /**
   * False: a value was long or composed, and its part of the text is the last: values that differ only there, or in
   * what follows it, fall together.
   */
  isExact: boolean;
}

/** Above every continuation of a sort key. */
export const AFTER = '\u0101';

const MAX_BYTES = 300; // of a text in a key
const DOUBLE = new DataView(new ArrayBuffer(8));

/** The key of several values, the first of which counts first. If one list is before another, its key is not behind. */
export function sortKey(values: readonly { value: Value; descending: boolean }[]): SortKey {
  let text = '';
  for (const { value, descending } of values) {
    const { bytes, isExact } = bytesOf(value);
    // One character a byte; from 1, as SQLite ends some texts at NUL.
    for (const byte of bytes) text += String.fromCharCode(descending ? 256 - byte : byte + 1);
    if (!isExact) return { text, isExact };
  }
  return { text, isExact: true };
}

/** The begin of the keys of all values that can be compared with this one. */
export function classKey(value: Value): string {
  return String.fromCharCode(TYPE_CLASSES.indexOf(typeClass(value)) + 2);
}

function bytesOf(value: Value): { bytes: number[]; isExact: boolean } {
  const type = typeClass(value);
  const bytes = [TYPE_CLASSES.indexOf(type) + 1];
  let isExact = true;
  if (type === 'number') pushNumber(bytes, numberOf(value)!);
  else if ('stringValue' in value) isExact = pushText(bytes, Buffer.from(value.stringValue));
  else if ('timestampValue' in value) isExact = pushText(bytes, Buffer.from(value.timestampValue.slice(0, -1)));
  else if ('booleanValue' in value) bytes.push(Number(value.booleanValue));
  else if ('bytesValue' in value) isExact = pushText(bytes, Buffer.from(value.bytesValue, 'base64'));
  else if ('referenceValue' in value) isExact = pushText(bytes, Buffer.from(keyOf(value.referenceValue)));
  else if ('geoPointValue' in value) {
    pushDouble(bytes, value.geoPointValue.latitude);
    pushDouble(bytes, value.geoPointValue.longitude);
  } else if (type !== 'null') {
    bytes.push(0, 1);
    isExact = false;
  }
  return { bytes, isExact };
}

/** Ends in 0 0 when it is whole, in 0 1 when it is cut; a 0 within is 0 255: so a beginning sorts before its whole. */
function pushText(bytes: number[], text: Uint8Array): boolean {
  const isWhole = text.length <= MAX_BYTES;
  for (const byte of isWhole ? text : text.subarray(0, MAX_BYTES)) {
    bytes.push(byte);
    if (byte === 0) bytes.push(255);
  }
  bytes.push(0, isWhole ? 0 : 1);
  return isWhole;
}

/** The nearest double, and how far from it an integer beyond 2^53 is. */
function pushNumber(bytes: number[], number: number | bigint): void {
  const double = Number(number);
  pushDouble(bytes, double);
  const rest = typeof number === 'bigint' ? Number(number - BigInt(double)) + 0x8000 : 0x8000;
  bytes.push(rest >> 8, rest & 255);
}

/** 8 bytes in the order of doubles, NaN first. */
function pushDouble(bytes: number[], double: number): void {
  DOUBLE.setFloat64(0, Number.isNaN(double) ? 0 : double + 0); // -0 is 0
  const flip = Number.isNaN(double) ? 0 : DOUBLE.getUint8(0) & 0x80 ? 0xff : 0;
  for (let i = 0; i < 8; i++) bytes.push(DOUBLE.getUint8(i) ^ flip);
  if (flip === 0 && !Number.isNaN(double)) bytes[bytes.length - 8]! |= 0x80;
}

export function laterOf(a: string, b: string): string {
  return compareText(a, b) >= 0 ? a : b;
}

export function earlierOf(a: string, b: string): string {
  return compareText(a, b) <= 0 ? a : b;
}
