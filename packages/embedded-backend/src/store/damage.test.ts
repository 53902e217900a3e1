import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { StatusError } from '../model/status.ts';
import { createStore } from './createStore.ts';
import { openDatabase, type Database } from './database.ts';
import { openingError, type DatabaseError } from './databaseError.ts';
import { scratch } from './scratch.ts';
import type { Store } from './store.ts';

/*
 * What a disk, a power cut or a careless copy can do to the two files. Each time the data are what was committed, or it
 * is said that they are not.
 */
const ROOT = 'projects/p/databases/(default)/documents';
const FILE = 'embedded-backend.db';
const COMMITS = 8;
const DOCUMENTS = 4;

/** After commit n every document says n: two documents of different commits show at once. */
function commit(store: ReturnType<typeof createStore>, n: number): void {
  store.commit(
    Array.from({ length: DOCUMENTS }, (_, id) => ({
      update: {
        name: `${ROOT}/weeks/${id}`,
        fields: { n: { integerValue: String(n) }, text: { stringValue: `tuần ${id} `.repeat(40) } },
      },
    })),
  );
}

let home: string;
let dir: string;
/** As they lay on the disk while the process still ran: the main file, the log before and after the last commit. */
let main: Buffer;
let logBefore: Buffer;
let log: Buffer;
/** The main file after a clean stop, all in it. */
let closed: Buffer;

beforeAll(() => {
  home = scratch('damage-');
  const from = join(home, 'from');
  const store = createStore(openDatabase(from));
  for (let n = 1; n < COMMITS; n++) commit(store, n);
  logBefore = readFileSync(join(from, `${FILE}-wal`));
  commit(store, COMMITS);
  main = readFileSync(join(from, FILE));
  log = readFileSync(join(from, `${FILE}-wal`));
  store.close();
  closed = readFileSync(join(from, FILE));
});
afterAll(() => rmSync(home, { recursive: true }));
beforeEach(() => {
  dir = join(home, 'data');
});

function open(dir: string): ReturnType<typeof createStore> {
  let database: Database | undefined;
  try {
    database = openDatabase(dir);
    return createStore(database);
  } catch (cause) {
    database?.close();
    throw openingError(dir, cause);
  }
}

/** What is found in the files: the commit that all documents are of, or the refusal. Anything else fails the test. */
function found(mainFile: Buffer, logFile?: Buffer): number | 'DAMAGED' | 'DATA_LOSS' {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  writeFileSync(join(dir, FILE), mainFile);
  if (logFile) writeFileSync(join(dir, `${FILE}-wal`), logFile);
  let store: ReturnType<typeof createStore>;
  try {
    store = open(dir);
  } catch (cause) {
    if ((cause as DatabaseError).code !== 'DAMAGED') throw cause;
    return 'DAMAGED';
  }
  try {
    const one = Array.from({ length: DOCUMENTS }, (_, id) => store.get(`${ROOT}/weeks/${id}`));
    const documents = store.query(ROOT, { from: [{ collectionId: 'weeks' }] });
    expect(one).toEqual(documents);
    if (documents.length === 0) return 0;
    const numbers = documents.map(({ fields }) => Number((fields['n'] as { integerValue: string }).integerValue));
    expect(numbers).toEqual(Array(DOCUMENTS).fill(numbers[0]));
    expect(documents.map(({ fields }) => fields['text'])).toEqual(
      documents.map((_, id) => ({ stringValue: `tuần ${id} `.repeat(40) })),
    );
    expect(store.listCollectionIds(ROOT)).toEqual(['weeks']);
    return numbers[0]!;
  } catch (cause) {
    const isLoss = (cause instanceof StatusError && cause.status === 'DATA_LOSS') || isCorrupt(cause);
    if (!isLoss) throw cause;
    return 'DATA_LOSS';
  } finally {
    store.close();
  }
}

