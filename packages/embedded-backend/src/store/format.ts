import { countDigest } from './digest.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './databaseError.ts';
import { addSums as addSumsTo } from './guardedTable.ts';
import { sumOf, type GuardedRow } from './rowSum.ts';

/**
 * Raised when a table changes so that an older program would misread the file. `MIGRATIONS[n]` leads from format n to the
 * next; fixtures/ has a file of each earlier format, which format.test.ts opens.
 *
 * 1: the first. 2: sums over documents and a digest of all; indexes of several fields.
 * 3: the change log outlives the run of the program that wrote it; sums over accounts and what belongs to them.
 * 4: sums over the entries of indexes and a digest of all; those of the change log are of its times too.
 * 5: documents have one index, by the id of their collection and their key.
 */
export const FORMAT = 5;

const MIGRATIONS: Record<number, (database: Database) => void> = {
  1: addSums,
  2: addRunsAndSumsOfAccounts,
  3: addSumsOfIndexesAndTimes,
  4: leaveOneIndexOfDocuments,
};

export function formatOf(database: Database): number {
  return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

/** A newer file is left alone: this program would misread it. */
export function refuseNewer(database: Database, path: string): void {
  const format = formatOf(database);
  if (format <= FORMAT) return;
  throw new DatabaseError(
    `${path} has format ${format}; this program knows formats up to ${FORMAT}: use the newer program.`,
    { code: 'NEWER' },
  );
}

/** Brings a file of an earlier format to the present one, whole or not at all. */
export function migrate(database: Database): void {
  const format = formatOf(database);
  if (format >= FORMAT) return;
  database.transaction(() => {
    for (let from = format; from < FORMAT; from++) MIGRATIONS[from]?.(database); // 0: a new file
    database.exec(`PRAGMA user_version = ${FORMAT}`);
  })();
}

function addSums(database: Database): void {
  if (!hasTable(database, 'documents')) return;
  database.exec(`
    ALTER TABLE documents ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE changes ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE clock ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
    DELETE FROM changes;
    DROP TABLE IF EXISTS field_values;
    DROP TABLE IF EXISTS field_indexes;
  `);
  const put = database.prepare('UPDATE documents SET sum = ? WHERE key = ?');
  const rows = database.prepare('SELECT key, name, fields, created, updated FROM documents').all();
  for (const row of rows as (GuardedRow & { key: string })[]) put.run(sumOf(row), row.key);
  const clock = database.prepare('SELECT last_commit FROM clock').get() as { last_commit: number } | undefined;
  if (clock) database.prepare('UPDATE clock SET digest = ?').run(countDigest(database, clock.last_commit));
}

/** Whose rows have sums of their own (`GuardedTable`). */
export const GUARDED_TABLES = ['auth_account', 'auth_session', 'auth_identity', 'auth_action_code'];

function addRunsAndSumsOfAccounts(database: Database): void {
  database.exec('CREATE TABLE runs(id TEXT PRIMARY KEY, last INTEGER) WITHOUT ROWID');
  for (const table of GUARDED_TABLES) if (hasTable(database, table)) addSumsTo(database, table);
}

/**
 * Nobody knows whether the entries are sound: indexes are made anew when they are asked for, and whoever goes on from an
 * earlier time reads anew.
 */
function addSumsOfIndexesAndTimes(database: Database): void {
  database.exec(`
    DROP TABLE IF EXISTS index_entries;
    DROP TABLE IF EXISTS indexes;
    DROP TABLE IF EXISTS unfinished_indexes;
  `);
  if (!hasTable(database, 'clock')) return;
  database.exec(`
    ALTER TABLE clock ADD COLUMN index_digest INTEGER NOT NULL DEFAULT 0;
    DELETE FROM changes;
    UPDATE clock SET log_start = last_commit;
  `);
}

/** Written anew, as the index of a primary key cannot be dropped: for a moment the file holds its documents twice. */
function leaveOneIndexOfDocuments(database: Database): void {
  if (!hasTable(database, 'documents')) return;
  const columns = 'key, collection, collection_id, name, fields, created, updated, sum';
  database.exec(`
    ALTER TABLE documents RENAME TO earlier_documents;
    CREATE TABLE documents(
      key TEXT NOT NULL, collection TEXT NOT NULL, collection_id TEXT NOT NULL, name TEXT NOT NULL,
      fields TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, sum INTEGER NOT NULL,
      UNIQUE(collection_id, key));
    INSERT INTO documents SELECT ${columns} FROM earlier_documents ORDER BY collection_id, key;
    DROP TABLE earlier_documents;
  `);
}

export function hasTable(database: Database, name: string): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
}
