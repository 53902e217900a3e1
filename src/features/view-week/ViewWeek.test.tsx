// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ShownEntry } from '#data/entries.ts';
import { DataError } from '#data/errors.ts';
import { unsavedBox } from '#data/unsaved.ts';
import { absence } from '#domain/arbitraries.ts';
import type { Calendar, Directory, Person } from '#domain/directory.ts';
import { draftOf, emptyDraft, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft, StoredEntry } from '#domain/entry.ts';
import { localDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { at, clock, publicEntry, publishedWeek } from '#ui/fixtures.ts';

const WEEK = '2026-W48' as WeekId;
const TUESDAY = localDate('2026-11-24');
const data = vi.hoisted(() => ({
  entries: [] as unknown[],
  absences: [] as readonly unknown[],
  error: null as unknown,
  hidden: null as unknown,
  issued: [] as unknown[],
  seen: [] as unknown[],
  mark: vi.fn(),
  person: null as string | null,
  roles: ['viewer'],
  save: vi.fn(),
}));
const sessions = {
  morning: { start: 420, end: 690 },
  afternoon: { start: 810, end: 1050 },
  evening: { start: 1080, end: 1290 },
};

vi.mock('#data/allEntries.ts', () => ({
  useAllEntries: () => ({ data: data.error ? undefined : data.entries, error: data.error }),
}));
vi.mock('#data/absences.ts', () => ({ useAbsencesOf: () => ({ data: data.absences, error: null }) }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({
    member: {
      uid: 'quan',
      name: 'Quân',
      email: '',
      person: data.person,
      active: true,
      roles: data.roles,
      editorOf: ['gdtrh'],
    },
  }),
}));
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: true, since: 0 }) }));
vi.mock('#data/directory.ts', () => ({ useDirectory: () => directory }));
vi.mock('#data/settings.ts', () => ({
  useSettings: () => ({ name: '', defaultCalendar: 'board', weekNumbering: 'iso', sessions }),
}));
vi.mock('#data/members.ts', () => ({
  useMembers: () =>
    new Map([
      ['mai', { uid: 'mai', name: 'Hoàng Thị Mai', person: null, active: true }],
      ['u-van', { uid: 'u-van', name: 'Vân', person: 'van', active: true }],
    ]),
}));
vi.mock('#data/seen.ts', () => ({ useWeekSeen: () => data.seen, markSeen: data.mark }));
vi.mock('#data/saveEntry.ts', () => ({ saveEntry: data.save }));
vi.mock('#data/weekState.ts', () => ({
  useWeekState: () => ({ data: { duty: { '2026-11-24': 'person:van' }, printedNumber: null } }),
}));
vi.mock('#data/publishedWeek.ts', () => ({ useIssuedWeeks: () => ({ data: data.issued }) }));
vi.mock('#data/entryPrivate.ts', () => ({
  useEntryPrivate: (_calendar: string, _id: string, asked: boolean) => ({
    data: asked ? data.hidden : undefined,
    error: null,
  }),
}));

const { ViewWeek } = await import('./ViewWeek.tsx');

const calendar = (id: string, name: string, kind: Calendar['kind'], order: number): Calendar => ({
  id,
  name,
  shortName: name,
  kind,
  order,
  active: true,
});
function leader(id: string, name: string, shortTitle: string): [string, Person] {
  const positions = [{ title: '', shortTitle, unit: 'board', from: null, to: null }];
  return [id, { id, name, positions, order: 1, public: true }];
}
const directory: Directory = {
  people: new Map([leader('van', 'Nguyễn Thị Hồng Vân', 'PGĐ'), leader('huy', 'Lê Quang Huy', 'PGĐ')]),
  calendars: new Map([
    ['board', calendar('board', 'Ban Giám đốc', 'board', 0)],
    ['gdtrh', calendar('gdtrh', 'Phòng GDTrH', 'division', 1)],
  ]),
  rooms: new Map([['p1', { id: 'p1', name: 'Phòng họp số 1', seats: null, order: 0, active: true }]]),
  vehicles: new Map(),
};

