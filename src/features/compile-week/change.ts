import { parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';

/** The request as the clerk has changed it. One over several days keeps its last day only where its first one stays. */
export const readChange = (draft: EntryDraft, entry: Entry): ReturnType<typeof parseEntry> =>
  parseEntry(draft.date === entry.date ? draft : { ...draft, lastDate: '' }, entry);
