import type { Write } from '../store/store.ts';
import { canonicalDouble, canonicalFields, canonicalValue, checkFieldAt, checkFieldName } from './canonical.ts';
import { Draft, fieldAt, noFields, parseFieldPath, printFieldPath, type FieldPath } from './fieldPath.ts';
import { invalid, isObject, isPresent, listOf, messageOf, textOf } from './message.ts';
import { compareValues, isNaNValue, numberOf, sameFields, sameValue, typeClass, type TypeClass } from './order.ts';
import { requireDocumentName } from './resourceName.ts';
import { checkDocumentSize, documentSize, growthBySetting, valueSize } from './size.ts';
import { StatusError } from './status.ts';
import { canonicalTimestamp, compareTimestamps } from './timestamp.ts';
import type { Document, Fields, Value } from './value.ts';

/** A write that has been read and checked in all that does not depend on stored documents. */
export interface Mutation {
  name: string;
  kind: 'update' | 'delete' | 'verify';
  fields: Fields;
  /** `undefined`: the document is replaced. */
  mask: FieldPath[] | undefined;
  transforms: Transform[];
  precondition: Precondition;
}

type Precondition = { exists?: boolean; updateTime?: string };

interface Transform {
  path: FieldPath;
  apply(current: Value | undefined, requestTime: string): { value: Value; result: Value };
}

const MAX_TRANSFORMS = 500; // of one document in one commit
/** Of documents, and values that are transformed, more than once in one commit: each time costs as much as they are large. */
const MAX_REWRITTEN_BYTES = 16 * 1024 * 1024;
const NULL: Value = { nullValue: null };

/** Reads a Write as a client sends it (firestore protocol, section 6); INVALID_ARGUMENT else. */
export function parseWrite(write: Write): Mutation {
  messageOf(write, 'A write');
  const kinds = (['update', 'delete', 'verify', 'transform'] as const).filter((kind) => isPresent(write?.[kind]));
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1)
    throw invalid('A write is exactly one of update, delete, verify, transform.');
  const precondition = parsePrecondition(write.currentDocument);
  const updateTransforms = listOf(write.updateTransforms, 'updateTransforms');
  if (kind !== 'update' && (isPresent(write.updateMask) || updateTransforms.length > 0)) {
    throw invalid(`A mask and transforms belong to an update, not to a ${kind}.`);
  }
  const plain = { fields: noFields(), mask: undefined, transforms: [], precondition };
  switch (kind) {
    case 'delete':
      return { ...plain, kind, name: requireDocumentName(write.delete) };
    case 'verify':
      if (Object.keys(precondition).length === 0) {
        throw invalid('A verify needs a precondition.');
      }
      return { ...plain, kind, name: requireDocumentName(write.verify) };
    case 'transform': {
      const { document, fieldTransforms } = messageOf(write.transform, 'transform');
      const transforms = parseTransforms(listOf(fieldTransforms, 'fieldTransforms'));
      // An empty mask: nothing but the transformed fields changes.
      return { ...plain, kind: 'update', name: requireDocumentName(document), mask: [], transforms };
    }
    case 'update': {
      const { name, fields } = messageOf(write.update, 'update');
      const { fieldPaths } = messageOf(write.updateMask, 'updateMask');
      return {
        kind,
        name: requireDocumentName(name),
        fields: canonicalFields(fields),
        mask: isPresent(write.updateMask) ? distinctPaths(listOf(fieldPaths, 'fieldPaths')) : undefined,
        transforms: parseTransforms(updateTransforms),
        precondition,
      };
    }
  }
}

/** Refuses what only the writes of one commit taken together do wrong. */
export function checkTogether(mutations: readonly Mutation[]): void {
  const verified = new Set<string>();
  const written = new Set<string>();
  const transforms = new Map<string, number>();
  for (const { name, kind, transforms: own } of mutations) {
    if (kind === 'verify' && verified.has(name)) throw invalid(`${name} cannot be verified twice in one request.`);
    (kind === 'verify' ? verified : written).add(name);
    if (verified.has(name) && written.has(name))
      throw invalid(`${name} cannot be verified and written in one request.`);
    const count = (transforms.get(name) ?? 0) + own.length;
    if (count > MAX_TRANSFORMS) throw invalid(`More than ${MAX_TRANSFORMS} transforms of ${name} in one request.`);
    transforms.set(name, count);
  }
}

function parsePrecondition(input: Write['currentDocument']): Precondition {
  const { exists, updateTime } = messageOf(input, 'currentDocument');
  if (isPresent(exists) && isPresent(updateTime)) throw invalid('A precondition is exists or updateTime, not both.');
  if (isPresent(exists)) {
    if (typeof exists !== 'boolean') throw invalid('The precondition exists must be a boolean.');
    return { exists };
  }
  if (!isPresent(updateTime)) return {};
  const time = canonicalTimestamp(updateTime);
  if (time === undefined) throw invalid('The precondition updateTime is no timestamp.');
  return { updateTime: time };
}

