import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRig, type Rig } from './rig.ts';

// A machine whose clock was ahead or behind, as after a start without a battery, and is put right by NTP.

const EMAIL = 'ha@office.test';
const PASSWORD = 'mật khẩu của Hà';
const DAY_MS = 24 * 3600_000;

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const signIn = async (email = EMAIL, password = PASSWORD) =>
  (await rig.call('signInWithPassword', { email, password })).body as {
    idToken: string;
    refreshToken: string;
    error?: { message: string };
  };
const isTrusted = (idToken: string) =>
  rig.auth.authenticate(`Bearer ${idToken}`).then(
    () => true,
    () => false,
  );

test('an account that was made while the clock was ahead is let in once it is right', async () => {
  rig.clock.now += DAY_MS;
  const { uid } = await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD });
  rig.clock.now -= DAY_MS;
  const { idToken } = await signIn();
  expect(await isTrusted(idToken)).toBe(true);
  expect((await rig.admin.auth.verifyIdToken(idToken, true)).uid).toBe(uid);
});

test('who changed a password while the clock was ahead stays signed in when it is right', async () => {
  await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD });
  rig.clock.now += DAY_MS;
  const { idToken } = await signIn();
  const { body } = await rig.call('update', { idToken, password: 'con trâu đen bên bờ ao', returnSecureToken: true });
  rig.clock.now -= DAY_MS;
  const refreshed = await rig.refresh(body['refreshToken'] as string);
  expect(await isTrusted(refreshed.body['id_token'] as string)).toBe(true);
});

test('signing somebody out everywhere ends the sessions too that began while the clock was ahead', async () => {
  const { uid } = await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD });
  rig.clock.now += DAY_MS;
  const { idToken, refreshToken } = await signIn();
  rig.clock.now -= DAY_MS;
  await rig.admin.auth.revokeRefreshTokens(uid);
  expect(await isTrusted(idToken)).toBe(false);
  expect((await rig.refresh(refreshToken)).status).toBe(400);
});

test('one wrong password before the clock was put right locks nobody out', async () => {
  await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD });
  await signIn(EMAIL, 'sai');
  rig.clock.now -= DAY_MS;
  expect((await signIn()).error).toBeUndefined();
});

test('many of them lock the account for its half minute, not until the clock is there again', async () => {
  await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD });
  for (let i = 0; i < 5; i++) await signIn(EMAIL, 'sai');
  rig.clock.now -= DAY_MS;
  expect((await signIn()).error?.message).toMatch(/^TOO_MANY_ATTEMPTS/);
  rig.clock.now += 31_000;
  expect((await signIn()).error).toBeUndefined();
});

test('an office whose minute was full goes on when the clock is put right', async () => {
  await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD });
  for (let i = 0; i < 60; i++) await signIn(`p${i}@office.test`, 'sai');
  rig.clock.now -= DAY_MS;
  expect((await signIn()).error).toBeUndefined();
});

test('links that were asked for before the clock was put right do not count for a day', async () => {
  const ask = () => rig.call('sendOobCode', { requestType: 'PASSWORD_RESET', email: EMAIL });
  for (let i = 0; i < 3; i++) await ask();
  expect((await ask()).status).toBe(400);
  rig.clock.now -= DAY_MS;
  expect((await ask()).status).toBe(200);
});

test('who used the page while the clock was far behind stays signed in', async () => {
  await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD });
  const { refreshToken } = await signIn();
  rig.clock.now -= 60 * DAY_MS;
  expect((await rig.refresh(refreshToken)).status).toBe(200);
  rig.clock.now += 60 * DAY_MS;
  expect((await rig.refresh(refreshToken)).status).toBe(200);
});
