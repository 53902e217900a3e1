// @vitest-environment node
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { openBackend, type Backend } from 'embedded-backend/backend.ts';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publishedWeekToDocument } from '#data/documents.ts';
import { instantOf, todayAt } from '#domain/time.ts';
import { addWeeks, daysOf, weekOf } from '#domain/week.ts';
import { publicEntry, publishedWeek } from '#ui/fixtures.ts';
import { openBrowser } from '../tests/conformance/inBrowser.ts';
import { firebase, startEmulators, type Emulators } from './testEmulators.ts';

const PROJECT = 'demo-lich';
const root = resolve(import.meta.dirname, '..');
const today = todayAt(Date.now());
const noon = instantOf(today, 720);
const week = weekOf(today);
const revised = addWeeks(week, 1);

test('both of the project’s configurations agree in all but what Functions answer', () => {
  const [paid, free] = ['firebase.json', 'firebase.free.json'].map((name) =>
    JSON.parse(readFileSync(join(root, name), 'utf8')),
  );
  expect(free.firestore).toEqual(paid.firestore);
  const { rewrites: of, headers, ...rest } = paid.hosting;
  expect(free.hosting).toMatchObject(rest);
  expect(free.hosting.rewrites[0]).toEqual(of[0]);
  for (const header of headers) expect(free.hosting.headers).toContainEqual(header);
  expect(free.functions).toBeUndefined();
});

