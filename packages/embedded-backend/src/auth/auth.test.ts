import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  deleteUser,
  signInWithEmailAndPassword,
  signOut,
  updateEmail,
  updatePassword,
  updateProfile,
  type Auth as ClientAuth,
} from 'firebase/auth';
import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openRig, type Rig } from './rig.ts';

const PASSWORD = 'mật khẩu của Hà';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let rig: Rig;
let uid: string;
let client: ClientAuth;

beforeEach(async () => {
  rig = await openRig();
  uid = (await rig.admin.auth.createUser({ email: 'VanThu@Example.test', password: PASSWORD })).uid;
  client = rig.client();
});
afterEach(() => rig.close());

const signIn = async () => (await signInWithEmailAndPassword(client, 'vanthu@example.test', PASSWORD)).user;
const post = (email: string, password?: string) =>
  rig.call('signInWithPassword', { email, password, returnSecureToken: true });
const tokens = async () =>
  (await post('vanthu@example.test', PASSWORD)).body as { idToken: string; refreshToken: string };
const error = (body: Record<string, unknown>) => (body['error'] as { message: string }).message;

test('a person signs in, reads their profile and signs out', async () => {
  const user = await signIn();
  expect(user).toMatchObject({ uid, email: 'vanthu@example.test', emailVerified: false });
  expect(user.providerData.map(({ providerId }) => providerId)).toEqual(['password']);
  expect(Math.abs(Date.parse(user.metadata.creationTime!) - rig.clock.now)).toBeLessThan(2000);
  await signOut(client);
  expect(client.currentUser).toBeNull();
});

test('the sign-in answer has tokens, the e-mail in lower case, and one hour', async () => {
  const { status, body } = await post('VANTHU@example.test', PASSWORD);
  expect(status).toBe(200);
  expect(body).toMatchObject({ localId: uid, email: 'vanthu@example.test', registered: true, expiresIn: '3600' });
  expect(body['idToken']).toBeTypeOf('string');
  expect(body['refreshToken']).toBeTypeOf('string');
});

test('composed and decomposed Vietnamese letters are the same password', async () => {
  expect((await post('vanthu@example.test', PASSWORD.normalize('NFD'))).status).toBe(200);
});

test('a wrong password and an unknown e-mail are refused alike', async () => {
  const wrong = await post('vanthu@example.test', `${PASSWORD} `);
  const unknown = await post('nobody@example.test', PASSWORD);
  expect(wrong.status).toBe(400);
  expect(wrong).toEqual(unknown);
  expect(wrong.body).toEqual({
    error: {
      code: 400,
      message: 'INVALID_LOGIN_CREDENTIALS',
      errors: [{ message: 'INVALID_LOGIN_CREDENTIALS', domain: 'global', reason: 'invalid' }],
    },
  });
  await expect(signInWithEmailAndPassword(client, 'vanthu@example.test', 'sai')).rejects.toMatchObject({
    code: 'auth/invalid-credential',
  });
});

test('a missing password is named', async () => {
  expect(error((await post('vanthu@example.test')).body)).toBe('MISSING_PASSWORD');
});

test('a disabled person is told so only with the right password', async () => {
  await rig.admin.auth.updateUser(uid, { disabled: true });
  expect(error((await post('vanthu@example.test', PASSWORD)).body)).toBe('USER_DISABLED');
  expect(error((await post('vanthu@example.test', 'another one')).body)).toBe('INVALID_LOGIN_CREDENTIALS');
});

test('the ID token says who, for whom, how and until when', async () => {
  await rig.admin.auth.setCustomUserClaims(uid, { kiosk: true });
  const { idToken } = await tokens();
  expect(decodeProtectedHeader(idToken)).toMatchObject({ alg: 'RS256', kid: expect.any(String) as string });
  const claims = decodeJwt(idToken);
  expect(claims).toMatchObject({
    iss: 'https://securetoken.google.com/demo-office',
    aud: 'demo-office',
    sub: uid,
    user_id: uid,
    email: 'vanthu@example.test',
    email_verified: false,
    kiosk: true,
    firebase: { identities: { email: ['vanthu@example.test'] }, sign_in_provider: 'password' },
  });
  expect(claims.exp! - claims.iat!).toBe(3600);
  expect(claims['auth_time']).toBeLessThanOrEqual(claims.iat!);
});

