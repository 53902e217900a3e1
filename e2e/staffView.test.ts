import type { Page } from '@playwright/test';
import { expect, signIn, test } from './fixtures.ts';
import { dayName, nextWeek, thisWeek } from './weeks.ts';

const [issued, draft] = [thisWeek(), nextWeek()];

test('the whole of editing by the keyboard alone: add, change, cancel with a reason, delete a draft', async ({
  clerk,
}) => {
  const { keyboard } = clerk;
  await clerk.goto(`/edit/board/${draft}`);
  const grid = clerk.getByRole('grid');
  await grid.waitFor();
  for (let i = 0; i < 40 && !(await focusIsIn(clerk, '[role=grid]')); i++) await keyboard.press('Tab');
  await keyboard.press('End');
  await keyboard.press('n');
  await expect(clerk.getByRole('textbox', { name: 'Nhập nhanh' })).toBeFocused();
  await keyboard.type('19 giờ 30 giao lưu chỉ bằng bàn phím');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  const row = clerk.getByRole('row', { name: /19:30.*Giao lưu chỉ bằng bàn phím/ });
  await expect(row).toBeFocused();

  await keyboard.press('Enter');
  await expect(clerk.getByRole('textbox', { name: 'Giờ' })).toBeFocused();
  await keyboard.press('Control+a');
  await keyboard.type('20h');
  await keyboard.press('Enter');
  await expect(clerk.getByRole('row', { name: /20:00.*Giao lưu chỉ bằng bàn phím/ })).toBeFocused();

  await keyboard.press('h');
  await expect(clerk.getByLabel('Lý do (công khai)')).toBeFocused();
  await keyboard.type('Hội trường mất điện');
  for (let i = 0; i < 10 && !(await focusIsOn(clerk, 'Hủy mục này')); i++) await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(clerk.getByRole('row', { name: /Giao lưu chỉ bằng bàn phím.*Hủy.*Hội trường mất điện/ })).toBeFocused();

  await keyboard.press('Delete');
  await expect(clerk.getByRole('row', { name: /Giao lưu chỉ bằng bàn phím/ })).toHaveCount(0);
});

test('a time that is none is told beside its field, in words that say what to do', async ({ clerk }) => {
  await clerk.goto(`/edit/board/${draft}`);
  await clerk.getByRole('button', { name: new RegExp(`Thêm mục ${dayName(draft, 2)}`, 'i') }).click();
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('25h');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Họp giờ lạ');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).press('Enter');
  await expect(clerk.getByRole('textbox', { name: 'Giờ' })).toHaveAccessibleDescription(/Chưa rõ giờ\. Ghi như 8h30/);
  await expect(clerk.getByRole('textbox', { name: 'Nội dung' })).toHaveValue('Họp giờ lạ');
});

test('staff see every calendar’s week as table, leaders, hours, day and list, of one calendar or one person', async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, 'specialist');
  await page.goto(`/view/${issued}`);
  await expect(page.getByRole('row', { name: /Chào cờ đầu tuần/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Giao ban phòng/ }).first()).toBeVisible();

  await page.goto(`/view/${issued}?lich=board`);
  await expect(page.getByRole('row', { name: /Chào cờ đầu tuần/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Giao ban phòng/ })).toHaveCount(0);

  await page.goto(`/view/${issued}?lich=board&nguoi=huy`);
  await expect(page.getByRole('row', { name: /PGĐ Lê Quang Huy/ }).first()).toBeVisible();

  await page.goto(`/view/${issued}`);
  for (const [name, words] of [
    ['Theo lãnh đạo', 'Buổi'],
    ['Lưới giờ', 'Thứ tư'],
    ['Theo ngày', 'Cả ngày'],
    ['Danh sách', 'Chào cờ đầu tuần'],
  ] as const) {
    await page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click();
    await expect(page.getByRole('main').getByText(words).first()).toBeVisible();
  }
  await context.close();
});

const focusIsIn = (page: Page, selector: string) =>
  page.evaluate((where) => document.activeElement?.closest(where) !== null, selector);
const focusIsOn = (page: Page, words: string) =>
  page.evaluate((text) => document.activeElement?.textContent === text, words);
