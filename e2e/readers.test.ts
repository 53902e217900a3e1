import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessibilityFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { nextWeek, thisWeek } from './weeks.ts';

test('the schedule stands in another site’s page, at its own height, without a cookie', async ({
  visitor,
  baseURL,
}) => {
  const site = createServer((_req, res) =>
    res
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><title>Trang xã</title><h1>Trang của xã</h1><script src="${baseURL}/embed.js" data-calendar="board" async></script>`,
      ),
  );
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  await visitor.goto(`http://localhost:${port}/`); // another origin than 127.0.0.1
  const frame = visitor.frameLocator('iframe');
  await expect(frame.getByRole('row', { name: /Chào cờ đầu tuần/ }).first()).toBeVisible();
  await expect
    .poll(() =>
      visitor.evaluate(() => {
        const element = document.querySelector('iframe')!;
        return element.offsetHeight;
      }),
    )
    .toBeGreaterThan(700);
  expect(await visitor.context().cookies()).toEqual([]);
  site.close();
});

test('no page but the embedded one may be framed', async ({ visitor }) => {
  for (const path of ['/', '/lich/board', '/sign-in', `/edit/board/${thisWeek()}`]) {
    const response = await visitor.request.get(path);
    expect(response.headers()['content-security-policy'], path).toContain("frame-ancestors 'none'");
  }
});

test('a phone of 320 px reads the week without scrolling sideways', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const path of [
    '/',
    '/?mau=a',
    '/?mau=b',
    '/hom-nay',
    '/tiep-cong-dan',
    '/tim?q=hop',
    '/embed/board',
    `/lich/board/${nextWeek()}`,
  ]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
  await page.goto('/');
  for (const list of await page.locator('details.drop:visible').all()) {
    await list.locator('summary').click();
    for (const link of await list.getByRole('link').all()) {
      const box = (await link.boundingBox())!;
      expect(box.x, await link.innerText()).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, await link.innerText()).toBeLessThanOrEqual(320);
    }
    await list.locator('summary').click();
  }
  await context.close();
});

test('readers’ pages have no accessibility fault that axe finds, light or dark', async ({ visitor }) => {
  test.setTimeout(240_000);
  for (const path of [
    '/',
    '/?mau=a',
    '/?mau=e',
    '/hom-nay',
    '/lich/tat-ca',
    '/tiep-cong-dan',
    '/tim?q=hop',
    '/embed/board',
    '/lich/khong-co',
    '/sign-in',
  ]) {
    await visitor.goto(path);
    await visitor.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await accessibilityFaults(visitor), path).toEqual([]);
  }
});

test('signing out removes the local copy of what was read', async ({ clerk }) => {
  await clerk.goto(`/view/${thisWeek()}`);
  await clerk.getByText('Chào cờ đầu tuần').first().waitFor();
  await clerk.getByRole('button', { name: /Hoàng Thị Mai/ }).click();
  await clerk
    .getByRole('menuitem', { name: 'Đăng xuất' })
    .or(clerk.getByRole('button', { name: 'Đăng xuất' }))
    .click();
  await clerk.waitForURL(/sign-in/);
  await expect
    .poll(() =>
      clerk.evaluate(async () =>
        (await indexedDB.databases()).map(({ name }) => name).filter((name) => name!.startsWith('firestore')),
      ),
    )
    .toEqual([]);
  expect(await clerk.evaluate(() => Object.keys(localStorage))).toEqual([]);
});
