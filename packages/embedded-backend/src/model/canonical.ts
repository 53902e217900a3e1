import { noFields, type FieldPath } from './fieldPath.ts';
import { invalid, isObject, isPresent } from './message.ts';
import { requireDocumentName, RESERVED, ROOT_SEGMENTS } from './resourceName.ts';
import { canonicalTimestamp } from './timestamp.ts';
import type { Fields, Value } from './value.ts';

const MAX_DEPTH = 20;
const MAX_NAME_BYTES = 1500;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/** Fields as a client sends them (firestore protocol, section 3), in the canonical form; INVALID_ARGUMENT else. */
export function canonicalFields(input: unknown): Fields {
  return fieldsOf(input ?? {}, 1);
}

/** One value as a client sends it, in the canonical form. It may hold a reference to any well-formed name. */
export function canonicalValue(input: unknown): Value {
  return valueOf(input, 1, false);
}

/**
 * Refuses what setting a canonical value at `path` has made of canonical fields: maps too deep, a vector that is none any more.
 */
export function checkFieldAt(fields: Fields, path: FieldPath): void {
  let at = fields;
  for (const [i, name] of path.entries()) {
    const value = Object.hasOwn(at, name) ? at[name]! : undefined;
    if (value === undefined) return;
    if (i === path.length - 1 || !('mapValue' in value)) return checkDepthOf(value, i + 1);
    checkDepth(i + 1);
    at = value.mapValue.fields;
    vectorOf(at);
  }
}

/** Of a canonical value. */
function checkDepthOf(value: Value, depth: number): void {
  const isMap = 'mapValue' in value;
  if (!isMap && !('arrayValue' in value)) return;
  checkDepth(depth);
  if (isMap && Object.hasOwn(value.mapValue.fields, '__type__')) return;
  const inner = isMap ? Object.values(value.mapValue.fields) : value.arrayValue.values;
  for (const one of inner) checkDepthOf(one, depth + 1);
}

function fieldsOf(input: unknown, depth: number): Fields {
  if (!isObject(input)) throw invalid('The fields of a document or map must be an object.');
  const fields = noFields();
  for (const name of Object.keys(input)) {
    checkFieldName(name);
    fields[wellFormed(name)] = valueOf(input[name], depth, false);
  }
  return fields;
}

export function checkFieldName(name: string): void {
  checkUnreserved(name);
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw invalid(`A field name is longer than ${MAX_NAME_BYTES} bytes.`);
}

/** What names fields and results of aggregations alike; the latter may be of any length. */
export function checkUnreserved(name: string): void {
  if (name === '') throw invalid('A field name is empty.');
  if (RESERVED.test(name)) throw invalid(`The field name "${name}" is reserved.`);
}

function valueOf(input: unknown, depth: number, inArray: boolean): Value {
  if (!isObject(input)) throw invalid('A value must be an object with one type.');
  const types = Object.keys(input).filter((key) => key === 'nullValue' || isPresent(input[key]));
  const type = types[0];
  if (types.length !== 1 || type === undefined) {
    throw invalid(types.length === 0 ? 'A value has no type.' : `A value has several types: ${types.join(', ')}.`);
  }
  const content = input[type];
  switch (type) {
    case 'nullValue':
      if (content !== null && content !== undefined && content !== 'NULL_VALUE' && content !== 0) break;
      return { nullValue: null };
    case 'booleanValue':
      if (typeof content !== 'boolean') break;
      return { booleanValue: content };
    case 'integerValue': {
      const integer = integerOf(content);
      if (integer === undefined) break;
      return { integerValue: integer };
    }
    case 'doubleValue': {
      const double = doubleOf(content);
      if (double === undefined) break;
      return { doubleValue: double };
    }
    case 'timestampValue': {
      const timestamp = canonicalTimestamp(content);
      if (timestamp === undefined) break;
      return { timestampValue: timestamp };
    }
    case 'stringValue':
      if (typeof content !== 'string') break;
      return { stringValue: wellFormed(content) };
    case 'bytesValue': {
      const bytes = bytesOf(content);
      if (bytes === undefined) break;
      return { bytesValue: bytes };
    }
    case 'referenceValue':
      return { referenceValue: referenceOf(content) };
    case 'geoPointValue': {
      if (!isObject(content)) break;
      const latitude = numberOf(content['latitude'] ?? 0);
      const longitude = numberOf(content['longitude'] ?? 0);
      if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) break;
      return { geoPointValue: { latitude: latitude + 0, longitude: longitude + 0 } }; // -0 + 0 is 0: JSON has no -0
    }
    case 'arrayValue': {
      if (inArray) throw invalid('An array cannot hold an array.');
      if (!isObject(content)) break;
      const values = content['values'] ?? [];
      if (!Array.isArray(values)) break;
      checkDepth(depth);
      return { arrayValue: { values: values.map((value) => valueOf(value, depth + 1, true)) } };
    }
    case 'mapValue': {
      if (!isObject(content)) break;
      checkDepth(depth);
      const fields = content['fields'] ?? {};
      return { mapValue: { fields: vectorOf(fields) ?? fieldsOf(fields, depth + 1) } };
    }
    default:
      throw invalid(`The value type "${type}" is not known.`);
  }
  throw invalid(`The ${type} ${JSON.stringify(content)?.slice(0, 100)} is malformed.`);
}

