import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = 'bench';
const running = new Set();
const directories = new Set();

/** Gone at the end of the run. */
export function newDirectory() {
  const path = mkdtempSync(join(tmpdir(), 'embedded-backend-bench-'));
  directories.add(path);
  return path;
}

export async function stopAll() {
  await Promise.all([...running].map((server) => server.stop()));
  for (const path of directories) rmSync(path, { recursive: true, force: true });
  directories.clear();
}

/** A file of this folder as a process of its own; resolves when it says that it is ready, with what it says. */
async function start(file, args) {
  const began = performance.now();
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const next = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    });
  const ready = await next();
  const readyMs = performance.now() - began;
  const server = {
    ...ready,
    pid: child.pid,
    readyMs,
    /** Bytes, as `process.memoryUsage()` has them. */
    memory: () => {
      const answer = next();
      child.send('memory');
      return answer;
    },
    stop: async () => {
      running.delete(server);
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
  running.add(server);
  return server;
}

/**
 * The backend as a product embeds it: signed tokens, rules on. `port` is the public one, for `bearer`, the token of a user
 * of the rules below; `adminPort` the private channel, for `secret`. `dataDir` null: in memory.
 */
export const startBackend = (dataDir) => start('backend.child.mjs', [dataDir ?? '', PROJECT]);

/** A durable commit over gRPC and nothing else. */
export const startFloor = (dataDir) => start('floor.child.mjs', [dataDir]);

/** @firestore-emulator/server: in memory, without rules. */
export const startOther = () => start('other.child.mjs', []);
