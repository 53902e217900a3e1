import type { FieldPath } from './fieldPath.ts';
import { invalid } from './message.ts';
import { ROOT_SEGMENTS } from './resourceName.ts';
import type { Document, Fields, Value } from './value.ts';

const MAX_DOCUMENT_BYTES = 1_048_576;

/** Refuses a document above 1 MiB. */
export function checkDocumentSize(name: string, size: number): void {
  if (size > MAX_DOCUMENT_BYTES) {
    throw invalid(
      `Document "${name}" cannot be written because its size (${size} bytes) exceeds the maximum of ${MAX_DOCUMENT_BYTES} bytes.`,
    );
  }
}

/** By the public rules of storage size. */
export function documentSize({ name, fields }: Pick<Document, 'name' | 'fields'>): number {
  return nameSize(name) + fieldsSize(fields) + 32;
}

/** By how much a document grows when `Draft.set` sets the value at `path`, or removes it. */
export function growthBySetting(fields: Fields, path: FieldPath, value: Value | undefined): number {
  let at = fields;
  for (const [i, name] of path.entries()) {
    const old = Object.hasOwn(at, name) ? at[name]! : undefined;
    const isLast = i === path.length - 1;
    if (!isLast && old !== undefined && 'mapValue' in old) {
      at = old.mapValue.fields;
      continue;
    }
    if (!isLast && value === undefined) return 0;
    const before = old === undefined ? 0 : fieldSize(name, old);
    if (value === undefined) return -before;
    const maps = path.slice(i, -1).reduce((size, map) => size + Buffer.byteLength(map) + 1, 0);
    return maps + fieldSize(path.at(-1)!, value) - before;
  }
  return 0;
}

function nameSize(name: string): number {
  return name
    .split('/')
    .slice(ROOT_SEGMENTS)
    .reduce((size, segment) => size + Buffer.byteLength(segment) + 1, 16);
}

function fieldsSize(fields: Fields): number {
  let size = 0;
  for (const name of Object.keys(fields)) size += fieldSize(name, fields[name]!);
  return size;
}

function fieldSize(name: string, value: Value): number {
  return Buffer.byteLength(name) + 1 + valueSize(value);
}

export function valueSize(value: Value): number {
  if ('stringValue' in value) return Buffer.byteLength(value.stringValue) + 1;
  if ('bytesValue' in value) return Math.floor((value.bytesValue.length * 3) / 4);
  if ('referenceValue' in value) return nameSize(value.referenceValue);
  if ('geoPointValue' in value) return 16;
  if ('nullValue' in value || 'booleanValue' in value) return 1;
  if ('arrayValue' in value) return value.arrayValue.values.reduce((size, element) => size + valueSize(element), 0);
  if ('mapValue' in value) return fieldsSize(value.mapValue.fields);
  return 8;
}
