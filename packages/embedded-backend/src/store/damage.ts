import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Database } from './database.ts';
import { countDigest } from './digest.ts';
import { formatOf, GUARDED_TABLES, hasTable } from './format.ts';
import { findDamagedRow } from './guardedTable.ts';
import { countIndexDigest } from './indexEntry.ts';
import { ROW, StoredRow, type Blob } from './storedRow.ts';

/** What is wrong with the file as a whole, in words; undefined: nothing. Reads all of it: a second for 150 MB. */
export function findDamage(database: Database): string | undefined {
  if (!isReadable(database, { table: 'sqlite_schema', text: 'type || name || tbl_name || sql' }))
    return 'the tables have no readable names';
  const { integrity_check: found } = database.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: string };
  if (found !== 'ok') return found;
  const unreadable = unreadableTable(database);
  if (unreadable !== undefined) return `${unreadable} holds bytes that are no text`;
  if (formatOf(database) < 2 || !hasTable(database, 'clock')) return undefined;
  const clock = database.prepare('SELECT last_commit, digest FROM clock').get() as
    { last_commit: number; digest: number } | undefined;
  if (clock && clock.digest !== countDigest(database, clock.last_commit))
    return 'the documents are not those of the last commit';
  const strayed = strayedDocument(database);
  if (strayed !== undefined) return `the document ${strayed} lies in another collection than its own`;
  return areIndexesSound(database) ? undefined : 'the entries of the indexes are not those of the last commit';
}

function areIndexesSound(database: Database): boolean {
  if (formatOf(database) < 4 || !hasTable(database, 'unfinished_indexes')) return true;
  const clock = database.prepare('SELECT index_digest FROM clock').get() as { index_digest: number } | undefined;
  return (clock?.index_digest ?? 0) === countIndexDigest(database);
}

/** A document that no list of its collection would find. One whose name has changed is refused when it is read. */
function strayedDocument(database: Database): string | undefined {
  if (!hasTable(database, 'documents')) return undefined;
  // As bytes: `length` would count letters, one by one, and end at the first U+0000.
  const rows = database.prepare(
    `SELECT ${ROW} FROM (SELECT *, CAST(name AS BLOB) AS path, CAST(collection || '/' AS BLOB) AS above FROM documents)
     WHERE substr(path, 1, length(above)) <> above OR instr(substr(path, length(above) + 1), x'2f') > 0`,
  );
  return (rows.all() as { bytes: Blob }[]).map(({ bytes }) => new StoredRow(bytes)).find(({ isSound }) => isSound)
    ?.name;
}

/** Their text is read as bytes, or not at all. */
const NO_TEXT = ['documents', 'changes', 'index_entries', ...GUARDED_TABLES];

/** libsql ends the whole process when it reads text that is not UTF-8, so such text is looked for before. */
function unreadableTable(database: Database): string | undefined {
  const tables = database
    .prepare(
      "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
    )
    .all() as { name: string; wr: 0 | 1 }[];
  const unreadable = tables
    .filter(({ name }) => !NO_TEXT.includes(name))
    .find(({ name: table, wr }) => {
      const columns = (
        database.prepare(`PRAGMA table_info("${table}")`).all() as { name: string; type: string }[]
      ).filter(({ type }) => type === 'INTEGER' || type === 'TEXT');
      if (columns.length === 0) return false;
      const ofType = columns.map(({ name, type }) => `typeof("${name}") IN ('${type.toLowerCase()}', 'null')`);
      const text = columns.map(({ name }) => `coalesce("${name}", '')`);
      return !isReadable(database, {
        table: `"${table}"`,
        text: `CASE WHEN ${ofType.join(' AND ')} THEN ${text.join(' || ')} ELSE x'ff' END`,
        hasRowId: wr === 0,
      });
    });
  return unreadable?.name;
}

/** Some rows at a time: a document may have a megabyte, and SQLite's longest value is a thousand. */
const ROWS = 100;

