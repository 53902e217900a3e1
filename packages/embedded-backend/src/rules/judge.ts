import type { Document } from '../model/value.ts';
import { DocumentAccess } from './access.ts';
import { Context, type Run, type Trace } from './context.ts';
import { Converter, fromJson, timestamp } from './convert.ts';
import { Coverage } from './coverage.ts';
import { ExpressionCompiler } from './evaluate.ts';
import { fieldOf } from './facts.ts';
import { LimitExceeded } from './limits.ts';
import { matchGroup, matchPath, type KnownSegments } from './match.ts';
import { type Certain, Failure, type Outcome, truthOf, TRUE, Unknown, unknownOf } from './outcome.ts';
import { type PossibleResult, possibleResults } from './prove.ts';
import type { AccessBudget, RulesReaders, RulesRequest, Verdict } from './ruleset.ts';
import { Scope } from './scope.ts';
import {
  type Allow,
  type Expression,
  type MatchBlock,
  type Method,
  positionOf,
  type RulesFile,
  type Segment,
  type Span,
} from './syntax.ts';
import { Path, type RulesMap, type RulesValue } from './values.ts';

/** One `allow` with the full pattern of its match blocks. */
interface Rule {
  pattern: Segment[];
  allow: Allow;
  /** null: always. */
  condition: Run | null;
}

type Rules = ReadonlyMap<Method, readonly Rule[]>;
const METHODS: readonly Method[] = ['get', 'list', 'create', 'update', 'delete'];

function rulesOf(file: RulesFile, traced: boolean): Rules {
  const compiler = new ExpressionCompiler(traced);
  const rules: Rule[] = [];
  const collect = (block: MatchBlock, above: Segment[], captured: number, outer: Scope): void => {
    const scope = new Scope(outer, block.functions);
    let next = captured;
    for (const segment of block.segments) {
      if (segment.kind === 'literal') continue;
      const index = next;
      next += 1;
      scope.bind(segment.name, (context) => {
        context.step();
        return context.captures[index]!;
      });
    }
    const pattern = [...above, ...block.segments];
    const isDead = file.version === 1 && pattern.slice(0, -1).some(({ kind }) => kind === 'rest');
    for (const allow of isDead ? [] : block.allows)
      rules.push({ pattern, allow, condition: allow.condition && compiler.compile(allow.condition, scope) });
    for (const inner of block.matches) collect(inner, pattern, next, scope);
  };
  const globals = new Scope(undefined);
  for (const name of ['request', 'resource'] as const)
    globals.bind(name, (context) => {
      context.step();
      return context[name];
    });
  const service = new Scope(new Scope(globals, file.functions), file.service.functions);
  for (const block of file.service.matches) collect(block, [], 0, service);
  return new Map(METHODS.map((method) => [method, rules.filter(({ allow }) => allow.methods.has(method))]));
}

/** A checked rules file, ready to judge requests: nothing is parsed or resolved again. */
export class Judge {
  private readonly source: string;
  private readonly file: RulesFile;
  private readonly fileName: string;
  private readonly restMin: 0 | 1;
  private readonly rules: Rules;
  private tracedRules: Rules | undefined;
  private coverage: Coverage | undefined;

  constructor(source: string, file: RulesFile, fileName: string) {
    this.source = source;
    this.file = file;
    this.fileName = fileName;
    this.restMin = file.version === 2 ? 0 : 1;
    this.rules = rulesOf(file, false);
  }

  startCoverage(): Coverage {
    return (this.coverage ??= new Coverage(this.fileName, this.source, this.file));
  }

  judge(request: RulesRequest, readers: RulesReaders, budget: AccessBudget): Verdict {
    const converter = new Converter(request.method === 'list' ? request.parent : request.name);
    const documents = new DocumentAccess(converter, readers, budget);
    try {
      return request.method === 'list'
        ? this.list(request, converter, documents)
        : this.single(request, converter, documents);
    } catch (error) {
      // A RangeError: the stack is too small for the expression.
      if (error instanceof LimitExceeded || error instanceof RangeError) {
        const where = request.method === 'list' ? request.parent : request.name;
        return { allowed: false, why: `${request.method} ${converter.path(where)}: ${error.message}` };
      }
      throw error;
    }
  }

  private single(
    request: Exclude<RulesRequest, { method: 'list' }>,
    converter: Converter,
    documents: DocumentAccess,
  ): Verdict {
    const path = converter.path(request.name);
    const segments = path.segments as readonly string[];
    const resourceOf = (document: Document | null) => (document ? documents.resource(document) : null);
    const resource = request.method === 'create' ? null : resourceOf(request.resource);
    const asked = commonParts(request).set('path', path);
    // null for a delete, and none at all where nothing is written.
    if (request.method === 'delete') asked.set('resource', null);
    else if (request.method !== 'get') asked.set('resource', resourceOf(request.after));
    const match = (pattern: readonly Segment[]) => matchPath(pattern, segments, this.restMin);
    const context = (trace?: Trace) => new Context(documents, asked, resource, trace);
    return this.decide(request.method, match, context, () => `${request.method} ${path}`);
  }

