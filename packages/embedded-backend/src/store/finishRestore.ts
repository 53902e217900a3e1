import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, syncDirectory } from './directory.ts';

/** What a backup is of: written last into its folder, so that a folder without it is none. */
export const MANIFEST = 'backup.json';
/** In a data directory: a verified copy that is to take the place of what is there. From here on there is no way back. */
export const RESTORED = 'restored';

/** The manifest of `restored/`: that of the backup, and where what was there goes, by the names that a backup may have. */
export interface Restored {
  files: Record<string, string>;
  beside: readonly string[];
  keepIn: string;
}

/**
 * Puts the files of `restored/` in their places and keeps what was there in the folder that its manifest names. Each step is
 * one rename and may be the last one before a power cut: whoever opens the directory next goes on from there.
 */
export function finishRestore(dir: string): void {
  const from = join(dir, RESTORED);
  if (!existsSync(join(from, MANIFEST))) return;
  const { files, beside, keepIn } = JSON.parse(readFileSync(join(from, MANIFEST), 'utf8')) as Restored;
  const kept = join(dir, keepIn);
  const keep = (name: string): void => {
    if (!existsSync(join(dir, name))) return;
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    renameSync(join(dir, name), join(kept, name));
  };
  // The database's own turn is last: while it waits, what is in the directory is of the old one. Its log must go before
  // it does, or would be read as the new one's.
  if (existsSync(join(from, DATABASE_FILE))) {
    for (const name of [...beside, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`])
      if (!(name in files) || existsSync(join(from, name))) keep(name);
  }
  for (const name of [...Object.keys(files).filter((file) => file !== DATABASE_FILE), DATABASE_FILE]) {
    if (!existsSync(join(from, name))) continue; // in its place already
    keep(name);
    renameSync(join(from, name), join(dir, name));
  }
  syncDirectory(dir);
  rmSync(from, { recursive: true });
  syncDirectory(dir);
}