test('firebase-admin verifies the token, and refuses it once revoked', async () => {
  const { idToken } = await tokens();
  expect((await rig.admin.auth.verifyIdToken(idToken, true)).uid).toBe(uid);
  rig.clock.now += 2000;
  await rig.admin.auth.updateUser(uid, { disabled: true });
  await expect(rig.admin.auth.verifyIdToken(idToken, true)).rejects.toMatchObject({ code: 'auth/user-disabled' });
});

// Refresh

test('who is signed in goes on reading while the disk takes nothing', async () => {
  await rig.close();
  const database = new Database(':memory:');
  rig = await openRig({ database });
  ({ uid } = await rig.admin.auth.createUser({ email: 'vanthu@example.test', password: PASSWORD }));
  const first = await tokens();
  database.exec('PRAGMA query_only = 1');
  rig.clock.now += DAY + MINUTE; // a turn of the refresh token is due
  const { status, body } = await rig.refresh(first.refreshToken);
  expect(status).toBe(200);
  expect((await rig.auth.authenticate(`Bearer ${body['id_token'] as string}`)).kind).toBe('user');
  database.exec('PRAGMA query_only = 0');
  const later = await rig.refresh(body['refresh_token'] as string);
  expect(later.status).toBe(200);
  expect(later.body['refresh_token']).not.toBe(first.refreshToken);
});

test('a refresh keeps auth_time, moves iat on, and shows claims set meanwhile', async () => {
  const first = await tokens();
  await rig.admin.auth.setCustomUserClaims(uid, { kiosk: true });
  rig.clock.now += 10 * MINUTE;
  const { body } = await rig.refresh(first.refreshToken);
  expect(body).toMatchObject({
    refresh_token: first.refreshToken,
    expires_in: '3600',
    token_type: 'Bearer',
    user_id: uid,
    project_id: 'demo-office',
  });
  expect(body['access_token']).toBe(body['id_token']);
  const before = decodeJwt(first.idToken);
  const after = decodeJwt(body['id_token'] as string);
  expect(after['auth_time']).toBe(before['auth_time']);
  expect(after.iat! - before.iat!).toBe(600);
  expect(after['kiosk']).toBe(true);
});

test('garbage is no refresh token, and another grant type no refresh', async () => {
  expect(error((await rig.refresh('garbage')).body)).toBe('INVALID_REFRESH_TOKEN');
  const answer = await fetch(`${rig.url}/securetoken.googleapis.com/v1/token?key=any`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', refresh_token: (await tokens()).refreshToken }),
  });
  expect(error((await answer.json()) as Record<string, unknown>)).toBe('INVALID_GRANT_TYPE');
});

test('tabs that come with the token of the day before all get the same new one', async () => {
  const first = await tokens();
  rig.clock.now += DAY + MINUTE;
  const answers = await Promise.all([1, 2, 3].map(() => rig.refresh(first.refreshToken)));
  const given = new Set(answers.map(({ body }) => body['refresh_token']));
  expect(given.size).toBe(1);
  expect(given.has(first.refreshToken)).toBe(false);
  rig.clock.now += 6 * DAY;
  expect((await rig.refresh(first.refreshToken)).body['refresh_token']).toBe([...given][0]);
});

test.each([
  ['within seven days of its successor', 7 * DAY - MINUTE, 200],
  ['after seven days', 7 * DAY + MINUTE, 400],
])('a replaced refresh token %s', async (_when, later, status) => {
  const first = await tokens();
  rig.clock.now += DAY + MINUTE;
  await rig.refresh(first.refreshToken);
  rig.clock.now += later;
  expect((await rig.refresh(first.refreshToken)).status).toBe(status);
});

