import { conversions } from './library/conversions.ts';
import { METHODS, SPACES } from './library/libraries.ts';
import type { Operation } from './library/method.ts';
import { patternTrouble } from './library/regex.ts';
import type { Expression, FunctionDeclaration } from './syntax.ts';
import { aType, IS_TYPES, isNumeric, typeOf } from './values.ts';

export interface Declared {
  declaration: FunctionDeclaration;
  used: boolean;
  calls: Set<Declared>;
}

export interface CheckScope {
  parent: CheckScope | undefined;
  variables: Map<string, { used: boolean }>;
  functions: Map<string, Declared>;
  /** The function whose body this is. */
  within: Declared | undefined;
}

export const scopeOf = (parent: CheckScope | undefined, within?: Declared): CheckScope => ({
  parent,
  variables: new Map(),
  functions: new Map(),
  within,
});

export interface Sink {
  error(message: string, offset: number): never;
  warn(message: string, offset: number): void;
}

function find<T>(scope: CheckScope | undefined, get: (scope: CheckScope) => T | undefined): T | undefined {
  for (; scope; scope = scope.parent) {
    const found = get(scope);
    if (found !== undefined) return found;
  }
  return undefined;
}

const DOCUMENT_FUNCTIONS = new Map([
  ['get', 'map'],
  ['getAfter', 'map'],
  ['exists', 'bool'],
  ['existsAfter', 'bool'],
]);

const ALL_METHODS = new Set([...METHODS.values()].flatMap((methods) => [...methods.keys()]));

/** Resolves the names in an expression and returns its type where the text alone tells it, else `any`. */
export function checkExpression(node: Expression, scope: CheckScope, sink: Sink): string {
  const check = (inner: Expression) => checkExpression(inner, scope, sink);
  const wantBool = (inner: Expression, by: string) => {
    const type = check(inner);
    if (type !== 'any' && type !== 'bool') sink.warn(`${by} needs true or false, this is ${aType(type)}`, inner.start);
  };
  switch (node.kind) {
    case 'literal':
      return typeOf(node.value);
    case 'name': {
      const variable = find(scope, ({ variables }) => variables.get(node.name));
      // Production too compiles this: what cannot be resolved is an error only where it is evaluated.
      if (variable) variable.used = true;
      else sink.warn(`unknown name "${node.name}": this is always an error`, node.start);
      return 'any';
    }
    case 'call':
      return checkCall(node, scope, sink, node.args.map(check));
    case 'method':
      return checkMethod(node, scope, sink);
    case 'member': {
      const type = check(node.target);
      if (!['any', 'map', 'path'].includes(type)) sink.warn(`${aType(type)} has no field "${node.name}"`, node.nameAt);
      return 'any';
    }
    case 'index':
      check(node.target);
      check(node.index);
      return 'any';
    case 'slice': {
      const type = check(node.target);
      if (node.from) check(node.from);
      if (node.to) check(node.to);
      return type;
    }
    case 'unary':
      if (node.operator === '!') {
        wantBool(node.operand, '"!"');
        return 'bool';
      }
      return check(node.operand);
    case 'is':
      check(node.operand);
      if (!IS_TYPES.has(node.type))
        sink.error(`unknown type "${node.type}": expected ${[...IS_TYPES].join(', ')}`, node.typeAt);
      return 'bool';
    case 'choice': {
      wantBool(node.condition, '"?"');
      const [yes, no] = [check(node.yes), check(node.no)];
      return yes === no ? yes : 'any';
    }
    case 'list':
      node.items.forEach(check);
      return 'list';
    case 'map':
      for (const { key, value } of node.entries) {
        const type = check(key);
        if (type !== 'any' && type !== 'string')
          sink.warn(`a map key must be a string, this is ${aType(type)}`, key.start);
        check(value);
      }
      return 'map';
    case 'path':
      for (const part of node.parts) if (part.kind === 'value') check(part.value);
      return 'path';
    case 'binary':
      if (node.operator === '&&' || node.operator === '||') {
        wantBool(node.left, `"${node.operator}"`);
        wantBool(node.right, `"${node.operator}"`);
        return 'bool';
      }
      return checkBinary(node, check(node.left), check(node.right), sink);
  }
}

const COMPARABLE = ['string', 'bytes', 'timestamp', 'duration'];

