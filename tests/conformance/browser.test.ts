import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser, pageRunning } from './inBrowser.ts';
import { OFFICE_RULES, OPEN_RULES, openTestBackend, type TestBackend } from './testBackend.ts';
import type {} from './page.ts';
import { openProxy } from './proxy.ts';

/** The SDK as browsers get it (WebChannel, REST), in a real one, from a page of another origin. */
let server: TestBackend;
let pages: Server;
let pageUrl: string;
let browser: Browser;
let context: BrowserContext;

const READY = { timeout: 20_000, polling: 50 };

beforeAll(async () => {
  pages = createServer(await pageRunning('page.ts')).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  pageUrl = `http://localhost:${(pages.address() as AddressInfo).port}/`;
  server = await openTestBackend();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  pages.close();
  pages.closeAllConnections();
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  server.backend.setRules(OPEN_RULES);
  server.backend.store.clear('projects/demo-office/databases/(default)');
});

const DATABASE = 'projects/demo-office/databases/(default)';
/** Somebody else's write. */
const commit = (path: string, n: number, { backend } = server) =>
  backend.store.commit([
    { update: { name: `${DATABASE}/documents/${path}`, fields: { n: { integerValue: String(n) } } } },
  ]);

type Options = Parameters<typeof globalThis.test.open>[0];

async function openPage(options: Omit<Options, 'port'>, port = server.port): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.fail(`in the page: ${error.message}`));
  await page.goto(pageUrl);
  await page.evaluate((given) => void globalThis.test.open(given), { ...options, port });
  return page;
}

describe.each(['streaming', 'longPolling', 'auto'] as const)('over WebChannel, %s', (transport) => {
  test('sets, reads, merges, transforms and deletes', async () => {
    const page = await openPage({ transport });
    const read = await page.evaluate(async () => {
      const { db, firestore: f } = globalThis.test;
      const ref = f.doc(db, 'entries/e');
      await f.setDoc(ref, { text: 'Giao ban đầu tuần 🗓', n: 1, list: ['a'], nested: { x: 1 }, ratio: 0.5 });
      await f.setDoc(ref, { nested: { y: 2 } }, { merge: true });
      await f.updateDoc(ref, { n: f.increment(4), list: f.arrayUnion('b'), ratio: f.deleteField() });
      const stored = (await f.getDocFromServer(ref)).data();
      await f.deleteDoc(ref);
      return [stored, (await f.getDocFromServer(ref)).exists()];
    });
    expect(read).toEqual([{ text: 'Giao ban đầu tuần 🗓', n: 5, list: ['a', 'b'], nested: { x: 1, y: 2 } }, false]);
  });

  test('a batch, a transaction that also only reads, a count', async () => {
    const page = await openPage({ transport });
    const counted = await page.evaluate(async () => {
      const { db, firestore: f } = globalThis.test;
      const batch = f.writeBatch(db);
      for (let n = 0; n < 3; n += 1) batch.set(f.doc(db, `b/${n}`), { n });
      await batch.commit();
      await f.runTransaction(db, async (transaction) => {
        await transaction.get(f.doc(db, 'b/0')); // read and not written: sent as `verify`
        const second = await transaction.get(f.doc(db, 'b/1'));
        transaction.update(f.doc(db, 'b/1'), { n: second.get('n') + 10 });
      });
      const total = await f.getAggregateFromServer(f.collection(db, 'b'), { total: f.sum('n'), many: f.count() });
      return total.data();
    });
    expect(counted).toEqual({ total: 13, many: 3 });
  });

  test('a hundred entries with long Vietnamese texts arrive whole', async () => {
    const page = await openPage({ transport });
    const sizes = await page.evaluate(async () => {
      const { db, firestore: f } = globalThis.test;
      const text = 'Hội nghị trực tuyến toàn quốc 🏛 '.repeat(300);
      const batch = f.writeBatch(db);
      for (let n = 0; n < 100; n += 1) batch.set(f.doc(db, `long/${n}`), { text });
      await batch.commit();
      const { docs } = await f.getDocsFromServer(f.collection(db, 'long'));
      return [docs.length, docs.filter((document) => document.get('text') === text).length];
    });
    expect(sizes).toEqual([100, 100]);
  });

  test('two pages see each other’s changes live', async () => {
    const [writer, reader] = [await openPage({ transport }), await openPage({ transport })];
    for (const page of [writer, reader]) {
      await page.evaluate(() => {
        const { db, firestore: f, watch } = globalThis.test;
        watch('all', f.query(f.collection(db, 'live'), f.orderBy('n')));
        watch('big', f.query(f.collection(db, 'live'), f.where('n', '>', 1)));
      });
      await page.waitForFunction(() => globalThis.test.heard['all']?.fromCache === false, undefined, READY);
    }
    await writer.evaluate(async () => {
      const { db, firestore: f } = globalThis.test;
      for (let n = 1; n <= 3; n += 1) await f.setDoc(f.doc(db, `live/${n}`), { n });
    });
    const settled = () => {
      const { all, big } = globalThis.test.heard;
      return all?.rows.length === 3 && big?.rows.length === 2 && !all.pending;
    };
    await writer.waitForFunction(settled, undefined, READY);
    await reader.waitForFunction(settled, undefined, READY);
    await writer.evaluate(() =>
      globalThis.test.firestore.deleteDoc(globalThis.test.firestore.doc(globalThis.test.db, 'live/1')),
    );
    await reader.waitForFunction(() => globalThis.test.heard['all']?.rows.length === 2, undefined, READY);
    expect(await reader.evaluate(() => globalThis.test.heard['big']?.rows)).toEqual([{ n: 2 }, { n: 3 }]);
  });

  test('rules know who it is: own notes yes, all notes no, and the refusal reaches the listener', async () => {
    server.backend.setRules(OFFICE_RULES);
    const page = await openPage({ transport, uid: 'lan' });
    const refused = await page.evaluate(async () => {
      const { db, firestore: f, watch } = globalThis.test;
      await f.setDoc(f.doc(db, 'notes/n'), { owner: 'lan' });
      watch('mine', f.query(f.collection(db, 'notes'), f.where('owner', '==', 'lan')));
      watch('everyone', f.collection(db, 'notes'));
      const code = (attempt: Promise<unknown>) =>
        attempt.then(
          () => 'allowed',
          (error: { code: string }) => error.code,
        );
      return [
        await code(f.setDoc(f.doc(db, 'notes/m'), { owner: 'minh' })),
        await code(f.runTransaction(db, async (t) => void t.set(f.doc(db, 'notes/m'), { owner: 'minh' }))),
        await code(f.getCountFromServer(f.collection(db, 'notes'))),
      ];
    });
    expect(refused).toEqual(['permission-denied', 'permission-denied', 'permission-denied']);
    await page.waitForFunction(
      () => globalThis.test.heard['everyone']?.error === 'permission-denied',
      undefined,
      READY,
    );
    await page.waitForFunction(() => globalThis.test.heard['mine']?.rows.length === 1, undefined, READY);
  });
});