test('a token two generations old ends the session of whoever holds it now', async () => {
  const first = await tokens();
  rig.clock.now += DAY + MINUTE;
  const second = (await rig.refresh(first.refreshToken)).body['refresh_token'] as string;
  rig.clock.now += DAY + MINUTE;
  const third = (await rig.refresh(second)).body['refresh_token'] as string;
  expect((await rig.refresh(third)).status).toBe(200);
  expect(error((await rig.refresh(first.refreshToken)).body)).toBe('TOKEN_EXPIRED');
  expect(error((await rig.refresh(third)).body)).toBe('TOKEN_EXPIRED');
});

test('whoever was signed in at a snapshot of the machine still is when it is put back, though their token has moved on since', async () => {
  await rig.close();
  const dir = mkdtempSync(join(tmpdir(), 'restored-'));
  const database = new Database(':memory:');
  const copy = join(dir, 'copy.db');
  rig = await openRig({ database });
  await rig.admin.auth.createUser({ email: 'VanThu@Example.test', password: PASSWORD });
  const first = await tokens();
  database.prepare('VACUUM INTO ?').run([copy]);
  const moveOn = async (token: string) => {
    rig.clock.now += DAY + MINUTE;
    return (await rig.refresh(token)).body['refresh_token'] as string;
  };
  const second = await moveOn(first.refreshToken);
  const third = await moveOn(second);
  const { now } = rig.clock;
  await rig.close();

  const restored = new Database(copy);
  rig = await openRig({ database: restored });
  rig.clock.now = now;
  expect((await rig.refresh(third)).body['refresh_token']).toBe(third);
  // A tab that had slept since, and one that comes with what ended a generation before.
  expect((await rig.refresh(second)).body['refresh_token']).toBe(third);
  expect(error((await rig.refresh(first.refreshToken)).body)).toBe('TOKEN_EXPIRED');
  restored.close();
  rmSync(dir, { recursive: true });
});

test.each([
  ['unused for 29 days', 29, 1, 200],
  ['unused for 31 days', 31, 1, 400],
  ['used daily for 89 days', 1, 89, 200],
  ['used daily for 91 days', 1, 91, 400],
])('a session %s', async (_name, days, times, status) => {
  let { refreshToken } = await tokens();
  let last = 0;
  for (let i = 0; i < times; i++) {
    rig.clock.now += days * DAY;
    const answer = await rig.refresh(refreshToken);
    last = answer.status;
    refreshToken = (answer.body['refresh_token'] as string | undefined) ?? refreshToken;
  }
  expect(last).toBe(status);
});

test.each([
  ['disabled', 'USER_DISABLED', () => rig.admin.auth.updateUser(uid, { disabled: true })],
  ['deleted', 'TOKEN_EXPIRED|USER_NOT_FOUND', () => rig.admin.auth.deleteUser(uid)],
  ['revoked', 'TOKEN_EXPIRED', () => rig.admin.auth.revokeRefreshTokens(uid)],
])('an account that is %s loses its session at once, in both halves', async (_name, code, act) => {
  const { idToken, refreshToken } = await tokens();
  const ended: string[] = [];
  rig.auth.onSessionEnd((session) => ended.push(session.uid));
  expect(await rig.auth.authenticate(`Bearer ${idToken}`)).toMatchObject({ uid });
  await act();
  expect(ended).toEqual([uid]);
  expect(error((await rig.refresh(refreshToken)).body)).toMatch(new RegExp(`^(${code})$`));
  await expect(rig.auth.authenticate(`Bearer ${idToken}`)).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
});

test('the SDK of somebody whose session has ended signs them out', async () => {
  const user = await signIn();
  await rig.admin.auth.revokeRefreshTokens(uid);
  await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
  expect(client.currentUser).toBeNull();
});

test('a defect of ours reads as a network failure, and leaves people signed in', async () => {
  await rig.close();
  const database = new Database(':memory:');
  rig = await openRig({ database });
  await rig.admin.auth.createUser({ email: 'vanthu@example.test', password: PASSWORD });
  client = rig.client();
  const user = await signIn();
  database.exec('DROP TABLE auth_session');
  await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/network-request-failed' });
  expect(client.currentUser).toBe(user);
  expect(rig.log.at(-1)).toMatch(/^auth: POST \/securetoken.googleapis.com\/v1\/token: /);
});

// Lookup

