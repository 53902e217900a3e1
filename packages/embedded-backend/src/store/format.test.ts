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
import { FORMAT, formatOf } from './format.ts';

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

test('a change of format that fails on the way leaves the data as they were', () => {
  const data = unpacked(1);
  const path = join(data, 'embedded-backend.db');
  const raw = () => new Libsql(path);
  const state = () => {
    const file = raw();
    const columns = file.prepare("SELECT name FROM pragma_table_info('documents')").all();
    const all = [formatOf(file), columns, file.prepare('SELECT * FROM documents').all()];
    file.close();
    return all;
  };
  const obstacle = raw();
  obstacle.exec('CREATE TABLE runs(odd TEXT)'); // the second step would make it
  obstacle.close();
  const before = state();
  expect(() => openDatabase(data)).toThrow(DatabaseError);
  expect(state()).toEqual(before);

  const cleared = raw();
  cleared.exec('DROP TABLE runs');
  cleared.close();
  const database = openDatabase(data);
  expect(createStore(database).query(ROOT, { from: [{ collectionId: 'weeks' }] })).toHaveLength(7);
  database.close();
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
