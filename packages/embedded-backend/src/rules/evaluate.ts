import { askKeys, keysAsked } from './askKeys.ts';
import type { Run } from './context.ts';
import { type Call, functionCall, methodCall, overCandidates } from './dispatch.ts';
import { conversions, text } from './library/conversions.ts';
import { SPACES } from './library/libraries.ts';
import { constantList } from './equality.ts';
import { LimitExceeded, LIMITS } from './limits.ts';
import { element, member, negate, OPERATORS, slice } from './operators.ts';
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
  not,
  or,
  type Outcome,
  TRUE,
  type Truth,
  truthOf,
  typeOfCertain,
  Unknown,
  unknownOf,
} from './outcome.ts';
import { Scope } from './scope.ts';
import { attempt, over, strict, strictWithLiteral } from './strict.ts';
import type { Expression, FunctionDeclaration } from './syntax.ts';
import { unknownElement, unknownMember } from './unknownMembers.ts';
import { equality, hasType, membership, order } from './unknownOperators.ts';
import { aType, fail, isType, Path, type RulesValue, Slot, typeOf } from './values.ts';

/** A bound that a slice leaves out; nothing that rules can name is null there. */
const DEFAULT: Expression = { kind: 'literal', value: null, start: 0, end: 0 };

type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const DOCUMENT_FUNCTIONS = new Map<string, { when: 'before' | 'after'; exists: boolean }>([
  ['get', { when: 'before', exists: false }],
  ['exists', { when: 'before', exists: true }],
  ['getAfter', { when: 'after', exists: false }],
  ['existsAfter', { when: 'after', exists: true }],
]);

interface CompiledFunction {
  /** Parameters and lets. */
  slots: number;
  body: Run;
}

/**
 * Turns expressions into closures: names, functions and methods are found once, when the file is read. The closures work
 * over known values and over unknown ones alike (a list query is judged before it is run).
 */
export class ExpressionCompiler {
  private readonly functions = new Map<FunctionDeclaration, CompiledFunction>();
  private readonly traced: boolean;

  /** `traced`: each closure tells the context's trace what it gave. */
  constructor(traced: boolean) {
    this.traced = traced;
  }

  compile(node: Expression, scope: Scope): Run {
    const run = this.plain(node, scope);
    return this.traced ? traced(node, run, isBranching(node, scope)) : run;
  }

  private plain(node: Expression, scope: Scope): Run {
    switch (node.kind) {
      case 'literal': {
        const { value } = node;
        return (context) => {
          context.step();
          return value;
        };
      }
      case 'name':
        return scope.variable(node.name) ?? alwaysFails(node, `there is no "${node.name}"`);
      case 'member': {
        const { name } = node;
        const missing = new Failure(`there is no field "${name}"`, node);
        const slow = (value: Outcome) =>
          over(node, [value], {
            known: (target) => member(target!, name),
            unknown: ([target]) => unknownMember(target as Unknown, name),
          });
        const target = this.compile(node.target, scope);
        return (context) => {
          context.step();
          const value = target(context);
          if (!(value instanceof Map)) return slow(value);
          const found = value.get(name) as RulesValue | undefined;
          return found === undefined ? missing : found;
        };
      }
      case 'index':
        return this.strict(node, [node.target, node.index], scope, {
          known: (target, index) => element(target!, index!),
          unknown: ([target, index]) => unknownElement(target!, index!),
        });
      case 'slice':
        return this.strict(node, [node.target, node.from ?? DEFAULT, node.to ?? DEFAULT], scope, {
          known: (target, from, to) => slice(target!, from!, to!),
          unknown: ([target]) => unknownOf(typeOfCertain(target!), true),
        });
      case 'unary':
        return this.unary(node, scope);
      case 'binary':
        return node.operator === '&&' || node.operator === '||'
          ? this.connective(node, scope)
          : this.binary(node, scope);
      case 'is': {
        const { type } = node;
        const test = this.strict(node, [node.operand], scope, {
          known: (operand) => isType(operand!, type),
          unknown: ([operand]) => truthValue(hasType(operand!, type)),
        });
        return (context) => {
          context.step();
          return test(context);
        };
      }
      case 'list':
        return this.list(node, scope);
      case 'map':
        return this.map(node, scope);
      case 'path':
        return this.path(node, scope);
      case 'method':
        return this.method(node, scope);
      case 'call':
        return this.call(node, scope);
      case 'choice':
        return this.choice(node, scope);
    }
  }

