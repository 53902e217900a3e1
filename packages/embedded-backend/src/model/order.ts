import { compareTimestamps } from './timestamp.ts';
import type { Fields, Value } from './value.ts';

/** Types in the order in which their values are sorted (firestore protocol, section 10). Comparisons never cross classes. */
export const TYPE_CLASSES = [
  'null',
  'boolean',
  'number',
  'timestamp',
  'string',
  'bytes',
  'reference',
  'geoPoint',
  'array',
  'vector',
  'map',
] as const;
export type TypeClass = (typeof TYPE_CLASSES)[number];

export function typeClass(value: Value): TypeClass {
  if ('stringValue' in value) return 'string';
  if ('integerValue' in value || 'doubleValue' in value) return 'number';
  if ('booleanValue' in value) return 'boolean';
  if ('timestampValue' in value) return 'timestamp';
  if ('nullValue' in value) return 'null';
  if ('referenceValue' in value) return 'reference';
  if ('arrayValue' in value) return 'array';
  if ('bytesValue' in value) return 'bytes';
  if ('geoPointValue' in value) return 'geoPoint';
  return vectorElements(value.mapValue.fields) === undefined ? 'map' : 'vector';
}

/** The order of all values; 0 for those that a query holds equal (1 and 1.0, 0 and -0). */
export function compareValues(a: Value, b: Value): number {
  if ('stringValue' in a && 'stringValue' in b) return compareText(a.stringValue, b.stringValue);
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined && right !== undefined) return compareNumbers(left, right);

  const type = typeClass(a);
  const byType = TYPE_CLASSES.indexOf(type) - TYPE_CLASSES.indexOf(typeClass(b));
  if (byType !== 0) return byType;
  if ('booleanValue' in a && 'booleanValue' in b) return Number(a.booleanValue) - Number(b.booleanValue);
  if ('timestampValue' in a && 'timestampValue' in b) return compareTimestamps(a.timestampValue, b.timestampValue);
  if ('referenceValue' in a && 'referenceValue' in b) return compareNames(a.referenceValue, b.referenceValue);
  if ('bytesValue' in a && 'bytesValue' in b) {
    return Buffer.compare(Buffer.from(a.bytesValue, 'base64'), Buffer.from(b.bytesValue, 'base64'));
  }
  if ('geoPointValue' in a && 'geoPointValue' in b) {
    return (
      compareNumbers(a.geoPointValue.latitude, b.geoPointValue.latitude) ||
      compareNumbers(a.geoPointValue.longitude, b.geoPointValue.longitude)
    );
  }
  if ('arrayValue' in a && 'arrayValue' in b) return compareArrays(a.arrayValue.values, b.arrayValue.values);
  if ('mapValue' in a && 'mapValue' in b) {
    if (type === 'map') return compareMaps(a.mapValue.fields, b.mapValue.fields);
    const ours = vectorElements(a.mapValue.fields)!;
    const theirs = vectorElements(b.mapValue.fields)!;
    return ours.length - theirs.length || compareArrays(ours, theirs);
  }
  return 0; // null and null
}

/** The number that a value is: a bigint where a double could not hold it. `undefined`: it is none. */
export function numberOf(value: Value): number | bigint | undefined {
  if ('doubleValue' in value) return Number(value.doubleValue);
  if (!('integerValue' in value)) return undefined;
  return value.integerValue.length < 16 ? Number(value.integerValue) : BigInt(value.integerValue);
}

export function isNaNValue(value: Value): boolean {
  return 'doubleValue' in value && value.doubleValue === 'NaN';
}

/** NaN first. JavaScript compares a bigint with a number by their exact mathematical values. */
export function compareNumbers(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

/** The order of the UTF-8 bytes: as of UTF-16 units, but for surrogates, which stand above U+E000 to U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** Names segment by segment; numeric ids (`__id7__`) come first, by number. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  // All segments before the one that holds the first difference are equal.
  const start = i === 0 ? 0 : a.lastIndexOf('/', i - 1) + 1;
  return compareSegments(segmentFrom(a, start), segmentFrom(b, start)) || a.length - b.length;
}

function segmentFrom(name: string, start: number): string {
  const end = name.indexOf('/', start);
  return end === -1 ? name.slice(start) : name.slice(start, end);
}

function compareSegments(a: string, b: string): number {
  if (a === b) return 0;
  const left = numericId(a);
  const right = numericId(b);
  if (left === undefined && right === undefined) return compareText(a, b);
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  return compareNumbers(left, right) || compareText(a, b);
}

/** The number of an id like `__id-12__`. */
export function numericId(segment: string): bigint | undefined {
  const match = /^__id(-?[1-9]\d{0,18})__$/.exec(segment);
  const number = match ? BigInt(match[1]!) : undefined;
  return number === undefined || BigInt.asIntN(64, number) !== number ? undefined : number;
}

function compareArrays(a: Value[], b: Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const byElement = compareValues(a[i]!, b[i]!);
    if (byElement !== 0) return byElement;
  }
  return a.length - b.length;
}

function compareMaps(a: Fields, b: Fields): number {
  const left = Object.keys(a).sort(compareText);
  const right = Object.keys(b).sort(compareText);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const byName = compareText(left[i]!, right[i]!) || compareValues(a[left[i]!]!, b[right[i]!]!);
    if (byName !== 0) return byName;
  }
  return left.length - right.length;
}

/** The elements of a map that is a vector. */
function vectorElements(fields: Fields): Value[] | undefined {
  const type = fields['__type__'];
  const value = fields['value'];
  if (type === undefined || !('stringValue' in type) || type.stringValue !== '__vector__') return undefined;
  return value !== undefined && 'arrayValue' in value ? value.arrayValue.values : undefined;
}

/** The same content to the last bit: 1 is not 1.0, 0 is not -0. The order of map fields is no content. */
export function sameValue(a: Value, b: Value): boolean {
  if ('mapValue' in a) return 'mapValue' in b && sameFields(a.mapValue.fields, b.mapValue.fields);
  if ('arrayValue' in a) {
    if (!('arrayValue' in b)) return false;
    const theirs = b.arrayValue.values;
    const ours = a.arrayValue.values;
    return ours.length === theirs.length && ours.every((value, i) => sameValue(value, theirs[i]!));
  }
  if ('geoPointValue' in a) {
    return (
      'geoPointValue' in b &&
      Object.is(a.geoPointValue.latitude, b.geoPointValue.latitude) &&
      Object.is(a.geoPointValue.longitude, b.geoPointValue.longitude)
    );
  }
  const [type] = Object.keys(a) as [keyof Value];
  return Object.hasOwn(b, type) && a[type] === b[type];
}

export function sameFields(a: Fields, b: Fields): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameValue(a[name]!, b[name]!))
  );
}
