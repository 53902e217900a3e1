import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { backUp } from 'embedded-backend/store/backup.ts';
import { runTypeScript } from 'embedded-backend/store/runTypeScript.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BESIDE_DATA, openOffice, SESSION_KEYS } from './office.ts';
import { pushOf } from './push.ts';

let home: string;
let data: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lich-backup-'));
  data = join(home, 'data');
});
afterEach(() => rmSync(home, { recursive: true }));

/** `npm run backup`, `restore` or `account`, as far as it is not setting up: in a process of its own. */
async function run(
  command: 'backup' | 'restore' | 'account',
  ...args: string[]
): Promise<{ code: number; said: string }> {
  const child = runTypeScript(new URL('./command.child.ts', import.meta.url), [command, ...args], { DATA_DIR: data });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code: child.exitCode!, said };
}

type Office = Awaited<ReturnType<typeof openOffice>>;
type Tokens = Record<'idToken' | 'refreshToken', string>;

async function ask(office: Office, path: string, body: BodyInit): Promise<Response> {
  const port = await office.backend.listen('127.0.0.1', 0);
  return fetch(`http://127.0.0.1:${port}${path}?key=any`, { method: 'POST', body });
}
async function signIn(office: Office, email: string, password: string): Promise<Tokens> {
  const path = '/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword';
  const answer = await ask(office, path, JSON.stringify({ email, password }));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Tokens;
}
/** Whether the tokens of a device still let it in, both the one for an hour and the one that fetches the next. */
async function stillIn(office: Office, { idToken, refreshToken }: Tokens): Promise<boolean> {
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const refreshed = await ask(office, '/securetoken.googleapis.com/v1/token', form);
  const looked = await ask(office, '/identitytoolkit.googleapis.com/v1/accounts:lookup', JSON.stringify({ idToken }));
  expect(refreshed.ok).toBe(looked.ok);
  return looked.ok;
}

test('the office is backed up while it runs, and restored with its accounts', async () => {
  const office = await openOffice(data);
  await office.admin.db.doc('settings/agency').set({ name: 'Sở thử' });
  await office.admin.auth.createUser({ uid: 'lan', email: 'lan@example.test', password: 'mật khẩu của Lan' });
  writeFileSync(join(data, 'identity-providers.json'), '[]');
  const lan = await signIn(office, 'lan@example.test', 'mật khẩu của Lan');
  expect(await stillIn(office, lan)).toBe(true);
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
    said: expect.stringMatching(
      /^Đã khôi phục .*1 tài liệu, 1 tài khoản\.\nMọi người phải đăng nhập lại, bằng mật khẩu lúc sao lưu\. Ai bị khóa từ lúc đó thì khóa lại: npm run account -- disable …/,
    ) as string,
  });

  expect(readdirSync(folder)).toContain('identity-providers.json');
  // With other keys nobody’s device would take a notice any more.
  expect(pushOf({ dataDir: data, contact: 'https://lich.example.vn', log: () => {} }).publicKey).toBe(publicKey);

  const again = await openOffice(data);
  expect((await again.admin.db.doc('settings/agency').get()).get('name')).toBe('Sở thử');
  expect((await again.admin.auth.getUser('lan')).email).toBe('lan@example.test');
  expect(await stillIn(again, lan)).toBe(false);
  await signIn(again, 'lan@example.test', 'mật khẩu của Lan');
  await again.close();

  // A move to another machine, on which the keys are put by hand.
  const kept = readdirSync(data).find((name) => name.startsWith('before-restore'))!;
  copyFileSync(join(data, kept, 'auth-keys.json'), join(data, 'auth-keys.json'));
  const moved = await openOffice(data);
  expect(await stillIn(moved, lan)).toBe(true);
  await moved.close();
}, 120_000);

test.each([
  ['of now', BESIDE_DATA],
  ['of an earlier version, which held the keys', [...BESIDE_DATA, 'auth-keys.json']],
])(
  'who was signed out everywhere after a backup %s stays out when it is restored',
  async (_name, beside) => {
    const office = await openOffice(data);
    await office.admin.auth.createUser({ uid: 'lan', email: 'lan@example.test', password: 'mật khẩu của Lan' });
    const lost = await signIn(office, 'lan@example.test', 'mật khẩu của Lan');
    const { dir } = backUp(data, join(home, 'usb'), { name: 'b', beside, now: Date.now() });
    await office.admin.auth.revokeRefreshTokens('lan');
    expect(await stillIn(office, lost)).toBe(false);
    await office.close();
    expect(await run('restore', dir, '--overwrite')).toMatchObject({ code: 0 });
    const again = await openOffice(data);
    expect(await stillIn(again, lost)).toBe(false);
    await again.close();
  },
  120_000,
);

test.runIf(process.getuid?.() === 0)(
  'root does not restore what the server, another user, could not open',
  async () => {
    await (await openOffice(data)).close();
    const { dir } = backUp(data, join(home, 'usb'), { name: 'b', beside: BESIDE_DATA, now: Date.now() });
    for (const name of ['.', ...readdirSync(data)]) chownSync(join(data, name), 65534, 65534);
    const { code, said } = await run('restore', dir, '--overwrite');
    expect([code, said.trim()]).toEqual([
      1,
      `Chưa khôi phục: ${data} là của người dùng khác (uid 65534), và máy chủ sẽ không mở được những tệp do root ghi. Chạy bằng người dùng đó: sudo -u '#65534' env DATA_DIR=${data} npm run restore -- …`,
    ]);
    expect(readdirSync(data).filter((name) => name.startsWith('before-restore'))).toEqual([]);
    rmSync(data, { recursive: true }); // a machine to which it moves
    chownSync(home, 65534, 65534);
    expect((await run('restore', dir)).said).toContain("sudo -u '#65534'");
    expect(existsSync(data)).toBe(false);
  },
  120_000,
);

test.runIf(process.getuid?.() === 0)(
  'an account that root locks after a restore leaves nothing that the server, another user, could not open',
  async () => {
    const office = await openOffice(data);
    await office.admin.auth.createUser({ uid: 'lan', email: 'lan@example.test' });
    await office.close();
    rmSync(join(data, SESSION_KEYS)); // as a restore leaves it
    chmodSync(home, 0o755);
    for (const name of ['.', ...readdirSync(data)]) chownSync(join(data, name), 65534, 65534);
    expect(await run('account', 'disable', 'lan@example.test')).toMatchObject({ code: 0 });
    expect(readdirSync(data)).toContain(SESSION_KEYS);
    expect(readdirSync(data).filter((name) => statSync(join(data, name)).uid !== 65534)).toEqual([]);
  },
  120_000,
);

test('a backup that may not be read is not said to be none', async () => {
  const folder = join(home, 'usb');
  symlinkSync(folder, folder); // refused as another user's folder is, also to root
  const { code, said } = await run('restore', folder);
  expect([code, said.trim()]).toEqual([
    1,
    `Chưa khôi phục: không đọc được ${join(folder, 'backup.json')} (ELOOP). Thư mục đó phải đọc được với người dùng đang chạy lệnh này.`,
  ]);
}, 60_000);

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
