import { RulesError } from './ruleset.ts';
import { positionOf } from './syntax.ts';

export type Token =
  | { kind: 'name' | 'string' | 'symbol'; text: string; start: number; end: number }
  | { kind: 'int'; value: bigint; text: string; start: number; end: number }
  | { kind: 'float'; value: number; text: string; start: number; end: number }
  | { kind: 'end'; text: 'the end of the file'; start: number; end: number };

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /[0-9]+(\.[0-9]+([eE][+-]?[0-9]+)?)?/y;
const SYMBOL = /\*\*|\|\||&&|==|!=|<=|>=|[{}()[\]<>.,:;?!=+\-*/%$|&]/y;
const BARE = /[\p{L}\p{M}\p{N}_.~-]+/uy;
const SPACE = /[\s\uFEFF]+/y;
const ESCAPES = new Map(
  Object.entries({
    '\\': '\\',
    "'": "'",
    '"': '"',
    '`': '`',
    '?': '?',
    '/': '/',
    n: '\n',
    r: '\r',
    t: '\t',
    b: '\b',
    f: '\f',
    v: '\v',
  }),
);
const MAX_INT = 2n ** 63n - 1n;

/** Reads tokens on demand from any position: inside a path the text between slashes is not made of tokens. */
export class Lexer {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }

  fail(message: string, offset: number): never {
    const { line, column } = positionOf(this.source, offset);
    throw new RulesError(message, line, column);
  }

  private match(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.source)?.[0];
  }

  /** The first offset at or after `at` that is neither white space nor comment. */
  skip(at: number): number {
    for (;;) {
      at += this.match(SPACE, at)?.length ?? 0;
      if (this.source.startsWith('//', at)) {
        const line = this.source.indexOf('\n', at);
        at = line === -1 ? this.source.length : line + 1;
      } else if (this.source.startsWith('/*', at)) {
        const close = this.source.indexOf('*/', at + 2);
        if (close === -1) this.fail('this comment has no end: expected "*/"', at);
        at = close + 2;
      } else return at;
    }
  }

  token(from: number): Token {
    const start = this.skip(from);
    const first = this.source[start];
    if (first === undefined) return { kind: 'end', text: 'the end of the file', start, end: start };
    if (first === "'" || first === '"') return this.string(start, first);
    const name = this.match(NAME, start);
    if (name !== undefined) return { kind: 'name', text: name, start, end: start + name.length };
    const number = this.match(NUMBER, start);
    if (number !== undefined) return this.number(start, number);
    const symbol = this.match(SYMBOL, start);
    if (symbol !== undefined) return { kind: 'symbol', text: symbol, start, end: start + symbol.length };
    return this.fail(
      `unexpected character ${JSON.stringify(String.fromCodePoint(this.source.codePointAt(start)!))}`,
      start,
    );
  }

  /** The plain text of a path segment right at `at`, or undefined. */
  bare(at: number): string | undefined {
    return this.match(BARE, at);
  }

  private number(start: number, text: string): Token {
    const end = start + text.length;
    if (this.match(NAME, end) !== undefined)
      this.fail(`expected a number, found "${text}${this.match(NAME, end)}"`, start);
    if (text.includes('.')) return { kind: 'float', value: Number(text), text, start, end };
    const value = BigInt(text);
    if (value > MAX_INT) this.fail('this integer is larger than 9223372036854775807', start);
    return { kind: 'int', value, text, start, end };
  }

  private string(start: number, quote: string): Token {
    let text = '';
    let at = start + 1;
    for (;;) {
      const char = this.source[at];
      if (char === undefined || char === '\n' || char === '\r')
        this.fail(`this string has no end: expected ${quote}`, start);
      if (char === quote) return { kind: 'string', text, start, end: at + 1 };
      if (char !== '\\') {
        text += char;
        at += 1;
        continue;
      }
      const code = this.source[at + 1] ?? '';
      const plain = ESCAPES.get(code);
      if (plain !== undefined) {
        text += plain;
        at += 2;
        continue;
      }
      const hex = /^(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})/.exec(this.source.slice(at + 1, at + 6))?.[0];
      if (hex === undefined) this.fail(`unknown escape "\\${code}" in a string: a backslash is written "\\\\"`, at);
      text += String.fromCharCode(parseInt(hex.slice(1), 16));
      at += 1 + hex.length;
    }
  }
}
