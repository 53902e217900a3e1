import { chromium, type Page } from '@playwright/test';
import { addWeeks, daysOf } from '#domain/week.ts';
import { accessibilityFaults } from './axe.ts';
import { expect, signIn, test } from './fixtures.ts';
import { nextWeek, thisWeek } from './weeks.ts';

const [issued, draft] = [thisWeek(), nextWeek()];
/** A month with a day that is worked for another. */
const month = daysOf(draft)[5].slice(0, 7);
const PAGES = {
  approver: [
    `/view/${issued}`,
    `/view/${issued}?kieu=lanhdao`,
    `/view/${issued}?kieu=tuan`,
    `/view/${issued}?kieu=ngay`,
    `/view/${issued}?kieu=danhsach`,
    `/edit/board/${draft}`,
    `/edit/board/${addWeeks(issued, 60)}`, // empty
    '/edit/khong-co',
    `/issue/board/${draft}`,
    '/today',
    `/duty/board/${month}`,
    '/account',
  ],
  clerk: [`/compile/${draft}`, `/request/${draft}`, '/absences'],
  admin: ['agency', 'units', 'people', 'members', 'rooms', 'holidays', 'reception'].map((one) => `/settings/${one}`),
} as const;

/** Everything is there, and stands still. */
async function open(page: Page, path: string) {
  await page.goto(path);
  await page.getByRole('main').getByRole('heading').first().waitFor();
  await expect(page.locator('.staffLoading')).toHaveCount(0);
  await expect(page.getByText('Đang mở lưới giờ…')).toHaveCount(0);
}
const isWithin = (page: Page, path: string) =>
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), { message: path })
    .toBeLessThanOrEqual(0);

for (const who of ['approver', 'clerk', 'admin'] as const) {
  test(`staff pages have no fault that axe finds, light or dark, nor scroll sideways at 320 px: ${who}`, async ({
    browser,
  }) => {
    test.setTimeout(300_000); // a dozen pages, axe twice on each
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, who);
    for (const path of PAGES[who]) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await open(page, path);
      expect(await accessibilityFaults(page), path).toEqual([]);
      await page.setViewportSize({ width: 320, height: 700 });
      await isWithin(page, path);
      const cells = page.getByRole('main').locator('td, th');
      const spilt = await cells.evaluateAll((all) =>
        all
          .filter((cell) => cell.clientWidth > 1 && cell.scrollWidth > cell.clientWidth + 1)
          .map((cell) => cell.textContent),
      );
      expect(spilt, `${path}: cells that run into the next one`).toEqual([]);
    }
    await context.close();
  });
}

test('what the editor opens over the week has no fault that axe finds', async ({ clerk }) => {
  await open(clerk, `/edit/board/${draft}`);
  const row = clerk.getByRole('row', { name: /Chào cờ đầu tuần/ });
  for (const [key, name] of [
    ['h', /Chào cờ đầu tuần/],
    ['?', 'Phím tắt'],
  ] as const) {
    await row.focus();
    await clerk.keyboard.press(key);
    await clerk.getByRole('dialog', { name }).waitFor();
    expect(await accessibilityFaults(clerk), key).toEqual([]);
    await clerk.keyboard.press('Escape');
    await expect(clerk.getByRole('dialog')).toHaveCount(0);
  }
  await row.focus();
  await clerk.keyboard.press('Enter');
  await clerk.getByRole('button', { name: 'Mọi trường' }).click();
  await clerk
    .getByRole('form')
    .or(clerk.getByRole('textbox', { name: 'Nội dung' }))
    .first()
    .waitFor();
  expect(await accessibilityFaults(clerk)).toEqual([]);
});

test('the ring of a wrong field leaves its sentence whole, and a note without a button has the same room on both sides', async ({
  clerk,
}) => {
  await open(clerk, `/edit/board/${draft}`);
  await clerk.getByRole('row', { name: /Chào cờ đầu tuần/ }).focus();
  await clerk.keyboard.press('Control+z');
  const note = await clerk.getByText(/^Chưa có gì để hoàn tác/).evaluate((words) => {
    const [inner, outer] = [words.getBoundingClientRect(), words.parentElement!.getBoundingClientRect()];
    return { left: inner.left - outer.left, right: outer.right - inner.right };
  });
  expect(note.right).toBeCloseTo(note.left, 0);
  await clerk.keyboard.press('Enter');
  const time = clerk.getByRole('textbox', { name: 'Giờ' });
  await time.fill('15h-14h');
  await time.press('Enter');
  await expect(time).toBeFocused();
  const sentence = clerk.getByText('Giờ kết thúc phải sau giờ bắt đầu.');
  await sentence.waitFor();
  // One look at both: between two, a row that a colleague of another journey adds above moves them.
  const room = await time.evaluate(
    (field, words) => {
      const { outlineWidth, outlineOffset } = getComputedStyle(field);
      const ring = field.getBoundingClientRect().bottom + parseFloat(outlineWidth) + parseFloat(outlineOffset);
      return words!.getBoundingClientRect().y - ring;
    },
    await sentence.elementHandle(),
  );
  expect(room).toBeGreaterThanOrEqual(0);
  await clerk.keyboard.press('Escape');
});

test('text twice as large fits a usual screen', async ({ baseURL }, info) => {
  test.setTimeout(240_000);
  const { executablePath, args = [] } = info.project.use.launchOptions ?? {};
  const large = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...args, '--blink-settings=defaultFontSize=32'],
  });
  const page = await large.newPage({ baseURL: baseURL!, locale: 'vi-VN', viewport: { width: 1280, height: 800 } });
  await signIn(page, 'approver');
  for (const path of PAGES.approver) {
    await open(page, path);
    await isWithin(page, path);
  }
  expect(await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBeGreaterThan(
    30,
  );
  await large.close();
});
