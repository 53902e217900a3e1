import { signInWithEmailAndPassword } from 'firebase/auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memberFromDocument } from './documents.ts';
import { bringOwnAddress } from './ownAddress.ts';
import { openOffice } from './testOffice.ts';

let office: Awaited<ReturnType<typeof openOffice<'ha'>>>;
beforeAll(async () => {
  office = await openOffice({ ha: { roles: ['clerk'] } });
});
afterAll(() => office.close());

const member = async () => memberFromDocument('ha', (await office.admin.db.doc('members/ha').get()).data());

test('who has another address by now is listed under it once they are back, and not before it is verified', async () => {
  const { auth } = office.people.ha;
  office.as('ha');
  const before = auth.currentUser!;
  await office.admin.auth.updateUser('ha', { email: 'moi@example.test' });
  await bringOwnAddress(before, await member()); // a session that has ended with the old address
  expect((await member()).email).toBe('ha@example.test');

  const { user } = await signInWithEmailAndPassword(auth, 'moi@example.test', 'mật khẩu dài');
  await bringOwnAddress(user, await member());
  expect((await member()).email).toBe('ha@example.test');

  await office.admin.auth.updateUser('ha', { emailVerified: true });
  await signInWithEmailAndPassword(auth, 'moi@example.test', 'mật khẩu dài');
  await bringOwnAddress(auth.currentUser!, await member());
  expect(await member()).toMatchObject({ email: 'moi@example.test', roles: ['clerk'] });
});
