import { type Lexer, type Token } from './lexer.ts';
import { LIMITS } from './limits.ts';
import type { RulesWarning } from './ruleset.ts';
import { type BinaryOperator, type Expression, type PathPart, positionOf } from './syntax.ts';

export const RESERVED = new Set([
  'service',
  'match',
  'allow',
  'if',
  'function',
  'return',
  'let',
  'true',
  'false',
  'null',
  'in',
  'is',
]);

/** Weakest first; all left-associative. `in` and `is` bind tighter than `==` (rules language, 1.2). */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['in', 'is'],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

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
    return this.lexer.fail(`expected ${what}, found ${found}`, token.start);
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
    const height = 1 + Math.max(0, ...children.map((child) => this.heights.get(child) ?? 0));
    if (height > LIMITS.expressionHeight)
      this.lexer.fail('this expression is too long: split it into functions', expression.start);
    this.heights.set(expression, height);
    return expression;
  }

  private binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    while ((this.token.kind === 'symbol' || this.token.kind === 'name') && operators.includes(this.token.text)) {
      const operator = this.take();
      if (operator.text === 'is') {
        const type = this.token.kind === 'name' ? this.take() : this.expected('a type name');
        left = this.node(
          { kind: 'is', operand: left, type: type.text, typeAt: type.start, start: left.start, end: type.end },
          left,
        );
        continue;
      }
      const right = this.binary(level + 1);
      if (level === 2) this.warnOfTwoReadings(left, right, operator.start);
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
    return left;
  }

  private warnOfTwoReadings(left: Expression, right: Expression, offset: number): void {
    const open = (side: Expression) =>
      !this.bracketed.has(side) && (side.kind === 'is' || (side.kind === 'binary' && side.operator === 'in'));
    if (!open(left) && !open(right)) return;
    this.warnings.push({
      message: '"in" and "is" are read before "==" here; other readers of this language differ: add brackets',
      ...positionOf(this.lexer.source, offset),
    });
  }

  private unary(): Expression {
    if (!this.at('!') && !this.at('-')) return this.postfix();
    const operator = this.take();
    if (++this.nesting > LIMITS.expressionNesting)
      this.lexer.fail('this expression is nested too deeply', operator.start);
    const operand = this.unary();
    this.nesting -= 1;
    return this.node(
      { kind: 'unary', operator: operator.text as '!' | '-', operand, start: operator.start, end: operand.end },
      operand,
    );
  }

  private postfix(): Expression {
    let target = this.primary();
    for (;;) {
      const { start } = target;
      if (this.accept('.')) {
        // Any word may be a field or a method: `data.match`, `data.get('a', 1)`.
        const name = this.token.kind === 'name' ? this.take() : this.expected('a field or method name');
        if (this.at('(')) {
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
        const index = this.expression();
        if (this.accept(':')) {
          const to = this.expression();
          this.expect(']');
          target = this.node({ kind: 'slice', target, from: index, to, start, end: this.lastEnd }, target, index, to);
        } else {
          if (!this.at(']')) this.expected('"]" or ":"');
          this.take();
          target = this.node({ kind: 'index', target, index, start, end: this.lastEnd }, target, index);
        }
      } else return target;
    }
  }

  private args(): Expression[] {
    this.expect('(');
    const args: Expression[] = [];
    if (this.accept(')')) return args;
    do args.push(this.expression());
    while (this.accept(','));
    if (!this.accept(')')) this.expected('"," or ")"');
    return args;
  }

  private primary(): Expression {
    const { token } = this;
    const { start } = token;
    switch (token.kind) {
      case 'int':
      case 'float':
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
    if (!this.at('(')) return this.node({ kind: 'name', name, start, end });
    const args = this.args();
    return this.node({ kind: 'call', name, args, start, end: this.lastEnd }, ...args);
  }

  private brackets(): Expression {
    this.expect('(');
    const inner = this.expression();
    if (!this.accept(')')) this.expected('")"');
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

  /** A `/` after a segment always continues the path, even after white space. */
  private path(): Expression {
    const { start } = this.token;
    const parts: PathPart[] = [];
    do {
      const after = this.lexer.skip(this.token.end);
      const text = this.lexer.bare(after) ?? this.defaultSegment(after);
      if (text !== undefined) {
        parts.push({ kind: 'text', text });
        this.moveTo(after + text.length);
      } else if (this.lexer.source.startsWith('$(', after)) {
        this.moveTo(after + 2);
        const value = this.expression();
        this.expect(')');
        parts.push({ kind: 'value', value });
      } else {
        this.moveTo(after);
        this.expected('a path segment: text or "$(…)"');
      }
    } while (this.at('/'));
    const children = parts.flatMap((part) => (part.kind === 'value' ? [part.value] : []));
    return this.node({ kind: 'path', parts, start, end: this.lastEnd }, ...children);
  }

  /** `(default)`, the one name that is written with its brackets. */
  protected defaultSegment(at: number): string | undefined {
    if (this.lexer.source[at] !== '(') return undefined;
    const name = this.lexer.bare(at + 1);
    return name !== undefined && this.lexer.source[at + 1 + name.length] === ')' ? `(${name})` : undefined;
  }
}
