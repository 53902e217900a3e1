// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { memoryLocation } from 'wouter/memory-location';
import { Router } from 'wouter';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { AgencySettings, Directory, Person, Room } from '#domain/directory.ts';
import type { Holiday } from '#domain/holiday.ts';
import type { Member } from '#domain/permissions.ts';
import { instantOf, localDate } from '#domain/time.ts';
import { calendars, settings as agency } from '#ui/fixtures.ts';

configure({ asyncUtilTimeout: 10_000 }); // a busy machine takes its time to look for roles

// The data room stands here as a table in memory.
const data = vi.hoisted(() => {
  const watchers = new Set<() => void>();
  return {
    settings: null as unknown,
    directory: null as unknown,
    holidays: [] as readonly unknown[],
    members: [] as readonly unknown[],
    entries: [] as readonly unknown[],
    roles: ['admin'] as readonly string[],
    refuse: false,
    told: () => {
      for (const watcher of watchers) watcher();
    },
    watch: (watcher: () => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
});
const heard = (key: 'settings' | 'directory' | 'holidays' | 'members') =>
  useSyncExternalStore(data.watch, () => data[key]);
vi.mock('#data/settings.ts', () => ({ useSettings: () => heard('settings') }));
vi.mock('#data/directory.ts', () => ({ useDirectory: () => heard('directory') }));
vi.mock('#data/holidays.ts', () => ({ useHolidays: () => ({ data: heard('holidays') }) }));
vi.mock('#data/members.ts', () => ({
  useMembers: () => new Map((heard('members') as readonly Member[]).map((one) => [one.uid, one])),
}));
vi.mock('#data/entriesBetween.ts', () => ({ useEntriesBetween: () => ({ data: data.entries }) }));
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: true, since: 0 }) }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({ member: { uid: 'minh', name: 'Minh', active: true, roles: data.roles, editorOf: [] } }),
}));
const keep = (how: () => void) => {
  if (data.refuse) return Promise.reject(new DataError('forbidden'));
  how();
  data.told();
  return Promise.resolve();
};
const mapped = { rooms: 'rooms', vehicles: 'vehicles', calendars: 'calendars', people: 'people' } as const;
const lists = { holidays: ({ date }: Holiday) => date, members: ({ uid }: Member) => uid } as const;
const listed = (list: string, changes: readonly { before: unknown; after: unknown }[]) =>
  keep(() => {
    if (list in mapped) {
      const directory = data.directory as Directory;
      const key = list as keyof typeof mapped;
      const items = new Map<string, { id: string; order: number }>(directory[key]);
      for (const { after } of changes) items.set((after as Room).id, after as Room);
      data.directory = { ...directory, [key]: new Map([...items].sort(([, a], [, b]) => a.order - b.order)) };
    } else {
      const key = list as keyof typeof lists;
      const idOf = lists[key] as (one: unknown) => string;
      const rest = (data[key] as readonly unknown[]).filter(
        (one) => !changes.some(({ before, after }) => idOf(before ?? after) === idOf(one)),
      );
      data[key] = [...rest, ...changes.flatMap(({ after }) => after ?? [])];
    }
  });
vi.mock('#data/saveDirectory.ts', () => ({
  newListedId: () => 'new',
  saveSettings: (_before: AgencySettings, after: AgencySettings) => keep(() => (data.settings = after)),
  saveListed: listed,
}));

const { Settings } = await import('./Settings.tsx');

const room = (id: string, name: string, more: Partial<Room> = {}): [string, Room] => [
  id,
  { id, name, seats: null, order: 1, active: true, ...more },
];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(localDate('2026-11-24'), 480) });
  vi.stubGlobal('CSS', { escape: (text: string) => text });
  Object.assign(data, {
    settings: agency,
    directory: {
      people: new Map(
        ['thinh', 'van', 'huy'].map((id, order): [string, Person] => [
          id,
          { id, name: `Ông ${id}`, positions: [], order, public: true },
        ]),
      ),
      calendars: new Map(calendars.map((one) => [one.id, one])),
      rooms: new Map([
        room('p1', 'Phòng họp số 1', { seats: 40, equipment: ['màn hình'] }),
        room('p2', 'Phòng họp số 2'),
      ]),
      vehicles: new Map([['x1', { id: 'x1', name: 'Xe 7 chỗ', order: 0, active: true }]]),
    } satisfies Directory,
    entries: [],
    holidays: [{ date: localDate('2026-11-24'), name: 'Ngày Văn hóa', kind: 'holiday' }],
    members: [
      { uid: 'minh', name: 'Minh', email: 'minh@so.vn', person: null, active: true, roles: ['admin'], editorOf: [] },
      { uid: 'mai', name: 'Mai', email: 'mai@so.vn', person: null, active: true, roles: ['clerk'], editorOf: [] },
    ],
    roles: ['admin'],
    refuse: false,
  });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.useRealTimers();
});

