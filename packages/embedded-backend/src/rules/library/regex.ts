import { RE2JS, RE2JSException } from 're2js';
import { LimitExceeded, LIMITS } from '../limits.ts';
import { fail, OperationError } from '../values.ts';

/** From here on a search for `\A(?:…)\z` takes half the time of an exact test, of the same automaton; below, twice. */
const LONG = 40;

class Regex {
  readonly pattern: string;
  readonly regex: RE2JS;
  /** null: within brackets the pattern is none, for example as it quotes up to its end. */
  private whole: RE2JS | null | undefined;

  constructor(pattern: string) {
    if (pattern.length > LIMITS.patternSize)
      throw new LimitExceeded(`a regular expression has more than ${LIMITS.patternSize} characters`);
    this.pattern = pattern;
    this.regex = compile(pattern) ?? fail('this text is no regular expression');
  }

  matches(text: string): boolean {
    if (text.length < LONG) return this.regex.testExact(text);
    this.whole ??= this.whole === undefined ? compile(`\\A(?:${this.pattern})\\z`) : null;
    return this.whole ? this.whole.test(text) : this.regex.testExact(text);
  }
}

function compile(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

/** Rules use a handful of patterns, but one may also come from data, and each may hold 16 MB: the oldest goes first. */
const compiled = new Map<string, Regex>();
/** Patterns that rules put together from parts are new strings each time: comparing a few is cheaper than hashing one. */
const recent: Regex[] = [];
let nextRecent = 0;

function regexOf(pattern: string): Regex {
  for (const one of recent) if (one.pattern === pattern) return one;
  let regex = compiled.get(pattern);
  if (!regex) {
    regex = new Regex(pattern);
    if (compiled.size >= 32) compiled.delete(compiled.keys().next().value!);
    compiled.set(pattern, regex);
  }
  recent[nextRecent] = regex;
  nextRecent = (nextRecent + 1) % 8;
  return regex;
}

/** Why RE2 does not take the pattern; undefined if it does. */
export function patternTrouble(pattern: string): string | undefined {
  try {
    regexOf(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof OperationError || error instanceof LimitExceeded) return error.message;
    throw error;
  }
}

/** Whether the whole text is what the pattern says. */
export const matches = (text: string, pattern: string): boolean => regexOf(pattern).matches(text);

/** For finding places, not only whether there are any, which may take a step of the whole pattern for each character. */
export function searched(text: string, pattern: string): RE2JS {
  const { regex } = regexOf(pattern);
  if (text.length * regex.programSize() > LIMITS.work)
    throw new LimitExceeded('a regular expression is searched for in a text too long for it');
  return regex;
}
