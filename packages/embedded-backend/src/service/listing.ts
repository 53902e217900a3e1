import { fieldAt, parseFieldPath } from '../model/fieldPath.ts';
import { canonicalValue } from '../model/canonical.ts';
import { invalid } from '../model/message.ts';
import { ROOT_SEGMENTS } from '../model/resourceName.ts';
import type { StatusError } from '../model/status.ts';
import type { Document, Value } from '../model/value.ts';
import type { Reader, StructuredQuery } from '../store/store.ts';

/** What the listing calls answer at any state of the documents. */
export interface Listing {
  documents: (Document | { name: string })[];
  nextPageToken?: string;
}

interface Order {
  field: { fieldPath: string };
  direction: 'ASCENDING' | 'DESCENDING';
}

const NAME = '__name__';
const PAGE = 100;
const MAX_PAGE = 1000;

/** The query that finds a page of a collection, without `limit`. `orderBy`: as in `"week desc, title"`. */
export function queryOf(collectionId: string, orderBy: string | undefined, pageToken: string | undefined) {
  const orders = ordersOf(orderBy);
  const query: StructuredQuery = { from: [{ collectionId }], orderBy: orders };
  return pageToken === undefined
    ? query
    : { ...query, startAt: { values: valuesOf(pageToken, orders), before: false } };
}

/** Reads the page that `query`, of `queryOf`, begins. */
export function pageOf(reader: Reader, parent: string, query: StructuredQuery, pageSize = PAGE): Listing {
  const size = Math.min(pageSize, MAX_PAGE);
  const found = reader.query(parent, { ...query, limit: size + 1 });
  const documents = found.slice(0, size);
  if (found.length <= size) return { documents };
  return { documents, nextPageToken: tokenOf(documents.at(-1)!, query['orderBy'] as Order[]) };
}

/** The same by name, with documents that only have something below. `namesAfter`: in the collection, in order. */
export function pageWithMissing(
  reader: Reader,
  namesAfter: (after: string | undefined, size: number) => string[],
  { pageSize = PAGE, pageToken }: { pageSize?: number | undefined; pageToken?: string | undefined },
): Listing {
  const orders = ordersOf(undefined);
  const [after] = pageToken === undefined ? [] : valuesOf(pageToken, orders);
  if (after && !('referenceValue' in after)) throw invalidToken();
  const size = Math.min(pageSize, MAX_PAGE);
  const names = namesAfter(after?.referenceValue, size + 1);
  const documents = names.slice(0, size).map((name) => reader.get(name) ?? { name });
  if (names.length <= size) return { documents };
  return { documents, nextPageToken: tokenOf({ name: documents.at(-1)!.name, fields: {} }, orders) };
}

/** For `pageWithMissing` at an earlier time: reads all that is below the parent. */
export function namesAt(reader: Reader, parent: string, collectionId: string) {
  return (after: string | undefined, size: number): string[] => {
    const collection = `${parent}/${collectionId}`;
    const names = namesBelow(reader, parent, collection.split('/').length + 1).filter((name) =>
      name.startsWith(`${collection}/`),
    );
    const start = after === undefined ? 0 : names.indexOf(after) + 1;
    return names.slice(start, start + size);
  };
}

export function collectionIdsAt(reader: Reader, parent: string): string[] {
  const depth = parent.split('/').length + 1;
  return namesBelow(reader, parent, depth).map((name) => name.split('/')[depth - 1]!);
}

/** What the documents below a parent are called up to some segment, each once, in the order of names. */
function namesBelow(reader: Reader, parent: string, segments: number): string[] {
  const all = reader.query(parent, { from: [{ allDescendants: true }], select: { fields: [{ fieldPath: NAME }] } });
  return [...new Set(all.map(({ name }) => name.split('/').slice(0, segments).join('/')))];
}

function ordersOf(text: string | undefined): Order[] {
  const orders = (text?.trim() ? text.split(',') : []).map((part): Order => {
    const [, fieldPath, direction = 'asc'] =
      /^\s*(`(?:[^`\\]|\\.)+`(?:\.\S+)?|\S+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? [];
    if (fieldPath === undefined) throw invalid(`The order "${part}" is not a field and a direction.`);
    return { field: { fieldPath }, direction: direction.toLowerCase() === 'desc' ? 'DESCENDING' : 'ASCENDING' };
  });
  if (orders.some(({ field }) => field.fieldPath === NAME)) return orders;
  return [...orders, { field: { fieldPath: NAME }, direction: orders.at(-1)?.direction ?? 'ASCENDING' }];
}

export function invalidToken(): StatusError {
  return invalid('The page token is not of this list.');
}

function tokenOf({ name, fields }: Pick<Document, 'name' | 'fields'>, orders: readonly Order[]): string {
  const values = orders.map(({ field: { fieldPath } }) =>
    fieldPath === NAME ? { referenceValue: name } : fieldAt(fields, parseFieldPath(fieldPath)),
  );
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function valuesOf(token: string, orders: readonly Order[]): Value[] {
  try {
    const values = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown;
    if (Array.isArray(values) && values.length === orders.length) return values.map(canonicalValue);
  } catch {
    // told below
  }
  throw invalidToken();
}

/** Production makes no smaller partitions. */
const PARTITION = 128;

/** At most `points` names that cut a list of names into parts of about one size. */
export function partitionPoints(names: readonly string[], points: number): string[] {
  const count = Math.max(0, Math.min(points, Math.floor(names.length / PARTITION)));
  return Array.from({ length: count }, (_, i) => names[Math.floor(((i + 1) * names.length) / (count + 1))]!);
}

/** INVALID_ARGUMENT unless a query is of the one kind that can be partitioned: all collections of an id, by name. */
export function requirePartitionable({ from, orderBy, ...rest }: StructuredQuery, parent: string): string {
  const [selector, ...more] = (Array.isArray(from) ? from : []) as {
    collectionId?: unknown;
    allDescendants?: unknown;
  }[];
  const orders = (Array.isArray(orderBy) ? orderBy : []) as (Partial<Order> | null)[];
  const isByName = orders.every((order) => order?.field?.fieldPath === NAME && order.direction !== 'DESCENDING');
  const collectionId = selector?.collectionId;
  if (
    more.length > 0 ||
    typeof collectionId !== 'string' ||
    selector?.allDescendants !== true ||
    !isByName ||
    Object.keys(rest).length > 0 ||
    parent.split('/').length !== ROOT_SEGMENTS
  ) {
    throw invalid('Only queries on a whole collection group, in the order of names, can be partitioned.');
  }
  return collectionId;
}
