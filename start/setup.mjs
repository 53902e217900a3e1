// What every command does before its work: the right Node, the packages, the build. Plain JavaScript without
// packages: it runs on a fresh clone, and on a Node too old for the rest, to say so.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const NEEDED = [20, 20];

/** One sentence for a person, then the end. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  fail(
    `Lịch công tác cần Node ${NEEDED.join('.')} trở lên; máy này có ${process.versions.node}. ` +
      `(Needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}.)`,
  );
}

/** Runs a command of ours and stops with its failure. */
function run(label, command, args) {
  console.log(`… ${label}`);
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    process.stdout.write(done.stdout ?? '');
    fail(`${label}: không thành công (failed: ${command} ${args.join(' ')}). Sửa lỗi ở trên rồi chạy lại.`);
  }
}

/** npm writes node_modules/.package-lock.json last: older than the lock file means the packages are not those of this commit. */
export function ensureInstalled() {
  const done = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) return;
  run('Cài các gói cần thiết (npm ci)', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

const SOURCES = [
  'src',
  'server',
  'start',
  'public',
  'packages',
  'index.html',
  'vite.config.ts',
  'vite.server.config.ts',
  'package-lock.json',
];

function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) {
        if (name !== 'node_modules' && name !== 'dist' && !name.includes('.test.')) add(join(path, name));
      }
    } else hash.update(path).update('\0').update(readFileSync(full)).update('\0');
  };
  SOURCES.forEach(add);
  hash.update(process.env.VITE_FIREBASE_CONFIG ?? '');
  return hash.digest('hex');
}

/** Builds the app, the server and the backend's command when a source is not what the last build saw. */
export function ensureBuilt({ force = false } = {}) {
  const stamp = join(root, 'dist/.built');
  const now = fingerprint();
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  run('Dựng ứng dụng', process.execPath, [vite, 'build', '--logLevel', 'warn']);
  run('Nén', process.execPath, [
    join(root, 'start/compress.mjs'),
    join(root, 'node_modules/.cache/lich-gzip'),
    join(root, 'dist/client'), // the frame's script, with the pages of others
    join(root, 'dist/client/assets'),
  ]);
  run('Dựng máy chủ', process.execPath, [vite, 'build', '--config', 'vite.server.config.ts', '--logLevel', 'warn']);
  run('Dựng backend nhúng', process.execPath, [vite, 'build', 'packages/embedded-backend', '--logLevel', 'warn']);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}
