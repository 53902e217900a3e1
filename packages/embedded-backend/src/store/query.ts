import { canonicalValue } from '../model/canonical.ts';
import { Draft, fieldAt, noFields, parseFieldPath, printFieldPath, type FieldPath } from '../model/fieldPath.ts';
import { invalid, isObject, isPresent, listOf, messageOf, textOf } from '../model/message.ts';
import { compareNames, compareText, compareValues, isNaNValue, typeClass } from '../model/order.ts';
import { collectionOf, lastSegment, isRoot, requireCollectionId, requireParent } from '../model/resourceName.ts';
import { StatusError } from '../model/status.ts';
import type { Document, Value } from '../model/value.ts';
import type { StructuredQuery } from './store.ts';

/** A query that has been read and checked (firestore protocol, section 10). */
export interface Query {
  /** Where its documents can be: directly in `collection`, or anywhere below `parent` in collections of that `id`. */
  scope: { collection: string } | { below: string; collectionId: string | undefined };
  /** Every match takes one of these ways at least. */
  alternatives: Alternative[];
  /** The order of the result, which ends with the name. */
  orders: readonly Order[];
  /** Ends of what the first of the orders can be: those that cursors set. */
  bounds: Bound[];
  limit: number | undefined;
  offset: number;
  /** It asks for names, by names, in their order: no field needs to be read. */
  isOfNames: boolean;
  /** In scope, passes the filter, has all ordered fields and lies between the cursors. */
  matches(document: Document): boolean;
  /** The order of the result. */
  compare(a: Document, b: Document): number;
  /** The fields that were asked for. */
  project(document: Document): Document;
}

export type Order = { path: FieldPath; descending: boolean };

/** A value that a field is not below (`from`) or not above (`to`). */
export interface Bound {
  path: FieldPath;
  end: 'from' | 'to';
  value: Value;
}

/** What the fields of a match must be, as far as an index can tell. `__name__` is among them, as a reference. */
export interface Alternative {
  equal: { path: FieldPath; value: Value }[];
  /** In an array; one at most. */
  contains: { path: FieldPath; value: Value }[];
  bounds: Bound[];
}

type Predicate = (document: Document) => boolean;

const NAME = '__name__';
const MAX_DISJUNCTIONS = 30;
const MAX_PARTS = 100;
/** Ours. Each is looked for in each document that is found. */
export const MAX_SELECTED = 1000;
const KNOWN = new Set(['select', 'from', 'where', 'orderBy', 'startAt', 'endAt', 'offset', 'limit']);

export function parseQuery(parent: string, structuredQuery: StructuredQuery): Query {
  const input = messageOf(structuredQuery, 'A query');
  requireParent(parent);
  for (const key of Object.keys(input)) {
    if (isPresent(input[key]) && !KNOWN.has(key)) throw new StatusError('UNIMPLEMENTED', `Queries with ${key}.`);
  }
  const scope = parseScope(parent, input['from']);
  const filter = isPresent(input['where']) ? parseFilter(input['where']) : undefined;
  const explicit = listOf(input['orderBy'], 'orderBy').map(parseOrder);
  if ((filter ? leaves(filter).length : 0) + explicit.length > MAX_PARTS) {
    throw invalid(`A query has more than ${MAX_PARTS} filters and sort orders.`);
  }
  if (filter) checkCombination(filter);
  const orders = impliedOrders(explicit, filter ? inequalityPaths(filter) : []);
  checkReach(scope, filter, orders);
  const start = parseCursor(input['startAt'], orders, 'startAt');
  const end = parseCursor(input['endAt'], orders, 'endAt');
  const limit = parseCount(input['limit'], 'limit');
  const offset = parseCount(input['offset'], 'offset') ?? 0;
  const ordered = orders.filter(({ path }) => !isName(path));

  return {
    scope,
    alternatives: filter ? alternativesOf(filter) : [ANY],
    orders,
    bounds: [...(start?.bounds ?? []), ...(end?.bounds ?? [])],
    limit,
    offset,
    isOfNames:
      asksForNames(input['select']) &&
      ordered.length === 0 &&
      (filter ? leaves(filter) : []).every(({ path }) => isName(path)),
    matches: (document) =>
      isInScope(scope, document.name) &&
      (!filter || filter.matches(document)) &&
      ordered.every(({ path }) => fieldAt(document.fields, path) !== undefined) &&
      (!start || start.compare(document) > 0 || (start.inclusive && start.compare(document) === 0)) &&
      (!end || end.compare(document) < 0 || (end.inclusive && end.compare(document) === 0)),
    compare: (a, b) => {
      for (const { path, descending } of orders) {
        const byField = isName(path)
          ? compareNames(a.name, b.name)
          : compareValues(fieldAt(a.fields, path)!, fieldAt(b.fields, path)!);
        if (byField !== 0) return descending ? -byField : byField;
      }
      return 0;
    },
    project: parseProjection(input['select']),
  };
}

