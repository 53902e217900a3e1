import type { Locator, Page } from '@playwright/test';
import { accessibilityFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { addWeeks, type WeekId } from '#domain/week.ts';
import { dayName, thisWeek } from './weeks.ts';

// Weeks of these journeys alone.
const gridOf = (week: WeekId) => `/view/${week}?kieu=tuan&lich=board`;
const entry = (page: Page, words: string | RegExp) => page.locator('[data-entry]').filter({ hasText: words });
// What stands in the place for notes: the place itself is empty and has no height.
const note = (page: Page, words: string) => page.getByRole('status').locator('> *').filter({ hasText: words });

async function add(page: Page, week: WeekId, line: string) {
  await page.goto(`/edit/board/${week}?them=${encodeURIComponent(line)}`);
  const quickLine = page.getByRole('textbox', { name: 'Nhập nhanh' });
  await expect(quickLine).toBeFocused();
  await quickLine.press('Enter');
  await expect(quickLine).toHaveValue('');
  await expect(page.getByText(/^Đã lưu/)).toBeVisible();
}

/** With the pointer, some steps on the way: a hand is no jump. */
async function drag(page: Page, from: Locator, by: { readonly x: number; readonly y: number }, grip = 8) {
  const box = (await from.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, grip < 0 ? box.y + box.height + grip : box.y + grip];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x / 2, y + by.y / 2, { steps: 5 });
  await page.mouse.move(x + by.x, y + by.y, { steps: 5 });
  await page.mouse.up();
}

test('an entry is moved in the hours by hand, by keys and by its form; what it meets is told; each is taken back', async ({
  clerk,
}) => {
  const week = addWeeks(thisWeek(), 30);
  const tuesday = dayName(week, 2).toLowerCase();
  const wednesday = dayName(week, 3).toLowerCase();
  await add(clerk, week, 'thứ ba 8h-9h họp kéo thả, tại phòng họp số 1');
  await add(clerk, week, 'thứ tư 10h-11h họp đã định, tại phòng họp số 1');
  await clerk.goto(gridOf(week));
  const carried = entry(clerk, 'Họp kéo thả');
  const other = entry(clerk, 'Họp đã định');
  await expect(carried).toBeVisible();
  await expect(other).toBeVisible();

  const [from, to] = [(await carried.boundingBox())!, (await other.boundingBox())!];
  await drag(clerk, carried, { x: to.x - from.x, y: to.y - from.y });
  const told = note(clerk, `Đã dời “Họp kéo thả” sang ${wednesday}, 10:00–11:00`);
  await expect(told.getByRole('listitem')).toHaveText(/^Trùng giờ Phòng họp số 1 · 10:00–11:00 Họp đã định/);
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await clerk.keyboard.press('Control+z');
  await expect(note(clerk, `Đã hoàn tác: “Họp kéo thả” về ${tuesday}, 08:00–09:00`)).toBeVisible();

  await expect.poll(async () => Math.round(((await carried.boundingBox())?.x ?? 0) - from.x)).toBe(0);
  const hour = (await carried.boundingBox())!.height; // it takes one
  await drag(clerk, carried, { x: 0, y: hour }, -3);
  await expect(note(clerk, `Đã đổi giờ “Họp kéo thả”: ${tuesday}, 08:00–10:00`)).toBeVisible();

  await carried.focus();
  await clerk.keyboard.press('Alt+ArrowDown');
  await expect(note(clerk, `Đã dời “Họp kéo thả” sang ${wednesday}, 08:00–10:00`)).toBeVisible();
  await expect(carried).toBeFocused();
  await clerk.keyboard.press('Enter');
  const form = clerk.getByRole('dialog').getByRole('form', { name: 'Đổi ngày, giờ' });
  await form.getByRole('textbox', { name: 'Giờ' }).fill('15h');
  await clerk.keyboard.press('Enter');
  await expect(entry(clerk, '15:00 Họp kéo thả')).toBeVisible();

  await clerk.goto(`/edit/board/${week}`);
  await expect(clerk.getByRole('row', { name: /15:00.*Họp kéo thả/ })).toBeVisible();
});

