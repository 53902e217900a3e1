import { StatusError } from './status.ts';

/** Reading of JSON that a stranger sent: an absent message or list may be left out or null, as protobuf-JSON has it. */

export function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

export function messageOf(input: unknown, what: string): Record<string, unknown> {
  if (input === undefined || input === null) return {};
  if (!isObject(input)) throw invalid(`${what} must be an object.`);
  return input;
}

export function listOf(input: unknown, what: string): unknown[] {
  if (input === undefined || input === null) return [];
  if (!Array.isArray(input)) throw invalid(`${what} must be a list.`);
  return input;
}

export function isPresent(input: unknown): boolean {
  return input !== undefined && input !== null;
}

/** Any JSON as text, for messages and for reading numbers. String() throws at an object whose `toString` is no function. */
export function textOf(input: unknown): string {
  return typeof input === 'string' ? input : (JSON.stringify(input) ?? '');
}

/** A refusal of what the client sent. */
export function invalid(message: string): StatusError {
  return new StatusError('INVALID_ARGUMENT', message);
}
