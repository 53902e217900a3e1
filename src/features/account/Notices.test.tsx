// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { NoticeWays } from '#data/documents.ts';
import { DataError } from '#data/errors.ts';
import { chooseNotices, useNoticeChoice, useNoticeDevices, useNoticeWays } from '#data/notices.ts';
import { ownDevice, pushAbility, subscribeDevice, unsubscribeDevice, type PushAbility } from '#data/push.ts';
import type { NoticeChoice } from '#domain/notice.ts';
import { calendars } from '#ui/fixtures.ts';
import { Notices } from './Notices.tsx';

vi.mock('#data/notices.ts', () => ({
  chooseNotices: vi.fn(),
  useNoticeChoice: vi.fn(),
  useNoticeDevices: vi.fn(),
  useNoticeWays: vi.fn(),
}));
vi.mock('#data/push.ts', () => ({
  pushAbility: vi.fn(),
  ownDevice: vi.fn(),
  subscribeDevice: vi.fn(),
  unsubscribeDevice: vi.fn(async () => {}),
}));
const session = vi.hoisted(() => ({ person: 'ha' }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({ uid: 'u1', email: 'ha@vinhan.example', member: session }),
}));
vi.mock('#data/directory.ts', () => ({
  useDirectory: () => ({
    calendars: new Map(calendars.map((calendar) => [calendar.id, calendar])),
    people: new Map(
      ['khanh', 'quan'].map((id, order) => [
        id,
        { id, name: id, order, public: false, positions: [{ unit: 'gdtrh', from: null, to: null }] },
      ]),
    ),
  }),
}));

const CHOICE: NoticeChoice = { calendars: [], unit: false, way: 'mail', since: 0 };
const DEVICE = { id: 'd1', endpoint: 'https://fcm.googleapis.com/fcm/send/a', p256dh: 'p', auth: 'a', createdAt: 0 };

function show(
  choice: Partial<NoticeChoice> | null,
  {
    ways = { mail: true, push: null },
    devices = [],
    here = null,
    ability = 'able',
  }: {
    ways?: NoticeWays;
    devices?: readonly string[];
    here?: string | null;
    ability?: PushAbility;
  } = {},
) {
  vi.mocked(useNoticeWays).mockReturnValue(ways);
  vi.mocked(useNoticeChoice).mockReturnValue(choice && { ...CHOICE, ...choice });
  vi.mocked(useNoticeDevices).mockReturnValue(devices);
  vi.mocked(ownDevice).mockResolvedValue(here);
  vi.mocked(pushAbility).mockReturnValue(ability);
  render(<Notices />);
}
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
  expect(chooseNotices).toHaveBeenCalledWith(
    'u1',
    { way: 'mail', unit: false, calendars: ['board'] },
    { add: null, drop: [] },
  );
  expect((await screen.findByRole('status')).textContent).toBe('Đã ghi. Báo từ lần ban hành tới.');
  expect(document.activeElement?.textContent).toBe('Chọn');
});

test('what was chosen is said in words, and given up again', () => {
  show({ calendars: ['gdtrh'] });
  expect(
    screen.getByText('Báo bằng thư tới ha@vinhan.example. Mục có tên bạn. Mọi mục của: Phòng Giáo dục Trung học.'),
  ).toBeTruthy();
  press('Đổi');
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Phòng Giáo dục Trung học' }).checked).toBe(true);
  press('Thôi báo');
  expect(chooseNotices).toHaveBeenCalledWith('u1', null, { add: null, drop: [] });
});

test('a server that can neither send mail nor push says so, and offers nothing', () => {
  show(null, { ways: { mail: false, push: null } });
  expect(screen.getByText('Máy chủ này chưa báo được bằng cách nào.')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

const PUSHES = { mail: true, push: 'KEY' };
const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });

test('notices on the screen of this device: it is subscribed, then the choice is saved', async () => {
  vi.mocked(subscribeDevice).mockResolvedValue(DEVICE);
  show(null, { ways: PUSHES });
  press('Chọn');
  fireEvent.click(radio('Thông báo hiện trên máy này'));
  press('Báo cho tôi');
  await vi.waitFor(() =>
    expect(chooseNotices).toHaveBeenCalledWith(
      'u1',
      { way: 'push', unit: false, calendars: [] },
      { add: DEVICE, drop: [] },
    ),
  );
  expect(subscribeDevice).toHaveBeenCalledWith('KEY');
});

test.each([
  ['denied', /chưa cho phép trang này hiện thông báo/],
  ['noService', /không đăng ký được với dịch vụ thông báo/],
] as const)('nothing is saved where it cannot be subscribed (%s)', async (problem, words) => {
  vi.mocked(subscribeDevice).mockResolvedValue(problem);
  show(null, { ways: PUSHES });
  press('Chọn');
  fireEvent.click(radio('Thông báo hiện trên máy này'));
  press('Báo cho tôi');
  expect(await screen.findByText(words)).toBeTruthy();
  expect(chooseNotices).not.toHaveBeenCalled();
});

test('on plain http the choice says in one sentence that it needs https, and stays off', () => {
  show(null, { ways: PUSHES, ability: 'insecure' });
  press('Chọn');
  expect(radio('Thông báo hiện trên máy này').disabled).toBe(true);
  expect(screen.getByText(/thông báo cần https/)).toBeTruthy();
  expect(radio('Thư tới ha@vinhan.example').checked).toBe(true);
});

test('which devices are told is said; back to mail, all of them are forgotten', async () => {
  show({ way: 'push' }, { ways: PUSHES, devices: ['d1', 'd2'], here: 'd1' });
  expect(await screen.findByText(/^Báo bằng thông báo trên máy này và 1 máy khác\./)).toBeTruthy();
  press('Đổi');
  fireEvent.click(radio('Thư tới ha@vinhan.example'));
  press('Báo cho tôi');
  expect(chooseNotices).toHaveBeenCalledWith(
    'u1',
    { way: 'mail', unit: false, calendars: [] },
    { add: null, drop: ['d1', 'd2'] },
  );
  expect(unsubscribeDevice).toHaveBeenCalled();
});

test('who leads a unit hears of what names it; others of it choose so', () => {
  session.person = 'khanh';
  show({});
  expect(screen.getByText(/Mục có tên bạn hoặc mời Phòng Giáo dục Trung học\./)).toBeTruthy();
  press('Đổi');
  expect(screen.queryByRole('checkbox', { name: 'Báo cả mục mời Phòng Giáo dục Trung học' })).toBeNull();
  cleanup();
  session.person = 'quan';
  show({});
  press('Đổi');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Báo cả mục mời Phòng Giáo dục Trung học' }));
  press('Báo cho tôi');
  session.person = 'ha';
  expect(chooseNotices).toHaveBeenCalledWith('u1', { way: 'mail', unit: true, calendars: [] }, { add: null, drop: [] });
});

test('a refusal is told', async () => {
  vi.mocked(chooseNotices).mockRejectedValue(new DataError('forbidden'));
  show(null);
  press('Chọn');
  press('Báo cho tôi');
  expect(await screen.findByText('Chưa ghi được. Hãy tải lại trang rồi thử lại.')).toBeTruthy();
});
