import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Accounts } from '../auth/accounts.ts';
import { ActionCodes } from '../auth/actionCodes.ts';
import { Identities } from '../auth/identities.ts';
import { Passwords, TEST_COST } from '../auth/password.ts';
import { Sessions } from '../auth/sessions.ts';
import { createStore } from './createStore.ts';
import { openDatabase, type Database } from './database.ts';
import { DatabaseError } from './databaseError.ts';
import { FORMAT, formatOf, hasTable } from './format.ts';

const ROOT = 'projects/p/databases/(default)/documents';
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'format-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** fixtures/ has a file of each earlier format, made by the program of that day: eight weeks, of which the last is deleted. */
const EARLIER = Array.from({ length: FORMAT - 1 }, (_, index) => index + 1);

function unpacked(format: number): string {
  const data = join(dir, 'data');
  mkdirSync(data);
  writeFileSync(
    join(data, 'embedded-backend.db'),
    gunzipSync(readFileSync(new URL(`fixtures/format-${format}.db.gz`, import.meta.url))),
  );
  return data;
}

function openAccounts(database: Database) {
  const now = Date.UTC(2026, 10, 28);
  const onDamage = expect.fail;
  const sessions = new Sessions(database, Buffer.of(), now, onDamage);
  const identities = new Identities(database, onDamage);
  const codes = new ActionCodes(database, now, onDamage);
  const passwords = new Passwords(TEST_COST);
  const accounts = new Accounts(database, { passwords, sessions, codes, identities, now: () => now, onDamage });
  return { accounts, sessions, identities };
}

test.each(EARLIER)(
  'a data directory of format %i opens with all that was in it, and is of the present one',
  (format) => {
    const data = unpacked(format);
    for (let openings = 0; openings < 2; openings++) {
      const database = openDatabase(data);
      expect(formatOf(database)).toBe(FORMAT);
      const { accounts } = openAccounts(database);
      expect(accounts.findByEmail('lan@example.test')).toMatchObject({ email: 'lan@example.test', disabled: false });
      const store = createStore(database);
      const weeks = store.query(ROOT, { from: [{ collectionId: 'weeks' }] });
      expect(weeks).toHaveLength(7);
      expect(weeks[3]!.fields).toEqual({ n: { integerValue: '3' }, text: { stringValue: 'Tuần 3: họp giao ban' } });
      expect(store.get(`${ROOT}/weeks/w7/revisions/1`)?.fields).toEqual({ zero: { doubleValue: '-0' } });
      store.close();
    }
  },
);

test.each([
  { format: 1, obstacle: 'CREATE TABLE runs(odd TEXT)', cleared: 'DROP TABLE runs' },
  {
    format: 3,
    obstacle: 'ALTER TABLE clock ADD COLUMN index_digest TEXT',
    cleared: 'ALTER TABLE clock DROP COLUMN index_digest',
  },
  { format: 4, obstacle: 'CREATE TABLE earlier_documents(odd TEXT)', cleared: 'DROP TABLE earlier_documents' },
])('a change of format $format that fails on the way leaves the data as they were', ({ format, obstacle, cleared }) => {
  const data = unpacked(format);
  const path = join(data, 'embedded-backend.db');
  const raw = () => new Libsql(path);
  const state = () => {
    const file = raw();
    const tables = file.prepare('SELECT sql FROM sqlite_schema ORDER BY name').all();
    const rows = ['documents', 'index_entries'].map((table) =>
      hasTable(file, table) ? file.prepare(`SELECT * FROM ${table}`).all() : [],
    );
    const all = [formatOf(file), tables, rows];
    file.close();
    return all;
  };
  const change = (sql: string) => {
    const file = raw();
    file.exec(sql);
    file.close();
  };
  change(obstacle); // a step would make it
  const before = state();
  expect(() => openDatabase(data)).toThrow(DatabaseError);
  expect(state()).toEqual(before);

  change(cleared);
  const database = openDatabase(data);
  expect(createStore(database).query(ROOT, { from: [{ collectionId: 'weeks' }] })).toHaveLength(7);
  database.close();
});

test('indexes of format 3 are made anew when they are asked for, and find the same', () => {
  const data = unpacked(3);
  const raw = new Libsql(join(data, 'embedded-backend.db'));
  // An entry that had gone before there were sums.
  raw.exec("DELETE FROM index_entries WHERE index_id = 1 AND key LIKE '%w3'");
  raw.close();
  for (let openings = 0; openings < 2; openings++) {
    const database = openDatabase(data);
    const store = createStore(database, { indexAfter: 0 });
    const ofThree = { fieldFilter: { field: { fieldPath: 'n' }, op: 'EQUAL', value: { integerValue: '3' } } };
    const found = () =>
      store.query(ROOT, { from: [{ collectionId: 'weeks' }], where: ofThree }).map(({ name }) => name);
    expect([found(), found()]).toEqual(Array(2).fill([`${ROOT}/weeks/w3`]));
    expect(database.prepare('SELECT count(*) AS n FROM index_entries').get()).toMatchObject({ n: 7 });
    store.close();
  }
});

test('accounts of format 2 are taken over with their sessions, and get sums', async () => {
  const database = openDatabase(unpacked(2));
  const { accounts, sessions, identities } = openAccounts(database);
  expect(accounts.find('minh')).toMatchObject({ claims: '{"role":"editor"}', disabled: true });
  expect(await accounts.signIn('lan@example.test', 'mật khẩu của Lan')).toMatchObject({ uid: 'lan' });
  expect(sessions.find('YG-jijqb_H_ZU7rPze7lLaSi')).toMatchObject({ uid: 'lan', endedAt: null });
  expect(identities.find('oidc.office', '4711')).toMatchObject({ uid: 'lan' });
  database.exec("UPDATE auth_account SET disabled = 0 WHERE uid = 'minh'");
  expect(() => accounts.find('minh')).toThrow('The stored account minh is damaged.');
  database.close();
});
