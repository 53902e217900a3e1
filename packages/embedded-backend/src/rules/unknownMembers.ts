import { METHODS } from './library/libraries.ts';
import type { Operation } from './library/method.ts';
import {
  and,
  ANYTHING,
  type Certain,
  either,
  FALSE,
  fromTruth,
  or,
  type Outcome,
  TRUE,
  type Truth,
  typeOfCertain,
  Unknown,
  unknownOf,
} from './outcome.ts';
import { equality, exactItems, membership } from './unknownOperators.ts';
import { aType, fail, type RulesValue } from './values.ts';

/*
 * Fields, elements and methods of values of which only a shape is known. They fail (OperationError) only where every
 * possible value would.
 */

export function unknownMember(target: Unknown, name: string, shown = `"${name}"`): Outcome {
  const { shape } = target;
  if (shape.kind === 'map') {
    const entry = shape.entries.get(name);
    if (entry !== undefined) return entry;
    return shape.open ? ANYTHING : fail(`there is no field ${shown}`);
  }
  return ['any', 'map', 'path'].includes(typeOfCertain(target))
    ? ANYTHING
    : fail(`${aType(typeOfCertain(target))} has no field ${shown}`);
}

export function unknownElement(target: Certain, index: Certain): Outcome {
  if (target instanceof Unknown && typeof index === 'string') return unknownMember(target, index, 'of this name');
  const items = exactItems(target);
  if (items && typeof index === 'bigint') return items[Number(index)] ?? fail('the index is outside');
  return typeOfCertain(target) === 'string' ? unknownOf('string', true) : ANYTHING;
}

export const fits = (type: string, pattern: string): boolean => pattern === 'any' || pattern.split('|').includes(type);

export function unknownMethod(target: Certain, name: string, args: readonly Certain[]): Outcome {
  const type = typeOfCertain(target);
  if (type === 'any' || type === 'number') {
    const results = new Set([...METHODS.values()].flatMap((methods) => methods.get(name)?.gives ?? []));
    if (results.size === 0) fail(`no type has a method "${name}"`);
    return unknownOf(results.size === 1 ? [...results][0]! : 'any', true);
  }
  const operation = METHODS.get(type as never)?.get(name) ?? fail(`${aType(type)} has no method "${name}"`);
  return (target instanceof Unknown ? special(target, name, args) : undefined) ?? unknownResult(operation, args);
}

export function unknownResult(operation: Operation, args: readonly Certain[]): Outcome {
  if (args.length !== operation.takes.length)
    fail(`expected ${operation.takes.length} arguments, found ${args.length}`);
  const fitting = args.every((arg, at) => fits(typeOfCertain(arg), operation.takes[at]!));
  return unknownOf(operation.gives, !(operation.total && fitting));
}

/** Methods that say more than their result type. */
function special({ shape }: Unknown, name: string, args: readonly Certain[]): Outcome | undefined {
  const [first, second] = args;
  if (shape.kind === 'map') {
    if (name === 'get' && args.length === 2) return lookUp(shape.entries, shape.open, first!, second!);
    if (name === 'keys' && args.length === 0) {
      const items = [...shape.entries.keys()].sort(); // as the library gives them
      return new Unknown({ kind: shape.open ? 'listWith' : 'list', items });
    }
  }
  if (shape.kind !== 'list' && shape.kind !== 'listWith') return undefined;
  if (name === 'size' && shape.kind === 'list' && args.length === 0) return BigInt(shape.items.length);
  const others = args.length === 1 ? exactItems(first!) : undefined;
  if (!others) return undefined;
  const list = new Unknown(shape);
  if (name === 'hasAll') return truth(others.reduce((all: Truth, item) => and(all, membership(item, list)), TRUE));
  if (name === 'hasAny') return truth(others.reduce((any: Truth, item) => or(any, membership(item, list)), FALSE));
  if (name === 'hasOnly') {
    const known = shape.items.reduce((all: Truth, item) => and(all, inItems(item, others)), TRUE);
    return truth(shape.kind === 'list' ? known : and(known, TRUE | FALSE));
  }
  return undefined;
}

const inItems = (item: Certain, items: readonly Certain[]): Truth =>
  items.reduce((any: Truth, other) => or(any, equality(item, other)), FALSE);

const truth = (value: Truth): Outcome => fromTruth(value, () => fail('unreachable: these answers hold no error'));

/** `map.get(key or keys, otherwise)`. */
function lookUp(entries: ReadonlyMap<string, Certain>, open: boolean, key: Certain, otherwise: Certain): Outcome {
  const keys = typeof key === 'string' ? [key] : exactItems(key);
  if (!keys || !keys.every((one): one is string => typeof one === 'string')) return ANYTHING;
  let found: Certain = new Unknown({ kind: 'map', entries, open });
  for (const one of keys) {
    if (found instanceof Unknown) {
      if (found.shape.kind !== 'map')
        return typeOfCertain(found) === 'any' ? unknownOf('any') : either([unknownOf('any'), otherwise]);
      const next: Certain | undefined = found.shape.entries.get(one);
      if (next === undefined) return found.shape.open ? unknownOf('any') : otherwise;
      found = next;
    } else {
      const next: RulesValue | undefined = found instanceof Map ? found.get(one) : undefined;
      if (next === undefined) return otherwise;
      found = next;
    }
  }
  return found;
}
