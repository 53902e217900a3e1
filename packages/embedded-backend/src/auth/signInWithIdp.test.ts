import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  linkWithCredential,
  OAuthProvider,
  reauthenticateWithCredential,
  signInWithCredential,
  signInWithEmailAndPassword,
  unlink,
  type Auth as ClientAuth,
} from 'firebase/auth';
import { decodeJwt, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openIssuer, type Issuer } from './issuer.ts';
import { openRig, type Rig } from './rig.ts';

const PASSWORD = 'mật khẩu của Hà';
const NONCE = 'a raw nonce of the page';
const provider = new OAuthProvider('oidc.office');

let issuer: Issuer;
let rig: Rig;
let client: ClientAuth;
beforeAll(async () => {
  issuer = await openIssuer({
    ha: { email: 'Ha@office.test', email_verified: true, name: 'Đỗ Thu Hà' },
    successor: { email: 'ha@office.test', email_verified: true, name: 'Lê Thu Hà' },
    marks: { email: 'Ha@xn--s-lym.vn', email_verified: true, name: 'Hà của Sở' },
    an: { email: 'an@office.test', email_verified: false, name: 'An' },
    binh: { email: 'binh@elsewhere.test', email_verified: true, name: 'Bình' },
  });
});
afterAll(() => issuer.close());
beforeEach(async () => {
  const office = {
    id: 'oidc.office',
    issuer: issuer.url,
    clientId: 'lich',
    trustedDomains: ['office.test', 'XN--S-LYM.vn'],
  };
  rig = await openRig({ identityProviders: [office] });
  client = rig.client();
});
afterEach(() => rig.close());

const credential = (idToken: string, rawNonce = NONCE) => provider.credential({ idToken, rawNonce });
const account = (email: string) => rig.admin.auth.createUser({ email, password: PASSWORD });

test("somebody whom the office's issuer vouches for is the account of the same e-mail, now and later", async () => {
  const { uid } = await account('ha@office.test');
  const { user } = await signInWithCredential(client, credential(await issuer.idTokenFor('ha', NONCE)));
  expect(user.uid).toBe(uid);
  expect(user.providerData.map(({ providerId }) => providerId)).toEqual(['password', 'oidc.office']);
  const { claims, signInProvider } = await user.getIdTokenResult(true);
  expect(signInProvider).toBe('oidc.office');
  expect(claims['firebase']).toMatchObject({ identities: { 'oidc.office': ['ha'], email: ['ha@office.test'] } });
  await rig.admin.auth.updateUser(uid, { email: 'ha.moi@office.test' }); // the issuer's own name counts from now on
  const again = await signInWithCredential(rig.client(), credential(await issuer.idTokenFor('ha', NONCE)));
  expect(again.user.uid).toBe(uid);
});

test('a domain that has marks is trusted however the issuer and the administrator write it', async () => {
  const { uid } = await account('ha@sở.vn');
  const { user } = await signInWithCredential(client, credential(await issuer.idTokenFor('marks', NONCE)));
  expect(user.uid).toBe(uid);
});

test('who has no account gets none', async () => {
  await expect(signInWithCredential(client, credential(await issuer.idTokenFor('ha', NONCE)))).rejects.toMatchObject({
    code: 'auth/admin-restricted-operation',
  });
  expect((await rig.admin.auth.listUsers()).users).toEqual([]);
});

test.each([
  ['of a domain that it does not speak for', 'binh', 'binh@elsewhere.test', 'account-exists-with-different-credential'],
  ['that it has not verified', 'an', 'an@office.test', 'admin-restricted-operation'],
])('an e-mail %s opens no account', async (_name, login, email, code) => {
  const { uid } = await account(email);
  await expect(signInWithCredential(client, credential(await issuer.idTokenFor(login, NONCE)))).rejects.toMatchObject({
    code: `auth/${code}`,
  });
  expect((await rig.admin.auth.getUser(uid)).providerData.map(({ providerId }) => providerId)).toEqual(['password']);
});

test('a successor who was given the same address does not come into the account', async () => {
  await account('ha@office.test');
  await signInWithCredential(client, credential(await issuer.idTokenFor('ha', NONCE)));
  await expect(
    signInWithCredential(rig.client(), credential(await issuer.idTokenFor('successor', NONCE))),
  ).rejects.toMatchObject({ code: 'auth/account-exists-with-different-credential' });
});

