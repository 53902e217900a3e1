import { fieldAt, printFieldPath, type FieldPath } from '../model/fieldPath.ts';
import { databaseOf, lastSegment } from '../model/resourceName.ts';
import type { Document, Value } from '../model/value.ts';
import { seedOf } from './indexEntry.ts';
import type { Index, IndexDefinition, IndexedField } from './indexes.ts';
import { keyOf, keysBelow } from './key.ts';
import { isName, type Alternative, type Bound, type Order, type Query } from './query.ts';
import { AFTER, classKey, earlierOf, laterOf, sortKey, type SortKey } from './sortKey.ts';

/** One way to the documents that an alternative of a query can be. Ends are included. */
export type Access =
  | { kind: 'names'; names: string[] }
  | {
      kind: 'index';
      index: Index;
      scope: string;
      /** Of the sums of what is read. */
      seed: number;
      from: string;
      to: string;
      /** Read from the end. */
      descending: boolean;
      /** The documents come in the order of the query; false: all must be read. */
      isOrdered: boolean;
      /** Documents of equal sort keys come in it too. */
      isOrderedByName: boolean;
      /** What tells its place among those that are read: other documents of an inexact key may have to stand before it. */
      sortKeyOf: (document: Document) => SortKey;
    }
  | { kind: 'keys'; from: string; to: string; descending: boolean; isOrdered: boolean };

/** The best of what there is, and the index that would be better if there is one. */
export function accessTo(
  query: Query,
  alternative: Alternative,
  indexesOf: (of: Pick<IndexDefinition, 'scope' | 'collectionId'>) => Index[],
): { access: Access; wanted: IndexDefinition | undefined } {
  const { scope, orders } = query;
  const named = alternative.equal.find(({ path }) => isName(path))?.value;
  if (named) {
    return {
      access: { kind: 'names', names: 'referenceValue' in named ? [named.referenceValue] : [] },
      wanted: undefined,
    };
  }

  const definition =
    'collection' in scope
      ? ({ scope: 'collection', collectionId: lastSegment(scope.collection) } as const)
      : ({ scope: 'group', collectionId: scope.collectionId } as const);
  const { collectionId } = definition;
  const byKey = keysAccess(query, alternative);
  if (collectionId === undefined) return { access: byKey, wanted: undefined };

  const equal = new Map(alternative.equal.map((one) => [printFieldPath(one.path), one]));
  const [contains] = alternative.contains;
  const rest = orders.filter(({ path }) => !isName(path) && !equal.has(printFieldPath(path)));
  const descending = (rest[0] ?? orders.at(-1)!).descending;
  const ordered: IndexedField[] = rest.map((order) => ({
    path: order.path,
    kind: order.descending === descending ? 'ascending' : 'descending',
  }));
  const ideal: IndexDefinition = {
    ...definition,
    collectionId,
    fields: [
      ...[...equal.keys()].sort().map((text): IndexedField => ({ path: equal.get(text)!.path, kind: 'ascending' })),
      ...(contains ? [{ path: contains.path, kind: 'contains' } as const] : []),
      ...ordered,
    ],
  };
  if (ideal.fields.length === 0) return { access: byKey, wanted: undefined };

  let best: { index: Index; fixed: Value[]; isOrdered: boolean; rank: number } | undefined;
  for (const index of indexesOf({ ...definition, collectionId })) {
    const fixed = fixedBy(index.fields, equal, contains);
    const free = index.fields.slice(fixed.length);
    if (!free.every(({ path, kind }) => kind !== 'contains' && isPresent(path, equal, rest))) continue;
    const isOrdered = print(free) === print(ordered);
    // An index that neither narrows nor orders is worse than none.
    if (fixed.length === 0 && !isOrdered && !hasBound(alternative.bounds, free[0]?.path)) continue;
    const rank = fixed.length * 2 + Number(isOrdered);
    if (!best || rank > best.rank) best = { index, fixed, isOrdered, rank };
  }
  const isIdeal = best !== undefined && print(best.index.fields) === print(ideal.fields);
  const wanted = isIdeal ? undefined : ideal;
  if (!best) return { access: byKey, wanted };

  const { index, fixed, isOrdered } = best;
  const place = 'collection' in scope ? scope.collection : databaseOf(scope.below);
  const prefix = sortKey(fixed.map((value) => ({ value, descending: false })));
  const free = index.fields[fixed.length];
  const bounds = prefix.isExact ? boundsOf(free, alternative, query) : [];
  let [from, to] = [prefix.text, prefix.isExact ? prefix.text + AFTER : prefix.text];
  for (const { end, value } of bounds) {
    const key = prefix.text + sortKey([{ value, descending: false }]).text;
    if (end === 'from') from = laterOf(from, key);
    else to = earlierOf(to, key + AFTER);
  }
  // A comparison stays within the type of its value. Cursors do not: they only cut.
  for (const { value } of bounds.filter(({ isFilter }) => isFilter)) {
    from = laterOf(from, prefix.text + classKey(value));
    to = earlierOf(to, prefix.text + classKey(value) + AFTER);
  }
  return {
    access: {
      kind: 'index',
      index,
      scope: place,
      seed: seedOf(index.id, place),
      from,
      to,
      descending: isOrdered && descending,
      isOrdered,
      isOrderedByName: orders.at(-1)!.descending === descending,
      sortKeyOf: (document) => (prefix.isExact ? keyIn(rest, document) : { text: '', isExact: false }),
    },
    wanted,
  };
}

