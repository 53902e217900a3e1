import {
  applyActionCode,
  confirmPasswordReset,
  isSignInWithEmailLink,
  sendEmailVerification,
  sendPasswordResetEmail,
  sendSignInLinkToEmail,
  signInWithEmailAndPassword,
  signInWithEmailLink,
  verifyBeforeUpdateEmail,
  verifyPasswordResetCode,
  type Auth as ClientAuth,
} from 'firebase/auth';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Letter, LinkRequest } from './letters.ts';
import { openRig, type Rig } from './rig.ts';

const EMAIL = 'vanthu@example.test';
const PASSWORD = 'mật khẩu của Hà';
const NEW = 'một mật khẩu khác hẳn';
const HOUR = 3600_000;
const SITE = 'https://lich.example.test';

let rig: Rig;
let uid: string;
let client: ClientAuth;
let letters: Letter[];
let database: Database.Database;

const open = async (options: Parameters<typeof openRig>[0] = {}) => {
  letters = [];
  database = new Database(':memory:');
  rig = await openRig({
    database,
    actionUrl: () => `${SITE}/account`,
    letters: { send: async (letter) => void letters.push(letter) },
    ...options,
  });
  uid = (await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD, displayName: 'Đỗ Thu Hà' })).uid;
  client = rig.client();
};
beforeEach(() => open());
afterEach(async () => {
  await rig.close();
  database.close();
});

const error = ({ body }: { body: Record<string, unknown> }) => (body['error'] as { message: string }).message;
const codeIn = (link: string) => new URL(link).searchParams.get('oobCode')!;
const letter = () => vi.waitFor(() => letters.at(-1) ?? Promise.reject(new Error('no letter yet')));
const askReset = (email: string) => rig.call('sendOobCode', { requestType: 'PASSWORD_RESET', email });
const resetLink = async () => codeIn(await rig.admin.auth.generatePasswordResetLink(EMAIL));
const reset = (oobCode: string, newPassword?: string) => rig.call('resetPassword', { oobCode, newPassword });
const signIn = (password: string) => signInWithEmailAndPassword(client, EMAIL, password);

test('who forgot the password gets a link by mail, and sets a new one with it, once', async () => {
  const before = (await signIn(PASSWORD)).user;
  const idToken = await before.getIdToken();
  client.languageCode = 'vi';
  await sendPasswordResetEmail(client, 'VanThu@example.test');
  const { link, ...rest } = await letter();
  expect(rest).toEqual({
    type: 'PASSWORD_RESET',
    to: EMAIL,
    displayName: 'Đỗ Thu Hà',
    newEmail: null,
    locale: 'vi',
    validForMs: HOUR,
  });
  expect(link).toMatch(
    /^https:\/\/lich\.example\.test\/account\?mode=resetPassword&oobCode=[\w-]{32}&apiKey=\w+&lang=vi$/,
  );
  expect(await verifyPasswordResetCode(client, codeIn(link))).toBe(EMAIL);
  rig.clock.now += 1000;
  await confirmPasswordReset(client, codeIn(link), NEW);
  await expect(rig.auth.authenticate(`Bearer ${idToken}`)).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
  await expect(signIn(PASSWORD)).rejects.toMatchObject({ code: 'auth/invalid-credential' });
  expect((await signIn(NEW)).user.emailVerified).toBe(true);
  await expect(confirmPasswordReset(client, codeIn(link), 'lại một mật khẩu')).rejects.toMatchObject({
    code: 'auth/invalid-action-code',
  });
});

test('for an e-mail that nobody has, the answer is the same, and no letter goes out', async () => {
  const known = await askReset(EMAIL);
  await letter();
  const unknown = await askReset('nobody@example.test');
  expect(unknown.status).toBe(known.status);
  expect(Object.keys(unknown.body)).toEqual(Object.keys(known.body));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(letters).toHaveLength(1);
});

test('a link that the mail server does not take is told in the log, without the link', async () => {
  await rig.close();
  await open({ letters: { send: () => Promise.reject(new Error('connection refused')) } });
  expect((await askReset(EMAIL)).status).toBe(200);
  await vi.waitFor(() => expect(rig.log.at(-1)).toMatch(/letter to "vanthu@example.test" not sent: .*refused/));
});