function open(section: string) {
  const { hook } = memoryLocation({ path: `/settings/${section}` });
  const page = (one: string) => (
    <Router hook={hook}>
      <Settings section={one} />
    </Router>
  );
  const { rerender } = render(page(section));
  return (next: string) => rerender(page(next));
}
const now = () => data.settings as AgencySettings;
const row = (name: RegExp) => screen.getByRole('row', { name });
const edit = (what: string) => fireEvent.click(screen.getByRole('button', { name: `Sửa ${what}` }));
const form = (name: string) => within(screen.getByRole('form', { name }));
const fill = (name: string, label: string, value: string) =>
  fireEvent.change(form(name).getByLabelText(label), { target: { value } });
const save = (name: string) => fireEvent.submit(screen.getByRole('form', { name }));

test('the deadline is set in its row, what it means is said before it is saved, and one step takes it back', async () => {
  open('requests');
  expect(row(/Hạn gửi phiếu Phiếu cho tuần sau gửi trước 11:30 thứ sáu/)).toBeDefined();
  edit('hạn gửi phiếu');
  const day = form('Hạn gửi phiếu').getByRole('combobox');
  expect(document.activeElement).toBe(day);
  fireEvent.change(day, { target: { value: '4' } });
  fill('Hạn gửi phiếu', 'Giờ', '16h');
  expect(screen.getByText(/→ Phiếu cho tuần 49: hạn 16:00 thứ năm 26\/11\./)).toBeDefined();
  save('Hạn gửi phiếu');
  expect(now().requestDeadline).toEqual({ weekday: 4, time: 960 });
  expect(row(/Phiếu cho tuần sau gửi trước 16:00 thứ năm/)).toBeDefined();
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Sửa')); // the hand goes on where it was
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  expect(row(/gửi trước 11:30 thứ sáu/)).toBeDefined();
});

test('there may be no deadline', () => {
  open('requests');
  edit('hạn gửi phiếu');
  fireEvent.change(form('Hạn gửi phiếu').getByRole('combobox'), { target: { value: '' } });
  expect(screen.getByText(/Không phiếu nào bị tính là muộn/)).toBeDefined();
  save('Hạn gửi phiếu');
  expect(now().requestDeadline).toBeNull();
  expect(row(/Hạn gửi phiếu Không đặt hạn/)).toBeDefined();
});

test('a length of a kind as one writes it; blank is two hours again', () => {
  open('hours');
  expect(row(/tiếp công dân 2 giờ \(mặc định\)/)).toBeDefined();
  edit('thời lượng tạm tính: tiếp công dân');
  const name = 'Thời lượng tạm tính: tiếp công dân';
  fill(name, name, '3h30');
  save(name);
  expect(now().assumedMinutes).toEqual({ reception: 210 });
  expect(row(/tiếp công dân 3 giờ 30 phút/)).toBeDefined();
  edit('thời lượng tạm tính: tiếp công dân');
  fill(name, name, '');
  save(name);
  expect(now().assumedMinutes).toEqual({});
});

test('what is wrong is said at its field, nothing is saved, nothing typed is lost', async () => {
  open('hours');
  edit('buổi sáng');
  fill('Buổi sáng', 'Buổi sáng', '7h30-14h');
  save('Buổi sáng');
  expect(screen.getByText(/Ba buổi phải nối nhau/)).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(form('Buổi sáng').getByLabelText('Buổi sáng')));
  expect(form('Buổi sáng').getByLabelText<HTMLInputElement>('Buổi sáng').value).toBe('7h30-14h');
  expect(now()).toBe(agency);
});

