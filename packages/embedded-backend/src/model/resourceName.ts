import { invalid, textOf } from './message.ts';
import { numericId } from './order.ts';

/**
 * Names of documents (`projects/{p}/databases/{d}/documents/{collection}/{id}/…`) and of their database
 * (`projects/{p}/databases/{d}`). A name that passed here can be split at `/` without further thought.
 */
export const ROOT_SEGMENTS = 5;

const DATABASE = /^projects\/[^/]+\/databases\/[^/]+$/;
/** Names between double underscores are Firestore's own. Numeric ids (`__id7__`) are its way to write what Datastore numbered. */
export const RESERVED = /^__.+__$/s;
const MAX_SEGMENT_BYTES = 1500;
const MAX_NAME_BYTES = 6144;
const MAX_COLLECTIONS = 100; // in each other

export function requireDatabase(name: unknown): string {
  if (typeof name !== 'string' || !DATABASE.test(name))
    throw invalid(`"${textOf(name)}" is not the name of a database.`);
  return name;
}

/** Most names: known to be good at one glance. Those that do not match are looked at closely. */
const PLAIN_DOCUMENT =
  /^projects\/[\w-]{1,100}\/databases\/[\w()-]{1,100}\/documents(?:\/[A-Za-z0-9][\w-]{0,49}\/[A-Za-z0-9][\w-]{0,49}){1,50}$/;

/** `name` as given, or INVALID_ARGUMENT. */
export function requireDocumentName(name: unknown): string {
  if (typeof name === 'string' && PLAIN_DOCUMENT.test(name)) return name;
  if (typeof name !== 'string' || pathSegments(name).length % 2 !== 0 || pathSegments(name).length === 0) {
    throw invalid(`"${textOf(name)}" is not the name of a document.`);
  }
  return name;
}

/** The parent of a query: a document, or the root of the documents. */
export function requireParent(name: unknown): string {
  if (typeof name !== 'string' || pathSegments(name).length % 2 !== 0) {
    throw invalid(`"${textOf(name)}" is neither a document nor the root of a database.`);
  }
  return name;
}

export function requireCollectionId(id: unknown): string {
  if (typeof id !== 'string') throw invalid('A collection id must be a string.');
  checkSegment(id);
  return id;
}

/** The segments after `…/documents`. */
function pathSegments(name: string): string[] {
  const segments = name.split('/');
  const root = segments.slice(0, ROOT_SEGMENTS);
  if (root.length < ROOT_SEGMENTS || root[4] !== 'documents' || !DATABASE.test(root.slice(0, 4).join('/'))) {
    throw invalid(`"${name}" does not begin with projects/{project}/databases/{database}/documents.`);
  }
  const path = segments.slice(ROOT_SEGMENTS);
  if (path.length > 2 * MAX_COLLECTIONS)
    throw invalid(`The path of "${name}" has more than ${MAX_COLLECTIONS} collections.`);
  if (Buffer.byteLength(name) > MAX_NAME_BYTES)
    throw invalid(`A document name is longer than ${MAX_NAME_BYTES} bytes.`);
  path.forEach(checkSegment);
  return path;
}

function checkSegment(segment: string): void {
  if (segment === '') throw invalid('A path has an empty segment.');
  if (segment === '.' || segment === '..') throw invalid(`"${segment}" cannot be a collection or document id.`);
  if (segment.includes('/')) throw invalid(`The id "${segment}" contains a slash.`);
  if (/\p{Surrogate}/u.test(segment) || segment.includes('\0')) throw invalid('A path is not valid Unicode.');
  if (RESERVED.test(segment) && numericId(segment) === undefined) throw invalid(`The id "${segment}" is reserved.`);
  if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) {
    throw invalid(`A collection or document id is longer than ${MAX_SEGMENT_BYTES} bytes.`);
  }
}

/** `projects/{p}/databases/{d}` of a document name or parent. */
export function databaseOf(name: string): string {
  return name.split('/', ROOT_SEGMENTS - 1).join('/');
}

/** Whether a parent is the root of the documents. */
export function isRoot(parent: string): boolean {
  return parent.split('/').length === ROOT_SEGMENTS;
}

/** The name of the collection that a document is in. */
export function collectionOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/'));
}

export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
