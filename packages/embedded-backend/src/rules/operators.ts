import { compare, equal, holds, identical, setLookup } from './equality.ts';
import { timestampOf } from './library/time.ts';
import { textSize, textSlice } from './library/strings.ts';
import type { BinaryOperator } from './syntax.ts';
import {
  aType,
  Duration,
  fail,
  int,
  Path,
  RulesSet,
  type RulesList,
  type RulesValue,
  Slot,
  Timestamp,
  typeOf,
} from './values.ts';

const isNumber = (value: RulesValue): value is bigint | number =>
  typeof value === 'bigint' || typeof value === 'number';

type Binary = (left: RulesValue, right: RulesValue) => RulesValue;
type Order = '<' | '<=' | '>' | '>=';

const ordering =
  (operator: Order): Binary =>
  (left, right) =>
    ordered(operator, compare(left, right) ?? fail(`${aType(typeOf(left))} and ${aType(typeOf(right))} have no order`));
const calculating =
  (operator: '+' | '-' | '*' | '/' | '%'): Binary =>
  (left, right) =>
    arithmetic(operator, left, right);

/** Every binary operator but `&&` and `||`, over known values. */
export const OPERATORS = {
  '==': (left, right) => equal(left, right),
  '!=': (left, right) => !equal(left, right),
  in: (left, right) => contains(right, left),
  '<': ordering('<'),
  '<=': ordering('<='),
  '>': ordering('>'),
  '>=': ordering('>='),
  '+': calculating('+'),
  '-': calculating('-'),
  '*': calculating('*'),
  '/': calculating('/'),
  '%': calculating('%'),
} as const satisfies Partial<Record<BinaryOperator, Binary>>;

/** Whether the operator holds for values whose comparison gave `sign`. */
export function ordered(operator: Order, sign: number): boolean {
  if (sign === 0) return operator === '<=' || operator === '>=';
  return sign < 0 ? operator === '<' || operator === '<=' : operator === '>' || operator === '>=';
}

function contains(container: RulesValue, item: RulesValue): boolean {
  if (Array.isArray(container)) return (container as RulesList).some((other) => identical(item, other));
  if (container instanceof RulesSet) return holds(setLookup(container.items), item);
  if (container instanceof Map) return typeof item === 'string' && container.has(item);
  return fail(`"in" needs a list, set or map, not ${aType(typeOf(container))}`);
}

function arithmetic(operator: BinaryOperator, left: RulesValue, right: RulesValue): RulesValue {
  if (typeof left === 'bigint' && typeof right === 'bigint') return int(onInts(operator, left, right));
  if (isNumber(left) && isNumber(right)) return onFloats(operator, Number(left), Number(right));
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    if (left instanceof Timestamp && right instanceof Duration) return timestampOf(left.nanos + right.nanos);
    if (left instanceof Duration && right instanceof Timestamp) return timestampOf(left.nanos + right.nanos);
    if (left instanceof Duration && right instanceof Duration) return new Duration(left.nanos + right.nanos);
  }
  if (operator === '-') {
    if (left instanceof Timestamp && right instanceof Duration) return timestampOf(left.nanos - right.nanos);
    if (left instanceof Timestamp && right instanceof Timestamp) return new Duration(left.nanos - right.nanos);
    if (left instanceof Duration && right instanceof Duration) return new Duration(left.nanos - right.nanos);
  }
  return fail(`"${operator}" does not go between ${aType(typeOf(left))} and ${aType(typeOf(right))}`);
}

function onInts(operator: BinaryOperator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? fail('division by zero') : left / right;
    default:
      return right === 0n ? fail('division by zero') : left % right;
  }
}

function onFloats(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return left % right;
  }
}

export function negate(value: RulesValue): RulesValue {
  if (typeof value === 'bigint') return int(-value);
  if (typeof value === 'number') return -value;
  if (value instanceof Duration) return new Duration(-value.nanos);
  return fail(`"-" needs a number, not ${aType(typeOf(value))}`);
}

/** A stored null is a value; only an absent key is an error. `shown`: the name as the message may tell it. */
export function member(target: RulesValue, name: string, shown = `"${name}"`): RulesValue {
  const found =
    target instanceof Map ? target.get(name) : target instanceof Path ? target.bindings.get(name) : undefined;
  if (found !== undefined) return found;
  return fail(target instanceof Map ? `there is no field ${shown}` : `${aType(typeOf(target))} has no field ${shown}`);
}

export function element(target: RulesValue, index: RulesValue): RulesValue {
  if (typeof index === 'string') return member(target, index, 'of this name');
  if (typeof index !== 'bigint') return fail(`${aType(typeOf(index))} cannot be an index`);
  const at = Number(index);
  if (Array.isArray(target)) return at >= 0 && at < target.length ? (target as RulesList)[at]! : outside();
  if (typeof target === 'string') {
    return at >= 0 && at < textSize(target) ? textSlice(target, at, at + 1) : outside();
  }
  if (target instanceof Path) {
    const segment = target.segments[at];
    return segment === undefined || segment instanceof Slot ? outside() : segment;
  }
  return fail(`${aType(typeOf(target))} has no index`);
}

const outside = (): never => fail('the index is outside');

/** `to` is excluded; null stands for a bound left out. Out of bounds, and none at all, is an error. */
export function slice(target: RulesValue, from: RulesValue, to: RulesValue): RulesValue {
  if (!Array.isArray(target) && typeof target !== 'string' && !(target instanceof Path))
    return fail(`${aType(typeOf(target))} cannot be sliced`);
  const size = BigInt(
    typeof target === 'string'
      ? textSize(target)
      : target instanceof Path
        ? target.segments.length
        : (target as RulesList).length,
  );
  const [first, end] = [from ?? 0n, to ?? size];
  if (typeof first !== 'bigint' || typeof end !== 'bigint') return fail('a slice needs two integers');
  if (first < 0n || first >= size || end < 1n || end > size || end < first) return fail('the range is outside');
  if (typeof target === 'string') return textSlice(target, Number(first), Number(end));
  if (target instanceof Path) return new Path(target.segments.slice(Number(first), Number(end)));
  return (target as RulesList).slice(Number(first), Number(end));
}
