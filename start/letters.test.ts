import { execFileSync } from 'node:child_process';
import { validEmail } from 'embedded-backend/auth/accounts.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { lettersOf, wordsOf } from './letters.ts';
import { mailOf } from './mail.ts';
import { openMailServer, textOf } from './testMail.ts';

const LETTER = {
  type: 'PASSWORD_RESET',
  to: 'ha@example.test',
  displayName: 'Đỗ Thu Hà',
  link: 'https://lich.example.test/account?mode=resetPassword&oobCode=AbC-123_x&lang=vi',
  newEmail: null,
  locale: 'vi',
  validForMs: 3600_000,
} as const;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test('a link goes out by mail, in plain text and in HTML', async () => {
  const { mails, host, close } = await openMailServer();
  closing.push(close);
  const told: string[] = [];
  const user = encodeURIComponent('lich@example.test');
  const url = `smtp://${user}:${encodeURIComponent('bí mật')}@${host}`;
  await lettersOf(
    mailOf({ SMTP_URL: url }, (line) => told.push(line)),
    () => {},
  ).send!(LETTER);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ from: 'lich@example.test', to: ['ha@example.test'] });
  const { raw } = mails[0]!;
  expect(raw).toContain('Content-Type: text/plain; charset=utf-8');
  expect(raw).toContain('Content-Type: text/html; charset=utf-8');
  expect(textOf(raw)).toContain(LETTER.link);
  expect(told).toEqual([]);
});

test('the letter says whom it greets, what to do, how long it works, and what if one did not ask', () => {
  const { subject, text, html } = wordsOf(LETTER);
  expect(subject).toBe('Đặt mật khẩu Lịch công tác');
  for (const words of ['Kính gửi Đỗ Thu Hà,', 'dùng được một lần, trong 1 giờ', 'hãy bỏ qua thư này']) {
    expect(text).toContain(words);
    expect(html).toContain(words);
  }
  expect(html).toContain(`<a href="${LETTER.link.replaceAll('&', '&amp;')}">`);
});

test('no name can put HTML into a letter', () => {
  const { html } = wordsOf({ ...LETTER, displayName: '<img src=x onerror="alert(1)">' });
  expect(html).not.toContain('<img');
});

test('a mail server that refuses is told once at the start, and with each letter', async () => {
  const { host } = await openMailServer();
  const told: string[] = [];
  const mail = mailOf({ SMTP_URL: `smtp://lich%40example.test:sai@${host}` }, (line) => told.push(line));
  const letters = lettersOf(mail, () => {});
  await vi.waitFor(() => expect(told[0]).toMatch(/^Chưa gửi được thư qua 127\.0\.0\.1: .*Invalid login/));
  await expect(letters.send!(LETTER)).rejects.toThrow(/Invalid login/);
  expect(told[0]).not.toContain('sai');
});

test('without SMTP_URL the administrator is told what to do, once they know who asks', () => {
  const told: string[] = [];
  const { send, file } = lettersOf(null, (line) => told.push(line));
  expect(send).toBeUndefined();
  file!({ type: 'PASSWORD_RESET', email: 'ha@example.test', known: true, newEmail: null, address: '10.0.0.7' });
  file!({ type: 'VERIFY_AND_CHANGE_EMAIL', email: 'a@x.vn', known: true, newEmail: 'b@x.vn', address: '10.0.0.7' });
  file!({ type: 'PASSWORD_RESET', email: 'ai\n@example.test', known: false, newEmail: null, address: '10.0.0.7' });
  expect(told).toEqual([
    'Có người ở 10.0.0.7 xin đặt lại mật khẩu cho ha@example.test. Máy chủ này không gửi thư (chưa đặt SMTP_URL). Hỏi lại đúng người, rồi: npm run account -- reset ha@example.test',
    'Có người ở 10.0.0.7 xin đổi thư điện tử cho a@x.vn. Máy chủ này không gửi thư (chưa đặt SMTP_URL). Hỏi lại đúng người, rồi: npm run account -- email a@x.vn --to b@x.vn',
    'Có người ở 10.0.0.7 xin đặt lại mật khẩu cho ai@example.test, nhưng không có tài khoản đang dùng nào như vậy.',
  ]);
});

test.each(['a&id&b@x.vn', '`id`@x.vn', "o'neill&id@x.vn", '~root/@x.vn', 'a|id@x.vn', '#a@x.vn', 'hà@sở.vn'])(
  'an address that somebody asks for (%s) is one word of the command that the administrator copies',
  (newEmail) => {
    expect(validEmail(newEmail)).toBe(newEmail);
    const told: string[] = [];
    const { file } = lettersOf(null, (line) => told.push(line));
    file!({ type: 'VERIFY_AND_CHANGE_EMAIL', email: 'a@x.vn', known: true, newEmail, address: '10.0.0.7' });
    const command = told[0]!.split('npm run account -- ')[1]!;
    const words = execFileSync('sh', ['-c', `printf '%s\n' ${command}`], { encoding: 'utf8', stdio: 'pipe' });
    expect(words.trim().split('\n')).toEqual(['email', 'a@x.vn', '--to', newEmail]);
  },
);

test.each(['mail.example.test', 'http://mail.example.test'])('SMTP_URL=%s is refused at the start', (SMTP_URL) => {
  expect(() => mailOf({ SMTP_URL }, () => {})).toThrow('SMTP_URL phải có dạng');
});
