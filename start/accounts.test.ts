import { DocumentReference } from 'firebase-admin/firestore';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memberFromDocument, settingsFromDocument } from '#data/documents.ts';
import {
  changeEmail,
  disable,
  enable,
  invite,
  list,
  resetLink,
  setRoles,
  signOutEverywhere,
  type Invitation,
} from './accounts.ts';
import { openTestOffice } from './testOffice.ts';

const OFFICE = 'Sở Tư pháp tỉnh Vĩnh An';
let office: Awaited<ReturnType<typeof openTestOffice>>;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

const invitation = (more: Partial<Invitation> = {}): Invitation => ({
  email: 'Ha@Example.test',
  name: ' Đỗ  Thu Hà ',
  roles: ['admin'],
  editorOf: [],
  person: null,
  office: OFFICE,
  parent: 'UBND tỉnh Vĩnh An',
  ...more,
});
const user = (email: string) => office.admin.auth.getUserByEmail(email);
const member = async (email: string) => {
  const { uid } = await user(email);
  return memberFromDocument(uid, (await office.admin.db.doc(`members/${uid}`).get()).data());
};
const states = async () => (await list(office.admin)).map(({ email, state }) => [email, state]);

test('the first administrator of an empty directory is invited, and it becomes an office without sample data', async () => {
  const link = new URL(await invite(office.admin, invitation()));
  expect([link.pathname, link.searchParams.get('mode')]).toEqual(['/account', 'resetPassword']);
  expect(await member('ha@example.test')).toMatchObject({
    name: 'Đỗ Thu Hà',
    email: 'ha@example.test',
    active: true,
    roles: ['admin'],
    editorOf: [],
    person: null,
  });
  const settings = settingsFromDocument((await office.admin.db.doc('settings/agency').get()).data());
  expect(settings).toMatchObject({ name: OFFICE, defaultCalendar: 'board' });
  expect((await office.admin.db.collection('calendars').get()).docs.map(({ id }) => id)).toEqual(['board']);
  expect(await states()).toEqual([['ha@example.test', 'invited']]);
});

test('an empty directory without a name for the office stays empty', async () => {
  await expect(invite(office.admin, invitation({ office: undefined }))).rejects.toThrow('--office');
  expect(await list(office.admin)).toEqual([]);
});

test.each<[string, Partial<Invitation>, string]>([
  ['no address', { email: 'ha' }, 'không phải thư điện tử'],
  ['an address that is none', { email: 'ha@coquan..vn' }, '“ha@coquan..vn” không phải thư điện tử'],
  ['a name too long for the list of members', { name: 'Hà '.repeat(100) }, 'Họ tên dài quá'],
  ['no name', { name: ' ' }, 'Thiếu họ tên'],
  ['a calendar that is not there', { editorOf: ['board', 'khtc'] }, 'Không có lịch “khtc”. Các lịch: board.'],
  ['a person who is not there', { person: 'ha' }, 'Không có người “ha”'],
])('an invitation with %s is refused, and nothing is made', async (_name, more, words) => {
  await expect(invite(office.admin, invitation(more))).rejects.toThrow(words);
  expect(await list(office.admin)).toEqual([]);
});

test('who is there already is not invited again', async () => {
  await invite(office.admin, invitation());
  await expect(invite(office.admin, invitation({ roles: ['viewer'] }))).rejects.toThrow('đã có tài khoản');
  expect((await member('ha@example.test')).roles).toEqual(['admin']);
});

test('an invitation that broke off half-way is completed', async () => {
  await office.admin.auth.createUser({ email: 'ha@example.test' });
  await invite(office.admin, invitation());
  expect((await member('ha@example.test')).roles).toEqual(['admin']);
});

test('a reset link works an hour, an invitation 72', async () => {
  await invite(office.admin, invitation());
  expect((await resetLink(office.admin, 'HA@example.test')).hours).toBe(72);
  await office.admin.auth.updateUser((await user('ha@example.test')).uid, { password: 'mật khẩu của Hà' });
  expect((await resetLink(office.admin, 'ha@example.test')).hours).toBe(1);
  await expect(resetLink(office.admin, 'ai@example.test')).rejects.toThrow('Không có tài khoản ai@example.test');
});

test('a person is locked out and let in again, as account and as member', async () => {
  await invite(office.admin, invitation());
  await invite(office.admin, invitation({ email: 'an@example.test', roles: ['clerk'] }));
  await disable(office.admin, 'an@example.test');
  expect([(await user('an@example.test')).disabled, (await member('an@example.test')).active]).toEqual([true, false]);
  await expect(resetLink(office.admin, 'an@example.test')).rejects.toThrow('đang bị khóa');
  expect(await states()).toEqual([
    ['an@example.test', 'disabled'],
    ['ha@example.test', 'invited'],
  ]);
  await enable(office.admin, 'an@example.test');
  expect([(await user('an@example.test')).disabled, (await member('an@example.test')).active]).toEqual([false, true]);
});