test('free time drawn over begins the editor’s line; what a colleague moved first comes back, and is said', async ({
  clerk,
  approver,
}) => {
  const week = addWeeks(thisWeek(), 33);
  await add(clerk, week, 'thứ hai 8h họp dời hai lần');
  await clerk.goto(gridOf(week));
  const theirs = entry(clerk, 'Họp dời hai lần');
  await expect(theirs).toBeVisible();
  await approver.goto(gridOf(week));
  const ours = entry(approver, 'Họp dời hai lần');
  await expect(ours).toBeVisible();

  await approver.context().setOffline(true);
  await ours.focus();
  await approver.keyboard.press('Alt+ArrowDown');
  await expect(note(approver, `sang ${dayName(week, 2).toLowerCase()}, 08:00`)).toBeVisible();
  await theirs.focus();
  await clerk.keyboard.press('Alt+ArrowDown');
  await expect(note(clerk, `sang ${dayName(week, 2).toLowerCase()}, 08:00`)).toBeVisible();
  // There and back before anything is drawn anew: it has moved all the same.
  await theirs.evaluate((button) => {
    for (const key of ['ArrowDown', 'ArrowUp'])
      button.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true }));
  });
  await expect(note(clerk, `sang ${dayName(week, 2).toLowerCase()}, 08:00`)).toBeVisible();
  // Drawn anew with each move, and pressed faster than it is drawn: no key is lost.
  for (const key of ['ArrowDown', 'ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowUp'])
    await clerk.keyboard.press(`Alt+${key}`);
  await expect(note(clerk, `sang ${dayName(week, 3).toLowerCase()}, 08:00`)).toBeVisible();
  await approver.context().setOffline(false);
  await expect(approver.getByRole('alert').filter({ hasText: 'Hoàng Thị Mai vừa sửa mục này' })).toBeVisible({
    timeout: 45_000,
  });
  const stands = (await theirs.boundingBox())!;
  await expect.poll(async () => Math.round(((await ours.boundingBox())?.x ?? 0) - stands.x)).toBe(0);

  // Moved by a colleague while it is open here: whoever closes it is at it again.
  await ours.focus();
  await approver.keyboard.press('Enter');
  const open = approver.getByRole('dialog').getByRole('heading', { level: 2 });
  await expect(open).toContainText(dayName(week, 3));
  for (const [key, weekday] of [
    ['ArrowUp', 2],
    ['ArrowDown', 3],
  ] as const) {
    await theirs.focus();
    await clerk.keyboard.press(`Alt+${key}`);
    await expect(open).toContainText(dayName(week, weekday));
  }
  await approver.keyboard.press('Escape');
  await expect(open).toHaveCount(0);
  await expect(ours).toBeFocused();

  // Every hour is as high as the others: drawn over from two hours below the entry's end to three.
  const box = (await theirs.boundingBox())!;
  const hour = box.height / 2; // without an end it is drawn as two hours
  const [x, y] = [box.x + box.width / 2, box.y + 4 * hour + 2];
  await clerk.mouse.move(x, y);
  await clerk.mouse.down();
  await clerk.mouse.move(x, y + hour / 2, { steps: 4 });
  await clerk.mouse.move(x, y + hour - 6, { steps: 4 });
  await clerk.mouse.up();
  const quickLine = clerk.getByRole('textbox', { name: 'Nhập nhanh' });
  await expect(quickLine).toBeFocused();
  await clerk.keyboard.type('họp giờ trống');
  await clerk.keyboard.press('Enter');
  await expect(clerk.getByRole('row', { name: /12:00–13:00.*Họp giờ trống/ })).toBeVisible();
  await expect(clerk).toHaveURL(new RegExp(`/edit/board/${week}$`));
});
