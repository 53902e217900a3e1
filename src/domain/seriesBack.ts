import type { SeriesWrite } from './dueEntries.ts';
import { changedFields } from './entry.ts';
import type { Entry } from './entry.ts';
import type { Series } from './series.ts';

/** A series as somebody says it: without its stamps. */
export type SeriesSaid = Pick<Series, 'id' | 'entry' | 'rule' | 'skipped'>;

/** What one act made of a series. `before` null: it made it; `after` null: it removed it. Not both. */
export interface SeriesChange {
  readonly before: SeriesSaid | null;
  readonly after: SeriesSaid | null;
}

export const changesOf = (writes: readonly SeriesWrite[]): readonly SeriesChange[] =>
  writes.map((write) =>
    'remove' in write ? { before: write.remove, after: null } : { before: write.base, after: write.save },
  );

const sameSeries = (a: SeriesSaid, b: SeriesSaid): boolean =>
  a.rule === b.rule && changedFields(a.entry, b.entry).length === 0;

/**
 * The writes that take changes of series back, from how they stand in `all`. Days that were left out meanwhile stay so.
 * Null: somebody changed one since. The store takes a series only as its entry stands (`standing`), so of one whose first
 * entry had gone its own way before, later ones come as that entry is now.
 */
export function seriesBack(
  changes: readonly SeriesChange[],
  all: readonly Series[],
  standing: (id: string) => Entry | null,
): readonly SeriesWrite[] | null {
  const writes: SeriesWrite[] = [];
  for (const { before, after } of changes) {
    const now = all.find(({ id }) => id === (after ?? before)!.id);
    if (after ? !now || !sameSeries(now, after) : now) return null;
    if (!before) writes.push({ remove: now! });
    else {
      const asNow = now !== undefined && changedFields(now.entry, before.entry).length === 0;
      const entry = asNow ? before.entry : (standing(before.id) ?? before.entry);
      writes.push({ save: { ...before, entry, skipped: now?.skipped ?? before.skipped }, base: now ?? null });
    }
  }
  return writes;
}
