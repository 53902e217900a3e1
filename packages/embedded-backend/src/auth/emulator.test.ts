import { createUserWithEmailAndPassword, signInAnonymously, signInWithCustomToken } from 'firebase/auth';
import { UnsecuredJWT, decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig({ emulator: true });
});
afterEach(() => rig.close());

const error = (body: Record<string, unknown>) => (body['error'] as { message: string }).message;
const signUp = (body: object) => rig.call('signUp', { returnSecureToken: true, ...body });

test('somebody signs up and is signed in', async () => {
  const client = rig.client();
  const { user } = await createUserWithEmailAndPassword(client, 'A@Example.test', '123456');
  expect(user).toMatchObject({ email: 'a@example.test', emailVerified: false });
  expect(await rig.auth.authenticate(`Bearer ${await user.getIdToken()}`)).toMatchObject({ uid: user.uid });
});

test.each([
  ['a taken e-mail, in other letters', { email: 'TAKEN@example.test', password: '123456' }, 'EMAIL_EXISTS'],
  ['a malformed e-mail', { email: 'not an address', password: '123456' }, 'INVALID_EMAIL'],
  [
    'a short password',
    { email: 'b@example.test', password: '12345' },
    'WEAK_PASSWORD : Password should be at least 6 characters',
  ],
  ['no password', { email: 'b@example.test' }, 'MISSING_PASSWORD'],
])('sign-up refuses %s', async (_name, body, code) => {
  expect((await signUp({ email: 'taken@example.test', password: '123456' })).status).toBe(200);
  expect(error((await signUp(body)).body)).toBe(code);
});

test('a public caller cannot choose an id', async () => {
  const body = { email: 'b@example.test', password: '123456' };
  expect((await signUp({ ...body, localId: 'chosen' })).status).toBe(400);
  expect((await signUp(body)).status).toBe(200);
});

test('somebody without a name can take one later', async () => {
  const client = rig.client();
  const { user } = await signInAnonymously(client);
  expect(user.isAnonymous).toBe(true);
  const { body } = await signUp({ idToken: await user.getIdToken(), email: 'c@example.test', password: '123456' });
  expect(body).toMatchObject({ localId: user.uid, email: 'c@example.test' });
});

test('a custom token of a test signs in, and its claims survive a refresh', async () => {
  const client = rig.client();
  const token = new UnsecuredJWT({
    aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
    uid: 'tester',
    claims: { role: 'clerk' },
  }).encode();
  const { user } = await signInWithCustomToken(client, token);
  expect(user.uid).toBe('tester');
  const { claims, signInProvider } = await user.getIdTokenResult(true);
  expect(claims['role']).toBe('clerk');
  expect(signInProvider).toBe('custom');
});

test('`owner` administers, as does a mock token of a user that exists nowhere', async () => {
  expect(await rig.auth.authenticate('Bearer owner')).toEqual({ kind: 'admin' });
  const mock = new UnsecuredJWT({ sub: 'alice', user_id: 'alice', iat: 0, exp: 3600, aud: 'demo-x', role: 'clerk' });
  expect(await rig.auth.authenticate(`Bearer ${mock.encode()}`)).toMatchObject({
    kind: 'user',
    uid: 'alice',
    token: { role: 'clerk' },
  });
  const made = await fetch(`${rig.url}/identitytoolkit.googleapis.com/v1/projects/demo-office/accounts`, {
    method: 'POST',
    headers: { Authorization: 'Bearer owner' },
    body: JSON.stringify({ localId: 'chosen' }),
  });
  expect(await made.json()).toMatchObject({ localId: 'chosen' });
});

test('all accounts go between two tests', async () => {
  await rig.admin.auth.createUser({ uid: 'a' });
  const answer = await fetch(`${rig.url}/emulator/v1/projects/demo-office/accounts`, { method: 'DELETE' });
  expect(answer.status).toBe(200);
  expect((await rig.admin.auth.listUsers()).users).toEqual([]);
});

