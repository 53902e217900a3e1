import { generateKeyPairSync, randomBytes, scryptSync } from 'node:crypto';
import { signInWithCustomToken, signInWithEmailAndPassword } from 'firebase/auth';
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRig, type Rig } from './rig.ts';

const PASSWORD = 'mật khẩu của Hà';
const AUDIENCE = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const error = ({ body }: { body: Record<string, unknown> }) => (body['error'] as { message: string }).message;
const exchange = (token: string) => rig.call('signInWithCustomToken', { token, returnSecureToken: true });

test("a custom token of firebase-admin's signs in, and its claims survive a refresh", async () => {
  const token = await rig.admin.auth.createCustomToken('kiosk-1', { kiosk: true });
  const { user } = await signInWithCustomToken(rig.client(), token);
  const { claims, signInProvider } = await user.getIdTokenResult(true);
  expect([user.uid, claims['kiosk'], signInProvider]).toEqual(['kiosk-1', true, 'custom']);
});

test('a custom token is good for an hour', async () => {
  const token = await rig.admin.auth.createCustomToken('kiosk-1');
  rig.clock.now += 59 * 60_000;
  expect((await exchange(token)).status).toBe(200);
  rig.clock.now += 2 * 60_000;
  expect(error(await exchange(token))).toMatch(/^INVALID_CUSTOM_TOKEN/);
});

test('a custom token of anybody else is refused', async () => {
  const good = decodeJwt(await rig.admin.auth.createCustomToken('kiosk-1'));
  expect(error(await exchange(new UnsecuredJWT(good).encode()))).toMatch(/^INVALID_CUSTOM_TOKEN/);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forged = await new SignJWT(good).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
  expect(error(await exchange(forged))).toMatch(/^INVALID_CUSTOM_TOKEN/);
  const idToken = (await exchange(await rig.admin.auth.createCustomToken('kiosk-1'))).body['idToken'] as string;
  expect(error(await exchange(idToken))).toMatch(/^INVALID_CUSTOM_TOKEN/);
});

test('a custom token cannot claim what tokens say of themselves', async () => {
  const account = `private-channel@demo-office.invalid`;
  const now = Math.floor(rig.clock.now / 1000);
  const payload = { iss: account, sub: account, aud: AUDIENCE, iat: now, exp: now + 3600, uid: 'a' };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signedBy = async (claims: object) => {
    const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ ...payload, claims })}`;
    const url = `https://any.invalid/v1/projects/-/serviceAccounts/${account}:signBlob`;
    const { signedBlob } = await rig.adminCall('POST', new URL(url).pathname, {
      payload: Buffer.from(text).toString('base64'),
    });
    return `${text}.${Buffer.from(signedBlob as string, 'base64').toString('base64url')}`;
  };
  expect((await exchange(await signedBy({ role: 'x' }))).status).toBe(200);
  expect(error(await exchange(await signedBy({ firebase: {} })))).toMatch(/^FORBIDDEN_CLAIM/);
});

test('a session cookie lives as long as was asked, and firebase-admin verifies and revokes it', async () => {
  const { uid } = await rig.admin.auth.createUser({ email: 'a@example.test', password: PASSWORD });
  const { user } = await signInWithEmailAndPassword(rig.client(), 'a@example.test', PASSWORD);
  const cookie = await rig.admin.auth.createSessionCookie(await user.getIdToken(), { expiresIn: 5 * 86_400_000 });
  const { iss, iat, exp } = decodeJwt(cookie);
  expect([iss, exp! - iat!]).toEqual(['https://session.firebase.google.com/demo-office', 5 * 86_400]);
  expect((await rig.admin.auth.verifySessionCookie(cookie, true)).uid).toBe(uid);
  await expect(rig.auth.authenticate(`Bearer ${cookie}`)).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
  rig.clock.now += 2000;
  await rig.admin.auth.revokeRefreshTokens(uid);
  await expect(rig.admin.auth.createSessionCookie(await user.getIdToken(), { expiresIn: 300_000 })).rejects.toThrow(
    /expired/,
  );
});

test('accounts are imported with the passwords they had', async () => {
  const salt = randomBytes(16);
  const hash = scryptSync(PASSWORD.normalize('NFKC'), salt, 64, { N: 1024, r: 8, p: 1 });
  const done = await rig.admin.auth.importUsers(
    [
      { uid: 'a', email: 'A@example.test', passwordHash: hash, passwordSalt: salt, displayName: 'An' },
      { uid: 'b', email: 'a@example.test' },
      { uid: 'c', customClaims: { role: 'x' }, disabled: true },
    ],
    {
      hash: { algorithm: 'STANDARD_SCRYPT', memoryCost: 1024, parallelization: 1, blockSize: 8, derivedKeyLength: 64 },
    },
  );
  expect([done.successCount, done.errors.map(({ index }) => index)]).toEqual([2, [1]]);
  const { user } = await signInWithEmailAndPassword(rig.client(), 'a@example.test', PASSWORD);
  expect([user.uid, user.displayName]).toEqual(['a', 'An']);
  expect(await rig.admin.auth.getUser('c')).toMatchObject({ disabled: true, customClaims: { role: 'x' } });
  expect((await rig.admin.auth.importUsers([{ uid: 'a', displayName: 'Bình' }])).failureCount).toBe(1);
  const again = { users: [{ localId: 'a', displayName: 'Bình' }], allowOverwrite: true };
  await rig.adminCall('POST', '/v1/projects/demo-office/accounts:batchCreate', again);
  expect((await rig.admin.auth.getUser('a')).displayName).toBe('Bình');
  await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
});

