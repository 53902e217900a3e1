import type { Expression } from './syntax.ts';
import { isNumeric, type RulesValue, typeOf } from './values.ts';

/** What is no value of the language. */
abstract class Special {}

/** An error as a value: `&&` and `||` may absorb it, everything else hands it on. */
export class Failure extends Special {
  readonly message: string;
  readonly at: Expression;
  constructor(message: string, at: Expression) {
    super();
    this.message = message;
    this.at = at;
  }
}

/** One end of a range; `open` excludes the end itself. */
export interface End {
  value: RulesValue;
  open: boolean;
}

/**
 * What is known of a value in a document that nobody has read (rules language, section 5.2). Every shape is a set of
 * possible values; being too large costs an allowed query, being too small would leak documents.
 * - any: all values but those in `except`;
 * - oneOf: one of a few (an unknown bool is one of true and false; `x == 5` may be stored as 5 or 5.0);
 * - of: all values of a type, where `number` is int or float;
 * - range: numbers, strings or timestamps between two ends;
 * - listWith: lists that hold these items; list: exactly these items, each perhaps unknown;
 * - map: maps with these entries, and possibly more where `open`.
 */
export type Shape =
  | { kind: 'any'; except: readonly RulesValue[] }
  | { kind: 'oneOf'; values: readonly RulesValue[] }
  | { kind: 'of'; type: string }
  | { kind: 'range'; type: 'number' | 'string' | 'timestamp'; low?: End; high?: End }
  | { kind: 'listWith' | 'list'; items: readonly Certain[] }
  | { kind: 'map'; entries: ReadonlyMap<string, Certain>; open: boolean };

export class Unknown extends Special {
  readonly shape: Shape;
  /** The evaluation may also be an error, for example as the field may be absent. Never inside a list or map. */
  readonly mayFail: boolean;
  constructor(shape: Shape, mayFail = false) {
    super();
    this.shape = shape;
    this.mayFail = mayFail;
  }
}

/** Not an error, perhaps unknown. */
export type Certain = RulesValue | Unknown;
export type Outcome = Certain | Failure;

export const isKnown = (outcome: Outcome): outcome is RulesValue =>
  typeof outcome !== 'object' || !(outcome instanceof Special);

export const ANYTHING = new Unknown({ kind: 'any', except: [] }, true);
export const unknownOf = (type: string, mayFail = false): Unknown =>
  type === 'any'
    ? new Unknown({ kind: 'any', except: [] }, mayFail)
    : new Unknown(type === 'bool' ? EITHER : { kind: 'of', type }, mayFail);
const EITHER: Shape = { kind: 'oneOf', values: [true, false] };

/** The type, `number` where int and float are both possible, or `any`. */
export function typeOfCertain(value: Certain): string {
  if (!(value instanceof Unknown)) return typeOf(value);
  const { shape } = value;
  switch (shape.kind) {
    case 'any':
      return 'any';
    case 'oneOf':
      return shape.values.map(typeOf).reduce(commonType, '');
    case 'of':
    case 'range':
      return shape.type;
    case 'listWith':
    case 'list':
      return 'list';
    case 'map':
      return 'map';
  }
}

function commonType(a: string, b: string): string {
  if (a === '' || a === b) return b;
  return isNumeric(a) && isNumeric(b) ? 'number' : 'any';
}

/** The few values it can be, or undefined where they are too many to list. */
export function candidates(value: Certain): readonly RulesValue[] | undefined {
  if (!(value instanceof Unknown)) return [value];
  return value.shape.kind === 'oneOf' ? value.shape.values : undefined;
}

export const mayFail = (outcome: Outcome): boolean =>
  outcome instanceof Failure || (outcome instanceof Unknown && outcome.mayFail);

/** The same value with or without the chance of an error. */
export function withFailure(outcome: Outcome, fails: boolean): Outcome {
  if (!fails || mayFail(outcome)) return outcome;
  if (outcome instanceof Unknown) return new Unknown(outcome.shape, true);
  return new Unknown({ kind: 'oneOf', values: [outcome as RulesValue] }, true);
}

export function withoutFailure(value: Certain): Certain {
  return value instanceof Unknown && value.mayFail ? new Unknown(value.shape) : value;
}

const FEW = 8;

/** Any one of several outcomes. */
export function either(outcomes: readonly Outcome[]): Outcome {
  const certain = outcomes.filter((outcome): outcome is Certain => !(outcome instanceof Failure));
  const [first] = certain;
  if (first === undefined) return outcomes[0]!;
  const fails = outcomes.some(mayFail);
  const values: RulesValue[] = [];
  for (const outcome of certain) {
    const listed = candidates(outcome);
    if (!listed || values.length + listed.length > FEW) {
      if (certain.length === 1) return withFailure(outcome, fails);
      return unknownOf(certain.map(typeOfCertain).reduce(commonType, ''), fails);
    }
    for (const value of listed) if (!values.some((other) => Object.is(other, value))) values.push(value);
  }
  if (values.length === 1 && !fails) return values[0]!;
  return new Unknown({ kind: 'oneOf', values }, fails);
}

/** A non-empty set of what a condition can come to: true 1, false 2, error 4. */
export type Truth = number;
export const TRUE = 1;
export const FALSE = 2;
export const ERROR = 4;

export function truthOf(outcome: Outcome): Truth {
  if (outcome === true) return TRUE;
  if (outcome === false) return FALSE;
  if (!(outcome instanceof Unknown)) return ERROR;
  const listed = candidates(outcome);
  const values = listed
    ? listed.reduce((truth: Truth, value) => truth | (value === true ? TRUE : value === false ? FALSE : ERROR), 0)
    : outcome.shape.kind === 'any'
      ? TRUE | FALSE | ERROR
      : ERROR;
  return values | (outcome.mayFail ? ERROR : 0);
}

/** `failure` is handed on where an error is certain. */
export function fromTruth(truth: Truth, failure: () => Failure): Outcome {
  const values = [...(truth & TRUE ? [true] : []), ...(truth & FALSE ? [false] : [])];
  if (values.length === 0) return failure();
  return values.length === 1 && !(truth & ERROR)
    ? values[0]!
    : new Unknown({ kind: 'oneOf', values }, (truth & ERROR) !== 0);
}

/** Applies a table for single outcomes to every pair of two sets. */
function lift(table: (a: Truth, b: Truth) => Truth): (a: Truth, b: Truth) => Truth {
  const single = [TRUE, FALSE, ERROR];
  return (a, b) =>
    single.reduce(
      (all, x) => (a & x ? single.reduce((found, y) => (b & y ? found | table(x, y) : found), all) : all),
      0,
    );
}

export const and = lift((a, b) => (a === FALSE || b === FALSE ? FALSE : a === TRUE && b === TRUE ? TRUE : ERROR));
export const or = lift((a, b) => (a === TRUE || b === TRUE ? TRUE : a === FALSE && b === FALSE ? FALSE : ERROR));
export const not = (a: Truth): Truth => (a & TRUE ? FALSE : 0) | (a & FALSE ? TRUE : 0) | (a & ERROR);
