import { signInWithEmailAndPassword } from 'firebase/auth';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRig, type Rig } from './rig.ts';

/** What a disk can make of the rows of accounts and sessions, which SQLite itself would not notice. */
const PASSWORD = 'mật khẩu của Hà';
let database: Database.Database;
let rig: Rig;
beforeEach(async () => {
  database = new Database(':memory:');
  rig = await openRig({ database });
  for (const uid of ['ha', 'lan'])
    await rig.admin.auth.createUser({ uid, email: `${uid}@example.test`, password: PASSWORD });
});
afterEach(async () => {
  await rig.close();
  database.close();
});

const signIn = (uid: string) => signInWithEmailAndPassword(rig.client(), `${uid}@example.test`, PASSWORD);

const NO_TEXT = "CAST(x'61ff62' AS TEXT)";
const CHANGES = [
  ['a letter of the password', "password = replace(password, substr(password, -1), 'x')"],
  ['the word that it is disabled', 'disabled = 1'],
  ['a name that is no text any more', `display_name = ${NO_TEXT}`],
  ['a number that is no number any more', `valid_since = ${NO_TEXT}`],
  ['claims that have become bytes', "claims = x'00'"],
  ['the sum itself', `sum = ${NO_TEXT}`],
] as const;

test.each(CHANGES)('%s has changed on the disk: that account is refused, and the others sign in', async (_, change) => {
  const client = rig.client();
  const { user } = await signInWithEmailAndPassword(client, 'ha@example.test', PASSWORD);
  database.exec(`UPDATE auth_account SET ${change} WHERE uid = 'ha'`);
  await expect(signIn('ha')).rejects.toMatchObject({ code: 'auth/network-request-failed' });
  expect(rig.log.filter((line) => line.startsWith('damaged:'))).toContain(
    'damaged: The stored account ha is damaged. Restore a backup.',
  );
  await expect(rig.auth.authenticate(`Bearer ${await (await signIn('lan')).user.getIdToken()}`)).resolves.toMatchObject(
    {
      uid: 'lan',
    },
  );
  await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/network-request-failed' });
  expect(client.currentUser).not.toBeNull(); // signed in when a backup has been restored
  expect((await rig.admin.auth.listUsers()).users.map(({ uid }) => uid)).toEqual(['lan']);
  // Or the administrator makes the account anew.
  await rig.admin.auth.deleteUser('ha');
  await rig.admin.auth.createUser({ uid: 'ha', email: 'ha@example.test', password: PASSWORD });
  await signIn('ha');
});

test.each(['uid = "lan"', 'ended_at = NULL, generation = 1', `provider = ${NO_TEXT}`])(
  'a session in which %s has changed on the disk is believed no more: whose it was signs in again',
  async (change) => {
    const { user } = await signIn('ha');
    const [id] = user.refreshToken.split('.');
    database.exec(`UPDATE auth_session SET ${change.replaceAll('"', "'")} WHERE id = '${id}'`);
    await expect(user.getIdToken(true)).rejects.toMatchObject({ code: 'auth/user-token-expired' });
    expect(rig.log).toContain(`damaged: The stored session ${id} is damaged. Restore a backup.`);
    await (await signIn('ha')).user.getIdToken(true);
  },
);

test('a link that has changed on the disk does not work', async () => {
  const link = new URL(await rig.admin.auth.generatePasswordResetLink('ha@example.test'));
  database.exec("UPDATE auth_action_code SET uid = 'lan'");
  const { body } = await rig.call('resetPassword', {
    oobCode: link.searchParams.get('oobCode'),
    newPassword: 'mật khẩu khác của Hà',
  });
  expect(body).toMatchObject({ error: { message: 'INVALID_OOB_CODE' } });
  expect(rig.log.join()).toMatch(/damaged: The stored link/);
  await signIn('lan');
});