// Where

function parseScope(parent: string, from: unknown): Query['scope'] {
  const selectors = listOf(from, 'from');
  const [selector] = selectors;
  if (selectors.length !== 1 || !isObject(selector)) throw invalid('A query reads from exactly one collection.');
  const { collectionId, allDescendants = false } = selector;
  if (collectionId === undefined || collectionId === '') {
    // All documents below a document: how server libraries delete recursively.
    if (allDescendants !== true) throw invalid('A query needs the id of a collection.');
    return { below: parent, collectionId: undefined };
  }
  const id = requireCollectionId(collectionId);
  return allDescendants === true ? { below: parent, collectionId: id } : { collection: `${parent}/${id}` };
}

/** What production has no index for: collections below a document, or of all ids, are read in the order of names only. */
function checkReach(scope: Query['scope'], filter: Filter | undefined, orders: Order[]): void {
  if ('collection' in scope) return;
  const isPlain = (filter ? leaves(filter) : []).every(({ path }) => isName(path));
  const isByName = isName(orders[0]!.path);
  if (!isRoot(scope.below) && !(isPlain && isByName)) {
    throw invalid('collection group queries are only allowed at the root parent');
  }
  if (scope.collectionId === undefined) {
    if (!isPlain) throw invalid('A collection id is required for a filter on a field.');
    if (!isByName || orders[0]!.descending) throw invalid('kind is required for all orders except __key__ ascending');
  } else if (!isRoot(scope.below) && orders[0]!.descending) {
    const why =
      "collection group queries are only allowed if they're at the root or they're an ascending primary key scan";
    throw new StatusError('FAILED_PRECONDITION', why);
  }
}

/** Whether a document of this name is among those that the query is about. */
export function isInScope(scope: Query['scope'], name: string): boolean {
  if ('collection' in scope) return collectionOf(name) === scope.collection;
  return (
    name.startsWith(`${scope.below}/`) &&
    (scope.collectionId === undefined || lastSegment(collectionOf(name)) === scope.collectionId)
  );
}

// Which

interface Filter {
  matches: Predicate;
  /** Set on a leaf. */
  field?: { path: FieldPath; op: string; values: Value[] };
  /** Set on a composite. */
  parts?: { op: 'AND' | 'OR'; filters: Filter[] };
}

const INEQUALITIES = new Set([
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'NOT_EQUAL',
  'NOT_IN',
  'IS_NOT_NULL',
  'IS_NOT_NAN',
]);

function parseFilter(input: unknown, depth = 0): Filter {
  if (!isObject(input) || depth > 20) throw invalid('A filter is malformed.');
  const kinds = Object.keys(input).filter((key) => isPresent(input[key]));
  const content = input[kinds[0] ?? ''];
  if (kinds.length !== 1 || !isObject(content)) throw invalid('A filter has exactly one kind.');
  switch (kinds[0]) {
    case 'compositeFilter': {
      const filters = listOf(content['filters'], 'filters').map((filter) => parseFilter(filter, depth + 1));
      const { op } = content;
      if (filters.length === 0) throw invalid('A composite filter is empty.');
      if (op !== 'AND' && op !== 'OR') throw invalid(`The composite operator ${textOf(op)} is not known.`);
      const matches: Predicate =
        op === 'AND'
          ? (document) => filters.every((filter) => filter.matches(document))
          : (document) => filters.some((filter) => filter.matches(document));
      return { matches, parts: { op, filters } };
    }
    case 'fieldFilter':
      return parseFieldFilter(content);
    case 'unaryFilter': {
      const path = parseReference(content['field']);
      const op = textOf(content['op']);
      if (isName(path)) throw invalid('A document name is compared with a reference.');
      const test = unaryTest(op);
      return {
        matches: (document) => {
          const value = valueIn(document, path);
          return value !== undefined && test(value);
        },
        field: { path, op, values: [] },
      };
    }
    default:
      throw invalid(`The filter kind ${textOf(kinds[0])} is not known.`);
  }
}

