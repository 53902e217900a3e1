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

/**
 * Across types false, never an error. An int meets a float as a float, but not inside of lists and maps: `1 == 1.0`, and
 * `[1] != [1.0]`. NaN equals nothing.
 */
export function equal(a: RulesValue, b: RulesValue): boolean {
  if (typeof a === 'bigint' && typeof b === 'number') return Number(a) === b;
  if (typeof a === 'number' && typeof b === 'bigint') return a === Number(b);
  return identical(a, b);
}

/** As `equal`, but an int is no float: so lists find their elements. */
export function identical(a: RulesValue, b: RulesValue): boolean {
  if (a === null || typeof a !== 'object') return a === b;
  if (b === null || typeof b !== 'object') return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => identical(item, b[at]!));
  if (a instanceof Map) return b instanceof Map && equalMaps(a, b);
  if (a instanceof RulesSet)
    return b instanceof RulesSet && a.items.length === b.items.length && holdsAll(setLookup(b.items), a.items);
  if (a instanceof Path)
    return b instanceof Path && a.segments.length === b.segments.length && a.toString() === b.toString();
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof Bytes) return b instanceof Bytes && Buffer.compare(a.data, b.data) === 0;
  if (a instanceof LatLng) return b instanceof LatLng && a.latitude === b.latitude && a.longitude === b.longitude;
  if (a instanceof Opaque) return b instanceof Opaque && a.text === b.text;
  if (a instanceof MapDiff) return b instanceof MapDiff && identical(a.left, b.left) && identical(a.right, b.right);
  return false;
}

function equalMaps(a: RulesMap, b: RulesMap): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !identical(value, other)) return false;
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
  return a instanceof Bytes && b instanceof Bytes ? Buffer.compare(a.data, b.data) : undefined;
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
function keyOf(value: RulesValue): string | undefined {
  if (typeof value === 'bigint' && BigInt(Number(value)) === value) return `n${Number(value)}`;
  return exactKeyOf(value);
}

/** Text that identical values share. */
function exactKeyOf(value: RulesValue): string | undefined {
  switch (typeof value) {
    case 'bigint':
      return `i${value}`;
    case 'number':
      return Number.isNaN(value) ? undefined : `n${value + 0}`;
    case 'string':
      return `s${value.length}:${value}`;
    case 'boolean':
      return String(value);
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return joined('l', (value as readonly RulesValue[]).map(exactKeyOf));
  if (value instanceof RulesSet) return joined('u', value.items.map(keyOf).sort());
  if (value instanceof Map) {
    const keys = [...value.keys()].sort();
    return joined(
      'm',
      keys.map((key) => joined('e', [exactKeyOf(key), exactKeyOf(value.get(key)!)])),
    );
  }
  if (value instanceof Path)
    return joined(
      'p',
      value.segments.map((s) => (s instanceof Slot ? `{${s.name}}` : exactKeyOf(s))),
    );
  if (value instanceof Timestamp) return `t${value.nanos}`;
  if (value instanceof Duration) return `d${value.nanos}`;
  if (value instanceof Bytes) return `b${Buffer.from(value.data).toString('base64')}`;
  if (value instanceof LatLng) return `g${value.latitude},${value.longitude}`;
  if (value instanceof MapDiff) return joined('f', [exactKeyOf(value.left), exactKeyOf(value.right)]);
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
  readonly keyOf: (value: RulesValue) => string | undefined;
}

const NONE: ReadonlySet<string> = new Set();
const ofConstants = new WeakMap<readonly RulesValue[], Lookup>();

/** A list that is written in the rules: it is looked into again and again. */
export function constantList(items: readonly RulesValue[]): readonly RulesValue[] {
  ofConstants.set(items, lookupBy(exactKeyOf, items));
  return items;
}

/** Of a list: an int is no float in it. */
export const lookup = (items: readonly RulesValue[]): Lookup => ofConstants.get(items) ?? lookupBy(exactKeyOf, items);

/** Of a set, or of what a set is compared with: `1` and `1.0` are the same element. */
export function setLookup(items: readonly RulesValue[]): Lookup {
  const known = ofConstants.get(items);
  return known?.others === null ? known : lookupBy(keyOf, items);
}

function lookupBy(by: Lookup['keyOf'], items: readonly RulesValue[]): Lookup {
  let others: Set<string> | null = null;
  const strings = new Set<string>();
  for (const item of items) {
    if (typeof item === 'string') strings.add(item);
    else {
      const key = by(item);
      if (key !== undefined) (others ??= new Set()).add(key);
    }
  }
  return { strings: strings.size > 0 ? strings : NONE, others, keyOf: by };
}

export function holds({ strings, others, keyOf: by }: Lookup, value: RulesValue): boolean {
  if (typeof value === 'string') return strings.has(value);
  if (others === null) return false;
  const key = by(value);
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