test('a page that listens finds a restarted server by itself', async () => {
  const first = await openTestBackend();
  const page = await openPage({ transport: 'streaming' }, first.port);
  await page.evaluate(() =>
    globalThis.test.watch('all', globalThis.test.firestore.collection(globalThis.test.db, 'live')),
  );
  await page.waitForFunction(() => globalThis.test.heard['all']?.fromCache === false, undefined, READY);
  await first.close();
  const second = await openTestBackend({ port: first.port });
  commit('live/after', 1, second);
  await page.waitForFunction(() => globalThis.test.heard['all']?.rows.length === 1, undefined, READY);
  expect(await page.evaluate(() => globalThis.test.heard['all']?.rows)).toEqual([{ n: 1 }]);
  await page.close();
  await second.close();
});

test('a write made while the server is away is sent when it is back', async () => {
  const first = await openTestBackend();
  const page = await openPage({ transport: 'streaming' }, first.port);
  await page.evaluate(async () => {
    const { db, firestore: f, watch } = globalThis.test;
    await f.setDoc(f.doc(db, 'live/before'), { n: 0 });
    watch('all', f.collection(db, 'live'));
  });
  await first.close();
  await page.evaluate(
    () =>
      void globalThis.test.firestore.setDoc(globalThis.test.firestore.doc(globalThis.test.db, 'live/away'), { n: 1 }),
  );
  const second = await openTestBackend({ port: first.port });
  await page.waitForFunction(
    () => globalThis.test.heard['all']?.pending === false && !globalThis.test.heard['all'].fromCache,
    undefined,
    READY,
  );
  expect(second.backend.store.get('projects/demo-office/databases/(default)/documents/live/away')).not.toBeNull();
  await page.close();
  await second.close();
});

