// For tests: firebase-tools' emulators over what `npm run build:firebase` made.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';

/** A firebase-tools' `firebase` (docs/testing.md). Absent: not run. */
export const firebase = process.env['FIREBASE_TOOLS'];

const root = resolve(import.meta.dirname, '..');

export interface Emulators {
  readonly site: string; // "http://127.0.0.1:5000"
  readonly auth: string; // "127.0.0.1:9099"
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

const freePort = () =>
  new Promise<number>((found, failed) => {
    const server = createServer().on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no port'))));
    });
  });

/** The emulators that a configuration of the project names, on ports that are free. */
export async function startEmulators(
  project: string,
  env: Readonly<Record<string, string>>,
  configuration = 'firebase.json',
): Promise<Emulators> {
  const dir = mkdtempSync(join(tmpdir(), 'lich-firebase-'));
  const config = JSON.parse(readFileSync(join(root, configuration), 'utf8'));
  const named = ['hosting', 'functions', 'auth'].filter((name) => name in config.emulators);
  const ports = await Promise.all([...named, 'hub', 'logging'].map(async (name) => [name, await freePort()] as const));
  const at = Object.fromEntries(ports.map(([name, port]) => [name, { host: '127.0.0.1', port }]));
  config.emulators = { ...at, ui: { enabled: false } };
  delete config.hosting.predeploy;
  writeFileSync(join(dir, 'firebase.json'), JSON.stringify(config));
  for (const name of ['dist', 'node_modules', 'firestore.rules', 'firestore.indexes.json']) {
    symlinkSync(join(root, name), join(dir, name));
  }
  const emulators = spawn(firebase!, ['emulators:start', '--only', named.join(), '--project', project], {
    cwd: dir,
    env: { ...process.env, ...env, FIREBASE_CLI_DISABLE_UPDATE_CHECK: '1' },
  });
  let said = '';
  for (const stream of [emulators.stdout, emulators.stderr]) stream.on('data', (text) => (said += String(text)));
  await vi.waitFor(
    () => {
      if (!said.includes('All emulators ready')) throw new Error(said);
    },
    { timeout: 150_000, interval: 500 },
  );
  return {
    site: `http://127.0.0.1:${at['hosting']!.port}`,
    auth: `127.0.0.1:${at['auth']?.port}`,
    said: () => said,
    stop: async () => {
      emulators.kill('SIGINT');
      if (emulators.exitCode === null) await new Promise((ended) => emulators.on('exit', ended));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