test('lookup shows times as text and never the hash', async () => {
  const { idToken } = await tokens();
  const { body } = await rig.call('lookup', { idToken });
  const [user] = body['users'] as Record<string, unknown>[];
  expect(user).toMatchObject({
    localId: uid,
    passwordHash: 'UkVEQUNURUQ=',
    createdAt: expect.stringMatching(/^\d{13}$/) as string,
  });
  expect(JSON.stringify(body)).not.toContain('scrypt');
  const asked = await rig.admin.auth.getUser(uid);
  expect(asked.passwordHash).toBeUndefined();
});

test('lookup names what is wrong with a token', async () => {
  expect(error((await rig.call('lookup', {})).body)).toBe('MISSING_ID_TOKEN');
  expect(error((await rig.call('lookup', { idToken: 'garbage' })).body)).toBe('INVALID_ID_TOKEN');
  const { idToken } = await tokens();
  await rig.admin.auth.revokeRefreshTokens(uid);
  expect(error((await rig.call('lookup', { idToken })).body)).toBe('TOKEN_EXPIRED');
  await rig.admin.auth.deleteUser(uid);
  expect(error((await rig.call('lookup', { idToken })).body)).toBe('USER_NOT_FOUND');
});

// Update, delete

test('a person sets and removes their shown name', async () => {
  const user = await signIn();
  await updateProfile(user, { displayName: 'Đỗ Thu Hà', photoURL: 'https://office.example.test/ha.png' });
  await user.reload();
  expect(user).toMatchObject({ displayName: 'Đỗ Thu Hà', photoURL: 'https://office.example.test/ha.png' });
  await updateProfile(user, { displayName: '' });
  await rig.call('update', { idToken: await user.getIdToken(), deleteAttribute: ['DISPLAY_NAME'] });
  await user.reload();
  expect(user.displayName).toBeNull();
});

test('a new password ends every older token but keeps the person signed in', async () => {
  const elsewhere = await tokens();
  const user = await signIn();
  const before = await user.getIdToken();
  await updatePassword(user, 'một mật khẩu khác');
  const after = await user.getIdToken();
  expect(await rig.auth.authenticate(`Bearer ${after}`)).toMatchObject({ uid });
  await user.getIdToken(true);
  for (const idToken of [before, elsewhere.idToken]) {
    expect(error((await rig.call('lookup', { idToken })).body)).toBe('TOKEN_EXPIRED');
  }
  expect((await post('vanthu@example.test', PASSWORD)).status).toBe(400);
  expect((await post('vanthu@example.test', 'một mật khẩu khác')).status).toBe(200);
});

test('streams of who changes their password end when the new tokens have arrived, those of others at once', async () => {
  const elsewhere = await tokens();
  const here = await tokens();
  const ended: string[] = [];
  rig.auth.onSessionEnd(({ id }) => ended.push(id));
  const idOf = (idToken: string) => (decodeJwt(idToken)['firebase'] as { sid: string }).sid;
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const changed = await rig.call('update', { idToken: here.idToken, password: 'một mật khẩu khác' });
    expect(ended).toEqual([idOf(elsewhere.idToken)]);
    await expect(rig.auth.authenticate(`Bearer ${here.idToken}`)).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
    const form = { grant_type: 'refresh_token', refresh_token: here.refreshToken };
    const url = `${rig.url}/securetoken.googleapis.com/v1/token?key=any`;
    const early = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    expect([early.status, early.headers.get('content-type')]).toEqual([503, 'text/plain; charset=utf-8']);
    vi.advanceTimersByTime(5000);
    rig.clock.now += 5000;
    expect(ended).toEqual([idOf(elsewhere.idToken), idOf(here.idToken)]);
    expect(error((await rig.refresh(here.refreshToken)).body)).toBe('TOKEN_EXPIRED');
    expect((await rig.refresh(changed.body['refreshToken'] as string)).status).toBe(200);
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['nine characters', 'chín ký t', 'auth/weak-password'],
  ['their own address', 'vanthu@example.test', 'auth/weak-password'],
])('a new password of %s is refused', async (_name, password, code) => {
  await expect(updatePassword(await signIn(), password)).rejects.toMatchObject({ code });
});

