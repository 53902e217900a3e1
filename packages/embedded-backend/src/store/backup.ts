import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  chmodSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { findDamage, findDamagedEntry, findLogDamage } from './damage.ts';
import { DatabaseError, openingError } from './databaseError.ts';
import { DATABASE_FILE, lockDirectory, makeDirectory, syncDirectory } from './directory.ts';
import { finishRestore, MANIFEST, RESTORED } from './finishRestore.ts';
import { formatOf, refuseNewer } from './format.ts';

/** What is in a backup, as its manifest has it. */
export interface Backup {
  format: number;
  createdAt: string; // RFC 3339
  rows: Record<string, number>; // by table
  files: Record<string, string>; // name → SHA-256 of its content, hex
}

/**
 * Copies the data of `dataDir` into a new folder of `into`, while a program uses them or not, and reads the copy through.
 * The folder appears under its name, or that with a number where there is one already, when all is there and on disk.
 * `beside`: further files of the directory, if they are there. Everything is for its owner alone (mode 0600): the database
 * holds the passwords' hashes.
 *
 * Throws DatabaseError: NO_DATA, DAMAGED, NEWER, or what the file system said.
 */
export function backUp(
  dataDir: string,
  into: string,
  { name, beside, now }: { name: string; beside: readonly string[]; now: number },
): { dir: string; backup: Backup } {
  const source = join(dataDir, DATABASE_FILE);
  if (![source, join(dataDir, RESTORED, MANIFEST)].some((path) => existsSync(path)))
    throw new DatabaseError(`There are no data in ${dataDir}.`, { code: 'NO_DATA' });
  const brokenLog = isInUse(dataDir) ? undefined : findLogDamage(`${source}-wal`);
  if (brokenLog !== undefined) throw damagedCopy(source, brokenLog);
  makeDirectory(into);
  // Its own, as another may be under way: a timer's and a person's.
  const partial = join(into, `${name}-${randomBytes(4).toString('hex')}.partial`);
  mkdirSync(partial, { mode: 0o700 });
  try {
    copyDatabase(source, join(partial, DATABASE_FILE));
    const copied = beside.filter((file) => existsSync(join(dataDir, file)));
    for (const file of copied) copyFileSync(join(dataDir, file), join(partial, file));
    const files = Object.fromEntries([DATABASE_FILE, ...copied].map((file) => [file, sealed(join(partial, file))]));
    const backup: Backup = { ...verified(join(partial, DATABASE_FILE)), createdAt: new Date(now).toISOString(), files };
    writeFileSync(join(partial, MANIFEST), `${JSON.stringify(backup, null, 2)}\n`);
    sealed(join(partial, MANIFEST));
    syncDirectory(partial);
    const dir = renamed(partial, join(into, name));
    syncDirectory(into);
    return { dir, backup };
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true });
    throw openingError((cause as { code?: string }).code === 'SQLITE_FULL' ? into : dataDir, cause);
  }
}

/** Gives a folder the first of its names that no other has: `name`, `name-2`, … */
function renamed(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    try {
      renameSync(folder, free);
      return free;
    } catch (cause) {
      if (!existsSync(free)) throw cause;
    }
  }
}

/** Whether a program runs on the directory. If none does, a restore that was cut off is finished, as by a start. */
function isInUse(dataDir: string): boolean {
  try {
    const unlock = lockDirectory(dataDir);
    try {
      finishRestore(dataDir);
    } finally {
      unlock();
    }
    return false;
  } catch (cause) {
    if ((cause as DatabaseError).code === 'LOCKED') return true;
    throw cause;
  }
}

/** One moment of it, with its indexes made anew, by a second connection that does not hold up the first. */
function copyDatabase(source: string, target: string): void {
  const database = new Libsql(source, { timeout: 10_000 });
  try {
    refuseNewer(database, source);
    database.prepare('VACUUM INTO ?').run([target]);
  } finally {
    database.close();
  }
}

/** Its content is on disk and for its owner alone. Returns its SHA-256. */
export function sealed(path: string): string {
  chmodSync(path, 0o600);
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
    const sum = createHash('sha256');
    const chunk = Buffer.allocUnsafe(1024 * 1024); // the whole of a file may be more than memory, or Node, holds
    for (let length; (length = readSync(handle, chunk)) > 0;) sum.update(chunk.subarray(0, length));
    return sum.digest('hex');
  } finally {
    closeSync(handle);
  }
}

/** Reads a database through that nobody uses, every document of it. DatabaseError DAMAGED or NEWER. */
export function verified(path: string): Pick<Backup, 'format' | 'rows'> {
  if (statSync(path).size === 0) throw damagedCopy(path, 'it is empty');
  let database: Libsql.Database | undefined;
  try {
    database = new Libsql(path);
    refuseNewer(database, path);
    const damage = findDamage(database) ?? findDamagedEntry(database);
    if (damage !== undefined) throw damagedCopy(path, damage);
    return { format: formatOf(database), rows: rowsOf(database) };
  } catch (cause) {
    throw openingError(path, cause);
  } finally {
    database?.close();
  }
}

function rowsOf(database: Libsql.Database): Record<string, number> {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    .all() as { name: string }[];
  const count = (table: string) =>
    (database.prepare(`SELECT count(*) AS rows FROM "${table}"`).get() as { rows: number }).rows;
  return Object.fromEntries(tables.map(({ name }) => [name, count(name)]));
}

export function damagedCopy(path: string, what: string): DatabaseError {
  return new DatabaseError(`${path} is damaged (${what}).`, { code: 'DAMAGED' });
}
