import type { RulesValue } from '../values.ts';

/** A type or an alternative of types, `list|set`; `any` is all of them, null too. */
export type TypePattern = string;

/**
 * A method or a function of a name space. Arguments are of the types named in `takes` when `run` is called; a method's
 * receiver comes first and is not named there.
 */
export interface Operation<R extends RulesValue[] = never> {
  takes: readonly TypePattern[];
  /** What it returns, for abstract evaluation; `any` when that depends. */
  gives: string;
  /** It never fails when the types fit. */
  total?: true;
  /** Why production refuses it, for a warning. */
  warning?: string;
  run(...values: R): RulesValue;
}

export type Library = ReadonlyMap<string, Operation>;

/** Own names only: a rule that says `x.constructor()` finds nothing. */
export const library = (operations: Record<string, Operation>): Library => new Map(Object.entries(operations));
