import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_COST } from 'embedded-backend/auth/password.ts';
import { openBackend } from 'embedded-backend/backend.ts';
import { UnsecuredJWT } from 'jose';
import { expect, vi } from 'vitest';
import { OPEN_RULES } from '../testBackend.ts';

type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** An Auth server as the cases see it: by REST alone, with its own administrator's credential. */
export interface AuthServer {
  readonly project: string;
  /** Whether anybody may sign up by themselves; with us in emulator mode only. */
  readonly openSignUp: boolean;
  /** A page's own origin, which may call. */
  readonly origin: string;
  fetch(path: string, init?: RequestInit): Promise<Answer>;
  /** `POST accounts:{op}` as a page calls it. */
  call(op: string, body: Json): Promise<Answer>;
  refresh(form: Record<string, string>): Promise<Answer>;
  /** Below `/v1/projects/{project}`: "/accounts:lookup", ":createSessionCookie". */
  admin(path: string, body?: Json, method?: string): Promise<Answer>;
  /** Signed as this server wants it. */
  customToken(payload: Json): Promise<string>;
  close(): Promise<void>;
}

const ORIGIN = 'http://localhost:5173';
const TOOLKIT = '/identitytoolkit.googleapis.com';

/** What is alike: pages' calls over HTTP. */
function publicCalls(url: string) {
  const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, init);
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: isJson ? (JSON.parse(text) as Json) : { text } };
  };
  const post = (path: string, body: Json, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    origin: ORIGIN,
    fetch: call,
    post,
    call: (op: string, body: Json) => post(`${TOOLKIT}/v1/accounts:${op}?key=any`, body),
    refresh: (form: Record<string, string>) =>
      call('/securetoken.googleapis.com/v1/token?key=any', { method: 'POST', body: new URLSearchParams(form) }),
  };
}

/** An emulator: firebase-tools', or ours in that mode. */
function emulatorAt(url: string, project: string, close: () => Promise<void>): AuthServer {
  const { post, ...calls } = publicCalls(url);
  const owner = { Authorization: 'Bearer owner' };
  return {
    ...calls,
    project,
    openSignUp: true,
    admin: (path, body, method = 'POST') =>
      method === 'GET'
        ? calls.fetch(`${TOOLKIT}/v1/projects/${project}${path}`, { headers: owner })
        : post(`${TOOLKIT}/v1/projects/${project}${path}`, body ?? {}, owner),
    customToken: async (payload) => new UnsecuredJWT(payload).encode(),
    close,
  };
}

const openOurs = (emulator: boolean) =>
  openBackend({
    projectId: 'demo-office',
    dataDir: null,
    rules: OPEN_RULES,
    emulator,
    allowedOrigins: [ORIGIN],
    letters: { send: async () => {} },
    passwordCost: TEST_COST,
    log: () => {},
  });

export async function openOurEmulator(): Promise<AuthServer> {
  const backend = await openOurs(true);
  const port = await backend.listen('127.0.0.1', 0);
  return emulatorAt(`http://127.0.0.1:${port}`, 'demo-office', () => backend.close());
}

/** Ours as an office runs it: signed tokens, the private channel, nobody signs up. */
export async function openOurProduct(): Promise<AuthServer> {
  const backend = await openOurs(false);
  const port = await backend.listen('127.0.0.1', 0);
  const { authSocket, secret } = await backend.listenAdmin();
  const onSocket = (method: string, path: string, body: Json | undefined, key = secret) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
      const call = request({ socketPath: authSocket, method, path, headers }, (res) => {
        let text = '';
        res.setEncoding('utf8');
        res.on('data', (chunk: string) => (text += chunk));
        res.on('end', () =>
          resolve({ status: res.statusCode!, headers: new Headers(), body: JSON.parse(text) as Json }),
        );
      });
      call.on('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const { post: _, ...calls } = publicCalls(`http://127.0.0.1:${port}`);
  return {
    ...calls,
    project: 'demo-office',
    openSignUp: false,
    admin: (path, body, method = 'POST') => onSocket(method, `/v1/projects/demo-office${path}`, body),
    customToken: async (payload) => {
      const account = 'private-channel@demo-office.invalid';
      const now = Math.floor(Date.now() / 1000);
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const claims = { iss: account, sub: account, iat: now, exp: now + 3600, ...payload };
      const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
      const { body } = await onSocket('POST', `/v1/projects/-/serviceAccounts/${account}:signBlob`, {
        payload: Buffer.from(text).toString('base64'),
      });
      return `${text}.${Buffer.from(body['signedBlob'] as string, 'base64').toString('base64url')}`;
    },
    close: () => backend.close(),
  };
}

/** Another server, named by FIREBASE_AUTH_EMULATOR_HOST. Its accounts go; protection against enumeration comes on. */
export async function openOther(host: string): Promise<AuthServer> {
  const project = process.env['GCLOUD_PROJECT'] ?? 'demo-office';
  const server = emulatorAt(`http://${host}`, project, async () => {});
  const control = `/emulator/v1/projects/${project}`;
  await server.fetch(`${control}/accounts`, { method: 'DELETE' });
  await server.fetch(`${control}/config`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer owner' },
    body: JSON.stringify({ emailPrivacyConfig: { enableImprovedEmailPrivacy: true } }),
  });
  return server;
}

/** firebase-tools' own Auth emulator, by its command. It needs no Java. */
export async function openFirebaseTools(firebase: string): Promise<AuthServer> {
  const dir = mkdtempSync(join(tmpdir(), 'auth-emulator-'));
  const [auth, hub, logging] = await Promise.all([freePort(), freePort(), freePort()]);
  const at = (port: number) => ({ host: '127.0.0.1', port });
  const emulators = { auth: at(auth), hub: at(hub), logging: at(logging), ui: { enabled: false } };
  writeFileSync(join(dir, 'firebase.json'), JSON.stringify({ emulators }));
  const command = spawn(firebase, ['emulators:start', '--only', 'auth', '--project', 'demo-office'], {
    cwd: dir,
    env: { ...process.env, FIREBASE_CLI_DISABLE_UPDATE_CHECK: '1' },
  });
  let said = '';
  for (const stream of [command.stdout, command.stderr]) stream.on('data', (text) => (said += String(text)));
  await vi.waitFor(() => expect(said).toContain('All emulators ready'), { timeout: 150_000, interval: 200 });
  const server = await openOther(`127.0.0.1:${auth}`);
  return {
    ...server,
    close: async () => {
      command.kill('SIGINT');
      if (command.exitCode === null) await new Promise((ended) => command.on('exit', ended));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

export const anyEmail = () => `p${randomBytes(6).toString('hex')}@example.test`;
