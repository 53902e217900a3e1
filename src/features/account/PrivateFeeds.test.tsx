// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import { createPrivateFeed, revokePrivateFeed, usePrivateFeeds } from '#data/privateFeeds.ts';
import { at, calendars } from '#ui/fixtures.ts';
import { PrivateFeeds } from './PrivateFeeds.tsx';

vi.mock('#data/privateFeeds.ts', () => ({
  usePrivateFeeds: vi.fn(),
  createPrivateFeed: vi.fn(),
  revokePrivateFeed: vi.fn(),
}));
vi.mock('#data/session.ts', () => ({ useSession: () => ({ uid: 'u1', member: { person: 'ha' } }) }));
vi.mock('#data/directory.ts', () => ({
  useDirectory: () => ({ calendars: new Map(calendars.map((calendar) => [calendar.id, calendar])) }),
}));

const feed = (hash: string, more = {}) => ({
  hash,
  member: 'u1',
  calendar: null,
  person: null,
  createdAt: at('2026-11-20', 480),
  lastUsedAt: null,
  ...more,
});
const show = (feeds: ReturnType<typeof feed>[] = []) => {
  vi.mocked(usePrivateFeeds).mockReturnValue({ data: feeds, error: null } as never);
  render(<PrivateFeeds />);
};
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const press = (name: string | RegExp, index = 0) => fireEvent.click(screen.getAllByRole('button', { name })[index]!);

test('an address is made of what was chosen, shown in full, and gone when it is put away', async () => {
  vi.mocked(createPrivateFeed).mockResolvedValue('/ical/private/bi-mat.ics');
  show();
  press('Tạo địa chỉ riêng');
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'gdtrh' } });
  press('Tạo địa chỉ riêng');
  const line = await screen.findByLabelText<HTMLInputElement>('Địa chỉ riêng của bạn');
  expect(line.value).toBe(`${location.origin}/ical/private/bi-mat.ics`);
  expect(createPrivateFeed).toHaveBeenCalledWith({ calendar: 'gdtrh', person: null });
  expect(screen.getByText(/chỉ hiện lần này/)).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe(`webcal://${location.host}/ical/private/bi-mat.ics`);
  fireEvent.click(screen.getByRole('button', { name: 'Xong' })); // the only one
  expect(screen.queryByLabelText('Địa chỉ riêng của bạn')).toBeNull();
  expect(document.activeElement?.textContent).toBe('Tạo địa chỉ riêng');
  expect(document.body.innerHTML).not.toContain('bi-mat');
});

test('one’s own entries may be chosen, by whoever is a person of the directory', async () => {
  vi.mocked(createPrivateFeed).mockResolvedValue('/ical/private/x.ics');
  show();
  press('Tạo địa chỉ riêng');
  const choices = within(screen.getByRole('combobox')).getAllByRole('option', { hidden: true });
  expect(choices.map(({ textContent }) => textContent)).toEqual([
    'Mọi lịch',
    'Chỉ mục có tên tôi',
    'Ban Giám đốc',
    'Phòng Giáo dục Trung học',
  ]);
  fireEvent.change(screen.getByRole('combobox'), { target: { value: '@' } });
  press('Tạo địa chỉ riêng');
  await screen.findByLabelText('Địa chỉ riêng của bạn');
  expect(createPrivateFeed).toHaveBeenCalledWith({ calendar: null, person: 'ha' });
});

test('without a clipboard the line is marked, and it is said how to go on', async () => {
  vi.mocked(createPrivateFeed).mockResolvedValue('/ical/private/x.ics');
  show();
  press('Tạo địa chỉ riêng');
  press('Tạo địa chỉ riêng');
  const line = await screen.findByLabelText<HTMLInputElement>('Địa chỉ riêng của bạn');
  press('Chép'); // jsdom has no execCommand
  expect(screen.getByText('Nhấn Ctrl C để chép.')).toBeTruthy();
  expect([line.selectionStart, line.selectionEnd]).toEqual([0, line.value.length]);
});

test('without a network it is said that none was made, and what was chosen stays', async () => {
  vi.mocked(createPrivateFeed).mockRejectedValue(new DataError('offline'));
  show();
  press('Tạo địa chỉ riêng');
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'board' } });
  press('Tạo địa chỉ riêng');
  expect(await screen.findByText(/Chưa tạo được: mất mạng/)).toBeTruthy();
  expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe('board');
});

test('each is listed with what it holds and when it was used, and is revoked after a second press', async () => {
  vi.mocked(revokePrivateFeed).mockResolvedValue();
  show([
    feed('cu', { calendar: 'board', lastUsedAt: at('2026-11-23', 510) }),
    feed('moi', { person: 'ha', createdAt: at('2026-11-22', 480) }),
  ]);
  const items = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(items[0]).toContain('Chỉ mục có tên tôi · tạo ngày 22/11/2026 · chưa dùng lần nào');
  expect(items[1]).toContain('Ban Giám đốc · tạo ngày 20/11/2026 · dùng lần cuối 23/11/2026 08:30');
  press(/Thu hồi địa chỉ Ban Giám đốc/);
  expect(revokePrivateFeed).not.toHaveBeenCalled();
  expect(document.activeElement?.textContent).toBe('Thôi');
  press(/Thu hồi địa chỉ Ban Giám đốc/);
  expect(await screen.findByText('Đã thu hồi.')).toBeTruthy();
  expect(revokePrivateFeed).toHaveBeenCalledExactlyOnceWith('cu');
});
