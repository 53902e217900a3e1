import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { backUp } from 'embedded-backend/store/backup.ts';
import { restore } from 'embedded-backend/store/restore.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, pageRunning } from './inBrowser.ts';
import type {} from './page.ts';
import { openProxy } from './proxy.ts';
import { openTestBackend, type TestBackend } from './testBackend.ts';

/** What open pages, with the SDK as browsers get it, make of a server that was stopped and comes back with its data. */
let pages: Server;
let browser: Browser;
let context: BrowserContext;
let home: string;
let dataDir: string;
let server: TestBackend;
let proxy: Awaited<ReturnType<typeof openProxy>>;

beforeAll(async () => {
  pages = createServer(await pageRunning('page.ts')).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  pages.close();
  pages.closeAllConnections();
});
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'restart-'));
  dataDir = join(home, 'data');
  server = await openTestBackend({ dataDir });
  proxy = await openProxy(server.port);
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await proxy.close();
  await server.close();
  rmSync(home, { recursive: true });
});

const ROOT = 'projects/demo-office/databases/(default)/documents';
const PADDING = { stringValue: 'một tuần '.repeat(120) };
const set = (id: string, n: number) => ({
  update: { name: `${ROOT}/weeks/${id}`, fields: { n: { integerValue: String(n) }, text: PADDING } },
});
const WEEKS = 200;
const SIZE = WEEKS * PADDING.stringValue.length; // bytes at least, of all of them

async function openPage(): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.fail(`in the page: ${error.message}`));
  await page.goto(`http://localhost:${(pages.address() as AddressInfo).port}/`);
  await page.evaluate((port) => {
    globalThis.test.open({ transport: 'auto', persistent: true, port });
    const { firestore, db } = globalThis.test;
    globalThis.test.watch('weeks', firestore.query(firestore.collection(db, 'weeks'), firestore.orderBy('n')));
  }, proxy.port);
  return page;
}

/** What the page shows once the server has said that it is so. */
const shownBy = (page: Page) =>
  page.evaluate(() => {
    const { rows = [], fromCache = true } = globalThis.test.heard['weeks'] ?? {};
    return fromCache ? 'not certain' : rows.map((row) => row['n'] as number);
  });
const SOON = { timeout: 60_000 };

const upTo = (end: number) => Array.from({ length: end }, (_, n) => n);

async function restart(meanwhile: () => unknown = () => {}): Promise<void> {
  const { port } = server;
  await server.close();
  await meanwhile();
  server = await openTestBackend({ dataDir, port });
}

test('after a restart open pages, and those opened again, are sent what has changed and not all once more', async () => {
  server.backend.store.commit(upTo(WEEKS).map((n) => set(`w${n}`, n)));
  const open = await openPage();
  await expect.poll(() => shownBy(open), SOON).toEqual(upTo(WEEKS));
  expect(proxy.passed).toBeGreaterThan(SIZE);

  const before = proxy.passed;
  await restart();
  server.backend.store.commit([set('w0', WEEKS), { delete: `${ROOT}/weeks/w1` }, set('new', WEEKS + 1)]);
  await expect.poll(() => shownBy(open), SOON).toEqual([...upTo(WEEKS).slice(2), WEEKS, WEEKS + 1]);
  expect(proxy.passed - before).toBeLessThan(SIZE / 10);

  await open.close();
  const closed = proxy.passed;
  await restart();
  server.backend.store.commit([{ delete: `${ROOT}/weeks/new` }]);
  const again = await openPage();
  await expect.poll(() => shownBy(again), SOON).toEqual([...upTo(WEEKS).slice(2), WEEKS]);
  expect(proxy.passed - closed).toBeLessThan(SIZE / 10);
}, 120_000);

/** A page that shows what was written after the backup. */
async function openAheadOfBackup() {
  server.backend.store.commit([set('kept', 0), set('changed', 1), set('deleted', 2)]);
  const page = await openPage();
  await expect.poll(() => shownBy(page), SOON).toEqual([0, 1, 2]);
  const { dir: backup } = backUp(dataDir, join(home, 'usb'), { name: 'b', beside: [], now: Date.now() });
  server.backend.store.commit([set('changed', 9), { delete: `${ROOT}/weeks/deleted` }, set('made', 10)]);
  await expect.poll(() => shownBy(page), SOON).toEqual([0, 9, 10]);
  return { page, backup };
}

test('after a restore open pages show the older state, and what is written from there on', async () => {
  const { page, backup } = await openAheadOfBackup();
  await restart(() => void restore(backup, dataDir, { overwrite: true, keepIn: 'kept', beside: [], now: Date.now() }));
  await expect.poll(() => shownBy(page), SOON).toEqual([0, 1, 2]);
  server.backend.store.commit([set('changed', 5)]);
  await expect.poll(() => shownBy(page), SOON).toEqual([0, 2, 5]);
}, 120_000);

interface InPage {
  outcomes: object;
  restored(): void;
  write(): void;
}

test('what a page saves while the server is away for a restore goes onto the older state, once', async () => {
  const { page, backup } = await openAheadOfBackup();
  await page.evaluate(async () => {
    const { firestore: f, db } = globalThis.test;
    const week = (id: string) => f.doc(db, `weeks/${id}`);
    const outcomes: Record<string, unknown> = {};
    const tell = (what: string, done: Promise<unknown>) =>
      void done.then(
        (read = 'done') => (outcomes[what] = read),
        ({ code }: { code: string }) => (outcomes[what] = code),
      );
    let restored = () => {};
    const isRestored = new Promise<void>((resolve) => (restored = resolve));
    const write = () => {
      tell('merge', f.setDoc(week('kept'), { n: 4 }, { merge: true }));
      tell('increment', f.updateDoc(week('changed'), { n: f.increment(2) }));
      tell('update', f.updateDoc(week('made'), { n: 11 }));
      tell('set', f.setDoc(week('new'), { n: 12 }));
    };
    Object.assign(globalThis, { outcomes, restored, write });
    // The first attempt has read a version that is lost: what it writes must not go onto another.
    await new Promise<void>((hasRead) => {
      const versions: number[] = [];
      const transaction = f.runTransaction(db, async (run) => {
        versions.push((await run.get(week('changed'))).get('n') as number);
        hasRead();
        await isRestored;
        run.update(week('deleted'), { n: 100 + versions.at(-1)! });
        return versions;
      });
      tell('transaction', transaction);
    });
  });
  await restart(async () => {
    await page.evaluate(() => (globalThis as unknown as InPage).write());
    restore(backup, dataDir, { overwrite: true, keepIn: 'kept', beside: [], now: Date.now() });
  });
  await expect.poll(() => shownBy(page), SOON).toEqual([2, 3, 4, 12]);
  await page.evaluate(() => (globalThis as unknown as InPage).restored());
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as InPage).outcomes), SOON)
    .toEqual({ merge: 'done', increment: 'done', update: 'not-found', set: 'done', transaction: [9, 3] });
  await expect.poll(() => shownBy(page), SOON).toEqual([3, 4, 12, 103]);
}, 120_000);