function unaryTest(op: string): (value: Value) => boolean {
  switch (op) {
    case 'IS_NULL':
      return isNull;
    case 'IS_NAN':
      return isNaNValue;
    case 'IS_NOT_NULL':
      return (value) => !isNull(value);
    case 'IS_NOT_NAN':
      return (value) => !isNull(value) && !isNaNValue(value);
    default:
      throw invalid(`The unary operator ${op} is not known.`);
  }
}

function parseFieldFilter(content: Record<string, unknown>): Filter {
  const path = parseReference(content['field']);
  const op = textOf(content['op']);
  const list =
    op === 'IN' || op === 'NOT_IN' || op === 'ARRAY_CONTAINS_ANY' ? parseList(op, content['value']) : undefined;
  // A list may hold arrays, which no stored array may.
  const value = list ? undefined : canonicalValue(content['value']);
  if (isName(path)) {
    if (op.startsWith('ARRAY')) throw invalid(`${op} is not for document names.`);
    for (const name of list ?? [value!]) {
      if (!('referenceValue' in name)) throw invalid('A document name is compared with a reference.');
    }
  }
  const test = list ? listTest(op, list) : comparison(op, value!);
  return {
    matches: (document) => {
      const found = valueIn(document, path);
      return found !== undefined && test(found);
    },
    field: { path, op, values: list ?? [value!] },
  };
}

function comparison(op: string, value: Value): (found: Value) => boolean {
  const type = typeClass(value);
  // NaN has a place in the order of results, but is neither equal to, above nor below anything: unary filters find it.
  const isNumberless = isNaNValue(value);
  const comparable = (found: Value): boolean => typeClass(found) === type && !isNumberless && !isNaNValue(found);
  switch (op) {
    case 'EQUAL':
      return (found) => comparable(found) && compareValues(found, value) === 0;
    case 'NOT_EQUAL':
      return (found) => !isNull(found) && compareValues(found, value) !== 0;
    case 'LESS_THAN':
      return (found) => comparable(found) && compareValues(found, value) < 0;
    case 'LESS_THAN_OR_EQUAL':
      return (found) => comparable(found) && compareValues(found, value) <= 0;
    case 'GREATER_THAN':
      return (found) => comparable(found) && compareValues(found, value) > 0;
    case 'GREATER_THAN_OR_EQUAL':
      return (found) => comparable(found) && compareValues(found, value) >= 0;
    case 'ARRAY_CONTAINS':
      return (found) =>
        'arrayValue' in found &&
        !isNumberless &&
        found.arrayValue.values.some((item) => compareValues(item, value) === 0);
    default:
      throw invalid(`The operator ${op} is not known.`);
  }
}

function parseList(op: string, value: unknown): Value[] {
  const array = isObject(value) ? value['arrayValue'] : undefined;
  const items = isObject(array) ? listOf(array['values'], op) : [];
  const most = op === 'NOT_IN' ? 10 : MAX_DISJUNCTIONS;
  if (items.length === 0 || items.length > most) throw invalid(`${op} needs an array of 1 to ${most} values.`);
  return items.map(canonicalValue);
}

function listTest(op: string, list: Value[]): (found: Value) => boolean {
  const sought = list.filter((value) => !isNull(value) && (op === 'NOT_IN' || !isNaNValue(value)));
  const isSought = (found: Value): boolean => sought.some((value) => compareValues(found, value) === 0);
  switch (op) {
    case 'IN':
      return isSought;
    case 'NOT_IN':
      if (list.some(isNull)) return () => false;
      return (found) => !isNull(found) && !list.some((value) => compareValues(found, value) === 0);
    default:
      return (found) => 'arrayValue' in found && found.arrayValue.values.some(isSought);
  }
}