function parseWrittenPath(text: unknown): FieldPath {
  const path = parseFieldPath(text);
  path.forEach(checkFieldName);
  return path;
}

/** A large field that is named many times is looked at once. */
function distinctPaths(texts: unknown[]): FieldPath[] {
  const paths = texts.map(parseWrittenPath);
  return paths.length < 2 ? paths : [...new Map(paths.map((path) => [printFieldPath(path), path])).values()];
}

/** Throws when `current` is not in the state that the client asked for. `isOwn`: the same commit has left it so. */
export function checkPrecondition({ name, precondition }: Mutation, current: Document | null, isOwn = false): void {
  const { exists, updateTime } = precondition;
  if (isOwn && exists !== undefined && exists !== (current !== null)) {
    throw invalid(
      exists
        ? `Cannot delete then update ${name} in the same request.`
        : `Cannot upsert then insert ${name} in the same request.`,
    );
  }
  if (exists === true && !current) throw new StatusError('NOT_FOUND', `No document to update: ${name}`);
  if (exists === false && current) throw new StatusError('ALREADY_EXISTS', `Document already exists: ${name}`);
  // Also when the document is gone: clients run a transaction again after this code, and give up after NOT_FOUND.
  if (
    updateTime !== undefined &&
    (!current || compareTimestamps(canonicalTimestamp(current.updateTime)!, updateTime) !== 0)
  ) {
    throw new StatusError(
      'FAILED_PRECONDITION',
      `The stored version of ${name} is not the one that the write is based on.`,
    );
  }
}

export function checkRewritten(bytes: number): void {
  if (bytes > MAX_REWRITTEN_BYTES) throw invalid('A commit writes large documents again and again.');
}

export interface Updated {
  document: Document;
  /** By the public rules. */
  size: number;
  /** What its transforms made. */
  transformResults: Value[];
  /** Bytes of values that it transformed when it had transformed them already. */
  again: number;
}

/**
 * The document after an update or transform. `updateTime` moves only with the content. Of a large document of which little
 * changes nothing is looked at but that: `sizeBefore` is the size of `current`, for who knows it.
 */
export function applyUpdate(
  mutation: Mutation,
  current: Document | null,
  { commitTime, requestTime }: { commitTime: string; requestTime: string },
  sizeBefore?: number,
): Updated {
  const { name, mask, transforms } = mutation;
  const isPart = mask !== undefined;
  const base = isPart ? (current?.fields ?? noFields()) : mutation.fields;
  const sizeOfBase = isPart ? sizeBefore : undefined;
  let size = sizeOfBase ?? documentSize({ name, fields: base });
  const draft = isPart || transforms.length > 0 ? new Draft(base) : { fields: base, set() {} };
  const set = (path: FieldPath, value: Value | undefined): void => {
    size += growthBySetting(draft.fields, path, value);
    draft.set(path, value);
  };
  for (const path of mask ?? []) set(path, fieldAt(mutation.fields, path));
  const transformed = new Map<string, FieldPath>();
  let again = 0;
  const transformResults: Value[] = [];
  for (const { path, apply } of transforms) {
    const before = fieldAt(draft.fields, path);
    const text = printFieldPath(path);
    if (before && transformed.has(text)) again += valueSize(before);
    checkRewritten(again);
    transformed.set(text, path);
    const { value, result } = apply(before, requestTime);
    set(path, value);
    transformResults.push(result);
  }
  const { fields } = draft;
  const touched = [...(mask ?? []), ...transformed.values()];
  const isSame = (before: Fields) =>
    isPart
      ? touched.every((path) => sameField(fieldAt(before, path), fieldAt(fields, path)))
      : sameFields(before, fields);
  if (current && isSame(current.fields)) return { document: current, size, transformResults, again };
  checkDocumentSize(name, size);
  for (const path of touched) checkFieldAt(fields, path);
  const document = { name, fields, createTime: current?.createTime ?? commitTime, updateTime: commitTime };
  return { document, size, transformResults, again };
}

function sameField(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameValue(a, b));
}

