// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { leaveFor } from '#data/officeSignIn.ts';
import { signIn, type SignInProblem } from '#data/session.ts';
import { SignInAgain } from './SignInAgain.tsx';

const provider = { id: 'oidc.tinh', name: 'Cổng của tỉnh' };
vi.mock('#data/session.ts', () => ({
  signIn: vi.fn(),
  keepsOnThisMachine: () => false,
  useSession: () => ({ status: 'ended', email: 'mai@example.test' }),
}));
vi.mock('#data/officeSignIn.ts', () => ({
  useOfficeProviders: () => [provider],
  officeResult: () => null,
  leaveFor: vi.fn(),
}));

beforeAll(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});
beforeEach(() => {
  render(<SignInAgain otherHref="/sign-in?next=%2Fedit%2Fboard%2F2026-W48" />);
});
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const password = () => screen.getByLabelText<HTMLInputElement>('Mật khẩu');
function submit(secret: string, problem: SignInProblem | null = null) {
  vi.mocked(signIn).mockResolvedValue(problem);
  fireEvent.change(password(), { target: { value: secret } });
  fireEvent.submit(password().form!);
}

test('it is for the same person, kept as before, and asks for the password only', async () => {
  expect(screen.getByRole('dialog').textContent).toContain('mai@example.test');
  expect(screen.queryAllByRole('textbox', { hidden: true })).toEqual([]);
  submit('bí mật');
  await waitFor(() => expect(signIn).toHaveBeenCalledExactlyOnceWith('mai@example.test', 'bí mật', false));
});

test.each([
  ['', null, 'Hãy gõ mật khẩu.'],
  ['sai', 'wrong', 'Mật khẩu không đúng.'],
  ['đúng', 'disabled', 'Tài khoản này đã bị khóa. Hãy báo quản trị của Văn phòng.'],
] as const)('with %j the field says why it was not taken (%s), and keeps the focus', async (secret, problem, words) => {
  submit(secret, problem);
  const note = await screen.findByText(words);
  expect(password().getAttribute('aria-describedby')).toBe(note.id);
  expect(document.activeElement).toBe(password());
});

test('nothing closes it', () => {
  expect(screen.queryByRole('button', { name: /Đóng/ })).toBeNull();
  const cancelled = !fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
  expect(cancelled).toBe(true);
});

test('who signs in at the office’s provider comes back to this page', () => {
  fireEvent.click(screen.getByRole('button', { name: 'Đăng nhập bằng Cổng của tỉnh' }));
  expect(leaveFor).toHaveBeenCalledWith(provider, false, '/edit/board/2026-W48');
});
