import type { Document } from '../model/value.ts';
import { DocumentAccess } from './access.ts';
import { Converter, fromJson, timestamp } from './convert.ts';
import { Evaluation } from './evaluate.ts';
import { fieldOf } from './facts.ts';
import { LimitExceeded } from './limits.ts';
import { type Captures, type KnownSegments, matchGroup, matchPath } from './match.ts';
import { type Certain, Failure, type Outcome, truthOf, TRUE, Unknown, unknownOf } from './outcome.ts';
import { type PossibleResult, possibleResults } from './prove.ts';
import type { AccessBudget, RulesReaders, RulesRequest, Verdict } from './ruleset.ts';
import { Scope } from './scope.ts';
import {
  type Allow,
  type Expression,
  type FunctionDeclaration,
  type MatchBlock,
  type Method,
  positionOf,
  type RulesFile,
  type Segment,
} from './syntax.ts';
import { Path, type RulesMap, type RulesValue } from './values.ts';

type Functions = ReadonlyMap<string, FunctionDeclaration>;

/** The `allow`s of one match block with its full pattern; `levels` leads from the outermost block to this one. */
interface Rule {
  pattern: Segment[];
  levels: { captures: string[]; functions: Functions }[];
  allows: Allow[];
}

const tableOf = (functions: FunctionDeclaration[]): Functions => new Map(functions.map((one) => [one.name, one]));

/** A checked rules file, ready to judge requests: nothing is parsed or resolved again. */
export class Judge {
  private readonly source: string;
  private readonly restMin: 0 | 1;
  private readonly rules: Rule[] = [];
  private readonly outer: Functions[];

  constructor(source: string, file: RulesFile) {
    this.source = source;
    this.restMin = file.version === 2 ? 0 : 1;
    this.outer = [tableOf(file.functions), tableOf(file.service.functions)];
    for (const block of file.service.matches) this.collect(block, { pattern: [], levels: [], allows: [] });
  }

  private collect(block: MatchBlock, parent: Rule): void {
    const captures = block.segments.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]));
    const rule: Rule = {
      pattern: [...parent.pattern, ...block.segments],
      levels: [...parent.levels, { captures, functions: tableOf(block.functions) }],
      allows: block.allows,
    };
    if (rule.allows.length > 0) this.rules.push(rule);
    for (const inner of block.matches) this.collect(inner, rule);
  }

  judge(request: RulesRequest, readers: RulesReaders, budget: AccessBudget): Verdict {
    const converter = new Converter(request.method === 'list' ? request.parent : request.name);
    const operation = new Operation(this.source, this.outer, converter, readers, budget);
    try {
      return request.method === 'list'
        ? this.list(request, converter, operation)
        : this.single(request, converter, operation);
    } catch (error) {
      if (error instanceof LimitExceeded) {
        const where = request.method === 'list' ? request.parent : request.name;
        return { allowed: false, why: `${request.method} ${converter.path(where)}: ${error.message}` };
      }
      throw error;
    }
  }

  private matching(method: Method, match: (pattern: readonly Segment[]) => Captures | undefined): Matched[] {
    return this.rules.flatMap((rule) => {
      const allows = rule.allows.filter((allow) => allow.methods.has(method));
      const captures = allows.length > 0 ? match(rule.pattern) : undefined;
      return captures ? [{ rule, captures, allows }] : [];
    });
  }

  private single(
    request: Exclude<RulesRequest, { method: 'list' }>,
    converter: Converter,
    operation: Operation,
  ): Verdict {
    const path = converter.path(request.name);
    const segments = path.segments as readonly string[];
    const resource = (document: Document | null) => (document ? converter.resource(document) : null);
    const before = request.method === 'create' ? null : resource(request.resource);
    const after = request.method === 'create' || request.method === 'update' ? resource(request.after) : null;
    const globals = new Map<string, Certain>([
      ['resource', before],
      ['request', new Map([...commonParts(request), ['path', path], ['resource', after]])],
    ]);
    const matched = this.matching(request.method, (pattern) => matchPath(pattern, segments, this.restMin));
    return operation.decide(matched, globals) ?? operation.denial(`${request.method} ${path}`);
  }

  /** Allowed only if every possible result of the query passes, whatever is stored. */
  private list(
    request: Extract<RulesRequest, { method: 'list' }>,
    converter: Converter,
    operation: Operation,
  ): Verdict {
    const { query } = request;
    const from = (query['from'] as { collectionId?: string; allDescendants?: boolean }[] | undefined) ?? [];
    const group = from[0]?.collectionId || null;
    const parent = converter.path(request.parent).segments as readonly string[];
    const shown = `list /${[...parent, group ?? '*'].join('/')}${from[0]?.allDescendants ? ' (collection group)' : ''}`;
    const isGroup = from[0]?.allDescendants === true;
    if (isGroup && this.restMin === 1)
      return { allowed: false, why: `${shown}: collection groups need rules_version = '2'` };
    const results = from.length > 1 ? undefined : possibleResults(query, converter);
    if (!results)
      return { allowed: false, why: `${shown}: the filter has too many parts or is not known to the rules` };
    const queryMap = new Map([...commonParts(request), ['query', queryOf(query)]] as [string, RulesValue][]);
    for (const result of results) {
      const path: KnownSegments = [...parent, group, result.id];
      const matched = this.matching('list', (pattern) =>
        isGroup ? matchGroup(pattern, parent, group, this.restMin) : matchPath(pattern, path, this.restMin),
      );
      const resource = possibleResource(result, isGroup || path.includes(null) ? null : new Path(path as string[]));
      const asked = new Map<string, Certain>(queryMap).set('path', unknownOf('path')).set('resource', resource);
      const globals = new Map<string, Certain>([
        ['resource', resource],
        ['request', new Unknown({ kind: 'map', entries: asked, open: false })],
      ]);
      const verdict = operation.decide(matched, globals) ?? operation.denial(shown);
      if (!verdict.allowed) return verdict;
    }
    return { allowed: true };
  }
}

