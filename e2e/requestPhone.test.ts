import type { Page } from '@playwright/test';
import { addWeeks } from '#domain/week.ts';
import { accessibilityFaults } from './axe.ts';
import { expect, signIn, test } from './fixtures.ts';
import { dayName, SENT, thisWeek } from './weeks.ts';

const week = addWeeks(thisWeek(), 23);
const wednesday = dayName(week, 3);

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const inList = (page: Page, name: RegExp) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) });
const waiting = (page: Page, content: string) =>
  page.getByRole('list', { name: 'Phiếu chờ nhận' }).getByRole('listitem').filter({ hasText: content });

/** The usual request, as a thumb does it: new, day, time, what, who, send. */
async function register(page: Page, time: string, content: string) {
  await button(page, 'Phiếu mới').tap();
  await button(page, wednesday).tap();
  await page.getByRole('textbox', { name: 'Giờ' }).fill(time);
  await page.getByRole('textbox', { name: 'Giờ' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Nội dung' })).toBeFocused();
  await page.keyboard.type(content);
  await page.getByRole('radio', { name: /^PGĐ Nguyễn Thị Hồng Vân/ }).check();
}

test('a division registers on a phone, sees what clashes, and what the office answers while it looks', async ({
  browser,
  clerk,
}) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const phone = await context.newPage();
  await signIn(phone, 'division');
  await phone.goto(`/request/${week}`);
  await expect(phone.getByText('Tuần này đơn vị chưa có phiếu nào.')).toBeVisible();

  await register(phone, '8h-10h', 'Họp thẩm định đề án');
  await button(phone, 'Gửi Văn phòng').tap();
  await expect(inList(phone, /Họp thẩm định đề án/)).toContainText(SENT);

  // The second clashes: said before it is sent, with one way out. Typed words outlive a reload.
  await register(phone, '9h', 'Xét kế hoạch thi thử');
  const clashes = phone.getByRole('status', { name: 'Trùng lịch của phiếu này' });
  await expect(clashes).toContainText(/Trùng giờ.*PGĐ Nguyễn Thị Hồng Vân.*08:00–10:00 Họp thẩm định đề án/);
  await expect(phone.getByRole('radio', { name: /Hồng Vân/ }).locator('..')).toContainText('bận 08:00–10:00');
  await expect(button(phone, 'Vẫn gửi · 1 trùng giờ')).toBeVisible();
  expect(await accessibilityFaults(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await phone.reload();
  await expect(phone.getByRole('textbox', { name: 'Nội dung' })).toHaveValue('Xét kế hoạch thi thử');
  await button(phone, 'Đổi sang 13:30: PGĐ Vân trống').tap();
  await expect(clashes).toBeEmpty();
  await button(phone, 'Gửi Văn phòng').tap();
  await expect(inList(phone, /13:30 Xét kế hoạch thi thử/)).toContainText(SENT);
  expect(await accessibilityFaults(phone)).toEqual([]);

  await clerk.goto(`/compile/${week}`);
  await waiting(clerk, 'Họp thẩm định đề án').getByRole('heading').getByRole('button').click();
  await waiting(clerk, 'Họp thẩm định đề án').getByRole('button', { name: 'Nhận', exact: true }).click();
  await expect(inList(phone, /Họp thẩm định đề án/)).toContainText('Đã nhận');
  await expect(phone.getByRole('heading', { name: 'Đã vào lịch' })).toBeVisible();

  await waiting(clerk, 'Xét kế hoạch thi thử').getByRole('heading').getByRole('button').click();
  await waiting(clerk, 'Xét kế hoạch thi thử').getByRole('button', { name: 'Trả lại…' }).click();
  await clerk.getByRole('textbox', { name: 'Trả lại, lý do (đơn vị sẽ đọc)' }).fill('Đề nghị chuyển sang thứ năm');
  await clerk.keyboard.press('Enter');
  await expect(phone.getByRole('heading', { name: 'Cần làm' })).toBeVisible();
  const returned = inList(phone, /Xét kế hoạch thi thử/);
  await expect(returned).toContainText('Trả lại');
  await expect(returned).toContainText(/“Đề nghị chuyển sang thứ năm” Hoàng Thị Mai, (\d\d\/\d\d )?\d\d:\d\d/);
  expect(await accessibilityFaults(phone)).toEqual([]);

  await returned.getByRole('link').tap();
  await button(phone, dayName(week, 4)).tap();
  await button(phone, 'Gửi lại Văn phòng').tap();
  await expect(waiting(clerk, 'Xét kế hoạch thi thử')).toContainText(
    'Đã trả lại trước đó: Đề nghị chuyển sang thứ năm',
  );

  await context.setOffline(true);
  await inList(phone, /Xét kế hoạch thi thử/)
    .getByRole('link')
    .tap();
  await phone.getByRole('textbox', { name: 'Giờ' }).fill('15h');
  await button(phone, 'Gửi thay đổi').tap();
  await expect(inList(phone, /15:00 Xét kế hoạch thi thử/)).toContainText('chờ gửi, mất mạng', { timeout: 30_000 });
  await context.setOffline(false);
  await expect(waiting(clerk, 'Xét kế hoạch thi thử')).toContainText('15:00', { timeout: 30_000 });
  await expect(inList(phone, /15:00 Xét kế hoạch thi thử/)).toContainText(SENT);

  await inList(phone, /Xét kế hoạch thi thử/)
    .getByRole('link')
    .tap();
  await button(phone, 'Rút phiếu').tap();
  await expect(phone.getByText('Đã rút phiếu “Xét kế hoạch thi thử”')).toBeVisible();
  await button(phone, 'Hoàn tác').tap();
  await expect(inList(phone, /15:00 Xét kế hoạch thi thử/)).toContainText(SENT);
  await context.close();
});
