import {
  Bytes,
  Duration,
  LatLng,
  MapDiff,
  Opaque,
  Path,
  RulesSet,
  type RulesMap,
  type RulesValue,
  Slot,
  Timestamp,
} from './values.ts';

/** Across types false, never an error. An int meets a float as a float; NaN equals nothing. */
export function equal(a: RulesValue, b: RulesValue): boolean {
  if (typeof a === 'string') return a === b;
  if (typeof a === 'bigint') return typeof b === 'bigint' ? a === b : typeof b === 'number' && Number(a) === b;
  if (typeof a === 'number') return a === (typeof b === 'bigint' ? Number(b) : b);
  if (a === null || typeof a !== 'object') return a === b;
  if (b === null || typeof b !== 'object') return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, at) => equal(item, b[at]!));
  if (a instanceof Map) return b instanceof Map && equalMaps(a, b);
  if (a instanceof RulesSet)
    return b instanceof RulesSet && a.items.length === b.items.length && holdsAll(lookup(b.items), a.items);
  if (a instanceof Path)
    return b instanceof Path && a.segments.length === b.segments.length && a.toString() === b.toString();
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof Bytes) return b instanceof Bytes && Buffer.compare(a.data, b.data) === 0;
  if (a instanceof LatLng) return b instanceof LatLng && a.latitude === b.latitude && a.longitude === b.longitude;
  if (a instanceof Opaque) return b instanceof Opaque && a.text === b.text;
  if (a instanceof MapDiff) return b instanceof MapDiff && equal(a.left, b.left) && equal(a.right, b.right);
  return false;
}

function equalMaps(a: RulesMap, b: RulesMap): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !equal(value, other)) return false;
  }
  return true;
}

/**
 * Negative, 0 or positive; undefined where the types have no common order. NaN comes before every number, and
 * strings go by code points, both as in queries.
 */
export function compare(a: RulesValue, b: RulesValue): number | undefined {
  if ((typeof a === 'bigint' || typeof a === 'number') && (typeof b === 'bigint' || typeof b === 'number')) {
    if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
    const [x, y] = [Number(a), Number(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if ((a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration)) {
    return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  }
  return undefined;
}

function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return inCodePointOrder(x) - inCodePointOrder(y);
  }
  return a.length - b.length;
}

/** Half of a surrogate pair stands for a code point above all others. */
const inCodePointOrder = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Text that equal values share. NaN gets none, as it equals nothing. */
export function keyOf(value: RulesValue): string | undefined {
  switch (typeof value) {
    case 'bigint':
      return BigInt(Number(value)) === value ? `n${Number(value)}` : `i${value}`;
    case 'number':
      return Number.isNaN(value) ? undefined : `n${value + 0}`;
    case 'string':
      return `s${value.length}:${value}`;
    case 'boolean':
      return String(value);
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return joined('l', (value as readonly RulesValue[]).map(keyOf));
  if (value instanceof RulesSet) return joined('u', value.items.map(keyOf).sort());
  if (value instanceof Map) {
    const keys = [...value.keys()].sort();
    return joined(
      'm',
      keys.map((key) => joined('e', [keyOf(key), keyOf(value.get(key)!)])),
    );
  }
  if (value instanceof Path)
    return joined(
      'p',
      value.segments.map((s) => (s instanceof Slot ? `{${s.name}}` : keyOf(s))),
    );
  if (value instanceof Timestamp) return `t${value.nanos}`;
  if (value instanceof Duration) return `d${value.nanos}`;
  if (value instanceof Bytes) return `b${Buffer.from(value.data).toString('base64')}`;
  if (value instanceof LatLng) return `g${value.latitude},${value.longitude}`;
  if (value instanceof MapDiff) return joined('f', [keyOf(value.left), keyOf(value.right)]);
  return value instanceof Opaque ? `o${value.text}` : undefined;
}

function joined(kind: string, keys: readonly (string | undefined)[]): string | undefined {
  return keys.includes(undefined) ? undefined : `${kind}(${keys.join()})`;
}

/** Finds equal values at once. */
export interface Lookup {
  readonly strings: ReadonlySet<string>;
  /** Keys of all others. */
  readonly others: ReadonlySet<string> | null;
}

const NONE: ReadonlySet<string> = new Set();
const ofConstants = new WeakMap<readonly RulesValue[], Lookup>();

/** A list that is written in the rules: it is looked into again and again. */
export function constantList(items: readonly RulesValue[]): readonly RulesValue[] {
  ofConstants.set(items, lookup(items));
  return items;
}

export function lookup(items: readonly RulesValue[]): Lookup {
  const known = ofConstants.get(items);
  if (known) return known;
  let others: Set<string> | null = null;
  const strings = new Set<string>();
  for (const item of items) {
    if (typeof item === 'string') strings.add(item);
    else {
      const key = keyOf(item);
      if (key !== undefined) (others ??= new Set()).add(key);
    }
  }
  return { strings: strings.size > 0 ? strings : NONE, others };
}

export function holds({ strings, others }: Lookup, value: RulesValue): boolean {
  if (typeof value === 'string') return strings.has(value);
  if (others === null) return false;
  const key = keyOf(value);
  return key !== undefined && others.has(key);
}

export function holdsAll(keys: Lookup, items: readonly RulesValue[]): boolean {
  for (const item of items) if (!holds(keys, item)) return false;
  return true;
}

export function holdsEvery({ strings }: Lookup, texts: Iterable<string>): boolean {
  for (const text of texts) if (!strings.has(text)) return false;
  return true;
}

export function setOf(items: Iterable<RulesValue>): RulesSet {
  const strings = new Set<string>();
  const others = new Set<string>();
  const kept: RulesValue[] = [];
  for (const item of items) {
    const [seen, key] = typeof item === 'string' ? [strings, item] : [others, keyOf(item)];
    if (key !== undefined) {
      if (seen.has(key)) continue;
      seen.add(key);
    }
    kept.push(item);
  }
  return new RulesSet(kept);
}
