// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openBackend, type Backend } from 'embedded-backend/backend.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { publishedWeekToDocument } from '#data/documents.ts';
import { todayAt } from '#domain/time.ts';
import { addWeeks, daysOf, weekOf } from '#domain/week.ts';
import { invite } from '#start/accounts.ts';
import { reachOffice } from '#start/office.ts';
import { publicEntry, publishedWeek } from '#ui/fixtures.ts';
import { firebase, startEmulators, type Emulators } from './testEmulators.ts';

const PROJECT = 'demo-lich';
const root = resolve(import.meta.dirname, '..');

describe.runIf(firebase)('Firebase’s own emulators of Hosting and Functions, over the embedded Firestore', () => {
  let backend: Backend;
  let emulators: Emulators;
  let site: string;
  let invitation: string;
  const week = weekOf(todayAt(Date.now()));

  beforeAll(async () => {
    const rules = readFileSync(join(root, 'firestore.rules'), 'utf8');
    backend = await openBackend({ projectId: PROJECT, dataDir: null, rules, emulator: true, log: () => {} });
    const firestore = `127.0.0.1:${await backend.listen('127.0.0.1', 0)}`;
    emulators = await startEmulators(PROJECT, { FIRESTORE_EMULATOR_HOST: firestore });
    ({ site } = emulators);

    // As the administrator of a new office does it (docs/deploy.md).
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', firestore);
    vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', emulators.auth);
    vi.stubEnv('FIREBASE_PROJECT', PROJECT);
    vi.stubEnv('PUBLIC_URL', site);
    const office = await reachOffice('');
    invitation = await invite(office.admin, {
      email: 'ha@vinhan.example',
      name: 'Đỗ Thu Hà',
      roles: ['admin'],
      editorOf: [],
      person: null,
      office: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
      parent: 'UBND tỉnh Vĩnh An',
    });
    // The next one as well: the week may turn while these tests run, and "/" is then that.
    for (const each of [week, addWeeks(week, 1)]) {
      const entry = publicEntry(`giao-ban-${each}`, daysOf(each)[2], { session: 'allDay', start: null, end: null });
      await office.admin.db
        .doc(`publishedWeeks/board_${each}`)
        .set(publishedWeekToDocument(publishedWeek(each, [entry])));
    }
    await office.close();
  }, 180_000);

  afterAll(async () => {
    vi.unstubAllEnvs();
    await emulators?.stop();
    await backend?.close();
  }, 60_000);

  test('the first administrator’s link leads to the office’s own page and sets a password', async () => {
    expect(invitation).toMatch(new RegExp(`^${site}/account\\?.*mode=resetPassword`));
    const page = await fetch(invitation);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="app">')]);
    const oobCode = new URL(invitation).searchParams.get('oobCode');
    const host = process.env['FIREBASE_AUTH_EMULATOR_HOST'];
    const reset = await fetch(`http://${host}/identitytoolkit.googleapis.com/v1/accounts:resetPassword?key=demo`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ oobCode, newPassword: 'mot mat khau dai' }),
    });
    expect([reset.status, await reset.json()]).toEqual([200, expect.objectContaining({ email: 'ha@vinhan.example' })]);
  });

  test('a reader gets the issued week from the function, kept by the CDN for seconds', async () => {
    for (const path of ['/', '/lich/board', `/lich/board/${week}`]) {
      const response = await fetch(site + path);
      expect([path, response.status, emulators.said().slice(-2000)]).toEqual([path, 200, expect.any(String)]);
      expect(await response.text()).toContain('Họp giao-ban');
      expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=15, stale-while-revalidate=15');
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });

  test('what it writes of itself is the address that the reader asked', async () => {
    const page = await (await fetch(`${site}/lich/board/${week}`)).text();
    expect(page).toContain(`webcal://${new URL(site).host}/ical/`);
  });

  test('the feed and the embedded page come from the function too', async () => {
    const feed = await fetch(`${site}/ical/board.ics`);
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(await feed.text()).toContain('SUMMARY:Họp giao-ban');
    expect(await (await fetch(`${site}/embed/board`)).text()).toContain('Họp giao-ban');
  });

  test('an unknown address is the site’s own 404 page, and is not kept', async () => {
    const response = await fetch(`${site}/khong-co`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(await response.text()).toContain('Không có trang này');
  });

  test('the signed-in app’s addresses get its page, its files are kept for good', async () => {
    for (const path of ['/sign-in', `/edit/board/${week}`]) {
      const response = await fetch(site + path);
      const page = await response.text();
      expect([path, response.status]).toEqual([path, 200]);
      expect(page).toContain('<div id="app">');
      expect(response.headers.get('content-security-policy')).toContain('https://firestore.googleapis.com');
      const script = /src="(\/assets\/[^"]+)"/.exec(page)![1]!;
      const file = await fetch(site + script);
      expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
  });
});
