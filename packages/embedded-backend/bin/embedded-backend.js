#!/usr/bin/env node
// npm links this file, which is always there. What it runs is built from src/ when a source is newer than the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist/command.js');

function isStale() {
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  return readdirSync(join(root, 'src'), { recursive: true }).some(
    (name) => !name.includes('.test.') && statSync(join(root, 'src', name)).mtimeMs > since,
  );
}

if (isStale()) {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  // On standard error: the first line of the output is the command's own, with its address.
  const done = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) process.exit(1);
}
await import('../dist/command.js');