interface Matched {
  rule: Rule;
  captures: Captures;
  allows: Allow[];
}

function commonParts(request: RulesRequest): [string, RulesValue][] {
  const { identity } = request;
  const auth =
    identity.kind === 'user'
      ? new Map<string, RulesValue>([
          ['uid', identity.uid],
          ['token', fromJson(identity.token)],
        ])
      : null;
  return [
    ['auth', auth],
    ['method', request.method],
    ['time', timestamp(request.time)],
  ];
}

/** `offset` is 0 where the query has none, `limit` null; `orderBy` a map of field to ASC or DESC. */
function queryOf(query: Record<string, unknown>): RulesMap {
  const number = (value: unknown): bigint | null => {
    const plain = typeof value === 'object' && value !== null ? (value as { value?: unknown }).value : value;
    return plain === undefined || plain === null ? null : BigInt(plain as number | string);
  };
  const orders = (query['orderBy'] as { field: unknown; direction?: string }[] | undefined) ?? [];
  return new Map<string, RulesValue>([
    ['limit', number(query['limit'])],
    ['offset', number(query['offset']) ?? 0n],
    [
      'orderBy',
      new Map(
        orders.map(({ field, direction }) => [fieldOf(field).join('.'), direction === 'DESCENDING' ? 'DESC' : 'ASC']),
      ),
    ],
  ]);
}

function possibleResource({ data, id }: PossibleResult, name: Path | null): Unknown {
  const entries = new Map<string, Certain>([
    ['data', data],
    ['id', id ?? unknownOf('string')],
    ['__name__', name ?? unknownOf('path')],
  ]);
  return new Unknown({ kind: 'map', entries, open: false });
}

/** One operation being judged: its counts, and what to tell the log. */
class Operation {
  private readonly source: string;
  private readonly outer: Functions[];
  private readonly documents: DocumentAccess;
  private reasons: string[] = [];

  constructor(source: string, outer: Functions[], converter: Converter, readers: RulesReaders, budget: AccessBudget) {
    this.source = source;
    this.outer = outer;
    this.documents = new DocumentAccess(converter, readers, budget);
  }

  /** Any one `allow` that is exactly true is enough. */
  decide(matched: readonly Matched[], globals: ReadonlyMap<string, Certain>): Verdict | undefined {
    this.reasons = [];
    const evaluation = new Evaluation(this.documents);
    const base = new Scope(undefined);
    for (const [name, outcome] of globals) base.bind(name, { outcome });
    const outer = this.outer.reduce((scope, functions) => new Scope(scope, functions), base);
    for (const { rule, captures, allows } of matched) {
      const scope = rule.levels.reduce((parent, level) => {
        const inner = new Scope(parent, level.functions);
        for (const name of level.captures) inner.bind(name, { outcome: captures.get(name)! });
        return inner;
      }, outer);
      for (const allow of allows) {
        if (!allow.condition) return { allowed: true };
        evaluation.blame = undefined;
        const outcome = evaluation.evaluate(allow.condition, scope);
        if (truthOf(outcome) === TRUE) return { allowed: true };
        this.reasons.push(this.reason(allow, evaluation.blame ?? { at: allow.condition, outcome }));
      }
    }
    return undefined;
  }

  denial(what: string): Verdict {
    return { allowed: false, why: `${what}: ${this.reasons.length > 0 ? this.reasons.join('; ') : 'no rule matches'}` };
  }

  private reason(allow: Allow, { at, outcome }: { at: Expression; outcome: Outcome }): string {
    const rule = `line ${positionOf(this.source, allow.start).line}, allow ${allow.verbs.join(', ')}`;
    const place = outcome instanceof Failure ? outcome.at : at;
    const what =
      outcome instanceof Failure
        ? `failed (${outcome.message})`
        : outcome === false
          ? 'is false'
          : outcome instanceof Unknown
            ? 'is not true of every document that the query may return'
            : 'is neither true nor false';
    return `${rule}: ${this.excerpt(place)} in line ${positionOf(this.source, place.start).line} ${what}`;
  }

  private excerpt({ start, end }: Expression): string {
    const text = this.source.slice(start, end).replace(/\s+/g, ' ');
    return `\`${text.length > 120 ? `${text.slice(0, 119)}…` : text}\``;
  }
}
