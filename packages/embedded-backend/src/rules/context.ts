import type { DocumentAccess } from './access.ts';
import { LimitExceeded, LIMITS } from './limits.ts';
import type { Certain, Outcome } from './outcome.ts';
import type { Expression } from './syntax.ts';

/** An expression, ready to be worked out. */
export type Run = (context: Context) => Outcome;

/** One call of a function: its parameters and, behind them, its `let`s, each worked out at its first use. */
export interface Frame {
  readonly values: (Outcome | undefined)[];
  readonly args: readonly Run[];
  readonly caller: Frame | undefined;
  readonly depth: number;
}

/** What a traced evaluation tells of every expression it works out. */
export interface Trace {
  /** The sub-expression that last kept a condition from being true. */
  blame: { at: Expression; outcome: Outcome } | undefined;
  saw(node: Expression, outcome: Outcome): void;
}

/** The state of one evaluation: of one operation of a request, or of one conjunct of a query. It counts expressions. */
export class Context {
  readonly documents: DocumentAccess;
  readonly request: Certain;
  readonly resource: Certain;
  readonly trace: Trace | undefined;
  /** Of the match blocks around the `allow`, outermost first. */
  captures: readonly Certain[] = [];
  frame: Frame | undefined = undefined;
  private expressions = 0;
  private work = 0;

  constructor(documents: DocumentAccess, request: Certain, resource: Certain, trace?: Trace) {
    this.documents = documents;
    this.request = request;
    this.resource = resource;
    this.trace = trace;
  }

  /** Counts what operations are given to read. */
  spend(size: number): void {
    this.work += size;
    if (this.work > LIMITS.work) throw new LimitExceeded('the values that were worked on are too large in all');
  }

  step(count = 1): void {
    this.expressions += count;
    if (this.expressions > LIMITS.expressions)
      throw new LimitExceeded(`more than ${LIMITS.expressions} expressions were evaluated`);
  }
}
