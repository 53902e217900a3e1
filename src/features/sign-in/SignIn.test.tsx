// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askForPasswordLink } from '#data/account.ts';
import { signIn, type SignInProblem } from '#data/session.ts';
import { SignIn } from './SignIn.tsx';

vi.mock('#data/session.ts', () => ({ signIn: vi.fn(), useSession: () => ({ status: 'signedOut' }) }));
vi.mock('#data/officeSignIn.ts', () => ({ useOfficeProviders: () => [], officeResult: () => null }));
vi.mock('#data/account.ts', () => ({ askForPasswordLink: vi.fn() }));
const answer = (problem: SignInProblem | null) => vi.mocked(signIn).mockResolvedValue(problem);

beforeEach(() => {
  render(<SignIn />);
});
afterEach(() => {
  cleanup();
  vi.mocked(signIn).mockReset();
  vi.mocked(askForPasswordLink).mockReset();
});

const email = () => screen.getByLabelText<HTMLInputElement>('Thư điện tử');
const password = () => screen.getByLabelText<HTMLInputElement>('Mật khẩu');
function submit(address: string, secret: string) {
  fireEvent.change(email(), { target: { value: address } });
  fireEvent.change(password(), { target: { value: secret } });
  fireEvent.submit(email().form!);
}

test('the address has the focus, so that one can type at once', () => {
  expect(document.activeElement).toBe(email());
});

test.each([
  ['no address', '', 'bí mật', 'Hãy gõ thư điện tử.', email],
  ['no real address', 'vanthu', 'bí mật', 'Thư điện tử có dạng ten@coquan.vn.', email],
  ['no password', 'vanthu@example.test', '', 'Hãy gõ mật khẩu.', password],
])('with %s the field says so and nothing is sent', (_name, address, secret, words, field) => {
  submit(address, secret);
  const note = screen.getByText(words);
  expect(field().getAttribute('aria-describedby')).toBe(note.id);
  expect(field().getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(field());
  expect(signIn).not.toHaveBeenCalled();
});

test('a wrong password puts the focus on it; the address stays', async () => {
  answer('wrong');
  submit('vanthu@example.test', 'sai');
  await screen.findByText('Thư điện tử hoặc mật khẩu không đúng.');
  expect(document.activeElement).toBe(password());
  expect(email().value).toBe('vanthu@example.test');
});

test.each([
  ['tooMany', 'Đã thử quá nhiều lần. Hãy đợi vài phút rồi thử lại.'],
  ['offline', 'Chưa đăng nhập được: máy chủ không trả lời. Hãy kiểm tra mạng rồi thử lại.'],
  ['full', 'Chưa đăng nhập được: đĩa của máy chủ đã đầy. Hãy báo quản trị của Văn phòng.'],
  ['disabled', 'Tài khoản này đã bị khóa. Hãy báo quản trị của Văn phòng.'],
] as const)('%s is told as an alert', async (problem, words) => {
  answer(problem);
  submit('vanthu@example.test', 'đúng');
  await waitFor(() => expect(screen.getByRole('alert').textContent).toBe(words));
});

test('blanks around the address are no part of it, those of the password are', async () => {
  answer(null);
  submit(' vanthu@example.test ', ' mật khẩu ');
  await waitFor(() => expect(signIn).toHaveBeenCalledWith('vanthu@example.test', ' mật khẩu ', true));
});

test('on a shared machine one is not remembered', async () => {
  answer(null);
  fireEvent.click(screen.getByLabelText(/Nhớ máy này/));
  submit('vanthu@example.test', 'đúng');
  await waitFor(() => expect(signIn).toHaveBeenCalledWith('vanthu@example.test', 'đúng', false));
});

test('the password can be looked at', () => {
  expect(password().type).toBe('password');
  fireEvent.click(screen.getByRole('button', { name: 'Hiện mật khẩu' }));
  expect(password().type).toBe('text');
});

const forgot = () => fireEvent.click(screen.getByRole('button', { name: 'Quên mật khẩu?' }));

test('who forgot the password types the address and is told what happens next', async () => {
  forgot();
  expect(screen.getByText(/Hãy gõ thư điện tử của tài khoản/).id).toBe(email().getAttribute('aria-describedby'));
  expect(askForPasswordLink).not.toHaveBeenCalled();
  vi.mocked(askForPasswordLink).mockResolvedValue(null);
  fireEvent.change(email(), { target: { value: ' vanthu@example.test ' } });
  forgot();
  await screen.findByText(/Đã nhận yêu cầu cho vanthu@example\.test\. Nếu địa chỉ này có tài khoản/);
  expect(askForPasswordLink).toHaveBeenCalledWith('vanthu@example.test');
});

test.each([
  ['tooMany', 'Đã thử quá nhiều lần. Hãy đợi vài phút rồi thử lại.'],
  ['offline', /máy chủ không trả lời/],
] as const)('a request for a link that fails (%s) is told', async (problem, words) => {
  vi.mocked(askForPasswordLink).mockResolvedValue(problem);
  fireEvent.change(email(), { target: { value: 'vanthu@example.test' } });
  forgot();
  await screen.findByText(words);
  expect(screen.queryByText(/Đã nhận yêu cầu/)).toBeNull();
});
