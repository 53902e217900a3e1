import type { StoredEntry } from '#domain/entry.ts';
import type { WeekId } from '#domain/week.ts';

/** Entries that were copied or cut last on this machine, whole. Link and note are not among them. */
export interface CopiedRows {
  /** Stands in what was put on the clipboard, and in nothing else. */
  readonly id: string;
  readonly cut: boolean;
  readonly calendar: string;
  readonly week: WeekId;
  readonly entries: readonly StoredEntry[];
}

const keyOf = (uid: string): string => `copied:${uid}`;

/** False: this browser keeps nothing (a private window, a full disk), so they come back as a table's text. */
export function keepCopied(storage: Storage, uid: string, rows: CopiedRows): boolean {
  try {
    storage.setItem(keyOf(uid), JSON.stringify(rows));
    return true;
  } catch {
    return false;
  }
}

/** What this person copied under that id; undefined: something else since, or somebody else. */
export function copiedRows(storage: Storage, uid: string, id: string): CopiedRows | undefined {
  try {
    const rows = JSON.parse(storage.getItem(keyOf(uid)) ?? 'null') as CopiedRows | null;
    return rows?.id === id && Array.isArray(rows.entries) ? rows : undefined;
  } catch {
    return undefined;
  }
}
