import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, importRows, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

const week = thisWeek();

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
  for (const path of ['/', '/lich/board', '/sign-in', `/edit/board/${week}`]) {
    const response = await visitor.request.get(path);
    expect(response.headers()['content-security-policy'], path).toContain("frame-ancestors 'none'");
  }
});

test('a new revision leaves a reader on a phone at the entry that is read, however many days stand above it', async ({
  visitor,
}, info) => {
  // Days of many heights, none of them that of a day that is not laid out yet.
  const rows = [2, 3, 40, 5, 12].flatMap((count, day) =>
    Array.from({ length: count }, (_, hour) => ({
      date: `2024-05-${20 + day}`,
      session: 'sáng',
      content: `Việc ${day}.${hour}: giao ban, rà soát nội dung chuẩn bị kỳ họp thường lệ`,
    })),
  );
  expect(importRows(info.outputPath('tuan.json'), rows, '--calendar', 'board', '--issue').stderr).toBe('');
  await visitor.setViewportSize({ width: 360, height: 640 });
  let revision = 1;
  await visitor.route('**/lich/board/2024-W21*', async (route) => {
    if (route.request().resourceType() !== 'fetch') return route.continue();
    const response = await route.fetch({ headers: {} });
    revision += 1;
    const next = (await response.text())
      .replace('"tag":"', `"tag":"${revision}`)
      .replace('"revision":1', `"revision":${revision}`);
    return route.fulfill({ response, body: next });
  });
  const top = (entry: string) =>
    visitor
      .getByRole('cell', { name: entry })
      .first()
      .evaluate((cell) => Math.round(cell.getBoundingClientRect().top));
  for (const [day, entry] of [
    ['2024-05-22', 'Việc 2.20:'],
    ['2024-05-24', 'Việc 4.9:'],
  ] as const) {
    await visitor.goto('about:blank');
    await visitor.goto(`/lich/board/2024-W21#d-${day}`);
    await visitor.getByRole('cell', { name: entry }).first().scrollIntoViewIfNeeded();
    await expect.poll(() => top(entry)).toBeGreaterThan(0);
    await visitor.evaluate(() => document.querySelector<HTMLElement>('main a')!.focus({ preventScroll: true }));
    const before = await top(entry);
    await visitor.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(visitor.getByRole('status')).toHaveText('Có bản điều chỉnh mới.');
    expect(Math.abs((await top(entry)) - before), entry).toBeLessThanOrEqual(2);
  }
});

test('signing out removes the local copy of what was read', async ({ clerk }) => {
  await clerk.goto(`/view/${week}`);
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