  /** An error in any operand is handed on, the chance of one too. */
  private strict(node: Expression, operands: readonly Expression[], scope: Scope, call: Call): Run {
    const runs = operands.map((operand) => this.compile(operand, scope));
    const [, second] = operands;
    return second?.kind === 'literal' && runs.length === 2 && !this.traced
      ? strictWithLiteral(node, runs[0]!, second.value, call)
      : strict(node, runs, call);
  }

  private list(node: Node<'list'>, scope: Scope): Run {
    const { items } = node;
    if (this.traced || !items.every((item) => item.kind === 'literal'))
      return this.strict(node, items, scope, {
        known: (...values) => values,
        unknown: (values) => new Unknown({ kind: 'list', items: values }),
      });
    const list = constantList(items.map(({ value }) => value));
    return (context) => {
      context.step(1 + list.length);
      return list;
    };
  }

  private unary(node: Node<'unary'>, scope: Scope): Run {
    if (node.operator === '-')
      return this.strict(node, [node.operand], scope, {
        known: (operand) => negate(operand!),
        unknown: ([operand]) => {
          const listed = candidates(operand!);
          return listed
            ? either(listed.map((value) => attempt(node, () => negate(value))))
            : unknownOf(typeOfCertain(operand!), true);
        },
      });
    const operand = this.compile(node.operand, scope);
    return (context) => {
      context.step();
      const outcome = operand(context);
      if (outcome === true) return false;
      if (outcome === false) return true;
      return fromTruth(not(truthOf(outcome)), () => notBoolean(outcome, node.operand));
    };
  }

  /**
   * `&&` and `||`: a decided left side skips the right one; an error on one side may be absorbed by the other. `a && b && c`
   * is one loop, which gives what the nested pairs would.
   */
  private connective(node: Node<'binary'>, scope: Scope): Run {
    const { operator } = node;
    const parts: Expression[] = [];
    let leftmost: Expression = node;
    do {
      parts.unshift(leftmost.right);
      leftmost = leftmost.left;
    } while (!this.traced && leftmost.kind === 'binary' && leftmost.operator === operator);
    parts.unshift(leftmost);
    const runs = parts.map((part) => this.compile(part, scope));
    const isAnd = operator === '&&';
    const decisive = !isAnd;
    return (context) => {
      context.step(2 * (runs.length - 1));
      let outcome = runs[0]!(context);
      for (let at = 1; at < runs.length && outcome !== decisive; at += 1) {
        const first = outcome;
        const blame = context.trace?.blame;
        const next = runs[at]!(context);
        outcome =
          first === isAnd && typeof next === 'boolean' ? next : joined(isAnd, first, next, parts[at - 1]!, parts[at]!);
        if (this.traced && !isAnd) context.trace!.blame = { at: node, outcome };
        else if (this.traced && first !== true) context.trace!.blame = blame;
      }
      return outcome;
    };
  }

  private choice(node: Node<'choice'>, scope: Scope): Run {
    const [condition, yes, no] = [node.condition, node.yes, node.no].map((part) => this.compile(part, scope));
    return (context) => {
      context.step(2);
      const chosen = condition!(context);
      if (chosen === true) return yes!(context);
      if (chosen === false) return no!(context);
      const truth = truthOf(chosen);
      if (truth === ERROR) return notBoolean(chosen, node.condition);
      const outcomes: Outcome[] = [];
      if (truth & TRUE) outcomes.push(yes!(context));
      if (truth & FALSE) outcomes.push(no!(context));
      if (truth & ERROR) outcomes.push(new Failure('the condition may be an error', node.condition));
      return either(outcomes);
    };
  }

