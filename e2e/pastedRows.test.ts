import { expect, test } from './fixtures.ts';
import { accessibilityFaults } from './axe.ts';
import { dayName, nextWeek } from './weeks.ts';
import type { Page } from '@playwright/test';

const week = nextWeek();
const friday = dayName(week, 5);

/** As Word puts a table on the clipboard, pasted with the keys. */
async function paste(page: Page, html: string) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async (copied) => {
    const blob = (type: string, text: string) => new Blob([text], { type });
    const item = { 'text/html': blob('text/html', copied), 'text/plain': blob('text/plain', 'x') };
    await navigator.clipboard.write([new ClipboardItem(item)]);
  }, html);
  await page.keyboard.press('Control+v');
}

const table = `<table>
  <tr><td>Thứ, ngày</td><td>Giờ</td><td>Nội dung</td><td>Ghi chú</td></tr>
  <tr><td rowspan=2>${friday}</td><td>8h</td><td>Họp dán thứ nhất</td><td></td></tr>
  <tr><td>9h</td><td>Họp dán thứ hai</td><td></td></tr></table>`;

test('rows of Word are pasted, seen by a colleague, and undone around what the colleague wrote since', async ({
  clerk,
  approver,
}) => {
  await clerk.goto(`/edit/board/${week}`);
  await approver.goto(`/edit/board/${week}`);
  await expect(clerk.getByRole('grid')).toBeVisible();
  await paste(clerk, table);
  const dialog = clerk.getByRole('dialog', { name: 'Dán 2 hàng' });
  await expect(dialog.getByRole('rowheader', { name: `${friday}, 08:00` })).toBeVisible();
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await dialog.getByRole('button', { name: 'Thêm 2 mục' }).click();
  const [first, second] = [/Họp dán thứ nhất/, /Họp dán thứ hai/];
  await expect(approver.getByRole('row', { name: first })).toBeVisible();

  // The clerk changes a time, the approver the same time after it: undo overwrites nothing.
  const change = async (page: Page, name: RegExp, time: string) => {
    await page.getByRole('row', { name }).press('Enter');
    await page.getByRole('textbox', { name: 'Giờ' }).fill(time);
    await page.getByRole('textbox', { name: 'Giờ' }).press('Enter');
  };
  await change(clerk, first, '10h');
  await expect(approver.getByRole('row', { name: /10:00.*Họp dán thứ nhất/ })).toBeVisible();
  await change(approver, first, '11h');
  await expect(clerk.getByRole('row', { name: /11:00.*Họp dán thứ nhất/ })).toBeVisible();
  await clerk.keyboard.press('Control+z');
  const compared = clerk.getByRole('dialog', { name: /^So sánh/ });
  await expect(compared.getByRole('radio', { name: 'Giờ, Bản đã lưu: 11:00' })).toBeChecked();
  await compared.getByRole('button', { name: /^Đóng/ }).click();
  await expect(approver.getByRole('row', { name: /11:00.*Họp dán thứ nhất/ })).toBeVisible();

  // The paste itself: the row that somebody wrote in stays, the other goes.
  await clerk.getByRole('row', { name: second }).focus();
  await clerk.keyboard.press('Control+z');
  await expect(approver.getByRole('row', { name: second })).toHaveCount(0);
  await expect(approver.getByRole('row', { name: first })).toBeVisible();
  await expect(clerk.getByRole('alert')).toContainText('đã sửa mục này sau đó');
});

test('on a phone each pasted row stands by itself, whole, and says which column a part comes from', async ({
  clerk,
}) => {
  await clerk.goto(`/edit/board/${week}`);
  await expect(clerk.getByRole('grid')).toBeVisible();
  await paste(clerk, table);
  const dialog = clerk.getByRole('dialog', { name: 'Dán 2 hàng' });
  const place = dialog.getByRole('cell', { name: 'Họp dán thứ hai' });
  for (const width of [320, 360]) {
    await clerk.setViewportSize({ width, height: 640 });
    for (const part of [dialog, dialog.getByRole('region')])
      expect(await part.evaluate((box) => box.scrollWidth - box.clientWidth), `${width}`).toBeLessThanOrEqual(0);
    expect(await place.evaluate((cell) => getComputedStyle(cell, '::before').content)).toContain('Nội dung');
  }
  await expect(dialog.getByRole('row')).toHaveCount(3);
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await dialog.getByRole('combobox', { name: /^Cột 3/ }).selectOption('Địa điểm');
  expect(await place.evaluate((cell) => getComputedStyle(cell, '::before').content)).toContain('Địa điểm');
  await clerk.keyboard.press('Escape');
});