const isCorrupt = (cause: unknown) => /^SQLITE_CORRUPT/.test((cause as { code?: string }).code ?? '');

/** Every second one is no UTF-8 then, if it was text. */
function flipped(file: Buffer, at: number): Buffer {
  const copy = Buffer.from(file);
  copy[at]! ^= at % 2 === 0 ? 0x41 : 0xc1;
  return copy;
}

/** Every page's or frame's first bytes, where its structure is told, and a few hundred places in between. */
function places(length: number, unit: number, head: number): number[] {
  const all = new Set<number>();
  for (let start = 0; start < length; start += unit) for (let i = 0; i < head; i += 3) all.add(start + i);
  for (let at = 5; at < length; at += Math.ceil(length / 150)) all.add(at);
  return [...all].filter((at) => at < length);
}

test('the files as they lay: all commits are there', () => {
  expect(found(main, log)).toBe(COMMITS);
  expect(found(main, logBefore)).toBe(COMMITS - 1);
  expect(found(closed)).toBe(COMMITS);
});

test('a power cut at any byte of the last commit: it is there whole or not at all, and all before it are', () => {
  const ends = new Set([log.length - 1]);
  for (let end = logBefore.length; end < log.length; end += 523) ends.add(end);
  for (const end of ends) {
    expect([end, found(main, log.subarray(0, end))]).toEqual([end, COMMITS - 1]);
  }
  // The file has grown, its content has not come: zeros, or what lay there before.
  for (const end of [...ends].filter((_, i) => i % 5 === 0)) {
    const rest = log.length - end;
    for (const tail of [Buffer.alloc(rest), Buffer.from(log.subarray(0, rest))]) {
      expect([end, found(main, Buffer.concat([log.subarray(0, end), tail]))]).toEqual([end, COMMITS - 1]);
    }
  }
});

test('a wrong byte in the log: no commit goes missing that another one follows', () => {
  for (const at of places(log.length, 4120, 24)) {
    const outcome = found(main, flipped(log, at));
    // In the last commit it looks like one that was never acknowledged.
    const allowed = at >= logBefore.length ? [COMMITS, COMMITS - 1, 'DAMAGED'] : [COMMITS, 'DAMAGED'];
    expect(allowed).toContain(outcome);
  }
});

test('a wrong byte in the data file is never served', () => {
  const outcomes = places(closed.length, 4096, 24).map((at) => {
    const outcome = found(flipped(closed, at));
    expect([COMMITS, 'DAMAGED', 'DATA_LOSS']).toContain(outcome);
    return outcome;
  });
  for (const outcome of [COMMITS, 'DAMAGED', 'DATA_LOSS']) expect(outcomes).toContain(outcome);
});

test('a letter that changed in a document: that one is refused, the others are served', () => {
  const copy = Buffer.from(closed);
  for (let at = copy.indexOf('tuần 2 tuần 2 '); at !== -1; at = copy.indexOf('tuần 2 tuần 2 ', at + 1)) copy[at] = 0x54;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  writeFileSync(join(dir, FILE), copy);
  const store = createStore(openDatabase(dir));
  expect(() => store.get(`${ROOT}/weeks/2`)).toThrow(
    'The stored document projects/p/databases/(default)/documents/weeks/2 is damaged.',
  );
  expect(store.get(`${ROOT}/weeks/1`)?.fields['n']).toEqual({ integerValue: String(COMMITS) });
  store.close();
});

test('a letter that changed in what says where a document lies is told: its list would miss it without a word', () => {
  const copy = Buffer.from(closed);
  const row = 'documents/weeksweeksprojects/'; // collection, its id, the name of the document
  for (let at = copy.indexOf(row); at !== -1; at = copy.indexOf(row, at + 1)) copy.write('x', at + 'documents/'.length);
  expect(found(copy)).toBe('DAMAGED');
});