  private binary(node: Node<'binary'>, scope: Scope): Run {
    const { operator } = node;
    const known = OPERATORS[operator as keyof typeof OPERATORS] as Call['known'];
    return this.strict(node, [node.left, node.right], scope, {
      known,
      unknown: ([left, right]) => {
        switch (operator) {
          case '==':
            return truthValue(equality(left!, right!));
          case '!=':
            return truthValue(not(equality(left!, right!)));
          case 'in':
            return truthValue(membership(left!, right!));
          case '<':
          case '<=':
          case '>':
          case '>=':
            return truthValue(order(operator, left!, right!));
        }
        return overCandidates([left!, right!], known) ?? ANYTHING;
      },
    });
  }

  private map(node: Node<'map'>, scope: Scope): Run {
    const operands = node.entries.flatMap(({ key, value }) => [key, value]);
    const entriesOf = <V extends Certain>(values: readonly V[]): Map<string, V> => {
      const entries = new Map<string, V>();
      for (let at = 0; at < values.length; at += 2) {
        const key = values[at]!;
        entries.set(
          typeof key === 'string' ? key : fail(`a map key must be a string, not ${aType(typeOfCertain(key))}`),
          values[at + 1]!,
        );
      }
      return entries;
    };
    return this.strict(node, operands, scope, {
      known: (...values) => entriesOf(values),
      unknown: (values) => {
        if (values.some((value, at) => at % 2 === 0 && value instanceof Unknown)) return unknownOf('map', true);
        return new Unknown({ kind: 'map', entries: entriesOf(values), open: false });
      },
    });
  }

  private path(node: Node<'path'>, scope: Scope): Run {
    const operands = node.parts.flatMap((part) => (part.kind === 'value' ? [part.value] : []));
    const parts = node.parts.map((part): string | Slot | null =>
      part.kind === 'text' ? part.text : part.kind === 'slot' ? new Slot(part.name) : null,
    );
    const run = this.strict(node, operands, scope, {
      known: (...values) => {
        const segments: (string | Slot)[] = [];
        let next = 0;
        for (const part of parts) {
          const value = part ?? values[next++]!;
          if (value instanceof Path) segments.push(...value.segments);
          else segments.push(value instanceof Slot ? value : text(value));
        }
        return new Path(segments);
      },
      unknown: (values) =>
        unknownOf('path', !values.every((v) => ['string', 'path', 'int', 'bool', 'null'].includes(typeOfCertain(v)))),
    });
    const named = parts.length - operands.length;
    return (context) => {
      context.step(named);
      return run(context);
    };
  }

  private method(node: Node<'method'>, scope: Scope): Run {
    const { space, name } = node;
    const keys = this.traced ? undefined : keysAsked(node);
    if (keys) {
      const [map, argument] = [keys.target, ...node.args].map((part) => this.compile(part, scope));
      return askKeys(node, keys, map!, argument);
    }
    if (space === undefined)
      return this.strict(node, [node.target, ...node.args], scope, methodCall(name, node.args.length));
    const operation = SPACES.get(space)?.get(name);
    if (!operation) return alwaysFails(node, `there is no ${space}.${name}()`);
    return this.strict(node, node.args, scope, functionCall(operation, node.args.length));
  }

  private call(node: Node<'call'>, scope: Scope): Run {
    const { name, args } = node;
    const found = scope.function(name);
    if (found) return this.ownCall(node, found.declaration, found.scope, scope);
    const access = DOCUMENT_FUNCTIONS.get(name);
    if (access) return this.access(node, access, scope);
    const operation = conversions.get(name);
    if (!operation) return alwaysFails(node, `there is no function "${name}"`);
    return this.strict(node, args, scope, functionCall(operation, args.length));
  }

  private access(node: Node<'call'>, access: { when: 'before' | 'after'; exists: boolean }, scope: Scope): Run {
    const { name, args } = node;
    const { exists, when } = access;
    if (args.length !== 1) return alwaysFails(node, `${name}() needs one path`);
    const argument = this.compile(args[0]!, scope);
    return (context) => {
      context.step();
      const path = argument(context);
      if (path instanceof Failure) return path;
      if (path instanceof Unknown) return exists ? unknownOf('bool', true) : ANYTHING;
      return attempt(node, () => {
        if (!(path instanceof Path)) return fail(`${name}() needs a path, not ${aType(typeOf(path))}`);
        const document = context.documents.read(path, when);
        return exists ? document !== null : (document ?? (when === 'after' ? null : fail('there is no such document')));
      });
    };
  }

