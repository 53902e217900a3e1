import { draftOf, emptyDraft, parseEntry } from './entry.ts';
import type { Entry, EntryDraft, StoredEntry } from './entry.ts';
import type { WeekId } from './week.ts';

// Entries for tests: week 48 of 2026, Monday 23/11.

export const WEEK = '2026-W48' as WeekId;

function entryOf(draft: Partial<EntryDraft>, id = 'e1'): Entry {
  const typed = { ...emptyDraft('2026-11-24'), time: '8h30', content: 'Rà soát chỉ tiêu', ...draft };
  const parsed = parseEntry(typed, { id, calendar: 'board', week: WEEK });
  if (!parsed.ok) throw new Error(`no entry: ${JSON.stringify(parsed.errors)}`);
  return parsed.entry;
}

export const storedOf = (draft: Partial<EntryDraft> = {}, revision = 1, id = 'e1', updatedBy = 'mai') => ({
  ...entryOf(draft, id),
  revision,
  updatedBy,
  updatedAt: 1_764_000_000_000 + revision * 60_000,
  pending: false,
});

/** The next revision of an entry, as somebody else saved it. */
export const savedBy = (before: StoredEntry, by: string, change: Partial<EntryDraft>) =>
  storedOf({ ...draftOf(before), ...change }, before.revision + 1, before.id, by);