function checkBinary(node: Extract<Expression, { kind: 'binary' }>, left: string, right: string, sink: Sink): string {
  const known = left !== 'any' && right !== 'any';
  const same = left === right || (isNumeric(left) && isNumeric(right));
  const { operator } = node;
  if (operator === '==' || operator === '!=') {
    if (known && !same && left !== 'null' && right !== 'null')
      sink.warn(`${aType(left)} never equals ${aType(right)}`, node.operatorAt);
    return 'bool';
  }
  if (operator === 'in') {
    if (!['any', 'list', 'set', 'map'].includes(right))
      sink.warn(`"in" needs a list, set or map, this is ${aType(right)}`, node.right.start);
    return 'bool';
  }
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') {
    if (known && !(same && (isNumeric(left) || COMPARABLE.includes(left))))
      sink.warn(`${aType(left)} and ${aType(right)} have no order`, node.operatorAt);
    return 'bool';
  }
  if (!known) return 'any';
  if (isNumeric(left) && isNumeric(right)) return left === right ? left : 'float';
  const times = ['timestamp', 'duration'];
  if (times.includes(left) && times.includes(right) && (operator === '+' || operator === '-')) return 'any';
  if (operator === '+' && left === right && (left === 'string' || left === 'list')) return left;
  sink.warn(`"${operator}" does not go between ${aType(left)} and ${aType(right)}`, node.operatorAt);
  return 'any';
}

function checkCall(
  node: Extract<Expression, { kind: 'call' }>,
  scope: CheckScope,
  sink: Sink,
  types: string[],
): string {
  const declared = find(scope, ({ functions }) => functions.get(node.name));
  if (declared) {
    const { parameters } = declared.declaration;
    countArguments(node.name, parameters.length, node, sink);
    const caller = find(scope, ({ within }) => within);
    caller?.calls.add(declared);
    declared.used = true;
    return 'any';
  }
  const result = DOCUMENT_FUNCTIONS.get(node.name);
  if (result) {
    countArguments(node.name, 1, node, sink);
    const [type = 'any'] = types;
    if (type !== 'any' && type !== 'path')
      sink.warn(`${node.name}() needs a path, this is ${aType(type)}`, node.args[0]!.start);
    return result;
  }
  const operation = conversions.get(node.name);
  if (operation) return checkOperation(node.name, operation, node, node.start, types, sink);
  sink.warn(`unknown function "${node.name}": this call always fails`, node.start);
  return 'any';
}

function countArguments(name: string, wanted: number, node: { args: Expression[]; start: number }, sink: Sink): void {
  if (node.args.length === wanted) return;
  const takes = `${name}() takes ${wanted} argument${wanted === 1 ? '' : 's'}, found ${node.args.length}`;
  sink.warn(`${takes}: this call always fails`, node.start);
}

function checkMethod(node: Extract<Expression, { kind: 'method' }>, scope: CheckScope, sink: Sink): string {
  const types = () => node.args.map((arg) => checkExpression(arg, scope, sink));
  const { target, name } = node;
  if (
    target.kind === 'name' &&
    SPACES.has(target.name) &&
    !find(scope, ({ variables }) => variables.get(target.name))
  ) {
    node.space = target.name;
    const operation = SPACES.get(target.name)!.get(name);
    const args = types();
    if (operation) return checkOperation(`${target.name}.${name}`, operation, node, node.nameAt, args, sink);
    sink.warn(`unknown function "${target.name}.${name}": this call always fails`, node.nameAt);
    return 'any';
  }
  const type = checkExpression(target, scope, sink);
  const args = types();
  const [pattern] = node.args;
  if ((name === 'matches' || name === 'split') && pattern?.kind === 'literal' && typeof pattern.value === 'string') {
    const trouble = patternTrouble(pattern.value);
    if (trouble !== undefined) sink.error(`this is no regular expression of RE2: ${trouble}`, pattern.start);
  }
  const operation = METHODS.get(type as never)?.get(name);
  if (operation) return checkOperation(name, operation, node, node.nameAt, args, sink);
  if (type !== 'any' && type !== 'number') sink.warn(`${aType(type)} has no method "${name}"`, node.nameAt);
  else if (!ALL_METHODS.has(name)) sink.warn(`no type has a method "${name}"`, node.nameAt);
  return 'any';
}

function checkOperation(
  name: string,
  operation: Operation,
  node: { args: Expression[]; start: number },
  at: number,
  types: string[],
  sink: Sink,
): string {
  countArguments(name, operation.takes.length, { args: node.args, start: at }, sink);
  if (operation.warning !== undefined) sink.warn(operation.warning, at);
  for (const [index, type] of types.entries()) {
    const wanted = (operation.takes[index] ?? 'any').split('|');
    const fits =
      type === 'any' ||
      wanted.includes('any') ||
      wanted.includes(type) ||
      (type === 'number' && wanted.some(isNumeric));
    if (!fits)
      sink.warn(`${name}() needs ${wanted.join(' or ')} here, this is ${aType(type)}`, node.args[index]!.start);
  }
  return operation.gives;
}
