import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { demoPassword } from './demoPassword.ts';
import { isEmpty, seedIfEmpty } from './seedIfEmpty.ts';
import { openTestOffice } from './testOffice.ts';
import { wordOf } from './wordOf.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'new-'));
/** A file system of 2 MB of its own. Mounting one takes root; elsewhere that test is skipped (docs/testing.md). */
const isMounted =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dataDir]).status === 0;
const unmount = () => isMounted && spawnSync('umount', ['-l', dataDir]);
afterAll(() => {
  unmount();
  rmSync(dataDir, { recursive: true, force: true });
});

let office: Awaited<ReturnType<typeof openTestOffice>>;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

test.runIf(isMounted)('a first start on a disk without room ends and says so', async () => {
  const cause: unknown = await seedIfEmpty({ admin: office.admin, dataDir }).catch((error: unknown) => error);
  expect(wordOf(cause, { port: 8080, host: '127.0.0.1', dataDir })).toBe(
    `Đĩa chứa ${dataDir} đã đầy. Giải phóng chỗ trống rồi chạy lại.`,
  );
  expect(readdirSync(dataDir)).toEqual([]);
  expect(await isEmpty(office.admin)).toBe(true);
});

test('a first start that lost its power after the password’s file was made, not yet written, can be done again', async () => {
  unmount();
  writeFileSync(join(dataDir, 'demo-password.txt'), '');
  await seedIfEmpty({ admin: office.admin, dataDir });
  expect(demoPassword(dataDir)?.password).toMatch(/^[\w-]{12}$/);
  expect(await isEmpty(office.admin)).toBe(false);
  expect(readdirSync(dataDir)).toEqual(['demo-password.txt']);
}, 60_000);
