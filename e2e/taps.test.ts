import type { Browser, Locator, Page } from '@playwright/test';
import { formatDay, instantOf } from '#domain/time.ts';
import { addWeeks, daysOf } from '#domain/week.ts';
import { expect, itIs, signIn, test, type Somebody } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

// A week of this journey alone. What docs/testing.md says of taps is pressed here, each of them.
const week = addWeeks(thisWeek(), 36);
const [monday] = daysOf(week);

/** Somebody with a phone, whose taps are counted. */
async function takeUp(browser: Browser, who: Somebody): Promise<{ page: Page; taps: Locator[]; tap: Tap }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await itIs(page, instantOf(monday, 7 * 60));
  await signIn(page, who);
  const taps: Locator[] = [];
  return {
    page,
    taps,
    tap: async (target) => {
      await target.tap();
      taps.push(target);
    },
  };
}
type Tap = (target: Locator) => Promise<void>;

test('two taps issue a week, beside one for each check; three put a meeting off, the reason is one of them', async ({
  clerk,
  browser,
}) => {
  await clerk.goto(
    `/edit/board/${week}?them=${encodeURIComponent('thứ hai 14h họp Hội đồng lương, chủ trì: Giám đốc')}`,
  );
  const quickLine = clerk.getByRole('textbox', { name: 'Nhập nhanh' });
  await expect(quickLine).toBeFocused();
  await quickLine.press('Enter');
  await expect(quickLine).toHaveValue('');
  await expect(clerk.getByText(/^Đã lưu/)).toBeVisible();

  const { page, taps, tap } = await takeUp(browser, 'approver');
  await page.goto(`/edit/board/${week}`);
  await tap(page.getByRole('main').getByRole('link', { name: 'Ban hành…' }));
  const issue = page.getByRole('button', { name: 'Ban hành', exact: true });
  await issue.waitFor();
  const checks = await page.getByRole('checkbox', { name: /^Đã xem/ }).all();
  for (const check of checks) await tap(check);
  await tap(issue);
  await expect(page.getByText('Đã ban hành tuần này.')).toBeVisible();
  expect(taps.length - checks.length).toBe(2);

  await page.goto('/today');
  const today = page.getByRole('region', { name: `Thứ hai ${formatDay(monday)}` });
  taps.length = 0;
  await tap(today.getByRole('button', { name: 'Hoãn, hủy: Họp Hội đồng lương' }));
  await tap(page.getByRole('dialog').getByText('Đi công tác'));
  await tap(page.getByRole('dialog').getByRole('button', { name: 'Hoãn và ban hành' }));
  await expect(page.getByText('Đã ban hành điều chỉnh lần 1')).toBeVisible();
  expect(taps).toHaveLength(3);
  await expect(today.getByRole('listitem').filter({ hasText: 'Họp Hội đồng lương' })).toContainText('Đi công tác');
  await page.context().close();
});
