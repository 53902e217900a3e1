import { addWeeks } from '#domain/week.ts';
import { expect, test } from './fixtures.ts';
import { accessibilityFaults } from './axe.ts';
import { dayName, thisWeek } from './weeks.ts';

// Two weeks of this journey alone.
const from = addWeeks(thisWeek(), 31);
const to = addWeeks(thisWeek(), 32);

test('several rows are cut in one week and pasted in another, with their note; dragged to a day; and all taken back', async ({
  clerk,
}) => {
  await clerk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await clerk.setViewportSize({ width: 1280, height: 1200 }); // a drag near the edge would scroll
  await clerk.goto(`/edit/board/${from}`);
  await clerk.getByRole('button', { name: 'Dán…' }).click();
  await clerk.getByRole('textbox', { name: 'Các hàng' }).fill('8h Họp cắt một\n9h Họp cắt hai\n10h Họp ở lại');
  await clerk.getByRole('button', { name: 'Xem các mục' }).click();
  await clerk.getByRole('button', { name: 'Thêm 3 mục' }).click();
  const row = (name: string) => clerk.getByRole('row', { name: new RegExp(name) });
  await row('Họp cắt một').press('Enter');
  await clerk.getByRole('button', { name: 'Mọi trường' }).click();
  await clerk.getByRole('textbox', { name: 'Ghi chú nội bộ' }).fill('Mang theo hồ sơ');
  await clerk.getByRole('complementary').getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(row('Họp cắt một')).toBeFocused();
  await expect(clerk.getByText(/^Đã lưu/)).toBeVisible();

  await clerk.keyboard.press('Shift+ArrowDown');
  await expect(clerk.getByRole('region', { name: 'Các mục đã chọn' })).toContainText('2 mục');
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await clerk.keyboard.press('Control+x');
  await expect(row('Họp cắt hai')).toContainText('Đã cắt');
  const text = await clerk.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/08:00\tHọp cắt một\r?\n.*09:00\tHọp cắt hai$/);

  await clerk.goto(`/edit/board/${to}`);
  const wednesday = clerk.getByRole('rowgroup').filter({ hasText: dayName(to, 3) });
  await wednesday.getByRole('row', { name: 'Không có lịch' }).click();
  await clerk.keyboard.press('Control+v');
  await expect(wednesday.getByRole('row', { name: /Họp cắt/ })).toHaveCount(2);
  await row('Họp cắt một').press('Enter');
  await clerk.getByRole('button', { name: 'Mọi trường' }).click();
  await expect(clerk.getByRole('textbox', { name: 'Ghi chú nội bộ' })).toHaveValue('Mang theo hồ sơ');
  await clerk.keyboard.press('Escape');
  await expect(row('Họp cắt một')).toBeFocused();

  const friday = clerk.getByRole('rowgroup').filter({ hasText: dayName(to, 5) });
  await row('Họp cắt hai').locator('.time').hover();
  await clerk.mouse.down();
  await friday.getByText('Không có lịch').hover();
  await expect(clerk.getByText(`Thả để dời 1 mục sang ${dayName(to, 5).toLowerCase()}`)).toBeVisible();
  await clerk.mouse.up();
  await expect(friday.getByRole('row', { name: /Họp cắt hai/ })).toBeVisible();

  await clerk.keyboard.press('Control+z');
  await expect(wednesday.getByRole('row', { name: /Họp cắt/ })).toHaveCount(2);
  await clerk.keyboard.press('Control+z');
  await expect(row('Họp cắt')).toHaveCount(0);
  await expect(clerk.getByText(/^Đã hoàn tác/)).toBeVisible();
  await clerk.goto(`/edit/board/${from}`);
  await expect(row('Họp cắt')).toHaveCount(2);
  await expect(row('Họp ở lại')).toBeVisible();
});
