import { expect, test } from 'vitest';
import { OverloadError } from './errors.ts';
import { OFFICE_COST, Passwords, TEST_COST } from './password.ts';

test('a hash carries its own cost and salt', async () => {
  const passwords = new Passwords(TEST_COST);
  const [one, two] = [await passwords.hash('mật khẩu'), await passwords.hash('mật khẩu')];
  expect(one).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$/);
  expect(one).not.toBe(two);
  expect(await passwords.verify('mật khẩu', one)).toEqual({ right: true, outdated: false });
  expect(await passwords.verify('mật khẩU', one)).toEqual({ right: false, outdated: false });
});

test('a hash of an earlier cost is still right, and known to be outdated', async () => {
  const old = await new Passwords(TEST_COST).hash('mật khẩu');
  expect(await new Passwords(OFFICE_COST).verify('mật khẩu', old)).toEqual({ right: true, outdated: true });
});

test('two are hashed at a time, twenty wait, and the next is turned away', async () => {
  const passwords = new Passwords(TEST_COST);
  const given = Array.from({ length: 22 }, () => passwords.hash('mật khẩu'));
  await expect(passwords.hash('mật khẩu')).rejects.toBeInstanceOf(OverloadError);
  await Promise.all(given);
  await expect(passwords.hash('mật khẩu')).resolves.toBeTypeOf('string');
});
