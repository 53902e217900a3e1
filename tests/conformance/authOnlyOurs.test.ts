import { decodeJwt, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorOf, newPerson, PASSWORD, signInAnswer } from './auth/person.ts';
import { anyEmail, openOurProduct, type AuthServer } from './auth/server.ts';

// Where emulators differ from us on purpose (auth protocol, end of section 6), as an office runs it. What needs a moved
// clock (expiry, rotation and replay, age of a sign-in, an old key) is in packages/embedded-backend/src/auth.

let server: AuthServer;
beforeAll(async () => {
  server = await openOurProduct();
});
afterAll(() => server.close());

test('an unsigned ID token is nobody', async () => {
  const { idToken } = await newPerson(server);
  const forged = new UnsecuredJWT(decodeJwt(idToken)).encode();
  expect(errorOf(await server.call('lookup', { idToken: forged }))).toBe('INVALID_ID_TOKEN');
});

test('an unsigned custom token signs nobody in', async () => {
  const aud = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';
  const token = new UnsecuredJWT({ aud, uid: 'director' }).encode();
  expect(errorOf(await server.call('signInWithCustomToken', { token }))).toBe('INVALID_CUSTOM_TOKEN');
});

test('`owner` administers nothing on the public port', async () => {
  const { uid } = await newPerson(server);
  for (const path of ['accounts:update', 'accounts:lookup', 'accounts']) {
    const { status } = await server.fetch(`/identitytoolkit.googleapis.com/v1/projects/${server.project}/${path}`, {
      method: 'POST',
      headers: { Authorization: 'Bearer owner' },
      body: JSON.stringify({ localId: uid, disableUser: true }),
    });
    expect(status).toBe(404);
  }
});

test.each(['oobCodes', 'config', 'accounts'])(
  'there is no control endpoint %s, and no /emulator/action',
  async (name) => {
    const { status } = await server.fetch(`/emulator/v1/projects/${server.project}/${name}`);
    expect(status).toBe(404);
    expect((await server.fetch('/emulator/action?mode=verifyEmail&oobCode=x&apiKey=x')).status).toBe(404);
  },
);

test('after a revocation no refresh is granted', async () => {
  const { uid, refreshToken } = await newPerson(server);
  await server.admin('/accounts:update', { localId: uid, validSince: String(Math.floor(Date.now() / 1000)) });
  const refreshed = await server.refresh({ grant_type: 'refresh_token', refresh_token: refreshToken });
  expect(errorOf(refreshed)).toBe('TOKEN_EXPIRED');
});

test('not even administrators see a hash', async () => {
  const { uid } = await newPerson(server);
  const { body } = await server.admin('/accounts:lookup', { localId: [uid] });
  expect(body['users']).toMatchObject([{ passwordHash: 'UkVEQUNURUQ=' }]);
  expect(JSON.stringify(body)).not.toMatch(/scrypt|salt/);
});

test('guessing a password is slowed down', async () => {
  const { email } = await newPerson(server);
  for (let i = 0; i < 5; i++) await signInAnswer(server, email, 'sai');
  expect(errorOf(await signInAnswer(server, email, PASSWORD))).toBe('TOO_MANY_ATTEMPTS_TRY_LATER');
});

test('nobody signs up by themselves', async () => {
  expect(errorOf(await server.call('signUp', { email: anyEmail(), password: PASSWORD }))).toBe('ADMIN_ONLY_OPERATION');
});