test('ten tabs with a shared cache all stay live', async () => {
  const tabs: Page[] = [];
  for (let n = 0; n < 10; n += 1) tabs.push(await openPage({ transport: 'streaming', persistent: true }));
  for (const tab of tabs) {
    await tab.evaluate(() =>
      globalThis.test.watch('all', globalThis.test.firestore.collection(globalThis.test.db, 'live')),
    );
  }
  await tabs[9]!.evaluate(() =>
    globalThis.test.firestore.setDoc(globalThis.test.firestore.doc(globalThis.test.db, 'live/x'), { n: 1 }),
  );
  for (const tab of tabs) {
    await tab.waitForFunction(() => globalThis.test.heard['all']?.fromCache === false, undefined, READY);
    await tab.waitForFunction(() => globalThis.test.heard['all']?.rows.length === 1, undefined, READY);
    expect(await tab.evaluate(() => globalThis.test.heard['all']?.rows)).toEqual([{ n: 1 }]);
  }
});

test('a proxy that holds answers back does not keep changes from arriving', async () => {
  const proxy = await openProxy(server.port, { buffers: true });
  const page = await openPage({ transport: 'auto' }, proxy.port);
  await page.evaluate(() =>
    globalThis.test.watch('all', globalThis.test.firestore.collection(globalThis.test.db, 'live')),
  );
  await page.waitForFunction(() => globalThis.test.heard['all']?.fromCache === false, undefined, READY);
  commit('live/a', 1);
  await page.waitForFunction(() => globalThis.test.heard['all']?.rows.length === 1, undefined, READY);
  expect(await page.evaluate(() => globalThis.test.heard['all']?.rows)).toEqual([{ n: 1 }]);
  await page.close();
  await proxy.close();
});

test('through connections that are cut again and again every write is done once and every change arrives', async () => {
  const proxy = await openProxy(server.port);
  const page = await openPage({ transport: 'streaming' }, proxy.port);
  await page.evaluate(() =>
    globalThis.test.watch('all', globalThis.test.firestore.collection(globalThis.test.db, 'live')),
  );
  await page.waitForFunction(() => globalThis.test.heard['all']?.fromCache === false, undefined, READY);
  for (let n = 0; n < 5; n += 1) {
    await page.evaluate((value) => {
      const { db, firestore: f } = globalThis.test;
      void f.setDoc(f.doc(db, `live/mine${value}`), { n: value });
    }, n);
    commit(`live/others${n}`, n);
    proxy.cut();
  }
  const settled = () => {
    const { rows = [], pending = true, fromCache = true } = globalThis.test.heard['all'] ?? {};
    return rows.length === 10 && !pending && !fromCache;
  };
  await page.waitForFunction(settled, undefined, { timeout: 60_000, polling: 50 });
  expect(server.backend.store.namesOfGroup(`${DATABASE}/documents`, 'live')).toHaveLength(10);
  await page.close();
  await proxy.close();
}, 90_000);

test('a page that was without a network learns what came, changed and went meanwhile', async () => {
  for (const id of ['goes', 'changes', 'stays']) commit(`live/${id}`, 0);
  const page = await openPage({ transport: 'streaming', persistent: true });
  await page.evaluate(() =>
    globalThis.test.watch('all', globalThis.test.firestore.collection(globalThis.test.db, 'live')),
  );
  await page.waitForFunction(() => globalThis.test.heard['all']?.fromCache === false, undefined, READY);
  await context.setOffline(true);
  await page.waitForFunction(() => globalThis.test.heard['all']?.fromCache === true, undefined, READY);
  await page.evaluate(() => {
    const { db, firestore: f } = globalThis.test;
    void f.setDoc(f.doc(db, 'live/mine'), { n: 3 });
  });
  server.backend.store.commit([{ delete: `${DATABASE}/documents/live/goes` }]);
  commit('live/changes', 1);
  commit('live/comes', 2);
  await context.setOffline(false);
  const settled = () => globalThis.test.heard['all']?.fromCache === false && !globalThis.test.heard['all'].pending;
  await page.waitForFunction(settled, undefined, READY);
  expect(await page.evaluate(() => globalThis.test.heard['all']?.rows.map((row) => row['n']))).toEqual([1, 2, 3, 0]);
});
