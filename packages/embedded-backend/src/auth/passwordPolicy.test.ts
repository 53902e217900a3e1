import { expect, test } from 'vitest';
import type { Account } from './accounts.ts';
import type { Context } from './context.ts';
import { ownPassword } from './passwordPolicy.ts';

const office = { emulator: false } as Context;
const account = { email: 'thu.ha@sogddt.vinhan.test', displayName: 'Đỗ Thu Hà' } as Account;
const judge = (password: string) => () => ownPassword(office, password, account);

test.each([
  'tám cánh đồng lúa',
  'Zk3vQ9pLr2Xw',
  'hà đi họp lúc bảy giờ',
  'sogddt nhưng thêm nhiều chữ khác',
  '8391-a-2847',
])('%j is taken', (password) => {
  expect(judge(password)()).toBe(password);
});

test.each([
  ['chín ký t', 'at least 10 characters'],
  ['1234567890', 'tried first'],
  ['Password2026!', 'tried first'],
  ['matkhau@2026', 'tried first'],
  ['MậtKhẩu123456', 'tried first'],
  ['AnhYêuEm1990', 'tried first'],
  ['aaaaaaaaaaaa', 'same few characters'],
  ['1212121212', 'same few characters'],
  ['thu.ha@sogddt.vinhan.test', 'own name'],
  ['DoThuHa1990', 'own name'],
  ['Đỗ Thu Hà 1990', 'own name'],
  ['sogddt@2026', 'own name'],
  ['x'.repeat(1025), 'too long'],
])('%j is refused: %s', (password, why) => {
  expect(judge(password)).toThrow(why);
});

test('letters of Vietnamese count as one each, however they are typed', () => {
  expect(judge('đường xá'.normalize('NFD'))).toThrow('at least 10');
  expect(judge('đường xá đi'.normalize('NFD'))()).toBeDefined();
});
