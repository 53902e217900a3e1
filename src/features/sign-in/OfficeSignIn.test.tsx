// @vitest-environment jsdom
import { StrictMode } from 'react';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { finishOfficeSignIn, leaveFor, type OfficeSignInProblem } from '#data/officeSignIn.ts';
import { OfficeSignIn } from './OfficeSignIn.tsx';

const providers = [{ id: 'oidc.tinh', name: 'Cổng của tỉnh' }];
const listed = vi.hoisted(() => ({ providers: [] as { id: string; name: string }[] }));
vi.mock('#data/officeSignIn.ts', () => ({
  useOfficeProviders: () => listed.providers,
  officeResult: (search: string) => new URLSearchParams(search).get('oidc'),
  finishOfficeSignIn: vi.fn(),
  leaveFor: vi.fn(),
}));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const open = (search: string, remember = true, own = providers) => {
  listed.providers = own;
  return render(
    <StrictMode>
      <OfficeSignIn remember={remember} search={search} />
    </StrictMode>,
  );
};

test('an office without a provider shows nothing', () => {
  expect(open('', true, []).container.textContent).toBe('');
});

test('a button leads to the provider, and remembers where one wanted to go and whether to be remembered', () => {
  open('?next=%2Fedit%2Fboard', false);
  fireEvent.click(screen.getByRole('button', { name: 'Đăng nhập bằng Cổng của tỉnh' }));
  expect(leaveFor).toHaveBeenCalledWith(providers[0], false, '/edit/board');
});

test('who comes back from there is signed in, once', async () => {
  vi.mocked(finishOfficeSignIn).mockResolvedValue(null);
  open('?oidc=done&next=%2Fview');
  expect((await screen.findByRole('status')).textContent).toBe('Đang đăng nhập…');
  expect(finishOfficeSignIn).toHaveBeenCalledTimes(1);
});

test.each<[OfficeSignInProblem, RegExp]>([
  ['noAccount', /Chưa có tài khoản nào cho bạn/],
  ['otherWay', /Hãy đăng nhập bằng mật khẩu/],
])('a session that does not begin (%s) says why', async (problem, words) => {
  vi.mocked(finishOfficeSignIn).mockResolvedValue(problem);
  open('?oidc=done');
  expect((await screen.findByText(words)).getAttribute('role')).toBe('alert');
});

test('a provider that refused is told, and nothing is fetched', () => {
  open('?oidc=refused');
  expect(screen.getByRole('alert').textContent).toMatch(/bên đăng nhập của cơ quan không đồng ý/);
  expect(finishOfficeSignIn).not.toHaveBeenCalled();
});