const control = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${rig.url}/emulator/${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const OOB = 'v1/projects/demo-office/oobCodes';

test('links that went out can be read by tests and followed without a page', async () => {
  await signUp({ email: 'a@example.test', password: '123456' });
  await rig.call('sendOobCode', { requestType: 'PASSWORD_RESET', email: 'a@example.test' });
  const [code] = (await control(OOB)).body['oobCodes'] as { email: string; requestType: string; oobLink: string }[];
  expect(code).toMatchObject({ email: 'a@example.test', requestType: 'PASSWORD_RESET' });
  const link = new URL(code!.oobLink);
  expect(link.origin).toBe(rig.url);
  expect((await control(`action${link.search}&newPassword=654321`)).body).toMatchObject({
    authEmulator: { email: 'a@example.test' },
  });
  expect((await rig.call('signInWithPassword', { email: 'a@example.test', password: '654321' })).status).toBe(200);
  expect((await control(`action${link.search}&newPassword=654321`)).status).toBe(400);
  expect((await control(OOB)).body['oobCodes']).toEqual([]);
});

test('a link by mail makes an account for an e-mail that is new', async () => {
  await rig.call('sendOobCode', { requestType: 'EMAIL_SIGNIN', email: 'new@example.test' });
  const [code] = (await control(OOB)).body['oobCodes'] as { oobCode: string }[];
  const { body } = await rig.call('signInWithEmailLink', { email: 'new@example.test', oobCode: code!.oobCode });
  expect(body).toMatchObject({ isNewUser: true, email: 'new@example.test' });
});

test('what a server of ours always is cannot be turned off', async () => {
  const patch = (body: object) =>
    control('v1/projects/demo-office/config', { method: 'PATCH', body: JSON.stringify(body) });
  const on = { emailPrivacyConfig: { enableImprovedEmailPrivacy: true } };
  expect((await patch(on)).body).toMatchObject(on);
  expect((await patch({ emailPrivacyConfig: { enableImprovedEmailPrivacy: false } })).status).toBe(400);
  expect((await patch({ signIn: { allowDuplicateEmails: true } })).status).toBe(400);
});

const IDENTITY_TOOLKIT = '/identitytoolkit.googleapis.com/v1';
const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await fetch(rig.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

test('`owner` administers without naming the project, in any letters, and needs no key', async () => {
  const owner = { Authorization: 'bEArEr OWNER' };
  const made = await post(`${IDENTITY_TOOLKIT}/accounts:signUp`, { localId: 'chosen', email: 'd@example.test' }, owner);
  expect(made.body).toMatchObject({ localId: 'chosen' });
  expect(made.body).not.toHaveProperty('idToken');
  const found = await post(`${IDENTITY_TOOLKIT}/accounts:lookup`, { localId: ['chosen'] }, owner);
  expect(found.body['users']).toMatchObject([{ email: 'd@example.test' }]);
  const changed = await post(`${IDENTITY_TOOLKIT}/accounts:update`, { localId: 'chosen', disableUser: true }, owner);
  expect(changed.status).toBe(200);
  const link = { email: 'new@example.test', requestType: 'EMAIL_SIGNIN', returnOobLink: true };
  const { oobCode } = (await post(`${IDENTITY_TOOLKIT}/accounts:sendOobCode`, link, owner)).body;
  expect((await control(OOB)).body['oobCodes']).toMatchObject([{ oobCode, email: 'new@example.test' }]);
  expect(error((await post(`${IDENTITY_TOOLKIT}/accounts:delete`, {}, owner)).body)).toBe('MISSING_LOCAL_ID');
  expect((await post(`${IDENTITY_TOOLKIT}/accounts:delete`, { localId: 'chosen' }, owner)).status).toBe(200);
});

test('the key may come as a header; without one the refusal says its status', async () => {
  expect((await post(`${IDENTITY_TOOLKIT}/accounts:signUp`, {}, { 'x-goog-api-key': 'any' })).status).toBe(200);
  expect(await post(`${IDENTITY_TOOLKIT}/accounts:signUp`, {}, { Authorization: 'Basic b3duZXI6' })).toMatchObject({
    status: 403,
    body: { error: { status: 'PERMISSION_DENIED' } },
  });
});

test('a test may write a custom token as plain JSON', async () => {
  const signIn = (token: object) => rig.call('signInWithCustomToken', { token: JSON.stringify(token) });
  expect((await signIn({ uid: 'tester', claims: { role: 'clerk' } })).body).toMatchObject({ isNewUser: true });
  expect(error((await signIn({ uid: 'tester', claims: { firebase: 1 } })).body)).toBe('FORBIDDEN_CLAIM : firebase');
  expect(error((await signIn({ claims: {} })).body)).toMatch(/^INVALID_CUSTOM_TOKEN/);
});

test('whoever sets a password is signed in by it from then on', async () => {
  const { body } = await signUp({});
  const set = await rig.call('update', { idToken: body['idToken'], email: 'e@example.test', password: '123456' });
  const { firebase } = decodeJwt(set.body['idToken'] as string) as { firebase: { sign_in_provider: string } };
  expect(firebase.sign_in_provider).toBe('password');
});

test('an anonymous sign-up takes no name, an empty e-mail is none, another project is for administrators', async () => {
  expect((await signUp({ displayName: 'Me' })).body).not.toHaveProperty('displayName');
  expect(error((await signUp({ email: '', password: '' })).body)).toBe('INVALID_EMAIL');
  expect(error((await signUp({ targetProjectId: 'other' })).body)).toMatch(/^INSUFFICIENT_PERMISSION/);
});

test('Android names the kind of a letter by its number', async () => {
  await signUp({ email: 'f@example.test', password: '123456' });
  expect((await rig.call('sendOobCode', { requestType: 1, email: 'f@example.test' })).status).toBe(200);
  const sent = await fetch(`${rig.url}/emulator/v1/projects/demo-office/oobCodes`);
  expect(await sent.json()).toMatchObject({ oobCodes: [{ requestType: 'PASSWORD_RESET' }] });
  expect((await rig.call('sendOobCode', { requestType: 99, email: 'f@example.test' })).status).toBe(400);
});

const refreshBy = async (form: Record<string, string>) => {
  const answer = await fetch(`${rig.url}/securetoken.googleapis.com/v1/token?key=any`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return (await answer.json()) as Record<string, unknown>;
};

test('a refresh may be spelt as the rest of the API is', async () => {
  const { body } = await signUp({});
  const form = { grantType: 'refresh_token', refreshToken: body['refreshToken'] as string };
  expect(await refreshBy(form)).toMatchObject({ user_id: body['localId'] });
});

test.each<[Record<string, string>, string]>([
  [{ refresh_token: 'any' }, 'MISSING_GRANT_TYPE'],
  [{ grantType: 'other', refresh_token: 'any' }, 'INVALID_GRANT_TYPE'],
  [{ grantType: 'refresh_token' }, 'MISSING_REFRESH_TOKEN'],
])('a refresh by %o is %s', async (form, refusal) => {
  expect(error(await refreshBy(form))).toBe(refusal);
});
