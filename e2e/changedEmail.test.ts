import { textOf, openMailServer } from '#start/testMail.ts';
import { accessibilityFaults } from './axe.ts';
import { adminChannel, expect, signIn, signInAs, test } from './fixtures.ts';
import { newPlace, openOwnOffice, type OwnOffice } from './ownOffice.ts';

// An office that sends mail, by a real mail server on this machine.

const place = newPlace();
let mailServer: Awaited<ReturnType<typeof openMailServer>>;
let office: OwnOffice;

test.beforeAll(async () => {
  mailServer = await openMailServer();
  office = await openOwnOffice(place, { SMTP_URL: `smtp://${mailServer.host}`, MAIL_FROM: 'lich@example.test' });
});
test.afterAll(async () => {
  await office.close();
  await mailServer.close();
});

const OLD = 'chuyenvien@example.test';
const NEW = 'chuyenvien.moi@example.test';

test('another address is the account’s once the link that came there is opened, and the office lists it', async ({
  visitor,
  browser,
}) => {
  await signIn(visitor, 'specialist', place.home);
  await visitor.goto(`${place.home}/account`);
  const row = visitor.getByRole('region', { name: 'Thư điện tử' });
  await row.getByRole('button', { name: 'Đổi thư điện tử' }).click();
  await row.getByLabel('Thư điện tử mới').fill(NEW);
  await row.getByLabel('Mật khẩu đang dùng').fill(process.env['DEMO_PASSWORD']!);
  await row.getByRole('button', { name: 'Gửi liên kết' }).click();
  await expect(row.getByRole('status')).toContainText(NEW);
  expect(await accessibilityFaults(visitor)).toEqual([]);
  await expect(row.getByText(OLD, { exact: true })).toBeVisible(); // until the link is opened

  await expect.poll(() => mailServer.mails.map(({ to }) => to)).toContainEqual([NEW]);
  const letter = textOf(mailServer.mails.find(({ to }) => to.includes(NEW))!.raw);
  const link = new RegExp(`${place.home}/account\\S+`).exec(letter)![0];

  // Opened in another browser, where nobody is signed in.
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', { name: 'Xác nhận thư điện tử' })).toBeVisible();
  await expect(other.getByText(NEW)).toBeVisible();
  expect(await accessibilityFaults(other)).toEqual([]);
  await other.getByRole('button', { name: 'Xác nhận' }).click();
  await expect(other.getByRole('heading', { name: 'Đã xác nhận' })).toBeVisible();
  await expect(visitor.getByRole('heading', { name: 'Phiên đăng nhập đã hết' })).toBeVisible(); // everywhere

  await signInAs(other, NEW, place.home);
  await other.goto(`${place.home}/account`);
  await expect(other.getByRole('region', { name: 'Thư điện tử' }).getByText(NEW, { exact: true })).toBeVisible();
  const admin = await adminChannel(place.dataDir);
  const { uid } = await admin.auth.getUserByEmail(NEW);
  await expect.poll(async () => (await admin.db.doc(`members/${uid}`).get()).get('email') as string).toBe(NEW);
  await admin.close();

  await other.goto(link);
  await expect(other.getByRole('heading', { name: 'Liên kết không dùng được nữa' })).toBeVisible();
  await elsewhere.close();
});

test('who forgot the password gets a link by mail, and sets another one by it', async ({ visitor }) => {
  await visitor.goto(`${place.home}/sign-in`);
  await visitor.getByLabel('Thư điện tử').fill('vanthu@example.test');
  await visitor.getByRole('button', { name: 'Quên mật khẩu?' }).click();
  await expect.poll(() => mailServer.mails.map(({ to }) => to)).toContainEqual(['vanthu@example.test']);
  const letter = textOf(mailServer.mails.find(({ to }) => to.includes('vanthu@example.test'))!.raw);
  await visitor.goto(new RegExp(`${place.home}/account\\S+`).exec(letter)![0]);
  await visitor.getByLabel('Mật khẩu mới', { exact: true }).fill('chín dòng sông xanh');
  await visitor.getByLabel('Gõ lại mật khẩu mới').fill('chín dòng sông xanh');
  await visitor.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await expect(visitor.getByRole('heading', { name: 'Đã đặt mật khẩu' })).toBeVisible();
});
