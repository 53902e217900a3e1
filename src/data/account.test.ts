import { openTestOffice } from '#start/testOffice.ts';
import { signInWithEmailAndPassword } from 'firebase/auth';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { changeOwnPassword, confirmAddress, readLink, setPasswordByLink, askForPasswordLink } from './account.ts';
import { closeBackend, openBackend, talkTo, type Backend } from './firebase.ts';

const EMAIL = 'ha@example.test';
const FIRST = 'tám cánh đồng lúa';
const SECOND = 'chín dòng sông xanh';
let office: Awaited<ReturnType<typeof openTestOffice>>;
let backend: Backend;

beforeAll(async () => {
  office = await openTestOffice();
  backend = openBackend({
    host: `127.0.0.1:${await office.backend.listen('127.0.0.1', 0)}`,
    secure: false,
    inMemory: true,
  });
  talkTo(backend);
  await office.admin.auth.createUser({ email: EMAIL, displayName: 'Đỗ Thu Hà' });
});
afterAll(async () => {
  await closeBackend(backend);
  await office.close();
});

const linkOf = (made: string) => new URL(made).searchParams.get('oobCode')!;

test('an invitation is read, refuses weak passwords, works once, and the password is changed later', async () => {
  const code = linkOf(await office.admin.auth.generatePasswordResetLink(EMAIL));
  expect(await readLink('resetPassword', code)).toEqual({ email: EMAIL });
  expect(await setPasswordByLink(code, 'dothuha2026')).toBe('weak');
  expect(await setPasswordByLink(code, FIRST)).toBeNull();
  expect(await setPasswordByLink(code, SECOND)).toBe('used');
  expect(await readLink('resetPassword', code)).toEqual({ problem: 'used' });
  await signInWithEmailAndPassword(backend.auth, EMAIL, FIRST);
  expect(await changeOwnPassword('sai', SECOND)).toBe('wrong');
  expect(await changeOwnPassword(FIRST, 'matkhau2026')).toBe('weak');
  expect(await changeOwnPassword(FIRST, SECOND)).toBeNull();
  await signInWithEmailAndPassword(backend.auth, EMAIL, SECOND);
});

test('a verification link is read and works once', async () => {
  const code = linkOf(await office.admin.auth.generateEmailVerificationLink(EMAIL));
  expect(await readLink('verifyEmail', code)).toEqual({ email: EMAIL });
  expect(await confirmAddress(code)).toBeNull();
  expect(await confirmAddress(code)).toBe('used');
});

test('a link to change the address names the new one', async () => {
  const made = await office.admin.auth.generateVerifyAndChangeEmailLink(EMAIL, 'moi@example.test');
  expect(await readLink('verifyAndChangeEmail', linkOf(made))).toEqual({ email: 'moi@example.test' });
});

test('asking for a link is answered alike for everybody, three times an hour', async () => {
  vi.stubGlobal('document', { documentElement: { lang: 'vi' } });
  for (let i = 0; i < 3; i++) expect(await askForPasswordLink('ai@example.test')).toBeNull();
  expect(await askForPasswordLink('ai@example.test')).toBe('tooMany');
  expect(await askForPasswordLink(EMAIL)).toBeNull();
  vi.unstubAllGlobals();
});

test('a server that is gone is told as such', async () => {
  await office.backend.close();
  expect(await readLink('resetPassword', 'code')).toEqual({ problem: 'offline' });
});
