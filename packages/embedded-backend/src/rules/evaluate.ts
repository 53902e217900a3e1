import type { DocumentAccess } from './access.ts';
import { conversions } from './library/conversions.ts';
import { METHODS, SPACES } from './library/libraries.ts';
import type { Operation } from './library/method.ts';
import { LimitExceeded, LIMITS } from './limits.ts';
import { element, member, negate, operate, slice } from './operators.ts';
import {
  and,
  ANYTHING,
  candidates,
  type Certain,
  either,
  ERROR,
  Failure,
  FALSE,
  fromTruth,
  mayFail,
  not,
  or,
  type Outcome,
  TRUE,
  type Truth,
  truthOf,
  typeOfCertain,
  Unknown,
  unknownOf,
  withFailure,
  withoutFailure,
} from './outcome.ts';
import { type Binding, Scope } from './scope.ts';
import type { BinaryOperator, Expression, FunctionDeclaration, PathPart } from './syntax.ts';
import { fits, unknownElement, unknownMember, unknownMethod, unknownResult } from './unknownMembers.ts';
import { equality, hasType, membership, order } from './unknownOperators.ts';
import { aType, fail, isType, OperationError, Path, type RulesValue, Slot, typeOf } from './values.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const DOCUMENT_FUNCTIONS = new Map<string, { when: 'before' | 'after'; exists: boolean }>([
  ['get', { when: 'before', exists: false }],
  ['exists', { when: 'before', exists: true }],
  ['getAfter', { when: 'after', exists: false }],
  ['existsAfter', { when: 'after', exists: true }],
]);

/**
 * Works expressions out, over known values and over unknown ones alike (a list query is judged before it is run).
 * One for each operation of a request: it counts expressions.
 */
export class Evaluation {
  /** The sub-expression that last kept a condition from being true. */
  blame: { at: Expression; outcome: Outcome } | undefined;
  private readonly documents: DocumentAccess;
  private expressions = 0;
  private depth = 0;

  constructor(documents: DocumentAccess) {
    this.documents = documents;
  }

  evaluate(node: Expression, scope: Scope): Outcome {
    if (++this.expressions > LIMITS.expressions)
      throw new LimitExceeded(`more than ${LIMITS.expressions} expressions were evaluated`);
    if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||'))
      return this.connective(node, scope);
    if (node.kind === 'choice') return this.choice(node, scope);
    if (node.kind === 'call') {
      const found = scope.function(node.name);
      if (found) return this.call(node, found.declaration, found.scope, scope);
    }
    const outcome = this.attempt(node, () => this.plain(node, scope));
    // A variable whose value is worked out here has been blamed within that value already.
    if (outcome !== true && !(node.kind === 'name' && this.blame?.outcome === outcome))
      this.blame = { at: node, outcome };
    return outcome;
  }

  private attempt(node: Expression, run: () => Outcome): Outcome {
    try {
      return run();
    } catch (error) {
      if (error instanceof OperationError) return new Failure(error.message, node);
      if (error instanceof RangeError) throw new LimitExceeded(`a value grew too large: ${error.message}`);
      throw error;
    }
  }