/** A vector is a map with two fields whose names are reserved for it; its numbers are doubles. */
function vectorOf(fields: unknown): Fields | undefined {
  if (!isObject(fields) || !Object.hasOwn(fields, '__type__')) return undefined;
  const type = fields['__type__'];
  const value = fields['value'];
  if (!isObject(type) || type['stringValue'] !== '__vector__' || Object.keys(fields).length !== 2) {
    throw invalid('The field name "__type__" is reserved.');
  }
  const content = isObject(value) ? value['arrayValue'] : undefined;
  const values = isObject(content) ? (content['values'] ?? []) : undefined;
  if (!Array.isArray(values) || values.length > 2048) throw invalid('A vector needs an array of up to 2048 doubles.');
  const vector = noFields();
  vector['__type__'] = { stringValue: '__vector__' };
  vector['value'] = {
    arrayValue: {
      values: values.map((element) => {
        const number = valueOf(element, 1, true);
        if ('integerValue' in number) return { doubleValue: Number(number.integerValue) };
        if ('doubleValue' in number) return number;
        throw invalid('A vector holds numbers only.');
      }),
    },
  };
  return vector;
}

function integerOf(content: unknown): string | undefined {
  if (typeof content === 'number') return Number.isSafeInteger(content) ? String(content + 0) : undefined;
  if (typeof content !== 'string' || !/^-?\d{1,20}$/.test(content)) return undefined;
  const integer = BigInt(content);
  return integer >= MIN_INT64 && integer <= MAX_INT64 ? String(integer) : undefined;
}

/** The canonical form of a double: JSON has no NaN, no infinities and no -0. */
export function canonicalDouble(double: number): number | 'NaN' | 'Infinity' | '-Infinity' | '-0' {
  if (Number.isNaN(double)) return 'NaN';
  if (double === Infinity) return 'Infinity';
  if (double === -Infinity) return '-Infinity';
  return Object.is(double, -0) ? '-0' : double;
}

function doubleOf(content: unknown): ReturnType<typeof canonicalDouble> | undefined {
  if (typeof content === 'number') return canonicalDouble(content);
  if (content === 'NaN') return content;
  const double = numberOf(content);
  return Number.isNaN(double) ? undefined : canonicalDouble(double);
}

function numberOf(content: unknown): number {
  if (typeof content === 'number') return content;
  if (typeof content !== 'string' || !/^-?(Infinity|\d+(\.\d*)?([eE][+-]?\d+)?)$/.test(content)) return Number.NaN;
  return Number(content);
}

function bytesOf(content: unknown): string | undefined {
  if (content instanceof Uint8Array) return Buffer.from(content).toString('base64');
  if (typeof content !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(content)) return undefined;
  return Buffer.from(content, 'base64').toString('base64'); // Node reads both alphabets
}

/**
 * Reserved ids are let through here: server libraries compare names with the smallest and greatest possible id, and with
 * an id that ends in NUL, to delete a collection with all below it.
 */
function referenceOf(content: unknown): string {
  if (typeof content === 'string') {
    const segments = content.split('/');
    if (
      segments.length > ROOT_SEGMENTS + 1 &&
      segments.length % 2 === 1 &&
      segments[0] === 'projects' &&
      segments[2] === 'databases' &&
      segments[4] === 'documents' &&
      !segments.includes('')
    ) {
      return wellFormed(content);
    }
  }
  return requireDocumentName(content);
}

/** A string with what no UTF-8 can carry (lone surrogates) replaced, as protobuf would. */
export function wellFormed(text: string): string {
  return /\p{Surrogate}/u.test(text) ? Buffer.from(text).toString() : text;
}

function checkDepth(depth: number): void {
  if (depth > MAX_DEPTH) throw invalid(`Maps and arrays are nested more than ${MAX_DEPTH} deep.`);
}

/** Fields out of our own JSON: canonical already, but of objects with a prototype. */
export function revivedFields(text: string): Fields {
  return bare(JSON.parse(text) as Fields);
}

function bare(fields: Fields): Fields {
  const copy = noFields();
  for (const name of Object.keys(fields)) copy[name] = bareValue(fields[name]!);
  return copy;
}

function bareValue(value: Value): Value {
  if ('mapValue' in value) return { mapValue: { fields: bare(value.mapValue.fields) } };
  if ('arrayValue' in value) return { arrayValue: { values: value.arrayValue.values.map(bareValue) } };
  return value;
}
