import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const own = join(root, 'node_modules/.cache/nginx');
const places = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx', join(own, 'usr/sbin/nginx')];

/** The system's nginx, or the one below, or null. NGINX names another. */
export function findNginx() {
  return [process.env.NGINX, ...places].find((path) => path && existsSync(path)) ?? null;
}

/** Debian's, unpacked for the tests alone: installed, it would start to serve port 80 of whoever runs them. */
export function fetchNginx() {
  if (spawnSync('dpkg', ['--version']).status !== 0) return null; // not Debian or its kin
  console.log('… Tải nginx cho kiểm thử');
  mkdirSync(own, { recursive: true });
  const run = (command, ...args) => spawnSync(command, args, { cwd: own, stdio: 'ignore' }).status === 0;
  if (!run('apt-get', 'download', 'nginx')) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    const [command, ...args] = [...sudo, 'apt-get', 'update', '-qq'];
    if (!run(command, ...args) || !run('apt-get', 'download', 'nginx')) return null;
  }
  const file = readdirSync(own).find((name) => name.endsWith('.deb'));
  return file !== undefined && run('dpkg', '-x', file, own) ? findNginx() : null;
}
