import { compare, equal } from './equality.ts';
import { OPERATORS, ordered } from './operators.ts';
import {
  and,
  candidates,
  type Certain,
  type End,
  ERROR,
  FALSE,
  or,
  type Shape,
  TRUE,
  type Truth,
  typeOfCertain,
  Unknown,
} from './outcome.ts';
import { isNumeric, isType, type RulesMap, type RulesValue } from './values.ts';

/*
 * Operators with an operand of which only a shape is known: every answer the operator can give. Where nothing better
 * is known, all of them. The chance that an operand itself is an error is added by the evaluator.
 */

const OPEN = TRUE | FALSE;
type Range = Extract<Shape, { kind: 'range' }>;

const sameClass = (a: string, b: string) => a === b || (isNumeric(a) && isNumeric(b));

export function equality(a: Certain, b: Certain): Truth {
  if (!(a instanceof Unknown)) return b instanceof Unknown ? equality(b, a) : equal(a, b) ? TRUE : FALSE;
  const values = candidates(a) ?? (b instanceof Unknown ? candidates(b) : undefined);
  if (values) {
    const other = candidates(a) ? b : a;
    return values.reduce((truth: Truth, value) => truth | equality(value, other), 0);
  }
  const [typeA, typeB] = [typeOfCertain(a), typeOfCertain(b)];
  if (typeA !== 'any' && typeB !== 'any' && !sameClass(typeA, typeB)) return FALSE;
  const { shape } = a;
  if (shape.kind === 'any' && !(b instanceof Unknown))
    return !isHuge(b) && shape.except.some((value) => equal(value, b)) ? FALSE : OPEN;
  if (shape.kind === 'range' && !(b instanceof Unknown)) return relations(shape, b).includes(0) ? OPEN : FALSE;
  if (shape.kind === 'list') return exactLists(shape.items, b);
  if (shape.kind === 'map') return maps(shape, b);
  return OPEN;
}

/** From 2^53 on an int that meets a float is rounded, so that one value equals several. */
function isHuge(value: RulesValue): boolean {
  if (typeof value === 'bigint' || typeof value === 'number') return Math.abs(Number(value)) >= 2 ** 53;
  if (Array.isArray(value)) return (value as readonly RulesValue[]).some(isHuge);
  return value instanceof Map && [...(value as RulesMap).values()].some(isHuge);
}

function exactLists(items: readonly Certain[], b: Certain): Truth {
  const others = exactItems(b);
  if (!others) return OPEN;
  if (others.length !== items.length) return FALSE;
  return items.reduce((truth: Truth, item, at) => and(truth, equality(item, others[at]!)), TRUE);
}

export function exactItems(list: Certain): readonly Certain[] | undefined {
  if (!(list instanceof Unknown)) return Array.isArray(list) ? (list as readonly RulesValue[]) : undefined;
  return list.shape.kind === 'list' ? list.shape.items : undefined;
}

function maps(shape: Extract<Shape, { kind: 'map' }>, b: Certain): Truth {
  const other: { entries: ReadonlyMap<string, Certain>; open: boolean } | undefined =
    b instanceof Unknown
      ? b.shape.kind === 'map'
        ? b.shape
        : undefined
      : b instanceof Map
        ? { entries: b, open: false }
        : undefined;
  if (!other) return OPEN;
  const keys = new Set([...shape.entries.keys(), ...other.entries.keys()]);
  let truth: Truth = shape.open || other.open ? OPEN : TRUE;
  for (const key of keys) {
    const [left, right] = [shape.entries.get(key), other.entries.get(key)];
    if (left !== undefined && right !== undefined) truth = and(truth, equality(left, right));
    else truth = and(truth, (left === undefined ? shape : other).open ? OPEN : FALSE);
  }
  return truth;
}

