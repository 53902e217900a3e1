import { Lexer } from './lexer.ts';
import { LIMITS } from './limits.ts';
import { ExpressionParser } from './parseExpression.ts';
import type { RulesWarning } from './ruleset.ts';
import type { Allow, FunctionDeclaration, Let, MatchBlock, Method, Named, RulesFile, Segment } from './syntax.ts';

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

  file(): RulesFile {
    if (this.at('rules_version')) this.versionLine();
    const functions: FunctionDeclaration[] = [];
    let service: RulesFile['service'] | undefined;
    while (this.token.kind !== 'end') {
      if (this.at('function')) functions.push(this.function());
      else if (this.at('service')) {
        if (service) this.lexer.fail('a rules file has one service', this.token.start);
        service = this.service();
      } else if (this.at('rules_version'))
        this.lexer.fail('"rules_version" must be the first statement', this.token.start);
      else if (this.at('import')) this.lexer.fail('"import" is not supported', this.token.start);
      else this.expected(service ? '"function" or the end of the file' : '"service" or "function"');
    }
    if (!service) this.expected('"service cloud.firestore { … }"');
    return { version: this.version, functions, service };
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

  private service(): RulesFile['service'] {
    this.expect('service');
    const at = this.token.start;
    const first = this.expectName('"cloud.firestore"').text;
    this.expect('.');
    const name = `${first}.${this.expectName('"firestore"').text}`;
    if (name !== 'cloud.firestore') this.lexer.fail(`expected the service "cloud.firestore", found "${name}"`, at);
    this.expect('{');
    const functions: FunctionDeclaration[] = [];
    const matches: MatchBlock[] = [];
    while (!this.at('}')) {
      if (this.at('function')) functions.push(this.function());
      else if (this.at('match')) matches.push(this.match());
      else this.expected('"match", "function" or "}"');
    }
    this.take();
    return { functions, matches };
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
    this.take();
    this.depth -= 1;
    return { segments, functions, matches, allows, start, end };
  }

  private pattern(): Segment[] {
    const segments: Segment[] = [];
    if (!this.at('/')) this.expected('a path that starts with "/"');
    while (this.at('/')) {
      const start = this.lexer.skip(this.token.end);
      const text = this.lexer.bare(start) ?? this.defaultSegment(start);
      if (text !== undefined) {
        this.moveTo(start + text.length);
        segments.push({ kind: 'literal', text, start, end: this.lastEnd });
        continue;
      }
      this.moveTo(start);
      if (!this.accept('{')) this.expected('a path segment: text, "{name}" or "{name=**}"');
      const { text: name } = this.expectName('the name of a captured segment');
      const glob = this.accept('=');
      const rest = glob && this.accept('**');
      // `{name=*}` is the long form of `{name}`.
      if (glob && !rest && !this.accept('*')) this.expected('"**" or "*"');
      if (!this.at('}')) this.expected(glob ? '"}"' : '"}" or "=**}"');
      this.take();
      segments.push({ kind: rest ? 'rest' : 'capture', name, start, end: this.lastEnd });
    }
    return segments;
  }

  private allow(): Allow {
    const { start } = this.expect('allow');
    const verbs: string[] = [];
    const methods = new Set<Method>();
    do {
      const verb = this.token;
      const meant = verb.kind === 'name' ? VERBS.get(verb.text) : undefined;
      if (!meant) this.expected('read, write, get, list, create, update or delete');
      this.take();
      verbs.push(verb.text);
      for (const method of meant) methods.add(method);
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
        const { text, start, end } = this.expectName('the name of a parameter');
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
    const { text: name } = this.expectName('the name of the variable');
    this.expect('=');
    const value = this.expression();
    const end = this.lastEnd;
    this.endOfStatement('an operator, ";", "let" or "return"', ['let', 'return']);
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
