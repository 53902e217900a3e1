import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { runTypeScript } from './runTypeScript.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'database-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('what was written is there after closing and opening again', () => {
  const first = openDatabase(join(dir, 'new', 'deep'));
  first.exec("CREATE TABLE t(v TEXT); INSERT INTO t VALUES ('a')");
  first.close();
  const second = openDatabase(join(dir, 'new', 'deep'));
  expect(second.prepare('SELECT v FROM t').all()).toEqual([{ v: 'a' }]);
  second.close();
});

test('once closed, all is in the one file: a copy of it is a copy of the data', () => {
  const database = openDatabase(dir);
  database.exec("CREATE TABLE t(v TEXT); INSERT INTO t VALUES ('a')");
  const used = database.prepare('SELECT v FROM t'); // keeps libsql's connection alive after the close
  expect(used.all()).toHaveLength(1);
  database.close();
  const copy = join(dir, 'copy');
  mkdirSync(copy);
  copyFileSync(join(dir, 'embedded-backend.db'), join(copy, 'embedded-backend.db'));
  const opened = openDatabase(copy);
  expect(opened.prepare('SELECT v FROM t').all()).toEqual([{ v: 'a' }]);
  opened.close();
});

test('the file is in WAL mode and every commit is synced', () => {
  const database = openDatabase(dir);
  expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 });
  database.close();
});

test('only its owner reads the data', () => {
  const database = openDatabase(dir);
  database.exec('CREATE TABLE t(v TEXT)');
  const files = readdirSync(dir);
  expect(files).toEqual(expect.arrayContaining(['embedded-backend.db', 'embedded-backend.db-wal', 'lock.db']));
  for (const name of files) expect([name, statSync(join(dir, name)).mode & 0o777]).toEqual([name, 0o600]);
  database.close();
});

test('two databases in memory are apart', () => {
  const one = openDatabase(null);
  const two = openDatabase(null);
  one.exec('CREATE TABLE t(v TEXT)');
  expect(() => two.prepare('SELECT * FROM t').all()).toThrow(/no such table/);
  one.close();
  two.close();
});

test('a transaction within another is one with it: it ends both, also when it fails and the other goes on', () => {
  const database = openDatabase(null);
  database.exec('CREATE TABLE notes(id INTEGER PRIMARY KEY)');
  const add = (...ids: number[]) =>
    database.transaction(() => ids.forEach((id) => database.prepare('INSERT INTO notes VALUES (?)').run([id])))();
  const ids = () => (database.prepare('SELECT id FROM notes').all() as { id: number }[]).map(({ id }) => id);
  database.transaction(() => {
    expect(ids()).toEqual([]);
    add(1);
    expect(database.inTransaction).toBe(false);
  })();
  database.transaction(() => {
    ids();
    expect(() => add(2, 2)).toThrow(/UNIQUE/);
    add(3);
  })();
  expect([ids(), database.inTransaction]).toEqual([[1, 3], false]);
});

test('a second process is refused in one sentence, and let in when the first was killed', async () => {
  const child = runTypeScript(new URL('./database.child.ts', import.meta.url), [dir]);
  await once(child.stdout, 'data');
  expect(() => openDatabase(dir)).toThrow(`The data directory ${dir} is in use by another process.`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const database = openDatabase(dir);
  expect(database.prepare('SELECT v FROM t').all()).toEqual([{ v: 'kept' }]);
  database.close();
});

test('the same directory cannot be opened twice in one process', () => {
  const database = openDatabase(dir);
  expect(() => openDatabase(dir)).toThrow(expect.objectContaining({ code: 'LOCKED' }) as Error);
  database.close();
});

test('a directory that cannot be made is one sentence', () => {
  const file = join(dir, 'file');
  writeFileSync(file, '');
  expect(() => openDatabase(join(file, 'data'))).toThrow(`The data directory ${join(file, 'data')} cannot be written.`);
  expect(() => openDatabase(join(file, 'data'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }) as Error);
});

test.runIf(existsSync('/proc/self'))(
  'a directory in which none can be made is one sentence, and not an endless wait',
  () => {
    expect(() => openDatabase('/proc/lich/data')).toThrow('The data directory /proc/lich/data cannot be written.');
  },
);

test.runIf(process.getuid?.() !== 0)('a directory without write permission is one sentence', () => {
  chmodSync(dir, 0o500);
  expect(() => openDatabase(dir)).toThrow(`The data directory ${dir} cannot be written.`);
  chmodSync(dir, 0o700);
});

test('a file of a newer format is refused and left alone', () => {
  const newer = new Libsql(join(dir, 'embedded-backend.db'));
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => openDatabase(dir)).toThrow(/format 99.*up to 5/);
  const again = new Libsql(join(dir, 'embedded-backend.db'));
  expect(again.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 99 });
  again.close();
});

test('a file that is no database is refused', () => {
  writeFileSync(join(dir, 'embedded-backend.db'), 'x'.repeat(4096));
  expect(() => openDatabase(dir)).toThrow(/damaged .*not a database/);
  expect(readdirSync(dir)).toContain('embedded-backend.db');
});
