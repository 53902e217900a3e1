import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gunzipSync } from 'node:zlib';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp } from './backup.ts';
import { createStore } from './createStore.ts';
import { openDatabase } from './database.ts';
import { finishRestore } from './finishRestore.ts';
import { restore } from './restore.ts';
import { runTypeScript } from './runTypeScript.ts';
import { scratch } from './scratch.ts';

const ROOT = 'projects/p/databases/d/documents';
const FILE = 'embedded-backend.db';
const KEYS = 'auth-keys.json';
const DEMO = 'demo-password.txt';
const BESIDE = [KEYS, DEMO];

let home: string;
let data: string;
let backups: string;
beforeEach(() => {
  home = scratch('backup-');
  data = join(home, 'data');
  backups = join(home, 'backups');
});
afterEach(() => rmSync(home, { recursive: true }));

const back = (name = 'b') => backUp(data, backups, { name, beside: BESIDE, now: Date.now() });
const put = (into: string, options: { overwrite?: boolean; source?: string } = {}) =>
  restore(options.source ?? join(backups, 'b'), into, {
    overwrite: options.overwrite ?? false,
    keepIn: 'before-restore-1',
    beside: BESIDE,
    now: Date.now(),
  });

/** A directory with `count` documents and keys, closed again. */
function fill(dir: string, count: number, keys = 'keys of the first'): void {
  const store = createStore(openDatabase(dir));
  for (let n = 1; n <= count; n++) store.commit([{ update: { name: `${ROOT}/a/${n}`, fields: {} } }]);
  store.close();
  writeFileSync(join(dir, KEYS), keys);
}

function documentsIn(dir: string): number {
  const store = createStore(openDatabase(dir));
  const found = store.query(ROOT, { from: [{ collectionId: 'a' }] }).length;
  store.close();
  return found;
}

test('a backup made while another process writes is one moment of it, and restores to that', async () => {
  const child = runTypeScript(new URL('./crash.child.ts', import.meta.url), [data]);
  let confirmed = 0;
  createInterface(child.stdout).on('line', (line) => (confirmed = Number(line)));
  await expect.poll(() => confirmed, { timeout: 20_000 }).toBeGreaterThan(5);
  const before = confirmed;
  const { dir, backup } = back();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(dir).toBe(join(backups, 'b'));
  expect(backup.rows['documents']).toBeGreaterThanOrEqual(before + 2);

  const there = join(home, 'there');
  expect(put(there).kept).toBeNull();
  const store = createStore(openDatabase(there));
  const number = (path: string) => Number(Object.values(store.get(`${ROOT}/${path}`)!.fields['n']!)[0]);
  expect(number('a/left')).toBe(number('a/right'));
  expect(store.query(ROOT, { from: [{ collectionId: 'log' }] })).toHaveLength(number('a/left'));
  expect(number('a/left')).toBeGreaterThanOrEqual(before);
  store.close();
});

test('a backup holds the keys in a file of their own, and is for its owner alone', () => {
  fill(data, 3);
  const { dir, backup } = back();
  expect(Object.keys(backup.files)).toEqual([FILE, KEYS]);
  expect(readFileSync(join(dir, KEYS), 'utf8')).toBe('keys of the first');
  for (const name of readdirSync(dir)) expect([name, statSync(join(dir, name)).mode & 0o777]).toEqual([name, 0o600]);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(backup.rows['documents']).toBe(3);
});

test('two backups begun in the same second are both there, and whole', () => {
  fill(data, 3);
  const underWay = join(backups, 'b.partial');
  mkdirSync(underWay, { recursive: true });
  writeFileSync(join(underWay, FILE), 'half of it');
  const made = [back(), back()];
  expect(made.map(({ dir }) => dir)).toEqual([join(backups, 'b'), join(backups, 'b-2')]);
  for (const [i, { dir, backup }] of made.entries())
    expect(put(join(home, `there ${i}`), { source: dir }).backup).toEqual(backup);
  expect(readdirSync(backups)).toEqual(['b', 'b-2', 'b.partial']);
  expect(readFileSync(join(underWay, FILE), 'utf8')).toBe('half of it');
});