describe.runIf(firebase)('a reader of a Firebase project without Functions', () => {
  let backend: Backend;
  let store: string;
  let emulators: Emulators;
  let browser: Browser;
  let page: Page;
  let asked: string[] = []; // of Firestore
  let fetched: string[] = []; // of anybody else
  let broken = false;

  beforeAll(async () => {
    // The project's own rules, and a reader whom nobody signed in.
    const rules = readFileSync(join(root, 'firestore.rules'), 'utf8');
    backend = await openBackend({ projectId: PROJECT, dataDir: null, rules, emulator: false, log: () => {} });
    store = `http://127.0.0.1:${await backend.listen('127.0.0.1', 0)}`;
    const admin = await connectAdmin({ projectId: PROJECT, ...(await backend.listenAdmin()) });
    const entries = [
      publicEntry('giao-ban', today, { session: 'allDay', start: null, end: null }, { personIds: ['thinh'] }),
      publicEntry(
        'tap-huan',
        daysOf(week).find((day) => day !== today)!,
        { session: 'allDay', start: null, end: null },
      ),
    ];
    const issued = publishedWeekToDocument(publishedWeek(week, entries));
    await admin.db.doc(`publishedWeeks/board_${week}`).set(issued);
    for (const revision of [1, 2]) {
      const place = revision === 1 ? 'Hội trường cũ' : 'Hội trường mới';
      const entry = publicEntry('so-ket', daysOf(revised)[0], { session: 'allDay', start: null, end: null }, { place });
      const times = { 1: Date.now() - 2000, ...(revision === 2 && { 2: Date.now() - 1000 }) };
      const document = publishedWeekToDocument({ ...publishedWeek(revised, [entry]), revision, revisionTimes: times });
      await admin.db.doc(`publishedWeeks/board_${revised}`).set(document);
      await admin.db.doc(`publishedWeeks/board_${revised}/revisions/${revision}`).set(document);
    }
    await admin.close();
    emulators = await startEmulators(PROJECT, {}, 'firebase.free.json');
    browser = await openBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await emulators?.stop();
    await backend?.close();
  }, 60_000);

  beforeEach(async () => {
    [asked, fetched, broken] = [[], [], false];
    page = await browser.newPage();
    await page.clock.install({ time: noon }); // of the day that the entries are on: midnight may come while these tests run
    page.on('request', (request) => {
      if (!request.url().startsWith('https://firestore.')) fetched.push(request.url());
    });
    await page.route('https://firestore.googleapis.com/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      asked.push(`${route.request().method()} ${pathname}`);
      const answer = await fetch(`${store}${pathname}${search}`);
      await route.fulfill({
        status: broken ? 429 : answer.status,
        headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
        body: broken ? '{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}' : await answer.text(),
      });
    });
  });
  afterEach(() => page.close());

  const oneRead = `GET /v1/projects/${PROJECT}/databases/(default)/documents/publishedWeeks/board_${week}`;

  test.each(['/', '/lich/board', `/lich/board/${week}`, `/lich/board/${week.toLowerCase()}/`])(
    '%s is the issued week, by one read, without an account or its library',
    async (path) => {
      await page.goto(emulators.site + path);
      await page.getByRole('row', { name: 'Họp tap-huan' }).waitFor();
      expect(asked).toEqual([oneRead]);
      expect(await page.title()).toMatch(/^Lịch công tác tuần \d+ \(.+\) · Ban Giám đốc · Sở Giáo dục/);
      const canonical = path.includes('W') || path.includes('w') ? `/lich/board/${week}` : '/';
      expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(emulators.site + canonical);
      expect(await page.locator('.fresh').innerText()).toMatch(/^Ban hành \d\d:\d\d/);
      await page.waitForLoadState('networkidle');
      const files = fetched.map((url) => url.replace(emulators.site, '')).filter((url) => /\.(js|css)$/.test(url));
      expect(files.map((file) => file.replace(/-[\w-]+\./, '.')).sort()).toEqual([
        '/assets/week.css',
        '/assets/week.js',
      ]);
      expect(
        await page.evaluate(async () => [document.cookie, localStorage.length, (await indexedDB.databases()).length]),
      ).toEqual(['', 0, 0]);
    },
  );

  test('a page left open asks seldom: the free plan counts each read', async () => {
    await page.goto(`${emulators.site}/`);
    await page.getByRole('row', { name: 'Họp tap-huan' }).waitFor();
    await page.clock.runFor('09:00');
    expect(asked).toEqual([oneRead]);
    await page.clock.runFor('01:30');
    await expect.poll(() => asked.length).toBe(2);
  });

  test('layouts, a person and English are in the address, as everywhere', async () => {
    await page.goto(`${emulators.site}/lich/board/${week}?nguoi=thinh&mau=c&lang=en`);
    await page.getByText('Họp giao-ban').waitFor();
    expect(await page.getByText('Họp tap-huan').count()).toBe(0);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('html').getAttribute('class')).toContain('mau-c');
    expect(await page.locator('.week-tools').innerText()).toContain('One person');
    expect(asked).toEqual([oneRead]);
  });

  test.each(['/wall', '/wall/board'])('%s is the screen in the hall, by two reads each ten minutes', async (path) => {
    await page.goto(emulators.site + path);
    await page.getByText('Họp giao-ban').waitFor();
    expect(await page.locator('html').getAttribute('class')).toContain('wall');
    await expect.poll(() => page.locator('[data-clock]').innerText()).toMatch(/^\d\d:\d\d$/);
    const twoReads = [oneRead, oneRead.replace(week, revised)];
    expect(asked).toEqual(twoReads);
    await page.clock.runFor('09:00');
    expect(asked).toEqual(twoReads);
    await page.clock.runFor('01:30');
    await expect.poll(() => asked).toEqual([...twoReads, ...twoReads]);
  });

  test('the page of another site shows it in a frame of its height, by one read, and asks as seldom', async () => {
    const other = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<h1>Trang xã</h1><script src="${emulators.site}/embed.js" data-calendar="board" async></script>`);
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('row', { name: 'Họp tap-huan' }).waitFor();
    const height = () => page.locator('iframe').evaluate((one) => one.getBoundingClientRect().height);
    await expect.poll(height).not.toBe(640);
    expect(await frame.locator('html').evaluate(({ clientHeight, scrollHeight }) => scrollHeight - clientHeight)).toBe(
      0,
    );
    expect(await frame.getByRole('link').first().getAttribute('target')).toBe('_blank');
    await page.clock.runFor('09:00');
    expect(asked).toEqual([oneRead]);
    await page.clock.runFor('01:30');
    await expect.poll(() => asked).toEqual([oneRead, oneRead]);
    const alone = await fetch(`${emulators.site}/lich/board`);
    expect(alone.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    await page.goto('about:blank');
    await new Promise((closed) => other.close(closed));
  });

  test('what it was before an adjustment is one read more, and leads back to what stands', async () => {
    await page.goto(`${emulators.site}/lich/board/${revised}`);
    await page.getByRole('heading', { name: 'Các lần ban hành' }).waitFor();
    await page.getByRole('link', { name: 'Ban hành lần đầu', exact: true }).click();
    await page.getByText('Hội trường cũ').waitFor();
    expect(await page.getByText('Hội trường mới').count()).toBe(0);
    const read = `${oneRead.replace(week, revised)}`;
    expect(asked).toEqual([read, read, `${read}/revisions/1`]);
    await page.goBack();
    await page.getByRole('link', { name: 'So với bản hiện hành' }).click();
    await page.locator('del', { hasText: 'Hội trường cũ' }).waitFor();
    expect(await page.locator('ins').innerText()).toBe('Hội trường mới');
    await page.goto(`${emulators.site}/lich/board/${revised}?lan=7`);
    await page.getByRole('heading', { name: 'Không có lần điều chỉnh này' }).waitFor();
  });

  test('its day is at /hom-nay', async () => {
    await page.goto(`${emulators.site}/hom-nay`);
    await page.getByText('Họp giao-ban').waitFor();
    expect(await page.getByText('Họp tap-huan').count()).toBe(0);
    expect(asked).toEqual([oneRead]);
  });

  test('the print is the office’s sheet', async () => {
    await page.goto(`${emulators.site}/`);
    await page.getByRole('row', { name: 'Họp tap-huan' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sheet-head').isVisible()).toBe(true);
    expect(await page.locator('.sheet-foot').innerText()).toContain('Chánh Văn phòng');
    expect(await page.locator('header').isVisible()).toBe(false);
  });

  test('leads nowhere that nobody answers', async () => {
    await page.goto(`${emulators.site}/`);
    await page.getByRole('row', { name: 'Họp tap-huan' }).waitFor();
    const links = await page.locator('a[href], form[action], link[href]').evaluateAll((all) =>
      all
        .map((one) => new URL(one.getAttribute('href') ?? one.getAttribute('action')!, location.href))
        .filter((url) => url.origin === location.origin)
        .map((url) => url.pathname),
    );
    for (const path of new Set(links)) expect([path, (await fetch(emulators.site + path)).status]).toEqual([path, 200]);
  });

  test('a week that is not issued is said to be so, never to be empty', async () => {
    await page.goto(`${emulators.site}/lich/board/${addWeeks(week, 3)}`);
    await page.getByRole('heading', { name: 'chưa ban hành' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Không có lịch');
    expect(await page.locator('main').innerText()).toContain('đã được gỡ');
    expect(asked).toHaveLength(1);
  });

  test('a store that refuses is no empty week either', async () => {
    broken = true;
    await page.goto(`${emulators.site}/`);
    await page.getByRole('heading', { name: 'Chưa tải được lịch' }).waitFor();
    broken = false;
    await page.getByRole('link', { name: 'Thử lại' }).click();
    await page.getByRole('row', { name: 'Họp tap-huan' }).waitFor();
    expect(asked).toHaveLength(2);
  });

  test.each([
    '/lich/board/2027-W60',
    '/tim',
    '/constructor',
    '/ical/board.ics',
    '/embed/a/b',
    '/wall/a/b',
    '/lich/a/b/c',
  ])('%s is missing, without a read', async (path) => {
    const response = await page.goto(emulators.site + path);
    await page.getByText('Không có trang', { exact: true }).waitFor();
    expect([response!.status(), asked]).toEqual([/^.(lich|wall|embed)/.test(path) ? 200 : 404, []]);
  });
});
