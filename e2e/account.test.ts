import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { accessibilityFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';

/** `npm run account` into the office of the journeys, while it runs. */
const account = (...args: string[]) =>
  spawnSync(process.execPath, ['start/account.mjs', ...args], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: process.env['E2E_DATA_DIR'] },
  });

const EMAIL = 'moi@example.test';
const FIRST = 'tám cánh đồng lúa';
const SECOND = 'chín dòng sông xanh';

test('an invited colleague sets a password, signs in, changes it, and is signed out everywhere', async ({
  visitor,
}) => {
  const invited = account('invite', EMAIL, '--name', 'Lê Thị Mới', '--role', 'clerk', '--editor-of', 'board');
  const link = /http\S+/.exec(invited.stdout)![0];
  const { pathname, search } = new URL(link);
  await visitor.goto(`${pathname}${search}`);
  await visitor.getByLabel('Mật khẩu mới', { exact: true }).fill(FIRST);
  expect(await accessibilityFaults(visitor)).toEqual([]);
  await visitor.getByLabel('Gõ lại mật khẩu mới').fill(FIRST);
  await visitor.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await expect(visitor.getByRole('heading', { name: 'Đã đặt mật khẩu' })).toBeVisible();

  const signIn = async (password: string) => {
    await visitor.getByLabel('Thư điện tử').fill(EMAIL);
    await visitor.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await visitor.getByRole('button', { name: 'Đăng nhập' }).click();
  };
  await visitor.getByRole('link', { name: 'Đăng nhập' }).click();
  await signIn(FIRST);
  await visitor.getByRole('button', { name: /Lê Thị Mới/ }).click();
  await visitor.getByRole('link', { name: 'Tài khoản của tôi' }).click();
  await visitor.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await visitor.getByLabel('Mật khẩu đang dùng').fill(FIRST);
  expect(await accessibilityFaults(visitor)).toEqual([]);
  await visitor.getByLabel('Mật khẩu mới', { exact: true }).fill(SECOND);
  await visitor.getByLabel('Gõ lại mật khẩu mới').fill(SECOND);
  await visitor.getByRole('button', { name: 'Đổi mật khẩu', exact: true }).click();
  await expect(visitor.getByText('Đã đổi mật khẩu.')).toBeVisible();
  // This device stays signed in, and hears on.
  await visitor.getByRole('link', { name: 'Xem' }).click();
  await expect(visitor.getByText('Giao ban').first()).toBeVisible();
  await expect(visitor.getByRole('heading', { name: 'Phiên đăng nhập đã hết' })).toBeHidden();

  expect(account('list').stdout).toMatch(/moi@example\.test\s+Lê Thị Mới\s+Văn thư\s+đang dùng/);
  expect(account('sign-out', EMAIL).stdout).toContain('Đã đăng xuất moi@example.test trên mọi máy.');
  await expect(visitor.getByRole('heading', { name: 'Phiên đăng nhập đã hết' })).toBeVisible();

  await visitor.goto(`${pathname}${search}`);
  await expect(visitor.getByRole('heading', { name: 'Liên kết không dùng được nữa' })).toBeVisible();
  expect(await accessibilityFaults(visitor)).toEqual([]);
});

test('who forgot the password asks for a link, and the administrator of the host hands one over', async ({
  visitor,
}) => {
  await visitor.goto('/sign-in');
  await visitor.getByLabel('Thư điện tử').fill('chuyenvien@example.test');
  await visitor.getByRole('button', { name: 'Quên mật khẩu?' }).click();
  await expect(visitor.getByText('Đã nhận yêu cầu cho chuyenvien@example.test.')).toBeVisible();
  expect(await accessibilityFaults(visitor)).toEqual([]);
  const { pathname, search } = new URL(/http\S+/.exec(account('reset', 'chuyenvien@example.test').stdout)![0]);
  await visitor.goto(`${pathname}${search}`);
  await expect(visitor.getByText('Cho tài khoản chuyenvien@example.test.')).toBeVisible();
});
