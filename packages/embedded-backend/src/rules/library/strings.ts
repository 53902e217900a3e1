import { RE2JS, RE2JSException } from 're2js';
import { Bytes, fail, type RulesValue } from '../values.ts';
import { library, type Operation } from './method.ts';

const SURROGATE = /[\ud800-\udfff]/;
const compiled = new Map<string, RE2JS>();

/** Rules use a handful of patterns, but one may also come from data, and each may hold 8 MB: the oldest goes first. */
function regex(pattern: string): RE2JS {
  let found = compiled.get(pattern);
  if (!found) {
    try {
      found = RE2JS.compile(pattern);
    } catch (error) {
      if (error instanceof RE2JSException) fail(`"${pattern}" is not a regular expression: ${error.message}`);
      throw error;
    }
    if (compiled.size >= 64) compiled.delete(compiled.keys().next().value!);
    compiled.set(pattern, found);
  }
  return found;
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
    run: (text: string, pattern: string) => regex(pattern).testExact(text),
  }),
  replace: method({
    takes: ['string', 'string'],
    gives: 'string',
    run: (text: string, pattern: string, by: string) =>
      regex(pattern)
        .matcher(text)
        .replaceAll(() => by),
  }),
  split: method({
    takes: ['string'],
    gives: 'list',
    run: (text: string, pattern: string): RulesValue => regex(pattern).split(text, -1),
  }),
});
