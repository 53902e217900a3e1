import { aType } from './values.ts';
import { checkExpression, type CheckScope, type Declared, scopeOf, type Sink } from './checkExpression.ts';
import { LIMITS } from './limits.ts';
import { RulesError, type RulesWarning } from './ruleset.ts';
import {
  type FunctionDeclaration,
  type MatchBlock,
  type Named,
  positionOf,
  type RulesFile,
  type Segment,
} from './syntax.ts';

/** Resolves names, counts limits and finds recursion; throws RulesError at the first error. Returns the warnings. */
export function check(source: string, file: RulesFile): RulesWarning[] {
  return new Checker(source, file.version).file(file);
}

class Checker implements Sink {
  private readonly source: string;
  private readonly version: 1 | 2;
  private readonly warnings: RulesWarning[] = [];
  private readonly functions: Declared[] = [];

  constructor(source: string, version: 1 | 2) {
    this.source = source;
    this.version = version;
  }

  error(message: string, offset: number): never {
    const { line, column } = positionOf(this.source, offset);
    throw new RulesError(message, line, column);
  }

  warn(message: string, offset: number): void {
    this.warnings.push({ message, ...positionOf(this.source, offset) });
  }

  file(file: RulesFile): RulesWarning[] {
    const base = scopeOf(undefined);
    for (const name of ['request', 'resource']) base.variables.set(name, { used: true });
    const outer = this.declare(file.functions, scopeOf(base));
    const service = this.declare(file.service.functions, scopeOf(outer));
    for (const match of file.service.matches) this.match(match, service, [], 0);
    // Well-formed they must be, but what to think of them is for their own service to say.
    const told = this.warnings.length;
    for (const other of file.others) {
      const scope = this.declare(other.functions, scopeOf(outer));
      for (const match of other.matches) this.match(match, scope, [], 0);
    }
    this.warnings.length = told;
    this.findRecursion();
    if (file.emptyAt !== undefined)
      this.error('expected "match", "allow" or "function": a service or match must not be empty', file.emptyAt);
    for (const { declaration, used } of this.functions) {
      if (!used) this.warn(`unused function "${declaration.name}"`, declaration.start);
    }
    return this.warnings;
  }

  /** Order is free: all functions of a block are known before any of them is looked at. */
  private declare(functions: readonly FunctionDeclaration[], scope: CheckScope): CheckScope {
    this.unique(functions, 'function');
    const declared = functions.map((declaration): Declared => ({ declaration, used: false, calls: new Set() }));
    for (const one of declared) scope.functions.set(one.declaration.name, one);
    this.functions.push(...declared);
    // After the block's captures and the outer functions are in scope, bodies can be read.
    for (const one of declared) this.body(one, scope);
    return scope;
  }

  private body(declared: Declared, home: CheckScope): void {
    const { parameters, lets, result, name } = declared.declaration;
    if (parameters.length > LIMITS.parameters)
      this.error(
        `function "${name}" has more than ${LIMITS.parameters} parameters`,
        parameters[LIMITS.parameters]!.start,
      );
    if (lets.length > LIMITS.lets)
      this.warn(
        `function "${name}" has more than ${LIMITS.lets} "let", the documented limit`,
        lets[LIMITS.lets]!.start,
      );
    this.unique([...parameters, ...lets], 'variable');
    let scope = scopeOf(home, declared);
    for (const parameter of parameters) scope.variables.set(parameter.name, { used: false });
    const parameterScope = scope;
    const letScopes: CheckScope[] = [];
    for (const one of lets) {
      checkExpression(one.value, scope, this);
      scope = scopeOf(scope, declared);
      scope.variables.set(one.name, { used: false });
      letScopes.push(scope);
    }
    checkExpression(result, scope, this);
    const unused = (one: Named, holder: CheckScope) => {
      if (!holder.variables.get(one.name)!.used)
        this.warn(`unused variable "${one.name}" in function "${name}"`, one.start);
    };
    for (const parameter of parameters) unused(parameter, parameterScope);
    for (const [at, one] of lets.entries()) unused(one, letScopes[at]!);
  }

  private unique(names: readonly Named[], what: string): void {
    const seen = new Set<string>();
    for (const { name, start } of names) {
      if (seen.has(name)) this.error(`there are two ${what}s called "${name}" here`, start);
      seen.add(name);
    }
  }

  private match(block: MatchBlock, outer: CheckScope, above: readonly Segment[], wildcards: number): void {
    const all = [...above, ...block.segments];
    if (all.length > LIMITS.pathSegments)
      this.error(`a path of more than ${LIMITS.pathSegments} segments`, block.start);
    const captures = block.segments.flatMap((one) => (one.kind === 'literal' ? [] : [one]));
    this.unique(captures, 'capture');
    if (wildcards + captures.length > LIMITS.captures)
      this.error(`a path of more than ${LIMITS.captures} captures`, block.start);
    this.placeOfWildcards(block, above);
    const scope = scopeOf(outer);
    for (const { name } of captures) scope.variables.set(name, { used: true });
    this.declare(block.functions, scope);
    for (const allow of block.allows) {
      if (!allow.condition) continue;
      const type = checkExpression(allow.condition, scope, this);
      if (type !== 'any' && type !== 'bool')
        this.warn(`this condition is ${aType(type)}, so it never allows`, allow.condition.start);
    }
    for (const inner of block.matches) this.match(inner, scope, all, wildcards + captures.length);
  }

  private placeOfWildcards(block: MatchBlock, above: readonly Segment[]): void {
    const rests = block.segments.filter((one) => one.kind === 'rest');
    const isBelow = above.some((one) => one.kind === 'rest');
    if (this.version === 1) {
      const early = rests.find((one) => one !== block.segments.at(-1));
      if (early) this.error(`"{name=**}" must come last unless rules_version = '2'`, early.start);
      if (isBelow) this.warn(`below "{name=**}" nothing is matched unless rules_version = '2'`, block.start);
    } else {
      const second = isBelow ? rests[0] : rests[1];
      if (second) this.error('a path can have one "{name=**}"', second.start);
    }
  }

  /** Depth first, without recursion of its own: a file may chain thousands of functions. */
  private findRecursion(): void {
    const done = new Set<Declared>();
    for (const first of this.functions) {
      const chain: { one: Declared; rest: Iterator<Declared> }[] = [];
      const open = new Set<Declared>();
      const enter = (one: Declared): void => {
        if (done.has(one)) return;
        if (open.has(one)) {
          const names = [...chain.map((link) => link.one), one].map(({ declaration }) => `${declaration.name}()`);
          const from = chain.findIndex((link) => link.one === one);
          this.error(`functions cannot call themselves: ${names.slice(from).join(' → ')}`, one.declaration.start);
        }
        open.add(one);
        chain.push({ one, rest: one.calls.values() });
      };
      enter(first);
      for (let last = chain.at(-1); last; last = chain.at(-1)) {
        const next = last.rest.next();
        if (!next.done) enter(next.value);
        else {
          chain.pop();
          open.delete(last.one);
          done.add(last.one);
        }
      }
    }
  }
}
