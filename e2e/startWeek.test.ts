import { addWeeks } from '#domain/week.ts';
import { expect, test } from './fixtures.ts';
import { nextWeek } from './weeks.ts';

const week = nextWeek();

test('two steps start a week: open the next one, Enter; one more takes it back', async ({ clerk }) => {
  const copy = clerk.getByRole('button', { name: 'Chép 4 mục' });
  const fixed = clerk.getByRole('row', { name: /Cố định/ });
  await clerk.goto(`/edit/board/${week}`);
  await expect(clerk.getByRole('row', { name: /Chào cờ đầu tuần/ })).toBeVisible(); // one that clashes says that, not "Cố định"

  await clerk.getByRole('link', { name: 'Tuần sau' }).click();
  await expect(clerk).toHaveURL(new RegExp(`${addWeeks(week, 1)}$`));
  await expect(copy).toBeFocused();
  await clerk.keyboard.press('Enter');
  await expect(fixed).toHaveCount(4);
  await clerk.getByRole('status').getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(copy).toBeVisible();
  await expect(clerk.getByText('Đã hoàn tác: thêm 4 mục')).toBeVisible();

  await clerk.reload(); // a page that does not know that the names of those copies are used up
  await expect(copy).toBeFocused();
  await clerk.keyboard.press('Enter');
  await expect(fixed).toHaveCount(4);
  await expect(clerk.getByText(/^Đã lưu/)).toBeVisible();
  await expect(clerk.getByRole('row', { name: /Chào cờ đầu tuần/ })).toBeFocused();

  // Stored, and once: nothing fixed is left to copy.
  await clerk.reload();
  await expect(fixed).toHaveCount(4);
  await clerk.getByRole('button', { name: 'Bắt đầu từ tuần trước' }).click();
  await expect(clerk.getByRole('dialog').getByText('Không có mục cố định nào để chép.')).toBeVisible();
});