  /** Allowed only if every possible result of the query passes, whatever is stored. */
  private list(
    request: Extract<RulesRequest, { method: 'list' }>,
    converter: Converter,
    documents: DocumentAccess,
  ): Verdict {
    const { query } = request;
    const from = (query['from'] as { collectionId?: string; allDescendants?: boolean }[] | undefined) ?? [];
    const group = from[0]?.collectionId || null;
    const parent = converter.path(request.parent).segments as readonly string[];
    const shown = `list /${[...parent, group ?? '*'].join('/')}${from[0]?.allDescendants ? ' (collection group)' : ''}`;
    const isGroup = from[0]?.allDescendants === true;
    const results = from.length > 1 ? undefined : possibleResults(query, converter);
    if (!results)
      return { allowed: false, why: `${shown}: the filter has too many parts or is not known to the rules` };
    const queryMap = commonParts(request).set('query', queryOf(query));
    for (const result of results) {
      const path: KnownSegments = [...parent, group, result.id];
      const match = (pattern: readonly Segment[]) =>
        isGroup ? matchGroup(pattern, parent, group, this.restMin) : matchPath(pattern, path, this.restMin);
      const resource = possibleResource(result, isGroup || path.includes(null) ? null : new Path(path as string[]));
      const asked = new Map<string, Certain>(queryMap).set('path', unknownOf('path'));
      const requested = new Unknown({ kind: 'map', entries: asked, open: false });
      const context = (trace?: Trace) => new Context(documents, requested, resource, trace);
      const verdict = this.decide('list', match, context, () => shown);
      if (!verdict.allowed) return verdict;
    }
    return { allowed: true };
  }

  /** Any one `allow` that is exactly true is enough. A denial is worked out a second time, to tell why. */
  private decide(method: Method, match: Match, newContext: NewContext, what: () => string): Verdict {
    if (this.coverage) return this.explain(method, match, newContext, what);
    const context = newContext();
    let matched: readonly Segment[] | undefined;
    let captures: readonly Certain[] | undefined;
    for (const { pattern, condition } of this.rules.get(method)!) {
      // The `allow`s of one block share their pattern.
      if (pattern !== matched) captures = match((matched = pattern));
      if (!captures) continue;
      if (!condition) return { allowed: true };
      context.captures = captures;
      if (truthOf(condition(context)) === TRUE) return { allowed: true };
    }
    const explained = this.explain(method, match, newContext, what);
    return explained.allowed ? { allowed: false, why: what() } : explained;
  }

  private explain(method: Method, match: Match, newContext: NewContext, what: () => string): Verdict {
    this.tracedRules ??= rulesOf(this.file, true);
    const trace: Trace = { blame: undefined, saw: this.coverage?.record ?? (() => undefined) };
    const context = newContext(trace);
    const reasons: string[] = [];
    for (const { pattern, allow, condition } of this.tracedRules.get(method)!) {
      const captures = match(pattern);
      if (!captures) continue;
      if (!condition) return { allowed: true };
      context.captures = captures;
      trace.blame = undefined;
      const outcome = condition(context);
      if (truthOf(outcome) === TRUE) return { allowed: true };
      reasons.push(this.reason(allow, trace.blame ?? { at: allow.condition!, outcome }));
    }
    return { allowed: false, why: `${what()}: ${reasons.length > 0 ? reasons.join('; ') : 'no rule matches'}` };
  }

  /** Names places and the rules' own text. No content of a document: it goes to the log. */
  private reason(allow: Allow, { at, outcome }: { at: Expression; outcome: Outcome }): string {
    const place = outcome instanceof Failure ? outcome.at : at;
    const what =
      outcome instanceof Failure
        ? `failed (${outcome.message})`
        : outcome === false
          ? 'is false'
          : outcome instanceof Unknown
            ? 'is not true of every document that the query may return'
            : 'is neither true nor false';
    const rule = `${this.fileName}:${this.place(allow)} allow ${allow.verbs.join(', ')}`;
    return `${rule}: ${this.excerpt(place)} at ${this.place(place)} ${what}`;
  }

  private place({ start }: Span): string {
    const { line, column } = positionOf(this.source, start);
    return `${line}:${column}`;
  }

  private excerpt({ start, end }: Expression): string {
    const text = this.source.slice(start, end).replace(/\s+/g, ' ');
    return `\`${text.length > 120 ? `${text.slice(0, 119)}…` : text}\``;
  }
}

type Match = (pattern: readonly Segment[]) => readonly Certain[] | undefined;
type NewContext = (trace?: Trace) => Context;

/** By the identity's token: a caller asks many times. */
const tokens = new WeakMap<object, RulesMap>();

function authOf(uid: string, token: Record<string, unknown>): RulesMap {
  let auth = tokens.get(token);
  if (!auth) {
    auth = new Map<string, RulesValue>([
      ['uid', uid],
      ['token', fromJson(token)],
    ]);
    tokens.set(token, auth);
  }
  return auth;
}

const commonParts = ({ identity, method, time }: RulesRequest): Map<string, RulesValue> =>
  new Map<string, RulesValue>()
    .set('auth', identity.kind === 'user' ? authOf(identity.uid, identity.token) : null)
    .set('method', method)
    .set('time', timestamp(time));

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
