import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import Libsql from 'libsql';
import type { Micros } from '../model/timestamp.ts';
import { damagedCopy, sealed, verified, type Backup } from './backup.ts';
import { DatabaseError } from './databaseError.ts';
import { countDigest } from './digest.ts';
import { DATABASE_FILE, lockDirectory, makeDirectory, syncDirectory } from './directory.ts';
import { finishRestore, MANIFEST, RESTORED, type Restored } from './finishRestore.ts';
import { hasTable, migrate } from './format.ts';
import { sumOf, type GuardedRow } from './rowSum.ts';

/**
 * Puts a backup in the place of a directory's data, all of it or nothing. What was there is kept in a folder `keepIn` of
 * the directory, also files `beside` that the backup has not; null when there was nothing. Nothing is touched before the copy has been read through where it will lie.
 *
 * Throws DatabaseError: NO_BACKUP, DAMAGED (the copy), NEWER (the copy), HAS_DATA unless `overwrite`, LOCKED, or what the
 * file system said.
 */
export function restore(
  source: string,
  dataDir: string,
  { overwrite, keepIn, beside, now }: { overwrite: boolean; keepIn: string; beside: readonly string[]; now: number }, // epoch ms
): { backup: Backup; kept: string | null } {
  const backup = readManifest(source);
  makeDirectory(dataDir);
  const unlock = lockDirectory(dataDir);
  try {
    finishRestore(dataDir); // of an earlier one
    const path = join(dataDir, DATABASE_FILE);
    const hasData = existsSync(path) && (statSync(path).size > 0 || existsSync(`${path}-wal`));
    if (hasData && !overwrite) throw new DatabaseError(`There are data in ${dataDir}.`, { code: 'HAS_DATA' });
    const staging = join(dataDir, 'restoring');
    rmSync(staging, { recursive: true, force: true });
    mkdirSync(staging, { mode: 0o700 });
    try {
      for (const [name, sum] of Object.entries(backup.files)) {
        copyFileSync(join(source, name), join(staging, name));
        if (sealed(join(staging, name)) !== sum) throw damagedCopy(join(source, name), 'it is not what was written');
      }
      const { rows } = verified(join(staging, DATABASE_FILE));
      if (JSON.stringify(rows) !== JSON.stringify(backup.rows))
        throw damagedCopy(join(source, DATABASE_FILE), 'rows are missing');
      beginAnew(join(staging, DATABASE_FILE), now);
      sealed(join(staging, DATABASE_FILE));
      const restored: Restored = { ...backup, beside, keepIn };
      writeFileSync(join(staging, MANIFEST), JSON.stringify(restored));
      sealed(join(staging, MANIFEST));
      syncDirectory(staging);
      renameSync(staging, join(dataDir, RESTORED));
    } catch (cause) {
      rmSync(staging, { recursive: true, force: true });
      throw cause;
    }
    syncDirectory(dataDir);
    finishRestore(dataDir);
    const kept = join(dataDir, keepIn);
    return { backup, kept: existsSync(kept) ? kept : null };
  } finally {
    unlock();
  }
}

/**
 * Makes the restore the last change of every document, as an import into Firestore is. A client takes no version of a
 * document that is older than the one it holds, and those in open browsers may be newer than the copy. For the same
 * reason nobody resumes from before: all are sent everything once.
 */
function beginAnew(path: string, now: number): void {
  const database = new Libsql(path);
  try {
    migrate(database);
    database.transaction(() => {
      if (!hasTable(database, 'documents')) return;
      const { last_commit: last } = database.prepare('SELECT last_commit FROM clock').get() as { last_commit: Micros };
      const time = Math.max(last + 1, now * 1000);
      const read = database.prepare('SELECT name, fields, created FROM documents WHERE rowid = ?');
      const write = database.prepare('UPDATE documents SET updated = ?, sum = ? WHERE rowid = ?');
      for (const { rowid } of database.prepare('SELECT rowid FROM documents').all() as { rowid: number }[]) {
        const row = { ...(read.get(rowid) as GuardedRow), updated: time };
        write.run(time, sumOf(row), rowid);
      }
      database.exec('DELETE FROM changes; DELETE FROM runs');
      database
        .prepare('UPDATE clock SET last_commit = ?, log_start = ?, digest = ?')
        .run(time, time, countDigest(database, time));
    })();
  } finally {
    database.close();
  }
}

function readManifest(source: string): Backup {
  const path = join(source, MANIFEST);
  if (!statSync(path, { throwIfNoEntry: false }))
    throw new DatabaseError(`${source} is no backup.`, { code: 'NO_BACKUP' });
  const text = readFileSync(path, 'utf8');
  let backup: Partial<Backup>;
  try {
    backup = JSON.parse(text) as Partial<Backup>;
  } catch {
    throw damagedCopy(path, 'it cannot be read');
  }
  const { files, rows, createdAt } = backup;
  const names = typeof files === 'object' && files !== null ? Object.keys(files) : [];
  const isDated = !Number.isNaN(Date.parse(String(createdAt)));
  const isWhole = typeof rows === 'object' && names.includes(DATABASE_FILE) && isDated;
  // A name with a path in it would be written outside.
  if (!isWhole || names.some((name) => name !== basename(name) || name.startsWith('.')))
    throw damagedCopy(path, 'it does not say what is in it');
  const missing = names.find((name) => !existsSync(join(source, name)));
  if (missing !== undefined) throw damagedCopy(join(source, missing), 'it is missing');
  return backup as Backup;
}
