import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';

/** The one connection of a process to its data. Document tables (store) and account tables (auth) live in the same file. */
export type Database = Libsql.Database;

/** Raised when a table changes so that an older program would misread the file. A newer file is refused. */
const FORMAT = 1;

/** The data cannot be opened; the message is one sentence for whoever started the program. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** `LOCKED`: another process has the directory. Else what the file system said (`EACCES`, `ENOSPC`), if it did. */
  readonly code: string | undefined;
  constructor(message: string, options: ErrorOptions & { code?: string } = {}) {
    super(message, options);
    this.code = options.code ?? (options.cause as { code?: string } | undefined)?.code;
  }
}

/**
 * Opens `embedded-backend.db` in `dir`, which is created if missing; `null`: in memory, gone with the process.
 *
 * A commit is on disk when the statement returns (WAL, synchronous FULL). One process at a time: the second is refused.
 * The file may be copied while in use, with SQLite's own means (`VACUUM INTO`, `sqlite3 … .backup`).
 *
 * libsql aborts the whole process when a lone Buffer is bound (`get(buffer)`): pass parameters as an array, or use text.
 */
export function openDatabase(dir: string | null): Database {
  if (dir === null) return connect(':memory:');
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new DatabaseError(`The data directory ${dir} cannot be written.`, { cause });
  }
  const unlock = lock(dir);
  try {
    const path = join(dir, 'embedded-backend.db');
    // For its owner alone, as it holds the passwords' hashes; SQLite gives its side files the same mode.
    closeSync(openSync(path, 'a', 0o600));
    const database = connect(path);
    const close = database.close.bind(database);
    database.close = () => {
      // libsql leaves the log behind, as its connection lives on: a plain copy of the file would miss what is in there.
      if (database.open) checkpoint(database);
      close();
      unlock();
      return database;
    };
    return database;
  } catch (cause) {
    unlock();
    if (cause instanceof DatabaseError) throw cause;
    throw new DatabaseError(`The data in ${dir} cannot be opened: ${cause instanceof Error ? cause.message : cause}.`, {
      cause,
    });
  }
}

function checkpoint(database: Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // A full disk: the log stays, and with it everything that was committed.
  }
}

function connect(path: string): Database {
  const database = new Libsql(path);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    const { user_version: format } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (format > FORMAT) {
      throw new DatabaseError(
        `${path} has format ${format}; this program knows formats up to ${FORMAT}: use the newer program.`,
      );
    }
    if (format < FORMAT) database.exec(`PRAGMA user_version = ${FORMAT}`);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/**
 * Takes a kernel lock, which goes with the process however it ends, by way of an empty SQLite file. Not the data file's
 * own exclusive mode: libsql keeps a closed connection alive until its statements are garbage, and the lock with it.
 */
function lock(dir: string): () => void {
  try {
    const holder = new Libsql(join(dir, 'lock.db'));
    holder.exec('BEGIN EXCLUSIVE');
    return () => {
      holder.exec('ROLLBACK');
      holder.close();
    };
  } catch (cause) {
    if (cause instanceof Libsql.SqliteError && /BUSY/.test(cause.code)) {
      throw new DatabaseError(`The data directory ${dir} is in use by another process.`, { cause, code: 'LOCKED' });
    }
    throw new DatabaseError(`The data directory ${dir} cannot be locked.`, { cause });
  }
}
