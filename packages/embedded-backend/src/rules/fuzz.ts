import { isDeepStrictEqual } from 'node:util';
import { compile } from './compile.ts';
import { all, any, float, get, list, time, user, where, write, type World } from './rig.ts';
import { RulesError, type Ruleset, type Verdict } from './ruleset.ts';

/** What must hold of any text that is given as rules; for the fuzzers, short and long. */

/** Compiles, or says where it does not; anything else is thrown. */
export function read(source: string): Ruleset | undefined {
  try {
    return compile(source);
  } catch (error) {
    if (!(error instanceof RulesError)) throw error;
    const text = source.split('\n')[error.line - 1];
    if (text === undefined || error.column < 1 || error.column > text.length + 1)
      throw new Error(`no such place: ${error.line}:${error.column}`, { cause: error });
    return undefined;
  }
}

const DATA = { a: 1, b: { a: float(1.5) }, list: [1, 'a', null], text: 'ế', t: time('2026-11-24T00:00:00Z') };
const WORLD: World = { as: user('u1', { a: 'x' }), stored: { 'c/x': DATA, 'c/u1': {}, 'c/x/d/y': DATA } };

const requests: ((rules: Ruleset) => Verdict)[] = [
  (rules) => get(rules, 'c/x', WORLD),
  (rules) => get(rules, 'c/x/d/y', WORLD),
  (rules) => get(rules, 'c/none'),
  (rules) => write(rules, 'c/x', { ...DATA, a: 2 }, WORLD),
  (rules) => write(rules, 'c/new', DATA, WORLD),
  (rules) => write(rules, 'c/x', null, WORLD),
  (rules) => list(rules, 'c', {}, WORLD),
  (rules) => list(rules, 'c', { where: all(where('a', '==', 1), where('text', '>', 'a')), limit: 2 }, WORLD),
  (rules) =>
    list(rules, 'c', { where: any(where('list', 'array-contains-any', [1, 'a']), where('b.a', '!=', null)) }, WORLD),
  (rules) => list(rules, 'c/x/d', { orderBy: [{ field: { fieldPath: 'a' } }] }, WORLD),
  (rules) => list(rules, '**/d', { where: where('a', 'in', [1, 'x']) }, WORLD),
];

/** Every request gets a verdict, the same one when the rules are counted. Returns how many are allowed. */
export function judge(source: string): number {
  const [rules, counted] = [read(source), read(source)];
  if (!rules || !counted) return 0;
  counted.coverage();
  let allowed = 0;
  for (const request of requests) {
    const verdict = request(rules);
    if (!isDeepStrictEqual(request(counted), verdict)) throw new Error(`counted, the verdict is another: ${source}`);
    if (verdict.allowed) allowed += 1;
  }
  counted.coverage().report();
  return allowed;
}
