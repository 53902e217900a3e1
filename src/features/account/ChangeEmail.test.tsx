// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeOwnEmail } from '#data/account.ts';
import { ChangeEmail } from './ChangeEmail.tsx';

vi.mock('#data/account.ts', () => ({ changeOwnEmail: vi.fn() }));
vi.mock('#data/session.ts', () => ({ useSession: () => ({ email: 'ha@coquan.vn' }) }));
beforeEach(() => {
  render(<ChangeEmail />);
});
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
function submit(email: string, password = 'mật khẩu của Hà') {
  fireEvent.change(field('Thư điện tử mới'), { target: { value: email } });
  fireEvent.change(field('Mật khẩu đang dùng'), { target: { value: password } });
  fireEvent.submit(field('Thư điện tử mới').form!);
}

test('a link goes to the new address, and it is said that nothing has changed yet', async () => {
  vi.mocked(changeOwnEmail).mockResolvedValue(null);
  submit(' thuha@coquan.vn ');
  const told = await screen.findByRole('status');
  expect(document.activeElement).toBe(told);
  expect(told.textContent).toMatch(/Đã gửi liên kết tới thuha@coquan\.vn\..*chưa có gì thay đổi/);
  expect(changeOwnEmail).toHaveBeenCalledWith('mật khẩu của Hà', 'thuha@coquan.vn');
});

test('where no mail goes out, the administrator is named', async () => {
  vi.mocked(changeOwnEmail).mockResolvedValue('byHand');
  submit('thuha@coquan.vn');
  expect((await screen.findByRole('status')).textContent).toMatch(/gặp quản trị/);
});

test.each([
  ['', 'Hãy gõ thư điện tử mới.'],
  ['thuha', 'Thư điện tử có dạng ten@coquan.vn.'],
  ['HA@coquan.vn', 'Đó là thư điện tử đang dùng.'],
])('with %j as the new address the field says so, and nothing is asked', (email, words) => {
  submit(email);
  expect(field('Thư điện tử mới').getAttribute('aria-describedby')).toBe(screen.getByText(words).id);
  expect(document.activeElement).toBe(field('Thư điện tử mới'));
  expect(changeOwnEmail).not.toHaveBeenCalled();
});

test.each([
  ['wrong', 'Mật khẩu đang dùng', 'Mật khẩu đang dùng không đúng.'],
  ['taken', 'Thư điện tử mới', 'Thư điện tử này đã có người dùng'],
  ['malformed', 'Thư điện tử mới', 'Thư điện tử có dạng ten@coquan.vn.'],
] as const)('what the server finds %s is told at its field', async (problem, label, words) => {
  vi.mocked(changeOwnEmail).mockResolvedValue(problem);
  submit('thuha@coquan.vn');
  const note = await screen.findByText(words);
  expect(field(label).getAttribute('aria-describedby')).toBe(note.id);
});
