import { Draft, fieldAt, noFields, parseFieldPath } from '../model/fieldPath.ts';
import { requireDatabase } from '../model/resourceName.ts';
import { StatusError } from '../model/status.ts';
import type { Document } from '../model/value.ts';
import { MAX_SELECTED } from '../store/query.ts';

/** One protobuf-JSON message, of unknown shape until a field of it is read here. */
export type Json = Record<string, unknown>;

/** The body of a request as an object, or INVALID_ARGUMENT. */
export function asMessage(value: unknown, what = 'The request'): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new StatusError('INVALID_ARGUMENT', `${what} must be a message.`);
}

/** Without the fields that are null: to proto3 they are absent. */
export function present(message: Json): Json {
  return Object.fromEntries(Object.entries(message).filter(([, value]) => value !== null));
}

/** An optional sub-message. Absent and null are `undefined`. */
export function messageOf(request: Json, field: string): Json | undefined {
  const value = own(request, field);
  return value === undefined ? undefined : asMessage(value, field);
}

/** An optional string; proto3 does not tell an empty one from an absent one. */
export function textOf(request: Json, field: string): string | undefined {
  const value = own(request, field);
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new StatusError('INVALID_ARGUMENT', `${field} must be a string.`);
}

export function requireText(request: Json, field: string): string {
  const value = textOf(request, field);
  if (value === undefined) throw new StatusError('INVALID_ARGUMENT', `${field} is missing.`);
  return value;
}

export function listOf(request: Json, field: string): unknown[] {
  const value = own(request, field);
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new StatusError('INVALID_ARGUMENT', `${field} must be a list.`);
}

export function textsOf(request: Json, field: string): string[] {
  const list = listOf(request, field);
  if (list.every((item) => typeof item === 'string')) return list;
  throw new StatusError('INVALID_ARGUMENT', `${field} must be a list of strings.`);
}

export function countOf(request: Json, field: string): number | undefined {
  const value = own(request, field);
  if (value === undefined) return undefined;
  const count = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
  if (Number.isInteger(count) && count >= 0 && count < 2 ** 31) return count;
  throw new StatusError('INVALID_ARGUMENT', `${field} must be a whole number that is not negative.`);
}

/** What is known by name and not done is refused by name: a caller must not believe that it took effect. */
export function refuseFields(request: Json, ...fields: string[]): void {
  for (const field of fields) {
    if (own(request, field) !== undefined) throw new StatusError('UNIMPLEMENTED', `${field} is not supported.`);
  }
}

function own(request: Json, field: string): unknown {
  const value = Object.hasOwn(request, field) ? request[field] : undefined;
  return value === null ? undefined : value;
}

/** Field paths of a `DocumentMask`, or `undefined` when all is asked. */
export function maskOf(request: Json, field = 'mask'): string[] | undefined {
  const mask = messageOf(request, field);
  const paths = mask === undefined ? undefined : textsOf(mask, 'fieldPaths');
  if (field === 'mask' && paths !== undefined && paths.length > MAX_SELECTED) {
    throw new StatusError('INVALID_ARGUMENT', `A read asks for more than ${MAX_SELECTED} fields.`);
  }
  return paths;
}

/** The document with only the fields of the mask. */
export function masked(document: Document, mask: readonly string[] | undefined): Document {
  if (mask === undefined) return document;
  const draft = new Draft(noFields());
  for (const text of mask) {
    const path = parseFieldPath(text);
    const value = fieldAt(document.fields, path);
    if (value !== undefined) draft.set(path, value);
  }
  return { ...document, fields: draft.fields };
}

/** Which databases a service answers for: those of any project (null: emulator mode), or the default one of one project. */
export function checkDatabase(database: unknown, projectId: string | null): string {
  const name = requireDatabase(database);
  if (projectId !== null && name !== `projects/${projectId}/databases/(default)`) {
    throw new StatusError('NOT_FOUND', `The database ${name} does not exist.`);
  }
  return name;
}

/** INVALID_ARGUMENT unless the document or parent lies in the database of the request. */
export function checkInside(database: string, name: unknown): void {
  if (typeof name === 'string' && (name === `${database}/documents` || name.startsWith(`${database}/documents/`)))
    return;
  throw new StatusError('INVALID_ARGUMENT', `"${String(name)}" is not in ${database}.`);
}