/** The signs that comparing a value of the range with `value` can give. */
function relations(range: Range, value: RulesValue): readonly number[] {
  if (!isType(value, range.type)) return [-1, 0, 1];
  const ends = [range.low?.value ?? value, range.high?.value ?? value, value];
  if (ends.some((end) => isHuge(end) || Number.isNaN(end))) return [-1, 0, 1];
  const side = (end: End) => compare(end.value, value)!;
  const below = !range.low || side(range.low) < 0;
  const above = !range.high || side(range.high) > 0;
  const atLow = !range.low || side(range.low) < 0 || (side(range.low) === 0 && !range.low.open);
  const atHigh = !range.high || side(range.high) > 0 || (side(range.high) === 0 && !range.high.open);
  return [...(below ? [-1] : []), ...(atLow && atHigh ? [0] : []), ...(above ? [1] : [])];
}

/** Whether the range excludes the value, for facts that contradict each other. */
export const excludes = (range: Range, value: RulesValue): boolean =>
  isType(value, range.type) ? !relations(range, value).includes(0) : true;

type Order = '<' | '<=' | '>' | '>=';
const REVERSED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

export function order(operator: Order, a: Certain, b: Certain): Truth {
  const [left, right] = [candidates(a), candidates(b)];
  if (left && right) {
    let truth: Truth = 0;
    for (const x of left) for (const y of right) truth |= attempt(() => OPERATORS[operator](x, y));
    return truth;
  }
  const [typeA, typeB] = [typeOfCertain(a), typeOfCertain(b)];
  if (typeA === 'any' || typeB === 'any') return OPEN | ERROR;
  if (!sameClass(typeA, typeB) || !(isNumeric(typeA) || ['string', 'timestamp', 'duration'].includes(typeA)))
    return ERROR;
  if (a instanceof Unknown && a.shape.kind === 'range' && !(b instanceof Unknown)) {
    return relations(a.shape, b).reduce((truth: Truth, sign) => truth | (ordered(operator, sign) ? TRUE : FALSE), 0);
  }
  if (b instanceof Unknown && b.shape.kind === 'range' && !(a instanceof Unknown))
    return order(REVERSED[operator], b, a);
  return OPEN;
}

function attempt(run: () => RulesValue): Truth {
  try {
    return run() === true ? TRUE : FALSE;
  } catch {
    return ERROR;
  }
}

export function membership(item: Certain, container: Certain): Truth {
  const isKnown = !(container instanceof Unknown);
  const exact = exactItems(container);
  const few = candidates(item);
  if (exact && few && few.length > 1) return few.reduce((truth: Truth, one) => truth | membership(one, container), 0);
  if (exact) return exact.reduce((truth: Truth, other) => or(truth, equality(item, other)), FALSE);
  const listed = candidates(container);
  if (listed) {
    if (!few)
      return isKnown && !['set', 'map'].includes(typeOfCertain(container)) ? ERROR : OPEN | (isKnown ? 0 : ERROR);
    let truth: Truth = 0;
    for (const one of listed) for (const value of few) truth |= attempt(() => OPERATORS.in(value, one));
    return truth;
  }
  const { shape } = container as Unknown;
  switch (shape.kind) {
    case 'listWith':
      return shape.items.some((other) => equality(item, other) === TRUE) ? TRUE : OPEN;
    case 'map':
      if (typeof item !== 'string') return OPEN;
      return shape.entries.has(item) ? TRUE : shape.open ? OPEN : FALSE;
    case 'any':
      return OPEN | ERROR;
    case 'of':
      return ['list', 'set', 'map'].includes(shape.type) ? OPEN : ERROR;
    default:
      return ERROR;
  }
}

export function hasType(value: Certain, type: string): Truth {
  const listed = candidates(value);
  if (listed) return listed.reduce((truth: Truth, one) => truth | (isType(one, type) ? TRUE : FALSE), 0);
  const actual = typeOfCertain(value);
  if (actual === 'any' || (actual === 'number' && (type === 'int' || type === 'float'))) return OPEN;
  return actual === type || (type === 'number' && isNumeric(actual)) ? TRUE : FALSE;
}
