import { expect, signInAs, newColleague, test } from './fixtures.ts';
import { accessibilityFaults } from './axe.ts';

test('a member makes a private address, their calendar reads it, and once revoked it is nothing', async ({
  browser,
  visitor,
}) => {
  const colleague = await newColleague('lich-rieng', 'Phan Lịch Riêng');
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, colleague.email);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Tạo địa chỉ riêng' }).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Tạo địa chỉ riêng' }).click();
  const line = page.getByLabel('Địa chỉ riêng của bạn');
  const address = await line.inputValue();
  await page.getByRole('button', { name: 'Chép' }).click();
  await expect(page.getByText('Đã chép.')).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);

  const feed = await visitor.request.get(address);
  expect(feed.headers()['cache-control']).toBe('private, no-cache');
  const text = (await feed.text()).replaceAll('\r\n ', '');
  expect(text).toContain('Mục nội bộ');
  expect(await (await visitor.request.get('/ical/tat-ca.ics')).text()).not.toContain('Mục nội bộ');

  await page.reload();
  await expect(page.getByRole('listitem').filter({ hasText: 'Mọi lịch' })).toContainText('dùng lần cuối');
  await expect(page.getByLabel('Địa chỉ riêng của bạn')).toHaveCount(0); // shown once
  await page.getByRole('button', { name: 'Thu hồi địa chỉ Mọi lịch' }).click();
  await page.getByRole('button', { name: 'Thu hồi địa chỉ Mọi lịch' }).click();
  await expect(page.getByText('Đã thu hồi.')).toBeVisible();
  await expect.poll(async () => (await visitor.request.get(address)).status()).toBe(404);
  await page.context().close();
});

test('with scripts off a reader chooses a person and has one address for every calendar app', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto('/theo-doi');
  await page.getByLabel('Người').selectOption({ label: 'GĐ Trần Đức Thịnh' });
  await page.getByRole('button', { name: 'Xem địa chỉ' }).click();
  const address = await page.locator('code').first().innerText();
  expect(address).toMatch(/\/ical\/nguoi\/\w+\.ics$/);
  await expect(page.getByRole('link', { name: 'Mở bằng ứng dụng lịch' })).toHaveAttribute(
    'href',
    address.replace('http:', 'webcal:'),
  );
  const feed = await page.request.get(address);
  expect([feed.status(), feed.headers()['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  await expect(page.getByRole('button', { name: 'Chép' })).toBeHidden();
  await page.context().close();
});

test('the pages on subscribing and open data hold no fault for those who do not see them, dark and on a phone too', async ({
  browser,
}) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await (await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 } })).newPage();
    for (const path of ['/theo-doi', '/theo-doi?lang=en', '/data']) {
      await page.goto(path);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320);
    }
    await page.context().close();
  }
});
