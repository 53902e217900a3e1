import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

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
        `<!doctype html><title>Trang xã</title><h1>Trang của xã</h1><script src="${baseURL}/embed.js" data-calendar="board" async></script>${dark}<lich-cong-tac calendar="board" nen="toi" co="lon"></lich-cong-tac>`,
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
  // The element, made by the same script, at its own height too.
  const element = visitor.locator('lich-cong-tac iframe');
  await expect(
    element
      .contentFrame()
      .getByRole('row', { name: /Chào cờ đầu tuần/ })
      .first(),
  ).toBeVisible();
  await expect.poll(() => element.evaluate((frame) => (frame as HTMLElement).offsetHeight)).toBeGreaterThan(900);
  expect(await visitor.context().cookies()).toEqual([]);
  site.close();
});

test('no page but the embedded one may be framed', async ({ visitor }) => {
  for (const path of ['/', '/lich/board', '/sign-in', `/edit/board/${thisWeek()}`]) {
    const response = await visitor.request.get(path);
    expect(response.headers()['content-security-policy'], path).toContain("frame-ancestors 'none'");
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
