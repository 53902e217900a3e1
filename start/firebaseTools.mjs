import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const VERSION = '15.34.2';
const own = join(root, 'node_modules/.cache/firebase-tools');

/**
 * Firebase's command, or null. 300 MB: for the tests alone, never a dependency. FIREBASE_TOOLS names another; set to
 * nothing it is not looked for.
 */
export function fetchFirebaseTools() {
  const named = process.env.FIREBASE_TOOLS;
  if (named !== undefined) return named !== '' && existsSync(named) ? named : null;
  const command = join(own, 'node_modules/.bin/firebase');
  if (existsSync(command)) return command;
  console.log('… Tải firebase-tools cho kiểm thử');
  mkdirSync(own, { recursive: true });
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', own];
  const done = spawnSync('npm', [...args, `firebase-tools@${VERSION}`], {
    cwd: own,
    stdio: 'ignore',
    timeout: 240_000,
    shell: process.platform === 'win32',
  });
  return done.status === 0 && existsSync(command) ? command : null;
}