function checkCombination(filter: Filter): void {
  const ops = leaves(filter).map(({ op }) => op);
  const count = (...wanted: string[]): number => ops.filter((op) => wanted.includes(op)).length;
  if (disjunctions(filter) > MAX_DISJUNCTIONS) {
    throw invalid(`A query has more than ${MAX_DISJUNCTIONS} disjunctions in its disjunctive normal form.`);
  }
  if (count('NOT_IN') > 0) {
    if (count('NOT_IN', 'IN', 'ARRAY_CONTAINS_ANY') > 1 || hasOr(filter)) {
      throw invalid('NOT_IN cannot be combined with NOT_IN, IN, ARRAY_CONTAINS_ANY or OR.');
    }
  }
  if (count('NOT_EQUAL', 'NOT_IN', 'IS_NOT_NULL', 'IS_NOT_NAN') > 1) {
    throw invalid("Only a single 'NOT_EQUAL', 'NOT_IN', 'IS_NOT_NAN', or 'IS_NOT_NULL' filter allowed per query.");
  }
  if (arrayFilters(filter) > 1) {
    throw invalid("A maximum of 1 'ARRAY_CONTAINS' filter is allowed per disjunction.");
  }
  if (new Set(inequalityPaths(filter).map(printFieldPath)).size > 10) {
    throw invalid('A query has inequalities on more than 10 fields.');
  }
}

/** The most filters on the content of arrays that one alternative has. */
function arrayFilters(filter: Filter): number {
  if (!filter.parts) return filter.field!.op.startsWith('ARRAY_CONTAINS') ? 1 : 0;
  const counts = filter.parts.filters.map(arrayFilters);
  return filter.parts.op === 'OR' ? Math.max(...counts) : counts.reduce((a, b) => a + b);
}

/** How many alternatives the filter has when OR, IN and ARRAY_CONTAINS_ANY are multiplied out. */
function disjunctions(filter: Filter): number {
  if (!filter.parts) return filter.field!.op === 'NOT_IN' ? 1 : Math.max(1, filter.field!.values.length);
  const counts = filter.parts.filters.map(disjunctions);
  return filter.parts.op === 'OR' ? counts.reduce((a, b) => a + b) : counts.reduce((a, b) => Math.min(a * b, 1e6));
}

function hasOr(filter: Filter): boolean {
  return (
    filter.parts !== undefined &&
    ((filter.parts.op === 'OR' && filter.parts.filters.length > 1) || filter.parts.filters.some(hasOr))
  );
}

function leaves(filter: Filter): NonNullable<Filter['field']>[] {
  return filter.parts ? filter.parts.filters.flatMap(leaves) : [filter.field!];
}

function inequalityPaths(filter: Filter): FieldPath[] {
  return leaves(filter)
    .filter(({ op }) => INEQUALITIES.has(op))
    .map(({ path }) => path);
}

const ANY: Alternative = { equal: [], contains: [], bounds: [] };

/** The disjunctive normal form, of 30 alternatives at most. */
function alternativesOf(filter: Filter): Alternative[] {
  if (filter.parts) {
    const { op, filters } = filter.parts;
    if (op === 'OR') return filters.flatMap(alternativesOf);
    return filters.map(alternativesOf).reduce((all, more) => all.flatMap((one) => more.map((two) => both(one, two))));
  }
  const { path, op, values } = filter.field!;
  const [value] = values;
  switch (op) {
    case 'EQUAL':
    case 'IN':
      return values.map((one) => ({ ...ANY, equal: [{ path, value: one }] }));
    case 'IS_NULL':
      return [{ ...ANY, equal: [{ path, value: { nullValue: null } }] }];
    case 'IS_NAN':
      return [{ ...ANY, equal: [{ path, value: { doubleValue: 'NaN' } }] }];
    case 'ARRAY_CONTAINS':
    case 'ARRAY_CONTAINS_ANY':
      return values.map((one) => ({ ...ANY, contains: [{ path, value: one }] }));
    case 'LESS_THAN':
    case 'LESS_THAN_OR_EQUAL':
      return [{ ...ANY, bounds: [{ path, end: 'to', value: value! }] }];
    case 'GREATER_THAN':
    case 'GREATER_THAN_OR_EQUAL':
      return [{ ...ANY, bounds: [{ path, end: 'from', value: value! }] }];
    default:
      return [ANY];
  }
}

function both(one: Alternative, two: Alternative): Alternative {
  return {
    equal: [...one.equal, ...two.equal],
    contains: [...one.contains, ...two.contains],
    bounds: [...one.bounds, ...two.bounds],
  };
}

// In which order

