import { RE2JS, RE2JSException } from 're2js';
import { LimitExceeded, LIMITS } from '../limits.ts';
import { Bytes, fail, type RulesValue } from '../values.ts';
import { library, type Operation } from './method.ts';

const SURROGATE = /[\ud800-\udfff]/;
/** Rules use a handful of patterns, but one may also come from data, and each may hold 8 MB: the oldest goes first. */
const compiled = new Map<string, RE2JS>();
/** Patterns that rules put together from parts are new strings each time: comparing a few is cheaper than hashing one. */
const recent: { pattern: string; regex: RE2JS }[] = [];
let nextRecent = 0;

function regexOf(pattern: string): RE2JS {
  for (const one of recent) if (one.pattern === pattern) return one.regex;
  let regex = compiled.get(pattern);
  if (!regex) {
    if (pattern.length > LIMITS.patternSize)
      throw new LimitExceeded(`a regular expression has more than ${LIMITS.patternSize} characters`);
    try {
      regex = RE2JS.compile(pattern);
    } catch (error) {
      if (error instanceof RE2JSException) fail('this text is no regular expression');
      throw error;
    }
    if (compiled.size >= 64) compiled.delete(compiled.keys().next().value!);
    compiled.set(pattern, regex);
  }
  recent[nextRecent] = { pattern, regex };
  nextRecent = (nextRecent + 1) % 8;
  return regex;
}

/** A pattern without any special character stands for itself. */
const PLAIN = /^[^\\.+*?()|[\]{}^$]+$/;

/** Finding places, not only whether there are any, may take a step of the whole pattern for each character. */
function searched(pattern: string, text: string): RE2JS {
  const regex = regexOf(pattern);
  if (text.length * regex.programSize() > LIMITS.work)
    throw new LimitExceeded('a regular expression is searched for in a text too long for it');
  return regex;
}

export function boundText(size: number): void {
  if (size > LIMITS.textSize) throw new LimitExceeded(`a text would have more than ${LIMITS.textSize} characters`);
}

/** Characters are code points. */
export const textSize = (text: string): number => (SURROGATE.test(text) ? [...text].length : text.length);

export function textSlice(text: string, from: number, to: number): string {
  return SURROGATE.test(text) ? [...text].slice(from, to).join('') : text.slice(from, to);
}

const method = (operation: Operation<[string, ...never[]]>) => operation as Operation;

export const strings = library({
  lower: method({ takes: [], gives: 'string', total: true, run: (text) => text.toLowerCase() }),
  upper: method({ takes: [], gives: 'string', total: true, run: (text) => text.toUpperCase() }),
  trim: method({ takes: [], gives: 'string', total: true, run: (text) => text.trim() }),
  size: method({ takes: [], gives: 'int', total: true, run: (text) => BigInt(textSize(text)) }),
  toUtf8: method({ takes: [], gives: 'bytes', total: true, run: (text) => new Bytes(Buffer.from(text)) }),
  matches: method({
    takes: ['string'],
    gives: 'bool',
    run: (text: string, pattern: string) => regexOf(pattern).testExact(text),
  }),
  replace: method({
    takes: ['string', 'string'],
    gives: 'string',
    run: (text: string, pattern: string, by: string) => {
      let size = text.length;
      const replacement = () => {
        boundText((size += by.length));
        return by;
      };
      if (PLAIN.test(pattern)) return text.replaceAll(pattern, replacement);
      return searched(pattern, text).matcher(text).replaceAll(replacement);
    },
  }),
  split: method({
    takes: ['string'],
    gives: 'list',
    run: (text: string, pattern: string): RulesValue =>
      PLAIN.test(pattern) ? text.split(pattern) : searched(pattern, text).split(text, -1),
  }),
});
