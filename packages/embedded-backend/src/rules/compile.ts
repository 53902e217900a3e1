import { check } from './check.ts';
import { Judge } from './judge.ts';
import { parse } from './parse.ts';
import type { Ruleset } from './ruleset.ts';

/** Reads and checks a rules file; throws RulesError with the place and what was expected. The log calls it `fileName`. */
export function compile(source: string, fileName = 'firestore.rules'): Ruleset {
  const { file, warnings } = parse(source);
  const all = [...warnings, ...check(source, file)].sort((a, b) => a.line - b.line || a.column - b.column);
  const judge = new Judge(source, file, fileName);
  return {
    warnings: all,
    coverage: () => judge.startCoverage(),
    judge: (request, readers, budget) => judge.judge(request, readers, budget),
  };
}
