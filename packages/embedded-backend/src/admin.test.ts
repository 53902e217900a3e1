import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { connectAdmin } from './admin.ts';
import { openBackend } from './backend.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

const RULES = 'service cloud.firestore { match /databases/{d}/documents { match /a/{b} { allow read: if false; } } }';

async function openOffice() {
  const backend = await openBackend({
    projectId: 'office',
    dataDir: null,
    rules: RULES,
    emulator: false,
    log: () => {},
  });
  closing.push(() => backend.close());
  return { backend, channel: await backend.listenAdmin() };
}

test('an administrator reads and writes whatever the rules say, and asks nobody outside for credentials', async () => {
  const asked: string[] = [];
  const outside = createServer((req, res) => {
    asked.push(req.url ?? '');
    res.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  closing.push(() => outside.close());
  // Google's libraries look for a metadata server when they have no credentials; on an intranet that only costs time.
  vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${(outside.address() as AddressInfo).port}`);
  const { channel } = await openOffice();
  const admin = await connectAdmin({ projectId: 'office', ...channel });
  closing.push(() => admin.close());
  await admin.db.doc('a/1').set({ v: 1 });
  expect((await admin.db.doc('a/1').get()).data()).toEqual({ v: 1 });
  expect(asked).toEqual([]);
});

test('the channel is closed to whoever has another secret', async () => {
  const { channel } = await openOffice();
  const admin = await connectAdmin({ projectId: 'office', ...channel, secret: 'another' });
  closing.push(() => admin.close());
  await expect(admin.auth.listUsers()).rejects.toThrow(/UNAUTHENTICATED/);
});

test.skipIf(process.platform === 'win32')(
  'the socket of a process that was killed is cleared away by the next one, and that of a living one is not',
  async () => {
    const { channel: living } = await openOffice();
    const left = mkdtempSync(join(tmpdir(), 'embedded-backend-socket-'));
    const listen = 'require("net").createServer().listen(process.argv[1], () => console.log("listening"))';
    const killed = spawn(process.execPath, ['-e', listen, join(left, 'admin.sock')]);
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(existsSync(join(left, 'admin.sock'))).toBe(true);
    await openOffice();
    expect(existsSync(left)).toBe(false);
    expect(existsSync(dirname(living.authSocket))).toBe(true);
  },
);