test('no data, no backup; and nothing is left behind', () => {
  expect(() => back()).toThrow(expect.objectContaining({ code: 'NO_DATA' }) as Error);
  expect(existsSync(backups)).toBe(false);
});

test('of damaged data no backup is made, so that none of the good ones is taken for old', () => {
  fill(data, 3);
  const bytes = readFileSync(join(data, FILE));
  for (let at = bytes.indexOf(`${ROOT}/a/2`); at !== -1; at = bytes.indexOf(`${ROOT}/a/2`, at + 1))
    bytes[at + 1] = 0x52;
  writeFileSync(join(data, FILE), bytes);
  expect(() => back()).toThrow(expect.objectContaining({ code: 'DAMAGED' }) as Error);
  expect(readdirSync(backups)).toEqual([]);
});

test('of data with a damaged index no backup is made', () => {
  fill(data, 3);
  const store = createStore(openDatabase(data), { indexAfter: -1 });
  store.query(ROOT, { from: [{ collectionId: 'a' }], orderBy: [{ field: { fieldPath: 'n' } }] });
  store.commit([{ update: { name: `${ROOT}/a/1`, fields: { n: { integerValue: '1' } } } }]);
  store.close();
  back('sound');
  const raw = new Libsql(join(data, FILE));
  raw.exec("UPDATE index_entries SET value = value || 'x'");
  raw.close();
  expect(() => back()).toThrow(/the entries of the indexes are not those of the last commit/);
  expect(readdirSync(backups)).toEqual(['sound']);
});

test('data of an earlier program are backed up before this one changes them', () => {
  mkdirSync(data);
  const earlier = gunzipSync(readFileSync(new URL('fixtures/format-1.db.gz', import.meta.url)));
  writeFileSync(join(data, FILE), earlier);
  expect(back().backup.format).toBe(1);
  expect(readFileSync(join(data, FILE))).toEqual(earlier);
  expect(put(join(home, 'there')).backup.format).toBe(1);
});

test('a directory with data is refused, unless told; then what was there is kept', () => {
  fill(data, 3);
  back();
  const there = join(home, 'there');
  fill(there, 1, 'keys of the second');
  writeFileSync(join(there, DEMO), 'a demo that the backup has not');
  expect(() => put(there)).toThrow(expect.objectContaining({ code: 'HAS_DATA' }) as Error);
  expect(documentsIn(there)).toBe(1);

  const { kept } = put(there, { overwrite: true });
  expect(documentsIn(there)).toBe(3);
  expect(readFileSync(join(there, KEYS), 'utf8')).toBe('keys of the first');
  expect(existsSync(join(there, DEMO))).toBe(false);
  expect(documentsIn(kept!)).toBe(1);
  expect(readFileSync(join(kept!, KEYS), 'utf8')).toBe('keys of the second');
  expect(existsSync(join(kept!, DEMO))).toBe(true);
});

test('a directory in use is refused', () => {
  fill(data, 1);
  back();
  const database = openDatabase(data);
  expect(() => put(data, { overwrite: true })).toThrow(expect.objectContaining({ code: 'LOCKED' }) as Error);
  database.close();
});

