import type { Page } from '@playwright/test';
import { addWeeks, daysOf } from '#domain/week.ts';
import { formatDay, instantOf } from '#domain/time.ts';
import { accessibilityFaults } from './axe.ts';
import { expect, issue, itIs, openUntilShown, signIn, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

// A past Saturday, which the phone takes for today: a week of this journey alone, whatever day the tests run on.
const week = addWeeks(thisWeek(), -3);
const saturday = daysOf(week)[5]!;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function add(page: Page, line: string) {
  await page.goto(`/edit/board/${week}?them=${encodeURIComponent(line)}`);
  const quickLine = page.getByRole('textbox', { name: 'Nhập nhanh' });
  await expect(quickLine).toBeFocused();
  await quickLine.press('Enter');
  await expect(quickLine).toHaveValue('');
  await expect(page.getByText(/^Đã lưu/)).toBeVisible();
}

test('three taps and a reason put a meeting off for everybody who reads; a new time and “đã xem” from the same page', async ({
  clerk,
  approver,
  visitor,
  browser,
}) => {
  await add(clerk, 'thứ bảy 14h họp Hội đồng thi đua, tại phòng họp số 1, chủ trì: Giám đốc');
  await add(clerk, 'thứ bảy 15h30 làm việc với UBND xã, chủ trì: PGĐ Nguyễn Thị Hồng Vân, thành phần: Giám đốc');
  await issue(approver, week, 'Ban hành');
  await expect(approver.getByText('Đã ban hành tuần này.')).toBeVisible();

  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const phone = await context.newPage();
  await itIs(phone, instantOf(saturday, 8 * 60));
  await signIn(phone, 'approver');
  await phone.goto('/today');
  const today = phone.getByRole('region', { name: `Thứ bảy ${formatDay(saturday)}` });
  const council = today.getByRole('listitem').filter({ hasText: 'Họp Hội đồng thi đua' });
  await expect(council).toContainText('Phòng họp số 1 · tôi chủ trì');
  expect(await accessibilityFaults(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  const sheet = phone.getByRole('dialog', { name: 'Họp Hội đồng thi đua' });
  await button(phone, 'Hoãn, hủy: Họp Hội đồng thi đua').tap(); // one
  await sheet.getByText('Đi công tác').tap(); // two
  expect(await accessibilityFaults(phone)).toEqual([]);
  await sheet.getByRole('button', { name: 'Hoãn và ban hành' }).tap(); // three
  await expect(phone.getByText('Đã ban hành điều chỉnh lần 1')).toBeVisible();
  const row = visitor.getByRole('row', { name: /Họp Hội đồng thi đua/ });
  await openUntilShown(visitor, `/lich/board/${week}`, row.locator('del'));
  await expect(row.locator('del')).toHaveText('Họp Hội đồng thi đua');
  await expect(row).toContainText('Hoãn Lý do: Đi công tác');

  // A new time: what it clashes with stands before it is issued.
  await button(phone, 'Đặt giờ mới: Họp Hội đồng thi đua').tap();
  const time = sheet.getByRole('textbox', { name: 'Giờ' });
  await time.fill('15h');
  const clashes = sheet.getByRole('status', { name: 'Xung đột vào giờ này' });
  await expect(clashes).toContainText(/Có thể trùng.*GĐ Trần Đức Thịnh.*15:30 Làm việc với UBND xã/);
  await time.fill('10h');
  await expect(clashes).toBeEmpty();
  await sheet.getByRole('button', { name: 'Đổi giờ và ban hành' }).tap();
  await expect(phone.getByText('Đã ban hành điều chỉnh lần 2')).toBeVisible();
  const later = visitor.getByRole('row', { name: /10:00.*Họp Hội đồng thi đua/ });
  await openUntilShown(visitor, `/lich/board/${week}`, later);
  await expect(row.locator('del')).toHaveCount(0);

  await button(phone, 'Đã xem: Làm việc với UBND xã').tap();
  await expect(today.getByText(/^Đã xem \d\d:\d\d \d\d\/\d\d$/)).toBeVisible();

  // Without a network nothing is done, and nothing waits to be done later.
  await context.setOffline(true);
  await expect(phone.getByText(/^Mất mạng từ/)).toBeVisible({ timeout: 30_000 });
  await button(phone, 'Hoãn, hủy: Họp Hội đồng thi đua').tap();
  await sheet.getByText('Đi công tác').tap();
  await sheet.getByRole('button', { name: 'Hoãn và ban hành' }).tap();
  await expect(sheet.getByRole('alert')).toContainText('Mất mạng: chưa làm được');
  await context.close();
  await visitor.reload();
  await expect(later).toBeVisible();
});