function entry(calendarId: string, id: string, draft: Partial<EntryDraft>, stage: Entry['stage'] = 'accepted') {
  const typed = { ...emptyDraft('2026-11-24'), time: '8h', ...draft };
  const parsed = parseEntry(typed, { id, calendar: calendarId, week: WEEK, stage });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { ...parsed.entry, revision: 1, updatedBy: 'mai', updatedAt: 0, pending: false };
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
  data.entries = [
    entry('board', 'b1', { content: 'Họp giao ban', chairs: ['person:van'] }),
    entry('gdtrh', 'd1', { content: 'Kiểm tra nội bộ', visibility: 'internal', time: '14h' }),
    entry('board', 'r1', { content: 'Phiếu chưa nhận' }, 'requested'),
  ];
  data.absences = [];
  data.error = null;
  data.hidden = null;
  data.issued = [];
  data.seen = [];
  data.person = null;
  data.roles = ['viewer'];
  history.replaceState(null, '', `/view/${WEEK}`);
});
afterEach(cleanup);

const contents = () =>
  screen
    .getAllByRole('row')
    .map((row) => row.textContent)
    .join();

test('staff see every calendar, internal entries too, each with its calendar; requests are not on the schedule yet', () => {
  render(<ViewWeek week={WEEK} />);
  expect(screen.getByRole('row', { name: /Họp giao ban .*Ban Giám đốc/ })).toBeTruthy();
  expect(screen.getByRole('row', { name: /Kiểm tra nội bộ .*Phòng GDTrH.*Nội bộ/ })).toBeTruthy();
  expect(contents()).not.toContain('Phiếu chưa nhận');
  expect(contents()).toContain('Trực: PGĐ Nguyễn Thị Hồng Vân');
});

test('who acts for somebody away stands in the week, on duty too', () => {
  data.absences = [absence({ person: 'van', from: TUESDAY, to: TUESDAY, substitute: 'text:Chánh Văn phòng' })];
  render(<ViewWeek week={WEEK} />);
  expect(screen.getByRole('row', { name: /Họp giao ban/ }).textContent).toContain(
    'Chánh Văn phòng (thay PGĐ Nguyễn Thị Hồng Vân)',
  );
  expect(contents()).toContain('Trực: Chánh Văn phòng (thay PGĐ Nguyễn Thị Hồng Vân)');
});

test('a link keeps its filter, also to the next week', () => {
  history.replaceState(null, '', `/view/${WEEK}?nguoi=van`);
  render(<ViewWeek week={WEEK} />);
  expect(contents()).toContain('Họp giao ban');
  expect(contents()).not.toContain('Kiểm tra nội bộ');
  expect(screen.getByRole('link', { name: 'Tuần sau' }).getAttribute('href')).toBe('/view/2026-W49?nguoi=van');
  const told = screen.getByText(/theo lựa chọn này/);
  expect(told.getAttribute('role')).toBe('status');
  fireEvent.click(screen.getByRole('button', { name: 'Xem tất cả' }));
  expect(contents()).toContain('Kiểm tra nội bộ');
  expect(told.isConnected && told.textContent).toBe(''); // its place stays, for the next
});

