import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import type { Browser, Page } from '@playwright/test';
import type { connectAdmin } from 'embedded-backend/admin.ts';
import type { Backend } from 'embedded-backend/backend.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {} from './officePage.ts';
import { openBrowser } from './inBrowser.ts';
import { openOffice, PASSWORD, selfSigned } from './office.ts';

/** One port with a certificate of its own: browsers over HTTP/2 or 1.1, servers over gRPC. */
const certificate = selfSigned();
let backend: Backend;
let admin: Awaited<ReturnType<typeof connectAdmin>>;
let log: string[];
let port: number;
let browser: Browser;

describe.runIf(certificate !== null)('a port with a certificate', () => {
  beforeAll(async () => {
    // grpc-js reads it when it is first asked for.
    process.env['GRPC_DEFAULT_SSL_ROOTS_FILE_PATH'] = certificate!.certFile;
    ({ backend, admin, log } = await openOffice());
    port = await backend.listen('127.0.0.1', 0, certificate!);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await admin.close();
    await backend.close();
    rmSync(certificate!.dir, { recursive: true });
  });

  test('a browser signs in, writes and listens over HTTP/2, more tabs than HTTP/1.1 has connections', async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const open = async (): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(`https://127.0.0.1:${port}/`);
      await page.waitForFunction(() => 'office' in globalThis);
      expect(await page.evaluate(([password]) => office.signIn('lan@example.test', password!), [PASSWORD])).toBe('lan');
      return page;
    };
    const first = await open();
    await first.evaluate(() => office.set('notes/a', 'một'));
    const protocols = await first.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => (entry as PerformanceResourceTiming).nextHopProtocol),
    );
    expect(new Set(protocols)).toEqual(new Set(['h2']));
    const tabs: Page[] = [];
    for (let tab = 0; tab < 7; tab++) tabs.push(await open());
    for (const tab of tabs) await tab.evaluate(() => office.watch('notes/a'));
    for (const tab of tabs) await tab.waitForFunction(() => office.heard['notes/a'] === 'một');
    await first.evaluate(() => office.set('notes/a', 'hai'));
    for (const tab of tabs) await tab.waitForFunction(() => office.heard['notes/a'] === 'hai');
    await context.close();
  });

  test('the Node SDK speaks gRPC through it', async () => {
    const { deleteApp, initializeApp } = await import('firebase/app');
    const { doc, getDoc, initializeFirestore, terminate } = await import('firebase/firestore');
    await admin.db.doc('published/w').set({ text: 'ban hành' });
    const app = initializeApp({ projectId: 'demo-office' }, 'over-tls');
    const db = initializeFirestore(app, { host: `localhost:${port}`, ssl: true });
    expect((await getDoc(doc(db, 'published/w'))).get('text')).toBe('ban hành');
    await terminate(db);
    await deleteApp(app);
  });

  const path = '/v1/projects/demo-office/databases/(default)/documents/published/none';
  test('HTTP/1.1 and HTTP/2 answer alike', async () => {
    const old = httpsRequest({ host: '127.0.0.1', port, path, ca: certificate!.cert }).end();
    const [answer] = (await once(old, 'response')) as [import('node:http').IncomingMessage];
    const session = connectHttp2(`https://127.0.0.1:${port}`, { ca: certificate!.cert });
    const stream = session.request({ ':path': path });
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect([answer.statusCode, JSON.parse(await text(answer))]).toEqual([
      headers[':status'],
      JSON.parse(await text(stream)),
    ]);
    expect(headers['x-content-type-options']).toBe('nosniff');
    session.close();
  });

  test('a body that is too large ends its stream of HTTP/2, not the others', async () => {
    const session = connectHttp2(`https://127.0.0.1:${port}`, { ca: certificate!.cert });
    const post = session.request({ ':path': path.replace('/published/none', ':commit'), ':method': 'POST' });
    post.on('error', () => {});
    const responded = once(post, 'response') as Promise<[Record<string, unknown>]>;
    for (let sent = 0; sent < 11; sent++) post.write(Buffer.alloc(1024 * 1024, 0x20));
    expect((await responded)[0][':status']).toBe(400);
    const get = session.request({ ':path': path });
    const [headers] = (await once(get, 'response')) as [Record<string, unknown>];
    expect(headers[':status']).toBe(404);
    session.destroy();
  });

  test('a browser that is closed in mid-request is no defect', async () => {
    const session = connectHttp2(`https://127.0.0.1:${port}`, { ca: certificate!.cert });
    const before = log.length;
    for (const to of [
      path.replace('/published/none', ':commit'),
      '/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any',
    ]) {
      const post = session.request({ ':path': to, ':method': 'POST', 'content-length': 1000 });
      post.on('error', () => {});
      post.write('{');
      await new Promise((resolve) => session.ping(resolve)); // the server has read it
      post.close(8);
    }
    const get = session.request({ ':path': path });
    expect(((await once(get, 'response')) as [Record<string, unknown>])[0][':status']).toBe(404);
    session.destroy();
    expect(log.slice(before)).toEqual([]);
  });

  test('who comes in clear text is sent to https, and gets nothing else', async () => {
    const plain = httpRequest({
      host: '127.0.0.1',
      port,
      path: '/lich?a=b',
      headers: { host: `lich.test:${port}` },
    }).end();
    const [answer] = (await once(plain, 'response')) as [import('node:http').IncomingMessage];
    expect([answer.statusCode, answer.headers.location]).toEqual([308, `https://lich.test:${port}/lich?a=b`]);
    const odd = httpRequest({ host: '127.0.0.1', port, path: '/', headers: { host: 'a"b<c' } }).end();
    expect(((await once(odd, 'response')) as [import('node:http').IncomingMessage])[0].statusCode).toBe(400);
    const grpc = connectHttp2(`http://127.0.0.1:${port}`);
    await once(grpc, 'error');
  });

  test('old TLS is refused, and rubbish after the first byte of TLS ends the connection only', async () => {
    const old = connectTls({
      host: '127.0.0.1',
      port,
      ca: certificate!.cert,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
    });
    expect(((await once(old, 'error')) as [Error])[0].message).toMatch(/protocol|alert/i);
    const { connect } = await import('node:net');
    const rubbish = connect(port, '127.0.0.1');
    rubbish.write(Buffer.concat([Buffer.from([0x16]), Buffer.alloc(100, 0x41)]));
    rubbish.on('error', () => {});
    rubbish.resume();
    await once(rubbish, 'close');
  });

  test('a renewed certificate is used for new connections; one that is none changes nothing', async () => {
    const serial = async (ca: Buffer | string) => {
      const socket = connectTls({ host: '127.0.0.1', port, ca });
      await once(socket, 'secureConnect');
      const { serialNumber } = socket.getPeerCertificate();
      socket.destroy();
      return serialNumber;
    };
    const before = await serial(certificate!.cert);
    const renewed = selfSigned()!;
    expect(() => backend.setCertificate({ cert: renewed.cert, key: certificate!.key })).toThrow(/key values mismatch/);
    expect(() => backend.setCertificate({ cert: 'no certificate', key: 'no key' })).toThrow(/no start line|PEM/i);
    expect(await serial(certificate!.cert)).toBe(before);
    backend.setCertificate(renewed);
    expect(await serial(renewed.cert)).not.toBe(before);
    rmSync(renewed.dir, { recursive: true });
  });
});
