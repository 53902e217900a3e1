import { METHODS } from './library/libraries.ts';
import type { Operation } from './library/method.ts';
import { type Certain, candidates, either, type Outcome, withFailure } from './outcome.ts';
import { unknownMethod, unknownResult } from './unknownMembers.ts';
import { aType, fail, OperationError, type RulesValue, type TypeName, typeOf } from './values.ts';

type Known = (...values: readonly RulesValue[]) => RulesValue;

/** An operation for known and for partly unknown operands; a method's receiver is the first of them. */
export interface Call {
  /** Throws OperationError. */
  known: Known;
  unknown: (values: readonly Certain[]) => Outcome;
}

const accepts = (pattern: string): ((value: RulesValue) => boolean) => {
  if (pattern === 'any') return () => true;
  const types = pattern.split('|');
  const [only] = types;
  return types.length === 1 ? (value) => typeOf(value) === only : (value) => types.includes(typeOf(value));
};

/** With its arguments counted and checked; `receivers`: how many operands come before those that `takes` names. */
function checked({ takes, run: plain }: Operation, receivers: 0 | 1, argCount: number): Known {
  if (argCount !== takes.length) return () => fail(`expected ${takes.length} arguments, found ${argCount}`);
  const run = plain as Known;
  const wants = takes.map(accepts);
  const misfit = (at: number, value: RulesValue) =>
    fail(`argument ${at + 1} should be ${takes[at]!.replaceAll('|', ' or ')}, not ${typeOf(value)}`);
  const [first] = wants;
  if (argCount === 0) return run;
  if (argCount === 1 && receivers === 0) return (value) => run(first!(value!) ? value! : misfit(0, value!));
  if (argCount === 1) return (target, value) => run(target!, first!(value!) ? value! : misfit(0, value!));
  return (...values) => {
    for (let at = 0; at < argCount; at += 1) {
      const value = values[at + receivers]!;
      if (!wants[at]!(value)) misfit(at, value);
    }
    return run(...values);
  };
}

/** A function of a name space or a conversion. */
export function functionCall(operation: Operation, argCount: number): Call {
  const known = checked(operation, 0, argCount);
  return { known, unknown: (args) => overCandidates(args, known) ?? unknownResult(operation, args) };
}

/** A method by its name; the receiver's type decides which. */
export function methodCall(name: string, argCount: number): Call {
  const byType = new Map<TypeName, Known>();
  for (const [type, methods] of METHODS) {
    const operation = methods.get(name);
    if (operation) byType.set(type, checked(operation, 1, argCount));
  }
  const of = (target: RulesValue): Known =>
    byType.get(typeOf(target)) ?? fail(`${aType(typeOf(target))} has no method "${name}"`);
  const known: Known =
    argCount === 0
      ? (target) => of(target!)(target!)
      : argCount === 1
        ? (target, value) => of(target!)(target!, value!)
        : (...values) => of(values[0]!)(...values);
  return {
    known,
    unknown: (values) => overCandidates(values, known) ?? unknownMethod(values[0]!, name, values.slice(1)),
  };
}

const FEW = 32;

/** All that an operation can give where each operand is one of a few values; undefined otherwise. */
export function overCandidates(values: readonly Certain[], run: Known): Outcome | undefined {
  let choices: RulesValue[][] = [[]];
  for (const value of values) {
    const listed = candidates(value);
    if (!listed || choices.length * listed.length > FEW) return undefined;
    choices = choices.flatMap((chosen) => listed.map((one) => [...chosen, one]));
  }
  const outcomes: RulesValue[] = [];
  let failed: OperationError | undefined;
  for (const known of choices) {
    try {
      outcomes.push(run(...known));
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      failed = error;
    }
  }
  if (outcomes.length === 0 && failed) throw failed;
  return withFailure(either(outcomes), failed !== undefined);
}
