import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runTypeScript } from 'embedded-backend/store/runTypeScript.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOffice } from './office.ts';
import { pushOf } from './push.ts';

let home: string;
let data: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lich-backup-'));
  data = join(home, 'data');
});
afterEach(() => rmSync(home, { recursive: true }));

/** `npm run backup` or `restore`, as far as it is not setting up: in a process of its own. */
async function run(command: 'backup' | 'restore', ...args: string[]): Promise<{ code: number; said: string }> {
  const child = runTypeScript(new URL('./command.child.ts', import.meta.url), [command, ...args], { DATA_DIR: data });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code: child.exitCode!, said };
}

test('the office is backed up while it runs, and restored on another machine with its accounts and sessions', async () => {
  const office = await openOffice(data);
  await office.admin.db.doc('settings/agency').set({ name: 'Sở thử' });
  await office.admin.auth.createUser({ uid: 'lan', email: 'lan@example.test', password: 'mật khẩu của Lan' });
  writeFileSync(join(data, 'identity-providers.json'), '[]');
  const { publicKey } = pushOf({ dataDir: data, contact: 'https://lich.example.vn', log: () => {} });
  const backedUp = await run('backup', join(home, 'usb'));
  expect(backedUp).toEqual({ code: 0, said: expect.stringContaining('1 tài liệu, 1 tài khoản') as string });
  await office.admin.db.doc('settings/agency').set({ name: 'sau khi sao lưu' });
  const folder = join(home, 'usb', readdirSync(join(home, 'usb'))[0]!);

  expect((await run('restore', folder, '--overwrite')).said).toMatch(/^Chưa khôi phục: Lịch công tác đang chạy/);
  await office.close();
  expect((await run('restore', folder)).said).toMatch(/^Chưa khôi phục: .* đang có dữ liệu. .*--overwrite/);
  rmSync(join(data, 'push-keys.json'));
  const restored = await run('restore', folder, '--overwrite');
  expect(restored).toEqual({
    code: 0,
    said: expect.stringMatching(/^Đã khôi phục .*1 tài liệu, 1 tài khoản/) as string,
  });

  expect(readdirSync(folder)).toContain('auth-keys.json');
  expect(readdirSync(folder)).toContain('identity-providers.json');
  // With other keys nobody’s device would take a notice any more.
  expect(pushOf({ dataDir: data, contact: 'https://lich.example.vn', log: () => {} }).publicKey).toBe(publicKey);

  const again = await openOffice(data);
  expect((await again.admin.db.doc('settings/agency').get()).get('name')).toBe('Sở thử');
  expect((await again.admin.auth.getUser('lan')).email).toBe('lan@example.test');
  await again.close();
}, 120_000);

test.each([
  ['backup', [], /^Chưa có dữ liệu trong .*Kiểm tra DATA_DIR\.$/],
  ['backup', ['--help'], /^Cách dùng: npm run backup/],
  ['restore', [], /^Cách dùng: npm run restore/],
  ['restore', ['/nowhere'], /^Không có bản sao lưu trong \/nowhere\. /],
] as const)(
  '%s %j is answered in one sentence',
  async (command, args, sentence) => {
    const { code, said } = await run(command, ...args);
    expect(code).toBe(1);
    expect(said.trim()).toMatch(sentence);
    expect(said.trim().split('\n')).toHaveLength(1);
  },
  60_000,
);
