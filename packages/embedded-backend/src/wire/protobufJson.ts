import protobuf, { type Field, type Type } from 'protobufjs';
import { StatusError } from '../model/status.ts';

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

export function toJson(type: Type, message: object): Json {
  const json: Json = {};
  for (const field of type.fieldsArray) {
    if (!Object.hasOwn(message, field.name)) continue;
    const value = (message as Json)[field.name];
    if (value === null || value === undefined) continue;
    if (field.map) {
      json[field.name] = mapEntries(value as object, (item) => valueToJson(field, item));
    } else if (field.repeated) {
      const list = value as unknown[];
      if (list.length > 0) json[field.name] = list.map((item) => valueToJson(field, item));
    } else json[field.name] = valueToJson(field, value);
  }
  // An empty map is not on the wire, so that the mask of a map value `{}` would have no `fields`.
  if (type.fullName === '.google.firestore.v1.MapValue') json['fields'] ??= Object.create(null);
  if (type.fullName === '.google.firestore.v1.ArrayValue') json['values'] ??= [];
  return json;
}

function valueToJson(field: Field, value: unknown): unknown {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum)
    return type.fullName === NULL_VALUE ? null : (type.valuesById[value as number] ?? value);
  if (type instanceof protobuf.Type) {
    if (type.fullName === TIMESTAMP) return timestampToJson(value as { seconds?: unknown; nanos?: number });
    if (WRAPPERS.has(type.fullName)) return valueToJson(type.fields['value']!, (value as Json)['value'] ?? 0);
    return toJson(type, value as object);
  }
  switch (field.type) {
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'int64':
      return String(value); // a Long
    case 'double':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);
    default:
      return value;
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
  const message: Json = {};
  for (const [name, value] of Object.entries(json)) {
    if (value === undefined) continue;
    const field = type.fields[name];
    if (!field) throw new Error(`${type.fullName} has no field ${name}`);
    if (field.map) message[name] = mapEntries(value as object, (item) => valueFromJson(field, item));
    else if (field.repeated) message[name] = (value as unknown[]).map((item) => valueFromJson(field, item));
    else message[name] = valueFromJson(field, value);
  }
  return message;
}

function valueFromJson(field: Field, value: unknown): unknown {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) {
    if (type.fullName === NULL_VALUE) return 0;
    return typeof value === 'number' ? value : type.values[value as string];
  }
  if (type instanceof protobuf.Type) {
    if (type.fullName === TIMESTAMP) return timestampFromJson(value as string);
    if (WRAPPERS.has(type.fullName)) return { value: valueFromJson(type.fields['value']!, value) };
    return fromJson(type, value as object);
  }
  if (field.type === 'bytes') return Buffer.from(value as string, 'base64');
  if (field.type === 'double') return Number(value); // 'NaN', 'Infinity', '-0' too
  return value;
}

function timestampFromJson(text: string): { seconds: number; nanos: number } {
  const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? '';
  return { seconds: Math.floor(Date.parse(text) / 1000), nanos: Number(fraction.padEnd(9, '0')) };
}

function mapEntries(map: object, convert: (value: unknown) => unknown): Json {
  const out = Object.create(null) as Json;
  for (const [key, value] of Object.entries(map)) out[key] = convert(value);
  return out;
}
