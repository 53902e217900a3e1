import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInWithEmailAndPassword } from 'firebase/auth';
import { openRig, type Rig } from './rig.ts';
let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());
test('smoke', async () => {
  const u = await rig.admin.auth.createUser({ email: 'Vanthu@example.test', password: 'mật khẩu dài' });
  const c = rig.client();
  const { user } = await signInWithEmailAndPassword(c, 'vanthu@example.test', 'mật khẩu dài');
  expect(user.uid).toBe(u.uid);

  expect(await user.getIdToken(true)).not.toBe('');
});
