import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import type { connectAdmin } from 'embedded-backend/admin.ts';
import type { Backend } from 'embedded-backend/backend.ts';
import { Throttle } from 'embedded-backend/auth/throttle.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type {} from './officePage.ts';
import { openBrowser } from './inBrowser.ts';
import { openOffice, PASSWORD, selfSigned } from './office.ts';

/** docs/nginx.conf in Debian's nginx, before a backend on the same machine. Without nginx or openssl: skipped. */
const root = new URL('../../', import.meta.url).pathname;
const nginx = [process.env['NGINX'], '/usr/sbin/nginx', join(root, 'node_modules/.cache/nginx/usr/sbin/nginx')].find(
  (path) => path !== undefined && existsSync(path),
);
const certificate = nginx === undefined ? null : selfSigned();
let backend: Backend;
let admin: Awaited<ReturnType<typeof connectAdmin>>;
let proxy: ChildProcess;
let browser: Browser;
let port: number;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  return free;
}

/** The file as it stands in docs, with this test's ports and certificate. */
function configuration(ports: { backend: number; http: number; https: number }): string {
  const site = readFileSync(join(root, 'docs/nginx.conf'), 'utf8')
    .replace('127.0.0.1:8080;', `127.0.0.1:${ports.backend};`)
    .replace('limit_conn address 500;', 'limit_conn address 30;')
    .replace('listen 80;', `listen 127.0.0.1:${ports.http};`)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${ports.https} ssl http2;`)
    .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate!.certFile};`)
    .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${certificate!.keyFile};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${certificate!.dir}/temp;`)
    .join('\n');
  return `daemon off; master_process off; pid ${certificate!.dir}/nginx.pid; error_log ${certificate!.dir}/error.log;