test('without mail the request is filed for the administrator, and no link exists that nobody asked for', async () => {
  await rig.close();
  const requests: LinkRequest[] = [];
  await open({ letters: { file: (request) => requests.push(request) } });
  const link = await resetLink();
  const known = await askReset(EMAIL);
  const unknown = await askReset('nobody@example.test');
  expect(Object.keys(unknown.body)).toEqual(Object.keys(known.body));
  await vi.waitFor(() => expect(requests).toHaveLength(2));
  expect(requests).toEqual([
    { type: 'PASSWORD_RESET', email: EMAIL, known: true, newEmail: null, address: '127.0.0.1' },
    { type: 'PASSWORD_RESET', email: 'nobody@example.test', known: false, newEmail: null, address: '127.0.0.1' },
  ]);
  expect((await reset(link, NEW)).status).toBe(200); // a stranger's request voids no link that was handed over
  const user = (await signIn(NEW)).user;
  await expect(sendEmailVerification(user)).rejects.toMatchObject({ code: 'auth/operation-not-allowed' });
  await expect(verifyBeforeUpdateEmail(user, 'ha.moi@example.test')).rejects.toMatchObject({
    code: 'auth/operation-not-allowed',
  });
  expect(requests.at(-1)).toMatchObject({ email: EMAIL, newEmail: 'ha.moi@example.test', known: true });
});

test('codes are not readable in the data, and no line of the log holds one', async () => {
  const code = await resetLink();
  await askReset(EMAIL);
  const mailed = codeIn((await letter()).link);
  const rows = JSON.stringify(database.prepare('SELECT * FROM auth_action_code').all());
  expect(rows).toContain(EMAIL);
  for (const secret of [code, mailed]) {
    expect(rows).not.toContain(secret);
    expect(rig.log.join('\n')).not.toContain(secret);
  }
});

test.each<[string, () => Promise<unknown>]>([
  ['a newer link', () => resetLink()],
  ['signing in with the password', () => signIn(PASSWORD)],
  ['a new password', () => rig.admin.auth.updateUser(uid, { password: NEW })],
  ['a new e-mail', () => rig.admin.auth.updateUser(uid, { email: 'ha@example.test' })],
  ['disabling the account', () => rig.admin.auth.updateUser(uid, { disabled: true })],
])('%s voids a link', async (_name, act) => {
  const code = await resetLink();
  expect((await reset(code)).status).toBe(200);
  await act();
  expect(error(await reset(code))).toBe('INVALID_OOB_CODE');
});

test.each([
  ['a reset', 1, () => resetLink()],
  [
    'an invitation, of somebody without a password,',
    72,
    async () => {
      await rig.admin.auth.createUser({ email: 'moi@example.test' });
      return codeIn(await rig.admin.auth.generatePasswordResetLink('moi@example.test'));
    },
  ],
])('%s works for %i hours', async (_name, hours, make) => {
  const code = await make();
  rig.clock.now += hours * HOUR - 1000;
  expect((await reset(code)).status).toBe(200);
  rig.clock.now += 2000;
  expect(error(await reset(code, NEW))).toBe('EXPIRED_OOB_CODE');
});

test('a password that is refused does not use the link up', async () => {
  const code = await resetLink();
  await expect(confirmPasswordReset(client, code, 'matkhau')).rejects.toMatchObject({ code: 'auth/weak-password' });
  await expect(confirmPasswordReset(client, code, 'dothuha2026')).rejects.toMatchObject({ code: 'auth/weak-password' });
  await confirmPasswordReset(client, code, NEW);
});

