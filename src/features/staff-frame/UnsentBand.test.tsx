// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { resendUnsent } from '#data/resendUnsent.ts';
import { UnsentBand } from './UnsentBand.tsx';

vi.mock('#data/outbox.ts', () => ({ unsentLetters: () => ['unsent:mai:1'] }));
vi.mock('#data/resendUnsent.ts', () => ({ resendUnsent: vi.fn() }));
afterEach(cleanup);

test('what an earlier page had not sent and the store would no longer take is named, until it is put away', async () => {
  vi.mocked(resendUnsent).mockResolvedValue(['Họp giao ban', '']);
  const { container } = render(<UnsentBand />);
  expect(await screen.findByText(/^2 thay đổi chưa gửi .* “Họp giao ban”/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Đóng' }));
  expect(container.textContent).toBe('');
});

test('nothing is said where everything was taken', async () => {
  const sent = Promise.resolve([]);
  vi.mocked(resendUnsent).mockReturnValue(sent);
  const { container } = render(<UnsentBand />);
  await sent;
  expect(container.textContent).toBe('');
});