test('what is no backup, or a damaged or a newer one, is refused and changes nothing', () => {
  fill(data, 3);
  const { dir } = back();
  const there = join(home, 'there');
  const refusal = (spoil: (copy: string) => void): unknown => {
    const source = join(home, 'copy');
    rmSync(source, { recursive: true, force: true });
    cpSync(dir, source, { recursive: true });
    spoil(source);
    let code: unknown = 'restored';
    try {
      put(there, { source });
    } catch (cause) {
      code = (cause as { code?: string }).code;
    }
    expect(readdirSync(there).filter((name) => !name.startsWith('lock.db'))).toEqual([]);
    return code;
  };
  mkdirSync(there);
  const change = (file: string, edit: (text: string) => string) => (copy: string) =>
    writeFileSync(join(copy, file), edit(readFileSync(join(copy, file), 'latin1')), 'latin1');
  const manifest = (edit: (json: Record<string, unknown>) => void) =>
    change('backup.json', (text) => {
      const json = JSON.parse(text) as Record<string, unknown>;
      edit(json);
      return JSON.stringify(json);
    });
  expect(refusal((copy) => rmSync(join(copy, 'backup.json')))).toBe('NO_BACKUP');
  expect(refusal((copy) => rmSync(join(copy, KEYS)))).toBe('DAMAGED');
  expect(refusal((copy) => rmSync(join(copy, FILE)))).toBe('DAMAGED');
  expect(refusal(change(FILE, (text) => text.slice(0, 8192)))).toBe('DAMAGED');
  expect(refusal(change(FILE, (text) => text.replace('documents/a/2', 'documents/a/9')))).toBe('DAMAGED');
  expect(refusal(change(KEYS, () => 'other keys'))).toBe('DAMAGED');
  expect(refusal(change('backup.json', (text) => text.slice(0, 40)))).toBe('DAMAGED');
  // Told to whoever restores, when all is done: it must not fail then.
  expect(refusal(manifest((json) => (json['createdAt'] = '2026-13-30')))).toBe('DAMAGED');
  expect(refusal(manifest((json) => ((json['rows'] as Record<string, number>)['documents'] = 4)))).toBe('DAMAGED');
  expect(refusal(manifest((json) => ((json['files'] as Record<string, string>)['../../outside'] = 'x')))).toBe(
    'DAMAGED',
  );
  const newer = (copy: string) => {
    const database = new Libsql(join(copy, FILE));
    database.exec('PRAGMA user_version = 99');
    database.close();
    const sum = createHash('sha256')
      .update(readFileSync(join(copy, FILE)))
      .digest('hex');
    manifest((json) => ((json['files'] as Record<string, string>)[FILE] = sum))(copy);
  };
  expect(refusal(newer)).toBe('NEWER');
  cpSync(join(home, 'copy', FILE), join(data, FILE));
  expect(() => back('newer')).toThrow(expect.objectContaining({ code: 'NEWER' }) as Error);
});

test('a restore that is cut off anywhere is finished by the next opening or backup, and mixes nothing', () => {
  fill(data, 3);
  const { dir, backup } = back();
  // A restore up to its point of no return, then each step of finishRestore as the last one before the cut.
  const prepare = (): string => {
    const there = join(home, 'there');
    rmSync(there, { recursive: true, force: true });
    fill(there, 1, 'keys of the second');
    writeFileSync(join(there, `${FILE}-wal`), 'the log of the second');
    cpSync(dir, join(there, 'restored'), { recursive: true });
    writeFileSync(join(there, 'restored/backup.json'), JSON.stringify({ ...backup, beside: BESIDE, keepIn: 'kept' }));
    return there;
  };
  const steps: ((there: string) => void)[] = [
    (there) => mkdirSync(join(there, 'kept')),
    (there) => renameSync(join(there, KEYS), join(there, 'kept', KEYS)),
    (there) => renameSync(join(there, `${FILE}-wal`), join(there, 'kept', `${FILE}-wal`)),
    (there) => renameSync(join(there, 'restored', KEYS), join(there, KEYS)),
    (there) => renameSync(join(there, FILE), join(there, 'kept', FILE)),
    (there) => renameSync(join(there, 'restored', FILE), join(there, FILE)),
    (there) => rmSync(join(there, 'restored/backup.json')),
  ];
  for (let done = 0; done <= steps.length; done++) {
    const there = prepare();
    for (const step of steps.slice(0, done)) step(there);
    const copy = backUp(there, backups, { name: `cut off ${done}`, beside: BESIDE, now: Date.now() });
    const keys = readFileSync(join(copy.dir, KEYS), 'utf8');
    expect([done, copy.backup.rows['documents'], keys]).toEqual([done, 3, 'keys of the first']);
    expect([done, documentsIn(there)]).toEqual([done, 3]);
    expect(readFileSync(join(there, KEYS), 'utf8')).toBe('keys of the first');
    expect(readFileSync(join(there, 'kept', KEYS), 'utf8')).toBe('keys of the second');
    expect(readFileSync(join(there, 'kept', `${FILE}-wal`), 'utf8')).toBe('the log of the second');
    finishRestore(there); // nothing more to do
  }
});
