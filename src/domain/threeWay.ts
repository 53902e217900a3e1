import { draftOf, parseEntry, sameValue } from './entry.ts';
import type { Entry, EntryDraft, EntryHistory, StoredEntry } from './entry.ts';

export type Side = 'mine' | 'theirs';

/** One field in which what was typed and what now stands differ. */
interface Difference {
  readonly field: keyof EntryDraft;
  /** `both` changed it: a person has to choose. Otherwise the one who changed it is right. */
  readonly changedBy: Side | 'both';
}

/** As the store would give it back, so that "8h30" against "08:30" is no difference; unreadable text stays as typed. */
export function settledDraft(draft: EntryDraft, entry: Pick<Entry, 'id' | 'calendar' | 'week'>): EntryDraft {
  const parsed = parseEntry(draft, entry);
  return parsed.ok ? draftOf(parsed.entry) : draft;
}

/** Fields in the order of the form. `origin` is what the typing began from. */
export function differences(origin: Entry | null, mine: EntryDraft, theirs: Entry): readonly Difference[] {
  const before = origin && draftOf(origin);
  const now = draftOf(theirs);
  const typed = settledDraft(mine, theirs);
  const fields = Object.keys(now) as (keyof EntryDraft)[];
  return fields
    .filter((field) => !sameValue(typed[field], now[field]))
    .map((field) => ({
      field,
      changedBy: !before
        ? 'both'
        : sameValue(typed[field], before[field])
          ? 'theirs'
          : sameValue(now[field], before[field])
            ? 'mine'
            : 'both',
    }));
}

/** Their version with the fields of ours that were chosen. What only one side changed needs no choice. */
export function merged(
  mine: EntryDraft,
  theirs: Entry,
  found: readonly Difference[],
  chosen: ReadonlyMap<string, Side>,
): EntryDraft {
  const ours = found.filter(
    ({ field, changedBy }) => (chosen.get(field) ?? (changedBy === 'both' ? 'theirs' : changedBy)) === 'mine',
  );
  return { ...draftOf(theirs), ...Object.fromEntries(ours.map(({ field }) => [field, mine[field]])) };
}

/** Fields that say one thing together: half of one and half of the other is what nobody meant. */
const TOGETHER: readonly (readonly (keyof EntryDraft)[])[] = [
  ['date', 'lastDate', 'time'],
  ['chairs', 'actingFor'],
  ['status', 'reason'],
];

/** What a person has to choose in, between what was typed and what stands: fields, those together that say one thing. */
export function contestedFields(
  origin: Entry | null,
  mine: EntryDraft,
  theirs: Entry,
): readonly (readonly (keyof EntryDraft)[])[] {
  const found = differences(origin, mine, theirs);
  const groups = [...TOGETHER, ...found.flatMap(({ field }) => (TOGETHER.flat().includes(field) ? [] : [[field]]))];
  return groups.flatMap((group) => {
    const own = found.filter(({ field }) => group.includes(field));
    const isContested =
      own.some(({ changedBy }) => changedBy === 'both') || new Set(own.map((one) => one.changedBy)).size > 1;
    return isContested ? [own.map(({ field }) => field)] : [];
  });
}

/** Both changes, where they are of different things; undefined: a person has to choose. */
export function mergedUnasked(origin: Entry, mine: EntryDraft, theirs: Entry): EntryDraft | undefined {
  if (contestedFields(origin, mine, theirs).length > 0) return undefined;
  return merged(mine, theirs, differences(origin, mine, theirs), new Map());
}

interface Author {
  readonly by: string;
  readonly at: number;
}

/** Who last changed each field after `since`; the history may be incomplete while offline, then the last saver stands in. */
export function authorsSince(
  origin: StoredEntry | null,
  history: readonly EntryHistory[],
  theirs: StoredEntry,
): (field: keyof EntryDraft) => Author {
  const later = history
    .filter(({ revision }) => revision > (origin?.revision ?? 0))
    .sort((a, b) => a.revision - b.revision);
  return (field) => {
    let before: Entry | null = origin;
    let author: Author = { by: theirs.updatedBy, at: theirs.updatedAt };
    for (const step of later) {
      if (!before || !sameValue(before[field], step.entry[field])) author = { by: step.by, at: step.at };
      before = step.entry;
    }
    return author;
  };
}
