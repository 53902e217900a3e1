import type { Run } from './context.ts';
import type { FunctionDeclaration } from './syntax.ts';

/** The names that can be seen at one place of the file; the inner ones hide the outer. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  /** How to read each variable, which is one step. */
  private readonly variables = new Map<string, Run>();

  constructor(parent: Scope | undefined, functions: readonly FunctionDeclaration[] = []) {
    this.parent = parent;
    this.functions = new Map(functions.map((one) => [one.name, one]));
  }

  bind(name: string, read: Run): void {
    this.variables.set(name, read);
  }

  variable(name: string): Run | undefined {
    return this.variables.get(name) ?? this.parent?.variable(name);
  }

  function(name: string): { declaration: FunctionDeclaration; scope: Scope } | undefined {
    const declaration = this.functions.get(name);
    return declaration ? { declaration, scope: this } : this.parent?.function(name);
  }
}
