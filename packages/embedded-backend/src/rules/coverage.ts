import type { Trace } from './context.ts';
import { type Certain, Failure, type Outcome, Unknown } from './outcome.ts';
import type { Expression, FunctionDeclaration, MatchBlock, RulesFile } from './syntax.ts';
import { Bytes, Duration, LatLng, MapDiff, Path, RulesSet, type RulesValue, Slot, Timestamp } from './values.ts';

/** Lines and columns from 1; offsets from 0, `endOffset` is the last character. Counted in Unicode characters. */
export interface SourcePosition {
  line: number;
  column: number;
  currentOffset: number;
  endOffset: number;
}

/** One expression, what it gave and how often. Without `values` it was never worked out. */
export interface ExpressionReport {
  sourcePosition: SourcePosition;
  values?: { value: Json; count: number }[];
  children?: ExpressionReport[];
}

/** What the official emulator answers to `:ruleCoverage`. */
export interface CoverageReport {
  rules: { files: { name: string; content: string }[] };
  report: ExpressionReport[];
}

type Json = Record<string, unknown>;

/** Different values kept for one expression; what comes on top is counted as one more, empty value. */
const MAX_VALUES = 20;
/** Characters of JSON: of one value, and of all. */
const MAX_VALUE_SIZE = 2_000;
const MAX_SIZE = 16_000_000;
const MAX_ITEMS = 20;
const MAX_TEXT = 200;
const MAX_DEPTH = 4;
const MORE = '{}';

/** Counts what the expressions of a rules file give, in bounded memory: values are cut, and few are kept. */
export class Coverage {
  readonly fileName: string;
  private readonly source: string;
  private readonly file: RulesFile;
  private readonly counts = new Map<Expression, Map<string, number>>();
  private readonly texts = new WeakMap<object, string>();
  private size = 0;
  private places: Places | undefined;

  constructor(fileName: string, source: string, file: RulesFile) {
    this.fileName = fileName;
    this.source = source;
    this.file = file;
  }

  readonly record: Trace['saw'] = (node, outcome) => {
    let counts = this.counts.get(node);
    if (!counts) this.counts.set(node, (counts = new Map()));
    let text = this.textOf(outcome);
    if (!counts.has(text)) {
      if (counts.size >= MAX_VALUES || this.size + text.length > MAX_SIZE) text = MORE;
      else this.size += text.length;
    }
    counts.set(text, (counts.get(text) ?? 0) + 1);
  };

  report(): CoverageReport {
    const report: ExpressionReport[] = [];
    const ofFunction = ({ lets, result }: FunctionDeclaration): void => {
      const parts = [...lets.map(({ value }) => value), result].flatMap((part) => this.expression(part));
      const [first] = lets;
      if (!first) return void report.push(...parts);
      const sourcePosition = this.position(first.start, lastOf(result));
      report.push({ sourcePosition, ...this.valuesOf(result), children: parts });
    };
    const ofMatch = ({ functions, allows, matches }: MatchBlock): void => {
      functions.forEach(ofFunction);
      for (const { condition } of allows) if (condition) report.push(...this.expression(condition));
      matches.forEach(ofMatch);
    };
    this.file.functions.forEach(ofFunction);
    this.file.service.functions.forEach(ofFunction);
    this.file.service.matches.forEach(ofMatch);
    report.sort((a, b) => a.sourcePosition.currentOffset - b.sourcePosition.currentOffset);
    return { rules: { files: [{ name: this.fileName, content: this.source }] }, report };
  }

  /** Literals are left out, as the emulator does. */
  private expression(node: Expression): ExpressionReport[] {
    if (node.kind === 'literal') return [];
    const children = childrenOf(node).flatMap((child) => this.expression(child));
    const sourcePosition = this.position(node.start, lastOf(node));
    return [{ sourcePosition, ...this.valuesOf(node), ...(children.length > 0 ? { children } : {}) }];
  }

  private valuesOf(node: Expression): Pick<ExpressionReport, 'values'> {
    const counts = this.counts.get(node);
    if (!counts) return {};
    return { values: [...counts].map(([text, count]) => ({ value: JSON.parse(text) as Json, count })) };
  }

  private position(start: number, end: number): SourcePosition {
    const { characters, lines } = (this.places ??= placesOf(this.source));
    let [line, next] = [0, lines.length];
    while (next - line > 1) {
      const middle = (line + next) >> 1;
      if (lines[middle]! <= start) line = middle;
      else next = middle;
    }
    const currentOffset = characters[start]!;
    const column = currentOffset - characters[lines[line]!]! + 1;
    return { line: line + 1, column, currentOffset, endOffset: characters[end]! - 1 };
  }

