import { expect, test } from './fixtures.ts';
import { accessibilityFaults } from './axe.ts';
import { addWeeks } from '#domain/week.ts';
import { nextWeek, thisWeek } from './weeks.ts';
import type { Page } from '@playwright/test';

const week = nextWeek();

async function add(page: Page, time: string, content: string) {
  await page.getByRole('button', { name: 'Thêm mục Thứ năm' }).click();
  await page.getByRole('textbox', { name: 'Giờ' }).fill(time);
  await page.getByRole('textbox', { name: 'Nội dung' }).fill(content);
  await page.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await expect(page.getByRole('row', { name: content })).toBeVisible();
}

test('each sees who else has the week open, and which line they are at, until they leave', async ({
  clerk,
  approver,
}) => {
  // A page that was closed at once is shown for up to a minute and a half: a week where nobody was just now.
  const quiet = addWeeks(thisWeek(), 38);
  await clerk.goto(`/edit/board/${quiet}`);
  await add(clerk, '8h', 'Họp có hai người soạn');
  await approver.goto(`/edit/board/${quiet}`);
  const here = clerk.getByText(/Trần Đức Thịnh.* cũng đang mở$/);
  await expect(here).toBeVisible();
  await expect(approver.getByText(/Hoàng Thị Mai.* cũng đang mở$/)).toBeVisible();

  const line = clerk.getByRole('row', { name: /Họp có hai người soạn/ });
  await approver.getByRole('row', { name: /Họp có hai người soạn/ }).press('Enter');
  await expect(line.getByText(/ đang sửa$/)).toBeVisible();
  expect(await accessibilityFaults(clerk)).toEqual([]);
  // No lock: the clerk's save is taken, and the other is told.
  await line.press('Enter');
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('9h');
  await clerk.getByRole('textbox', { name: 'Giờ' }).press('Enter');
  await expect(approver.getByText('Có bản mới hơn')).toBeVisible();

  await approver.getByRole('textbox', { name: 'Giờ' }).press('Escape');
  await expect(line.getByText(/ đang sửa$/)).toHaveCount(0);
  // Of two windows of theirs one goes: they are here in the other.
  const second = await approver.context().newPage();
  await second.goto(`/edit/board/${quiet}`);
  await second.getByRole('row', { name: /Họp có hai người soạn/ }).press('Enter');
  await expect(line.getByText(/ đang sửa$/)).toBeVisible();
  await second.getByRole('link', { name: 'Xem', exact: true }).click();
  await expect(line.getByText(/ đang sửa$/)).toHaveCount(0);
  await expect(here).toBeVisible();
  await approver.getByRole('link', { name: 'Xem', exact: true }).click();
  await expect(here).toHaveCount(0);
});

test('an earlier version comes back, the way back too, and a deleted entry is found by a colleague', async ({
  clerk,
  approver,
}) => {
  await clerk.goto(`/edit/board/${week}`);
  await add(clerk, '14h', 'Họp có nhiều bản');
  const line = clerk.getByRole('row', { name: /Họp có nhiều bản/ });
  await line.press('Enter');
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('15h30');
  await clerk.getByRole('textbox', { name: 'Giờ' }).press('Enter');
  await expect(clerk.getByRole('row', { name: /15:30.*Họp có nhiều bản/ })).toBeVisible();

  await line.press('Enter');
  await clerk.getByRole('button', { name: 'Mọi trường' }).click();
  await clerk.getByText('Lịch sử (2 bản)').click();
  await expect(clerk.getByText('Giờ: trước là 14:00 → nay là 15:30')).toBeVisible();
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await clerk.getByRole('button', { name: /^Lấy lại bản này/ }).click();
  await expect(clerk.getByRole('row', { name: /14:00.*Họp có nhiều bản/ })).toBeFocused();
  await clerk.locator('.toast').getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(clerk.getByRole('row', { name: /15:30.*Họp có nhiều bản/ })).toBeVisible();

  await line.press('Delete');
  await expect(line).toHaveCount(0);
  await approver.goto(`/edit/board/${week}`);
  await approver.getByRole('button', { name: 'Mục đã xóa…' }).click();
  const dialog = approver.getByRole('dialog');
  const deleted = dialog.getByRole('listitem').filter({ hasText: 'Họp có nhiều bản' });
  await expect(deleted.getByText(/^Hoàng Thị Mai xóa lúc /)).toBeVisible();
  expect(await accessibilityFaults(approver)).toEqual([]);
  await deleted.getByRole('button', { name: /^Tạo lại / }).click();
  await expect(approver.getByRole('row', { name: /15:30.*Họp có nhiều bản/ })).toBeFocused();
  await expect(clerk.getByRole('row', { name: /15:30.*Họp có nhiều bản/ })).toBeVisible();
});

test('a clash accepted with its reason counts no more for a colleague either, until one of the two moves', async ({
  clerk,
  approver,
}) => {
  await clerk.goto(`/edit/board/${week}`);
  for (const [time, content] of [
    ['8h-10h', 'Họp nhóm thứ nhất'],
    ['9h', 'Họp nhóm thứ hai'],
  ] as const) {
    await clerk.getByRole('button', { name: 'Thêm mục Thứ năm' }).click();
    await clerk.getByRole('textbox', { name: 'Giờ' }).fill(time);
    await clerk.getByRole('textbox', { name: 'Nội dung' }).fill(content);
    await clerk.getByRole('combobox', { name: 'Địa điểm' }).fill('Phòng họp số 1');
    await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
    await expect(clerk.getByRole('row', { name: content })).toBeVisible();
  }
  await approver.goto(`/edit/board/${week}`);
  const line = approver.getByRole('row', { name: /Họp nhóm thứ hai/ });
  await expect(line).toContainText('Trùng giờ');

  await clerk.getByRole('row', { name: /Họp nhóm thứ hai/ }).press('Enter');
  await clerk.getByRole('button', { name: /^Chấp nhận trùng với .*Họp nhóm thứ nhất…$/ }).press('Enter');
  await clerk.getByRole('textbox', { name: 'Lý do chấp nhận' }).fill('Hai nhóm ngồi chung phòng');
  await clerk.getByRole('textbox', { name: 'Lý do chấp nhận' }).press('Enter');
  await expect(clerk.getByText('Hai nhóm ngồi chung phòng')).toBeVisible();
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await expect(line).not.toContainText('Trùng giờ');

  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('9h30');
  await clerk.getByRole('textbox', { name: 'Giờ' }).press('Enter');
  await expect(line).toContainText('Trùng giờ');
});
