import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import type { ViteDevServer } from 'vite';
import { canonicalAddress } from '#server/canonical.ts';
import { rootDir } from './office.ts';

/** First segments of the signed-in app's addresses: they all get the one page of the app (docs/architecture.md, "Addresses"). */
export const APP_PATHS = [
  '/sign-in',
  '/account',
  '/today',
  '/view',
  '/edit',
  '/request',
  '/compile',
  '/issue',
  '/absences',
  '/duty',
  '/settings',
];

/** A worker's policy is its own: it fetches nothing. Asked for anew whenever a browser looks for a newer one. */
export const PUSH_WORKER_HEADERS = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': "default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/** The whole site of one machine: health, built files, the signed-in app's page, then the public handler. */
export function createSite({
  app,
  oidc,
  clientDir,
  dev,
}: {
  app: Hono;
  /** Below `/oidc/`: sign-in with the office's identity provider. */
  oidc?: Hono;
  clientDir: string | null;
  dev: ViteDevServer | undefined;
}): Hono {
  const site = new Hono();
  site.get('/healthz', (c) => c.text('ok', 200, { 'Cache-Control': 'no-store' }));
  if (oidc) site.route('/oidc', oidc);
  if (clientDir !== null) {
    // Names under /assets carry a hash of their content.
    site.use('/assets/*', filesOf(clientDir, { 'Cache-Control': 'public, max-age=31536000, immutable' }));
    site.use('/push-worker.js', filesOf(clientDir, PUSH_WORKER_HEADERS));
    const files = filesOf(clientDir, { 'Cache-Control': 'public, max-age=3600' });
    // Names with a dot in front are the build's own (Vite's manifest).
    site.use('/*', async (c, next) =>
      /\.[a-z0-9]+$/.test(c.req.path) && !/\.html$|\/\./.test(c.req.path) ? files(c, next) : next(),
    );
  }
  const page = async (path: string) => {
    const html = readFileSync(join(clientDir ?? rootDir, 'index.html'), 'utf8');
    return dev ? dev.transformIndexHtml(path, html) : html;
  };
  for (const path of APP_PATHS) {
    for (const pattern of [path, `${path}/*`]) {
      site.get(pattern, canonicalAddress, async (c) => {
        for (const [name, value] of Object.entries(appHeaders(dev !== undefined))) c.header(name, value);
        return c.html(await page(c.req.path));
      });
    }
  }
  // Not `route`: that would leave the handler's own 404 and 503 pages behind.
  site.all('*', async (c) => {
    const response = await app.fetch(c.req.raw, c.env);
    if (dev) response.headers.delete('Content-Security-Policy'); // Vite's hot reload adds styles and a socket
    return response;
  });
  return site;
}

/** Built files, compressed ones where there are. Headers go onto the finished answer: `onFound` comes too late for them. */
function filesOf(root: string, headers: Readonly<Record<string, string>>): MiddlewareHandler {
  const serve = serveStatic({ root, precompressed: true });
  return async (c, next) => {
    const found = await serve(c, next);
    if (!(found instanceof Response)) return found; // what comes next, where there is no such file
    for (const [name, value] of Object.entries(headers)) found.headers.set(name, value);
    const since = c.req.header('If-Modified-Since'); // browsers send back what they were told
    if (found.status !== 200 || since === undefined || since !== found.headers.get('Last-Modified')) return found;
    await found.body?.cancel();
    for (const name of ['Content-Length', 'Content-Type', 'Content-Encoding']) found.headers.delete(name);
    return new Response(null, { status: 304, headers: found.headers });
  };
}

/** The signed-in app keeps tokens in IndexedDB: any foreign script would be a session theft (auth protocol, section 3). */
export function appHeaders(dev: boolean): Record<string, string> {
  return {
    'Cache-Control': 'no-cache',
    ...(dev
      ? {}
      : {
          'Content-Security-Policy':
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        }),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
  };
}