test('what is typed stays while one looks at another section; Escape drops it', () => {
  const go = open('agency');
  edit('tên cơ quan');
  fill('Tên cơ quan', 'Tên cơ quan', 'Sở Giáo dục');
  go('words');
  go('agency');
  expect(form('Tên cơ quan').getByLabelText<HTMLInputElement>('Tên cơ quan').value).toBe('Sở Giáo dục');
  fireEvent.keyDown(form('Tên cơ quan').getByLabelText('Tên cơ quan'), { key: 'Escape' });
  expect(screen.queryByRole('form')).toBeNull();
  expect(now()).toBe(agency);
});

test('two at once: another’s change of the same setting is said in the row, a list takes both', () => {
  const go = open('agency');
  edit('tên cơ quan');
  fill('Tên cơ quan', 'Tên cơ quan', 'Sở của tôi');
  act(() => {
    data.settings = { ...agency, name: 'Sở của bạn', blockedWords: ['mật'] };
    data.told();
  });
  expect(screen.getByText(/Người khác vừa đổi thành “Sở của bạn”/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Lưu bản của tôi' }));
  expect(now()).toMatchObject({ name: 'Sở của tôi', blockedWords: ['mật'] });
  go('words');
  edit('từ bị chặn');
  fill('Từ bị chặn', 'Từ bị chặn', 'mật\nđề thi');
  act(() => {
    data.settings = { ...now(), blockedWords: ['mật', 'tuyệt mật'] };
    data.told();
  });
  save('Từ bị chặn');
  expect(now().blockedWords).toEqual(['mật', 'tuyệt mật', 'đề thi']);
});

test('a refusal is said, and what was typed is in its row again', async () => {
  open('agency');
  edit('mẫu số, ký hiệu');
  fill('Mẫu số, ký hiệu', 'Mẫu số, ký hiệu', '{week}/LCT');
  expect(screen.getByText(/→ Tuần này: 48\/LCT, điều chỉnh lần 1: 48\/LCT/)).toBeDefined();
  data.refuse = true;
  await act(async () => save('Mẫu số, ký hiệu'));
  expect((await screen.findByRole('alert')).textContent).toContain('Mẫu số, ký hiệu: máy chủ không nhận');
  expect(form('Mẫu số, ký hiệu').getByLabelText<HTMLInputElement>('Mẫu số, ký hiệu').value).toBe('{week}/LCT');
});

test('of two numbers the wrong one is marked', () => {
  const name = 'iCal giữ bao nhiêu ngày';
  open('web');
  edit(name.toLowerCase());
  fill(name, 'Ngày sau hôm nay', '99999');
  save(name);
  expect(form(name).getByLabelText('Ngày sau hôm nay').getAttribute('aria-invalid')).toBe('true');
  expect(form(name).getByLabelText('Ngày trước hôm nay').getAttribute('aria-invalid')).toBeNull();
});

test('what is typed in a row is there again after the page was left, until it is saved or dropped', async () => {
  open('agency');
  edit('tên cơ quan');
  fill('Tên cơ quan', 'Tên cơ quan', 'Sở mới');
  cleanup();
  open('agency');
  expect(form('Tên cơ quan').getByLabelText<HTMLInputElement>('Tên cơ quan').value).toBe('Sở mới');
  await act(async () => save('Tên cơ quan'));
  cleanup();
  open('agency');
  expect(screen.queryByRole('form')).toBeNull();
  cleanup();
  open('rooms');
  fireEvent.click(screen.getByRole('button', { name: 'Thêm phòng' }));
  fill('Phòng họp', 'Tên', 'Phòng khách');
  cleanup();
  open('rooms');
  expect(form('Phòng họp').getByLabelText<HTMLInputElement>('Tên').value).toBe('Phòng khách');
  fireEvent.keyDown(form('Phòng họp').getByLabelText('Tên'), { key: 'Escape' });
  cleanup();
  open('rooms');
  expect(screen.queryByRole('form')).toBeNull();
});

test('a room is added after the others, with what stands in it; a name twice is refused', () => {
  open('rooms');
  expect(row(/Phòng họp số 1 40 chỗ màn hình Đang dùng/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Thêm phòng' }));
  fill('Phòng họp', 'Tên', 'phong hop so 1');
  save('Phòng họp');
  expect(screen.getByText(/Đã có tên này/)).toBeDefined();
  fill('Phòng họp', 'Tên', 'Hội trường');
  fill('Phòng họp', 'Số chỗ', '250');
  fill('Phòng họp', 'Thiết bị', 'loa, micro');
  save('Phòng họp');
  expect((data.directory as Directory).rooms.get('new')).toEqual({
    id: 'new',
    name: 'Hội trường',
    seats: 250,
    equipment: ['loa', 'micro'],
    order: 2,
    active: true,
  });
});

test('renaming and retiring say what they do first: who still uses the room is counted', () => {
  const entry = { lastDate: '2026-11-25', status: 'planned', stage: 'accepted', place: 'room:p1', vehicle: null };
  data.entries = [entry, { ...entry, lastDate: '2026-11-23' }, { ...entry, place: 'room:p2' }];
  open('rooms');
  edit('Phòng họp số 1');
  fill('Phòng họp số 1', 'Tên', 'Phòng A');
  expect(screen.getByText(/Tuần đã ban hành giữ “Phòng họp số 1”/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Ngừng dùng' }));
  expect(screen.getByText(/1 mục từ hôm nay vẫn ghi phòng này/)).toBeDefined();
  save('Phòng họp số 1');
  expect((data.directory as Directory).rooms.get('p1')).toMatchObject({ name: 'Phòng A', active: false, seats: 40 });
  expect(row(/Phòng A 40 chỗ màn hình Ngừng dùng/)).toBeDefined();
});

describe('a long list', () => {
  const field = () => screen.getByRole('searchbox', { name: 'Tìm trong danh sách' });
  const find = (value: string) => fireEvent.change(field(), { target: { value } });
  const names = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
  beforeEach(() => {
    const many = Array.from({ length: 60 }, (_, n): [string, Person] => {
      const name = `${n % 2 ? 'Nguyễn Thị' : 'Trần Đức'} ${n === 40 ? 'Hồng Vân' : `Số ${n}`}`;
      const title = n === 17 ? 'Kế toán trưởng' : 'Chuyên viên';
      const positions = [{ title, shortTitle: '', unit: n === 30 ? 'gdtrh' : null, from: null, to: null }];
      return [`p${n}`, { id: `p${n}`, name, positions, order: n, public: false }];
    });
    data.directory = { ...(data.directory as Directory), people: new Map(many) };
  });

  test('is looked through by the beginnings of words, without accents, by office and unit too', () => {
    open('people');
    expect(names()).toHaveLength(60);
    find('hong v');
    expect(names()).toEqual(['Trần Đức Hồng Vân']);
    expect(screen.getByText('1 trong 60 dòng')).toBeDefined();
    find('ke toan');
    expect(names()).toEqual(['Nguyễn Thị Số 17']);
    find('GDTrH');
    expect(names()).toEqual(['Trần Đức Số 30']);
    find('khong co ai');
    expect(screen.queryByRole('rowheader')).toBeNull();
    expect(screen.getByText('0 trong 60 dòng')).toBeDefined();
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(names()).toHaveLength(60);
  });

  test('keeps the row that is being edited, and shows what was saved or is added', async () => {
    open('people');
    find('hong van');
    edit('Trần Đức Hồng Vân');
    find('so 12');
    expect(form('Trần Đức Hồng Vân').getByLabelText('Họ tên')).toBeDefined();
    expect(names().every((name) => name?.includes('Số 12'))).toBe(true);
    fill('Trần Đức Hồng Vân', 'Họ tên', 'Trần Đức Hồng Hà');
    await act(async () => save('Trần Đức Hồng Vân'));
    expect(names()).toContain('Trần Đức Hồng Hà');
    find('hong ha');
    fireEvent.click(screen.getByRole('button', { name: 'Thêm người' }));
    expect(names()).toHaveLength(60);
  });

  test('a short one has no such field', () => {
    open('rooms');
    expect(screen.queryByRole('searchbox')).toBeNull();
  });
});

test('a vehicle has a name and a state, no seats', () => {
  open('vehicles');
  edit('Xe 7 chỗ');
  expect(form('Xe 7 chỗ').queryByLabelText('Số chỗ')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Ngừng dùng' }));
  save('Xe 7 chỗ');
  expect((data.directory as Directory).vehicles.get('x1')).toEqual({
    id: 'x1',
    name: 'Xe 7 chỗ',
    order: 0,
    active: false,
  });
});

test('whoever is no administrator, or no more, is told who is, and sees what they had typed', () => {
  open('agency');
  edit('tên cơ quan');
  fill('Tên cơ quan', 'Tên cơ quan', 'Sở mới');
  cleanup();
  data.roles = ['clerk'];
  open('agency');
  expect(screen.getByRole('listitem').textContent).toContain('Tên cơ quan: Sở mới');
  expect(screen.getByRole('heading', { name: 'Bạn không sửa được cài đặt' })).toBeDefined();
  expect(screen.queryByRole('table')).toBeNull();
});

test('the days of Tết are typed in one row, and one step takes them all back', () => {
  open('holidays');
  fireEvent.click(screen.getByRole('button', { name: 'Thêm ngày nghỉ' }));
  fill('Ngày nghỉ', 'Ngày', '24/11/2026');
  fill('Ngày nghỉ', 'Tên', 'Nghỉ Tết Nguyên đán');
  save('Ngày nghỉ');
  expect(screen.getByText('24/11/2026 đã có trong danh sách. Sửa ở dòng của ngày đó.')).toBeDefined();
  fill('Ngày nghỉ', 'Ngày', '5/2/2027');
  fill('Ngày nghỉ', 'Đến hết ngày', '9/2');
  expect(screen.getByText('→ 5 ngày, từ thứ sáu 05/02/2027 đến hết thứ ba 09/02/2027.')).toBeDefined();
  save('Ngày nghỉ');
  expect(data.holidays).toHaveLength(6);
  expect(row(/Thứ ba 09\/02\/2027 Nghỉ Tết Nguyên đán Nghỉ lễ/)).toBeDefined();
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  expect(data.holidays).toHaveLength(1);
});

test('a day entered by mistake goes, and comes back', () => {
  open('holidays');
  fireEvent.click(screen.getByRole('button', { name: 'Bỏ Thứ ba 24/11/2026' }));
  expect(data.holidays).toEqual([]);
  expect(screen.getByText('Đã bỏ Thứ ba 24/11/2026')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }));
  expect(data.holidays).toEqual([{ date: '2026-11-24', name: 'Ngày Văn hóa', kind: 'holiday' }]);
});

test('a new deputy is put behind the director; everybody after moves down', () => {
  open('people');
  fireEvent.click(screen.getByRole('button', { name: 'Thêm người' }));
  fill('Người mới', 'Họ tên', 'Vũ Thị Lan');
  fill('Người mới', 'Chức vụ', 'Phó Giám đốc');
  fill('Người mới', 'Viết tắt', 'PGĐ');
  expect(screen.getByText('→ Mục hôm nay in: PGĐ Vũ Thị Lan.')).toBeDefined();
  fireEvent.change(form('Người mới').getByRole('combobox', { name: /^Đứng sau/ }), { target: { value: 'thinh' } });
  save('Người mới');
  const people = (data.directory as Directory).people;
  expect([...people.keys()]).toEqual(['thinh', 'new', 'van', 'huy']);
  expect(people.get('new')).toMatchObject({
    positions: [{ title: 'Phó Giám đốc', from: null, to: null }],
    public: false,
  });
  expect(row(/Vũ Thị Lan Phó Giám đốc – Chỉ cán bộ/)).toBeDefined();
});

test('a second position; the fault is said in the one that has it', () => {
  open('people');
  edit('Ông van');
  fireEvent.click(form('Ông van').getByRole('button', { name: 'Thêm một chức vụ' }));
  fill('Ông van', 'Viết tắt', 'PGĐ');
  save('Ông van');
  expect(form('Ông van').getByLabelText('Chức vụ').getAttribute('aria-invalid')).toBe('true');
  fill('Ông van', 'Chức vụ', 'Phó Giám đốc');
  fill('Ông van', 'Đến hết ngày', '30/11/2026');
  save('Ông van');
  expect((data.directory as Directory).people.get('van')?.positions).toEqual([
    { title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: null, from: null, to: '2026-11-30' },
  ]);
});

test('a new division says its address before it has it; a merged one takes the former address', () => {
  open('units');
  fireEvent.click(screen.getByRole('button', { name: 'Thêm đơn vị' }));
  fill('Đơn vị mới', 'Tên', 'Phòng Chuyển đổi số');
  fill('Đơn vị mới', 'Tên ngắn', 'Phòng CĐS');
  expect(screen.getByText('Người đọc vào /lich/cds. Sau này không đổi được.')).toBeDefined();
  fill('Đơn vị mới', 'Địa chỉ cũ dẫn về đây', 'board');
  save('Đơn vị mới');
  expect(screen.getByText('“board” đang dẫn tới một đơn vị khác. Chọn chữ khác.')).toBeDefined();
  fill('Đơn vị mới', 'Địa chỉ cũ dẫn về đây', 'cntt, tin-hoc');
  save('Đơn vị mới');
  expect((data.directory as Directory).calendars.get('cds')).toMatchObject({
    shortName: 'Phòng CĐS',
    kind: 'division',
    formerIds: ['cntt', 'tin-hoc'],
  });
});

test('rights are ticked; nobody closes their own account', () => {
  open('members');
  edit('Mai');
  fireEvent.click(form('Mai').getByRole('checkbox', { name: /^Người duyệt/ }));
  fireEvent.click(form('Mai').getByRole('button', { name: 'Đã khóa' }));
  expect(screen.getByText(/→ Khóa: người này không đọc/)).toBeDefined();
  save('Mai');
  expect(data.members).toContainEqual(
    expect.objectContaining({ uid: 'mai', roles: ['clerk', 'approver'], active: false }),
  );
  edit('Minh');
  expect(form('Minh').getByRole('checkbox', { name: /^Quản trị/ })).toHaveProperty('disabled', true);
  expect(form('Minh').queryByRole('button', { name: 'Đã khóa' })).toBeNull();
});

test('the day of reception is set, and goes again', () => {
  open('reception');
  fireEvent.click(screen.getByRole('button', { name: 'Đặt ngày tiếp công dân' }));
  const name = 'Ngày tiếp công dân';
  fill(name, 'Ngày trong tháng', '15');
  fill(name, 'Người tiếp', 'Giám đốc Sở');
  fill(name, 'Địa điểm', 'Phòng tiếp công dân');
  save(name);
  expect(form(name).getByLabelText('Giờ').getAttribute('aria-invalid')).toBe('true');
  fill(name, 'Giờ', '7h30–11h30');
  save(name);
  expect(now().reception).toEqual({ day: 15, who: 'Giám đốc Sở', place: 'Phòng tiếp công dân', hours: '7h30–11h30' });
  expect(screen.queryByRole('button', { name: 'Đặt ngày tiếp công dân' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Bỏ Ngày 15' }));
  expect(now().reception).toBeUndefined();
});

test('a season gets its dates first, then hours of its own', () => {
  open('hours');
  expect(screen.queryByRole('row', { name: /của mùa đó/ })).toBeNull();
  edit('mùa có giờ riêng');
  fill('Mùa có giờ riêng', 'Mùa có giờ riêng', '15/10-15/4');
  expect(screen.getByText(/15\/10 – 15\/04 hằng năm tính theo giờ ở ba dòng dưới/)).toBeDefined();
  save('Mùa có giờ riêng');
  edit('buổi sáng của mùa đó');
  fill('Buổi sáng của mùa đó', 'Buổi sáng của mùa đó', '7h45-11h45');
  save('Buổi sáng của mùa đó');
  expect(now().season).toMatchObject({ from: '10-15', to: '04-15', sessions: { morning: { start: 465, end: 705 } } });
  expect(now().sessions).toBe(agency.sessions);
});

test('what each role may do is told from the one table', () => {
  open('members');
  const table = within(screen.getByRole('table', { name: 'Vai trò nào làm được gì' }));
  const cells = (name: RegExp) =>
    within(table.getByRole('row', { name }))
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
  expect(cells(/^Xem tuần đã ban hành/)).toEqual(['Có', 'Có', 'Có', 'Có', 'Có', 'Có']);
  expect(cells(/^Soạn, sửa mục/)).toEqual(['–', '–', 'Lịch của mình', 'Lịch lãnh đạo', '–', '–']);
  expect(cells(/^Gửi phiếu/)).toEqual(['–', '–', 'Lịch lãnh đạo', 'Lịch lãnh đạo', '–', '–']);
  expect(cells(/^Ban hành/)).toEqual(['–', '–', '–', '–', 'Có', '–']);
  expect(cells(/^Vai trò/)).toEqual(['–', '–', '–', '–', '–', 'Có']);
});
