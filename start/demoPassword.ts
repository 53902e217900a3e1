import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './startError.ts';

/** What every account of the backend needs (embedded-backend: auth/passwordPolicy.ts). */
const SHORTEST = 6;
const LONGEST = 1024;

interface DemoPassword {
  readonly password: string;
  /** By DEMO_PASSWORD: perhaps one that others can guess. */
  readonly isChosen: boolean;
}

/**
 * The password that the demo accounts share, kept beside the data (mode 0600) so that every start can print it. Null: this
 * directory has no demo.
 */
export function demoPassword(dataDir: string): DemoPassword | null {
  const file = join(dataDir, 'demo-password.txt');
  if (!existsSync(file)) return null;
  const [password = '', remark = ''] = readFileSync(file, 'utf8').split('\n');
  return { password, isChosen: remark !== '' };
}

/** DEMO_PASSWORD when a directory is seeded, else random. */
export function createDemoPassword(dataDir: string): string {
  const chosen = chosenPassword();
  const password = chosen ?? randomBytes(9).toString('base64url');
  const remark = chosen === undefined ? '' : '(DEMO_PASSWORD)\n';
  writeFileSync(join(dataDir, 'demo-password.txt'), `${password}\n${remark}`, { mode: 0o600 });
  return password;
}

/** DEMO_PASSWORD, or a StartError that says what is wrong with it. */
export function chosenPassword(): string | undefined {
  const chosen = process.env['DEMO_PASSWORD'];
  if (chosen === undefined) return undefined;
  if (chosen.length < SHORTEST || chosen.length > LONGEST || /\p{Cc}/u.test(chosen)) {
    throw new StartError(
      `DEMO_PASSWORD phải dài từ ${SHORTEST} đến ${LONGEST} ký tự, trên một dòng. Bỏ trống để có mật khẩu ngẫu nhiên.`,
    );
  }
  return chosen;
}
