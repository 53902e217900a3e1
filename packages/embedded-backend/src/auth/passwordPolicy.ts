import { dictionary } from '@zxcvbn-ts/language-common';
import type { Account } from './accounts.ts';
import type { Context } from './context.ts';
import { AuthError } from './errors.ts';
import type { Json } from './http.ts';

const SHORTEST = 10;
/** What administrators and, in emulator mode, everybody may set: what the SDKs themselves refuse is shorter. */
export const SHORTEST_ANYWHERE = 6;
export const LONGEST = 1024;

const COMMON = new Set(dictionary['passwords-common']);
/** What Vietnamese lists of leaked passwords add to those of the world, without marks. */
const COMMON_VIETNAMESE = new Set(
  `matkhau matkhaumoi matkhaucu khongbiet khongco khongnho anhyeuem emyeuanh yeuemnhieu anhnhoem iloveyou conyeume
  yeubame giadinh hanhphuc vietnam hanoi saigon xinchao chaoban quantri vanphong vanthu giamdoc nhanvien coquan
  congviec lichcongtac quenmatkhau dangnhap nguoidung`
    .split(/\s+/)
    .filter(Boolean),
);

/** `GET passwordPolicy`: what the SDK's `validatePassword` and pages can check beforehand. */
export function passwordPolicy({ emulator }: Context): Json {
  return {
    customStrengthOptions: {
      minPasswordLength: emulator ? SHORTEST_ANYWHERE : SHORTEST,
      maxPasswordLength: LONGEST,
    },
    schemaVersion: 1,
    enforcementState: 'ENFORCE',
    allowedNonAlphanumericCharacters: [],
    forceUpgradeOnSignin: false,
  };
}

/** A password that administrators set, or tests: only its length is judged. */
export function anyPassword(password: string | undefined): string | undefined {
  return password === undefined ? undefined : ofLength(password, SHORTEST_ANYWHERE);
}

/**
 * A password that somebody chooses for their own account: long, not on the lists of leaked ones, not made of their own
 * or the office's name. No rules of composition (auth protocol, 4.5).
 */
export function ownPassword({ emulator }: Context, password: string | undefined, account: Account): string | undefined {
  if (password === undefined || emulator) return anyPassword(password);
  ofLength(password, SHORTEST);
  const plain = withoutMarks(password);
  const bare = plain.replaceAll(/[^a-z0-9]/g, '');
  if (new Set(plain).size < 4) throw new AuthError('WEAK_PASSWORD', 'Password repeats the same few characters');
  const core = plain.replaceAll(/^[^a-z]+|[^a-z]+$/g, '').replaceAll(/[^a-z0-9]/g, '');
  if ([plain, bare, core].some((text) => text.length > 3 && (COMMON.has(text) || COMMON_VIETNAMESE.has(text)))) {
    throw new AuthError('WEAK_PASSWORD', 'Password is on the lists that are tried first');
  }
  const left = ownWords(account).reduce((rest, word) => rest.replaceAll(word, ''), bare);
  if (left.length < bare.length && left.replaceAll(/\d/g, '').length < 4) {
    throw new AuthError('WEAK_PASSWORD', 'Password is made of your own name or address');
  }
  return password;
}

function ofLength(password: string, shortest: number): string {
  const letters = [...password.normalize('NFC')].length;
  if (letters < shortest) throw new AuthError('WEAK_PASSWORD', `Password should be at least ${shortest} characters`);
  if (password.length > LONGEST) throw new AuthError('WEAK_PASSWORD', 'Password is too long');
  return password;
}

/** Names and parts of the address, longest first; the address' domain is the office's name. */
function ownWords({ email, displayName }: Account): string[] {
  const [local = '', domain = ''] = (email ?? '').split('@');
  const name = withoutMarks(displayName ?? '').split(/[^a-z0-9]+/);
  const words = [local, ...local.split(/[^a-z0-9]+/), ...domain.split('.'), name.join(''), ...name];
  return [...new Set(words.map((word) => word.replaceAll(/[^a-z0-9]/g, '')))]
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
