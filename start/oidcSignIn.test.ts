import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Browser, openIssuer, SECRET } from 'embedded-backend/auth/issuer.ts';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OfficeProvider } from './identityProviders.ts';
import { oidcSignIn } from './oidcSignIn.ts';
import { createSite } from './site.ts';
import { openTestOffice } from './testOffice.ts';

const closing: (() => unknown)[] = [];
let home: string;
let clock: number;
let log: string[];
let provider: OfficeProvider;

beforeEach(async () => {
  clock = Date.now();
  log = [];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const colleague = { email: 'ha@office.test', email_verified: true, name: 'Đỗ Thu Hà' };
  const issuer = await openIssuer({ ha: colleague }, [`${home}/oidc/callback`]);
  provider = {
    id: 'oidc.office',
    name: 'Cổng của tỉnh',
    issuer: issuer.url,
    clientId: 'lich',
    clientSecret: SECRET,
    trustedDomains: ['office.test'],
  };
  const down = { ...provider, id: 'oidc.down', issuer: 'http://127.0.0.1:1' };
  const oidc = oidcSignIn({ providers: [provider, down], home, now: () => clock, log: (line) => log.push(line) });
  const site = createSite({ app: new Hono(), oidc, clientDir: null, dev: undefined });
  server.on('request', (req, res) => void getRequestListener(site.fetch)(req, res));
  closing.push(
    () => issuer.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Where the page to which a journey has led back fetches what waits for it. */
const resultOf = (page: string) =>
  `${home}/oidc/result?${new URLSearchParams({ journey: new URL(page, home).searchParams.get('journey') ?? '' })}`;
const result = (browser: Browser, page: string, type = 'application/json') =>
  browser.fetch(resultOf(page), { method: 'POST', headers: { 'Content-Type': type } });
const signIn = (browser: Browser, next = '/edit/board/2026-W48') =>
  browser.signIn(`${home}/oidc/start/oidc.office?${new URLSearchParams({ next })}`, 'ha', `${home}/sign-in`);

test('the sign-in page gets the names of the providers, and no secret', async () => {
  const answer = await fetch(`${home}/oidc/providers`);
  expect(await answer.json()).toEqual([
    { id: 'oidc.office', name: 'Cổng của tỉnh' },
    { id: 'oidc.down', name: 'Cổng của tỉnh' },
  ]);
});

test('who signs in at the provider comes back to where they wanted to go, as the account of their address', async () => {
  const browser = new Browser();
  const end = await signIn(browser);
  const { journey, ...rest } = Object.fromEntries(new URL(end).searchParams);
  expect(rest).toEqual({ oidc: 'done', next: '/edit/board/2026-W48' });
  expect(journey).toMatch(/^[\w-]{20,}$/);
  const answer = await result(browser, end);
  const { providerId, idToken, rawNonce } = (await answer.json()) as Record<string, string>;
  expect(answer.headers.get('cache-control')).toBe('no-store');

  const office = await openTestOffice({ identityProviders: [provider] });
  closing.push(() => office.close());
  const { uid } = await office.admin.auth.createUser({ email: 'ha@office.test' });
  const port = await office.backend.listen('127.0.0.1', 0);
  const signedIn = await fetch(
    `http://127.0.0.1:${port}/identitytoolkit.googleapis.com/v1/accounts:signInWithIdp?key=any`,
    {
      method: 'POST',
      body: JSON.stringify({
        requestUri: 'http://localhost',
        postBody: new URLSearchParams({ providerId: providerId!, id_token: idToken!, nonce: rawNonce! }).toString(),
      }),
    },
  );
  expect(await signedIn.json()).toMatchObject({ localId: uid, providerId: 'oidc.office' });
});

test('the token is given out once, to the browser that began, not to a form of another site', async () => {
  const browser = new Browser();
  const end = await signIn(browser);
  expect((await result(new Browser(), end)).status).toBe(404);
  expect((await result(browser, end, 'text/plain')).status).toBe(404);
  const stolen = { Cookie: browser.cookies(), 'Content-Type': 'application/json' };
  expect((await result(browser, end)).status).toBe(200);
  expect((await fetch(resultOf(end), { method: 'POST', headers: stolen })).status).toBe(404);
});

test('two tabs of a browser that sign in at once come back each to its own page, with a token of its own', async () => {
  const browser = new Browser();
  const first = await browser.fetch(`${home}/oidc/start/oidc.office?next=/view`);
  const pages = [
    await signIn(browser, '/edit/board'),
    await browser.signIn(first.headers.get('location')!, 'ha', `${home}/sign-in`),
  ];
  const ends = pages.map((page) => new URL(page).searchParams);
  expect(ends.map((end) => [end.get('oidc'), end.get('next')])).toEqual([
    ['done', '/edit/board'],
    ['done', '/view'],
  ]);
  const nonces = [];
  for (const page of pages)
    nonces.push(((await (await result(browser, page)).json()) as { rawNonce: string }).rawNonce);
  expect(new Set(nonces).size).toBe(2);
});

test('however often a browser begins, it keeps few journeys, and the last of them is done', async () => {
  const browser = new Browser();
  const next = `/search?q=${'x'.repeat(1900)}`;
  for (let i = 0; i < 12; i++) await browser.fetch(`${home}/oidc/start/oidc.office?${new URLSearchParams({ next })}`);
  const end = await signIn(browser);
  expect(browser.cookies().length).toBeLessThan(9000);
  expect((await result(browser, end)).status).toBe(200);
});

test('an answer that nobody here asked for, or another than that, is refused', async () => {
  const answer = await fetch(`${home}/oidc/callback?code=x&state=y`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe('/sign-in?oidc=expired');
  const browser = new Browser();
  await browser.fetch(`${home}/oidc/start/oidc.office`);
  const forged = await browser.fetch(`${home}/oidc/callback?code=x&state=y`);
  expect(forged.headers.get('location')).toBe('/sign-in?oidc=expired');
  expect((await result(browser, '/sign-in?journey=y')).status).toBe(404);
});

test('a code that comes with another state than it was asked with is refused', async () => {
  const browser = new Browser();
  const callback = new URL(await browser.signIn(`${home}/oidc/start/oidc.office`, 'ha', `${home}/oidc/callback`));
  callback.searchParams.set('state', 'of somebody else');
  expect((await browser.fetch(callback.href)).headers.get('location')).toBe('/sign-in?oidc=expired');
  const other = await browser.fetch(`${home}/oidc/start/oidc.office`);
  callback.searchParams.set('state', new URL(other.headers.get('location')!).searchParams.get('state')!);
  expect((await browser.fetch(callback.href)).headers.get('location')).toBe('/sign-in?oidc=refused');
});

test('a sign-in that takes more than ten minutes begins anew', async () => {
  const browser = new Browser();
  const end = await signIn(browser);
  clock += 601_000;
  expect((await result(browser, end)).status).toBe(404);
});

test('however many begin and never come back, whoever began before them is signed in', async () => {
  const browser = new Browser();
  const at = await browser.fetch(`${home}/oidc/start/oidc.office`);
  for (let i = 0; i < 1100; i++) await fetch(`${home}/oidc/start/oidc.office`, { redirect: 'manual' });
  const end = await browser.signIn(at.headers.get('location')!, 'ha', `${home}/sign-in`);
  expect((await result(browser, end)).status).toBe(200);
});

test('a journey that a browser has written itself is none', async () => {
  const browser = new Browser();
  const start = await browser.fetch(`${home}/oidc/start/oidc.office`);
  const state = new URL(start.headers.get('location')!).searchParams.get('state')!;
  const Cookie = browser.cookies().replace('%22page%22%3A%22%2Fsign-in', '%22page%22%3A%22%2F%2Fevil.test');
  expect(Cookie).not.toBe(browser.cookies());
  const answer = await fetch(`${home}/oidc/callback?code=x&state=${state}`, {
    redirect: 'manual',
    headers: { Cookie },
  });
  expect(answer.headers.get('location')).toBe('/sign-in?oidc=expired');
});

test('a provider that does not answer is told on the sign-in page, and in the log', async () => {
  const answer = await fetch(`${home}/oidc/start/oidc.down?next=/view`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe('/sign-in?oidc=offline&next=%2Fview');
  expect(log[0]).toMatch(/^oidc: oidc\.down does not answer/);
});

test('a provider that goes down before its answer has been fetched is told as that, not as a refusal', async () => {
  const browser = new Browser();
  const callback = await browser.signIn(`${home}/oidc/start/oidc.office`, 'ha', `${home}/oidc/callback`);
  await closing.shift()!(); // the issuer
  expect((await browser.fetch(callback)).headers.get('location')).toBe('/sign-in?oidc=offline');
  const failing = createServer((_req, res) => res.writeHead(502).end('<h1>Bad gateway</h1>'));
  failing.listen(Number(new URL(provider.issuer).port), '127.0.0.1');
  await once(failing, 'listening');
  closing.unshift(() => failing.close());
  expect((await browser.fetch(callback)).headers.get('location')).toBe('/sign-in?oidc=offline');
});

test('a page that comes back from the provider and is loaded again is signed in all the same', async () => {
  const browser = new Browser();
  const callback = await browser.signIn(`${home}/oidc/start/oidc.office`, 'ha', `${home}/oidc/callback`);
  const ends = [];
  for (let times = 0; times < 2; times++) ends.push((await browser.fetch(callback)).headers.get('location')!);
  expect(ends[0]).toMatch(/^\/sign-in\?oidc=done&journey=/);
  expect(ends[1]).toBe(ends[0]);
  expect((await result(browser, ends[1]!)).status).toBe(200);
  expect((await browser.fetch(callback)).headers.get('location')).toBe('/sign-in?oidc=expired');
});

test('who turns back at the provider is told apart from one whom it refuses, and comes back to where it began', async () => {
  const browser = new Browser();
  const start = await browser.fetch(`${home}/oidc/start/oidc.office?to=account`);
  const state = new URL(start.headers.get('location')!).searchParams.get('state')!;
  const query = new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer });
  const back = await browser.fetch(`${home}/oidc/callback?${query}`);
  expect(back.headers.get('location')).toBe('/account?oidc=cancelled');
  expect(log).toEqual([]);
});