test('a person links their own identity, and nobody else can have it', async () => {
  const { uid } = await account('binh@elsewhere.test');
  const { user } = await signInWithEmailAndPassword(client, 'binh@elsewhere.test', PASSWORD);
  await linkWithCredential(user, credential(await issuer.idTokenFor('binh', NONCE)));
  const other = await signInWithCredential(rig.client(), credential(await issuer.idTokenFor('binh', NONCE)));
  expect(other.user.uid).toBe(uid);
  await reauthenticateWithCredential(other.user, credential(await issuer.idTokenFor('binh', NONCE)));
  await account('ha@office.test');
  const stranger = (await signInWithEmailAndPassword(rig.client(), 'ha@office.test', PASSWORD)).user;
  await expect(linkWithCredential(stranger, credential(await issuer.idTokenFor('binh', NONCE)))).rejects.toMatchObject({
    code: 'auth/credential-already-in-use',
  });
});

test('an administrator links an identity to an account, and takes it away again', async () => {
  const { uid } = await account('binh@elsewhere.test');
  const comeIn = async () => signInWithCredential(rig.client(), credential(await issuer.idTokenFor('binh', NONCE)));
  const link = (to: string) =>
    rig.admin.auth.updateUser(to, { providerToLink: { providerId: 'oidc.office', uid: 'binh', email: 'b@x.test' } });
  await link(uid);
  const { user } = await comeIn();
  expect([user.uid, (await rig.admin.auth.getUserByProviderUid('oidc.office', 'binh')).uid]).toEqual([uid, uid]);
  expect(rig.log).toContain(`auth: oidc.office linked to account ${uid} by an administrator`);

  const other = await account('ha@office.test');
  await expect(link(other.uid)).rejects.toThrow(/FEDERATED_USER_ID_ALREADY_LINKED|already/);
  expect((await rig.admin.auth.getUser(other.uid)).providerData).toHaveLength(1);

  await rig.admin.auth.updateUser(uid, { providersToUnlink: ['oidc.office'] });
  await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
  await expect(comeIn()).rejects.toMatchObject({ code: 'auth/account-exists-with-different-credential' });
});

test('linking needs a fresh sign-in', async () => {
  await account('binh@elsewhere.test');
  const { user } = await signInWithEmailAndPassword(client, 'binh@elsewhere.test', PASSWORD);
  rig.clock.now += 301_000;
  await expect(linkWithCredential(user, credential(await issuer.idTokenFor('binh', NONCE)))).rejects.toMatchObject({
    code: 'auth/requires-recent-login',
  });
});

test('a disabled person is refused, and is not linked', async () => {
  const { uid } = await account('ha@office.test');
  await rig.admin.auth.updateUser(uid, { disabled: true });
  await expect(signInWithCredential(client, credential(await issuer.idTokenFor('ha', NONCE)))).rejects.toMatchObject({
    code: 'auth/user-disabled',
  });
  expect((await rig.admin.auth.getUser(uid)).providerData).toHaveLength(1);
});

test('a token without its nonce, or caught on the way by somebody else, is refused', async () => {
  await account('ha@office.test');
  const idToken = await issuer.idTokenFor('ha', NONCE);
  for (const raw of ['another', '']) {
    const { body } = await idp({ id_token: idToken, nonce: raw });
    expect((body['error'] as { message: string }).message).toMatch(/^MISSING_OR_INVALID_NONCE/);
  }
});

const idp = (form: Record<string, string>) =>
  rig.call('signInWithIdp', {
    requestUri: 'http://localhost',
    returnSecureToken: true,
    postBody: new URLSearchParams({ providerId: 'oidc.office', nonce: NONCE, ...form }).toString(),
  });

test('a token that the issuer made for another client is refused', async () => {
  await account('ha@office.test');
  const { body } = await idp({ id_token: await issuer.idTokenFor('ha', NONCE, 'another') });
  expect((body['error'] as { message: string }).message).toMatch(/^INVALID_IDP_RESPONSE/);
});

test('a token that has run out, that nobody signed, or that somebody else signed is refused', async () => {
  await account('ha@office.test');
  const good = await issuer.idTokenFor('ha', NONCE);
  expect((await idp({ id_token: good })).status).toBe(200);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forged = await new SignJWT(decodeJwt(good)).setProtectedHeader({ alg: 'RS256', kid: 'x' }).sign(privateKey);
  const shared = await new SignJWT(decodeJwt(good)).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32));
  for (const idToken of [forged, shared, new UnsecuredJWT(decodeJwt(good)).encode(), 'garbage']) {
    const { body } = await idp({ id_token: idToken });
    expect((body['error'] as { message: string }).message).toMatch(/^INVALID_IDP_RESPONSE/);
  }
  rig.clock.now += 2 * 3600_000;
  expect((await idp({ id_token: good })).status).toBe(400);
});