test('a password is changed within five minutes of signing in, not later', async () => {
  const user = await signIn();
  rig.clock.now += 4 * MINUTE;
  await updatePassword(user, 'một mật khẩu khác');
  rig.clock.now += 6 * MINUTE;
  await expect(updatePassword(user, 'lại một mật khẩu')).rejects.toMatchObject({ code: 'auth/requires-recent-login' });
});

test('nobody takes an e-mail that they have not shown to be theirs', async () => {
  const user = await signIn();
  await expect(updateEmail(user, 'giamdoc@example.test')).rejects.toMatchObject({ code: 'auth/operation-not-allowed' });
  expect((await rig.admin.auth.getUser(uid)).email).toBe('vanthu@example.test');
});

test.each([
  ['claims', { customAttributes: '{"admin":true}' }],
  ['verification', { emailVerified: true }],
])('nobody sets their own %s', async (_name, change) => {
  const { idToken } = await tokens();
  expect((await rig.call('update', { idToken, displayName: 'Hà' })).status).toBe(200);
  expect((await rig.call('update', { idToken, displayName: 'Hà', ...change })).status).toBe(400);
});

test('nobody deletes their own account: it is the office’s', async () => {
  const user = await signIn();
  await expect(deleteUser(user)).rejects.toMatchObject({ code: 'auth/admin-restricted-operation' });
  expect((await rig.admin.auth.getUser(uid)).uid).toBe(uid);
});

test('a deleted person cannot sign in', async () => {
  await rig.admin.auth.deleteUser(uid);
  expect(error((await post('vanthu@example.test', PASSWORD)).body)).toBe('INVALID_LOGIN_CREDENTIALS');
});

// Throttling

test('after five wrong passwords an account waits, even for the right one, and longer each time', async () => {
  for (let i = 0; i < 5; i++)
    expect(error((await post('vanthu@example.test', 'sai')).body)).toBe('INVALID_LOGIN_CREDENTIALS');
  const late = 'TOO_MANY_ATTEMPTS_TRY_LATER : Too many unsuccessful attempts. Try again later.';
  expect(error((await post('vanthu@example.test', PASSWORD)).body)).toBe(late);
  rig.clock.now += 31_000;
  expect(error((await post('vanthu@example.test', 'sai')).body)).toBe('INVALID_LOGIN_CREDENTIALS');
  rig.clock.now += 31_000;
  expect(error((await post('vanthu@example.test', PASSWORD)).body)).toBe(late);
  rig.clock.now += 30_000;
  expect((await post('vanthu@example.test', PASSWORD)).status).toBe(200);
  expect(error((await post('vanthu@example.test', 'sai')).body)).toBe('INVALID_LOGIN_CREDENTIALS');
});

test('an e-mail nobody has is slowed down the same way', async () => {
  for (let i = 0; i < 5; i++) await post('nobody@example.test', 'sai');
  expect(error((await post('nobody@example.test', 'sai')).body)).toMatch(/^TOO_MANY_ATTEMPTS/);
});

test('an address that fails sixty times a minute waits, behind a proxy it alone', async () => {
  const tryFrom = (address: string, email: string, password: string) =>
    rig.call('signInWithPassword', { email, password }, { headers: { 'X-Forwarded-For': `10.0.0.9, ${address}` } });
  for (let i = 0; i < 60; i++) {
    expect(error((await tryFrom('192.0.2.1', `p${i}@example.test`, 'sai')).body)).toBe('INVALID_LOGIN_CREDENTIALS');
  }
  expect(error((await tryFrom('192.0.2.1', 'vanthu@example.test', PASSWORD)).body)).toMatch(/^TOO_MANY_ATTEMPTS/);
  expect((await tryFrom('192.0.2.2', 'vanthu@example.test', PASSWORD)).status).toBe(200);
  rig.clock.now += MINUTE;
  expect((await tryFrom('192.0.2.1', 'vanthu@example.test', PASSWORD)).status).toBe(200);
});

