import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASES } from './firestore/cases.ts';
import { withClient, type Server } from './firestore/client.ts';
import type {} from './firestore/page.ts';
import { openBrowser, pageRunning } from './inBrowser.ts';
import { openTestBackend } from './testBackend.ts';

/** The same cases by the SDK for Node (gRPC) and for browsers (WebChannel), on ours or on the server that is named. */
let server: Server;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  const named = process.env['FIRESTORE_EMULATOR_HOST'];
  if (named !== undefined) {
    const [host, port] = named.split(':') as [string, string];
    server = { host, port: Number(port) };
    return;
  }
  const own = await openTestBackend();
  server = own;
  closing.push(() => own.close());
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const names = Object.keys(CASES);

describe('in Node', () => {
  test.each(names)('%s', async (name) => {
    const { run, expected } = CASES[name]!;
    expect(await withClient(server, {}, run)).toEqual(expected);
  });
});

describe.each([
  ['streaming', {}],
  ['long polling', { experimentalForceLongPolling: true }],
])('in a browser, %s', (_transport, settings) => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const pages = createServer(await pageRunning('firestore/page.ts')).listen(0, '127.0.0.1');
    await once(pages, 'listening');
    browser = await openBrowser();
    closing.push(async () => {
      await browser.close();
      pages.close();
      pages.closeAllConnections();
    });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'runCase' in globalThis);
  });

  test.each(names)('%s', async (name) => {
    const { host, port } = server;
    const found = await page.evaluate(([one, at, how]) => globalThis.runCase(one, at, how), [
      name,
      { host, port },
      settings,
    ] as const);
    expect(found).toEqual(CASES[name]!.expected);
  });
});
