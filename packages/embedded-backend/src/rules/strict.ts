import type { Run } from './context.ts';
import type { Call } from './dispatch.ts';
import { LimitExceeded } from './limits.ts';
import { type Certain, Failure, isKnown, type Outcome, withFailure, withoutFailure } from './outcome.ts';
import type { Expression } from './syntax.ts';
import { Bytes, OperationError, RulesSet, type RulesValue } from './values.ts';

/*
 * Strict operations: an error in any operand is handed on, the chance of one too. Nearly all have one operand or two, and
 * known ones; these take the short way.
 */

export function strict(node: Expression, runs: readonly Run[], call: Call): Run {
  const { known } = call;
  const isHeavy = readsAll(node);
  const [first, second] = runs;
  if (runs.length === 1)
    return (context) => {
      context.step();
      const only = first!(context);
      if (!isKnown(only)) return over(node, [only], call);
      if (isHeavy) context.spend(sizeOf(only));
      try {
        return known(only);
      } catch (error) {
        return failureOf(error, node);
      }
    };
  if (runs.length === 2)
    return (context) => {
      context.step();
      const left = first!(context);
      if (left instanceof Failure) return left;
      const right = second!(context);
      if (!isKnown(left) || !isKnown(right)) return over(node, [left, right], call);
      if (isHeavy) context.spend(sizeOf(left) + sizeOf(right));
      try {
        return known(left, right);
      } catch (error) {
        return failureOf(error, node);
      }
    };
  return (context) => {
    context.step();
    const values = new Array<RulesValue>(runs.length);
    let allKnown = true;
    for (let at = 0; at < runs.length; at += 1) {
      const outcome = runs[at]!(context);
      if (outcome instanceof Failure) return outcome;
      allKnown &&= isKnown(outcome);
      values[at] = outcome as RulesValue;
    }
    if (!allKnown) return over(node, values, call);
    if (isHeavy) for (const value of values) context.spend(sizeOf(value));
    try {
      return known(...values);
    } catch (error) {
      return failureOf(error, node);
    }
  };
}

/** Of two operands of which the second stands in the rules; it is a step like any other. */
export function strictWithLiteral(node: Expression, first: Run, literal: RulesValue, call: Call): Run {
  const { known } = call;
  const isHeavy = readsAll(node);
  return (context) => {
    context.step(2);
    const left = first(context);
    if (!isKnown(left)) return over(node, [left, literal], call);
    if (isHeavy) context.spend(sizeOf(left));
    try {
      return known(left, literal);
    } catch (error) {
      return failureOf(error, node);
    }
  };
}

/** Whether its time grows with its operands. */
const readsAll = (node: Expression): boolean =>
  node.kind === 'method' || (node.kind === 'binary' && (node.operator === '+' || node.operator === 'in'));

/** How much there is to read, at the top level; an element weighs as much as four characters. */
export function sizeOf(value: RulesValue): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.length * 4;
  if (value instanceof Map) return value.size * 4;
  if (value instanceof RulesSet) return value.items.length * 4;
  return value instanceof Bytes ? value.data.length : 0;
}

export function attempt(node: Expression, run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    return failureOf(error, node);
  }
}

function failureOf(error: unknown, node: Expression): Failure {
  if (error instanceof OperationError) return new Failure(error.message, node);
  if (error instanceof RangeError) throw new LimitExceeded(`a value grew too large: ${error.message}`);
  throw error;
}

export function over(node: Expression, outcomes: readonly Outcome[], call: Call): Outcome {
  let fails = false;
  let allKnown = true;
  const values: Certain[] = [];
  for (const outcome of outcomes) {
    if (outcome instanceof Failure) return outcome;
    if (isKnown(outcome)) values.push(outcome);
    else {
      allKnown = false;
      fails ||= outcome.mayFail;
      values.push(withoutFailure(outcome));
    }
  }
  try {
    return allKnown ? call.known(...(values as RulesValue[])) : withFailure(call.unknown(values), fails);
  } catch (error) {
    return failureOf(error, node);
  }
}
