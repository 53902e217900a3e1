import { check } from './check.ts';
import { Judge } from './judge.ts';
import { parse } from './parse.ts';
import type { Ruleset } from './ruleset.ts';

/** Reads and checks a rules file; throws RulesError with the place and what was expected. */
export function compile(source: string): Ruleset {
  const { file, warnings } = parse(source);
  const all = [...warnings, ...check(source, file)].sort((a, b) => a.line - b.line || a.column - b.column);
  const judge = new Judge(source, file);
  return { warnings: all, judge: (request, readers, budget) => judge.judge(request, readers, budget) };
}
