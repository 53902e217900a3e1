import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openIssuer, SECRET, type Issuer } from 'embedded-backend/auth/issuer.ts';
import type { Page } from '@playwright/test';
import { accessibilityFaults } from './axe.ts';
import { expect, signIn, test } from './fixtures.ts';
import { newPlace, openOwnOffice, type OwnOffice } from './ownOffice.ts';

// An office of its own, as `npm start` runs it, whose province has a real identity provider.

const NAME = 'Cổng của tỉnh';
let issuer: Issuer;
let home: string;
let office: OwnOffice;

test.beforeAll(async () => {
  const place = newPlace();
  home = place.home;
  const colleague = (email: string) => ({ email, email_verified: true, name: email });
  issuer = await openIssuer(
    {
      vanthu: colleague('vanthu@example.test'),
      giamdoc: colleague('giam.doc@elsewhere.test'), // an address that the province does not speak for
      la: colleague('la@example.test'),
    },
    [`${home}/oidc/callback`],
  );
  const provider = { clientId: 'lich', clientSecret: SECRET, trustedDomains: ['example.test'] };
  const providers = [
    { id: 'oidc.tinh', name: NAME, issuer: issuer.url, ...provider },
    { id: 'oidc.hong', name: 'Cổng đang hỏng', issuer: 'http://127.0.0.1:1', ...provider },
  ];
  writeFileSync(join(place.dataDir, 'identity-providers.json'), JSON.stringify(providers), { mode: 0o600 });
  office = await openOwnOffice(place);
});
test.afterAll(async () => {
  await office.close();
  await issuer.close();
});

const goTo = (page: Page, name = NAME) => page.getByRole('button', { name: `Đăng nhập bằng ${name}` }).click();

/** At the provider's own pages. */
async function signInThere(page: Page, login: string) {
  await page.waitForURL(`${issuer.url}/**`);
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('who signs in at the province’s gate is back where they wanted to go, with the roles of their account', async ({
  visitor,
}) => {
  await visitor.goto(`${home}/edit/board`);
  await goTo(visitor);
  await signInThere(visitor, 'vanthu');
  await visitor.waitForURL(`${home}/edit/board/**`);
  await expect(visitor.getByRole('link', { name: 'Soạn' })).toBeVisible();
  await expect(visitor.getByRole('button', { name: /Thêm mục/ }).first()).toBeVisible();
  expect(visitor.url()).not.toMatch(/token|code=/);
  await visitor.reload();
  await expect(visitor.getByRole('link', { name: 'Soạn' })).toBeVisible();
});

test('who turns back there, whom nobody invited, and who finds the gate broken are told so', async ({ visitor }) => {
  const alert = visitor.getByRole('alert').filter({ hasText: /./ });
  await visitor.goto(`${home}/sign-in`);
  await goTo(visitor);
  await visitor.getByRole('link', { name: 'Cancel' }).click();
  await expect(alert).toHaveText('Chưa đăng nhập: bạn đã dừng lại ở bên đăng nhập của cơ quan.');
  expect(await accessibilityFaults(visitor)).toEqual([]);
  await goTo(visitor, 'Cổng đang hỏng');
  await expect(alert).toHaveText(/bên đăng nhập của cơ quan, hoặc máy chủ này, không trả lời/);
  await goTo(visitor);
  await signInThere(visitor, 'la');
  await expect(alert).toHaveText('Chưa có tài khoản nào cho bạn ở đây. Hãy báo quản trị của Văn phòng mời bạn.');
  await visitor.goto(`${home}/oidc/callback?code=made-up&state=made-up`);
  await expect(alert).toHaveText(/./);
  await signIn(visitor, 'clerk', home); // the usual way is still there
});

test('a person links their identity, signs in by it, takes it away, and it opens nothing any more', async ({
  visitor,
  browser,
}) => {
  await signIn(visitor, 'approver', home);
  await visitor
    .getByRole('banner')
    .getByRole('button', { name: /Giám đốc/ })
    .click();
  await visitor.getByRole('link', { name: 'Tài khoản của tôi' }).click();
  const row = visitor.getByRole('region', { name: NAME });
  await expect(row.getByText('Chưa liên kết.')).toBeVisible();
  await row.getByRole('button', { name: `Liên kết với ${NAME}` }).press('Enter');
  await expect(row.getByLabel('Mật khẩu đang dùng')).toBeFocused();
  await visitor.keyboard.type('sai');
  await visitor.keyboard.press('Enter');
  await expect(row.getByText('Mật khẩu đang dùng không đúng.')).toBeVisible();
  expect(await accessibilityFaults(visitor)).toEqual([]);
  await row.getByLabel('Mật khẩu đang dùng').fill(process.env['DEMO_PASSWORD']!);
  await visitor.keyboard.press('Enter');
  await signInThere(visitor, 'giamdoc');
  await expect(row.getByText(`Đã liên kết với ${NAME}.`)).toBeVisible();
  await expect(visitor).toHaveURL(`${home}/account`);
  expect(await accessibilityFaults(visitor)).toEqual([]);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(`${home}/view`);
  await goTo(other);
  await signInThere(other, 'giamdoc');
  await other.waitForURL(`${home}/view**`);
  await expect(other.getByRole('link', { name: 'Soạn' })).toBeVisible();

  await row.getByRole('button', { name: `Bỏ liên kết với ${NAME}` }).click();
  await row.getByLabel('Mật khẩu đang dùng').fill(process.env['DEMO_PASSWORD']!);
  await visitor.keyboard.press('Enter');
  await expect(row.getByText(`Đã bỏ liên kết với ${NAME}.`)).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Phiên đăng nhập đã hết' })).toBeVisible();
  await other.goto(`${home}/sign-in?next=%2Fview`);
  await goTo(other);
  await expect(other.getByRole('alert').filter({ hasText: /./ })).toHaveText(/Chưa có tài khoản nào cho bạn/);
  await elsewhere.close();
});

test('without mail a wish for another address reaches the administrator, who grants it by a command', async ({
  visitor,
}) => {
  await signIn(visitor, 'specialist', home);
  await visitor.goto(`${home}/account`);
  const row = visitor.getByRole('region', { name: 'Thư điện tử' });
  await row.getByRole('button', { name: 'Đổi thư điện tử' }).click();
  await row.getByLabel('Thư điện tử mới').fill('chuyenvien.moi@example.test');
  await row.getByLabel('Mật khẩu đang dùng').fill(process.env['DEMO_PASSWORD']!);
  await row.getByRole('button', { name: 'Gửi liên kết' }).click();
  await expect(row.getByText(/hãy gặp quản trị để đổi/)).toBeVisible();
  expect(await accessibilityFaults(visitor)).toEqual([]);
  await expect(row.getByText('chuyenvien@example.test', { exact: true })).toBeVisible(); // nothing has changed
  expect(office.log()).toContain('npm run account -- email chuyenvien@example.test --to chuyenvien.moi@example.test');
});
