import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import { mergedUnasked } from '#domain/threeWay.ts';
import type { Rows } from './rowState.ts';
import type { RowStore } from './rowStore.ts';

/** Where two changed different fields of an entry nobody has to choose: both stand. `isAsked`: a person chooses there. */
export function useMerging({
  store,
  rows,
  byId,
  isAsked,
  onMerged,
}: {
  store: RowStore;
  rows: Rows;
  byId: ReadonlyMap<string, ShownEntry>;
  isAsked: (id: string) => boolean;
  onMerged: (theirs: ShownEntry) => void;
}) {
  const now = useRef({ isAsked, onMerged });
  useLayoutEffect(() => {
    now.current = { isAsked, onMerged };
  });
  useEffect(() => {
    for (const { id, phase, origin, theirs: known, draft, internal, restored } of rows.byId.values()) {
      const theirs = byId.get(id);
      if (phase !== 'stale' || id === rows.open || now.current.isAsked(id) || restored || internal || !origin || !known)
        continue;
      if (!theirs || theirs.pending || theirs.revision < known.revision) continue; // not heard yet
      const both = mergedUnasked(origin, draft, theirs);
      if (both && store.settle(id, both) === 'saving') now.current.onMerged(theirs);
    }
  }, [store, rows, byId]);
}
