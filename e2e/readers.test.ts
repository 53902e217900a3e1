import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessibilityFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { nextWeek, thisWeek } from './weeks.ts';

test('the schedule stands in another site’s page, at its own height, without a cookie', async ({
  visitor,
  baseURL,
}) => {
  // One line as the week’s page gives it, one as it is composed.
  await visitor.goto('/theo-doi?lich=board');
  await visitor.getByLabel('Danh sách').check();
  await visitor.getByLabel('Tối').check();
  await visitor.getByLabel('Trực lãnh đạo').check();
  await visitor.getByRole('button', { name: 'Xem dòng nhúng' }).click();
  await expect(visitor.getByLabel('Tối')).toBeChecked();
  const preview = visitor.frameLocator('iframe');
  await expect(preview.getByRole('listitem').filter({ hasText: 'Chào cờ đầu tuần' }).first()).toBeVisible();
  const dark = await visitor.locator('#dong-nhung').innerText();
  const site = createServer((_req, res) =>
    res
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><title>Trang xã</title><h1>Trang của xã</h1><script src="${baseURL}/embed.js" data-calendar="board" async></script>${dark}`,
      ),
  );
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  await visitor.goto(`http://localhost:${port}/`); // another origin than 127.0.0.1
  const frame = visitor.frameLocator('iframe >> nth=0');
  await expect(frame.getByRole('row', { name: /Chào cờ đầu tuần/ }).first()).toBeVisible();
  await expect
    .poll(() =>
      visitor.evaluate(() => {
        const element = document.querySelector('iframe')!;
        return element.offsetHeight;
      }),
    )
    .toBeGreaterThan(700);
  const composed = visitor.frameLocator('iframe >> nth=1');
  await expect(composed.getByRole('listitem').filter({ hasText: 'Chào cờ đầu tuần' }).first()).toBeVisible();
  const ground = (root: Element) => getComputedStyle(root).backgroundColor;
  expect(await composed.locator('html').evaluate(ground)).toBe('rgb(18, 22, 27)');
  expect(await frame.locator('html').evaluate(ground)).toBe('rgb(255, 255, 255)');
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
    '/theo-doi',
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
    '/embed/board?mau=c&nen=toi&truc=co',
    '/theo-doi',
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
