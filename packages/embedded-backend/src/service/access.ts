import type { Identity } from '../auth/identity.ts';
import { StatusError } from '../model/status.ts';
import type { Document } from '../model/value.ts';
import type { AccessBudget, RulesReaders, RulesRequest, Ruleset } from '../rules/ruleset.ts';
import { parseQuery } from '../store/query.ts';
import type { DocumentChange, Reader, StructuredQuery, Write } from '../store/store.ts';

type Operation = RulesRequest extends infer R ? (R extends RulesRequest ? Omit<R, 'identity' | 'time'> : never) : never;
type Caller = Exclude<Identity, { kind: 'admin' }>;

export interface AccessOptions {
  rulesOf: (project: string) => Ruleset;
  /** Say in the refusal why (emulator mode); it always goes to the log. */
  explain: boolean;
  now: () => number; // epoch ms
  log: (line: string) => void;
}

/** The document look-ups that rules may make in one request: 10, or 20 when it is about several documents. */
export function budgetFor(operations: number): AccessBudget {
  return { perRequest: operations > 1 ? 20 : 10, cache: new Map(), used: 0 };
}

/** What rules allow. Every method returns in silence or throws PERMISSION_DENIED; an administrator passes unasked. */
export class Access {
  readonly #options: AccessOptions;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /** Reading documents by name, one after another within one budget. */
  get(identity: Identity, names: readonly string[], from: Reader, rules: Pick<Reader, 'get'> = from): void {
    const judge = this.getter(identity, names.length);
    for (const name of names) judge(name, from, rules);
  }

  /** The same, one name a call: `count` of them. */
  getter(identity: Identity, count: number): (name: string, from: Reader, rules: Pick<Reader, 'get'>) => void {
    if (identity.kind === 'admin') return () => {};
    const budget = budgetFor(count);
    const time = this.#time();
    return (name, from, rules) => {
      const resource = from.get(name);
      this.#judge(identity, time, { method: 'get', name, resource }, { before: rules, after: rules }, budget);
    };
  }

  /** Whether `get` would let this document through; asked in passing, so that a no is no denial to be told of. */
  mayGet(identity: Identity, resource: Document, rules: Pick<Reader, 'get'>): boolean {
    if (identity.kind === 'admin') return true;
    const operation = { method: 'get', name: resource.name, resource } as const;
    return this.#verdict(identity, this.#time(), operation, { before: rules, after: rules }, budgetFor(1)).allowed;
  }

  /** Queries, aggregations and listings: allowed for every possible result or not at all. */
  list(identity: Identity, parent: string, query: StructuredQuery, rules: Pick<Reader, 'get'>): void {
    if (identity.kind === 'admin') return;
    parseQuery(parent, query); // a malformed query is told so, and is no matter for a proof
    this.#judge(
      identity,
      this.#time(),
      { method: 'list', parent, query },
      { before: rules, after: rules },
      budgetFor(1),
    );
  }

  /** The guard of a commit. `undefined` for an administrator. */
  writeGuard(identity: Identity, writes: readonly Write[], inTransaction: boolean) {
    if (identity.kind === 'admin') return undefined;
    return (changes: DocumentChange[], state: RulesReaders & { requestTime: string }): void => {
      const budget = budgetFor(inTransaction ? 2 : writes.length);
      changes.forEach((change, index) => {
        const operation = operationOf(change, writes[index]?.verify !== undefined);
        this.#judge(identity, state.requestTime, operation, state, budget);
      });
    };
  }

  #judge(caller: Caller, time: string, operation: Operation, readers: RulesReaders, budget: AccessBudget): void {
    const { explain, log } = this.#options;
    const verdict = this.#verdict(caller, time, operation, readers, budget);
    if (verdict.allowed) return;
    const where = placeOf(operation);
    const who = caller.kind === 'user' ? caller.uid : 'anonymous';
    log(`denied: ${operation.method} ${where} to ${who}: ${verdict.why}`);
    throw new StatusError(
      'PERMISSION_DENIED',
      explain ? `${operation.method} ${where}: ${verdict.why}` : 'Missing or insufficient permissions.',
    );
  }

  #verdict(caller: Caller, time: string, operation: Operation, readers: RulesReaders, budget: AccessBudget) {
    const project = placeOf(operation).split('/', 2)[1]!;
    return this.#options.rulesOf(project).judge({ ...operation, identity: caller, time }, readers, budget);
  }

  #time(): string {
    return new Date(this.#options.now()).toISOString();
  }
}

function placeOf(operation: Operation): string {
  return operation.method === 'list' ? operation.parent : operation.name;
}

/** Existence alone decides what a write is (rules language, 3.3). A `verify` changes nothing: it reads. */
function operationOf({ name, before, after }: DocumentChange, isVerify: boolean): Operation {
  if (isVerify) return { method: 'get', name, resource: before };
  if (after === null) return { method: 'delete', name, resource: before };
  return before === null ? { method: 'create', name, after } : { method: 'update', name, resource: before, after };
}
