import type { Outcome } from './outcome.ts';
import type { Expression, FunctionDeclaration } from './syntax.ts';

/** A variable. An argument or `let` is worked out at its first use, so that an error in it counts only where it is used. */
export type Binding = { outcome: Outcome } | { expression: Expression; scope: Scope; depth: number };

/** The names that can be seen at one place of the file; the inner ones hide the outer. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  private readonly variables = new Map<string, Binding>();

  constructor(parent: Scope | undefined, functions: ReadonlyMap<string, FunctionDeclaration> = new Map()) {
    this.parent = parent;
    this.functions = functions;
  }

  bind(name: string, binding: Binding): void {
    this.variables.set(name, binding);
  }

  /** Where the variable is bound. */
  holder(name: string): Map<string, Binding> | undefined {
    return this.variables.has(name) ? this.variables : this.parent?.holder(name);
  }

  function(name: string): { declaration: FunctionDeclaration; scope: Scope } | undefined {
    const declaration = this.functions.get(name);
    return declaration ? { declaration, scope: this } : this.parent?.function(name);
  }
}