test('more sign-ins at once than can be hashed are told as a network failure, which signs nobody out', async () => {
  await rig.close();
  rig = await openRig({ passwordCost: { N: 2 ** 14, r: 8, p: 1 } }); // long enough that they all overlap
  const url = `${rig.url}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any`;
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      fetch(url, { method: 'POST', body: JSON.stringify({ email: `p${i}@example.test`, password: 'sai' }) }),
    ),
  );
  const overloaded = answers.filter(({ status }) => status === 503);
  expect(overloaded).toHaveLength(30 - 22);
  expect(overloaded[0]!.headers.get('content-type')).toMatch(/^text\/plain/);
});

// What only ours refuses

test('an unsigned token is nobody', async () => {
  const { idToken } = await tokens();
  const forged = new UnsecuredJWT(decodeJwt(idToken)).encode();
  await expect(rig.auth.authenticate(`Bearer ${forged}`)).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
  expect(error((await rig.call('lookup', { idToken: forged })).body)).toBe('INVALID_ID_TOKEN');
  await expect(rig.admin.auth.verifyIdToken(forged)).rejects.toMatchObject({ code: 'auth/argument-error' });
});

test('a token signed by a key of somebody else is nobody, whatever its header says', async () => {
  const { idToken } = await tokens();
  const { kid } = decodeProtectedHeader(idToken) as { kid: string };
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' }) as Record<string, string>;
  for (const header of [{ kid }, { kid, jwk }, { jwk }]) {
    const forged = await new SignJWT(decodeJwt(idToken))
      .setProtectedHeader({ alg: 'RS256', ...header })
      .sign(privateKey);
    await expect(rig.auth.authenticate(`Bearer ${forged}`)).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
  }
});

test('an ID token is good for an hour', async () => {
  const { idToken } = await tokens();
  rig.clock.now += 59 * MINUTE;
  expect(await rig.auth.authenticate(`Bearer ${idToken}`)).toMatchObject({ uid });
  rig.clock.now += 2 * MINUTE;
  await expect(rig.auth.authenticate(`Bearer ${idToken}`)).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
});

test('nobody without a credential is anonymous, and `owner` is nobody on the product', async () => {
  expect(await rig.auth.authenticate(undefined)).toEqual({ kind: 'anonymous' });
  await expect(rig.auth.authenticate('Bearer owner')).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
});

test.each(['/v1/projects/demo-office/accounts:lookup', '/v1/projects/demo-office/accounts', '/v1/accounts:nothing'])(
  'the public port has no %s',
  async (path) => {
    const answer = await fetch(`${rig.url}/identitytoolkit.googleapis.com${path}?key=any`, {
      method: 'POST',
      headers: { Authorization: 'Bearer owner' },
      body: JSON.stringify({ localId: [uid] }),
    });
    expect(answer.status).toBe(404);
    expect(error((await answer.json()) as Record<string, unknown>)).toBe('NOT_FOUND');
  },
);

test('control endpoints are not on the product', async () => {
  const answer = await fetch(`${rig.url}/emulator/v1/projects/demo-office/accounts`, { method: 'DELETE' });
  expect(answer.status).toBe(404);
  expect((await rig.admin.auth.getUser(uid)).uid).toBe(uid);
});

test('nobody signs up by themselves, and nobody learns who has an account', async () => {
  const taken = await rig.call('signUp', { email: 'vanthu@example.test', password: PASSWORD });
  const free = await rig.call('signUp', { email: 'nobody@example.test', password: PASSWORD });
  expect(error(taken.body)).toBe('ADMIN_ONLY_OPERATION');
  expect(taken).toEqual(free);
  const known = await rig.call('createAuthUri', { identifier: 'vanthu@example.test', continueUri: 'http://localhost' });
  expect(known.body).toEqual((await rig.call('createAuthUri', { identifier: 'nobody@example.test' })).body);
});

// Administrators

