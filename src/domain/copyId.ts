import { shortId } from './shortId.ts';
import type { WeekId } from './week.ts';

const COPY = /_\d{4}-W\d\d(-\d+)?$/;
/** The name of what it is a copy of; its own, if of none. */
export const rootOf = (id: string): string => shortId(id.replace(COPY, ''), 50); // an id has 64 letters at most

/**
 * The name of an entry's copy in a week, the same for everybody who copies it: of two who do so at once the store takes
 * the first. A name is used once in the store's life, so that after a deletion the copy has the next: `turn` 1, 2, …
 */
export const copyId = (id: string, week: WeekId, turn = 0): string =>
  `${rootOf(id)}_${week}${turn === 0 ? '' : `-${turn}`}`;
