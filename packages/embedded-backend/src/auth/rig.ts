import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteApp, initializeApp } from 'firebase/app';
import { initializeAuth, inMemoryPersistence, type Auth as ClientAuth } from 'firebase/auth';
import Database from 'libsql';
import { connectAdmin } from '../admin.ts';
import { openAuth, type Auth, type AuthOptions } from './auth.ts';
import { TEST_COST } from './password.ts';

/** Making a key pair takes longer than most tests: one serves all rigs of a process. */
let keys: string | undefined;

/** For tests: sign-in behind real sockets, with a clock that can be moved. */
export interface Rig {
  readonly auth: Auth;
  readonly url: string; // "http://127.0.0.1:40123"
  readonly admin: Awaited<ReturnType<typeof connectAdmin>>;
  readonly authSocket: string;
  readonly secret: string;
  readonly clock: { now: number };
  readonly log: string[];
  /** A person's own SDK, signed in nowhere yet. */
  client(): ClientAuth;
  /** `accounts:<op>` as any program on the network may call it. */
  call(op: string, body: object, init?: RequestInit): Promise<{ status: number; body: Record<string, unknown> }>;
  /** A call on the private channel, which firebase-admin itself would not make. */
  adminCall(method: string, path: string, body: object): Promise<Record<string, unknown>>;
  refresh(refreshToken: string): Promise<{ status: number; body: Record<string, unknown> }>;
  close(): Promise<void>;
}

export async function openRig(options: Partial<AuthOptions> = {}): Promise<Rig> {
  const dir = mkdtempSync(join(tmpdir(), 'auth-'));
  const clock = { now: Date.now() };
  const log: string[] = [];
  const secret = randomBytes(32).toString('hex');
  const database = options.database ?? new Database(':memory:');
  const keyFile = join(dir, 'auth-keys.json');
  if (keys !== undefined) writeFileSync(keyFile, keys);
  const auth = await openAuth({
    database,
    projectId: 'demo-office',
    dataDir: dir,
    emulator: false,
    passwordCost: TEST_COST,
    now: () => clock.now,
    log: (line) => log.push(line),
    ...options,
  });
  if (options.dataDir === undefined) keys ??= readFileSync(keyFile, 'utf8');
  const listen = async (handler: Auth['handler'], where: number | string) => {
    const server = createServer((req, res) => {
      void handler(req, res).then((answered) => answered || res.writeHead(404).end());
    });
    if (typeof where === 'string') server.listen(where);
    else server.listen(where, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  const open = await listen(auth.handler, 0);
  const authSocket = join(dir, 'admin.sock');
  const closed = await listen(auth.adminHandler(secret), authSocket);
  const host = `127.0.0.1:${(open.address() as AddressInfo).port}`;
  const admin = await connectAdmin({ projectId: 'demo-office', firestorePort: 1, authSocket, secret });
  const clients: ClientAuth[] = [];
  const post = async (path: string, init: RequestInit) => {
    const answer = await fetch(`http://${host}${path}`, { method: 'POST', ...init });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return {
    auth,
    url: `http://${host}`,
    admin,
    authSocket,
    secret,
    clock,
    log,
    client: () => {
      const app = initializeApp({ apiKey: 'any', projectId: 'demo-office' }, randomBytes(6).toString('hex'));
      const client = initializeAuth(app, { persistence: inMemoryPersistence });
      Object.assign(client.config, {
        apiScheme: 'http',
        apiHost: `${host}/identitytoolkit.googleapis.com`,
        tokenApiHost: `${host}/securetoken.googleapis.com`,
      });
      clients.push(client);
      return client;
    },
    call: (op, body, init = {}) =>
      post(`/identitytoolkit.googleapis.com/v1/accounts:${op}?key=any`, {
        body: JSON.stringify(body),
        ...init,
        headers: { 'Content-Type': 'application/json', ...init.headers },
      }),
    adminCall: (method, path, body) =>
      new Promise((resolve, reject) => {
        const headers = { Authorization: `Bearer ${secret}` };
        const call = request({ socketPath: authSocket, method, path, headers }, (res) => {
          let text = '';
          res.setEncoding('utf8');
          res.on('data', (chunk: string) => (text += chunk));
          res.on('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
        });
        call.on('error', reject);
        call.end(JSON.stringify(body));
      }),
    refresh: (refreshToken) =>
      post('/securetoken.googleapis.com/v1/token?key=any', {
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
      }),
    close: async () => {
      await Promise.all(clients.map((client) => deleteApp(client.app)));
      await admin.close();
      auth.close();
      for (const server of [open, closed] as Server[]) {
        server.close();
        server.closeAllConnections();
      }
      if (options.database === undefined) database.close();
      rmSync(dir, { recursive: true });
    },
  };
}