  private plain(node: Expression, scope: Scope): Outcome {
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'name':
        return this.variable(node.name, scope);
      case 'member':
        return this.over([node.target], scope, ([target]) =>
          target instanceof Unknown ? unknownMember(target, node.name) : member(target!, node.name),
        );
      case 'index':
        return this.over([node.target, node.index], scope, ([target, index]) =>
          target instanceof Unknown || index instanceof Unknown
            ? unknownElement(target!, index!)
            : element(target!, index!),
        );
      case 'slice':
        return this.over([node.target, node.from, node.to], scope, ([target, from, to]) =>
          target instanceof Unknown || from instanceof Unknown || to instanceof Unknown
            ? unknownOf(typeOfCertain(target!), true)
            : slice(target!, from!, to!),
        );
      case 'unary':
        return this.unary(node, scope);
      case 'binary':
        return this.over([node.left, node.right], scope, ([left, right]) => this.binary(node.operator, left!, right!));
      case 'is':
        return this.over([node.operand], scope, ([operand]) =>
          operand instanceof Unknown ? truthValue(hasType(operand, node.type)) : isType(operand!, node.type),
        );
      case 'list':
        return this.over(node.items, scope, (items) =>
          items.some((item) => item instanceof Unknown)
            ? new Unknown({ kind: 'list', items })
            : (items as RulesValue[]),
        );
      case 'map':
        return this.map(node, scope);
      case 'path':
        return this.path(node.parts, scope);
      case 'method':
        return this.method(node, scope);
      case 'call':
        return this.over(node.args, scope, (args) => this.builtIn(node.name, args));
      case 'choice':
        return this.choice(node, scope);
    }
  }

  /** Strict operations: an error in any operand is handed on, the chance of one too. */
  private over(nodes: readonly Expression[], scope: Scope, run: (values: Certain[]) => Outcome): Outcome {
    const values: Certain[] = [];
    let fails = false;
    for (const node of nodes) {
      const outcome = this.evaluate(node, scope);
      if (outcome instanceof Failure) return outcome;
      fails ||= mayFail(outcome);
      values.push(withoutFailure(outcome));
    }
    return withFailure(run(values), fails);
  }

  private variable(name: string, scope: Scope): Outcome {
    const holder = scope.holder(name);
    const binding: Binding | undefined = holder?.get(name);
    if (!holder || !binding) return fail(`there is no "${name}"`);
    if ('outcome' in binding) return binding.outcome;
    const callerDepth = this.depth;
    this.depth = binding.depth;
    const outcome = this.evaluate(binding.expression, binding.scope);
    this.depth = callerDepth;
    holder.set(name, { outcome });
    return outcome;
  }

  private unary(node: Node<'unary'>, scope: Scope): Outcome {
    if (node.operator === '!') {
      const operand = this.evaluate(node.operand, scope);
      return fromTruth(not(truthOf(operand)), () => this.notBoolean(operand, node.operand));
    }
    return this.over([node.operand], scope, ([operand]) => {
      const listed = candidates(operand!);
      return listed
        ? either(listed.map((value) => this.attempt(node, () => negate(value))))
        : unknownOf(typeOfCertain(operand!), true);
    });
  }

  private notBoolean(operand: Outcome, at: Expression): Failure {
    if (operand instanceof Failure) return operand;
    return new Failure(`expected true or false, found ${aType(typeOfCertain(operand))}`, at);
  }

  /** `&&` and `||`: a decided left side skips the right one; an error on one side may be absorbed by the other. */
  private connective(node: Node<'binary'>, scope: Scope): Outcome {
    const isAnd = node.operator === '&&';
    const left = this.evaluate(node.left, scope);
    const leftTruth = truthOf(left);
    if (leftTruth === (isAnd ? FALSE : TRUE)) return left;
    const leftBlame = this.blame;
    const right = this.evaluate(node.right, scope);
    const truth = (isAnd ? and : or)(leftTruth, truthOf(right));
    const outcome = fromTruth(truth, () =>
      leftTruth === ERROR ? this.notBoolean(left, node.left) : this.notBoolean(right, node.right),
    );
    if (!isAnd) this.blame = { at: node, outcome };
    else if (leftTruth !== TRUE) this.blame = leftBlame;
    return outcome;
  }

  private choice(node: Node<'choice'>, scope: Scope): Outcome {
    const condition = this.evaluate(node.condition, scope);
    const truth = truthOf(condition);
    if (truth === ERROR) return this.notBoolean(condition, node.condition);
    const outcomes: Outcome[] = [];
    if (truth & TRUE) outcomes.push(this.evaluate(node.yes, scope));
    if (truth & FALSE) outcomes.push(this.evaluate(node.no, scope));
    if (truth & ERROR) outcomes.push(new Failure('the condition may be an error', node.condition));
    return either(outcomes);
  }

  private binary(operator: BinaryOperator, left: Certain, right: Certain): Outcome {
    if (!(left instanceof Unknown) && !(right instanceof Unknown)) return operate(operator, left, right);
    switch (operator) {
      case '==':
        return truthValue(equality(left, right));
      case '!=':
        return truthValue(not(equality(left, right)));
      case 'in':
        return truthValue(membership(left, right));
      case '<':
      case '<=':
      case '>':
      case '>=':
        return truthValue(order(operator, left, right));
    }
    return overCandidates([left, right], ([x, y]) => operate(operator, x!, y!)) ?? ANYTHING;
  }

  private map(node: Node<'map'>, scope: Scope): Outcome {
    const nodes = node.entries.flatMap(({ key, value }) => [key, value]);
    return this.over(nodes, scope, (values) => {
      const entries = new Map<string, Certain>();
      for (let at = 0; at < values.length; at += 2) {
        const key = values[at]!;
        if (key instanceof Unknown) return unknownOf('map', true);
        entries.set(
          typeof key === 'string' ? key : fail(`a map key must be a string, not ${aType(typeOf(key))}`),
          values[at + 1]!,
        );
      }
      if ([...entries.values()].some((value) => value instanceof Unknown))
        return new Unknown({ kind: 'map', entries, open: false });
      return entries as Map<string, RulesValue>;
    });
  }

  private path(parts: readonly PathPart[], scope: Scope): Outcome {
    const isSlot = (part: PathPart) =>
      part.kind === 'value' && part.value.kind === 'name' && !scope.holder(part.value.name);
    const nodes = parts.flatMap((part) => (part.kind === 'value' && !isSlot(part) ? [part.value] : []));
    return this.over(nodes, scope, (values) => {
      if (values.some((value) => value instanceof Unknown))
        return unknownOf('path', !values.every((v) => ['string', 'path'].includes(typeOfCertain(v))));
      const rest = values.values();
      return new Path(
        parts.flatMap((part): (string | Slot)[] => {
          if (part.kind === 'text') return [part.text];
          if (isSlot(part)) return [new Slot((part.value as Node<'name'>).name)];
          const value = rest.next().value as RulesValue;
          if (value instanceof Path) return [...value.segments];
          return [
            typeof value === 'string' && value !== ''
              ? value
              : fail(`a path segment must be a string with text, not ${aType(typeOf(value))}`),
          ];
        }),
      );
    });
  }

  private method(node: Node<'method'>, scope: Scope): Outcome {
    const { space, name } = node;
    if (space !== undefined) {
      const operation = SPACES.get(space)?.get(name);
      return this.over(node.args, scope, (args) => run(operation ?? fail(`there is no ${space}.${name}()`), args));
    }
    return this.over([node.target, ...node.args], scope, (values) => {
      const [target, ...args] = values;
      const outcome = overCandidates(values, (known) => callMethod(name, known));
      return outcome === undefined ? unknownMethod(target!, name, args) : outcome;
    });
  }

  private builtIn(name: string, args: readonly Certain[]): Outcome {
    const access = DOCUMENT_FUNCTIONS.get(name);
    if (!access) return run(conversions.get(name) ?? fail(`there is no function "${name}"`), args);
    const [path] = args;
    if (path instanceof Unknown) return access.exists ? unknownOf('bool', true) : ANYTHING;
    if (!(path instanceof Path) || args.length !== 1) return fail(`${name}() needs one path`);
    const found = this.documents.read(path, access.when);
    if (access.exists) return found !== null;
    return found ?? fail(`there is no document ${path}`);
  }

  private call(node: Node<'call'>, declaration: FunctionDeclaration, home: Scope, caller: Scope): Outcome {
    if (this.depth >= LIMITS.callDepth)
      throw new LimitExceeded(`function calls are nested more than ${LIMITS.callDepth} deep`);
    const scope = new Scope(home);
    for (const [at, parameter] of declaration.parameters.entries()) {
      scope.bind(parameter.name, { expression: node.args[at]!, scope: caller, depth: this.depth });
    }
    this.depth += 1;
    let inner = scope;
    for (const { name, value } of declaration.lets) {
      const next = new Scope(inner);
      next.bind(name, { expression: value, scope: inner, depth: this.depth });
      inner = next;
    }
    const outcome = this.evaluate(declaration.result, inner);
    this.depth -= 1;
    return outcome;
  }
}

