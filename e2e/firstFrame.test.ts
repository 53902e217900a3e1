import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures.ts';
import { thisWeek } from './weeks.ts';

const issued = thisWeek();

/** The week's page as a bad line brings it: up to a place, and the rest when it is asked for. */
async function onABadLine(page: string, until: (html: string) => number) {
  const html = await (await fetch(page)).text();
  const cut = until(html);
  let waiting: ServerResponse | undefined;
  const server = createServer((req, res) => {
    if (req.url !== '/') return res.writeHead(404).end();
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).write(html.slice(0, cut));
    waiting = res;
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    rest: () => waiting!.end(html.slice(cut)),
    close: () => server.close(),
  };
}

const daysBegin = (html: string) => [...html.matchAll(/<tbody[^>]* id="d-/g)].map(({ index }) => index);

test('the first frame has the first day, and waits for no other', async ({ page, baseURL }) => {
  const week = `${baseURL}/lich/board/${issued}`;
  const painted = () => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length);
  const entries = () => page.locator('table.week td.what').count();

  const withinFirst = await onABadLine(week, (html) => html.indexOf('<tr', html.indexOf('</tr>', daysBegin(html)[0])));
  await page.goto(withinFirst.url, { waitUntil: 'commit' });
  await expect.poll(entries).toBe(1);
  await page.waitForTimeout(300);
  expect(await painted()).toBe(0);
  withinFirst.rest();
  await expect.poll(painted).toBe(1);
  withinFirst.close();

  const withinSecond = await onABadLine(week, (html) => html.indexOf('<tr', daysBegin(html)[1]));
  await page.goto(withinSecond.url, { waitUntil: 'commit' });
  await expect.poll(painted).toBe(1);
  expect(await entries()).toBeGreaterThan(1);
  withinSecond.rest();
  withinSecond.close();
});