test('names with letters that nobody types are no damage', () => {
  rmSync(dir, { recursive: true, force: true });
  const names = ['a\u0001b/c\u0002d', 'a/1/a/1', '\u0001/\u0001', 'tuần/Đ', '😀/😀'].map((path) => `${ROOT}/${path}`);
  const store = open(dir);
  store.commit(names.map((name) => ({ update: { name, fields: {} } })));
  store.close();
  const again = open(dir);
  expect(names.map((name) => again.get(name)?.name)).toEqual(names);
  again.close();
});

test('a byte that rots while the program runs, and is no text any more: that document is refused, the others are served', () => {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  writeFileSync(join(dir, FILE), closed);
  const database = openDatabase(dir);
  const store = createStore(database);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const rotten = readFileSync(join(dir, FILE));
  for (let at = rotten.indexOf('tuần 2 tuần 2 '); at !== -1; at = rotten.indexOf('tuần 2 tuần 2 ', at + 1))
    rotten[at] = 0xff;
  writeFileSync(join(dir, FILE), rotten);
  database.pragma('shrink_memory'); // or SQLite would not look at the file again
  expect(() => store.get(`${ROOT}/weeks/2`)).toThrow(expect.objectContaining({ status: 'DATA_LOSS' }) as Error);
  expect(() => store.query(ROOT, { from: [{ collectionId: 'weeks' }] })).toThrow(/weeks\/2 is damaged/);
  const names = { select: { fields: [{ fieldPath: '__name__' }] } };
  expect(() => store.query(ROOT, { from: [{ collectionId: 'weeks' }], ...names })).toThrow(/weeks\/2 is damaged/);
  expect(store.get(`${ROOT}/weeks/1`)?.fields['n']).toEqual({ integerValue: String(COMMITS) });
  store.commit([{ update: { name: `${ROOT}/weeks/1`, fields: {} } }]);
  store.close();
});

test('a data file that is cut off is refused, one cut to nothing too', () => {
  for (let end = 0; end < closed.length; end += 2048) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir);
    writeFileSync(join(dir, FILE), closed);
    writeFileSync(join(dir, 'auth-keys.json'), '{}'); // of a directory that has been in use
    truncateSync(join(dir, FILE), end);
    expect(() => openDatabase(dir), `cut at ${end}`).toThrow(/are damaged/);
  }
  rmSync(join(dir, FILE));
  expect(() => openDatabase(dir)).toThrow(/missing or empty/);
  expect(existsSync(join(dir, FILE))).toBe(false);
});

test('a main file of another day beside the log is refused or whole', () => {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  copyFileSync(join(home, 'from', FILE), join(dir, FILE));
  expect([COMMITS, COMMITS - 1, 'DAMAGED']).toContain(found(closed, logBefore));
});

const N = { integerValue: '2' };
/** By the indexes of `fillIndexed`. */
const ASKED = [
  { orderBy: [{ field: { fieldPath: 'n' } }] },
  { where: { fieldFilter: { field: { fieldPath: 'n' }, op: 'EQUAL', value: N } } },
  { orderBy: [{ field: { fieldPath: 'n' }, direction: 'DESCENDING' }], limit: 3 },
];
const ask = (store: Store) =>
  ASKED.map((query) => store.query(ROOT, { from: [{ collectionId: 'entries' }], ...query }).map(({ name }) => name));

/** The data file of a few entries that have an index by `n`. */
function fillIndexed(): { file: Buffer; found: string[][] } {
  const from = join(home, 'indexed');
  rmSync(from, { recursive: true, force: true });
  const store = createStore(openDatabase(from), { indexAfter: -1 });
  const write = (id: number, n: number) => ({
    update: { name: `${ROOT}/entries/e${id}`, fields: { n: { integerValue: String(n) } } },
  });
  store.commit(Array.from({ length: 12 }, (_, id) => write(id, id % 4)));
  store.query(ROOT, { from: [{ collectionId: 'entries' }], ...ASKED[0] });
  store.commit([write(5, 6), { delete: `${ROOT}/entries/e6` }]);
  const found = ask(store);
  store.close();
  return { file: readFileSync(join(from, FILE)), found };
}