/** By name, in ascending or descending order; also what is left when no index helps. */
function keysAccess({ scope, orders, bounds }: Query, alternative: Alternative): Access {
  let { from, to } = keysBelow('collection' in scope ? scope.collection : scope.below);
  for (const { path, end, value } of [...alternative.bounds, ...bounds]) {
    if (!isName(path)) continue;
    if (end === 'from') from = laterOf(from, keyOfName(value));
    else to = earlierOf(to, keyOfName(value));
  }
  const [first] = orders as [Order];
  return { kind: 'keys', from, to, descending: isName(first.path) && first.descending, isOrdered: isName(first.path) };
}

function keyOfName(value: Value): string {
  return 'referenceValue' in value ? keyOf(value.referenceValue) : '';
}

/** The values of the leading fields of an index that the alternative fixes. */
function fixedBy(
  fields: readonly IndexedField[],
  equal: ReadonlyMap<string, { value: Value }>,
  contains: { path: FieldPath; value: Value } | undefined,
): Value[] {
  const values: Value[] = [];
  for (const { path, kind } of fields) {
    const text = printFieldPath(path);
    const isContained = kind === 'contains' && contains !== undefined && printFieldPath(contains.path) === text;
    const value = isContained ? contains.value : kind === 'ascending' ? equal.get(text)?.value : undefined;
    if (value === undefined) break;
    values.push(value);
  }
  return values;
}

/** Every match has the field: an index on it lists them all. */
function isPresent(path: FieldPath, equal: ReadonlyMap<string, unknown>, orders: readonly Order[]): boolean {
  const text = printFieldPath(path);
  return equal.has(text) || orders.some((order) => printFieldPath(order.path) === text);
}

function boundsOf(
  field: IndexedField | undefined,
  alternative: Alternative,
  { orders, bounds }: Query,
): (Bound & { isFilter: boolean })[] {
  if (field?.kind !== 'ascending') return [];
  const text = printFieldPath(field.path);
  const own = alternative.bounds.filter(({ path }) => printFieldPath(path) === text);
  const byCursor = printFieldPath(orders[0]!.path) === text ? bounds : [];
  return [
    ...own.map((bound) => ({ ...bound, isFilter: true })),
    ...byCursor.map((bound) => ({ ...bound, isFilter: false })),
  ];
}

function hasBound(bounds: readonly Bound[], path: FieldPath | undefined): boolean {
  return path !== undefined && bounds.some((bound) => printFieldPath(bound.path) === printFieldPath(path));
}

function keyIn(orders: readonly Order[], document: Document): SortKey {
  return sortKey(orders.map(({ path }) => ({ value: fieldAt(document.fields, path)!, descending: false })));
}

function print(fields: readonly IndexedField[]): string {
  return fields.map(({ path, kind }) => `${kind} ${printFieldPath(path)}`).join();
}
