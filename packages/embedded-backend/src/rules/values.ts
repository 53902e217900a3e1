/**
 * What a rules expression can be (rules language, section 2). int is bigint, float is number: `1` and `1.0` stay apart.
 * A set holds no two equal values; a map has string keys.
 */
export type RulesValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Bytes
  | RulesList
  | RulesSet
  | RulesMap
  | MapDiff
  | Path
  | Timestamp
  | Duration
  | LatLng
  | Opaque;

export type RulesList = readonly RulesValue[];
export type RulesMap = ReadonlyMap<string, RulesValue>;

export class Bytes {
  readonly data: Uint8Array;
  constructor(data: Uint8Array) {
    this.data = data;
  }
}

export class RulesSet {
  readonly items: RulesList;
  constructor(items: RulesList) {
    this.items = items;
  }
}

export class MapDiff {
  readonly left: RulesMap;
  readonly right: RulesMap;
  constructor(left: RulesMap, right: RulesMap) {
    this.left = left;
    this.right = right;
  }
}

/** A place that `bind` fills. */
export class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

/** `/databases/(default)/documents/…` for documents of the own project; other references keep their full name. */
export class Path {
  readonly bindings: ReadonlyMap<string, string>;
  /** A text is split when it is first asked for: rules hardly look at a document's `__name__`. */
  private parts: string | readonly (string | Slot)[];
  constructor(parts: string | readonly (string | Slot)[], bindings = NONE) {
    this.parts = parts;
    this.bindings = bindings;
  }
  get segments(): readonly (string | Slot)[] {
    return typeof this.parts === 'string' ? (this.parts = this.parts.split('/')) : this.parts;
  }
  toString(): string {
    return this.segments.map((segment) => `/${typeof segment === 'string' ? segment : `{${segment.name}}`}`).join('');
  }
}

/** Nanoseconds since 1970 in UTC. */
export class Timestamp {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** Nanoseconds. */
export class Duration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

export class LatLng {
  readonly latitude: number;
  readonly longitude: number;
  constructor(latitude: number, longitude: number) {
    this.latitude = latitude;
    this.longitude = longitude;
  }
}

/** A vector: rules can only compare it. */
export class Opaque {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The names `is` knows, `number` and `constraint` apart; `null` and `opaque` are ours. */
export type TypeName =
  | 'null'
  | 'bool'
  | 'int'
  | 'float'
  | 'string'
  | 'bytes'
  | 'list'
  | 'set'
  | 'map'
  | 'map_diff'
  | 'path'
  | 'timestamp'
  | 'duration'
  | 'latlng'
  | 'opaque';

export const IS_TYPES = new Set(
  'bool bytes float int list latlng number path map string timestamp constraint duration set map_diff vector'.split(
    ' ',
  ),
);

export function typeOf(value: RulesValue): TypeName {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'string':
      return 'string';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'map';
  if (value instanceof RulesSet) return 'set';
  if (value instanceof Path) return 'path';
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof Duration) return 'duration';
  if (value instanceof Bytes) return 'bytes';
  if (value instanceof LatLng) return 'latlng';
  if (value instanceof MapDiff) return 'map_diff';
  return 'opaque';
}

/** For messages: "an int", "a string", "null". */
export const aType = (type: string): string =>
  type === 'null' ? type : type === 'any' ? 'a value' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

export function isType(value: RulesValue, type: string): boolean {
  const actual = typeOf(value);
  return actual === type || (type === 'number' && isNumeric(actual)) || (type === 'vector' && actual === 'opaque');
}

/** Of the name of a type; `number` stands where int and float are both possible. */
export const isNumeric = (type: string): boolean => type === 'int' || type === 'float' || type === 'number';

/** What an operation throws when it cannot give a value; the evaluator turns it into an error *value*. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
}

export function fail(message: string): never {
  throw new OperationError(message);
}

const SMALL_INTS = Array.from({ length: 1000 }, (_, at) => BigInt(at));

/** Of a size. To make a bigint is a call into the engine; most sizes are small. */
export const intOf = (size: number): bigint => SMALL_INTS[size] ?? BigInt(size);

const MAX_INT = 2n ** 63n - 1n;

export function int(value: bigint): bigint {
  return value > MAX_INT || value < -MAX_INT - 1n ? fail('integer overflow') : value;
}
