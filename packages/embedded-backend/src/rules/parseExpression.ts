import { type Lexer, type Token } from './lexer.ts';
import { LIMITS } from './limits.ts';
import type { RulesWarning } from './ruleset.ts';
import { type BinaryOperator, type Expression, type PathPart, positionOf } from './syntax.ts';

export const RESERVED = new Set([
  ...['service', 'match', 'allow', 'if', 'function', 'return', 'let', 'true', 'false', 'null', 'in', 'is', 'not'],
  ...['rules_version', 'import', 'package', 'var', 'for', 'while', 'do', 'else', 'then', 'switch', 'case', 'default'],
  ...['break', 'continue', 'goto', 'extends'],
]);

/** Words that may not even be a field: it is read as `data['service']`. */
const NO_FIELDS = new Set(['service', 'rules_version']);

/** Names of libraries: a function may be called so, a variable not. */
const LIBRARIES = new Set(['math', 'duration', 'timestamp', 'latlng', 'hashing']);

/** Weakest first; all left-associative. `in` and `is` bind weaker than `==`: `'a' in m == true` asks `m == true` first. */
const STRENGTH = new Map(
  [['||'], ['&&'], ['in', 'is'], ['==', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%']].flatMap(
    (operators, level) => operators.map((operator) => [operator, level] as const),
  ),
);
const IN = STRENGTH.get('in')!;
const MAX_INT = 2n ** 63n - 1n;

/** A cursor over the source that reads expressions; `parse.ts` adds the declarations. */
export class ExpressionParser {
  protected readonly lexer: Lexer;
  protected token: Token;
  /** Where the last taken token ended. */
  protected lastEnd = 0;
  readonly warnings: RulesWarning[] = [];
  private nesting = 0;
  private readonly heights = new WeakMap<object, number>();
  private readonly bracketed = new WeakSet<object>();

  constructor(lexer: Lexer) {
    this.lexer = lexer;
    this.token = lexer.token(0);
  }

  protected moveTo(offset: number): void {
    this.lastEnd = offset;
    this.token = this.lexer.token(offset);
  }

  protected take(): Token {
    const taken = this.token;
    this.moveTo(taken.end);
    return taken;
  }

  protected at(text: string): boolean {
    return (this.token.kind === 'symbol' || this.token.kind === 'name') && this.token.text === text;
  }

  protected accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.take();
    return true;
  }

  protected expected(what: string): never {
    const { token } = this;
    const found = token.kind === 'end' ? token.text : token.kind === 'string' ? 'a string' : `"${token.text}"`;
    const after = this.lexer.source[token.end] ?? '';
    const isSlash = this.at('/');
    const hint =
      isSlash && after === '*'
        ? ': this comment has no end, "*/"'
        : isSlash && /[A-Za-z0-9(-]/.test(after)
          ? ': a division has spaces around its "/"'
          : '';
    return this.lexer.fail(`expected ${what}, found ${found}${hint}`, token.start);
  }

  protected expect(text: string): Token {
    return this.at(text) ? this.take() : this.expected(`"${text}"`);
  }

  protected expectName(what: string): Token {
    if (this.token.kind !== 'name') this.expected(what);
    if (RESERVED.has(this.token.text))
      this.lexer.fail(`expected ${what}, found the reserved word "${this.token.text}"`, this.token.start);
    return this.take();
  }

  /** Of a capture, parameter or `let`. */
  protected variableName(what: string): Token {
    if (LIBRARIES.has(this.token.text))
      this.lexer.fail(`"${this.token.text}" is a library: choose another name`, this.token.start);
    return this.expectName(what);
  }

  expression(): Expression {
    if (++this.nesting > LIMITS.expressionNesting)
      this.lexer.fail('this expression is nested too deeply', this.token.start);
    const condition = this.binary(0);
    let result = condition;
    if (this.accept('?')) {
      const yes = this.expression();
      this.expect(':');
      const no = this.expression();
      result = this.node(
        { kind: 'choice', condition, yes, no, start: condition.start, end: no.end },
        condition,
        yes,
        no,
      );
    }
    this.nesting -= 1;
    return result;
  }

  private node<T extends Expression>(expression: T, ...children: Expression[]): T {
    const isChain = expression.kind === 'member' || expression.kind === 'method' || expression.kind === 'index';
    const height = (isChain ? 0.1 : 1) + Math.max(0, ...children.map((child) => this.heights.get(child) ?? 0));
    if (height >= LIMITS.expressionHeight)
      this.lexer.fail('this expression is too long: split it into functions', expression.start);
    this.heights.set(expression, height);
    return expression;
  }

  private binary(weakest: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.token;
      const level =
        (operator.kind === 'symbol' || operator.kind === 'name') && !(operator.text === '/' && this.startsSegment())
          ? STRENGTH.get(operator.text)
          : undefined;
      if (level === undefined || level < weakest) return left;
      this.take();
      if (operator.text === 'is') {
        const type = this.token.kind === 'name' ? this.take() : this.expected('a type name');
        left = this.node(
          { kind: 'is', operand: left, type: type.text, typeAt: type.start, start: left.start, end: type.end },
          left,
        );
        continue;
      }
      const right = this.binary(level + 1);
      if (level === IN) this.warnOfOtherReading(right, operator.start);
      left = this.node(
        {
          kind: 'binary',
          operator: operator.text as BinaryOperator,
          operatorAt: operator.start,
          left,
          right,
          start: left.start,
          end: right.end,
        },
        left,
        right,
      );
    }
  }

  private warnOfOtherReading(right: Expression, offset: number): void {
    if (right.kind !== 'binary' || this.bracketed.has(right) || STRENGTH.get(right.operator) !== IN + 1) return;
    this.warnings.push({
      message: `"${right.operator}" is read before "in": write ("a" in b) ${right.operator} c with brackets`,
      ...positionOf(this.lexer.source, offset),
    });
  }

  private unary(): Expression {
    if (!this.at('!') && !this.at('-')) return this.postfix();
    const operator = this.take();
    const { start } = operator;
    if (operator.text === '-' && this.token.kind === 'int' && this.token.value === MAX_INT + 1n) {
      const { value, end } = this.take() as { value: bigint; end: number };
      return this.node({ kind: 'literal', value: -value, start, end });
    }
    if (++this.nesting > LIMITS.expressionNesting) this.lexer.fail('this expression is nested too deeply', start);
    const operand = operator.text === '!' ? this.unary() : this.postfix();
    this.nesting -= 1;
    return this.node(
      { kind: 'unary', operator: operator.text as '!' | '-', operand, start, end: operand.end },
      operand,
    );
  }

  private postfix(): Expression {
    let target = this.primary();
    for (;;) {
      const { start } = target;
      if (this.accept('.')) {
        // Nearly any word may be a field: `data.match`.
        const isName = this.token.kind === 'name' && !NO_FIELDS.has(this.token.text);
        const name = isName ? this.take() : this.expected('a field or method name');
        if (this.at('(')) {
          if (RESERVED.has(name.text)) this.expected(`no call of the reserved word "${name.text}"`);
          const args = this.args();
          target = this.node(
            { kind: 'method', target, name: name.text, nameAt: name.start, args, start, end: this.lastEnd },
            target,
            ...args,
          );
        } else {
          target = this.node(
            { kind: 'member', target, name: name.text, nameAt: name.start, start, end: name.end },
            target,
          );
        }
      } else if (this.accept('[')) {
        const index = this.at(':') ? null : this.expression();
        if (this.accept(':')) {
          const to = this.at(']') ? null : this.expression();
          this.expect(']');
          const bounds = [index, to].filter((bound) => bound !== null);
          target = this.node({ kind: 'slice', target, from: index, to, start, end: this.lastEnd }, target, ...bounds);
        } else if (index) {
          if (!this.at(']')) this.expected('"]" or ":"');
          this.take();
          target = this.node({ kind: 'index', target, index, start, end: this.lastEnd }, target, index);
        } else this.expected('":"');
      } else return target;
    }
  }

  private args(): Expression[] {
    this.expect('(');
    const args: Expression[] = [];
    while (!this.at(')')) {
      args.push(this.expression());
      if (!this.accept(',') && !this.at(')')) this.expected('"," or ")"');
    }
    this.take();
    return args;
  }

  private primary(): Expression {
    const { token } = this;
    const { start } = token;
    switch (token.kind) {
      case 'int':
      case 'float':
      case 'bytes':
        if (typeof token.value === 'bigint' && token.value > MAX_INT)
          this.lexer.fail('this integer is larger than 9223372036854775807', start);
        this.take();
        return this.node({ kind: 'literal', value: token.value, start, end: token.end });
      case 'string':
        this.take();
        return this.node({ kind: 'literal', value: token.text, start, end: token.end });
      case 'name':
        return this.word(token);
      case 'symbol':
        if (token.text === '(') return this.brackets();
        if (token.text === '[') return this.list();
        if (token.text === '{') return this.map();
        if (token.text === '/') return this.path();
    }
    return this.expected('an expression');
  }

  private word(token: Token): Expression {
    const { start, end, text } = token;
    if (text === 'true' || text === 'false' || text === 'null') {
      this.take();
      return this.node({ kind: 'literal', value: text === 'null' ? null : text === 'true', start, end });
    }
    const name = this.expectName('an expression').text;
    if (!this.at('(') && LIBRARIES.has(name) && !/^\s*\.\s*\w+\s*\(/.test(this.lexer.source.slice(end, end + 200)))
      this.lexer.fail(`"${name}" is a library, not a value`, start);
    if (!this.at('(')) return this.node({ kind: 'name', name, start, end });
    const args = this.args();
    return this.node({ kind: 'call', name, args, start, end: this.lastEnd }, ...args);
  }

  private brackets(): Expression {
    this.expect('(');
    const inner = this.expression();
    if (!this.accept(')')) this.expected('")"');
    this.heights.set(inner, (this.heights.get(inner) ?? 0) + 1);
    this.bracketed.add(inner);
    return inner;
  }

  private list(): Expression {
    const { start } = this.expect('[');
    const items: Expression[] = [];
    while (!this.at(']')) {
      items.push(this.expression());
      if (!this.accept(',') && !this.at(']')) this.expected('"," or "]"');
    }
    this.take();
    return this.node({ kind: 'list', items, start, end: this.lastEnd }, ...items);
  }

  private map(): Expression {
    const { start } = this.expect('{');
    const entries: { key: Expression; value: Expression }[] = [];
    while (!this.at('}')) {
      const key = this.expression();
      this.expect(':');
      entries.push({ key, value: this.expression() });
      if (!this.accept(',') && !this.at('}')) this.expected('"," or "}"');
    }
    this.take();
    const children = entries.flatMap(({ key, value }) => [key, value]);
    return this.node({ kind: 'map', entries, start, end: this.lastEnd }, ...children);
  }

  /** `/text` is a segment and nothing else: `4/2` is no division, `4 / 2` is. */
  private path(): Expression {
    const { start } = this.token;
    const parts: PathPart[] = [];
    do {
      const text = this.segmentText();
      if (text !== undefined) parts.push({ kind: 'text', text });
      else {
        const after = this.lexer.skip(this.token.end);
        if (this.lexer.source.startsWith('$(', after)) {
          this.moveTo(after + 2);
          const value = this.expression();
          this.expect(')');
          parts.push({ kind: 'value', value });
        } else if (this.lexer.source[after] === '{') {
          this.moveTo(after);
          parts.push({ kind: 'slot', name: this.capture().name });
        } else this.expectedSegment('text right after the "/", "{name}" or "$(…)"');
      }
    } while (this.at('/') && this.startsSegment());
    const children = parts.flatMap((part) => (part.kind === 'value' ? [part.value] : []));
    return this.node({ kind: 'path', parts, start, end: this.lastEnd }, ...children);
  }

  /** Whether the `/` at hand begins a segment of a path. */
  private startsSegment(): boolean {
    const { end } = this.token;
    if (this.lexer.bare(end) !== undefined || this.defaultSegment(end) !== undefined) return true;
    const after = this.lexer.skip(end);
    return this.lexer.source[after] === '{' || this.lexer.source.startsWith('$(', after);
  }

  protected expectedSegment(what: string): never {
    const { start, end } = this.token;
    const isForeign = /\P{ASCII}/u.test(this.lexer.source[this.lexer.skip(end)] ?? '');
    const hint = isForeign ? '; letters outside of ASCII are written as in a URL, "%C3%A0" for "à"' : '';
    return this.lexer.fail(`expected a path segment: ${what}${hint}`, start);
  }

  /** The text right after the `/` at hand, with `%61` turned into `a`, or undefined. */
  protected segmentText(): string | undefined {
    const { end } = this.token;
    const text = this.lexer.bare(end) ?? this.defaultSegment(end);
    if (text === undefined) return undefined;
    this.moveTo(end + text.length);
    try {
      return decodeURIComponent(text);
    } catch {
      return this.lexer.fail('the "%" codes of this path segment are no UTF-8', end);
    }
  }

  /** `{name}`, `{name=*}` (the same) or `{name=**}`. */
  protected capture(): { kind: 'capture' | 'rest'; name: string } {
    this.expect('{');
    const name = this.variableName('the name of a captured segment').text;
    const glob = this.accept('=');
    const rest = glob && this.accept('**');
    if (glob && !rest && !this.accept('*')) this.expected('"**" or "*"');
    if (!this.at('}')) this.expected(glob ? '"}"' : '"}" or "=**}"');
    this.take();
    return { kind: rest ? 'rest' : 'capture', name };
  }

  /** `(default)`, the one name that is written with its brackets. */
  protected defaultSegment(at: number): string | undefined {
    if (this.lexer.source[at] !== '(') return undefined;
    const name = this.lexer.bare(at + 1);
    return name !== undefined && this.lexer.source[at + 1 + name.length] === ')' ? `(${name})` : undefined;
  }
}