test('roles and calendars take the place of those before', async () => {
  await invite(office.admin, invitation());
  await invite(office.admin, invitation({ email: 'an@example.test', roles: ['clerk'], editorOf: ['board'] }));
  await setRoles(office.admin, 'an@example.test', { roles: ['admin', 'approver'], editorOf: undefined });
  expect(await member('an@example.test')).toMatchObject({ roles: ['admin', 'approver'], editorOf: ['board'] });
  await expect(setRoles(office.admin, 'an@example.test', { roles: undefined, editorOf: ['khtc'] })).rejects.toThrow(
    'Không có lịch “khtc”',
  );
  await setRoles(office.admin, 'ha@example.test', { roles: ['viewer'], editorOf: undefined });
  await expect(setRoles(office.admin, 'an@example.test', { roles: ['clerk'], editorOf: undefined })).rejects.toThrow(
    'quản trị duy nhất',
  );
  expect((await member('an@example.test')).roles).toEqual(['admin', 'approver']);
});

test('the last administrator is not locked out', async () => {
  await invite(office.admin, invitation());
  await invite(office.admin, invitation({ email: 'an@example.test' }));
  await disable(office.admin, 'an@example.test');
  await expect(disable(office.admin, 'ha@example.test')).rejects.toThrow('quản trị duy nhất');
  expect((await user('ha@example.test')).disabled).toBe(false);
});

test('signing out everywhere ends the sessions', async () => {
  await invite(office.admin, invitation());
  const { uid } = await user('ha@example.test');
  await office.admin.auth.updateUser(uid, { password: 'mật khẩu của Hà' });
  const origin = `http://127.0.0.1:${await office.backend.listen('127.0.0.1', 0)}`;
  const signedIn = await fetch(`${origin}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any`, {
    method: 'POST',
    body: JSON.stringify({ email: 'ha@example.test', password: 'mật khẩu của Hà' }),
  });
  const { refreshToken } = (await signedIn.json()) as { refreshToken: string };
  const refresh = () =>
    fetch(`${origin}/securetoken.googleapis.com/v1/token?key=any`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    });
  expect((await refresh()).status).toBe(200);
  await signOutEverywhere(office.admin, 'HA@example.test');
  expect(await (await refresh()).json()).toMatchObject({ error: { message: 'TOKEN_EXPIRED' } });
});

test('an address is changed on the administrator’s word, and one that another has is refused', async () => {
  await invite(office.admin, invitation());
  await invite(office.admin, invitation({ email: 'an@example.test', roles: ['clerk'] }));
  await expect(changeEmail(office.admin, 'ha@example.test', 'An@example.test')).rejects.toThrow('tài khoản khác');
  expect(await changeEmail(office.admin, 'ha@example.test', 'Ha.Moi@example.test')).toEqual({
    email: 'ha.moi@example.test',
    isInvited: true,
  });
  expect(await user('ha.moi@example.test')).toMatchObject({ emailVerified: true });
  expect(await member('ha.moi@example.test')).toMatchObject({ email: 'ha.moi@example.test', roles: ['admin'] });
  const { uid } = await user('an@example.test');
  await office.admin.auth.updateUser(uid, { password: 'mật khẩu của An' });
  expect(await changeEmail(office.admin, 'an@example.test', 'an.moi@example.test')).toMatchObject({ isInvited: false });
});

test('a change of address that broke off half-way is told, and the same command completes it', async () => {
  await invite(office.admin, invitation());
  const change = () => changeEmail(office.admin, 'Ha@example.test', 'ha.moi@example.test');
  vi.spyOn(DocumentReference.prototype, 'update').mockRejectedValueOnce(
    new Error('9: The disk of the server is full.'),
  );
  await expect(change()).rejects.toThrow(
    'ha@example.test nay đăng nhập bằng ha.moi@example.test, nhưng danh sách thành viên chưa ghi được địa chỉ mới vì đĩa đã đầy. Giải phóng chỗ trống rồi chạy lại lệnh này.',
  );
  expect((await member('ha.moi@example.test')).email).toBe('ha@example.test');
  expect((await change()).email).toBe('ha.moi@example.test');
  expect((await member('ha.moi@example.test')).email).toBe('ha.moi@example.test');
  await expect(change()).rejects.toThrow('Không có tài khoản ha@example.test.');
});
