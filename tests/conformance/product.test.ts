import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend } from 'embedded-backend/backend.ts';
import { Service } from 'embedded-backend/service/service.ts';
import { deleteApp, initializeApp } from 'firebase/app';
import { initializeAuth, inMemoryPersistence, signInWithEmailAndPassword, type Auth } from 'firebase/auth';
import {
  collection,
  doc,
  getDoc,
  initializeFirestore,
  query,
  setDoc,
  setLogLevel,
  terminate,
  where,
  type Firestore,
} from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Snapshots } from './snapshots.ts';
import { OFFICE_RULES, openTestBackend, type TestBackend } from './testBackend.ts';

/** The backend as the product runs it: signed tokens only, nothing privileged on the public port. */
const DOCUMENTS = 'projects/demo-office/databases/(default)/documents';
const PASSWORD = 'mật khẩu của Lan';
let server: TestBackend;
let admin: Awaited<ReturnType<typeof connectAdmin>>;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  setLogLevel('silent');
  server = await openTestBackend({
    emulator: false,
    rules: OFFICE_RULES,
    allowedOrigins: ['https://office.example'],
    fallback: (req, res) => res.end(`page of ${req.url}`),
  });
  admin = await connectAdmin({ projectId: 'demo-office', ...(await server.backend.listenAdmin()) });
  await admin.auth.createUser({ uid: 'lan', email: 'lan@example.test', password: PASSWORD });
});
afterAll(async () => {
  for (const close of closers) await close();
  await admin.close();
  await server.close();
});

/** A person's SDK, set up as the app does it. */
async function open(name: string): Promise<{ db: Firestore; auth: Auth }> {
  const app = initializeApp({ projectId: 'demo-office', apiKey: 'any' }, name);
  const auth = initializeAuth(app, { persistence: inMemoryPersistence });
  const at = `${server.host}:${server.port}`;
  Object.assign(auth.config, {
    apiScheme: 'http',
    apiHost: `${at}/identitytoolkit.googleapis.com`,
    tokenApiHost: `${at}/securetoken.googleapis.com`,
  });
  const db = initializeFirestore(app, { host: at, ssl: false });
  closers.push(async () => {
    await terminate(db);
    await deleteApp(app);
  });
  return { db, auth };
}

const rest = (path: string, init: RequestInit = {}) => fetch(`${server.url}/v1/${DOCUMENTS}/${path}`, init);
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

test('whoever signs in with a password is that person in the rules, on gRPC and REST', async () => {
  const { db, auth } = await open('lan-signs-in');
  await expect(setDoc(doc(db, 'notes/a'), { owner: 'lan' })).rejects.toMatchObject({ code: 'permission-denied' });
  const { user } = await signInWithEmailAndPassword(auth, 'lan@example.test', PASSWORD);
  await setDoc(doc(db, 'notes/a'), { owner: 'lan' });
  expect((await getDoc(doc(db, 'notes/a'))).get('owner')).toBe('lan');
  expect((await rest('notes/a', bearer(await user.getIdToken()))).status).toBe(200);
  expect((await rest('notes/a')).status).toBe(403);
});

test('an account that is disabled hears nothing more', async () => {
  await admin.auth.createUser({ uid: 'minh', email: 'minh@example.test', password: PASSWORD });
  const { db, auth } = await open('minh-is-disabled');
  await signInWithEmailAndPassword(auth, 'minh@example.test', PASSWORD);
  const mine = new Snapshots(query(collection(db, 'notes'), where('owner', '==', 'minh')));
  await mine.next();
  await admin.auth.updateUser('minh', { disabled: true });
  await expect(mine.until(() => false)).rejects.toMatchObject({ code: 'permission-denied' }); // now anonymous
});

test('a stream whose token has run out is opened again by the SDK; the listener and writes go on', async () => {
  const opened = vi.spyOn(Service.prototype, 'open');
  const { db, auth } = await open('lan-stays');
  const { user } = await signInWithEmailAndPassword(auth, 'lan@example.test', PASSWORD);
  const mine = new Snapshots(query(collection(db, 'notes'), where('owner', '==', 'lan'), where('kind', '==', 'long')));
  await mine.next();
  const [, payload] = (await user.getIdToken()).split('.');
  const { sid } = (JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { firebase: { sid: string } }).firebase;
  // What the clock does after an hour: streams end with UNAUTHENTICATED, the session itself lives on.
  (opened.mock.contexts[0] as Service).endSession(sid);
  await setDoc(doc(db, 'notes/long'), { owner: 'lan', kind: 'long' });
  expect(await mine.until((rows, { hasPendingWrites }) => rows.length === 1 && !hasPendingWrites)).toHaveLength(1);
  expect(opened.mock.calls.filter(([rpc]) => rpc === 'Listen')).toHaveLength(2);
  opened.mockRestore();
  mine.stop();
});

