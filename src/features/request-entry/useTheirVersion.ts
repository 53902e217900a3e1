import { useEffect, useRef, useState } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import { draftOf } from '#domain/entry.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { contestedFields, differences, merged, type Side } from '#domain/threeWay.ts';
import { useMessages } from './messages.ts';
import type { Typed } from './typed.ts';

/** What somebody's change of a request that is open here leaves to say, and to choose. */
export interface TheirVersion {
  readonly stands: ShownEntry;
  /** Fields that they alone changed: their words came in. Empty: none. */
  readonly came: string;
  /** Fields that both changed, those together that say one thing: ours stay in the form until one is chosen. */
  readonly contested: readonly (readonly (keyof EntryDraft)[])[];
  readonly choose: (fields: readonly (keyof EntryDraft)[], side: Side) => void;
}

/**
 * A colleague or the office changed the request while it is open: merged by field, as in the editor. What was typed is
 * measured against what it began from until every field that both changed is chosen; a reload asks again.
 */
export function useTheirVersion({
  stored,
  typed,
  dirty,
  onMerge,
}: {
  stored: ShownEntry | undefined;
  typed: Typed;
  dirty: boolean;
  onMerge: (typed: Typed) => void;
}): TheirVersion | null {
  const t = useMessages();
  const [told, setTold] = useState<{ readonly stands: ShownEntry; readonly came: string } | null>(null);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const taken = useRef(0); // the revision whose words came in
  const merge = useRef(onMerge);
  useEffect(() => {
    merge.current = onMerge;
  });
  const { origin, draft } = typed;
  const newer =
    stored !== undefined &&
    origin !== null &&
    !stored.pending &&
    stored.revision > origin.revision &&
    (stored.stage === 'requested' || stored.stage === 'returned')
      ? stored
      : null;
  const keyOf = (fields: readonly string[]) => `${stored?.revision} ${fields.join(' ')}`;
  const contested =
    newer && dirty ? contestedFields(origin, draft, newer).filter((fields) => !kept.has(keyOf(fields))) : [];
  if (newer && dirty && told?.stands.revision !== newer.revision) {
    const ours = contested.flat();
    const came = differences(origin, draft, newer).filter(
      ({ field, changedBy }) => changedBy === 'theirs' && !ours.includes(field),
    );
    setTold({ stands: newer, came: came.map(({ field }) => t.edit.fields[field]).join(', ') });
  }
  useEffect(() => {
    if (!newer) return;
    if (taken.current === newer.revision) {
      if (contested.length === 0) merge.current({ ...typed, origin: newer });
      return;
    }
    taken.current = newer.revision;
    if (!dirty) {
      merge.current({ ...typed, draft: draftOf(newer), origin: newer });
      return;
    }
    const found = differences(origin, draft, newer);
    const ours = new Map(contested.flat().map((field) => [field as string, 'mine' as const]));
    merge.current({
      ...typed,
      draft: merged(draft, newer, found, ours),
      origin: contested.length === 0 ? newer : origin,
    });
  });
  if (!told) return null;
  return {
    ...told,
    contested,
    choose: (fields, side) => {
      if (side === 'mine') setKept(new Set([...kept, keyOf(fields)]));
      else {
        const theirs = draftOf(told.stands);
        onMerge({
          ...typed,
          draft: { ...draft, ...Object.fromEntries(fields.map((field) => [field, theirs[field]])) },
        });
      }
    },
  };
}