function parseTransforms(input: unknown[]): Transform[] {
  if (input.length > MAX_TRANSFORMS)
    throw invalid(`More than ${MAX_TRANSFORMS} transforms of a document in one request.`);
  const transforms = input.map((transform) => {
    if (!isObject(transform)) throw invalid('A transform must be an object.');
    const path = parseWrittenPath(transform['fieldPath']);
    const kinds = Object.keys(transform).filter((key) => key !== 'fieldPath' && isPresent(transform[key]));
    if (kinds.length !== 1) throw invalid(`The transform of "${printFieldPath(path)}" must have exactly one kind.`);
    return { path, apply: transformOf(kinds[0]!, transform[kinds[0]!]) };
  });
  const paths = transforms.map(({ path }) => path).toSorted((a, b) => a.length - b.length);
  const outer = paths.find((path, at) => paths.slice(at + 1).some((inner) => isWithin(inner, path)));
  if (outer)
    throw invalid(`Cannot transform property ${printFieldPath(outer)} and its nested property at the same time.`);
  return transforms;
}

function isWithin(inner: FieldPath, outer: FieldPath): boolean {
  return inner.length > outer.length && outer.every((name, at) => inner[at] === name);
}

function transformOf(kind: string, operand: unknown): Transform['apply'] {
  switch (kind) {
    case 'setToServerValue':
      if (operand !== 'REQUEST_TIME') throw invalid(`The server value ${textOf(operand)} is not known.`);
      return (_current, requestTime) => {
        const value: Value = { timestampValue: canonicalTimestamp(requestTime)! };
        return { value, result: value };
      };
    case 'increment':
      return numeric(operand, sum);
    case 'maximum':
      return numeric(operand, (a, b) => (isNaNValue(a) || (!isNaNValue(b) && compareValues(a, b) >= 0) ? a : b));
    case 'minimum':
      return numeric(operand, (a, b) => (compareValues(a, b) <= 0 ? a : b));
    case 'appendMissingElements': {
      const added = distinct(elementsOf(operand));
      const placeOf = placesIn(added);
      return (current) => {
        const values = current !== undefined && 'arrayValue' in current ? current.arrayValue.values : [];
        const present = new Set(values.map(placeOf));
        const missing = added.filter((_, at) => !present.has(at));
        return { value: { arrayValue: { values: values.concat(missing) } }, result: NULL };
      };
    }
    case 'removeAllFromArray': {
      const placeOf = placesIn(elementsOf(operand));
      return (current) => {
        const values = current !== undefined && 'arrayValue' in current ? current.arrayValue.values : [];
        const kept = values.filter((value) => placeOf(value) === undefined);
        return { value: { arrayValue: { values: kept } }, result: NULL };
      };
    }
    default:
      throw new StatusError('UNIMPLEMENTED', `The transform "${kind}" is not known.`);
  }
}

/** Where a value stands in a list of different ones, undefined where it does not; for lists as long as a request can be. */
function placesIn(values: readonly Value[]): (value: Value) => number | undefined {
  const ofType = new Map<TypeClass, number[]>(); // to compare values of different types takes long
  for (const [at, value] of values.entries()) {
    const places = ofType.get(typeClass(value));
    if (places) places.push(at);
    else ofType.set(typeClass(value), [at]);
  }
  for (const places of ofType.values()) places.sort((a, b) => compareValues(values[a]!, values[b]!));
  return (value) => {
    const sorted = ofType.get(typeClass(value)) ?? [];
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareValues(values[sorted[middle]!]!, value) < 0) low = middle + 1;
      else high = middle;
    }
    const place = sorted[low];
    return place !== undefined && compareValues(values[place]!, value) === 0 ? place : undefined;
  };
}

/** The first of each that are equal. */
function distinct(values: readonly Value[]): Value[] {
  const places = values.map((_, at) => at).sort((a, b) => compareValues(values[a]!, values[b]!) || a - b);
  const isAgain = new Set(places.filter((at, i) => i > 0 && compareValues(values[places[i - 1]!]!, values[at]!) === 0));
  return values.filter((_, at) => !isAgain.has(at));
}

/** A field that is no number is set to the operand. */
function numeric(operand: unknown, combine: (current: Value, operand: Value) => Value): Transform['apply'] {
  const number = canonicalValue(operand);
  if (numberOf(number) === undefined) throw invalid('A numeric transform needs a number.');
  return (current) => {
    const isNumber = current !== undefined && numberOf(current) !== undefined;
    const value = isNumber ? combine(current, number) : number;
    return { value, result: value };
  };
}

function sum(a: Value, b: Value): Value {
  if ('integerValue' in a && 'integerValue' in b) {
    const total = BigInt(a.integerValue) + BigInt(b.integerValue);
    const max = 2n ** 63n - 1n;
    const min = -(2n ** 63n);
    return { integerValue: String(total > max ? max : total < min ? min : total) };
  }
  return { doubleValue: canonicalDouble(Number(numberOf(a)) + Number(numberOf(b))) };
}

function elementsOf(operand: unknown): Value[] {
  const array = canonicalValue({ arrayValue: operand });
  return 'arrayValue' in array ? array.arrayValue.values : [];
}