events { worker_connections 1024; }
http { access_log ${certificate!.dir}/access.log; ${temporary}
${site} }`;
}

describe.runIf(certificate !== null)('behind nginx on the same machine', () => {
  beforeAll(async () => {
    ({ backend, admin } = await openOffice());
    port = await freePort();
    const ports = { backend: await backend.listen('127.0.0.1', 0), http: await freePort(), https: port };
    mkdirSync(join(certificate!.dir, 'temp'));
    writeFileSync(join(certificate!.dir, 'nginx.conf'), configuration(ports));
    proxy = spawn(nginx!, ['-p', certificate!.dir, '-e', `${certificate!.dir}/error.log`, '-c', 'nginx.conf'], {
      stdio: 'inherit',
    });
    while (!(await ask('/').catch(() => null))) await setTimeout(50);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    const gone = once(proxy, 'exit');
    proxy.kill();
    await gone;
    await admin.close();
    await backend.close();
    rmSync(certificate!.dir, { recursive: true });
  });

  /** A request through the proxy, from an address of this machine. */
  async function ask(
    path: string,
    { method = 'GET', headers = {}, body = '', from = '127.0.0.1' } = {} as {
      method?: string;
      headers?: Record<string, string>;
      body?: string;
      from?: string;
    },
  ): Promise<{ status: number; body: string }> {
    const agent = new Agent({ localAddress: from });
    const request = httpsRequest({ host: '127.0.0.1', port, path, method, headers, ca: certificate!.cert, agent });
    request.end(body);
    const [answer] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
    const said = await text(answer);
    agent.destroy();
    return { status: answer.statusCode!, body: said };
  }

  test('a person signs in, writes, and hears of others at once: streams are not buffered', async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`https://127.0.0.1:${port}/`);
    await page.waitForFunction(() => 'office' in globalThis);
    expect(await page.evaluate((password) => office.signIn('lan@example.test', password), PASSWORD)).toBe('lan');
    await page.evaluate(() => office.set('notes/a', 'một'));
    await page.evaluate(() => office.watch('notes/a'));
    await page.waitForFunction(() => office.heard['notes/a'] === 'một');
    await admin.db.doc('notes/a').update({ text: 'của người khác' });
    await page.waitForFunction(() => office.heard['notes/a'] === 'của người khác');
    const protocols = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => (entry as PerformanceResourceTiming).nextHopProtocol),
    );
    expect(new Set(protocols)).toEqual(new Set(['h2']));
    await context.close();
  });

  const DOCUMENTS = '/v1/projects/demo-office/databases/(default)/documents';
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${part({
    iss: 'https://securetoken.google.com/demo-office',
    aud: 'demo-office',
    sub: 'lan',
    user_id: 'lan',
    iat: now,
    exp: now + 3600,
  })}.`;
  test.each([
    ['owner', 'owner'],
    ['an unsigned token', unsigned],
  ])('%s opens nothing, though the proxy calls from this machine', async (_name, token) => {
    const headers = { Authorization: `Bearer ${token}`, 'X-Forwarded-For': '127.0.0.1', Host: '127.0.0.1' };
    expect((await ask(`${DOCUMENTS}/notes/a`, { headers })).status).toBe(401);
    const shaken = await ask('/google.firestore.v1.Firestore/Listen/channel?VER=8', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ count: '0', headers: `Authorization:Bearer ${token}\r\n` }).toString(),
    });
    const sid = /"c","([^"]+)"/.exec(shaken.body)![1]!;
    const poll = await ask(`/google.firestore.v1.Firestore/Listen/channel?SID=${sid}&RID=rpc&AID=0&CI=1`);
    expect(poll.body).toContain('UNAUTHENTICATED');
  });

  test.each([
    ['PUT', '/emulator/v1/projects/demo-office:securityRules'],
    ['GET', '/emulator/v1/projects/demo-office:ruleCoverage'],
    ['DELETE', '/emulator/v1/projects/demo-office/databases/(default)/documents'],
    ['DELETE', '/emulator/v1/projects/demo-office/accounts'],
    ['GET', '/emulator/v1/projects/demo-office/oobCodes'],
    ['POST', '/identitytoolkit.googleapis.com/v1/projects/demo-office/accounts:query'],
    ['POST', '/identitytoolkit.googleapis.com/v1/projects/demo-office/accounts'],
  ])('%s %s is nowhere', async (method, path) => {
    expect((await ask(path, { method, headers: { Authorization: 'Bearer owner' } })).status).toBe(404);
  });

  test('one-time codes of invitations do not go into the access log', async () => {
    await ask('/account?mode=resetPassword&oobCode=a-code-of-somebody');
    await ask('/asked-for-afterwards');
    const log = () => readFileSync(join(certificate!.dir, 'access.log'), 'utf8');
    await vi.waitFor(() => expect(log()).toContain('/asked-for-afterwards'));
    expect(log()).not.toContain('a-code-of-somebody');
  });

  test('one address does not take all connections', async () => {
    const agent = new Agent({ localAddress: '127.0.0.2' });
    const options = {
      host: '127.0.0.1',
      port,
      path: `${DOCUMENTS}:commit`,
      method: 'POST',
      ca: certificate!.cert,
      agent,
    };
    const stuck: ReturnType<typeof httpsRequest>[] = [];
    const hold = () => {
      const request = httpsRequest({ ...options, headers: { 'Content-Length': 9 } });
      request.on('error', () => {}).write('{');
      stuck.push(request);
    };
    await vi.waitFor(
      async () => {
        for (let i = 0; i < 40; i++) hold(); // again at each try: those beyond the limit were turned away, one of the rest may have ended
        expect((await ask('/', { from: '127.0.0.2' })).status).toBe(429);
      },
      { timeout: 10_000, interval: 500 },
    );
    expect((await ask('/', { from: '127.0.0.3' })).status).toBe(200);
    for (const request of stuck) request.destroy();
    agent.destroy();
    await vi.waitFor(async () => expect((await ask('/', { from: '127.0.0.2' })).status).toBe(200));
  });

  test('wrong passwords are counted against who sent them, whatever they say they are', async () => {
    const signIn = (from: string, made: number) =>
      ask('/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any', {
        method: 'POST',
        from,
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `10.0.0.${made % 250}` },
        body: JSON.stringify({ email: `nobody${made}@example.test`, password: 'đoán mò', returnSecureToken: true }),
      });
    // Sixty of them, which the throttle's own test makes, would be a minute of hashing: here it is seen whom they count against.
    const counted = vi.spyOn(Throttle.prototype, 'count');
    for (const from of ['127.0.0.2', '127.0.0.3']) {
      expect((await signIn(from, 1)).body).toContain('INVALID_LOGIN_CREDENTIALS');
      expect(counted).toHaveBeenLastCalledWith(expect.any(String), from, expect.any(Number));
    }
    counted.mockRestore();
  });
});
