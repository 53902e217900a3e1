import type { Absence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { publicWords } from '#domain/publication.ts';
import type { TableEntry } from './EntryParts.tsx';

/** An entry as staff see it in a table, in the readers' words. Internal entries too: never for readers. */
export function wordedEntry(entry: Entry, directory: Directory, absences: readonly Absence[]): TableEntry {
  const { personIds: _personIds, ...words } = publicWords(entry, directory, absences);
  return { ...words, change: null };
}
