import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkDemoAccounts } from './demoBeyondLoopback.ts';
import { chosenPassword, createDemoPassword, demoPassword } from './demoPassword.ts';
import { openTestOffice } from './testOffice.ts';

let office: Awaited<ReturnType<typeof openTestOffice>>;
let dataDir: string;
beforeEach(async () => {
  office = await openTestOffice();
  dataDir = mkdtempSync(join(tmpdir(), 'demo-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await office.close();
  rmSync(dataDir, { recursive: true });
});

/** Undefined: it may listen there. */
async function refusal(host: string): Promise<string | undefined> {
  try {
    await checkDemoAccounts({ admin: office.admin, dataDir, host });
  } catch (cause) {
    return (cause as Error).message;
  }
  return undefined;
}

const seed = async () => {
  await office.admin.db.doc('settings/agency').set({});
  await office.admin.auth.createUser({ uid: 'quantri', email: 'quantri@example.test', password: 'một mật khẩu dài' });
};

test('a demo is for this machine: other addresses are refused before anything is written', async () => {
  expect(await refusal('127.0.0.1')).toBeUndefined();
  expect(await refusal('localhost')).toBeUndefined();
  for (const host of ['0.0.0.0', '::', '192.168.1.10', 'lich.intranet.test']) {
    expect(await refusal(host)).toMatch(/tài khoản mẫu .*chưa mở ra ngoài máy này .*DEMO_BEYOND_LOOPBACK=1/);
  }
  await seed();
  createDemoPassword(dataDir);
  expect(await refusal('0.0.0.0')).toMatch(/chưa mở ra ngoài máy này/);
});

test('said on purpose, it may be shown on the intranet, with a random password only', async () => {
  vi.stubEnv('DEMO_BEYOND_LOOPBACK', '1');
  expect(await refusal('0.0.0.0')).toBeUndefined();
  vi.stubEnv('DEMO_PASSWORD', 'matkhau');
  expect(await refusal('0.0.0.0')).toMatch(/mật khẩu mẫu ngẫu nhiên/);
  createDemoPassword(dataDir);
  vi.stubEnv('DEMO_PASSWORD', undefined);
  await seed();
  expect(await refusal('0.0.0.0')).toMatch(/mật khẩu mẫu ngẫu nhiên/); // the data were made with a chosen one

  rmSync(join(dataDir, 'demo-password.txt'));
  createDemoPassword(dataDir);
  expect(await refusal('0.0.0.0')).toBeUndefined();
});

test('an office whose demo accounts are gone or disabled listens anywhere', async () => {
  await seed();
  await office.admin.auth.updateUser('quantri', { disabled: true });
  expect(await refusal('0.0.0.0')).toBeUndefined();
  await office.admin.auth.deleteUser('quantri');
  expect(await refusal('0.0.0.0')).toBeUndefined();
});

test('a DEMO_PASSWORD that no account may have is refused in words, before it is written', () => {
  for (const wrong of ['', '12345', 'x'.repeat(1025), 'một\ndòng nữa']) {
    vi.stubEnv('DEMO_PASSWORD', wrong);
    expect(() => chosenPassword()).toThrow(/^DEMO_PASSWORD phải dài từ 6 đến 1024 ký tự/);
    expect(() => createDemoPassword(dataDir)).toThrow(/^DEMO_PASSWORD/);
  }
  expect(existsSync(join(dataDir, 'demo-password.txt'))).toBe(false);
  vi.stubEnv('DEMO_PASSWORD', ' sáu ký tự ');
  createDemoPassword(dataDir);
  expect(demoPassword(dataDir)).toEqual({ password: ' sáu ký tự ', isChosen: true });
  expect(statSync(join(dataDir, readdirSync(dataDir)[0]!)).mode & 0o777).toBe(0o600);
});
