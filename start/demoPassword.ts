import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The password the demo accounts share: DEMO_PASSWORD when the directory is seeded, else random, once per data
 * directory. Kept beside the data (mode 0600) so that every start can print it. Null: this directory has no demo.
 */
export function demoPassword(dataDir: string, { create }: { create: boolean }): string | null {
  const file = join(dataDir, 'demo-password.txt');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (!create) return null;
  const password = process.env['DEMO_PASSWORD'] ?? randomBytes(9).toString('base64url');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