/** `fillIndexed` as a data directory, changed by SQL that the program does not know of. */
function indexedWith(change: string): string {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  writeFileSync(join(dir, FILE), fillIndexed().file);
  const raw = new Libsql(join(dir, FILE));
  raw.exec(change);
  raw.close();
  return dir;
}

const OF_E1 = "WHERE key LIKE '%e1'";
test.each([
  ['one that has gone', `DELETE FROM index_entries ${OF_E1}`],
  ['one that lies under another value', `UPDATE index_entries SET value = value || 'x' ${OF_E1}`],
  ['one that lies in another collection', `UPDATE index_entries SET scope = scope || 'x' ${OF_E1}`],
  ['one of another index', `UPDATE index_entries SET index_id = 2 ${OF_E1}`],
  ['one that leads to another document', `UPDATE index_entries SET key = replace(key, 'e1', 'e6') ${OF_E1}`],
  ['a sum', `UPDATE index_entries SET crc = crc + 1 ${OF_E1}`],
  ['a sum that is none', `UPDATE index_entries SET crc = x'ff' ${OF_E1}`],
  ['a value that is no text', `UPDATE index_entries SET value = CAST(x'ff' AS TEXT) ${OF_E1}`],
  ['what the index is of', `UPDATE indexes SET definition = replace(definition, '"n"', '"o"')`],
  ['how far it is', `INSERT INTO unfinished_indexes VALUES (1, 'x')`],
])('an entry of an index that has changed refuses the start, not to leave out a document: %s', (_, change) => {
  expect(() => openDatabase(indexedWith('SELECT 1')).close()).not.toThrow();
  expect(() => openDatabase(indexedWith(change))).toThrow(
    'are damaged (the entries of the indexes are not those of the last commit). Restore a backup.',
  );
});

test('an index that is not listed to its end is not taken for whole', () => {
  rmSync(dir, { recursive: true, force: true });
  const store = createStore(openDatabase(dir), { indexAfter: -1 });
  const entry = (id: number) => ({ update: { name: `${ROOT}/entries/e${1000 + id}`, fields: { n: N } } });
  store.commit(Array.from({ length: 600 }, (_, id) => entry(id)));
  store.query(ROOT, { from: [{ collectionId: 'entries' }], ...ASKED[1] });
  store.close();
  openDatabase(dir).close();
  const raw = new Libsql(join(dir, FILE));
  expect(raw.prepare('DELETE FROM unfinished_indexes').run().changes).toBe(1);
  raw.close();
  expect(() => openDatabase(dir)).toThrow(/the entries of the indexes are not those/);
});

test('a wrong byte in the pages of an index: every query by it finds what it did, or the data are refused', () => {
  const { file, found: expected } = fillIndexed();
  const begin = file.indexOf('documents/entries\u0004'); // scope and value of an entry
  const page = begin - (begin % 4096);
  const outcomes = new Set<string>();
  for (let at = page; at < page + 4096; at += at < page + 24 ? 3 : 37) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir);
    writeFileSync(join(dir, FILE), flipped(file, at));
    try {
      const store = open(dir);
      expect(ask(store), `byte ${at}`).toEqual(expected);
      store.close();
      outcomes.add('as before');
    } catch (cause) {
      if ((cause as DatabaseError).code !== 'DAMAGED') throw cause;
      outcomes.add('refused');
    }
  }
  expect([...outcomes].sort()).toEqual(['as before', 'refused']);
});

