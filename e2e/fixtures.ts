import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { newPlace, openOwnOffice } from './ownOffice.ts';
import { thisWeek } from './weeks.ts';

export { expect } from '@playwright/test';

/** Demo accounts, by what they do. */
export const ACCOUNTS = {
  admin: 'quantri@example.test',
  clerk: 'vanthu@example.test',
  approver: 'giamdoc@example.test',
  division: 'phong.gdtrh@example.test',
  specialist: 'chuyenvien@example.test',
} as const;
export type Somebody = keyof typeof ACCOUNTS;

export const password = process.env['DEMO_PASSWORD']!;

export const signIn = (page: Page, who: Somebody, origin = '') => signInAs(page, ACCOUNTS[who], origin);

export async function signInAs(page: Page, email: string, origin = ''): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('Thư điện tử').fill(email);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** The page takes this moment for now: by its own clock, as the server's, which it would go by, is not heard. */
export async function itIs(page: Page, moment: number): Promise<void> {
  await page.route('**/embed.js', (route) => (route.request().method() === 'HEAD' ? route.abort() : route.continue()));
  await page.clock.setFixedTime(moment);
}

/** Looks at what the checks ask to be looked at, then issues; `act` is what the button says. */
export async function issue(page: Page, week: string, act: string): Promise<void> {
  await page.goto(`/issue/board/${week}`);
  const button = page.getByRole('button', { name: act, exact: true });
  await button.waitFor();
  for (const box of await page.getByRole('checkbox', { name: 'Đã xem' }).all()) await box.check();
  await button.click();
}

/**
 * Opens a readers' page, again if need be, until it shows `what`: the leader is told that a week is issued a moment before
 * the pages are (some 50 ms on a busy machine).
 */
export async function openUntilShown(page: Page, path: string, what: Locator): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(what).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
}

/** The private channel of the running product, as an admin's command uses it. */
export function adminChannel(dataDir = process.env['E2E_DATA_DIR']!) {
  const channel = JSON.parse(readFileSync(join(dataDir, 'admin-channel.json'), 'utf8')) as Parameters<
    typeof connectAdmin
  >[0];
  return connectAdmin({ ...channel, projectId: 'lich-cong-tac' });
}

/** One more clerk of the office, whose account and rights a journey may change. */
export async function newColleague(id: string, name: string) {
  const admin = await adminChannel();
  const email = `${id}@example.test`;
  const { uid } = await admin.auth.createUser({ email, password });
  const member = admin.db.doc(`members/${uid}`);
  await member.set({ name, email, person: null, active: true, roles: ['viewer', 'clerk'], editorOf: [] });
  return {
    email,
    endSession: () => admin.auth.revokeRefreshTokens(uid),
    takeRole: () => member.update({ roles: ['viewer'] }),
    takeMembership: () => member.update({ active: false }),
  };
}

/** `npm run import` into the worker's office, while it runs. */
export const importFile = (...args: string[]) =>
  spawnSync(process.execPath, ['start/import.mjs', ...args], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: process.env['E2E_DATA_DIR'] },
  });

/** Imports rows of docs/import.md by way of a file. */
export function importRows(file: string, rows: readonly object[], ...args: string[]) {
  writeFileSync(file, JSON.stringify({ entries: rows }));
  return importFile(...args, file);
}

type Office = Awaited<ReturnType<typeof openOffice>>;

/** A worker's office, whose weeks are those around the day that it was opened on: the first file of a later week gets another. */
async function openOffice() {
  const open = async () => {
    const place = newPlace();
    process.env['E2E_DATA_DIR'] = place.dataDir; // a worker is a process
    return { home: place.home, week: thisWeek(), ...(await openOwnOffice(place)) };
  };
  let now = await open();
  let reading = '';
  return {
    homeFor: async (file: string): Promise<string> => {
      if (file !== reading && now.week !== thisWeek()) {
        await now.close();
        now = await open();
      }
      reading = file;
      return now.home;
    },
    close: () => now.close(),
  };
}

/** People of a journey, each with a browser of their own. The visitor has no account. */
export const test = base.extend<{ clerk: Page; approver: Page; visitor: Page }, { office: Office }>({
  office: [
    async ({}, use) => {
      const office = await openOffice();
      await use(office);
      await office.close();
    },
    { scope: 'worker', auto: true, timeout: 120_000 },
  ],
  baseURL: async ({ office }, use, { file }) => use(await office.homeFor(file)),
  clerk: async ({ browser }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, 'clerk');
    await use(page);
    await context.close();
  },
  approver: async ({ browser }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, 'approver');
    await use(page);
    await context.close();
  },
  visitor: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(await context.newPage());
    await context.close();
  },
});
