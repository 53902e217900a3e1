import protobuf, { type Field, type Type } from 'protobufjs';
import { noFields } from '../model/fieldPath.ts';
import { StatusError } from '../model/status.ts';
import { typeNamed } from './descriptors.ts';

/**
 * Protobuf messages of protobufjs to protobuf-JSON and back (proto3 JSON mapping), for the types of google.firestore.v1.
 *
 * Own code because of one name: proto3-json-serializer assigns map entries to plain objects, so that a document field
 * called `__proto__` vanishes; it also prints a double -0 as 0.
 */
type Json = Record<string, unknown>;

/** Wrapper messages that stand for a bare value. */
const WRAPPERS = new Set([
  '.google.protobuf.Int32Value',
  '.google.protobuf.Int64Value',
  '.google.protobuf.DoubleValue',
]);
const TIMESTAMP = '.google.protobuf.Timestamp';
const NULL_VALUE = '.google.protobuf.NullValue';
const MAP_VALUE = typeNamed('google.firestore.v1.MapValue');
const ARRAY_VALUE = typeNamed('google.firestore.v1.ArrayValue');

type Convert = (value: unknown) => unknown;

export function toJson(type: Type, message: object): Json {
  const converters = convertersOf(type, toJsonOf, TO_JSON);
  const json: Json = {};
  for (const name of Object.keys(message)) {
    const value = (message as Json)[name];
    if (value === null || value === undefined) continue;
    const converted = converters.get(name)?.(value);
    if (converted !== undefined) json[name] = converted;
  }
  // An empty map is not on the wire, so that the mask of a map value `{}` would have no `fields`.
  if (type === MAP_VALUE) json['fields'] ??= noFields();
  if (type === ARRAY_VALUE) json['values'] ??= [];
  return json;
}

/** How each field of a type is converted: found out once, as names of types are dear to ask for. */
function convertersOf(type: Type, make: (field: Field) => Convert, known: WeakMap<Type, Map<string, Convert>>) {
  let converters = known.get(type);
  if (!converters) {
    converters = new Map(type.fieldsArray.map((field) => [field.name, ofMany(field, make(field))]));
    known.set(type, converters);
  }
  return converters;
}

const TO_JSON = new WeakMap<Type, Map<string, Convert>>();
const FROM_JSON = new WeakMap<Type, Map<string, Convert>>();

function ofMany(field: Field, convert: Convert): Convert {
  if (field.map) return (value) => mapEntries(value as object, convert);
  if (!field.repeated) return convert;
  // An empty list is left out, as the wire cannot tell it from none.
  return (value) => ((value as unknown[]).length > 0 ? (value as unknown[]).map(convert) : undefined);
}

function toJsonOf(field: Field): Convert {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) {
    const { valuesById } = type;
    return type.fullName === NULL_VALUE ? () => null : (value) => valuesById[value as number] ?? value;
  }
  if (type instanceof protobuf.Type) {
    if (type.fullName === TIMESTAMP) return (value) => timestampToJson(value as { seconds?: unknown; nanos?: number });
    if (WRAPPERS.has(type.fullName)) {
      const convert = toJsonOf(type.fields['value']!);
      return (value) => convert((value as Json)['value'] ?? 0);
    }
    return (value) => toJson(type, value as object);
  }
  switch (field.type) {
    case 'bytes':
      return (value) => Buffer.from(value as Uint8Array).toString('base64');
    case 'int64':
      return String; // a Long
    case 'double':
      return (value) =>
        Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);
    default:
      return (value) => value;
  }
}

/** RFC 3339 with nine digits; what cannot be printed is the sender's mistake. */
function timestampToJson({ seconds = 0, nanos = 0 }: { seconds?: unknown; nanos?: number }): string {
  const date = new Date(Number(seconds) * 1000);
  if (
    Number.isNaN(date.getTime()) ||
    date.getUTCFullYear() > 9999 ||
    date.getUTCFullYear() < 1 ||
    nanos < 0 ||
    nanos > 999_999_999
  ) {
    throw new StatusError('INVALID_ARGUMENT', 'A timestamp is out of range.');
  }
  return `${date.toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`;
}

/** For answers of our own: throws Error on what the type does not have. */
export function fromJson(type: Type, json: object): Json {
  const converters = convertersOf(type, fromJsonOf, FROM_JSON);
  const message: Json = {};
  for (const name of Object.keys(json)) {
    const value = (json as Json)[name];
    if (value === undefined) continue;
    const convert = converters.get(name);
    if (!convert) throw new Error(`${type.fullName} has no field ${name}`);
    message[name] = convert(value);
  }
  return message;
}

function fromJsonOf(field: Field): Convert {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) {
    if (type.fullName === NULL_VALUE) return () => 0;
    return (value) => (typeof value === 'number' ? value : type.values[value as string]);
  }
  if (type instanceof protobuf.Type) {
    if (type.fullName === TIMESTAMP) return (value) => timestampFromJson(value as string);
    if (WRAPPERS.has(type.fullName)) {
      const convert = fromJsonOf(type.fields['value']!);
      return (value) => ({ value: convert(value) });
    }
    return (value) => fromJson(type, value as object);
  }
  if (field.type === 'bytes') return (value) => Buffer.from(value as string, 'base64');
  if (field.type === 'double') return Number; // 'NaN', 'Infinity', '-0' too
  return (value) => value;
}

function timestampFromJson(text: string): { seconds: number; nanos: number } {
  const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? '';
  return { seconds: Math.floor(Date.parse(text) / 1000), nanos: Number(fraction.padEnd(9, '0')) };
}

function mapEntries(map: object, convert: (value: unknown) => unknown): Json {
  const out: Json = noFields();
  for (const key of Object.keys(map)) out[key] = convert((map as Json)[key]);
  return out;
}
