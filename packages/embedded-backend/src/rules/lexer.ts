import { RulesError } from './ruleset.ts';
import { positionOf } from './syntax.ts';
import { Bytes } from './values.ts';

export type Token =
  | { kind: 'name' | 'string' | 'symbol'; text: string; start: number; end: number }
  | { kind: 'int'; value: bigint; text: string; start: number; end: number }
  | { kind: 'float'; value: number; text: string; start: number; end: number }
  | { kind: 'bytes'; value: Bytes; text: string; start: number; end: number }
  | { kind: 'end'; text: 'the end of the file'; start: number; end: number };

const NAME = /(?:[A-Za-z_]|\$[A-Za-z0-9_$])[A-Za-z0-9_$]*/y;
/** No exponent, no superfluous zero: `010` is two numbers, which no place in the grammar takes. */
const NUMBER = /(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+/y;
const SYMBOL = /\*\*|\|\||&&|==|!=|<=|>=|--|\+\+|[{}()[\]<>.,:;?!=+\-*/%$|&]/y;
const BARE = /(?:[A-Za-z0-9&'*+\-.:@_~]|%[0-9A-Fa-f]{2})+/y;
const SPACE = /[ \t\r\n\f]+/y;
const ESCAPES = new Map(
  Object.entries({
    '\\': '\\',
    "'": "'",
    '"': '"',
    n: '\n',
    r: '\r',
    t: '\t',
    b: '\b',
    f: '\f',
  }),
);
const CODES = /^(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-3][0-7]{2})/;

/**
 * The engine's one copy of the text, which the names of a document's fields are too: maps find equal keys by identity, and
 * a piece of the source would be compared character by character each time.
 */
const unique = (text: string): string => Object.keys({ [text]: null })[0]!;

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
        // Without an end it is no comment but a path: `match /users/*`.
        if (close === -1) return at;
        at = close + 2;
      } else return at;
    }
  }

  token(from: number): Token {
    const start = this.skip(from);
    const first = this.source[start];
    if (first === undefined) return { kind: 'end', text: 'the end of the file', start, end: start };
    if (first === "'" || first === '"') return this.string(start, first);
    const quote = first === 'b' || first === 'B' ? this.source[start + 1] : undefined;
    if (quote === "'" || quote === '"') return this.bytes(start, quote);
    const name = this.match(NAME, start);
    if (name !== undefined) return { kind: 'name', text: unique(name), start, end: start + name.length };
    const number = this.match(NUMBER, start);
    if (number !== undefined) return this.number(start, number);
    const symbol = this.match(SYMBOL, start);
    if (symbol !== undefined) return { kind: 'symbol', text: symbol, start, end: start + symbol.length };
    if (first === '\uFEFF') this.fail('the file starts with a byte order mark: save it as UTF-8 without one', start);
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
    return { kind: 'int', value, text, start, end };
  }

  private string(start: number, quote: string): Token {
    const { parts, end } = this.quoted(start, quote);
    return { kind: 'string', text: unique(parts.map(({ text }) => text).join('')), start, end };
  }

  /** Text in it is UTF-8; `\377` and `\xff` are single bytes. */
  private bytes(start: number, quote: string): Token {
    const { parts, end } = this.quoted(start + 1, quote);
    const data = Buffer.concat(parts.map(({ text, code }) => (code ? Buffer.from(text, 'latin1') : Buffer.from(text))));
    return { kind: 'bytes', value: new Bytes(data), text: 'bytes', start, end };
  }

  private quoted(start: number, quote: string): { parts: { text: string; code: boolean }[]; end: number } {
    const parts: { text: string; code: boolean }[] = [];
    let from = start + 1;
    let at = from;
    const plain = () => {
      if (at > from) parts.push({ text: this.source.slice(from, at), code: false });
    };
    for (;;) {
      const char = this.source[at];
      if (char === undefined || char === '\n' || char === '\r')
        this.fail(`this string has no end: expected ${quote}`, start);
      if (char === quote) {
        plain();
        return { parts, end: at + 1 };
      }
      if (char !== '\\') {
        at += 1;
        continue;
      }
      plain();
      const letter = this.source[at + 1] ?? '';
      const known = ESCAPES.get(letter);
      const code = known === undefined ? CODES.exec(this.source.slice(at + 1, at + 6))?.[0] : undefined;
      if (known !== undefined) parts.push({ text: known, code: false });
      else if (code !== undefined) parts.push({ text: characterOf(code), code: true });
      else this.fail(`unknown escape "\\${letter}" in a string: a backslash is written "\\\\"`, at);
      at += 1 + (code ?? letter).length;
      from = at;
    }
  }
}

const characterOf = (code: string): string =>
  String.fromCharCode(/^[xu]/.test(code) ? parseInt(code.slice(1), 16) : parseInt(code, 8));
