// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeOwnPassword } from '#data/account.ts';
import { ChangePassword } from './ChangePassword.tsx';

vi.mock('#data/account.ts', () => ({ changeOwnPassword: vi.fn() }));
beforeEach(() => {
  render(<ChangePassword />);
});
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
function submit(current: string, next: string, again = next) {
  fireEvent.change(field('Mật khẩu đang dùng'), { target: { value: current } });
  fireEvent.change(field('Mật khẩu mới'), { target: { value: next } });
  fireEvent.change(field('Gõ lại mật khẩu mới'), { target: { value: again } });
  fireEvent.submit(field('Mật khẩu mới').form!);
}

test('a person changes their own password, and no field keeps it', async () => {
  vi.mocked(changeOwnPassword).mockResolvedValue(null);
  submit('mật khẩu cũ', 'tám cánh đồng lúa');
  await screen.findByText(/Đã đổi mật khẩu/);
  expect(changeOwnPassword).toHaveBeenCalledWith('mật khẩu cũ', 'tám cánh đồng lúa');
  expect(field('Mật khẩu mới').value).toBe('');
});

test('who does not know the password so far changes nothing', async () => {
  vi.mocked(changeOwnPassword).mockResolvedValue('wrong');
  submit('sai', 'tám cánh đồng lúa');
  const note = await screen.findByText('Mật khẩu đang dùng không đúng.');
  expect(field('Mật khẩu đang dùng').getAttribute('aria-describedby')).toBe(note.id);
});

test('the password so far is asked for', () => {
  submit('', 'tám cánh đồng lúa');
  expect(screen.getByText('Hãy gõ mật khẩu đang dùng.')).toBeDefined();
  expect(changeOwnPassword).not.toHaveBeenCalled();
});
