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
    const date = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
    const ms = Date.parse(`${date}Z`);
    // A day that does not exist (30 February) is moved by Date.parse, or refused, and so is the hour 24.
    if (Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(day)) return undefined;
    const micros = fraction.padEnd(6, '0').slice(0, 6);
    if (zone === 'Z') return print(ms / 1000, micros, date);
    const offset = /z/i.test(zone) ? 0 : Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4)) * 60;
    return print(ms / 1000 - (zone.startsWith('-') ? -offset : offset), micros);
  }
  if (typeof input === 'object' && input !== null) {
    const { seconds = 0, nanos = 0 } = input as { seconds?: unknown; nanos?: unknown };
    if (!/^-?\d{1,15}$/.test(textOf(seconds)) || !/^\d{1,9}$/.test(textOf(nanos))) return undefined;
    return print(Number(seconds), String(Math.floor(Number(nanos) / 1000)).padStart(6, '0'));
  }
  return undefined;
}

/** `micros`: six digits. `date`: what `seconds` are as text, without zone, for who knows it. */
function print(seconds: number, micros: string, date?: string): string | undefined {
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) return undefined;
  date ??= new Date(seconds * 1000).toISOString().slice(0, 19);
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
  if (micros === last.micros) return last.text;
  const ms = Math.floor(micros / 1000);
  const text = `${new Date(ms).toISOString().slice(0, -1)}${String(micros - ms * 1000).padStart(3, '0')}Z`;
  remember(text, micros);
  return text;
}

/** `undefined` for what is no timestamp. */
export function microsOfTime(time: unknown): Micros | undefined {
  const known = typeof time === 'string' ? printed.get(time) : undefined;
  if (known !== undefined) return known;
  const canonical = canonicalTimestamp(time);
  if (canonical === undefined) return undefined;
  const fraction = canonical.slice(20, -1).padEnd(6, '0');
  const micros = Date.parse(`${canonical.slice(0, 19)}Z`) * 1000 + Number(fraction);
  if (time === canonical && canonical.length === PRINTED) remember(canonical, micros);
  return micros;
}

const PRINTED = '1970-01-01T00:00:00.000000Z'.length;

/** Times as they are printed: those of commits that share the disk come several times each. */
const printed = new Map<string, Micros>();
const MOST_PRINTED = 200;
let last: { text: string; micros: Micros } = { text: '1970-01-01T00:00:00.000000Z', micros: 0 };

function remember(text: string, micros: Micros): void {
  if (printed.size >= MOST_PRINTED) printed.clear();
  printed.set(text, micros);
  last = { text, micros };
}
