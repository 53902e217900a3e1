import type { Bytes } from './values.ts';

/** The syntax tree of a rules file. Offsets count UTF-16 units of the source; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';

/** `{name}` in a path of an expression is a place for `bind`. */
export type PathPart =
  { kind: 'text'; text: string } | { kind: 'slot'; name: string } | { kind: 'value'; value: Expression };

export type Expression = Span &
  (
    | { kind: 'literal'; value: null | boolean | bigint | number | string | Bytes }
    | { kind: 'name'; name: string }
    | { kind: 'call'; name: string; args: Expression[] }
    | {
        kind: 'method';
        target: Expression;
        name: string;
        nameAt: number;
        args: Expression[];
        /** Set by the checker: `math.abs(x)` calls a name space, not a method of a variable called `math`. */ space?: string;
      }
    | { kind: 'member'; target: Expression; name: string; nameAt: number }
    | { kind: 'index'; target: Expression; index: Expression }
    | {
        kind: 'slice';
        target: Expression;
        /** null: from the start */ from: Expression | null;
        /** null: to the end */ to: Expression | null;
      }
    | { kind: 'unary'; operator: '!' | '-'; operand: Expression }
    | { kind: 'binary'; operator: BinaryOperator; operatorAt: number; left: Expression; right: Expression }
    | { kind: 'is'; operand: Expression; type: string; typeAt: number }
    | { kind: 'choice'; condition: Expression; yes: Expression; no: Expression }
    | { kind: 'list'; items: Expression[] }
    | { kind: 'map'; entries: { key: Expression; value: Expression }[] }
    | { kind: 'path'; parts: PathPart[] }
  );

export interface Named extends Span {
  name: string;
}

export interface Let extends Named {
  value: Expression;
}

export interface FunctionDeclaration extends Named {
  parameters: Named[];
  lets: Let[];
  result: Expression;
}

export type Method = 'get' | 'list' | 'create' | 'update' | 'delete';

export interface Allow extends Span {
  /** As written; `read` and `write` are in `methods` already spelled out. */
  verbs: string[];
  methods: ReadonlySet<Method>;
  /** null: always. */
  condition: Expression | null;
}

export type Segment = Span &
  ({ kind: 'literal'; text: string } | { kind: 'capture'; name: string } | { kind: 'rest'; name: string });

export interface MatchBlock extends Span {
  segments: Segment[];
  functions: FunctionDeclaration[];
  matches: MatchBlock[];
  allows: Allow[];
}

export interface Service {
  functions: FunctionDeclaration[];
  matches: MatchBlock[];
}

export interface RulesFile {
  version: 1 | 2;
  functions: FunctionDeclaration[];
  /** `cloud.firestore`; empty where the file has none, which allows nothing. */
  service: Service;
  /** Services of others, such as Storage: they must be well-formed, and are not ours to judge. */
  others: Service[];
  /** The end of the first service or match that has nothing in it, which is an error. */
  emptyAt: number | undefined;
}

/** Line and column of an offset, both from 1. */
export function positionOf(source: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = source.indexOf('\n'); at !== -1 && at < offset; at = source.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
