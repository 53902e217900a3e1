import type { Page } from '@playwright/test';
import { expect, newColleague, signIn, signInAs, test } from './fixtures.ts';
import { dayName, nextWeek } from './weeks.ts';

const week = nextWeek();

/** Types into a new line of the board's next week and stays in the field. */
async function beginLine(page: Page, time: string, content: string) {
  await page.goto(`/edit/board/${week}`);
  await page.getByRole('button', { name: `Thêm mục ${dayName(week, 3)}` }).click();
  await page.getByRole('textbox', { name: 'Giờ' }).fill(time);
  await page.getByRole('textbox', { name: 'Nội dung' }).fill(content);
}

async function askToSignOut(page: Page, name: string) {
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
}

test('a session that ends in mid-edit is begun again over the page, and the typed text is saved', async ({
  browser,
}) => {
  const colleague = await newColleague('het-phien', 'Ngô Hết Phiên');
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, colleague.email);
  await beginLine(page, '10h15', 'Đang gõ thì hết phiên');
  await colleague.endSession();

  const dialog = page.getByRole('dialog', { name: 'Phiên đăng nhập đã hết' });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText(colleague.email);
  await expect(page).toHaveURL(new RegExp(`/edit/board/${week}$`));
  await expect(dialog.getByLabel('Mật khẩu', { exact: true })).toBeFocused();
  await dialog.getByLabel('Mật khẩu', { exact: true }).fill('không phải mật khẩu');
  await dialog.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await expect(dialog.getByLabel('Mật khẩu', { exact: true })).toHaveAccessibleDescription(/không đúng/);
  await dialog.getByLabel('Mật khẩu', { exact: true }).fill(process.env['DEMO_PASSWORD']!);
  await page.keyboard.press('Enter');

  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Nội dung' })).toHaveValue('Đang gõ thì hết phiên');
  await expect(page.getByRole('textbox', { name: 'Nội dung' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /10:15.*Đang gõ thì hết phiên/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('row', { name: /10:15.*Đang gõ thì hết phiên/ })).toBeVisible();
  await page.context().close();
});

test('who has no network when asked to sign in again is told so, loses nothing, and goes on once it is back', async ({
  browser,
}) => {
  const colleague = await newColleague('mat-mang', 'Hồ Mất Mạng');
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, colleague.email);
  await beginLine(page, '11h05', 'Gõ dở thì mất mạng');
  await colleague.endSession();
  const dialog = page.getByRole('dialog', { name: 'Phiên đăng nhập đã hết' });
  await expect(dialog).toBeVisible();
  await page.context().setOffline(true);
  const password = dialog.getByLabel('Mật khẩu', { exact: true });
  await password.fill(process.env['DEMO_PASSWORD']!);
  await page.keyboard.press('Enter');
  await expect(password).toHaveAccessibleDescription(/máy chủ không trả lời/);
  await expect(password).toBeFocused();
  await expect(password).toHaveValue(process.env['DEMO_PASSWORD']!); // to be sent again by one key
  await page.context().setOffline(false);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Nội dung' })).toHaveValue('Gõ dở thì mất mạng');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /11:05.*Gõ dở thì mất mạng/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('row', { name: /11:05.*Gõ dở thì mất mạng/ })).toBeVisible();
  await page.context().close();
});

test('another person who signs in gets nothing of the text, and its writer finds it again', async ({ browser }) => {
  const colleague = await newColleague('nguoi-truoc', 'Lý Người Trước');
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, colleague.email);
  await beginLine(page, '10h30', 'Chữ của người trước');
  await colleague.endSession();
  await page.getByRole('dialog').getByRole('link', { name: 'Đăng nhập bằng tài khoản khác' }).click();

  await signIn(page, 'clerk');
  await page.goto(`/edit/board/${week}`);
  await page.getByRole('grid').waitFor();
  await expect(page.getByText('Chữ của người trước')).toHaveCount(0);
  await askToSignOut(page, 'Hoàng Thị Mai');
  await page.waitForURL(/sign-in/);

  await signInAs(page, colleague.email);
  await page.goto(`/edit/board/${week}`);
  await expect(page.getByText('Chữ của người trước')).toBeVisible();
  await page.context().close();
});

test('signing out asks when it would drop what was typed, says what, and only then', async ({ browser }) => {
  const colleague = await newColleague('sap-ve', 'Vũ Sắp Về');
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, colleague.email);
  await beginLine(page, '25h', 'Họp giờ không có thật');
  await askToSignOut(page, 'Vũ Sắp Về');
  const dialog = page.getByRole('dialog', { name: 'Còn mục chưa lưu' });
  await expect(dialog).toContainText('25h');
  await expect(dialog).toContainText('Họp giờ không có thật');
  await expect(dialog).toContainText('Ban Giám đốc');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(new RegExp(`/edit/board/${week}$`));

  await page.goto(`/view/${week}`); // from any page, and after a reload
  await askToSignOut(page, 'Vũ Sắp Về');
  await expect(dialog).toContainText('Họp giờ không có thật');
  await dialog.getByRole('link', { name: /Họp giờ không có thật/ }).click();
  await expect(page).toHaveURL(new RegExp(`/edit/board/${week}$`));
  await expect(page.getByText('Họp giờ không có thật')).toBeVisible();
  await askToSignOut(page, 'Vũ Sắp Về');
  await dialog.getByRole('button', { name: 'Bỏ và đăng xuất' }).click();
  await page.waitForURL(/sign-in/);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);

  await signInAs(page, colleague.email);
  await beginLine(page, '16h45', 'Họp gõ xong');
  await askToSignOut(page, 'Vũ Sắp Về'); // leaving the line saves it: nothing would be lost
  await page.waitForURL(/sign-in/);
  await signInAs(page, colleague.email);
  await page.goto(`/edit/board/${week}`);
  await expect(page.getByRole('row', { name: /16:45.*Họp gõ xong/ })).toBeVisible();
  await page.context().close();
});

for (const [name, take, words] of [
  ['the role', 'takeRole', 'Bạn không soạn lịch này'],
  ['the membership', 'takeMembership', 'Tài khoản này chưa được cấp quyền'],
] as const) {
  test(`who loses ${name} in mid-edit can still read and copy what was typed`, async ({ browser }) => {
    const colleague = await newColleague(`mat-quyen-${take.toLowerCase()}`, 'Đỗ Mất Quyền');
    const page = await (await browser.newContext()).newPage();
    await signInAs(page, colleague.email);
    await beginLine(page, '9h20', 'Đang gõ thì mất quyền');
    await colleague[take]();
    await expect(page.getByRole('heading', { name: words })).toBeVisible();
    await expect(page.getByText('Đang gõ thì mất quyền')).toBeVisible();
    await expect(page.getByText('9h20')).toBeVisible();
    await page.context().close();
  });
}
