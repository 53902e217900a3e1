import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAuth } from './auth.ts';
import { Keys } from './keys.ts';
import { openRig } from './rig.ts';

const DAY = 24 * 3600_000;
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'keys-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test('keys are kept where only their owner reads, and stay', async () => {
  const first = await Keys.open(dataDir, 0);
  const file = join(dataDir, 'auth-keys.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const second = await Keys.open(dataDir, 89 * DAY);
  expect(second.active(89 * DAY).kid).toBe(first.active(0).kid);
  expect(second.refreshSecret).toEqual(first.refreshSecret);
});

test('a file of keys that is cut off or changed is told, and left alone', async () => {
  await Keys.open(dataDir, 0);
  const file = join(dataDir, 'auth-keys.json');
  const whole = readFileSync(file, 'utf8');
  for (const broken of ['', whole.slice(0, whole.length / 2), '{}', 'null', whole.replace('BEGIN', 'BEGUN')]) {
    writeFileSync(file, broken);
    await expect(Keys.open(dataDir, 0)).rejects.toMatchObject({
      code: 'DAMAGED_KEYS',
      message: expect.stringMatching(/auth-keys.json is damaged. Delete it: no data are lost/) as string,
    });
    expect(readFileSync(file, 'utf8')).toBe(broken);
  }
});

test('a key of which one letter is another is told: what it signs would be believed by nobody', async () => {
  await Keys.open(dataDir, 0);
  const file = join(dataDir, 'auth-keys.json');
  const whole = readFileSync(file, 'utf8');
  const key = whole.indexOf('BEGIN PRIVATE KEY');
  for (const at of [120, 200, 280, 360]) {
    const letter = whole[key + at] === 'A' ? 'B' : 'A';
    writeFileSync(file, whole.slice(0, key + at) + letter + whole.slice(key + at + 1));
    await expect(Keys.open(dataDir, 0), `${at}`).rejects.toMatchObject({ code: 'DAMAGED_KEYS' });
  }
  writeFileSync(file, whole.replace(/"kid":"./, '"kid":"g'));
  await expect(Keys.open(dataDir, 0)).rejects.toMatchObject({ code: 'DAMAGED_KEYS' });
});

test.each([
  ['the secret of refresh tokens, by which everybody would be signed out', /"refreshSecret":"./],
  ['the time from which a key signs', /"createdAt":./],
])('%s: a changed letter is told', async (_, place) => {
  await Keys.open(dataDir, 1_700_000_000_000);
  const file = join(dataDir, 'auth-keys.json');
  const whole = readFileSync(file, 'utf8');
  const changed = whole.replace(place, (found) => found.slice(0, -1) + (found.endsWith('2') ? '3' : '2'));
  expect(changed).not.toBe(whole);
  writeFileSync(file, changed);
  await expect(Keys.open(dataDir, 1_700_000_000_000)).rejects.toMatchObject({
    code: 'DAMAGED_KEYS',
    message: expect.stringMatching(/auth-keys.json is damaged. Delete it: no data are lost/) as string,
  });
  expect(readFileSync(file, 'utf8')).toBe(changed);
});

test('keys of an earlier program stay, and get their sum at the start', async () => {
  const { refreshSecret } = await Keys.open(dataDir, 0);
  const file = join(dataDir, 'auth-keys.json');
  const { sum, ...stored } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify(stored));
  expect((await Keys.open(dataDir, 0)).refreshSecret).toEqual(refreshSecret);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...stored, sum });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('after 90 days a new key signs, the old one verifies until nothing it signed can be alive', async () => {
  const first = await Keys.open(dataDir, 0);
  const second = await Keys.open(dataDir, 91 * DAY);
  expect(second.active(91 * DAY).kid).not.toBe(first.active(0).kid);
  expect(second.find(first.active(0).kid)).toBeDefined();
  expect(Object.keys(second.publicPems())).toHaveLength(2);
  const third = await Keys.open(dataDir, 182 * DAY);
  expect(third.find(first.active(0).kid)).toBeUndefined();
  expect(third.find(second.active(91 * DAY).kid)).toBeDefined();
});

test('while the server runs, the next key is published an hour before it signs', async () => {
  const keys = await Keys.open(dataDir, 0);
  const first = keys.active(0).kid;
  await keys.renew(90 * DAY - 2 * 3600_000);
  expect(Object.keys(keys.publicPems())).toEqual([first]);
  const soon = 90 * DAY - 1800_000;
  await keys.renew(soon); // half an hour late: the hour counts from now
  expect(Object.keys(keys.publicPems())).toHaveLength(2);
  expect(keys.active(soon + 3599_000).kid).toBe(first);
  const next = keys.active(soon + 3600_000).kid;
  expect(next).not.toBe(first);
  await keys.renew(soon + 3600_000);
  expect(Object.keys(keys.publicPems())).toHaveLength(2);
  expect((await Keys.open(dataDir, soon + 3600_000)).active(soon + 3600_000).kid).toBe(next);
});

test('people stay signed in over a restart, even one that changes the key', async () => {
  const database = new Database(':memory:');
  const rig = await openRig({ database, dataDir });
  await rig.admin.auth.createUser({ email: 'a@example.test', password: 'mật khẩu dài' });
  const { body } = await rig.call('signInWithPassword', { email: 'a@example.test', password: 'mật khẩu dài' });
  await rig.close();
  const now = rig.clock.now + 1000;
  const stored = JSON.parse(readFileSync(join(dataDir, 'auth-keys.json'), 'utf8')) as { signing: { kid: string }[] };
  const again = await openAuth({ database, projectId: 'demo-office', dataDir, emulator: false, now: () => now });
  expect(await again.authenticate(`Bearer ${body['idToken'] as string}`)).toMatchObject({ kind: 'user' });
  await Keys.open(dataDir, now + 90 * DAY);
  const renewed = await openAuth({ database, projectId: 'demo-office', dataDir, emulator: false, now: () => now });
  expect(stored.signing).toHaveLength(1);
  expect(await renewed.authenticate(`Bearer ${body['idToken'] as string}`)).toMatchObject({ kind: 'user' });
  database.close();
});
