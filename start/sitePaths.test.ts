import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSite } from './site.ts';

let dir: string;
let server: Server;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'site-'));
  const clientDir = join(dir, 'client');
  mkdirSync(join(clientDir, 'assets'), { recursive: true });
  writeFileSync(join(clientDir, 'index.html'), '<!doctype html><title>app</title>');
  writeFileSync(join(clientDir, 'assets/a.js'), 'asset');
  writeFileSync(join(clientDir, 'icon.png'), 'icon');
  writeFileSync(join(dir, 'secret.json'), 'SECRET');
  writeFileSync(join(dir, 'secret'), 'SECRET');
  const site = createSite({ app: new Hono().all('*', (c) => c.text('page', 404)), clientDir, dev: undefined });
  server = createServer((req, res) => void getRequestListener(site.fetch)(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true });
});

/** A path as it is written: clients would tidy it. */
async function get(path: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: lich.test\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

test('the built files and the app’s page are served', async () => {
  expect(await get('/assets/a.js')).toMatch(/^HTTP\/1.1 200[^]*asset$/);
  expect(await get('/icon.png')).toMatch(/^HTTP\/1.1 200[^]*icon$/);
  expect(await get('/edit/board')).toMatch(/^HTTP\/1.1 200[^]*<title>app/);
});

const UP = ['..', '%2e%2e', '%2E.', '..%2f', '..%5c', '..\\', '%252e%252e', '....//', '.%00./', '%c0%ae%c0%ae', '..;'];
const FROM = ['/', '/assets/', '/edit/', '//', '/./', '/icon.png/', '/assets/a.js/'];

test.each(UP)('no file beside the built ones is served by way of %j', async (up) => {
  for (const from of FROM) {
    for (const file of ['secret.json', 'secret', 'client/../secret.json', 'secret.json%00.png']) {
      const answer = await get(`${from}${up}/${up}/${file}`);
      expect([from, file, answer]).toEqual([from, file, expect.not.stringContaining('SECRET')]);
      expect(await get(`${from}${up}/${file}`)).not.toContain('SECRET');
    }
  }
  expect(await get('/assets/a.js')).toMatch(/^HTTP\/1.1 200/); // and it lives
});

test('an absolute address, and one with no path, are answered', async () => {
  for (const path of ['http://other.test/../secret.json', '*', 'file:///etc/passwd', '/\u0000', '/%']) {
    expect(await get(path)).not.toMatch(/SECRET|root:/);
  }
  expect(await get('/healthz')).toMatch(/^HTTP\/1.1 200/);
});
