import { addWeeks } from '#domain/week.ts';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { accessibilityFaults } from './axe.ts';
import { dayName, thisWeek } from './weeks.ts';

// Four weeks of this journey alone.
const [first, second, third, fourth] = [41, 42, 43, 44].map((weeks) => addWeeks(thisWeek(), weeks)) as [
  ReturnType<typeof thisWeek>,
  ReturnType<typeof thisWeek>,
  ReturnType<typeof thisWeek>,
  ReturnType<typeof thisWeek>,
];

test('an entry comes again each week, changes from one on, and is left out where it was deleted', async ({
  clerk,
  approver,
}) => {
  const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
  const saved = () => expect(clerk.getByRole('banner').getByText(/^Đã lưu/)).toBeVisible();
  const openForm = async (name: string) => {
    await row(clerk, name).press('Enter');
    await clerk.getByRole('button', { name: 'Mọi trường' }).click();
  };
  const save = () => clerk.getByRole('complementary').getByRole('button', { name: 'Lưu', exact: true }).click();

  await clerk.goto(`/edit/board/${first}`);
  await clerk.getByRole('button', { name: `Thêm mục ${dayName(first, 2).toLowerCase()}` }).click();
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('8h');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Họp lặp lại');
  await clerk.getByRole('button', { name: 'Mọi trường' }).click();
  await clerk.getByRole('combobox', { name: /^Lặp lại/ }).selectOption({ label: 'Hằng tuần vào thứ ba' });
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await save();
  await expect(row(clerk, 'Họp lặp lại')).toContainText('Hằng tuần');
  await saved();

  // An empty week offers it, and Enter takes it.
  await clerk.goto(`/edit/board/${second}`);
  await approver.goto(`/edit/board/${second}`);
  await clerk.getByRole('button', { name: 'Chép 1 mục' }).press('Enter');
  for (const page of [clerk, approver]) await expect(row(page, 'Họp lặp lại')).toHaveCount(1);
  await saved();
  await openForm('Họp lặp lại');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Họp kiểu mới');
  await clerk.getByRole('button', { name: 'Từ lần này về sau' }).click();
  await save();
  await expect(clerk.getByText('Các lần sau theo mục này').first()).toBeVisible();
  await saved();

  await clerk.goto(`/edit/board/${third}`);
  await clerk.getByRole('button', { name: 'Để tuần trống' }).click();
  const due = clerk.getByRole('region', { name: '1 mục lặp lại chưa có trong tuần này' });
  await due.getByRole('button', { name: 'Thêm “Họp kiểu mới”' }).click();
  await expect(due).toHaveCount(0);
  await row(clerk, 'Họp kiểu mới').press('Delete');
  await expect(row(clerk, 'Họp kiểu mới')).toHaveCount(0);
  await saved();

  await clerk.goto(`/edit/board/${fourth}`);
  await expect(clerk.getByRole('button', { name: 'Chép 1 mục' })).toBeVisible();
  await clerk.goto(`/edit/board/${third}`);
  await expect(clerk.getByText('Chưa có mục')).toBeVisible();
  await expect(due).toHaveCount(0);
  await expect(clerk.getByRole('button', { name: 'Chép 1 mục' })).toHaveCount(0);
});