test('why the office’s own sign-in fails is in the log: a clock that is wrong, a key that nobody knows, no account', async () => {
  const good = await issuer.idTokenFor('ha', NONCE);
  await idp({ id_token: good });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const another = new SignJWT(decodeJwt(good)).setProtectedHeader({ alg: 'RS256', kid: 'x' });
  await idp({ id_token: await another.sign(privateKey) });
  rig.clock.now += 2 * 3600_000;
  await idp({ id_token: good });
  expect(rig.log.filter((line) => line.startsWith('auth: sign-in refused'))).toEqual([
    'auth: sign-in refused, by oidc.office from 127.0.0.1: ADMIN_ONLY_OPERATION : Nobody has invited this person yet.',
    expect.stringContaining('INVALID_IDP_RESPONSE : The token is not good: no applicable key found'),
    expect.stringContaining('INVALID_IDP_RESPONSE : The token is not good: "exp" claim timestamp check failed'),
  ]);
});

test('a provider that is not set up is refused', async () => {
  const { body } = await idp({ id_token: 'x', providerId: 'oidc.elsewhere' });
  expect((body['error'] as { message: string }).message).toMatch(/^OPERATION_NOT_ALLOWED/);
});

test('an issuer that does not answer, or is another one, reads as a network failure, and is asked again', async () => {
  await rig.close();
  let isUp = false;
  const front = createServer((_req, res) => {
    if (!isUp) return void res.writeHead(500).end();
    res.end(JSON.stringify({ issuer: 'https://another.test', jwks_uri: `${issuer.url}/jwks` }));
  }).listen(0, '127.0.0.1');
  await once(front, 'listening');
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  rig = await openRig({
    identityProviders: [{ id: 'oidc.office', issuer: url, clientId: 'lich', trustedDomains: [] }],
  });
  for (isUp of [false, true]) {
    const idToken = await issuer.idTokenFor('ha', NONCE);
    await expect(signInWithCredential(rig.client(), credential(idToken))).rejects.toMatchObject({
      code: 'auth/network-request-failed',
    });
  }
  expect(rig.log.join('\n')).toMatch(/answers 500[\s\S]*is of another issuer/);
  front.close();
});

test('who comes with a key that the issuer has just taken into use is let in; made-up keys have it asked once a second', async () => {
  await rig.close();
  let key = { kid: 'old', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
  let asked = 0;
  const own = createServer((req, res) => {
    const answer = async () => {
      if (req.url !== '/jwks') return { issuer: url, jwks_uri: `${url}/jwks` };
      asked++;
      return { keys: [{ kid: key.kid, alg: 'RS256', use: 'sig', ...(await exportJWK(key.publicKey)) }] };
    };
    void answer().then((body) => res.end(JSON.stringify(body)));
  }).listen(0, '127.0.0.1');
  await once(own, 'listening');
  const url = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
  rig = await openRig({
    identityProviders: [{ id: 'oidc.office', issuer: url, clientId: 'lich', trustedDomains: ['office.test'] }],
  });
  await account('ha@office.test');
  const token = (kid = key.kid) =>
    new SignJWT({
      email: 'ha@office.test',
      email_verified: true,
      nonce: createHash('sha256').update(NONCE).digest('hex'),
    })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(url)
      .setAudience('lich')
      .setSubject('ha')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key.privateKey);
  const come = async (kid?: string) => (await idp({ id_token: await token(kid) })).status;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  try {
    expect(await come()).toBe(200);
    vi.advanceTimersByTime(1000);
    key = { kid: 'new', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
    expect(await come()).toBe(200);
    expect(asked).toBe(2);
    for (let i = 0; i < 20; i++) expect(await come(`made up ${i}`)).toBe(400);
    expect(asked).toBe(2);
  } finally {
    vi.useRealTimers();
    own.close();
    own.closeAllConnections();
  }
});

test('who unlinks an identity stays, and whoever came in by it is out', async () => {
  const { uid } = await account('ha@office.test');
  const thief = (await signInWithCredential(rig.client(), credential(await issuer.idTokenFor('ha', NONCE)))).user;
  const { user } = await signInWithEmailAndPassword(client, 'ha@office.test', PASSWORD);
  await unlink(user, 'oidc.office');
  await expect(thief.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
  await user.getIdToken(true);
  expect((await rig.admin.auth.getUser(uid)).providerData.map(({ providerId }) => providerId)).toEqual(['password']);
});
