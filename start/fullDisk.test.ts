import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runTypeScript } from 'embedded-backend/store/runTypeScript.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarToDocument, settingsToDocument } from '#data/documents.ts';
import { CALENDARS, SETTINGS } from './demoOffice.ts';
import { openOffice } from './office.ts';

/** A file system of 8 MB of its own. Mounting one takes root; elsewhere these tests are skipped (docs/testing.md). */
const dir = mkdtempSync(join(tmpdir(), 'full-disk-'));
const isMounted =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir]).status === 0;
const dataDir = join(dir, 'data');
const FULL = `Đĩa chứa ${dataDir} đã đầy. Giải phóng chỗ trống rồi chạy lại.`;
const balloon = join(dir, 'balloon');
const week = join(tmpdir(), `${process.pid}-week.csv`);
let office: Awaited<ReturnType<typeof openOffice>>;

beforeAll(async () => {
  if (!isMounted) return;
  const rows = Array.from({ length: 300 }, (_, i) => `2026-11-23,8:00,,Họp giao ban ${i} ${'x'.repeat(1000)}`);
  writeFileSync(week, ['date,start,end,content', ...rows].join('\n'));
  office = await openOffice(dataDir, { log: () => {} });
  const { db } = office.admin;
  await db.doc('settings/agency').set(settingsToDocument(SETTINGS));
  await db.doc('calendars/board').set(calendarToDocument(CALENDARS.find(({ id }) => id === 'board')!));
  const { bavail, bsize } = statfsSync(dir);
  writeFileSync(balloon, Buffer.alloc(bavail * bsize, 1));
});
afterAll(async () => {
  if (isMounted) {
    await office.close();
    spawnSync('umount', ['-l', dir]);
  }
  rmSync(dir, { recursive: true, force: true });
  rmSync(week, { force: true });
});

/** `npm run import` or `account`, as far as it is not setting up: in a process of its own. */
async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const child = runTypeScript(new URL('./command.child.ts', import.meta.url), args, { DATA_DIR: dataDir });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code: child.exitCode!, said: said.trim() };
}
const entries = async () => (await office.admin.db.collection('calendars/board/entries').count().get()).data().count;
const invite = ['account', 'invite', 'ha@coquan.vn', '--name', 'Đỗ Thu Hà'];

test.runIf(isMounted)(
  'on a full disk an import ends with what to do, and nothing is imported until there is space',
  async () => {
    expect(await run('import', '--calendar', 'board', week)).toEqual({ code: 1, said: `Chưa nhập mục nào. ${FULL}` });
    expect(await entries()).toBe(0);
  },
  60_000,
);

test.runIf(isMounted)(
  'on a full disk an account is not made, and the command says why',
  async () => {
    // What SQLite has set aside takes a few small rows.
    const name = 'projects/lich-cong-tac/databases/(default)/documents/filler/one';
    const fill = (i: number) =>
      office.backend.store.commit([{ update: { name, fields: { i: { integerValue: String(i) } } } }]);
    expect(() => Array.from({ length: 10_000 }, (_, i) => fill(i))).toThrow(/disk is full/);
    expect(await run(...invite)).toEqual({ code: 1, said: FULL });
    expect((await office.admin.auth.listUsers()).users).toEqual([]);
  },
  60_000,
);

test.runIf(isMounted)(
  'the same commands do their work once there is space again',
  async () => {
    rmSync(balloon);
    expect(await run('import', '--calendar', 'board', week)).toMatchObject({ code: 0 });
    expect(await entries()).toBe(300);
    expect((await run(...invite)).said).toMatch(/^Đã tạo tài khoản ha@coquan\.vn\./);
  },
  60_000,
);