test('a link by room shows what it filters by, and all can be shown again', () => {
  history.replaceState(null, '', `/view/${WEEK}?phong=p1`);
  data.entries.push(entry('board', 'b2', { content: 'Họp ở phòng một', place: 'room:p1' }));
  render(<ViewWeek week={WEEK} />);
  expect(contents()).toContain('Họp ở phòng một');
  expect(contents()).not.toContain('Họp giao ban');
  expect(screen.getByRole('button', { name: 'Lọc · 1' }).getAttribute('aria-expanded')).toBe('true');
  const filters = screen.getByRole('group', { name: 'Lọc' });
  expect(within(filters).getByRole('combobox', { name: 'Phòng họp: Phòng họp số 1' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Xem tất cả' }));
  expect(contents()).toContain('Họp giao ban');
  expect(within(filters).getByRole('combobox', { name: 'Phòng họp: Mọi phòng họp' })).toBeTruthy();
});

test('an entry opens with what this person may read; only its editors get to edit it', () => {
  data.hidden = { meetingLink: 'javascript:alert(1)', note: 'Chỉ người soạn đọc' };
  render(<ViewWeek week={WEEK} />);
  fireEvent.click(screen.getByRole('button', { name: 'Chi tiết: Họp giao ban' }));
  const dialog = screen.getByRole('dialog', { name: /Thứ ba 24\/11, 08:00/ });
  expect(within(dialog).queryByRole('link')).toBeNull(); // neither to edit, nor to a script
  expect(within(dialog).queryByText('Chỉ người soạn đọc')).toBeNull(); // the store is not even asked
  fireEvent.click(within(dialog).getByRole('button', { name: /Đóng/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Chi tiết: Kiểm tra nội bộ' }));
  expect(screen.getByRole('link', { name: 'Mở để sửa' }).getAttribute('href')).toBe(`/edit/gdtrh/${WEEK}`);
  expect(screen.getByText('Chỉ người soạn đọc')).toBeTruthy();
});

test.each(['bang', 'lanhdao'])('what the last revision did to an entry stands beside it (%s)', (look) => {
  history.replaceState(null, '', `/view/${WEEK}?kieu=${look}`);
  const before = { session: null, start: 420, end: null };
  const changed = { id: 'b1', change: { kind: 'changed', fields: ['time', 'place'], timeBefore: before } };
  const added = { id: 'b3', change: { kind: 'added', fields: [], timeBefore: null } };
  const stopped = { id: 'b2', change: { kind: 'cancelled', fields: [], timeBefore: null } };
  data.issued = [
    { calendar: 'board', revision: 2, issuedAt: 0, entries: [changed, stopped, added, { ...added, id: 'd3' }] },
  ];
  const chairs = ['person:van'];
  data.entries.push(
    entry('board', 'b2', { content: 'Họp thường trực', time: '10h', status: 'cancelled', reason: 'Bão số 9', chairs }),
    entry('board', 'b3', { content: 'Tiếp đoàn', time: '14h', chairs }),
    entry('gdtrh', 'd3', { content: 'Của phòng', time: '15h', chairs }),
  );
  render(<ViewWeek week={WEEK} />);
  expect(screen.getByText(/^Ban Giám đốc: đã ban hành .* điều chỉnh lần 1$/)).toBeTruthy();
  const text = contents();
  expect(text).toMatch(/Họp giao ban +Đổi giờ · 07:00 +Đổi địa điểm/);
  expect(text).toMatch(/Họp thường trực *Hủy *Lý do: Bão số 9/);
  expect(text).toMatch(/Tiếp đoàn *Bổ sung/);
  expect(text.match(/Bổ sung/g)).toHaveLength(1);
});

describe('leaders in columns', () => {
  beforeEach(() => history.replaceState(null, '', `/view/${WEEK}?kieu=lanhdao`));

  test('each leader has a column over all calendars; who has nothing in a session is read out as free', () => {
    data.entries.push(entry('gdtrh', 'd2', { content: 'Dự giờ', time: '14h', attendees: ['person:van'] }));
    render(<ViewWeek week={WEEK} />);
    const table = screen.getByRole('table', { name: 'Lịch công tác tuần 48 theo lãnh đạo, Mọi lịch' });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Thứ, ngày', 'Buổi', 'PGĐ Nguyễn Thị Hồng Vân', 'PGĐ Lê Quang Huy']);
    const cells = (name: RegExp) =>
      within(within(table).getByRole('row', { name }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent?.trim());
    expect(cells(/Thứ ba 24\/11.*Sáng/)).toEqual(['08:00 Họp giao ban', 'trống']);
    expect(cells(/^Chiều/)).toEqual(['14:00 Dự giờ', 'trống']);
    expect(within(table).getByRole('row', { name: 'Thứ hai 23/11 · Không có lịch' })).toBeTruthy();
    expect(within(table).getByText('Trực: PGĐ Vân')).toBeTruthy();
  });

  test('who is away has it told with who acts, in whose column the meeting stands', () => {
    data.absences = [absence({ person: 'van', from: TUESDAY, to: TUESDAY, substitute: 'person:huy' })];
    render(<ViewWeek week={WEEK} />);
    const cells = (name: RegExp) =>
      within(screen.getByRole('row', { name }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent?.replaceAll(/\s+/g, ' ').trim());
    expect(cells(/Thứ ba 24\/11.*Sáng/)).toEqual([
      'Đi công tác 24/11/2026. PGĐ Huy thay',
      '08:00 Họp giao ban thay PGĐ Vân',
    ]);
    expect(cells(/^Chiều/)).toEqual(['Đi công tác', 'trống']);
    expect(screen.getByText('Trực: PGĐ Huy')).toBeTruthy();
  });

  test('one person alone, and what they have opens', () => {
    history.replaceState(null, '', `/view/${WEEK}?kieu=lanhdao&nguoi=huy`);
    data.entries.push(entry('board', 'b2', { content: 'Dự giờ', time: '14h', attendees: ['person:huy'] }));
    render(<ViewWeek week={WEEK} />);
    expect(screen.getAllByRole('columnheader').at(-1)!.textContent).toBe('PGĐ Lê Quang Huy');
    expect(screen.queryByRole('button', { name: /Họp giao ban/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '14:00 Dự giờ' }));
    expect(screen.getByRole('dialog', { name: /Thứ ba 24\/11, 14:00/ })).toBeTruthy();
  });

  test('on a phone the table stands for them', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {}, removeEventListener: () => {} }));
    render(<ViewWeek week={WEEK} />);
    expect(screen.getByRole('table', { name: 'Lịch công tác tuần 48, Mọi lịch' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Theo lãnh đạo' })).toBeNull();
  });
});

describe('day and time changed in the form, by who may edit the calendar', () => {
  const stored = (id: string) => data.entries.find((one) => (one as { id: string }).id === id) as StoredEntry;
  beforeEach(() => {
    data.save.mockReset();
    data.save.mockResolvedValue(undefined);
    sessionStorage.clear();
    localStorage.clear();
  });
  const open = (content: string) => {
    fireEvent.click(screen.getByRole('button', { name: `Chi tiết: ${content}` }));
    return screen.getByRole('dialog');
  };
  const type = (dialog: HTMLElement, time: string) => {
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Giờ' }), { target: { value: time } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Dời mục' }));
  };
  /** The store's answer: what was saved last stands. */
  const take = (page: ReturnType<typeof render>) => {
    const [saved, base] = data.save.mock.lastCall as [Entry, StoredEntry];
    data.entries = data.entries.map((one) =>
      (one as StoredEntry).id === saved.id ? { ...base, ...saved, revision: base.revision + 1 } : one,
    );
    page.rerender(<ViewWeek week={WEEK} />);
  };

  test('a calendar that this person does not edit has no such form', () => {
    render(<ViewWeek week={WEEK} />);
    expect(within(open('Họp giao ban')).queryByRole('form')).toBeNull();
  });

  test('is saved as the next revision of the same entry, nothing else of it changed, and can be taken back and done again', async () => {
    const page = render(<ViewWeek week={WEEK} />);
    const before = stored('d1');
    type(open('Kiểm tra nội bộ'), '15h30-17h');
    expect(screen.queryByRole('dialog')).toBeNull();
    const { revision: _r, updatedBy: _b, updatedAt: _a, pending: _p, ...rest } = before as ShownEntry;
    const time = { session: null, start: 930, end: 1020 };
    expect(data.save).toHaveBeenCalledWith({ ...rest, time }, before);
    expect(screen.getByText('Đã dời “Kiểm tra nội bộ” sang thứ ba 24/11, 15:30–17:00')).toBeTruthy();
    take(page);
    fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }));
    expect(data.save).toHaveBeenLastCalledWith({ ...rest, time: before.time }, stored('d1'));
    take(page);
    fireEvent.keyDown(document.body, { key: 'y', ctrlKey: true });
    expect(data.save).toHaveBeenLastCalledWith({ ...rest, time }, stored('d1'));
  });

  test('again before the store has answered, it follows the first move and not what stood before', () => {
    data.save.mockReturnValue(new Promise(() => {}));
    render(<ViewWeek week={WEEK} />);
    type(open('Kiểm tra nội bộ'), '15h');
    type(open('Kiểm tra nội bộ'), '16h');
    const [next, base] = data.save.mock.lastCall as [Entry, StoredEntry];
    expect(base).toMatchObject({ revision: 2, time: { start: 900 } });
    expect(next).toMatchObject({ time: { start: 960 } });
    expect(next).not.toHaveProperty('revision');
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(data.save.mock.lastCall).toMatchObject([{ time: { start: 900 } }, { revision: 3 }]);
  });

  test('a colleague changes it meanwhile: the time half typed stands, and closing it one is at it again', () => {
    const page = render(<ViewWeek week={WEEK} />);
    screen.getByRole('button', { name: 'Chi tiết: Kiểm tra nội bộ' }).focus();
    const dialog = open('Kiểm tra nội bộ');
    const time = within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Giờ' });
    time.focus();
    fireEvent.change(time, { target: { value: '15h' } });
    const theirs = { date: localDate('2026-11-26'), lastDate: localDate('2026-11-26'), place: 'room:p1', revision: 2 };
    data.entries[1] = { ...stored('d1'), ...theirs };
    page.rerender(<ViewWeek week={WEEK} />);
    expect(within(dialog).getByRole('heading', { level: 2 }).textContent).toContain('26/11');
    expect(document.activeElement).toBe(time);
    expect(time.value).toBe('15h');
    fireEvent.click(within(dialog).getByRole('button', { name: /^Đóng/ }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Chi tiết: Kiểm tra nội bộ' }));
    fireEvent.change(within(open('Kiểm tra nội bộ')).getByRole('textbox', { name: 'Giờ' }), {
      target: { value: '15h' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Dời mục' }));
    const { revision, ...when } = theirs;
    expect(data.save.mock.lastCall).toMatchObject([{ ...when, time: { start: 900 } }, { revision }]);
  });

  test('a time that is none is told at the field, and nothing is saved', () => {
    render(<ViewWeek week={WEEK} />);
    const dialog = open('Kiểm tra nội bộ');
    type(dialog, '25h');
    expect(within(dialog).getByText(/Chưa rõ giờ/)).toBeTruthy();
    expect(data.save).not.toHaveBeenCalled();
  });

  test('what it now clashes with is shown, and stays until it is closed', async () => {
    data.entries.push(entry('board', 'b2', { content: 'Họp khác', time: '16h-17h', chairs: ['person:van'] }));
    data.entries[1] = entry('gdtrh', 'd1', { content: 'Kiểm tra nội bộ', time: '14h-15h', chairs: ['person:van'] });
    const page = render(<ViewWeek week={WEEK} />);
    type(open('Kiểm tra nội bộ'), '16h30-17h');
    take(page);
    const clashes = screen.getByRole('list', { name: 'Trùng lịch của mục này' });
    expect(clashes.textContent).toContain('Trùng giờ PGĐ Nguyễn Thị Hồng Vân · 16:00–17:00 Họp khác');
    fireEvent.click(screen.getByRole('button', { name: 'Giữ như vậy' }));
    expect(screen.queryByRole('list', { name: 'Trùng lịch của mục này' })).toBeNull();
  });

  test('what the store refuses is said with why, and is not on the way back', async () => {
    data.save.mockRejectedValue(new DataError('stale', { current: stored('d1') }));
    render(<ViewWeek week={WEEK} />);
    type(open('Kiểm tra nội bộ'), '16h');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Chưa dời được “Kiểm tra nội bộ”. Hoàng Thị Mai vừa sửa mục này');
    expect(Object.keys(localStorage).filter((key) => key.startsWith('unsaved:'))).toEqual([]);
    fireEvent.click(within(alert).getByRole('button', { name: 'Đóng' }));
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(data.save).toHaveBeenCalledTimes(1);
  });

  test('what somebody changed since is not taken back over them', () => {
    const page = render(<ViewWeek week={WEEK} />);
    type(open('Kiểm tra nội bộ'), '16h');
    take(page);
    const theirs = entry('gdtrh', 'd1', { content: 'Kiểm tra nội bộ', time: '9h' });
    data.entries = data.entries.map((one) => ((one as StoredEntry).id === 'd1' ? { ...theirs, revision: 3 } : one));
    page.rerender(<ViewWeek week={WEEK} />);
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(data.save).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('alert').textContent).toContain('Hoàng Thị Mai đã sửa giờ sau đó');
    // As in the editor: theirs stands, ours may be chosen.
    fireEvent.click(screen.getByRole('button', { name: 'Vẫn đưa về thứ ba 24/11, 14:00' }));
    expect(data.save.mock.lastCall).toMatchObject([{ time: { start: 840 } }, { revision: 3 }]);
    take(page);
    fireEvent.keyDown(document.body, { key: 'y', ctrlKey: true });
    expect(data.save.mock.lastCall).toMatchObject([{ time: { start: 540 } }, { revision: 4 }]);
  });

  test('the same after another window of this person; what it changed of other things stays', () => {
    const page = render(<ViewWeek week={WEEK} />);
    type(open('Kiểm tra nội bộ'), '16h');
    take(page);
    const elsewhere = (change: object) => {
      data.entries = data.entries.map((one) => {
        const entry = one as StoredEntry;
        return entry.id === 'd1' ? { ...entry, ...change, updatedBy: 'quan', revision: entry.revision + 1 } : one;
      });
      page.rerender(<ViewWeek week={WEEK} />);
    };
    elsewhere({ content: 'Kiểm tra nội bộ quý IV' });
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(data.save.mock.lastCall).toMatchObject([{ content: 'Kiểm tra nội bộ quý IV', time: { start: 840 } }, {}]);
    take(page);
    elsewhere({ time: { session: null, start: 600, end: null } });
    fireEvent.keyDown(document.body, { key: 'y', ctrlKey: true });
    expect(screen.getByRole('alert').textContent).toContain('Bạn, ở cửa sổ khác, đã sửa giờ sau đó');
    fireEvent.click(screen.getByRole('button', { name: 'Giữ như vậy' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(data.save).toHaveBeenCalledTimes(2);
  });

  test('words typed in the editor and not saved stay on this machine', async () => {
    const box = unsavedBox(localStorage, 'quan', 'gdtrh', WEEK);
    const typed = { ...draftOf(stored('d1')), content: 'Chưa lưu' };
    const kept = { draft: typed, internal: null, origin: stored('d1'), deletion: null, sent: false, tab: 'editor' };
    box.keep('d1', kept);
    render(<ViewWeek week={WEEK} />);
    type(open('Kiểm tra nội bộ'), '16h');
    await act(async () => {});
    expect(data.save).toHaveBeenCalledTimes(1);
    expect(box.all().get('d1')).toEqual(kept);
  });

  test('while it is on its way it is kept on this machine, for the editor to find', () => {
    data.save.mockReturnValue(new Promise(() => {}));
    render(<ViewWeek week={WEEK} />);
    type(open('Kiểm tra nội bộ'), '16h');
    const kept = unsavedBox(localStorage, 'quan', 'gdtrh', WEEK).all().get('d1')!;
    expect(kept).toMatchObject({ sent: true, origin: { revision: 1 }, draft: { time: '16h' } });
  });
});

test('a week that could not be read is never shown as empty', () => {
  data.error = new DataError('unknown');
  render(<ViewWeek week={WEEK} />);
  expect(screen.getByRole('heading', { name: 'Chưa tải được lịch' })).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});

describe('where the sheet is the invitation', () => {
  const invitation = (changedIn = 1) =>
    publishedWeek(WEEK, [
      publicEntry('b1', '2026-11-24', clock(480), {
        content: 'Họp giao ban',
        attendees: ['PGĐ Nguyễn Thị Hồng Vân', 'PGĐ Lê Quang Huy', 'Hiệu trưởng các trường'],
        changedIn,
      }),
    ]);
  const seen = (by: string, revision = 1) => ({ by, entry: 'b1', revision, at: at('2026-11-23', 545) });
  const list = () => within(screen.getByRole('dialog')).getByRole('region', { name: /đã xem/ });

  test('the office sees who has seen it and who has not, and takes the list along to call them', () => {
    data.roles = ['clerk'];
    data.issued = [invitation()];
    data.seen = [seen('u-van')];
    render(<ViewWeek week={WEEK} />);
    fireEvent.click(screen.getByRole('button', { name: '1/2 đã xem: Họp giao ban' }));
    expect(
      within(list())
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'PGĐ Lê Quang Huy, Ban Giám đốc chưa có tài khoản',
      'PGĐ Nguyễn Thị Hồng Vân, Ban Giám đốc 09:05 23/11',
    ]);
    expect(list().textContent).toContain('Không theo dõi được, vì không có trong danh bạ: Hiệu trưởng các trường.');
    fireEvent.click(screen.getByRole('button', { name: 'Chép danh sách chưa xem' }));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Chép danh sách chưa xem' }).value).toBe(
      'Chưa xem lịch (1/2):\nHọp giao ban · 08:00 Thứ ba 24/11\n- PGĐ Lê Quang Huy, Ban Giám đốc · chưa có tài khoản',
    );
  });

  test('other staff are told nothing of it', () => {
    data.issued = [invitation()];
    data.seen = [seen('u-van')];
    render(<ViewWeek week={WEEK} />);
    expect(screen.queryByText(/đã xem/)).toBeNull();
  });

  test('who is invited says so here, and again after it changed', () => {
    data.person = 'van';
    data.issued = [invitation()];
    data.mark.mockResolvedValue(undefined);
    render(<ViewWeek week={WEEK} />);
    fireEvent.click(screen.getByRole('button', { name: 'Đã xem: Họp giao ban' }));
    expect(data.mark).toHaveBeenCalledWith(data.issued[0], expect.objectContaining({ id: 'b1' }));
    cleanup();
    data.seen = [seen('quan')];
    render(<ViewWeek week={WEEK} />);
    expect(screen.getByText('Bạn đã xem 09:05 23/11')).toBeTruthy();
    cleanup();
    data.issued = [invitation(2)];
    render(<ViewWeek week={WEEK} />);
    expect(screen.getByRole('button', { name: 'Đã xem: Họp giao ban' })).toBeTruthy();
  });
});