test.each([
  ['lies under another value', `UPDATE index_entries SET value = value || 'x' ${OF_E1}`],
  ['leads to another document', `UPDATE index_entries SET key = replace(key, 'e1', 'e2') ${OF_E1}`],
  ['leads to none', `UPDATE index_entries SET key = key || 'x' ${OF_E1}`],
  ['has no sum any more', `UPDATE index_entries SET crc = x'ff' ${OF_E1}`],
])('an entry that changes while the program runs and %s: queries that read it are refused', (_, change) => {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  writeFileSync(join(dir, FILE), fillIndexed().file);
  const database = openDatabase(dir);
  const store = createStore(database);
  const first = () => store.query(ROOT, { from: [{ collectionId: 'entries' }], ...ASKED[0] });
  expect(first()).toHaveLength(11);
  database.exec(change);
  expect(first).toThrow('A stored index entry of projects/p/databases/(default)/documents/entries is damaged.');
  expect(store.get(`${ROOT}/entries/e1`)?.fields['n']).toEqual({ integerValue: '1' });
  expect(store.query(ROOT, { from: [{ collectionId: 'entries' }] })).toHaveLength(11);
  store.close();
});

const OF_E5 = "WHERE key LIKE '%e5' AND commit_time = (SELECT max(commit_time) FROM changes)";
test.each([
  ['its time', `UPDATE changes SET commit_time = commit_time - 1 ${OF_E5}`],
  ['a time that is none', `UPDATE changes SET commit_time = x'ff' ${OF_E5}`],
  ['by which document it is found', `UPDATE changes SET key = replace(key, 'e5', 'e7') ${OF_E5}`],
  ['which document it is of', `UPDATE changes SET name = replace(name, 'e5', 'e7') ${OF_E5}`],
  ['what the document was', `UPDATE changes SET fields = replace(fields, '1', '2') ${OF_E5}`],
  ['its sum', `UPDATE changes SET sum = sum + 1 ${OF_E5}`],
])(
  'a change in the log that has changed while the program stood still: no past is told, and all that is',
  (_, change) => {
    const open = (sql: string) => {
      const told: string[] = [];
      const store = createStore(openDatabase(indexedWith(sql)), { onDamage: (what) => told.push(what) });
      const [now, found] = [store.query(ROOT, { from: [{ collectionId: 'entries' }] }).length, ask(store)];
      const past = () => store.at(new Date(Date.parse(store.now) - 1).toISOString());
      return { store, told, now, found, past };
    };
    const sound = open('SELECT 1');
    expect([sound.told, sound.now]).toEqual([[], 11]);
    const other = open(change);
    expect(other.told).toEqual([expect.stringMatching(/^The log of changes is not what was written and begins anew/)]);
    expect([other.now, other.found]).toEqual([sound.now, sound.found]);
    expect(other.past).toThrow(/is no longer kept/);
    for (const { store } of [sound, other]) store.close();
  },
);

test.each([
  ['its time', `UPDATE changes SET commit_time = commit_time + 1 ${OF_E5}`],
  ['what the document was', `UPDATE changes SET fields = replace(fields, '1', '2') ${OF_E5}`],
])('a change in the log that changes while the program runs is not told as the past: %s', (_, change) => {
  rmSync(dir, { recursive: true, force: true });
  const database = openDatabase(dir);
  const store = createStore(database);
  const write = (n: number) =>
    store.commit([{ update: { name: `${ROOT}/entries/e5`, fields: { n: { integerValue: String(n) } } } }]);
  write(1);
  const before = store.now;
  write(2);
  const past = {
    get: () => store.at(before).get(`${ROOT}/entries/e5`)?.fields['n'],
    query: () => store.at(before).query(ROOT, { from: [{ collectionId: 'entries' }] })[0]?.fields['n'],
  };
  expect([past.get(), past.query()]).toEqual([{ integerValue: '1' }, { integerValue: '1' }]);
  database.exec(change);
  expect(past.get).toThrow(/damaged/);
  expect(past.query).toThrow(/damaged/);
  expect(store.get(`${ROOT}/entries/e5`)?.fields['n']).toEqual({ integerValue: '2' });
  store.close();
});
