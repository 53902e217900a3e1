import fc from 'fast-check';
import { METHODS, SPACES } from './library/libraries.ts';
import { conversions } from './library/conversions.ts';

/** For tests: rules files of all kinds, sound and broken, as text. */

const WORDS = [
  ...`rules_version = '2' ; service cloud.firestore { } ( ) [ ] match / c {id} {x=**} allow read , write : if true false null`.split(
    ' ',
  ),
  ...`function f let x return && || == != < <= > >= in is + - * % ! ? . .size() 1 2.5 'a' "b" request.auth $( int`.split(
    ' ',
  ),
  ...['/databases/$(database)/documents', '/*', '*/', '//', '\n', '\\', '"', "'", '\u{1F600}', 'ế', '\0'],
  ...['((((', '[[[[', '!!!!', '----', '....', '{{{{', '1e999', '0x1F', '=**', '(default)', "'\\u{1}'"],
];

/** Words of the language in any order. */
export const aSoup = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' '));

/** A piece of the text is taken out, put in or doubled. */
export const aDamaged = (sources: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...sources), fc.nat(), fc.nat(30), fc.constantFrom('', ...WORDS), fc.boolean())
    .map(([source, at, length, by, doubles]) => {
      const from = at % (source.length + 1);
      const taken = source.slice(from, from + length);
      return source.slice(0, from) + (doubles ? taken + taken : by) + source.slice(from + length);
    });

const NAMES = ['request', 'resource', 'id', 'rest', 'x', 'y', 'unknown'];
const FIELDS = [
  'data',
  'id',
  'auth',
  'uid',
  'token',
  'a',
  'b',
  'list',
  'text',
  'resource',
  'query',
  'limit',
  '__name__',
];
const LITERALS = [
  'null',
  'true',
  'false',
  '0',
  '1',
  '9223372036854775807',
  '1.5',
  `''`,
  `'a'`,
  `'ế'`,
  `'(a|b)*'`,
  `'d'`,
];
const TYPES =
  'bool bytes float int list latlng number path map string timestamp duration set map_diff constraint'.split(' ');
const METHOD_NAMES = [...new Set([...METHODS.values()].flatMap((methods) => [...methods.keys()])), 'constructor'];
const SPACE_NAMES = [...SPACES].flatMap(([space, functions]) =>
  [...functions.keys()].map((name) => `${space}.${name}`),
);
const FUNCTIONS = ['get', 'exists', 'getAfter', 'existsAfter', 'f', 'g', 'missing', ...conversions.keys()];

/** Expressions that can be read, whatever they come to. */
export const anExpression = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const args = fc.array(inner, { maxLength: 3 }).map((list) => list.join(', '));
  const dataPath = fc.constantFrom('resource.data', 'request.resource.data', 'resource', 'request.auth', 'x', 'id');
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...LITERALS),
      fc.constantFrom(...NAMES),
      fc.tuple(dataPath, fc.constantFrom(...FIELDS)).map(([path, field]) => `${path}.${field}`),
      fc.tuple(inner, fc.constantFrom(...FIELDS)).map(([target, field]) => `(${target}).${field}`),
      fc
        .tuple(inner, fc.constantFrom(...'&& || && || == != < <= > >= in + - * / %'.split(' ')), inner)
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc.tuple(fc.constantFrom('!', '-'), inner).map(([operator, operand]) => `${operator}(${operand})`),
      fc.tuple(inner, fc.constantFrom(...TYPES)).map(([operand, type]) => `(${operand}) is ${type}`),
      fc
        .tuple(inner, fc.constantFrom(...METHOD_NAMES), args)
        .map(([target, name, list]) => `(${target}).${name}(${list})`),
      fc.tuple(fc.constantFrom(...SPACE_NAMES, ...FUNCTIONS), args).map(([name, list]) => `${name}(${list})`),
      fc.tuple(inner, inner).map(([target, index]) => `(${target})[${index}]`),
      fc.tuple(inner, inner, inner).map(([target, from, to]) => `(${target})[${from}:${to}]`),
      args.map((list) => `[${list}]`),
      fc.tuple(inner, inner).map(([key, value]) => `{${key}: ${value}, 'a': 1}`),
      inner.map((segment) => `/databases/$(database)/documents/c/$(${segment})`),
      fc.tuple(inner, inner).map(([a, b]) => `/a/$(${a})/$(slot)/$(${b})`),
    ),
  };
}).expression;

/** Mostly errors by themselves; these forms get somewhere. */
const aCondition = fc.oneof(
  anExpression,
  fc.tuple(anExpression, anExpression).map(([a, b]) => `(${a}) == (${a}) || ${b}`),
  fc.tuple(anExpression, anExpression).map(([a, b]) => `!(${a} == 1) && (${b} || true)`),
);

/** A file around some expressions: functions with `let`, nested blocks, wildcards. */
export const aFile = fc
  .tuple(aCondition, aCondition, anExpression, aCondition, fc.constantFrom('1', '2', '2', '2'))
  .map(
    ([condition, inFunction, inLet, below, version]) => `rules_version = '${version}';
function g(x) { return x || ${condition}; }
service cloud.firestore {
  match /databases/{database}/documents {
    function f(x, y) { ${version === '2' ? `let z = ${inLet}; return z == y || ${inFunction}` : `return ${inFunction}`}; }
    match /c/{id} {
      allow read, write: if ${condition};
      match /d/{x} { allow read, write: if ${below}; }
    }
    match /c/{rest=**} { allow list, create: if ${inFunction.replaceAll(/\by\b/g, 'rest')}; }
  }
}`,
  );
