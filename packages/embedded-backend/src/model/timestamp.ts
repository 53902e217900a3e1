import { textOf } from './message.ts';

/** Microseconds since 1970 UTC. Exact in a number until the year 2255: for times of this program's making. */
export type Micros = number;

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/;
const MIN_SECONDS = -62_135_596_800; // 0001-01-01T00:00:00Z
const MAX_SECONDS = 253_402_300_799; // 9999-12-31T23:59:59Z

/**
 * The canonical text of a timestamp as clients send it: RFC 3339 with any offset, or `{seconds, nanos}`. Cut to
 * microseconds, the precision that Firestore keeps; UTC; 0, 3 or 6 digits. `undefined` when it is none.
 */
export function canonicalTimestamp(input: unknown): string | undefined {
  if (typeof input === 'string') {
    const match = RFC3339.exec(input);
    if (!match) return undefined;
    const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
    const plain = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
    const ms = Date.parse(plain);
    // A day that does not exist (30 February) is moved by Date.parse, or refused.
    if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== plain.slice(0, 19)) return undefined;
    const offset = /z/i.test(zone) ? 0 : Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4)) * 60;
    return print(ms / 1000 - (zone.startsWith('-') ? -offset : offset), Number(fraction.padEnd(9, '0')));
  }
  if (typeof input === 'object' && input !== null) {
    const { seconds = 0, nanos = 0 } = input as { seconds?: unknown; nanos?: unknown };
    if (!/^-?\d{1,15}$/.test(textOf(seconds)) || !/^\d{1,9}$/.test(textOf(nanos))) return undefined;
    return print(Number(seconds), Number(nanos));
  }
  return undefined;
}

function print(seconds: number, nanos: number): string | undefined {
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) return undefined;
  const date = new Date(seconds * 1000).toISOString().slice(0, 19);
  const micros = String(Math.floor(nanos / 1000)).padStart(6, '0');
  if (micros === '000000') return `${date}Z`;
  return micros.endsWith('000') ? `${date}.${micros.slice(0, 3)}Z` : `${date}.${micros}Z`;
}

/** Order of canonical timestamps in time. Their texts without `Z` are in that order: a fraction only adds digits. */
export function compareTimestamps(a: string, b: string): number {
  const left = a.slice(0, -1);
  const right = b.slice(0, -1);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Always six digits, so that texts of commit times are ordered as the times are. */
export function timeOfMicros(micros: Micros): string {
  const ms = Math.floor(micros / 1000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(micros - ms * 1000).padStart(3, '0')}Z`;
}

/** `undefined` for what is no timestamp. */
export function microsOfTime(time: unknown): Micros | undefined {
  if (time === last.text) return last.micros; // a commit's time comes many times
  const canonical = canonicalTimestamp(time);
  if (canonical === undefined) return undefined;
  const fraction = canonical.slice(20, -1).padEnd(6, '0');
  const micros = Date.parse(`${canonical.slice(0, 19)}Z`) * 1000 + Number(fraction);
  if (typeof time === 'string') last = { text: time, micros };
  return micros;
}

let last: { text: string; micros: Micros } = { text: '1970-01-01T00:00:00Z', micros: 0 };
