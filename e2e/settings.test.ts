import { formatDate } from '#domain/time.ts';
import { addWeeks, daysOf } from '#domain/week.ts';
import { accessibilityFaults } from './axe.ts';
import { dayName, thisWeek } from './weeks.ts';
import { expect, signIn, test } from './fixtures.ts';

const week = addWeeks(thisWeek(), 47);
const [monday, tuesday] = daysOf(week);

test('an administrator enters days off, and the clerk sees them in the week that is open', async ({
  browser,
  clerk,
}) => {
  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, 'admin');
  await clerk.goto(`/edit/board/${week}`);
  await clerk.getByRole('grid').waitFor();

  await admin.goto('/settings/holidays');
  await admin.getByRole('button', { name: 'Thêm ngày nghỉ' }).click();
  const form = admin.getByRole('form', { name: 'Ngày nghỉ' });
  await form.getByLabel('Ngày', { exact: true }).fill(formatDate(monday));
  await form.getByLabel('Đến hết ngày').fill(formatDate(tuesday!));
  await form.getByLabel('Tên').fill('Nghỉ lễ thử');
  expect(await accessibilityFaults(admin)).toEqual([]);
  await form.getByLabel('Tên').press('Enter');
  await expect(clerk.getByText('Nghỉ: Nghỉ lễ thử')).toHaveCount(2);
  await admin.getByRole('button', { name: `Bỏ ${dayName(week, 2)}/${tuesday!.slice(0, 4)}` }).click();
  await expect(clerk.getByText('Nghỉ: Nghỉ lễ thử')).toHaveCount(1);
  await admin.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(clerk.getByText('Nghỉ: Nghỉ lễ thử')).toHaveCount(2);
  await admin.context().close();
});

test('a new unit has its address at once, and the address of the one that it was', async ({ browser, request }) => {
  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, 'admin');
  await admin.goto('/settings/units');
  await admin.getByRole('button', { name: 'Thêm đơn vị' }).click();
  const form = admin.getByRole('form', { name: 'Đơn vị mới' });
  await form.getByLabel('Tên', { exact: true }).fill('Phòng Chuyển đổi số');
  await form.getByLabel('Tên ngắn').fill('Phòng CĐS');
  await form.getByLabel('Địa chỉ cũ dẫn về đây').fill('tin-hoc');
  await form.getByLabel('Tên', { exact: true }).press('Enter');
  await expect(admin.getByRole('link', { name: '/lich/cds' })).toBeVisible();
  // Pages read the names anew every ten seconds.
  await expect
    .poll(async () => (await request.get('/lich/tin-hoc', { maxRedirects: 0 })).headers()['location'], {
      timeout: 30_000,
    })
    .toBe('/lich/cds');
  expect((await request.get('/lich/cds')).status()).toBe(200);
  // Out of use it is still read, and edited no more.
  await admin.getByRole('button', { name: 'Sửa Phòng Chuyển đổi số' }).click();
  await admin.getByRole('button', { name: 'Ngừng dùng' }).click();
  await admin.getByRole('button', { name: 'Lưu' }).click();
  await expect(admin.getByRole('row', { name: /Phòng Chuyển đổi số.*Ngừng dùng/ })).toBeVisible();
  expect((await request.get('/lich/cds')).status()).toBe(200);
  await admin.context().close();
});

test('on a phone a row of a list says what each of its parts is; on paper stands the list, with nothing to press', async ({
  browser,
}) => {
  const admin = await (await browser.newContext({ viewport: { width: 320, height: 640 } })).newPage();
  await signIn(admin, 'admin');
  await admin.goto('/settings/people');
  const unit = admin.getByRole('cell', { name: 'Phòng TCCB' }).first();
  await unit.waitFor();
  expect(await unit.evaluate((cell) => getComputedStyle(cell, '::before').content)).toBe('"Đơn vị: "');
  await admin.getByLabel('Tìm trong danh sách').fill('phong tccb');
  await admin.emulateMedia({ media: 'print' });
  await expect(admin.getByRole('rowheader', { name: 'Vũ Đình Phong' })).toBeVisible();
  await expect(admin.getByRole('rowheader', { name: 'Phạm Minh Tuấn' })).toHaveCount(0);
  for (const role of ['navigation', 'link', 'button', 'searchbox'] as const)
    await expect(admin.getByRole(role)).toHaveCount(0);
  await admin.context().close();
});