const unsigned = (claims: object) =>
  [{ alg: 'none', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.') + '.';
const now = Math.floor(Date.now() / 1000);
const claims = {
  iss: 'https://securetoken.google.com/demo-office',
  aud: 'demo-office',
  sub: 'lan',
  user_id: 'lan',
  iat: now,
  auth_time: now,
  exp: now + 3600,
};

describe('on the public port', () => {
  test.each([
    ['the administrator of emulators', 'owner'],
    ['a token that nobody signed', unsigned(claims)],
    ['words', 'x.y.z'],
  ])('%s is not authenticated', async (_name, token) => {
    const answer = await rest('notes/a', bearer(token));
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { status: 'UNAUTHENTICATED' } });
    const body = new URLSearchParams({ count: '0', headers: `Authorization:Bearer ${token}\r\n` });
    const shaken = await fetch(`${server.url}/google.firestore.v1.Firestore/Listen/channel?VER=8`, {
      method: 'POST',
      body,
    });
    const sid = /"c","([^"]+)"/.exec(await shaken.text())![1]!;
    const poll = await fetch(
      `${server.url}/google.firestore.v1.Firestore/Listen/channel?SID=${sid}&RID=rpc&AID=0&CI=1`,
    );
    expect(await poll.text()).toContain('UNAUTHENTICATED');
  });

  test.each([
    ['PUT', '/emulator/v1/projects/demo-office:securityRules'],
    ['DELETE', '/emulator/v1/projects/demo-office/databases/(default)/documents'],
    ['DELETE', '/emulator/v1/projects/demo-office/accounts'],
    ['POST', '/identitytoolkit.googleapis.com/v1/projects/demo-office/accounts:query'],
    ['POST', '/identitytoolkit.googleapis.com/v1/projects/demo-office/accounts:update'],
    ['GET', '/google.firestore.v1.Firestore/Commit'],
  ])('%s %s is nowhere', async (method, path) => {
    expect((await fetch(`${server.url}${path}`, { method, ...bearer('owner') })).status).toBe(404);
  });

  test('a refusal does not say why; the log does', async () => {
    const answer = await rest('notes/a');
    expect(await answer.json()).toEqual({
      error: { code: 403, status: 'PERMISSION_DENIED', message: 'Missing or insufficient permissions.' },
    });
    expect(server.log.at(-1)).toMatch(/^denied: get .*notes\/a to anonymous: ./);
  });

  test('no name of a document can forge a line of the log', async () => {
    await rest(`notes/${encodeURIComponent('x\ndenied: nothing')}`);
    expect(server.log.at(-1)).not.toContain('\n');
  });

  test('nor make a long one', async () => {
    const long = Array.from({ length: 8 }, () => 'x'.repeat(600));
    expect((await rest(`notes/${long.join('/')}`)).status).toBe(403);
    expect(server.log.at(-1)).toMatch(/^denied: /);
    expect(server.log.at(-1)!.length).toBeLessThanOrEqual(2000);
  });

  test('another project or database does not exist', async () => {
    for (const name of ['projects/other/databases/(default)', 'projects/demo-office/databases/other']) {
      expect((await fetch(`${server.url}/v1/${name}/documents/published/a`)).status).toBe(404);
    }
  });

  test('all other paths are the pages', async () => {
    for (const path of ['/', '/lich/board', '/v1', '/healthz']) {
      expect(await (await fetch(`${server.url}${path}`)).text()).toBe(`page of ${path}`);
    }
  });

  test('only origins of the list may read the answers', async () => {
    const echoed = async (Origin: string) =>
      (await rest('published/a', { headers: { Origin } })).headers.get('access-control-allow-origin');
    expect(await echoed('https://office.example')).toBe('https://office.example');
    expect(await echoed('https://example.com')).toBeNull();
  });

  test('pages of listed origins may sign in, others may not', async () => {
    const preflight = (Origin: string) =>
      fetch(`${server.url}/identitytoolkit.googleapis.com/v1/accounts:lookup?key=any`, {
        method: 'OPTIONS',
        headers: {
          Origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type,x-client-version',
        },
      });
    const listed = await preflight('https://office.example');
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://office.example');
    expect(listed.headers.get('access-control-allow-headers')).toBe('content-type,x-client-version');
    expect(listed.headers.get('vary')).toBe('Origin');
    const other = await preflight('https://office.example.evil.test');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('emulator mode, which trusts everybody, listens on this machine only', async () => {
  const backend = await openBackend({
    projectId: 'p',
    dataDir: null,
    rules: OFFICE_RULES,
    emulator: true,
    log: () => {},
  });
  await expect(backend.listen('0.0.0.0', 0)).rejects.toThrow('loopback');
  await backend.close();
});

test('what was acknowledged is there after a restart, accounts and sessions too', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'product-'));
  const start = async () => {
    const opened = await openTestBackend({ emulator: false, rules: OFFICE_RULES, dataDir });
    const channel = await connectAdmin({ projectId: 'demo-office', ...(await opened.backend.listenAdmin()) });
    const stop = async () => {
      await channel.close();
      await opened.close();
    };
    return { ...channel, stop };
  };
  const first = await start();
  await first.db.doc('a/b').set({ text: 'còn đây' });
  await first.auth.createUser({ uid: 'hoa', email: 'hoa@example.test' });
  await expect(openTestBackend({ dataDir })).rejects.toThrow('in use');
  await first.stop();
  const second = await start();
  expect((await second.db.doc('a/b').get()).data()).toEqual({ text: 'còn đây' });
  expect((await second.auth.getUser('hoa')).email).toBe('hoa@example.test');
  await second.stop();
  rmSync(dataDir, { recursive: true });
});
