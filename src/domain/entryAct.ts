import { draftOf, sameValue } from './entry.ts';
import type { EntryDraft, StoredEntry } from './entry.ts';

/** One save or deletion of an entry; both whole, so that any field of it can be put back. Not both null. */
export interface EntryAct {
  readonly on: 'entry';
  /** What it followed. Null: it made the entry. */
  readonly before: StoredEntry | null;
  /** What it left. Null: it deleted the entry. */
  readonly after: StoredEntry | null;
}

/** The fields that two drafts word differently. */
export const fieldsBetween = (a: EntryDraft, b: EntryDraft): readonly (keyof EntryDraft)[] =>
  (Object.keys(a) as (keyof EntryDraft)[]).filter((field) => !sameValue(a[field], b[field]));

export const idOf = ({ before, after }: EntryAct): string => (after ?? before)!.id;

/** The fields in which an act left an entry otherwise than it found it; none for one that made or deleted it. */
export function fieldsOf({ before, after }: EntryAct): readonly (keyof EntryDraft)[] {
  return before && after ? fieldsBetween(draftOf(before), draftOf(after)) : [];
}

/**
 * What taking a change back does to the entry as it stands `now`: only the fields that the act touched, and of these
 * only those that nobody changed since. The others are `contested`: a person has to choose.
 */
export function backFrom(
  act: EntryAct,
  now: StoredEntry,
): { readonly draft: Partial<EntryDraft>; readonly contested: readonly (keyof EntryDraft)[] } {
  const [old, made, stands] = [draftOf(act.before!), draftOf(act.after!), draftOf(now)];
  const open = fieldsOf(act).filter((field) => !sameValue(stands[field], old[field]));
  return {
    draft: Object.fromEntries(
      open.filter((field) => sameValue(stands[field], made[field])).map((field) => [field, old[field]]),
    ),
    contested: open.filter((field) => !sameValue(stands[field], made[field])),
  };
}
