import { addWeeks } from '#domain/week.ts';
import { accessibilityFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

const week = addWeeks(thisWeek(), 45); // nobody else's

test('with the keyboard alone from a clash to a free room, then to a free time, and back', async ({ clerk }) => {
  await clerk.goto(`/edit/board/${week}`);
  const quick = clerk.getByRole('textbox', { name: 'Nhập nhanh' });
  await quick.fill('8h-10h thứ tư họp thứ nhất tại phòng họp số 1, chủ trì: Giám đốc');
  await quick.press('Enter');
  await expect(clerk.getByRole('row', { name: /Họp thứ nhất/ })).toBeVisible();
  await quick.fill('8h30 thứ tư họp thứ hai tại phòng họp số 1, chủ trì: Giám đốc');
  await expect(clerk.getByText('Trùng giờ')).toBeVisible();
  await quick.press('Enter');
  const second = clerk.getByRole('row', { name: /Họp thứ hai/ });
  await expect(second.getByText('Trùng giờ')).toBeVisible();

  await second.press('Enter');
  await clerk.getByRole('button', { name: 'Chọn phòng trống thay Phòng họp số 1' }).press('Enter');
  const rooms = clerk.getByRole('group', { name: 'Phòng trống' });
  await expect(rooms.getByRole('button').first()).toBeFocused();
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await rooms.getByRole('button', { name: /^Phòng họp số 3/ }).press('Enter');
  const place = clerk.getByRole('combobox', { name: 'Địa điểm' });
  await expect(place).toBeFocused();
  await expect(place).toHaveValue('Phòng họp số 3');

  await clerk.getByRole('button', { name: 'Đổi sang 13:30' }).press('Enter'); // two hours do not fit before half past eleven
  const time = clerk.getByRole('textbox', { name: 'Giờ' });
  await expect(time).toBeFocused();
  await expect(time).toHaveValue('13:30');
  await expect(clerk.getByText('Trùng giờ')).toHaveCount(0);
  await time.press('Enter');
  await expect(clerk.getByRole('row', { name: /13:30.*Họp thứ hai.*Phòng họp số 3/ })).toBeFocused();

  await clerk.keyboard.press('Control+z');
  await expect(clerk.getByRole('row', { name: /08:30.*Họp thứ hai.*Phòng họp số 1/ })).toBeVisible();
});