  private textOf(outcome: Outcome): string {
    if (typeof outcome !== 'object' || outcome === null) return JSON.stringify(this.shown(outcome, 0));
    let text = this.texts.get(outcome);
    if (text === undefined) {
      text = JSON.stringify(this.shown(outcome, 0));
      if (text.length > MAX_VALUE_SIZE) text = MORE;
      this.texts.set(outcome, text);
    }
    return text;
  }

  private shown(value: Outcome, depth: number): Json {
    if (value instanceof Failure) {
      const sourcePosition = this.position(value.at.start, lastOf(value.at));
      return { undefined: { sourcePosition, causeMessage: cut(value.message) } };
    }
    if (value instanceof Unknown) return { constraintValue: {} };
    const items = (values: readonly Certain[]): Json[] =>
      depth >= MAX_DEPTH ? [] : values.slice(0, MAX_ITEMS).map((item) => this.shown(item, depth + 1));
    if (Array.isArray(value)) return { listValue: { values: items(value as readonly RulesValue[]) } };
    if (value instanceof RulesSet) return { setValue: { values: items(value.items) } };
    if (value instanceof Map) {
      const entries = depth >= MAX_DEPTH ? [] : [...(value as ReadonlyMap<string, RulesValue>)].slice(0, MAX_ITEMS);
      return {
        mapValue: { fields: Object.fromEntries(entries.map(([key, item]) => [cut(key), this.shown(item, depth + 1)])) },
      };
    }
    if (value instanceof MapDiff)
      return { mapDiffValue: { left: this.shown(value.left, depth + 1), right: this.shown(value.right, depth + 1) } };
    return plain(value);
  }
}

interface Places {
  /** How many characters stand before each offset in UTF-16. */
  characters: Uint32Array;
  /** Offsets of the lines' starts. */
  lines: number[];
}

function placesOf(source: string): Places {
  const characters = new Uint32Array(source.length + 1);
  const lines = [0];
  let count = 0;
  for (let at = 0; at < source.length; at += 1) {
    characters[at] = count;
    const unit = source.charCodeAt(at);
    if (unit === 10) lines.push(at + 1);
    const isFirstHalf = unit >= 0xd800 && unit < 0xdc00 && at + 1 < source.length;
    if (!isFirstHalf) count += 1;
  }
  characters[source.length] = count;
  return { characters, lines };
}

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

function plain(value: RulesValue): Json {
  switch (typeof value) {
    case 'boolean':
      return { boolValue: value };
    case 'bigint':
      return { intValue: String(value) };
    case 'number':
      return { floatValue: Number.isFinite(value) ? value : String(value) };
    case 'string':
      return { stringValue: cut(value) };
  }
  if (value instanceof Path)
    return {
      pathValue: {
        segments: value.segments.map((segment) =>
          segment instanceof Slot ? { capture: { identifier: segment.name } } : { simple: cut(segment) },
        ),
      },
    };
  if (value instanceof Timestamp) return { timestampValue: rfc3339(value.nanos) };
  if (value instanceof Duration) return { durationValue: `${seconds(value.nanos)}s` };
  if (value instanceof Bytes) return { bytesValue: cut(Buffer.from(value.data).toString('base64')) };
  if (value instanceof LatLng) return { latlngValue: { latitude: value.latitude, longitude: value.longitude } };
  return value === null ? { nullValue: null } : {};
}

const SECOND = 1_000_000_000n;

function seconds(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = String(size % SECOND)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${size / SECOND}${fraction === '' ? '' : `.${fraction}`}`;
}

function rfc3339(nanos: bigint): string {
  const rest = ((nanos % SECOND) + SECOND) % SECOND;
  const text = new Date(Number((nanos - rest) / 1_000_000n)).toISOString();
  return text.replace('.000Z', `${seconds(rest).slice(1)}Z`);
}

export function childrenOf(node: Expression): Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'call':
      return node.args;
    case 'method':
      return node.space === undefined ? [node.target, ...node.args] : node.args;
    case 'member':
      return [node.target];
    case 'index':
      return [node.target, node.index];
    case 'slice':
      return [node.target, node.from, node.to].filter((part) => part !== null);
    case 'unary':
    case 'is':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'choice':
      return [node.condition, node.yes, node.no];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'path':
      return node.parts.flatMap((part) => (part.kind === 'value' ? [part.value] : []));
  }
}

/** Where the emulator lets an expression end, exclusive: before the bracket that closes it. */
function lastOf(node: Expression): number {
  switch (node.kind) {
    case 'call':
      return node.args.length > 0 ? lastOf(node.args.at(-1)!) : node.start + node.name.length;
    case 'method':
      return node.args.length > 0 ? lastOf(node.args.at(-1)!) : node.nameAt + node.name.length;
    case 'list':
    case 'map':
    case 'index':
    case 'slice':
    case 'unary':
    case 'binary':
    case 'choice': {
      const last = childrenOf(node).at(-1);
      return last ? lastOf(last) : node.start + 1;
    }
    default:
      return node.end;
  }
}
