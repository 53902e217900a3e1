// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import { chooseNotices, useNoticeChoice, useNoticeWays } from '#data/notices.ts';
import { calendars } from '#ui/fixtures.ts';
import { Notices } from './Notices.tsx';

vi.mock('#data/notices.ts', () => ({ chooseNotices: vi.fn(), useNoticeChoice: vi.fn(), useNoticeWays: vi.fn() }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({ uid: 'u1', email: 'ha@vinhan.example', member: { person: 'ha' } }),
}));
vi.mock('#data/directory.ts', () => ({
  useDirectory: () => ({ calendars: new Map(calendars.map((calendar) => [calendar.id, calendar])) }),
}));

const show = (choice: readonly string[] | null, mail = true) => {
  vi.mocked(useNoticeWays).mockReturnValue({ mail });
  vi.mocked(useNoticeChoice).mockReturnValue(choice && { calendars: choice, since: 0 });
  render(<Notices />);
};
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

test('who chose nothing is told nothing, and chooses in a form', async () => {
  show(null);
  expect(screen.getByText('Không báo.')).toBeTruthy();
  press('Chọn');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Ban Giám đốc' }));
  press('Báo cho tôi');
  expect(chooseNotices).toHaveBeenCalledWith('u1', ['board']);
  expect((await screen.findByRole('status')).textContent).toBe('Đã ghi. Báo từ lần ban hành tới.');
  expect(document.activeElement?.textContent).toBe('Chọn');
});

test('what was chosen is said in words, and given up again', () => {
  show(['gdtrh']);
  expect(
    screen.getByText('Báo bằng thư tới ha@vinhan.example. Mục có tên bạn. Mọi mục của: Phòng Giáo dục Trung học.'),
  ).toBeTruthy();
  press('Đổi');
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Phòng Giáo dục Trung học' }).checked).toBe(true);
  press('Thôi báo');
  expect(chooseNotices).toHaveBeenCalledWith('u1', null);
});

test('a server without mail says so, and offers nothing', () => {
  show(null, false);
  expect(screen.getByText(/SMTP_URL/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('a refusal is told', async () => {
  vi.mocked(chooseNotices).mockRejectedValue(new DataError('forbidden'));
  show(null);
  press('Chọn');
  press('Báo cho tôi');
  expect(await screen.findByText('Chưa ghi được. Hãy tải lại trang rồi thử lại.')).toBeTruthy();
});
