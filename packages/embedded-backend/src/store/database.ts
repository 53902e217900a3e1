import { accessSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Libsql from 'libsql';
import { DatabaseError, damaged, openingError } from './databaseError.ts';
import { DATABASE_FILE, lockDirectory, makeDirectory, syncDirectory } from './directory.ts';
import { finishRestore } from './finishRestore.ts';
import { findDamage, findLogDamage } from './damage.ts';
import { migrate, refuseNewer } from './format.ts';

/** The one connection of a process to its data. Document tables (store) and account tables (auth) live in the same file. */
export type Database = Libsql.Database;

/**
 * Opens `embedded-backend.db` in `dir`, which is created if missing; `null`: in memory, gone with the process. A damaged
 * file is refused, one of an earlier format is brought to the present one.
 *
 * A commit is on disk when the statement returns (WAL, synchronous FULL). One process at a time: the second is refused.
 * The file may be copied while in use, with SQLite's own means (`VACUUM INTO`, `sqlite3 … .backup`).
 *
 * libsql aborts the whole process when a lone Buffer is bound (`get(buffer)`): pass parameters as an array, or use text.
 */
export function openDatabase(dir: string | null): Database {
  if (dir === null) return connect(':memory:');
  try {
    makeDirectory(dir);
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new DatabaseError(`The data directory ${dir} cannot be written.`, { cause });
  }
  const unlock = lockDirectory(dir);
  try {
    finishRestore(dir);
    const path = join(dir, DATABASE_FILE);
    const isNew = !existsSync(path) || statSync(path).size === 0;
    // SQLite would take an empty file for a new one. The keys of auth are made once there is a first commit.
    if (isNew && existsSync(join(dir, 'auth-keys.json'))) throw damaged(dir, 'the data file is missing or empty');
    const brokenLog = findLogDamage(`${path}-wal`);
    if (brokenLog !== undefined) throw damaged(dir, brokenLog);
    // For its owner alone, as it holds the passwords' hashes; SQLite gives its side files the same mode.
    closeSync(openSync(path, 'a', 0o600));
    if (isNew) syncDirectory(dir);
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
    throw openingError(dir, cause);
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
    database.transaction = transactionsOf(database);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    refuseNewer(database, path);
    const damage = path === ':memory:' ? undefined : findDamage(database);
    if (damage !== undefined) throw damaged(dirname(path), damage);
    migrate(database);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/**
 * libsql's own hides a full disk: SQLite has rolled back by then, and its second ROLLBACK throws another error.
 *
 * One within another is the same one: who ends first ends it, so the outer may only read. What is read within one costs a
 * fifth: SQLite takes and gives its locks once.
 */
function transactionsOf(database: Database): Database['transaction'] {
  const wrap =
    (work: (...parameters: unknown[]) => unknown) =>
    (...parameters: unknown[]) => {
      if (!database.inTransaction) database.exec('BEGIN');
      try {
        const result = work(...parameters);
        if (database.inTransaction) database.exec('COMMIT');
        return result;
      } catch (cause) {
        if (database.inTransaction) database.exec('ROLLBACK');
        throw cause;
      }
    };
  return wrap as unknown as Database['transaction'];
}
