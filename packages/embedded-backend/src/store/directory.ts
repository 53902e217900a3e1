import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Libsql from 'libsql';
import { DatabaseError, openingError } from './databaseError.ts';

/** In the data directory. Beside it SQLite's own `-wal` and `-shm`. */
export const DATABASE_FILE = 'embedded-backend.db';

/** With all above it, each on disk before the next. Not Node's own: under /proc that one does not end. */
export function makeDirectory(dir: string): void {
  if (existsSync(dir)) return;
  const above = dirname(dir);
  makeDirectory(above);
  mkdirSync(dir, { mode: 0o700 });
  syncDirectory(above);
}

/** A file's name is on disk when its directory is. */
export function syncDirectory(dir: string): void {
  if (process.platform === 'win32') return; // a directory cannot be opened there
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Takes a kernel lock, which goes with the process however it ends, by way of an empty SQLite file. Not the data file's
 * own exclusive mode: libsql keeps a closed connection alive until its statements are garbage, and the lock with it.
 */
export function lockDirectory(dir: string): () => void {
  try {
    const path = join(dir, 'lock.db');
    const holder = new Libsql(path);
    chmodSync(path, 0o600); // empty, but as all that is in there
    holder.exec('BEGIN EXCLUSIVE');
    return () => {
      holder.exec('ROLLBACK');
      holder.close();
    };
  } catch (cause) {
    if (cause instanceof Libsql.SqliteError && /BUSY/.test(cause.code)) {
      throw new DatabaseError(`The data directory ${dir} is in use by another process.`, { cause, code: 'LOCKED' });
    }
    if (cause instanceof Libsql.SqliteError && cause.code === 'SQLITE_FULL') throw openingError(dir, cause);
    // A file that cannot be opened is told by libsql without a code.
    const code = (cause as { code?: string }).code || 'SQLITE_CANTOPEN';
    throw new DatabaseError(`The data directory ${dir} cannot be locked.`, { cause, code });
  }
}