  private ownCall(node: Node<'call'>, declaration: FunctionDeclaration, home: Scope, caller: Scope): Run {
    const { name, parameters } = declaration;
    if (node.args.length !== parameters.length)
      return alwaysFails(node, `${name}() takes ${parameters.length} arguments, found ${node.args.length}`);
    const args = node.args.map((arg) => this.compile(arg, caller));
    const called = this.function(declaration, home);
    return (context) => {
      context.step();
      const { frame } = context;
      const depth = (frame?.depth ?? 0) + 1;
      if (depth > LIMITS.callDepth)
        throw new LimitExceeded(`function calls are nested more than ${LIMITS.callDepth} deep`);
      context.frame = { values: new Array<Outcome | undefined>(called.slots), args, caller: frame, depth };
      const outcome = called.body(context);
      context.frame = frame;
      return outcome;
    };
  }

  /** Compiled once, at its first call: a file may chain more functions than a stack holds, but no call goes that deep. */
  private function(declaration: FunctionDeclaration, home: Scope): CompiledFunction {
    const known = this.functions.get(declaration);
    if (known) return known;
    const compiled: CompiledFunction = {
      slots: declaration.parameters.length + declaration.lets.length,
      body: (context) => {
        compiled.body = this.body(declaration, home);
        return compiled.body(context);
      },
    };
    this.functions.set(declaration, compiled);
    return compiled;
  }

  private body({ parameters, lets, result }: FunctionDeclaration, home: Scope): Run {
    const scope = new Scope(home);
    for (const [slot, { name }] of parameters.entries()) {
      scope.bind(name, (context) => {
        context.step();
        const frame = context.frame!;
        const value = frame.values[slot];
        if (value !== undefined) return value;
        context.frame = frame.caller;
        const outcome = frame.args[slot]!(context);
        context.frame = frame;
        frame.values[slot] = outcome;
        return outcome;
      });
    }
    let inner = scope;
    for (const [at, { name, value }] of lets.entries()) {
      const slot = parameters.length + at;
      const work = this.compile(value, inner);
      inner = new Scope(inner);
      inner.bind(name, (context) => {
        context.step();
        const { values } = context.frame!;
        const value = values[slot];
        if (value !== undefined) return value;
        context.step();
        return (values[slot] = work(context));
      });
    }
    return this.compile(result, inner);
  }
}

/** Expressions that pass on what a part of them gave: the part is to blame, not they. */
const isBranching = (node: Expression, scope: Scope): boolean =>
  node.kind === 'choice' ||
  (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')) ||
  (node.kind === 'call' && scope.function(node.name) !== undefined);

function traced(node: Expression, run: Run, branching: boolean): Run {
  return (context) => {
    const outcome = run(context);
    const trace = context.trace!;
    trace.saw(node, outcome);
    // A variable whose value is worked out here has been blamed within that value already.
    if (!branching && outcome !== true && !(node.kind === 'name' && trace.blame?.outcome === outcome))
      trace.blame = { at: node, outcome };
    return outcome;
  };
}

function alwaysFails(node: Expression, message: string): Run {
  const failure = new Failure(message, node);
  return (context) => {
    context.step();
    return failure;
  };
}

function joined(isAnd: boolean, left: Outcome, right: Outcome, leftNode: Expression, rightNode: Expression): Outcome {
  const truth = truthOf(left);
  return fromTruth((isAnd ? and : or)(truth, truthOf(right)), () =>
    truth === ERROR ? notBoolean(left, leftNode) : notBoolean(right, rightNode),
  );
}

function notBoolean(operand: Outcome, at: Expression): Failure {
  if (operand instanceof Failure) return operand;
  return new Failure(`expected true or false, found ${aType(typeOfCertain(operand))}`, at);
}

const truthValue = (truth: Truth): Outcome => fromTruth(truth, () => fail('the types do not fit'));
