import { useState } from 'react';
import { useEntryPrivate } from '#data/entryPrivate.ts';
import type { Entry, EntryPrivate } from '#domain/entry.ts';
import {
  mergePrivate,
  PRIVATE_FIELDS,
  privateChoices,
  type PrivateChoice,
  type PrivateField,
} from '#domain/mergePrivate.ts';

/** A field in which both say something: what may be taken, and what is. */
export interface PrivateAsk {
  readonly field: PrivateField;
  readonly choices: readonly PrivateChoice[];
  readonly chosen: PrivateChoice;
  readonly texts: Readonly<Record<'into' | 'from', string>>;
}

/** Link and note of the entry that a merge leaves, as they were there before. */
export interface PrivateMerge {
  readonly before: EntryPrivate | null;
  /** Undefined: they stay. */
  readonly hidden: EntryPrivate | undefined;
}

/**
 * What a request's link and note become when it is merged into `into`. `ready` false: not heard yet. Those of a request
 * that nobody merges are not asked for: a listener each of 300 held the page up for seconds.
 */
export function usePrivateMerge(from: Entry, into: Entry | null, isOn: boolean) {
  const asked = isOn || into !== null;
  const own = useEntryPrivate(from.calendar, from.id, asked);
  const other = useEntryPrivate((into ?? from).calendar, (into ?? from).id, asked);
  const [chosen, setChosen] = useState<Partial<Record<PrivateField, PrivateChoice>>>({});
  const [theirs, before] = [own.data ?? null, into ? (other.data ?? null) : null];
  const heard = ({ data, error }: typeof own) => data !== undefined || error !== null;
  const asks = PRIVATE_FIELDS.flatMap((field): PrivateAsk[] => {
    const choices = privateChoices(field, before, theirs);
    const [first] = choices;
    if (!first) return [];
    const texts = { into: before?.[field] ?? '', from: theirs?.[field] ?? '' };
    return [{ field, choices, chosen: chosen[field] ?? first, texts }];
  });
  return {
    ready: heard(own) && heard(other),
    asks,
    merge: { before, hidden: mergePrivate(before, theirs, chosen) } satisfies PrivateMerge,
    choose: (field: PrivateField, choice: PrivateChoice) => setChosen({ ...chosen, [field]: choice }),
  };
}