test('an administrator creates, finds, changes and deletes accounts', async () => {
  const made = await rig.admin.auth.createUser({ uid: 'chosen', email: 'a@example.test', displayName: 'An' });
  expect(made).toMatchObject({ uid: 'chosen', displayName: 'An', disabled: false });
  await expect(rig.admin.auth.createUser({ uid: 'chosen' })).rejects.toMatchObject({ code: 'auth/uid-already-exists' });
  await expect(rig.admin.auth.createUser({ email: 'A@example.test' })).rejects.toMatchObject({
    code: 'auth/email-already-exists',
  });
  expect((await rig.admin.auth.getUserByEmail('A@EXAMPLE.test')).uid).toBe('chosen');
  const both = await rig.admin.auth.getUsers([{ uid: 'chosen' }, { email: 'nobody@example.test' }]);
  expect(both.users.map((user) => user.uid)).toEqual(['chosen']);
  expect(both.notFound).toEqual([{ email: 'nobody@example.test' }]);
  await rig.admin.auth.updateUser('chosen', { displayName: null, emailVerified: true });
  const changed = await rig.admin.auth.getUser('chosen');
  expect(changed.emailVerified).toBe(true);
  expect(changed.displayName).toBeUndefined();
  await rig.admin.auth.deleteUser('chosen');
  await expect(rig.admin.auth.getUser('chosen')).rejects.toMatchObject({ code: 'auth/user-not-found' });
});

test('claims that would pass for the token itself, or are too many, are refused', async () => {
  const call = (customAttributes: string) =>
    adminCall('POST', '/v1/projects/demo-office/accounts:update', rig.secret, { localId: uid, customAttributes });
  expect((await call('{"role":"x"}')).status).toBe(200);
  expect(error((await call('{"sub":"x"}')).body)).toMatch(/^FORBIDDEN_CLAIM/);
  expect(error((await call(JSON.stringify({ role: 'x'.repeat(1000) }))).body)).toBe('CLAIMS_TOO_LARGE');
});

test('accounts are listed page by page in the order of their ids', async () => {
  await rig.admin.auth.deleteUser(uid);
  for (const id of ['c', 'a', 'b']) await rig.admin.auth.createUser({ uid: id });
  const first = await rig.admin.auth.listUsers(2);
  const second = await rig.admin.auth.listUsers(2, first.pageToken);
  expect([first, second].map(({ users }) => users.map((user) => user.uid))).toEqual([['a', 'b'], ['c']]);
  expect(second.pageToken).toBeUndefined();
});

test('many accounts are deleted at once, enabled ones only by force', async () => {
  await rig.admin.auth.createUser({ uid: 'off', disabled: true });
  const { body } = await adminCall('POST', '/v1/projects/demo-office/accounts:batchDelete', rig.secret, {
    localIds: [uid, 'off'],
  });
  expect(body).toMatchObject({
    errors: [{ index: 0, localId: uid, message: expect.stringMatching(/^NOT_DISABLED/) as string }],
  });
  expect((await rig.admin.auth.deleteUsers([uid])).successCount).toBe(1);
  expect((await rig.admin.auth.listUsers()).users).toEqual([]);
});

test.each([
  ['no credential', undefined],
  ['owner', 'owner'],
  ['a secret one letter off', 'x'],
])('the private channel refuses %s', async (_name, secret) => {
  expect(
    (await adminCall('POST', '/v1/projects/demo-office/accounts:lookup', rig.secret, { localId: [uid] })).status,
  ).toBe(200);
  const given = secret === 'x' ? `${rig.secret.slice(0, -1)}x` : secret;
  const { status } = await adminCall('POST', '/v1/projects/demo-office/accounts:lookup', given, { localId: [uid] });
  expect(status).toBe(401);
});

// HTTP

test('a call without an API key is refused', async () => {
  const answer = await fetch(`${rig.url}/identitytoolkit.googleapis.com/v1/accounts:lookup`, {
    method: 'POST',
    body: '{}',
  });
  expect(answer.status).toBe(403);
});

/** A call on the unix socket as any program of this user could make it. */
function adminCall(method: string, path: string, secret: string | undefined, body: object) {
  return new Promise<{ status: number; body: Record<string, unknown> }>((resolve, reject) => {
    const headers = secret === undefined ? {} : { Authorization: `Bearer ${secret}` };
    const call = request({ socketPath: rig.authSocket, method, path, headers }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk: string) => (text += chunk));
      res.on('end', () => resolve({ status: res.statusCode!, body: JSON.parse(text) as Record<string, unknown> }));
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}
