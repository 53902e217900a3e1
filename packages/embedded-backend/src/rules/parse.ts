import { Lexer } from './lexer.ts';
import { LIMITS } from './limits.ts';
import { ExpressionParser } from './parseExpression.ts';
import type { RulesWarning } from './ruleset.ts';
import {
  type Allow,
  type FunctionDeclaration,
  type Let,
  type MatchBlock,
  type Method,
  type Named,
  positionOf,
  type RulesFile,
  type Segment,
  type Service,
} from './syntax.ts';

const OURS = 'cloud.firestore';

const VERBS = new Map<string, readonly Method[]>([
  ['read', ['get', 'list']],
  ['write', ['create', 'update', 'delete']],
  ['get', ['get']],
  ['list', ['list']],
  ['create', ['create']],
  ['update', ['update']],
  ['delete', ['delete']],
]);

class Parser extends ExpressionParser {
  private version: 1 | 2 = 1;
  private depth = 0;
  private emptyAt: number | undefined;

  file(): RulesFile {
    if (this.at('rules_version')) this.versionLine();
    const functions: FunctionDeclaration[] = [];
    const services = new Map<string, Service>();
    while (this.token.kind !== 'end') {
      if (this.at('function')) functions.push(this.function());
      else if (this.at('service')) this.service(services);
      else if (this.at('rules_version'))
        this.lexer.fail('"rules_version" must be the first statement', this.token.start);
      else if (this.at('import')) this.lexer.fail('"import" is not supported', this.token.start);
      else
        this.expected(services.size > 0 ? '"service", "function" or the end of the file' : '"service" or "function"');
    }
    if (services.size === 0) this.expected('"service cloud.firestore { … }"');
    if (!services.has(OURS))
      this.warnings.push({ message: `there is no "service ${OURS}": nobody is allowed anything`, line: 1, column: 1 });
    const { emptyAt } = this;
    const service = services.get(OURS) ?? { functions: [], matches: [] };
    return {
      version: this.version,
      functions,
      service,
      emptyAt,
      others: [...services.values()].filter((one) => one !== service),
    };
  }

  private versionLine(): void {
    this.take();
    this.expect('=');
    const { token } = this;
    if (token.kind !== 'string') this.expected("'1' or '2'");
    if (token.text !== '1' && token.text !== '2')
      this.lexer.fail(`expected rules version '1' or '2', found '${token.text}'`, token.start);
    this.version = token.text === '2' ? 2 : 1;
    this.take();
    this.accept(';');
  }

  private service(services: Map<string, Service>): void {
    const { end } = this.expect('service');
    const { start } = this.token;
    if (this.lexer.source.slice(end, start).includes('/'))
      this.lexer.fail('no comment may stand between "service" and its name', end);
    let name = this.expectName('"cloud.firestore"').text;
    // Spaces in it are a mistake.
    while (this.at('.') && this.token.start === this.lastEnd) {
      this.take();
      name += `.${this.expectName('the rest of the name of the service').text}`;
    }
    if (services.has(name)) this.lexer.fail(`there are two services called "${name}"`, start);
    if (name !== OURS)
      this.warnings.push({
        message: `the service "${name}" is not served here: its rules are only read`,
        ...positionOf(this.lexer.source, start),
      });
    this.expect('{');
    const functions: FunctionDeclaration[] = [];
    const matches: MatchBlock[] = [];
    while (!this.at('}')) {
      if (this.at('function')) functions.push(this.function());
      else if (this.at('match')) matches.push(this.match());
      else this.expected('"match", "function" or "}"');
    }
    if (functions.length + matches.length === 0) this.emptyAt ??= this.token.start;
    this.take();
    services.set(name, { functions, matches });
  }

