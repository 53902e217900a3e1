// For tests: firebase-tools' emulators over what `npm run build:firebase` made.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  readonly functions: string; // "http://127.0.0.1:5001"
  /** What functions get of Secret Manager from now on. */
  readonly keepSecrets: (secrets: Readonly<Record<string, string>>) => Promise<void>;
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

const dotenv = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');

/** The emulators that a configuration of the project names, on ports that are free. */
export async function startEmulators(
  project: string,
  env: Readonly<Record<string, string>>,
  configuration = 'firebase.json',
  /** Of the functions: what an office writes into functions/.env. */
  settings: Readonly<Record<string, string>> = {},
): Promise<Emulators> {
  const dir = mkdtempSync(join(tmpdir(), 'lich-firebase-'));
  const config = JSON.parse(readFileSync(join(root, configuration), 'utf8'));
  const named = ['hosting', 'functions', 'auth'].filter((name) => name in config.emulators);
  const ports = await Promise.all([...named, 'hub', 'logging'].map(async (name) => [name, await freePort()] as const));
  const at = Object.fromEntries(ports.map(([name, port]) => [name, { host: '127.0.0.1', port }]));
  config.emulators = { ...at, ui: { enabled: false } };
  delete config.hosting.predeploy;
  writeFileSync(join(dir, 'firebase.json'), JSON.stringify(config));
  mkdirSync(join(dir, 'dist'));
  for (const name of ['dist/hosting', 'node_modules', 'firestore.rules', 'firestore.indexes.json']) {
    symlinkSync(join(root, name), join(dir, name));
  }
  const functions = join(dir, 'dist/functions');
  if (existsSync(join(root, 'dist/functions'))) cpSync(join(root, 'dist/functions'), functions, { recursive: true });
  mkdirSync(join(dir, 'functions'));
  writeFileSync(join(dir, 'functions/.env'), dotenv(settings));
  const emulators = spawn(firebase!, ['emulators:start', '--only', named.join(), '--project', project], {
    cwd: dir,
    env: { ...process.env, ...env, FIREBASE_CLI_DISABLE_UPDATE_CHECK: '1' },
  });
  let said = '';
  for (const stream of [emulators.stdout, emulators.stderr]) stream.on('data', (text) => (said += String(text)));
  const saysAgain = (text: string, before = 0) =>
    vi.waitFor(
      () => {
        if (said.split(text).length - 1 <= before) throw new Error(said);
      },
      { timeout: 150_000, interval: 500 },
    );
  await saysAgain('All emulators ready');
  return {
    site: `http://127.0.0.1:${at['hosting']!.port}`,
    auth: `127.0.0.1:${at['auth']?.port}`,
    functions: `http://127.0.0.1:${at['functions']?.port}`,
    keepSecrets: async (secrets) => {
      const loaded = 'Loaded functions definitions';
      const before = said.split(loaded).length - 1;
      writeFileSync(join(functions, '.secret.local'), dotenv(secrets));
      writeFileSync(join(functions, 'site.js'), readFileSync(join(functions, 'site.js'))); // loaded anew, as after a deploy
      await saysAgain(loaded, before);
    },
    said: () => said,
    stop: async () => {
      emulators.kill('SIGINT');
      if (emulators.exitCode === null) await new Promise((ended) => emulators.on('exit', ended));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