const truthValue = (truth: Truth): Outcome => fromTruth(truth, () => fail('the types do not fit'));

/** A function of a name space or a conversion. */
function run(operation: Operation, args: readonly Certain[]): Outcome {
  const outcome = overCandidates(args, (known) => apply(operation, known, known));
  return outcome === undefined ? unknownResult(operation, args) : outcome;
}

function callMethod(name: string, values: readonly RulesValue[]): RulesValue {
  const type = typeOf(values[0]!);
  const operation = METHODS.get(type)?.get(name) ?? fail(`${aType(type)} has no method "${name}"`);
  return apply(operation, values.slice(1), values);
}

/** `args` are checked; `values` are they and, before them, a method's receiver. */
function apply(operation: Operation, args: readonly RulesValue[], values: readonly RulesValue[]): RulesValue {
  const { takes } = operation;
  if (args.length !== takes.length) return fail(`expected ${takes.length} arguments, found ${args.length}`);
  for (const [at, arg] of args.entries()) {
    const type = typeOf(arg);
    if (!fits(type, takes[at]!))
      fail(`argument ${at + 1} should be ${takes[at]!.replaceAll('|', ' or ')}, not ${type}`);
  }
  return (operation.run as (...values: readonly RulesValue[]) => RulesValue)(...values);
}

const FEW = 32;

/** All that an operation can give where its operands are known, or each one of a few values; undefined otherwise. */
function overCandidates(
  values: readonly Certain[],
  run: (known: readonly RulesValue[]) => RulesValue,
): Outcome | undefined {
  if (!values.some((value) => value instanceof Unknown)) return run(values as readonly RulesValue[]);
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
      outcomes.push(run(known));
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      failed = error;
    }
  }
  if (outcomes.length === 0 && failed) throw failed;
  return withFailure(either(outcomes), failed !== undefined);
}