function isReadable(
  database: Database,
  { table, text, hasRowId = true }: { table: string; text: string; hasRowId?: boolean },
): boolean {
  const bytes = `CAST(group_concat(${text}) AS BLOB) AS bytes`;
  const read = database.prepare(
    hasRowId
      ? `SELECT max(at) AS last, ${bytes} FROM (SELECT rowid AS at, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS})`
      : `SELECT NULL AS last, ${bytes} FROM ${table} WHERE ? IS NOT NULL`,
  );
  for (let last: number | null = 0; last !== null;) {
    const rows = read.get(last) as { last: number | null; bytes: ArrayBuffer | null };
    if (rows.bytes !== null && !isUtf8(rows.bytes)) return false;
    ({ last } = rows);
  }
  return true;
}

/** A document or account that is not what was written, by name: each is read. What `findDamage` finds must have been looked for. */
export function findDamagedEntry(database: Database): string | undefined {
  if (formatOf(database) < 2 || !hasTable(database, 'documents')) return undefined;
  for (const { bytes } of database.prepare(`SELECT ${ROW} FROM documents`).iterate() as Iterable<{
    bytes: Blob;
  }>) {
    const row = new StoredRow(bytes);
    if (!row.isSound) return `the document ${row.name}`;
  }
  if (formatOf(database) < 3) return undefined;
  for (const table of GUARDED_TABLES) {
    const damaged = hasTable(database, table) ? findDamagedRow(database, table) : undefined;
    if (damaged !== undefined) return damaged;
  }
  return undefined;
}

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * Whether a write-ahead log holds commits that SQLite would silently leave out, because something before them is broken.
 *
 * SQLite reads a log up to the first frame whose checksum is wrong. After a power cut that is the end of what was ever
 * acknowledged: each commit is on disk before the next is begun. So a broken frame with a whole commit *and* the
 * beginning of another behind it did not come from a power cut. A broken last commit cannot be told from one that was
 * never finished. (https://www.sqlite.org/fileformat2.html#the_write_ahead_log)
 */
export function findLogDamage(path: string): string | undefined {
  let log: Buffer;
  try {
    log = readFileSync(path);
  } catch {
    return undefined; // there is none
  }
  if (log.length < HEADER + FRAME_HEADER) return undefined;
  const isBigEndian = log.readUInt32BE(0) % 2 === 1;
  const pageSize = log.readUInt32BE(8);
  const sums = checksum(log, 0, 24, [0, 0], isBigEndian);
  if (log.readUInt32BE(24) !== sums[0] || log.readUInt32BE(28) !== sums[1]) {
    // A log that is begun again gets another pair of salts: then the frames behind are old, and long in the main file.
    const isSame = [16, 20].some((salt) => log.readUInt32BE(salt) === log.readUInt32BE(HEADER + salt - 8));
    return isSame ? 'the head of the write-ahead log is broken' : undefined;
  }
  let brokenAt: number | undefined;
  let isCommitBehind = false;
  let seed = sums;
  for (let at = HEADER; at + FRAME_HEADER + pageSize <= log.length; at += FRAME_HEADER + pageSize) {
    const isOfThisLog =
      log.readUInt32BE(at + 8) === log.readUInt32BE(16) && log.readUInt32BE(at + 12) === log.readUInt32BE(20);
    if (brokenAt === undefined) {
      const body = checksum(log, at + FRAME_HEADER, pageSize, checksum(log, at, 8, seed, isBigEndian), isBigEndian);
      if (isOfThisLog && log.readUInt32BE(at + 16) === body[0] && log.readUInt32BE(at + 20) === body[1]) {
        seed = body;
        continue;
      }
      brokenAt = at;
    }
    if (!isOfThisLog) continue; // left from before the log was begun again
    if (isCommitBehind) return `the write-ahead log is broken at byte ${brokenAt}, and commits follow`;
    isCommitBehind = log.readUInt32BE(at + 4) !== 0;
  }
  return undefined;
}

/** SQLite's sum over `length` bytes (a multiple of 8), two words at a time. */
function checksum(
  log: Buffer,
  from: number,
  length: number,
  seed: readonly number[],
  isBigEndian: boolean,
): [number, number] {
  let [one, two] = seed as [number, number];
  for (let at = from; at < from + length; at += 8) {
    const [left, right] = isBigEndian
      ? [log.readUInt32BE(at), log.readUInt32BE(at + 4)]
      : [log.readUInt32LE(at), log.readUInt32LE(at + 4)];
    one = (one + left + two) >>> 0;
    two = (two + right + one) >>> 0;
  }
  return [one, two];
}