function parseOrder(input: unknown): Order {
  if (!isObject(input)) throw invalid('An order is malformed.');
  const direction = input['direction'] ?? 'ASCENDING';
  if (!['ASCENDING', 'DESCENDING', 'DIRECTION_UNSPECIFIED'].includes(direction as string)) {
    throw invalid(`The direction ${textOf(direction)} is not known.`);
  }
  return { path: parseReference(input['field']), descending: direction === 'DESCENDING' };
}

function impliedOrders(explicit: Order[], inequalities: FieldPath[]): Order[] {
  const orders = [...explicit];
  const has = (path: FieldPath): boolean => orders.some((order) => comparePaths(order.path, path) === 0);
  if (new Set(explicit.map(({ path }) => printFieldPath(path))).size < explicit.length) {
    throw invalid('A query is ordered by one field twice.');
  }
  const descending = explicit.at(-1)?.descending ?? false;
  for (const path of inequalities.toSorted(comparePaths)) {
    if (!has(path) && !isName(path)) orders.push({ path, descending });
  }
  if (!has([NAME])) orders.push({ path: [NAME], descending });
  if (!isName(orders.at(-1)!.path)) throw invalid('The order clause cannot contain more fields after the name.');
  return orders;
}

function comparePaths(a: FieldPath, b: FieldPath): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const byName = compareText(a[i]!, b[i]!);
    if (byName !== 0) return byName;
  }
  return a.length - b.length;
}

interface Cursor {
  inclusive: boolean;
  bounds: Bound[];
  /** Where a document stands to the cursor in the order of the query. */
  compare(document: Document): number;
}

function parseCursor(input: unknown, orders: Order[], which: 'startAt' | 'endAt'): Cursor | undefined {
  if (!isPresent(input)) return undefined;
  if (!isObject(input)) throw invalid('A cursor is malformed.');
  const values = listOf(input['values'], 'values').map(canonicalValue);
  if (values.length > orders.length) throw invalid('A cursor has more values than the query has orders.');
  values.forEach((value, i) => {
    if (isName(orders[i]!.path) && !('referenceValue' in value))
      throw invalid('A cursor on the name needs a reference.');
  });
  const before = input['before'] === true;
  const first = orders[0]!;
  const end = (which === 'startAt') === first.descending ? 'to' : 'from';
  return {
    bounds: values.slice(0, 1).map((value) => ({ path: first.path, end, value })),
    inclusive: which === 'startAt' ? before : !before,
    compare: (document) => {
      for (const [i, value] of values.entries()) {
        const { path, descending } = orders[i]!;
        const byField = compareValues(valueIn(document, path)!, value);
        if (byField !== 0) return descending ? -byField : byField;
      }
      return 0;
    },
  };
}

// How much

function parseCount(input: unknown, what: string): number | undefined {
  const count = isObject(input) ? (input['value'] ?? 0) : input;
  if (count === undefined || count === null) return undefined;
  if (!/^\d{1,10}$/.test(textOf(count))) throw invalid(`The ${what} ${textOf(count)} is not a count.`);
  return Number(count);
}

function selected(select: unknown): FieldPath[] {
  const fields = isObject(select) ? listOf(select['fields'], 'select') : [];
  if (fields.length > MAX_SELECTED) throw invalid(`A query selects more than ${MAX_SELECTED} fields.`);
  return fields.map(parseReference);
}

function asksForNames(select: unknown): boolean {
  const paths = selected(select);
  return paths.length > 0 && paths.every(isName);
}

function parseProjection(select: unknown): (document: Document) => Document {
  const paths = selected(select);
  if (paths.length === 0) return (document) => document;
  return (document) => {
    const draft = new Draft(noFields());
    for (const path of paths) {
      const value = fieldAt(document.fields, path);
      if (value !== undefined) draft.set(path, value);
    }
    return { ...document, fields: draft.fields };
  };
}

function parseReference(reference: unknown): FieldPath {
  if (!isObject(reference)) throw invalid('A field reference is missing.');
  return parseFieldPath(reference['fieldPath']);
}

export function isName(path: FieldPath): boolean {
  return path.length === 1 && path[0] === NAME;
}

function valueIn(document: Document, path: FieldPath): Value | undefined {
  return isName(path) ? { referenceValue: document.name } : fieldAt(document.fields, path);
}

function isNull(value: Value): boolean {
  return 'nullValue' in value;
}