test('of two who come with a link at once, one succeeds', async () => {
  const code = await resetLink();
  const answers = await Promise.all([reset(code, NEW), reset(code, 'mật khẩu thứ ba')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test('a link of one kind does not do what another is for', async () => {
  const verify = codeIn(await rig.admin.auth.generateEmailVerificationLink(EMAIL));
  expect((await reset(verify)).body).toMatchObject({ requestType: 'VERIFY_EMAIL', email: EMAIL });
  expect(error(await reset(verify, NEW))).toBe('INVALID_OOB_CODE');
  expect(error(await rig.call('signInWithEmailLink', { email: EMAIL, oobCode: verify }))).toBe('INVALID_OOB_CODE');
  const pass = await resetLink();
  expect(error(await rig.call('update', { oobCode: pass }))).toBe('INVALID_OOB_CODE');
});

test('after a reset nobody waits for earlier wrong passwords', async () => {
  for (let i = 0; i < 5; i++) await rig.call('signInWithPassword', { email: EMAIL, password: 'sai' });
  await expect(signIn(PASSWORD)).rejects.toMatchObject({ code: 'auth/too-many-requests' });
  await confirmPasswordReset(client, await resetLink(), NEW);
  await signIn(NEW);
});

test('who is disabled gets no letter', async () => {
  await rig.admin.auth.updateUser(uid, { disabled: true });
  expect((await askReset(EMAIL)).status).toBe(200);
  const code = await resetLink(); // an administrator may prepare one
  expect(error(await reset(code, NEW))).toBe('USER_DISABLED');
  expect(letters).toEqual([]);
});

test('an address is verified by its link', async () => {
  const { user } = await signIn(PASSWORD);
  await sendEmailVerification(user);
  await applyActionCode(client, codeIn((await letter()).link));
  await user.reload();
  expect(user.emailVerified).toBe(true);
});

test('an address is changed by a link that goes to the new one', async () => {
  const { user } = await signIn(PASSWORD);
  await verifyBeforeUpdateEmail(user, 'ha@example.test');
  const { to, link } = await letter();
  expect(to).toBe('ha@example.test');
  expect((await rig.admin.auth.getUser(uid)).email).toBe(EMAIL);
  await applyActionCode(client, codeIn(link));
  expect(await rig.admin.auth.getUser(uid)).toMatchObject({ email: 'ha@example.test', emailVerified: true });
});

test('an address that somebody else took meanwhile is not taken over, and a late change needs a new sign-in', async () => {
  const { user } = await signIn(PASSWORD);
  await verifyBeforeUpdateEmail(user, 'ha@example.test');
  const { link } = await letter();
  await rig.admin.auth.createUser({ email: 'ha@example.test' });
  await expect(applyActionCode(client, codeIn(link))).rejects.toMatchObject({ code: 'auth/email-already-in-use' });
  rig.clock.now += 301_000;
  await expect(verifyBeforeUpdateEmail(user, 'hb@example.test')).rejects.toMatchObject({
    code: 'auth/requires-recent-login',
  });
});

test('a link by mail signs in, once, whoever has the mailbox and says whose it is', async () => {
  await sendSignInLinkToEmail(client, EMAIL, { url: `${SITE}/view`, handleCodeInApp: true });
  const { link } = await letter();
  expect(isSignInWithEmailLink(client, link)).toBe(true);
  await expect(signInWithEmailLink(client, 'other@example.test', link)).rejects.toMatchObject({
    code: 'auth/invalid-email',
  });
  expect((await signInWithEmailLink(client, EMAIL, link)).user.uid).toBe(uid);
  await expect(signInWithEmailLink(client, EMAIL, link)).rejects.toMatchObject({ code: 'auth/invalid-action-code' });
});

test('a fourth link within an hour is refused, for an unknown e-mail as well', async () => {
  for (const email of [EMAIL, 'nobody@example.test']) {
    for (let i = 0; i < 3; i++) expect((await askReset(email)).status).toBe(200);
    expect(error(await askReset(email))).toMatch(/^TOO_MANY_ATTEMPTS_TRY_LATER/);
  }
  rig.clock.now += HOUR + 1000;
  expect((await askReset(EMAIL)).status).toBe(200);
});

test('an address of the network gets sixty links an hour', async () => {
  for (let i = 0; i < 60; i++) expect((await askReset(`p${i}@example.test`)).status).toBe(200);
  expect(error(await askReset(EMAIL))).toMatch(/^TOO_MANY_ATTEMPTS_TRY_LATER/);
});

test('links lead back to this site only, and only administrators see them', async () => {
  const ask = (more: object) => rig.call('sendOobCode', { requestType: 'PASSWORD_RESET', email: EMAIL, ...more });
  expect(error(await ask({ continueUrl: 'https://elsewhere.test/' }))).toMatch(/^UNAUTHORIZED_DOMAIN/);
  expect(error(await ask({ continueUrl: 'javascript:alert(1)' }))).toMatch(/^INVALID_CONTINUE_URI/);
  expect((await ask({ continueUrl: `${SITE}/view` })).status).toBe(200);
  expect((await letter()).link).toContain(`continueUrl=${encodeURIComponent(`${SITE}/view`)}`);
  expect(error(await ask({ returnOobLink: true }))).toBe('INSUFFICIENT_PERMISSION');
  expect(error(await ask({ requestType: 'RECOVER_EMAIL' }))).toMatch(/^INVALID_REQ_TYPE/);
});

test('an administrator is told when nobody has that e-mail', async () => {
  await expect(rig.admin.auth.generatePasswordResetLink('nobody@example.test')).rejects.toMatchObject({
    code: 'auth/email-not-found',
  });
});
