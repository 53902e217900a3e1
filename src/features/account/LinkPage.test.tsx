// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { confirmAddress, readLink, setPasswordByLink, type LinkProblem } from '#data/account.ts';
import { LinkPage } from './LinkPage.tsx';

vi.mock('#data/account.ts', () => ({
  LINK_MODES: ['resetPassword', 'verifyEmail', 'verifyAndChangeEmail'],
  readLink: vi.fn(),
  setPasswordByLink: vi.fn(),
  confirmAddress: vi.fn(),
}));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const EMAIL = 'ha@example.test';
const open = (mode: string) => render(<LinkPage search={`?mode=${mode}&oobCode=code-1`} />);
const password = () => screen.getByLabelText<HTMLInputElement>('Mật khẩu mới');
const again = () => screen.getByLabelText<HTMLInputElement>('Gõ lại mật khẩu mới');
async function fill(first: string, second = first) {
  vi.mocked(readLink).mockResolvedValue({ email: EMAIL });
  open('resetPassword');
  expect(await screen.findByText(`Cho tài khoản ${EMAIL}.`)).toBeDefined();
  fireEvent.change(password(), { target: { value: first } });
  fireEvent.change(again(), { target: { value: second } });
  fireEvent.submit(password().form!);
}

test('a person sets the password of an invitation and is told to sign in with it', async () => {
  vi.mocked(setPasswordByLink).mockResolvedValue(null);
  history.replaceState(null, '', '/account?mode=resetPassword&oobCode=code-1');
  await fill('tám cánh đồng lúa');
  expect(await screen.findByRole('heading', { name: 'Đã đặt mật khẩu' })).toBeDefined();
  expect(readLink).toHaveBeenCalledWith('resetPassword', 'code-1');
  expect(setPasswordByLink).toHaveBeenCalledWith('code-1', 'tám cánh đồng lúa');
  expect(screen.getByRole('link', { name: 'Đăng nhập' }).getAttribute('href')).toBe('/sign-in');
  expect(location.search).toBe('');
});

test.each([
  ['too short', 'đường xá', undefined, 'Mật khẩu cần ít nhất 10 ký tự.', password],
  ['typed differently', 'tám cánh đồng lúa', 'tám cánh đồng', 'Hai lần gõ chưa giống nhau.', again],
])('a password that is %s is told at its field, and nothing is sent', async (_name, first, second, words, field) => {
  await fill(first, second);
  expect(field().getAttribute('aria-describedby')).toBe(screen.getByText(words).id);
  expect(document.activeElement).toBe(field());
  expect(setPasswordByLink).not.toHaveBeenCalled();
});

test('a password that the server finds weak can be replaced, the link still works', async () => {
  vi.mocked(setPasswordByLink).mockResolvedValueOnce('weak').mockResolvedValueOnce(null);
  await fill('matkhau12345');
  expect(await screen.findByText(/Mật khẩu này dễ đoán/)).toBeDefined();
  fireEvent.change(password(), { target: { value: 'tám cánh đồng lúa' } });
  fireEvent.change(again(), { target: { value: 'tám cánh đồng lúa' } });
  fireEvent.submit(password().form!);
  expect(await screen.findByRole('heading', { name: 'Đã đặt mật khẩu' })).toBeDefined();
});

test.each<[LinkProblem, RegExp]>([
  ['offline', /Máy chủ không trả lời/],
  ['full', /Đĩa của máy chủ đã đầy\. Chưa có gì thay đổi\. Hãy báo quản trị/],
])('while the server does not answer, or cannot write (%s), what was typed stays', async (problem, words) => {
  vi.mocked(setPasswordByLink).mockResolvedValue(problem);
  await fill('tám cánh đồng lúa');
  expect((await screen.findByText(words)).getAttribute('role')).toBe('alert');
  expect(password().value).toBe('tám cánh đồng lúa');
});

test.each<[LinkProblem, string]>([
  ['expired', 'Liên kết đã hết hạn'],
  ['used', 'Liên kết không dùng được nữa'],
  ['disabled', 'Tài khoản đã bị khóa'],
])('a link that is %s says so and what to do', async (problem, title) => {
  vi.mocked(readLink).mockResolvedValue({ problem });
  open('resetPassword');
  expect(await screen.findByRole('heading', { name: title })).toBeDefined();
  expect(screen.queryByLabelText('Mật khẩu mới')).toBeNull();
  expect(screen.getByRole('link', { name: 'Đăng nhập' })).toBeDefined();
});

test('a link that was used meanwhile says so', async () => {
  vi.mocked(setPasswordByLink).mockResolvedValue('used');
  await fill('tám cánh đồng lúa');
  expect(await screen.findByRole('heading', { name: 'Liên kết không dùng được nữa' })).toBeDefined();
});

test('without an answer one tries again', async () => {
  vi.mocked(readLink).mockResolvedValueOnce({ problem: 'offline' }).mockResolvedValueOnce({ email: EMAIL });
  open('resetPassword');
  fireEvent.click(await screen.findByRole('button', { name: 'Thử lại' }));
  expect(await screen.findByText(`Cho tài khoản ${EMAIL}.`)).toBeDefined();
});

test.each(['?mode=resetPassword', '?mode=x&oobCode=code-1'])('half an address (%s) asks nobody', (search) => {
  render(<LinkPage search={search} />);
  expect(screen.getByRole('heading', { name: 'Liên kết không dùng được nữa' })).toBeDefined();
  expect(readLink).not.toHaveBeenCalled();
});

test.each(['verifyEmail', 'verifyAndChangeEmail'])(
  'an address (%s) is confirmed by a button, not by opening the link',
  async (mode) => {
    vi.mocked(readLink).mockResolvedValue({ email: EMAIL });
    vi.mocked(confirmAddress).mockResolvedValue(null);
    open(mode);
    const button = await screen.findByRole('button', { name: 'Xác nhận' });
    expect(confirmAddress).not.toHaveBeenCalled();
    fireEvent.click(button);
    await screen.findByRole('heading', { name: 'Đã xác nhận' });
    expect(confirmAddress).toHaveBeenCalledWith('code-1');
  },
);

test('a new address that somebody took meanwhile is told', async () => {
  vi.mocked(readLink).mockResolvedValue({ email: EMAIL });
  vi.mocked(confirmAddress).mockResolvedValue('taken');
  open('verifyAndChangeEmail');
  fireEvent.click(await screen.findByRole('button', { name: 'Xác nhận' }));
  expect(await screen.findByRole('heading', { name: 'Thư điện tử này đã có người dùng' })).toBeDefined();
});
