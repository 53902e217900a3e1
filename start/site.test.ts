import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP_PATHS, appHeaders, createSite, PUSH_WORKER_HEADERS } from './site.ts';

let clientDir: string;
let site: Hono;

beforeAll(() => {
  clientDir = mkdtempSync(join(tmpdir(), 'lich-site-'));
  for (const [file, text] of Object.entries({
    'index.html': '<div id="app"></div>',
    'favicon.svg': '<svg/>',
    'push-worker.js': 'show()',
    '.vite/manifest.json': '{"index.html":{}}',
    'assets/app-1234.js': 'run()',
  })) {
    mkdirSync(dirname(join(clientDir, file)), { recursive: true });
    writeFileSync(join(clientDir, file), text);
  }
  const app = new Hono().notFound((c) => c.text('readers', 404));
  site = createSite({ app, clientDir, dev: undefined });
});
afterAll(() => rmSync(clientDir, { recursive: true }));

const get = async (path: string) => {
  const response = await site.request(`http://lich.example.vn${path}`);
  return [response.status, await response.text()];
};

test.each([
  ['/favicon.svg', '<svg/>'],
  ['/push-worker.js', 'show()'],
  ['/assets/app-1234.js', 'run()'],
  ['/edit/board/2026-W48', '<div id="app"></div>'],
  ['/sign-in', '<div id="app"></div>'],
])('%s is there', async (path, text) => {
  expect(await get(path)).toEqual([200, text]);
});

test.each(['/favicon.svg', '/push-worker.js', '/assets/app-1234.js'])(
  'who has %s already is told that it stands, and gets it no second time',
  async (path) => {
    const first = await site.request(`http://lich.example.vn${path}`);
    const since = (time: string) =>
      site.request(`http://lich.example.vn${path}`, { headers: { 'If-Modified-Since': time } });
    const again = await since(first.headers.get('Last-Modified')!);
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('Cache-Control')).toBe(first.headers.get('Cache-Control'));
    expect(again.headers.get('Content-Length')).toBeNull();
    expect((await since('Thu, 01 Jan 2026 00:00:00 GMT')).status).toBe(200);
    expect((await since('yesterday')).status).toBe(200);
  },
);

test.each([
  '/.vite/manifest.json',
  '/assets/..%2f.vite/manifest.json',
  '/%2evite/manifest.json',
  '//.vite/manifest.json',
])('what the build keeps for itself (%s) is not served', async (path) => {
  expect(await get(path)).toEqual([404, 'readers']);
});

test.each([
  ['/edit/board/2026-w48', '/edit/board/2026-W48'],
  ['/view/2026-W48/?lich=board', '/view/2026-W48?lich=board'],
  ['/sign-in/', '/sign-in'],
])('the app’s address %s is sent to %s', async (typed, kept) => {
  const response = await site.request(`http://lich.example.vn${typed}`);
  expect([response.status, response.headers.get('location')]).toEqual([301, kept]);
});

test.each([
  ['/assets/app-1234.js', 'public, max-age=31536000, immutable'],
  ['/favicon.svg', 'public, max-age=3600'],
])('a browser keeps %s: %s', async (path, kept) => {
  const { headers } = await site.request(`http://lich.example.vn${path}`);
  expect(headers.get('cache-control')).toBe(kept);
});

test('the worker that shows notices may fetch nothing, and no old one is kept', async () => {
  const { headers } = await site.request('http://lich.example.vn/push-worker.js');
  expect(headers.get('content-security-policy')).toBe("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-cache');
  expect(headers.get('content-type')).toMatch(/javascript/);
});

test('Firebase Hosting sends the same addresses to the app as this machine does, as safe', () => {
  const { hosting } = JSON.parse(readFileSync('firebase.json', 'utf8')) as {
    hosting: {
      rewrites: { source: string; destination?: string }[];
      headers: { source: string; headers: { key: string; value: string }[] }[];
    };
  };
  const source = `/@(${APP_PATHS.map((path) => path.slice(1)).join('|')}){,/**}`;
  expect(hosting.rewrites[0]).toEqual({ source, destination: '/app.html' });
  const worker = hosting.headers.find((each) => each.source === '/push-worker.js')!;
  expect(Object.fromEntries(worker.headers.map(({ key, value }) => [key, value]))).toEqual(PUSH_WORKER_HEADERS);
  const { headers } = hosting.headers.find((each) => each.source === source)!;
  const { 'Content-Security-Policy': policy, ...rest } = appHeaders(false);
  const given = Object.fromEntries(headers.map(({ key, value }) => [key, value]));
  expect(given).toMatchObject(rest);
  // Beside its own origin the app may talk to Google's three services, and to nothing else.
  expect(
    given['Content-Security-Policy']!.replace(/ connect-src 'self'( https:\/\/\w+\.googleapis\.com){3};/, ''),
  ).toBe(policy);
});