test('hashes that cannot be checked, or would take minutes to, are refused by name', async () => {
  const users = [{ uid: 'a', passwordHash: Buffer.alloc(32), passwordSalt: Buffer.alloc(8) }];
  await expect(rig.admin.auth.importUsers(users, { hash: { algorithm: 'BCRYPT' } })).rejects.toMatchObject({
    message: expect.stringContaining('BCRYPT is not supported') as string,
  });
  const dear = { memoryCost: 2 ** 20, parallelization: 1, blockSize: 8, derivedKeyLength: 32 };
  await expect(rig.admin.auth.importUsers(users, { hash: { algorithm: 'STANDARD_SCRYPT', ...dear } })).rejects.toThrow(
    /INVALID_HASH_PARAMETER/,
  );
});

test('of an import whose identity is somebody else’s nothing is kept', async () => {
  const providerData = [{ uid: 'sub-1', providerId: 'oidc.office' }];
  const done = await rig.admin.auth.importUsers([
    { uid: 'a', providerData },
    { uid: 'b', providerData },
  ]);
  expect(done.errors.map(({ index }) => index)).toEqual([1]);
  await expect(rig.admin.auth.getUser('b')).rejects.toMatchObject({ code: 'auth/user-not-found' });
});

test('of an import whose identity is none the others are kept', async () => {
  const users = [{ localId: 'a', providerUserInfo: [null] }, { localId: 'b' }];
  const done = await rig.adminCall('POST', '/v1/projects/demo-office/accounts:batchCreate', { users });
  expect(done).toMatchObject({ error: [{ index: 0, message: expect.stringContaining('INVALID_ARGUMENT') as string }] });
  expect((await rig.admin.auth.listUsers()).users.map(({ uid }) => uid)).toEqual(['b']);
});

test('an administrator takes a password away', async () => {
  const { uid } = await rig.admin.auth.createUser({ email: 'a@example.test', password: PASSWORD });
  const signIn = () => signInWithEmailAndPassword(rig.client(), 'a@example.test', PASSWORD);
  const { user } = await signIn();
  await rig.admin.auth.updateUser(uid, { providersToUnlink: ['password'] });
  await expect(signIn()).rejects.toMatchObject({ code: 'auth/invalid-credential' });
  await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
  expect((await rig.admin.auth.getUser(uid)).providerData).toEqual([]);
});

const phoneNumber = '+84912345678';
const factor = { phoneNumber, factorId: 'phone' as const };
test.each([
  ['a telephone number', { phoneNumber }, { phoneNumber }],
  [
    'a second factor',
    { multiFactor: { enrolledFactors: [factor] } },
    { multiFactor: { enrolledFactors: [{ ...factor, uid: 'one' }] } },
  ],
])('%s, which there is not here, is refused by name and not left out', async (_what, given, imported) => {
  const { auth } = rig.admin;
  const said = { message: expect.stringContaining('not supported') as string };
  const refused = { code: 'auth/operation-not-allowed', ...said };
  const account = { uid: 'a', email: 'a@example.test', emailVerified: true };
  await expect(auth.createUser({ ...account, ...given })).rejects.toMatchObject(refused);
  expect((await auth.importUsers([{ ...account, ...imported }])).errors[0]?.error).toMatchObject(said);
  expect((await auth.listUsers()).users).toEqual([]);
  await auth.createUser(account);
  await expect(auth.updateUser('a', { displayName: 'An', ...given })).rejects.toMatchObject(refused);
  expect((await auth.getUser('a')).displayName).toBeUndefined();
  await auth.updateUser('a', { phoneNumber: null, multiFactor: { enrolledFactors: null } }); // none is what there is
});

test.each([[{ toString: 1 }], [[5]], [true], [''], ['soon'], [-1]])(
  'a time that is none (%j) is refused by name',
  async (validSince) => {
    const { uid: localId } = await rig.admin.auth.createUser({});
    const answer = await rig.adminCall('POST', '/v1/projects/demo-office/accounts:update', { localId, validSince });
    expect(answer).toMatchObject({
      error: { message: expect.stringMatching(/^INVALID_ARGUMENT : validSince/) as string },
    });
  },
);

test('a session that refreshes in a loop is held back without being ended', async () => {
  await rig.admin.auth.createUser({ email: 'a@example.test', password: PASSWORD });
  const { body } = await rig.call('signInWithPassword', { email: 'a@example.test', password: PASSWORD });
  const form = { grant_type: 'refresh_token', refresh_token: body['refreshToken'] as string };
  const again = () =>
    fetch(`${rig.url}/securetoken.googleapis.com/v1/token?key=any`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
  for (let i = 0; i < 30; i++) expect((await again()).status).toBe(200);
  const held = await again();
  expect([held.status, held.headers.get('content-type')]).toEqual([503, 'text/plain; charset=utf-8']);
  rig.clock.now += 61_000;
  expect((await again()).status).toBe(200);
});

test('what administrators do is in the log', async () => {
  await rig.admin.auth.createUser({ uid: 'a', email: 'a@example.test', password: PASSWORD });
  await rig.admin.auth.updateUser('a', { disabled: true, password: 'một mật khẩu khác' });
  await rig.admin.auth.deleteUser('a');
  expect(rig.log).toEqual([
    'auth: account a created by an administrator',
    'auth: disabled, password of account a changed by an administrator',
    'auth: account a deleted by an administrator',
  ]);
});
