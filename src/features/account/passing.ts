import type { LinkProblem } from '#data/account.ts';

const PASSING: readonly LinkProblem[] = ['full', 'offline', 'tooMany', 'unknown'];

/** It passes, and leaves the link as it was. */
export const isPassing = (problem: LinkProblem): boolean => PASSING.includes(problem);
