import { instantOf } from '#domain/time.ts';
import { addWeeks, daysOf } from '#domain/week.ts';
import { expect, itIs, signIn, test, type Somebody } from './fixtures.ts';
import { newPlace, openOwnOffice, type OwnOffice } from './ownOffice.ts';
import { dayName, thisWeek } from './weeks.ts';
import type { Browser, Page } from '@playwright/test';

// The machine loses its power in mid-act: an office of its own, killed (SIGKILL) and started again on the same data.

const place = newPlace();
let office: OwnOffice;
const from = addWeeks(thisWeek(), 5);
const to = addWeeks(thisWeek(), 6);
const draft = addWeeks(thisWeek(), 1);
const led = addWeeks(thisWeek(), 8);

test.beforeAll(async () => {
  office = await openOwnOffice(place);
});
test.afterAll(() => office.close());

async function person(browser: Browser, who: Somebody): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, who, place.home);
  return page;
}
async function powerCut(): Promise<void> {
  await office.kill();
  office = await openOwnOffice(place);
}
/** All that waited has gone out, if need be after the page has found the server again. */
const saved = (page: Page) => expect(page.getByText(/^Đã lưu/)).toBeVisible({ timeout: 60_000 });
/** As somebody sees it who comes afterwards. */
async function rowsOf(browser: Browser, week: string, name: RegExp): Promise<string[]> {
  const page = await person(browser, 'approver');
  await page.goto(`${place.home}/edit/board/${week}`);
  await page.getByRole('grid').waitFor();
  await page.waitForTimeout(1_000); // what would come twice has come
  const rows = await page.getByRole('row', { name }).allInnerTexts();
  await page.context().close();
  return rows;
}

test('rows that were being pasted, and cut rows on their way to another week, are there once each', async ({
  browser,
}) => {
  const clerk = await person(browser, 'clerk');
  await clerk.goto(`${place.home}/edit/board/${from}`);
  await clerk.getByRole('button', { name: 'Dán…' }).click();
  await clerk
    .getByRole('textbox', { name: 'Các hàng' })
    .fill(Array.from({ length: 8 }, (_, n) => `${8 + n}h Họp mất điện số ${n + 1}.`).join('\n'));
  await clerk.getByRole('button', { name: 'Xem các mục' }).click();
  await clerk.getByRole('button', { name: 'Thêm 8 mục' }).click();
  await powerCut();
  await saved(clerk);
  expect(await rowsOf(browser, from, /Họp mất điện/)).toHaveLength(8);

  await clerk.getByRole('row', { name: /mất điện số 1(?!\d)/ }).focus();
  await clerk.keyboard.press('Shift+ArrowDown');
  await clerk.keyboard.press('Shift+ArrowDown');
  await clerk.keyboard.press('Control+x');
  await expect(clerk.getByRole('row', { name: /mất điện số 3(?!\d)/ })).toContainText('Đã cắt');
  await clerk.goto(`${place.home}/edit/board/${to}`);
  await clerk
    .getByRole('rowgroup')
    .filter({ hasText: dayName(to, 3) })
    .getByRole('row', { name: 'Không có lịch' })
    .click();
  await clerk.keyboard.press('Control+v');
  await powerCut();
  await saved(clerk);
  const [left, moved] = [await rowsOf(browser, from, /mất điện/), await rowsOf(browser, to, /mất điện/)];
  // Each stands in one of the weeks, and those that did not go are said to be here still.
  expect(left.length + moved.length).toBe(8);
  if (moved.length < 3) await expect(clerk.getByRole('alert')).toBeVisible();
  await clerk.context().close();
});

test('a request that was being accepted is accepted once, or waits still', async ({ browser }) => {
  const clerk = await person(browser, 'clerk');
  await clerk.goto(`${place.home}/compile/${draft}`);
  const list = clerk.getByRole('list', { name: 'Phiếu chờ nhận' });
  const waiting = list.getByRole('heading', { level: 3 });
  const accept = list.getByRole('button', { name: 'Nhận', exact: true }); // of the one that the hand is at
  await accept.waitFor();
  const before = await waiting.count();
  await accept.click();
  await powerCut();
  await saved(clerk);
  await expect(waiting).toHaveCount(before - 1);
  await clerk.reload();
  await accept.waitFor();
  await expect(waiting).toHaveCount(before - 1);
  await clerk.context().close();
});

test('what a leader was putting off on the phone is off and issued, or neither; pressed again it is', async ({
  browser,
}) => {
  const clerk = await person(browser, 'clerk');
  await clerk.goto(`${place.home}/edit/board/${led}`);
  await clerk.getByRole('button', { name: `Thêm mục ${dayName(led, 3)}`, exact: false }).click();
  await clerk.getByRole('textbox', { name: 'Giờ' }).fill('23h30');
  await clerk.getByRole('textbox', { name: 'Nội dung' }).fill('Họp hoãn giữa chừng.');
  await clerk.keyboard.press('Enter');
  await saved(clerk);
  await clerk.context().close();

  const leader = await person(browser, 'approver');
  await leader.goto(`${place.home}/issue/board/${led}`);
  const issue = leader.getByRole('button', { name: /^Ban hành/ });
  await issue.waitFor();
  for (const box of await leader.getByRole('checkbox', { name: 'Đã xem' }).all()) await box.check();
  await issue.click();
  await expect(leader.getByText(/^Đã ban hành/).first()).toBeVisible();

  await itIs(leader, instantOf(daysOf(led)[2], 8 * 60));
  await leader.goto(`${place.home}/today`);
  await leader.getByRole('button', { name: /^Ban Giám đốc/ }).click();
  await leader.getByRole('button', { name: 'Hoãn, hủy: Họp hoãn giữa chừng.' }).click();
  const sheet = leader.getByRole('dialog');
  await sheet.getByText('Đi công tác').click();
  await sheet.getByRole('button', { name: 'Hoãn và ban hành' }).click();
  await powerCut();
  await leader.reload();
  await leader.getByRole('button', { name: /^Ban Giám đốc/ }).click();
  const row = leader.getByRole('listitem').filter({ hasText: 'Họp hoãn giữa chừng.' });
  await row.waitFor();
  const isOff =
    (await row.innerText()).includes('Hoãn\n') || (await row.getByRole('button', { name: /^Khôi phục/ }).count()) > 0;
  const reader = await (await fetch(`${place.home}/lich/board/${led}`)).text();
  expect(reader.includes('<del>Họp hoãn giữa chừng.</del>')).toBe(isOff);
  if (!isOff) {
    await leader.getByRole('button', { name: 'Hoãn, hủy: Họp hoãn giữa chừng.' }).click();
    await sheet.getByText('Đi công tác').click();
    await sheet.getByRole('button', { name: 'Hoãn và ban hành' }).click();
    await expect(leader.getByText(/Đã ban hành điều chỉnh/)).toBeVisible();
  }
  await leader.context().close();
});