  private match(): MatchBlock {
    const { start } = this.expect('match');
    if (++this.depth > LIMITS.matchNesting)
      this.lexer.fail(`match blocks are nested more than ${LIMITS.matchNesting} deep`, start);
    const segments = this.pattern();
    const { end } = this.expect('{');
    const functions: FunctionDeclaration[] = [];
    const matches: MatchBlock[] = [];
    const allows: Allow[] = [];
    while (!this.at('}')) {
      if (this.at('function')) functions.push(this.function());
      else if (this.at('match')) matches.push(this.match());
      else if (this.at('allow')) allows.push(this.allow());
      else this.expected('"allow", "match", "function" or "}"');
    }
    if (functions.length + matches.length + allows.length === 0) this.emptyAt ??= this.token.start;
    this.take();
    this.depth -= 1;
    return { segments, functions, matches, allows, start, end };
  }

  private pattern(): Segment[] {
    const segments: Segment[] = [];
    if (!this.at('/')) this.expected('a path that starts with "/"');
    while (this.at('/')) {
      const at = this.token.end;
      const text = this.segmentText();
      if (text !== undefined) {
        segments.push({ kind: 'literal', text, start: at, end: this.lastEnd });
        continue;
      }
      const start = this.lexer.skip(at);
      if (this.lexer.source[start] !== '{') this.expectedSegment('text right after the "/", "{name}" or "{name=**}"');
      this.moveTo(start);
      const { kind, name } = this.capture();
      segments.push({ kind, name, start, end: this.lastEnd });
    }
    return segments;
  }

  private allow(): Allow {
    const { start } = this.expect('allow');
    const verbs: string[] = [];
    const methods = new Set<Method>();
    do {
      const verb = this.token;
      this.expectName('read, write, get, list, create, update or delete');
      verbs.push(verb.text);
      const meant = VERBS.get(verb.text.toLowerCase());
      if (!meant)
        this.warnings.push({
          message: `"${verb.text}" allows nothing: expected read, write, get, list, create, update or delete`,
          ...positionOf(this.lexer.source, verb.start),
        });
      for (const method of meant ?? []) methods.add(method);
    } while (this.accept(','));
    let condition = null;
    if (this.accept(':')) {
      this.expect('if');
      condition = this.expression();
    } else if (this.at('if')) this.expected('":" before "if"');
    const end = this.lastEnd;
    this.endOfStatement(condition ? 'an operator, ";" or the next statement' : '":" or ";"', [
      'allow',
      'match',
      'function',
      '}',
    ]);
    return { verbs, methods, condition, start, end };
  }

  private function(): FunctionDeclaration {
    const { start } = this.expect('function');
    const { text: name } = this.expectName('the name of the function');
    this.expect('(');
    const parameters: Named[] = [];
    if (!this.at(')')) {
      do {
        const { text, start, end } = this.variableName('the name of a parameter');
        parameters.push({ name: text, start, end });
      } while (this.accept(','));
    }
    if (!this.accept(')')) this.expected('"," or ")"');
    const { end } = this.expect('{');
    const lets: Let[] = [];
    while (this.at('let')) lets.push(this.let());
    if (!this.at('return')) this.expected(lets.length > 0 || this.version === 2 ? '"let" or "return"' : '"return"');
    this.take();
    const result = this.expression();
    this.endOfStatement('an operator, ";" or "}"', ['}']);
    if (!this.accept('}')) this.expected('"}" after the one "return"');
    return { name, parameters, lets, result, start, end };
  }

  private let(): Let {
    const { start } = this.expect('let');
    if (this.version === 1) this.lexer.fail(`"let" needs rules_version = '2'`, start);
    const { text: name } = this.variableName('the name of the variable');
    this.expect('=');
    const value = this.expression();
    const end = this.lastEnd;
    this.expect(';');
    return { name, value, start, end };
  }

  /** A statement ends with its semicolon or, that being optional, where one of `next` follows. */
  private endOfStatement(what: string, next: readonly string[]): void {
    if (!this.accept(';') && !next.some((text) => this.at(text))) this.expected(what);
  }
}

export function parse(source: string): { file: RulesFile; warnings: RulesWarning[] } {
  const lexer = new Lexer(source);
  if (Buffer.byteLength(source) > LIMITS.sourceBytes) lexer.fail('the rules are larger than 256 KB', 0);
  const parser = new Parser(lexer);
  return { file: parser.file(), warnings: parser.warnings };
}
