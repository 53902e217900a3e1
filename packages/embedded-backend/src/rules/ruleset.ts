import type { Identity } from '../auth/identity.ts';
import type { Document } from '../model/value.ts';
import type { StructuredQuery } from '../store/store.ts';
import type { Coverage } from './coverage.ts';
import type { RulesMap } from './values.ts';

/** A compile error of a rules file; line and column start at 1. */
export class RulesError extends Error {
  override readonly name = 'RulesError';
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

export interface RulesWarning {
  message: string;
  line: number;
  column: number;
}

/** State that rules may look at. `before` for get/exists, `after` for getAfter/existsAfter (equal to `before` on reads). */
export interface RulesReaders {
  before: { get(name: string): Document | null };
  after: { get(name: string): Document | null };
}

/**
 * The document accesses of one request (limits of rules language, section 4): share one over all operations of a batch,
 * transaction or multi-document read. `perRequest` 10 for single-document requests and queries, 20 otherwise; 10 per operation.
 */
export interface AccessBudget {
  readonly perRequest: number;
  /** What rules have read, by time and name, and documents as rules see them. */
  readonly cache: Map<string | Document, RulesMap | null>;
  used: number;
}

export type RulesRequest = {
  identity: Identity; // never 'admin'
  time: string; // RFC 3339
} & (
  | { method: 'get'; name: string; resource: Document | null }
  | { method: 'create'; name: string; after: Document }
  | { method: 'update'; name: string; resource: Document; after: Document }
  | {
      method: 'delete';
      name: string;
      /** null: deleting what is not there, which must not tell it so */ resource: Document | null;
    }
  | { method: 'list'; parent: string; query: StructuredQuery }
);

export type Verdict = { allowed: true } | { allowed: false; /** for the log, never for the client */ why: string };

export interface Ruleset {
  readonly warnings: readonly RulesWarning[];
  /** What the expressions gave since the first call, which starts the counting; judging is slower from then on. */
  coverage(): Coverage;
  judge(request: RulesRequest, readers: RulesReaders, budget: AccessBudget): Verdict;
}

/** compile(source, fileName?): Ruleset is in `compile.ts`; throws RulesError. */
