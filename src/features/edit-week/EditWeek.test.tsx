// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useMemo, useSyncExternalStore } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { Absence } from '#domain/absence.ts';
import { absence } from '#domain/arbitraries.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import type { Deletion, Entry, StoredEntry } from '#domain/entry.ts';
import { localDate } from '#domain/time.ts';
import { savedBy, storedOf, WEEK } from '#domain/fixtures.ts';

// The data room stands here as a table in memory: what the page saves is on screen at once and pending until answered.

type Shown = StoredEntry & { pending: boolean };
const backend = vi.hoisted(() => {
  const watchers = new Set<() => void>();
  const state = {
    entries: [] as readonly unknown[],
    elsewhere: [] as readonly unknown[],
    lastWeek: [] as readonly unknown[],
    holidays: [] as readonly unknown[],
    present: [] as readonly string[],
    answers: [] as {
      entry: unknown;
      base: unknown;
      hidden: unknown;
      accept: () => void;
      refuse: (error: unknown) => void;
    }[],
    deleted: [] as unknown[],
    history: [] as readonly unknown[],
    others: [] as readonly unknown[],
    accepted: [] as readonly unknown[],
    absences: [] as readonly unknown[],
    weekStates: [] as unknown[],
    duty: null as unknown,
    refuseDeletion: false,
    published: null as unknown,
    online: true,
    hidden: null as unknown,
    series: [] as readonly unknown[],
    seriesWrites: [] as unknown[],
    roles: [] as string[],
    tell: () => {
      for (const watcher of watchers) watcher();
    },
    watch: (watcher: () => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
  return state;
});

/** The revision that a save leaves. */
const revisionAfter = (base: StoredEntry | Deletion | null) =>
  base === null ? 1 : ('deletedIn' in base ? base.deletedIn : base.revision) + 1;

const show = (entries: readonly Shown[]) =>
  act(() => {
    backend.entries = entries;
    backend.tell();
  });

vi.mock('#data/week.ts', () => ({
  useWeekEntries: (_calendar: string, week: string) => ({
    data: useSyncExternalStore(backend.watch, () => (week === WEEK ? backend.entries : backend.lastWeek)),
    error: null,
  }),
}));
vi.mock('#data/allEntries.ts', () => ({
  useAllEntries: () => ({ data: useSyncExternalStore(backend.watch, () => backend.elsewhere), error: null }),
}));
vi.mock('#data/fixedEntries.ts', () => ({ useFixedEntries: () => ({ data: [], error: null }) }));
vi.mock('#data/series.ts', () => ({
  useSeries: () => ({ data: useSyncExternalStore(backend.watch, () => backend.series), error: null }),
  writeSeries: (_calendar: string, writes: unknown) => {
    backend.seriesWrites.push(writes);
    return Promise.resolve();
  },
}));
vi.mock('#data/holidays.ts', () => ({ useHolidays: () => ({ data: backend.holidays, error: null }) }));
vi.mock('#data/copyEntry.ts', async () => {
  const { saveEntry } = await import('#data/saveEntry.ts');
  return {
    copyEntry: (entry: Entry) =>
      backend.present.includes(entry.id)
        ? Promise.resolve({ id: entry.id, present: true })
        : saveEntry(entry, null).then(() => ({ id: entry.id, present: false })),
  };
});
vi.mock('#data/session.ts', () => ({
  useSession: () => ({
    status: 'signedIn',
    member: {
      uid: 'mai',
      name: 'Hoàng Thị Mai',
      email: '',
      person: null,
      active: true,
      roles: backend.roles,
      editorOf: ['board'],
    },
  }),
}));
vi.mock('#data/directory.ts', () => ({ useDirectory: () => directory }));
vi.mock('#data/settings.ts', () => ({
  useSettings: () => settings,
}));
vi.mock('#data/weekState.ts', () => ({
  useWeekState: () => {
    const duty = useSyncExternalStore(backend.watch, () => backend.duty);
    return { data: useMemo(() => duty && { duty, revision: 1 }, [duty]), error: null };
  },
  saveWeekState: (state: unknown) => {
    backend.weekStates.push(state);
    return Promise.resolve();
  },
}));
vi.mock('#data/publishedWeek.ts', () => ({ usePublishedWeek: () => ({ data: backend.published, error: null }) }));
vi.mock('#data/members.ts', () => {
  const members = new Map([
    ['ha', { name: 'Đỗ Thu Hà' }],
    ['mai', { name: 'Hoàng Thị Mai' }],
  ]);
  return { useMembers: () => members };
});
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: backend.online, since: 0 }) }));
vi.mock('#data/history.ts', () => ({ useEntryHistory: () => ({ data: backend.history }) }));
vi.mock('#data/acceptedClashes.ts', () => ({
  useAcceptedClashes: () => ({ data: useSyncExternalStore(backend.watch, () => backend.accepted) }),
  acceptClash: (_calendar: string, _week: string, standing: string, reason: string) => {
    backend.accepted = [{ id: 'a1', standing, reason, by: 'ha', at: 1_764_000_000_000 }];
    backend.tell();
    return Promise.resolve();
  },
  takeAcceptanceBack: () => {
    backend.accepted = [];
    backend.tell();
    return Promise.resolve();
  },
}));
vi.mock('#data/absences.ts', () => ({
  useAbsencesOf: () => ({ data: useSyncExternalStore(backend.watch, () => backend.absences), error: null }),
  saveAbsence: (saved: { id: string }) => {
    backend.absences = backend.absences.map((one) => ((one as typeof saved).id === saved.id ? saved : one));
    backend.tell();
    return Promise.resolve();
  },
}));
vi.mock('#data/presence.ts', () => ({ usePresence: () => backend.others }));
vi.mock('#data/deletedEntries.ts', () => ({ useDeletedEntries: () => ({ data: backend.history, error: null }) }));
vi.mock('#data/entryPrivate.ts', () => ({
  useEntryPrivate: () => ({ data: null, error: null }),
  readEntryPrivate: () => Promise.resolve(backend.hidden),
}));
vi.mock('#data/deleteEntry.ts', () => ({
  deleteEntry: (entry: unknown) => {
    if (backend.refuseDeletion) return Promise.reject(new DataError('forbidden'));
    backend.deleted.push(entry);
    return Promise.resolve();
  },
}));
vi.mock('#data/saveEntry.ts', () => ({
  newEntryId: () => `new${backend.answers.length}`, // every new one is saved before the next is named
  saveEntry: (entry: Entry, base: StoredEntry | Deletion | null, hidden?: unknown) =>
    new Promise<void>((accept, refuse) => {
      backend.answers.push({ entry, base, hidden, accept, refuse });
      const stored = { ...entry, revision: revisionAfter(base), updatedBy: 'mai', updatedAt: 1, pending: true };
      backend.entries = [...(backend.entries as Shown[]).filter(({ id }) => id !== entry.id), stored];
      backend.tell();
    }),
}));

const { EditWeek } = await import('./EditWeek.tsx');
const { readyAll } = await import('./openedParts.ts');
beforeAll(() => readyAll());

const board: Calendar = { id: 'board', name: 'Ban Giám đốc', shortName: 'BGĐ', kind: 'board', order: 0, active: true };
const position = [{ title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: null, from: null, to: null }];
const directory: Directory = {
  people: new Map([['van', { id: 'van', name: 'Nguyễn Thị Hồng Vân', positions: position, order: 1, public: true }]]),
  calendars: new Map([
    ['board', board],
    ['gdtrh', { ...board, id: 'gdtrh', name: 'Phòng Giáo dục Trung học', shortName: 'Phòng GDTrH', kind: 'division' }],
  ]),
  rooms: new Map([['p1', { id: 'p1', name: 'Phòng họp số 1', seats: null, order: 1, active: true }]]),
  vehicles: new Map(),
};

const hours = (start: number, end: number) => ({ start, end });
const settings = {
  name: '',
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  replacesInvitation: true,
  sessions: { morning: hours(450, 690), afternoon: hours(810, 1020), evening: hours(1140, 1290) },
};

const first = storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu' }, 1, 'e1');
const second = storedOf({ time: '14h', content: 'Họp Hội đồng' }, 1, 'e2');

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal('CSS', { escape: (text: string) => text }); // jsdom has none; the ids here need none
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
  Object.assign(backend, {
    entries: [first, second],
    elsewhere: [],
    lastWeek: [],
    holidays: [],
    present: [],
    answers: [],
    deleted: [],
    history: [],
    others: [],
    accepted: [],
    absences: [],
    weekStates: [],
    duty: null,
    refuseDeletion: false,
    published: null,
    online: true,
    hidden: null,
    series: [],
    seriesWrites: [],
    roles: [],
  });
});
afterEach(cleanup);

const open = () => render(<EditWeek calendar="board" week={WEEK} />);
const line = (name: RegExp) => screen.getByRole('row', { name });
const press = (key: string, more: object = {}) => fireEvent.keyDown(document.activeElement!, { key, ...more });
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const focusLine = (name: RegExp) => act(() => line(name).focus());
/** A button of the note at the foot of the page. */
const inNote = (name: string) => within(document.querySelector<HTMLElement>('.toast')!).getByRole('button', { name });
const lastSave = () => backend.answers.at(-1)!;

test('a key press and a colleague’s save draw their own line, not the week', () => {
  let drawn = 0;
  const watched = {
    ...second,
    get gatheringPoint() {
      drawn += 1;
      return second.gatheringPoint;
    },
  };
  backend.entries = [first, watched];
  open();
  expect(drawn).toBeGreaterThan(0);
  drawn = 0;
  focusLine(/Rà soát/);
  press('Enter');
  type('Nội dung', 'Rà soát lần hai');
  press('Escape');
  show([savedBy(first, 'ha', { content: 'Rà soát lần ba' }), watched] as Shown[]);
  expect(line(/Rà soát lần ba/)).toBeDefined();
  expect(drawn).toBe(0);
});

describe('what clashes', () => {
  const inRoom = (id: string, time: string, content: string) =>
    storedOf({ time, content, place: 'room:p1', chairs: ['person:van'] }, 1, id);

  test('the line says so, and the open one lists with whom, why, and the way there', () => {
    backend.entries = [inRoom('a', '8h', 'Xét thăng hạng'), inRoom('b', '9h30', 'Rà soát chỉ tiêu'), second];
    open();
    expect(line(/Xét thăng hạng/).textContent).toContain('Có thể trùng');
    expect(line(/Họp Hội đồng/).textContent).not.toContain('trùng');
    focusLine(/Rà soát/);
    press('Enter');
    const listed = within(screen.getByRole('list', { name: 'Trùng lịch của mục này' })).getAllByRole('listitem');
    expect(listed.map((item) => item.textContent)).toEqual([
      'Có thể trùngPGĐ Nguyễn Thị Hồng Vân, Phòng họp số 1 · 08:00 Xét thăng hạng (chưa có giờ kết thúc, tạm tính 2 giờ) Chọn phòng trốngChọn người trốngXemChấp nhận…',
    ]);
    fireEvent.click(within(listed[0]!).getByRole('button', { name: /Xem .*Xét thăng hạng/ }));
    expect(document.activeElement).toBe(line(/Xét thăng hạng/));
  });

  test('it follows what is typed, before anything is saved', async () => {
    backend.entries = [inRoom('a', '8h-9h', 'Xét thăng hạng'), inRoom('b', '9h30', 'Rà soát chỉ tiêu')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    expect(screen.queryByText('Trùng giờ')).toBeNull();
    type('Giờ', '8h30');
    expect(await screen.findAllByText('Trùng giờ')).toHaveLength(2); // under the open line, and in the other
    type('Giờ', '9h');
    await waitFor(() => expect(screen.queryByText('Trùng giờ')).toBeNull());
    expect(backend.answers).toEqual([]);
  });

  test('one that is accepted, with why, counts no more while both stand as they stood', async () => {
    backend.entries = [inRoom('a', '8h-9h', 'Xét thăng hạng'), inRoom('b', '8h30', 'Rà soát chỉ tiêu')];
    open();
    expect(screen.getByRole('button', { name: '1 xung đột' })).toBeDefined();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: /^Chấp nhận trùng với .*Xét thăng hạng…$/ }));
    const reason = screen.getByLabelText('Lý do chấp nhận');
    expect(document.activeElement).toBe(reason);
    fireEvent.click(screen.getByRole('button', { name: 'Chấp nhận' }));
    expect(backend.accepted).toEqual([]);
    expect(screen.getByText('Ghi lý do: người soạn sau sẽ hỏi.')).toBeDefined();
    fireEvent.change(reason, { target: { value: ' Hai nhóm  chung phòng ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Chấp nhận' }));
    expect(backend.accepted).toMatchObject([{ reason: 'Hai nhóm chung phòng' }]);
    expect(document.activeElement?.textContent).toBe('Xem');
    expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull();
    expect(line(/Xét thăng hạng/).textContent).not.toContain('Trùng giờ');
    const item = within(screen.getByRole('list', { name: 'Trùng lịch của mục này' })).getByRole('listitem');
    expect(item.textContent).toMatch(/Đã chấp nhận: Hai nhóm chung phòng Đỗ Thu Hà, /);
    type('Giờ', '8h45');
    expect(await screen.findByRole('button', { name: '1 xung đột' })).toBeDefined();
    type('Giờ', '8h30');
    await waitFor(() => expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull());
    fireEvent.click(screen.getByRole('button', { name: /^Bỏ chấp nhận/ }));
    expect(await screen.findByRole('button', { name: '1 xung đột' })).toBeDefined();
  });

  test('Enter and Escape in the reason are its own: the row is neither saved nor dropped', () => {
    backend.entries = [inRoom('a', '8h-9h', 'Xét thăng hạng'), inRoom('b', '8h30', 'Rà soát chỉ tiêu')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát lần hai');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
    fireEvent.click(screen.getByRole('button', { name: /^Chấp nhận trùng với/ }));
    press('Escape');
    expect(screen.queryByLabelText('Lý do chấp nhận')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /^Chấp nhận trùng với/ }));
    press('Enter');
    expect(backend.answers).toEqual([]);
    expect(screen.getByDisplayValue('Rà soát lần hai')).toBeDefined();
  });

  test('entries of other calendars count, and are named with theirs', () => {
    backend.entries = [inRoom('a', '8h', 'Xét thăng hạng')];
    const elsewhere = { ...inRoom('x', '8h', 'Tập huấn'), calendar: 'gdtrh', stage: 'requested' };
    backend.elsewhere = [...backend.entries, elsewhere];
    open();
    focusLine(/Xét thăng hạng/);
    press('Enter');
    const item = within(screen.getByRole('list', { name: 'Trùng lịch của mục này' })).getByRole('listitem');
    expect(item.textContent).toContain('08:00 Tập huấn (Phòng GDTrH; phiếu chờ nhận)');
    expect(within(item).getByRole('link').getAttribute('href')).toBe(`/view/${WEEK}?lich=gdtrh`);
  });

  test('the count shows only the lines that clash, and the whole week again', () => {
    backend.entries = [inRoom('a', '8h', 'Xét thăng hạng'), inRoom('b', '8h', 'Rà soát chỉ tiêu'), second];
    open();
    fireEvent.click(screen.getByRole('button', { name: '1 xung đột' }));
    expect(line(/Rà soát/)).toBeTruthy();
    expect(screen.queryByRole('row', { name: /Họp Hội đồng/ })).toBeNull();
    expect(screen.queryByText('Không có lịch')).toBeNull(); // a hidden day is not an empty one
    fireEvent.click(screen.getByRole('button', { name: '1 xung đột' }));
    expect(line(/Họp Hội đồng/)).toBeTruthy();
  });
});

describe('somebody is away', () => {
  const day = localDate(first.date);
  const away = (more: Partial<Absence> = {}) => absence({ person: 'van', from: day, to: day, ...more });
  const chaired = storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu', chairs: ['person:van'] }, 1, 'e1');
  const lines = () => within(screen.getByRole('list', { name: 'Người vắng của mục này' }));

  test('with a substitute the line says who acts, and nothing is left to settle', () => {
    Object.assign(backend, { entries: [chaired, second], absences: [away({ substitute: 'text:Chánh Văn phòng' })] });
    open();
    expect(line(/Rà soát/).textContent).toContain('PGĐ Nguyễn Thị Hồng Vân vắng – Chánh Văn phòng thay');
    expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull();
    focusLine(/Rà soát/);
    press('Enter');
    expect(lines().getByRole('listitem').textContent).toContain('Chánh Văn phòng thay trên lịch ban hành');
    expect(lines().queryByRole('button')).toBeNull(); // only clerks and administrators change an absence
  });

  test('without one it is a conflict, until it is accepted with a reason', async () => {
    Object.assign(backend, { entries: [chaired, second], absences: [away()] });
    open();
    expect(line(/Rà soát/).textContent).toMatch(/vắng – chưa có người thay.*Vắng$/);
    expect(screen.getByRole('button', { name: '1 xung đột' })).toBeDefined();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(lines().getByRole('button', { name: /^Chấp nhận/ }));
    fireEvent.change(screen.getByLabelText('Lý do chấp nhận'), { target: { value: 'Về kịp' } });
    fireEvent.click(screen.getByRole('button', { name: 'Chấp nhận' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /xung đột/ })).toBeNull());
  });

  test('away for a part of it, one click lets the substitute act', () => {
    const whole = storedOf({ time: 'cả ngày', content: 'Rà soát chỉ tiêu', chairs: ['person:van'] }, 1, 'e1');
    const half = away({ fromSession: 'afternoon', substitute: 'text:Chánh Văn phòng' });
    Object.assign(backend, { entries: [whole, second], absences: [half] });
    open();
    expect(line(/Rà soát/).textContent).toContain('vắng – chỉ vắng một phần thời gian này');
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(lines().getByRole('button', { name: 'Chánh Văn phòng thay' }));
    press('Enter');
    expect(lastSave().entry).toMatchObject({ chairs: ['text:Chánh Văn phòng'], actingFor: 'person:van' });
  });

  test('a clerk says that the trip itself is attended, and takes that back', () => {
    const gone = away({ id: 'a1', substitute: 'text:Chánh Văn phòng' });
    Object.assign(backend, { entries: [chaired, second], absences: [gone], roles: ['clerk'] });
    open();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(lines().getByRole('button', { name: /vẫn tự dự/ }));
    expect(backend.absences).toMatchObject([{ id: 'a1', attends: ['board/e1'] }]);
    expect(lines().getByRole('listitem').textContent).toContain('đang vắng, vẫn tự dự mục này');
    fireEvent.click(lines().getByRole('button', { name: 'Để người thay dự' }));
    expect(backend.absences).toMatchObject([{ id: 'a1', attends: [] }]);
  });

  test('it is said while the line is typed: nobody away is called free', async () => {
    Object.assign(backend, { entries: [], absences: [away()] });
    open();
    type('Nhập nhanh', `${day.slice(8)}/${day.slice(5, 7)} 9h30 họp, chủ trì: PGĐ Vân`);
    expect(await screen.findByText('PGĐ Nguyễn Thị Hồng Vân vắng – chưa có người thay')).toBeDefined();
    expect(screen.queryByText(/trống$/)).toBeNull();
  });

  test('beside the table, the form says it too', () => {
    Object.assign(backend, { entries: [chaired, second], absences: [away({ substitute: 'text:Chánh Văn phòng' })] });
    open();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
    const form = within(screen.getByRole('complementary', { name: 'Mọi trường của mục' }));
    expect(form.getByText(/Chánh Văn phòng thay trên lịch ban hành/)).toBeDefined();
  });

  test('the day says who has the duty of a leader who is away', () => {
    Object.assign(backend, { duty: { [day]: 'person:van' }, absences: [away({ substitute: 'text:Chánh Văn phòng' })] });
    open();
    expect(screen.getByText('vắng – Chánh Văn phòng thay')).toBeDefined();
  });
});

describe('a line that is understood', () => {
  const field = () => screen.getByRole('textbox', { name: 'Nhập nhanh' }) as HTMLInputElement;
  const understood = () => screen.findByRole('group', { name: 'Đã hiểu' });
  const part = (name: RegExp) => screen.findByRole('button', { name });

  test('N goes to it; each part is shown as it will stand, and leads to its words', async () => {
    open();
    focusLine(/Rà soát/);
    press('n');
    expect(document.activeElement).toBe(field());
    type('Nhập nhanh', 't5 14h họp giao ban tại phòng họp 1, chủ trì: pgd van, mời bên thuế');
    const shown = within(await understood())
      .getAllByRole('button')
      .map((button) => button.textContent);
    expect(shown).toEqual([
      'Thứ năm 26/11',
      '14:00',
      'Họp giao ban',
      'PGĐ Nguyễn Thị Hồng Vân',
      'Phòng họp số 1',
      '“bên thuế”',
    ]);
    fireEvent.click(await part(/Phòng họp số 1/));
    expect(document.activeElement).toBe(field());
    expect(field().value.slice(field().selectionStart!, field().selectionEnd!)).toBe('phòng họp 1');
  });

  test('Enter adds the entry, and the empty line waits for the next; the toast takes it back', async () => {
    open();
    type('Nhập nhanh', 't5 14h họp giao ban tại phòng họp 1, chủ trì: PGĐ Vân, mời bên thuế');
    act(() => field().focus());
    press('Enter');
    expect(lastSave()).toMatchObject({
      base: null,
      entry: {
        date: '2026-11-26',
        time: { start: 840 },
        content: 'Họp giao ban, mời bên thuế',
        chairs: ['person:van'],
        place: 'room:p1',
      },
    });
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe('');
    expect(line(/Họp giao ban/)).toBeTruthy();
    await act(async () => lastSave().accept());
    const note = screen.getByText(/^Đã thêm “Họp giao ban, mời bên thuế”, Thứ năm 26\/11, 14:00/).parentElement!;
    fireEvent.click(within(note).getByRole('button', { name: 'Hoàn tác' }));
    expect(backend.deleted).toMatchObject([{ content: 'Họp giao ban, mời bên thuế' }]);
  });

  test('without a day it is the day of the line that one comes from, and Escape goes back there', () => {
    open();
    focusLine(/Họp Hội đồng/);
    press('n');
    type('Nhập nhanh', '9h tiếp công dân');
    press('Escape');
    expect(document.activeElement).toBe(line(/Họp Hội đồng/));
    expect(field().value).toBe('9h tiếp công dân'); // it waits
    press('N');
    press('Enter');
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-24', content: 'Tiếp công dân' } });
  });

  test.each([
    ['t5 họp giao ban', 'Ghi giờ như 8h30'],
    ['25h họp giao ban', 'Chưa rõ giờ “25h”'],
    ['8h 12/12 họp giao ban', '“12/12” nằm ngoài tuần này'],
    ['t5 8h', 'Ghi nội dung'],
  ])('%j is not added: the line stays and says what to do', (text, says) => {
    open();
    type('Nhập nhanh', text);
    act(() => field().focus());
    press('Enter');
    expect(backend.answers).toEqual([]);
    expect(field().value).toBe(text);
    expect(document.getElementById(field().getAttribute('aria-describedby')!)?.textContent).toContain(says);
  });

  test('what it would clash with is said before it is added, and so is that everything is free', async () => {
    backend.entries = [storedOf({ time: '8h-9h', content: 'Xét thăng hạng', place: 'room:p1' }, 1, 'a')];
    open();
    type('Nhập nhanh', 't3 8h30 họp tại phòng họp 1, chủ trì: PGĐ Vân');
    const clash = await screen.findByRole('list', { name: 'Trùng lịch của mục này' });
    expect(clash.textContent).toContain('Trùng giờPhòng họp số 1 · 08:00–09:00 Xét thăng hạng');
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    show(many.map((id) => storedOf({ time: '8h-9h', content: `Họp ${id}`, place: 'room:p1' }, 1, id)));
    expect(await screen.findByText('và 2 mục nữa')).toBeTruthy();
    expect(within(clash).getAllByRole('listitem')).toHaveLength(5);
    show([]);
    type('Nhập nhanh', 't3 9h30 họp tại phòng họp 1, chủ trì: PGĐ Vân');
    expect(await screen.findByText('09:30–11:30 (tạm tính) thứ ba: PGĐ Vân, Phòng họp số 1 đều trống')).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'Trùng lịch của mục này' })).toBeNull();
  });

  test('nothing happens while an input method composes, and a reload keeps what was typed', () => {
    open();
    type('Nhập nhanh', 't5 8h họp');
    act(() => field().focus());
    press('Enter', { isComposing: true });
    press('Enter', { keyCode: 229 });
    expect(backend.answers).toEqual([]);
    cleanup();
    open();
    expect(field().value).toBe('t5 8h họp');
  });

  test('pasted lines keep their words apart', () => {
    open();
    fireEvent.paste(field(), { clipboardData: { getData: () => '8h họp giao ban\r\nchủ trì: PGĐ Vân\n' } });
    expect(field().value).toBe('8h họp giao ban, chủ trì: PGĐ Vân');
  });

  test('a key press in it draws no line of the table', () => {
    let drawn = 0;
    const watched = {
      ...second,
      get gatheringPoint() {
        drawn += 1;
        return second.gatheringPoint;
      },
    };
    backend.entries = [first, watched];
    open();
    drawn = 0;
    type('Nhập nhanh', 't');
    type('Nhập nhanh', 't5 8h họp');
    expect(drawn).toBe(0);
  });
});

describe('with the keyboard alone', () => {
  test('the table is one Tab stop, and the arrows go through lines and empty days', () => {
    open();
    const grid = screen.getByRole('grid');
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    focusLine(/Rà soát/);
    press('ArrowDown');
    expect(document.activeElement).toBe(line(/Họp Hội đồng/));
    press('ArrowUp');
    press('ArrowUp');
    expect(document.activeElement).toHaveProperty('textContent', 'Không có lịch');
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });
  test('Enter edits, Enter saves, and the line keeps the focus', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    expect(document.activeElement).toBe(screen.getByLabelText('Giờ'));
    type('Giờ', '9 giờ 15');
    expect(screen.getByText('→ 09:15')).toBeTruthy();
    press('Enter');
    expect(lastSave()).toMatchObject({ base: first, entry: { time: { start: 555 } } });
    expect(document.activeElement).toBe(line(/09:15/));
    await act(async () => lastSave().accept());
    expect(localStorage.length).toBe(0);
  });
  test('a wrong time stays as typed, says what to do beside the field, and takes the focus', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '25h');
    press('Enter');
    const field = screen.getByLabelText('Giờ');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field).toHaveProperty('value', '25h');
    const notes = field
      .getAttribute('aria-describedby')!
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(notes.join()).toContain('Chưa rõ giờ');
    expect(backend.answers).toHaveLength(0);
  });
  test('Escape drops the edit, and the toast brings it back', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Lỡ tay');
    press('Escape');
    expect(document.activeElement).toBe(line(/Rà soát/));
    expect(backend.answers).toHaveLength(0);
    fireEvent.click(inNote('Hoàn tác'));
    expect(screen.getByLabelText('Nội dung')).toHaveProperty('value', 'Lỡ tay');
  });
  test('a line opened while its first save is on its way, and left by Escape, has dropped nothing', () => {
    open();
    focusLine(/Rà soát/);
    press('d');
    type('Giờ', '10h');
    press('Enter');
    focusLine(/10:00/);
    press('Enter');
    press('Escape');
    expect(screen.queryByText('Đã bỏ những gì vừa gõ')).toBeNull();
  });
  test('Enter on an empty day adds to it; left empty, the line is gone again', () => {
    open();
    const emptyDay = () => screen.getAllByText('Không có lịch')[1]!.closest('tr')!; // Wednesday
    act(() => emptyDay().focus());
    press('Enter');
    expect(screen.getByRole('row', { name: 'Mục mới' })).toBeTruthy();
    press('Escape');
    expect(screen.queryByRole('row', { name: 'Mục mới' })).toBeNull();
    act(() => emptyDay().focus());
    press('Enter');
    type('Giờ', 'sáng');
    type('Nội dung', 'Tiếp công dân');
    press('Enter');
    expect(lastSave()).toMatchObject({
      base: null,
      entry: { date: '2026-11-25', content: 'Tiếp công dân', time: { session: 'morning' } },
    });
  });
  test('H asks for a reason before it cancels', () => {
    open();
    focusLine(/Rà soát/);
    press('h');
    const dialog = screen.getByRole('dialog', { name: /Rà soát chỉ tiêu/ });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hủy mục này' }));
    expect(within(dialog).getByText(/Ghi lý do/)).toBeTruthy();
    expect(backend.answers).toHaveLength(0);
    fireEvent.change(within(dialog).getByLabelText('Lý do (công khai)'), { target: { value: 'Bận việc đột xuất' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hủy mục này' }));
    expect(lastSave()).toMatchObject({ entry: { status: 'cancelled', reason: 'Bận việc đột xuất' } });
  });
  test('no button that closes a dialog is called Hủy', () => {
    open();
    focusLine(/Rà soát/);
    press('h');
    fireEvent.click(screen.getByRole('button', { name: /Đóng/ }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Hủy' })).toBeNull();
    expect(backend.answers).toHaveLength(0);
  });
  test('Alt and an arrow move the entry a day, not out of the week', () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { altKey: true });
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-25' } });
    show([storedOf({ date: '2026-11-23', content: 'Đầu tuần' }, 1, 'e3')]);
    focusLine(/Đầu tuần/);
    press('ArrowUp', { altKey: true });
    expect(backend.answers).toHaveLength(1);
  });
  test('a line that moves to another day keeps the focus, also when the move comes later', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    press('Escape');
    show([{ ...storedOf({ date: '2026-11-27', content: 'Rà soát chỉ tiêu' }, 2, 'e1') }, second]);
    expect(document.activeElement).toBe(line(/Rà soát/));
  });
  test('letters do nothing in a field, nor while an input method is composing', () => {
    open();
    focusLine(/Rà soát/);
    press('n', { isComposing: true });
    expect(screen.queryByRole('row', { name: 'Mục mới' })).toBeNull();
    press('Enter');
    press('h');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

test('the time is selected when a row opens; the content keeps what is selected, else the caret goes to its end', () => {
  open();
  focusLine(/Rà soát/);
  press('Enter');
  const time = screen.getByLabelText<HTMLInputElement>('Giờ');
  expect([time.selectionStart, time.selectionEnd]).toEqual([0, '08:30'.length]);
  const content = screen.getByLabelText<HTMLTextAreaElement>('Nội dung');
  content.setSelectionRange(0, 0);
  act(() => content.focus());
  expect(content.selectionStart).toBe('Rà soát chỉ tiêu'.length);
  act(() => time.focus());
  content.select();
  act(() => content.focus());
  expect(content.selectionStart).toBe(0);
});

describe('leaving a row', () => {
  test('the focus going elsewhere saves it', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát lại');
    focusLine(/Họp Hội đồng/);
    expect(lastSave()).toMatchObject({ entry: { content: 'Rà soát lại' } });
  });
  test('leaving the page saves it', () => {
    const { unmount } = open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát lại');
    unmount();
    expect(lastSave()).toMatchObject({ entry: { content: 'Rà soát lại' } });
  });
});

describe('people and places', () => {
  test('a name is offered while typing, Enter takes it, and the next Enter saves', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const field = screen.getByRole('combobox', { name: 'Chủ trì' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'vân' } });
    expect(screen.getByRole('option', { name: 'PGĐ Nguyễn Thị Hồng Vân', selected: true })).toBeTruthy();
    press('Enter');
    expect(backend.answers).toHaveLength(0);
    press('Enter');
    expect(lastSave()).toMatchObject({ entry: { chairs: ['person:van'] } });
  });
  test('what no list holds is kept as typed when the field is left', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const field = screen.getByRole('combobox', { name: 'Thành phần' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'bên thuế' } });
    act(() => screen.getByRole('combobox', { name: 'Địa điểm' }).focus());
    expect(screen.getByRole('button', { name: 'Bỏ bên thuế' })).toBeTruthy();
    press('Enter');
    expect(lastSave()).toMatchObject({ entry: { attendees: ['text:bên thuế'] } });
  });
  test('a room’s name typed in full is the room', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const field = screen.getByRole('combobox', { name: 'Địa điểm' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'phòng họp số 1' } });
    focusLine(/Họp Hội đồng/);
    expect(lastSave()).toMatchObject({ entry: { place: 'room:p1' } });
  });
  test('Escape closes the list first, and drops the edit second', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const field = screen.getByRole('combobox', { name: 'Địa điểm' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'phòng' } });
    press('Escape');
    expect(screen.getByRole('combobox', { name: 'Địa điểm' })).toHaveProperty('value', 'phòng');
    press('Escape');
    expect(screen.queryByRole('combobox', { name: 'Địa điểm' })).toBeNull();
  });
});

describe('two people on one entry', () => {
  const theirs = savedBy(first, 'ha', { time: '10h', place: 'Hội trường' });
  test('the later save is told who changed what, keeps every word, and saves what is chosen', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '9h');
    type('Nội dung', 'Rà soát kỹ');
    press('Enter');
    await act(async () => {
      backend.entries = [theirs, second];
      lastSave().refuse(new DataError('stale', { current: theirs }));
    });
    act(() => backend.tell());
    expect(line(/Rà soát kỹ/).textContent).toContain('Đỗ Thu Hà đã sửa');
    fireEvent.click(screen.getByRole('button', { name: 'So sánh' }));
    const dialog = screen.getByRole('dialog', { name: /So sánh/ });
    expect(within(dialog).getByRole('radio', { name: /Giờ, Bản đã lưu: 10:00/ })).toHaveProperty('checked', true);
    expect(within(dialog).getByRole('radio', { name: /Nội dung, Bản của bạn: Rà soát kỹ/ })).toHaveProperty(
      'checked',
      true,
    );
    expect(within(dialog).getByRole('radio', { name: /Địa điểm, Bản đã lưu: Hội trường/ })).toHaveProperty(
      'checked',
      true,
    );
    fireEvent.click(within(dialog).getByRole('radio', { name: /Giờ, Bản của bạn: 09:00/ }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Lưu theo lựa chọn' }));
    expect(lastSave()).toMatchObject({
      base: { revision: 2 },
      entry: { time: { start: 540 }, content: 'Rà soát kỹ', place: 'text:Hội trường' },
    });
  });
  test('who edits an entry that another deletes is told while typing, and can create it again', () => {
    backend.history = [{ revision: 2, action: 'delete', by: 'ha', at: 0, entry: first }];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '9h');
    show([second]);
    expect(screen.getByText(/Đã bị xóa/)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Giờ' }).value).toBe('9h');
    fireEvent.click(screen.getByRole('button', { name: 'So sánh' }));
    fireEvent.click(screen.getByRole('button', { name: 'Tạo lại mục' }));
    press('Enter');
    expect(lastSave()).toMatchObject({ base: { deletedIn: 2 }, entry: { id: 'e1', time: { start: 540 } } });
  });
  test('taking theirs drops ours', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '9h');
    show([theirs, second]);
    press('Enter');
    expect(backend.answers).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'So sánh' }));
    fireEvent.click(screen.getByRole('button', { name: 'Lấy bản đã lưu' }));
    expect(line(/Rà soát/).textContent).toContain('10:00');
    expect(localStorage.length).toBe(0);
  });
});

describe('deleting', () => {
  const deleted = { deletedIn: 2, stage: 'accepted' };
  test('a draft goes at once; Hoàn tác brings it back under its own name', () => {
    open();
    focusLine(/Rà soát/);
    press('Delete');
    expect(backend.deleted).toEqual([first]);
    show([second]);
    fireEvent.click(inNote('Hoàn tác'));
    expect(lastSave()).toMatchObject({
      base: deleted,
      entry: { id: 'e1', content: 'Rà soát chỉ tiêu', time: { start: 510 } },
    });
    expect(document.activeElement).toBe(line(/Rà soát/));
  });
  test('Hoàn tác before the backend has heard of the deletion does the same; with words not saved, the next one has these', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát, chưa lưu');
    fireEvent.click(screen.getByRole('button', { name: 'Xóa mục' }));
    fireEvent.click(inNote('Hoàn tác'));
    expect(lastSave()).toMatchObject({ base: deleted, entry: { id: 'e1', content: 'Rà soát chỉ tiêu' } });
    await act(async () => lastSave().accept());
    show([{ ...first, revision: 3 }, second] as Shown[]);
    press('z', { ctrlKey: true });
    expect(screen.getByLabelText('Nội dung')).toHaveProperty('value', 'Rà soát, chưa lưu');
    press('Enter');
    expect(lastSave()).toMatchObject({ base: { revision: 3 }, entry: { content: 'Rà soát, chưa lưu' } });
  });
  test('what was brought back already stands as it is', async () => {
    open();
    focusLine(/Rà soát/);
    press('Delete');
    show([second]);
    fireEvent.click(inNote('Hoàn tác'));
    const theirs = { ...savedBy(first, 'ha', { content: 'Bản của Hà' }), revision: 3, pending: false } as Shown;
    await act(async () => lastSave().refuse(new DataError('stale', { current: theirs })));
    show([theirs, second as Shown]);
    expect(line(/Bản của Hà/).textContent).not.toContain('So sánh');
    expect(localStorage.length).toBe(0);
  });
  test('an issued entry cannot be deleted: it is postponed or cancelled', () => {
    const publicOf = (entry: StoredEntry) => ({
      ...entry,
      place: null,
      personIds: [],
      change: null,
      sequence: 0,
      issuedIn: 1,
      changedIn: 1,
    });
    backend.published = { revision: 1, issuedAt: 0, revisionTimes: { 1: 0 }, entries: [publicOf(first)], changes: [] };
    open();
    focusLine(/Rà soát/);
    press('Delete');
    expect(backend.deleted).toEqual([]);
    expect(screen.getByRole('dialog', { name: /Hoãn hoặc hủy/ })).toBeTruthy();
  });
});

test('who else has the week open stands at its head, and on the line under their hands', () => {
  backend.others = [{ uid: 'ha', entry: 'e1' }];
  open();
  expect(screen.getByText('Đỗ Thu Hà cũng đang mở')).toBeDefined();
  expect(line(/Rà soát/).textContent).toContain('Đỗ Thu Hà đang sửa');
  expect(line(/Họp Hội đồng/).textContent).not.toContain('đang sửa');
  focusLine(/Rà soát/);
  press('Enter'); // it is no lock
  type('Nội dung', 'Rà soát lần hai');
  press('Enter');
  expect(lastSave()).toMatchObject({ entry: { content: 'Rà soát lần hai' } });
});

describe('what was', () => {
  const was = storedOf({ time: '7h45', content: 'Rà soát chỉ tiêu', place: 'room:p1' }, 1, 'e1', 'ha');
  const record = (entry: StoredEntry, action: string) => ({
    revision: entry.revision,
    action,
    by: entry.updatedBy,
    at: entry.updatedAt,
    entry,
  });
  const now = storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu' }, 2, 'e1', 'mai');
  const openHistory = () => {
    backend.entries = [now, second];
    backend.history = [record(now, 'update'), record(was, 'create')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
  };

  test('each version says who, when, and what from what to what', () => {
    openHistory();
    const items = within(screen.getByText('Lịch sử (2 bản)').closest('details')!)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(items[0]).toMatch(/^Hoàng Thị Mai sửa · \d\d:\d\d \d\d\/\d\d\/\d{4}Giờ: /);
    expect(items[1]).toBe('Giờ: trước là 07:45 → nay là 08:30');
    expect(items[2]).toBe('Địa điểm: trước là Phòng họp số 1 → nay là để trống');
    expect(items[3]).toMatch(/^Đỗ Thu Hà tạo mục · .*Lấy lại bản này$/);
    expect(screen.getAllByRole('button', { name: /^Lấy lại bản này/ })).toHaveLength(1); // the newest stands already
  });

  test('an earlier version comes back as the next revision; Hoàn tác puts back what it put aside, typed words too', async () => {
    openHistory();
    fireEvent.change(screen.getByLabelText('Nội dung', { selector: 'textarea' }), {
      target: { value: 'Rà soát, chưa lưu' },
    });
    fireEvent.click(screen.getByRole('button', { name: /^Lấy lại bản này/ }));
    expect(lastSave()).toMatchObject({
      base: { revision: 2 },
      entry: { time: was.time, content: 'Rà soát chỉ tiêu', place: 'room:p1' },
    });
    await act(async () => lastSave().accept());
    show([{ ...now, ...was, revision: 3, updatedBy: 'mai' } as Shown, second as Shown]);
    expect(document.activeElement).toBe(line(/07:45/));
    expect(screen.getAllByText(/^Đã lấy lại bản lúc .*, ghi thành bản mới$/)).toHaveLength(2); // said, and shown
    fireEvent.click(inNote('Hoàn tác'));
    expect(lastSave()).toMatchObject({
      base: { revision: 3 },
      entry: { time: now.time, content: 'Rà soát, chưa lưu', place: null },
    });
  });

  test('somebody else saved meanwhile: the version is not written over theirs, the line offers both', async () => {
    openHistory();
    show([savedBy(now, 'ha', { content: 'Rà soát lần ba' }) as Shown, second as Shown]);
    fireEvent.click(screen.getByRole('button', { name: /^Lấy lại bản này/ }));
    expect(backend.answers).toEqual([]);
    expect(screen.getByText('Chưa lưu được')).toBeDefined();
  });

  test('a deleted entry is found, with who deleted it, and comes back', () => {
    const gone = storedOf({ time: '10h', content: 'Tiếp đoàn kiểm tra' }, 3, 'e9', 'ha');
    backend.history = [record(gone, 'delete'), record({ ...first, updatedBy: 'ha' }, 'delete')];
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Mục đã xóa…' }));
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toMatch(/Tiếp đoàn kiểm traTạo lạiĐỗ Thu Hà xóa lúc \d/);
    expect(dialog.textContent).toContain('Rà soát chỉ tiêuđã có lại'); // the same stands already
    fireEvent.click(within(dialog).getByRole('button', { name: /^Tạo lại .*Tiếp đoàn kiểm tra$/ }));
    expect(lastSave()).toMatchObject({
      base: { deletedIn: 3 },
      entry: { id: 'e9', content: 'Tiếp đoàn kiểm tra', time: gone.time },
    });
    expect(document.activeElement).toBe(line(/Tiếp đoàn kiểm tra/));
    expect(inNote('Hoàn tác')).toBeDefined();
  });
});

test('a week issued says how many entries differ since, and which', () => {
  const publicOf = (entry: StoredEntry) => ({
    ...entry,
    place: null,
    personIds: [],
    change: null,
    sequence: 0,
    issuedIn: 1,
    changedIn: 1,
  });
  backend.published = { revision: 1, issuedAt: 0, revisionTimes: { 1: 0 }, entries: [publicOf(first)], changes: [] };
  open();
  expect(screen.getByText('1 mục khác bản đã ban hành')).toBeTruthy();
  expect(line(/Họp Hội đồng/).textContent).toContain('Chưa ban hành');
  expect(line(/Rà soát/).textContent).not.toContain('ban hành');
});

test('unsaved words are back after a reload, and say so', () => {
  const { unmount } = open();
  focusLine(/Rà soát/);
  press('Enter');
  type('Giờ', '25h'); // cannot be saved by leaving
  unmount();
  open();
  expect(line(/25h/).textContent).toContain('Lấy lại từ lần soạn trước');
});

test('each field is found by its label alone, its list open or not', () => {
  render(<EditWeek calendar="board" week={WEEK} />);
  fireEvent.click(screen.getAllByRole('button', { name: /^Thêm mục/ })[0]!);
  for (const label of ['Giờ', 'Nội dung', 'Chủ trì', 'Thành phần', 'Địa điểm']) {
    const field = screen.getByLabelText(label);
    fireEvent.focus(field);
    fireEvent.change(field, { target: { value: 'p' } });
    expect(screen.getByLabelText(label)).toBe(field);
  }
});

test('a calendar that is no longer in use says so, and keeps its name in the list', () => {
  const board = directory.calendars.get('board')!;
  (directory.calendars as Map<string, typeof board>).set('board', { ...board, active: false });
  render(<EditWeek calendar="board" week={WEEK} />);
  expect(screen.getByText(/Lịch này đã ngừng dùng/)).toBeTruthy();
  expect(screen.getByRole('combobox', { name: `Lịch: ${board.name}` })).toBeTruthy();
  (directory.calendars as Map<string, typeof board>).set('board', board);
});

test('without a network the row waits to be sent', () => {
  backend.online = false;
  open();
  focusLine(/Rà soát/);
  press('Enter');
  type('Nội dung', 'Rà soát lại');
  press('Enter');
  expect(line(/Rà soát lại/).textContent).toContain('Chờ gửi');
});

test('the duty leader of a day is chosen in place', () => {
  open();
  fireEvent.click(screen.getByRole('button', { name: /Chọn người trực thứ ba/ }));
  const field = screen.getByRole('combobox', { name: /Người trực thứ ba/ });
  act(() => field.focus());
  fireEvent.change(field, { target: { value: 'vân' } });
  press('Enter');
  expect(backend.weekStates).toEqual([expect.objectContaining({ duty: { '2026-11-24': 'person:van' } })]);
});

describe('undo and redo', () => {
  const undo = () => fireEvent.keyDown(document.activeElement!, { key: 'z', ctrlKey: true });
  const redo = () => fireEvent.keyDown(document.activeElement!, { key: 'y', ctrlKey: true });
  const told = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
  const edit = (name: RegExp, label: string, value: string) => {
    focusLine(name);
    press('Enter');
    type(label, value);
    press('Enter');
  };
  /** The backend took the last save; `by` and `change`: somebody saved after it. */
  const taken = async (by?: string, change: object = {}) => {
    const { entry, base, accept } = lastSave() as {
      entry: Entry;
      base: StoredEntry | Deletion | null;
      accept: () => void;
    };
    const stored = { ...entry, revision: revisionAfter(base), updatedBy: 'mai', updatedAt: 1, pending: false };
    await act(async () => accept());
    show([
      ...(backend.entries as Shown[]).filter(({ id }) => id !== entry.id),
      by ? ({ ...savedBy(stored, by, change), pending: false } as Shown) : stored,
    ]);
  };

  test('a move is taken back, done again, and each says what it was', async () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { altKey: true });
    await taken();
    undo();
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-24' }, base: { revision: 2 } });
    expect(told()).toContain('Đã hoàn tác: dời “Rà soát chỉ tiêu” sang thứ tư 25/11');
    await taken();
    expect(document.activeElement).toBe(line(/Rà soát/));
    redo();
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-25' }, base: { revision: 3 } });
    expect(told()).toContain('Đã làm lại: dời “Rà soát chỉ tiêu” sang thứ tư 25/11');
  });
  test('several acts go back one by one, the last first, without waiting for the backend', () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    edit(/Họp Hội đồng/, 'Nội dung', 'Họp Hội đồng lương');
    fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }));
    expect(lastSave()).toMatchObject({ entry: { id: 'e2', content: 'Họp Hội đồng' } });
    undo();
    expect(lastSave()).toMatchObject({ entry: { id: 'e1', time: { start: 510 } } });
    undo();
    expect(told().join()).toContain('Chưa có gì để hoàn tác');
  });
  test('only what the act touched is put back, onto what others wrote since', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await taken('ha', { content: 'Rà soát chỉ tiêu lớp 10', place: 'Hội trường' });
    undo();
    expect(lastSave()).toMatchObject({
      base: { revision: 3 },
      entry: { time: { start: 510 }, content: 'Rà soát chỉ tiêu lớp 10', place: 'text:Hội trường' },
    });
  });
  test('where somebody changed the same field since, both stand side by side and nothing is overwritten', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await taken('ha', { time: '10h', place: 'Hội trường' });
    undo();
    expect(backend.answers).toHaveLength(1);
    const dialog = screen.getByRole('dialog', { name: /So sánh/ });
    expect(dialog.textContent).toContain('Đỗ Thu Hà đã sửa giờ sau đó');
    expect(within(dialog).queryByText('Địa điểm')).toBeNull();
    fireEvent.click(within(dialog).getByRole('radio', { name: /Giờ, Bản của bạn: 08:30/ }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Lưu theo lựa chọn' }));
    expect(lastSave()).toMatchObject({
      base: { revision: 3 },
      entry: { time: { start: 510 }, place: 'text:Hội trường' },
    });
  });
  test('a comparison that is closed leaves their words and no row of ours', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await taken('ha', { time: '10h' });
    undo();
    fireEvent.click(screen.getByRole('button', { name: /Đóng/ }));
    expect(line(/Rà soát/).textContent).toContain('10:00');
    expect(line(/Rà soát/).textContent).not.toContain('So sánh');
    expect(localStorage.length).toBe(0);
  });
  test('an added entry goes again; one that somebody wrote in stays, and it is said why', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Thêm mục thứ ba 24/11' }));
    type('Giờ', 'sáng');
    type('Nội dung', 'Tiếp công dân');
    press('Enter');
    await taken();
    undo();
    expect(backend.deleted).toEqual([expect.objectContaining({ content: 'Tiếp công dân' })]);
    expect(told()).toContain('Đã hoàn tác: thêm “Tiếp công dân”');
    show([first, second]);
    redo();
    expect(lastSave()).toMatchObject({ base: { deletedIn: 2 }, entry: { content: 'Tiếp công dân' } });
    await taken('ha', { place: 'Trụ sở' });
    undo();
    expect(backend.deleted).toHaveLength(1);
    expect(screen.getByRole('alert').textContent).toContain('Đỗ Thu Hà đã sửa mục này sau đó');
  });
  test('a deleted entry comes back, and what was done to it before can still be undone', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await taken();
    focusLine(/Rà soát/);
    press('Delete');
    show([second]);
    undo();
    const made = lastSave().entry as Entry;
    expect(made).toMatchObject({ content: 'Rà soát chỉ tiêu', time: { start: 540 } });
    expect(made.id).toBe('e1');
    await taken();
    undo();
    expect(lastSave()).toMatchObject({ entry: { id: 'e1', time: { start: 510 } }, base: { revision: 4 } });
  });
  test('a cancellation and its reason are taken back', async () => {
    open();
    focusLine(/Rà soát/);
    press('h');
    fireEvent.change(screen.getByLabelText('Lý do (công khai)'), { target: { value: 'Bận' } });
    fireEvent.click(screen.getByRole('button', { name: 'Hủy mục này' }));
    await taken();
    undo();
    expect(lastSave()).toMatchObject({ entry: { status: 'planned', reason: null } });
    expect(told()).toContain('Đã hoàn tác: hủy “Rà soát chỉ tiêu”');
  });
  test('a duty leader is taken back', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: /Chọn người trực thứ ba/ }));
    const field = screen.getByRole('combobox', { name: /Người trực thứ ba/ });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'vân' } });
    await act(async () => press('Enter'));
    backend.duty = { '2026-11-24': 'person:van' };
    act(() => backend.tell());
    focusLine(/Rà soát/);
    undo();
    expect(backend.weekStates.at(-1)).toMatchObject({ duty: {} });
    expect(told()).toContain('Đã hoàn tác: ghi người trực thứ ba 24/11');
  });
  test('in a text field the key is the browser’s own', () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    focusLine(/Họp Hội đồng/);
    press('Enter');
    expect(undo()).toBe(true); // not prevented
    expect(backend.answers).toHaveLength(1);
  });
  test('a save that was refused is nothing to undo', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await act(async () => lastSave().refuse(new DataError('forbidden')));
    undo();
    expect(told().join()).toContain('Chưa có gì để hoàn tác');
    expect(line(/Rà soát/).textContent).toContain('09:00');
  });
  test('a deletion that was refused is said where it is seen', async () => {
    backend.refuseDeletion = true;
    open();
    focusLine(/Rà soát/);
    await act(async () => press('Delete'));
    expect(screen.getByRole('alert').textContent).toContain('Chưa xóa được “Rà soát chỉ tiêu”');
    undo();
    expect(backend.answers).toHaveLength(0);
  });
});

describe('duplicating', () => {
  test('D copies the line under it, with the time to be typed; what is of one meeting only stays behind', () => {
    const cancelled = { status: 'cancelled', reason: 'Bận', invitationNo: '12/GM', fixed: true } as const;
    backend.entries = [
      storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu', chairs: ['person:van'], ...cancelled }, 1, 'e1'),
      second,
    ];
    open();
    focusLine(/Rà soát/);
    press('d');
    expect(document.activeElement).toBe(screen.getByLabelText('Giờ'));
    const rows = screen.getAllByRole('row').map((row) => row.dataset['row']);
    expect(rows.indexOf('new0')).toBe(rows.indexOf('e1') + 1);
    type('Giờ', '10h');
    press('Enter');
    expect(lastSave()).toMatchObject({
      base: null,
      entry: {
        content: 'Rà soát chỉ tiêu',
        time: { start: 600 },
        chairs: ['person:van'],
        status: 'planned',
        reason: null,
        invitationNo: null,
        fixed: false,
      },
    });
  });
  test('an open line is saved, and its words as typed are copied', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát lần hai');
    fireEvent.click(screen.getByRole('button', { name: 'Nhân đôi' }));
    expect(lastSave()).toMatchObject({ base: first, entry: { content: 'Rà soát lần hai' } });
    expect(screen.getByLabelText('Nội dung')).toHaveProperty('value', 'Rà soát lần hai');
    press('Escape');
    expect(backend.answers).toHaveLength(1);
  });
});

describe('pasting rows', () => {
  const paste = (text: string, html = '') =>
    fireEvent.paste(document.activeElement!, {
      clipboardData: { getData: (type: string) => (type === 'text/html' ? html : text) },
    });
  const dialog = () => within(screen.getByRole('dialog', { name: /^Dán/ }));
  const html = `<table><tr><td>Thứ, ngày</td><td>Giờ</td><td>Nội dung</td><td>Chủ trì</td><td>Địa điểm</td></tr>
    <tr><td rowspan=2>Thứ năm 26/11</td><td>8h30</td><td>Xét thăng hạng</td><td>PGĐ Nguyễn Thị Hồng Vân</td>
    <td>phòng họp số 1</td></tr><tr><td>25h</td><td>Giờ chưa rõ</td><td></td><td></td></tr></table>`;

  test('a table of Word is shown with what it means; what is right is saved, what is not stays with its words', async () => {
    open();
    focusLine(/Rà soát/);
    paste('', html);
    expect(dialog().getByRole('rowheader', { name: /Thứ năm 26\/11, 08:30/ })).toBeTruthy();
    expect(dialog().getByRole('rowheader', { name: /25h.*Giờ: Chưa rõ giờ/s })).toBeTruthy();
    expect(backend.answers).toHaveLength(0);
    fireEvent.click(dialog().getByRole('button', { name: 'Thêm 2 mục, 1 mục cần sửa' }));
    expect(backend.answers).toHaveLength(1);
    expect(lastSave()).toMatchObject({
      base: null,
      entry: {
        date: '2026-11-26',
        time: { start: 510 },
        content: 'Xét thăng hạng',
        chairs: ['person:van'],
        place: 'room:p1',
      },
    });
    expect(line(/Giờ chưa rõ/).textContent).toContain('Chưa lưu: cần sửa');
    await waitFor(() => expect(document.activeElement).toBe(line(/Giờ chưa rõ/)));
    expect(localStorage.length).toBeGreaterThan(0); // kept over a reload
  });
  test('one refused leaves the others saved and its own words in its line', async () => {
    open();
    focusLine(/Rà soát/);
    paste('8h\tMột\n9h\tHai');
    fireEvent.click(dialog().getByRole('button', { name: 'Thêm 2 mục' }));
    expect(backend.answers.map(({ entry }) => (entry as Entry).content)).toEqual(['Một', 'Hai']);
    expect(backend.answers.map(({ entry }) => (entry as Entry).date)).toEqual(['2026-11-24', '2026-11-24']);
    await act(async () => {
      backend.answers[0]!.accept();
      backend.answers[1]!.refuse(new DataError('forbidden'));
    });
    expect(line(/Hai/).textContent).toContain('Chưa lưu được');
  });
  test('one Ctrl Z takes all of them back', async () => {
    open();
    focusLine(/Rà soát/);
    paste('8h\tMột\n9h\tHai');
    fireEvent.click(dialog().getByRole('button', { name: 'Thêm 2 mục' }));
    await act(async () => backend.answers.forEach(({ accept }) => accept()));
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(backend.deleted).toMatchObject([{ content: 'Hai' }, { content: 'Một' }]);
    expect(screen.getAllByText('Đã hoàn tác: thêm 2 mục')).toHaveLength(2);
  });
  test('in a text field a paste is the field’s', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    expect(paste('8h\tMột\n9h\tHai')).toBe(true); // not prevented
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  test('more rows than a week has are refused in words', () => {
    open();
    focusLine(/Rà soát/);
    paste('8h\tHọp\n'.repeat(301));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('alert').textContent).toContain('Dán nhiều nhất 300 hàng');
  });
});

describe('several rows at once', () => {
  const third = storedOf({ date: '2026-11-25', time: '9h', content: 'Tiếp đoàn' }, 1, 'e3');
  beforeEach(() => {
    backend.entries = [first, second, third];
  });
  const acceptAll = () => act(async () => backend.answers.splice(0).forEach(({ accept }) => accept()));
  const chosen = () =>
    screen
      .getAllByRole('row', { selected: true })
      .map((row) => ['Rà soát', 'Họp Hội đồng', 'Tiếp đoàn'].find((name) => row.textContent!.includes(name)));
  /** What a copy or a cut puts on the clipboard. */
  const copied = (what: 'copy' | 'cut') => {
    const data = new Map<string, string>();
    const event = new Event(what, { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { setData: (type: string, text: string) => data.set(type, text) } });
    act(() => void document.activeElement!.dispatchEvent(event));
    return { event, data };
  };
  const paste = (data: ReadonlyMap<string, string>) =>
    act(async () => {
      fireEvent.paste(document.activeElement!, { clipboardData: { getData: (type: string) => data.get(type) ?? '' } });
    });

  test('Shift and arrows choose, it is said how many, and an arrow alone lets go', () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { shiftKey: true });
    expect(chosen()).toEqual(['Rà soát', 'Họp Hội đồng']);
    expect(screen.getByText('Đã chọn 2 mục')).toBeTruthy();
    press('ArrowDown', { shiftKey: true }); // days without entries are passed over
    expect(chosen()).toEqual(['Rà soát', 'Họp Hội đồng', 'Tiếp đoàn']);
    press('ArrowUp', { shiftKey: true });
    expect(chosen()).toEqual(['Rà soát', 'Họp Hội đồng']);
    press('ArrowUp');
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
    press('a', { ctrlKey: true });
    expect(chosen()).toHaveLength(3);
    press('Escape');
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
  });

  test('a click with Shift chooses up to there, with Ctrl one more, and opens no line', () => {
    open();
    focusLine(/Rà soát/);
    fireEvent.click(line(/Họp Hội đồng/), { shiftKey: true });
    fireEvent.click(line(/Tiếp đoàn/), { ctrlKey: true });
    fireEvent.click(line(/Rà soát/), { ctrlKey: true });
    expect(chosen()).toEqual(['Họp Hội đồng', 'Tiếp đoàn']);
    expect(screen.queryByLabelText('Giờ')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /Bỏ chọn/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Chọn nhiều mục' })); // a finger has neither key
    fireEvent.click(line(/Rà soát/));
    fireEvent.click(line(/Tiếp đoàn/));
    expect(chosen()).toEqual(['Rà soát', 'Tiếp đoàn']);
  });

  test('Delete takes all of them, but no issued one, and one Ctrl Z brings them back', async () => {
    backend.published = { entries: [{ id: 'e3' }], revision: 1, issuedAt: 0, remarks: null, duty: {}, changes: [] };
    open();
    focusLine(/Rà soát/);
    press('a', { ctrlKey: true });
    press('Delete');
    expect(backend.deleted).toMatchObject([{ id: 'e1' }, { id: 'e2' }]);
    expect(screen.getAllByText(/Đã xóa 2 mục. 1 mục đã ban hành không xóa được/)).not.toHaveLength(0);
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(backend.answers.map(({ entry }) => (entry as Entry).content)).toEqual(['Họp Hội đồng', 'Rà soát chỉ tiêu']);
    expect(screen.getAllByText('Đã hoàn tác: xóa 2 mục')).not.toHaveLength(0);
    await acceptAll();
  });

  test('H cancels all of them with one reason; Alt and an arrow move all of them; each is one step', async () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { shiftKey: true });
    press('h');
    type('Lý do (công khai)', 'Đi công tác');
    fireEvent.click(screen.getByRole('button', { name: 'Hủy mục này' }));
    expect(backend.answers.map(({ entry }) => (entry as Entry).reason)).toEqual(['Đi công tác', 'Đi công tác']);
    await acceptAll();
    focusLine(/Rà soát/);
    press('ArrowDown', { altKey: true });
    expect(backend.answers.map(({ entry }) => (entry as Entry).date)).toEqual(['2026-11-25', '2026-11-25']);
    await acceptAll();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(screen.getAllByText('Đã hoàn tác: dời 2 mục sang thứ tư 25/11')).not.toHaveLength(0);
    await acceptAll();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(screen.getAllByText('Đã hoàn tác: hủy 2 mục')).not.toHaveLength(0);
    expect(backend.answers.map(({ entry }) => (entry as Entry).status)).toEqual(['planned', 'planned']);
  });

  test('what is copied is a table of words for other programs, and whole entries for this one', async () => {
    backend.entries = [
      { ...first, vehicle: 'text:29A-123', visibility: 'internal' },
      storedOf({ time: '14h', content: 'Họp Hội đồng', invitees: ['Báo chí'], officeLead: 'person:van' }, 1, 'e2'),
      third,
    ];
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { shiftKey: true });
    const { event, data } = copied('copy');
    expect(event.defaultPrevented).toBe(true);
    expect(data.get('text/plain')).toContain('Thứ ba 24/11/2026\t08:30\tRà soát chỉ tiêu');
    expect([...data.values()].join()).not.toContain('29A');
    press('Escape');
    focusLine(/Tiếp đoàn/);
    await paste(data);
    expect(backend.answers.map(({ entry, base }) => [entry, base])).toMatchObject([
      [{ date: '2026-11-25', content: 'Rà soát chỉ tiêu', vehicle: 'text:29A-123', visibility: 'internal' }, null],
      [{ date: '2026-11-25', content: 'Họp Hội đồng', invitees: ['text:Báo chí'], officeLead: 'person:van' }, null],
    ]);
    expect(backend.deleted).toEqual([]);
    await acceptAll();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(backend.deleted).toHaveLength(2);
  });

  test('link and note go with the copy, and are in nothing that the clipboard holds', async () => {
    backend.hidden = { meetingLink: 'https://hop.example/1', note: 'Mật khẩu 12' };
    open();
    focusLine(/Rà soát/);
    const { data } = copied('copy');
    expect([...data.values(), JSON.stringify(localStorage)].join()).not.toMatch(/hop\.example|Mật khẩu/);
    focusLine(/Tiếp đoàn/);
    await paste(data);
    expect(lastSave()).toMatchObject({ hidden: backend.hidden });
  });

  test('what is cut stays, marked, until it is pasted: then it moves and is the same entry', async () => {
    open();
    focusLine(/Rà soát/);
    const { data } = copied('cut');
    expect(backend.deleted).toEqual([]);
    expect(line(/Rà soát/).textContent).toContain('Đã cắt');
    press('ArrowDown');
    press('ArrowDown');
    await paste(data);
    expect(lastSave()).toMatchObject({ entry: { id: 'e1', date: '2026-11-25' }, base: { id: 'e1' } });
    expect(line(/Rà soát/).textContent).not.toContain('Đã cắt');
  });

  test('cut in another week, it is deleted there once it is stored here; Ctrl Z puts both back', async () => {
    const elsewhere = { ...first, id: 'far', week: '2026-W47', date: '2026-11-17', lastDate: '2026-11-17' };
    const rows = { id: 'r1', cut: true, calendar: 'board', week: '2026-W47', entries: [elsewhere] };
    localStorage.setItem('copied:mai', JSON.stringify(rows));
    open();
    focusLine(/Tiếp đoàn/);
    await paste(new Map([['text/html', '<table data-rows="r1"><tr><td>x</td></tr></table>']]));
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-25', week: WEEK }, base: null });
    expect(backend.deleted).toEqual([]);
    await acceptAll();
    expect(backend.deleted).toMatchObject([{ id: 'far' }]);
    await act(async () => void fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true }));
    expect(backend.deleted).toMatchObject([{ id: 'far' }, { date: '2026-11-25' }]);
    expect(lastSave()).toMatchObject({ entry: { id: 'far', week: '2026-W47' }, base: { deletedIn: 2 } });
  });

  test('what cannot be read whole is copied, and stays where it was cut', async () => {
    backend.hidden = undefined;
    const elsewhere = { ...first, id: 'far', week: '2026-W47', date: '2026-11-17', lastDate: '2026-11-17' };
    const rows = { id: 'r1', cut: true, calendar: 'board', week: '2026-W47', entries: [elsewhere] };
    localStorage.setItem('copied:mai', JSON.stringify(rows));
    open();
    focusLine(/Tiếp đoàn/);
    await paste(new Map([['text/html', '<table data-rows="r1"><tr><td>x</td></tr></table>']]));
    await acceptAll();
    expect(backend.deleted).toEqual([]);
    expect(screen.getAllByText(/mục gốc vẫn còn nguyên/)).not.toHaveLength(0);
  });
});

describe('pasting without Ctrl V', () => {
  const openField = () => {
    open();
    focusLine(/Rà soát/);
    fireEvent.click(screen.getByRole('button', { name: 'Dán…' }));
    return screen.getByLabelText('Các hàng');
  };
  test('a table pasted into the field of a phone is read as with the keys', () => {
    const html = '<table><tr><td>Giờ</td><td>Nội dung</td></tr><tr><td>8h</td><td>Một</td></tr></table>';
    fireEvent.paste(openField(), { clipboardData: { getData: (type: string) => (type === 'text/html' ? html : '') } });
    fireEvent.click(screen.getByRole('button', { name: 'Thêm 1 mục' }));
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-24', content: 'Một' } });
  });
  test('lines may be typed; none say what is missing', () => {
    const field = openField();
    fireEvent.click(screen.getByRole('button', { name: 'Xem các mục' }));
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/Chưa có hàng nào/)).toBeTruthy();
    fireEvent.change(field, { target: { value: '8h30 Họp một\n9h Họp hai' } });
    fireEvent.click(screen.getByRole('button', { name: 'Xem các mục' }));
    fireEvent.click(screen.getByRole('button', { name: 'Thêm 2 mục' }));
    expect(backend.answers.map(({ entry }) => (entry as Entry).time.start)).toEqual([510, 540]);
  });
  test('rows copied in this app come back whole', async () => {
    const rows = { id: 'r1', cut: false, calendar: 'board', week: WEEK, entries: [{ ...second, driver: 'Anh Tư' }] };
    localStorage.setItem('copied:mai', JSON.stringify(rows));
    const html = '<table data-rows="r1"><tr><td>x</td></tr></table>';
    const field = openField();
    await act(async () => {
      fireEvent.paste(field, { clipboardData: { getData: () => html } });
    });
    expect(lastSave()).toMatchObject({ entry: { driver: 'Anh Tư' }, base: null });
  });
});

describe('an entry that comes again', () => {
  /** Every Monday from that of the week before, as the first one stood. */
  const weekly = () => {
    const { pending: _, ...entry } = { ...storedOf({ date: '2026-11-23', content: 'Giao ban' }, 1, 'gb') };
    const first = { ...entry, week: '2026-W47', date: '2026-11-16', lastDate: '2026-11-16' };
    const stamps = { skipped: [], revision: 3, updatedBy: 'ha', updatedAt: 0 };
    return { id: 'gb', entry: first, rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO', ...stamps };
  };
  const openForm = (name: RegExp) => {
    focusLine(name);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
  };
  const pick = (name: RegExp, option: string) => {
    const list = screen.getByRole('combobox', { name });
    const { value } = within(list).getByText<HTMLOptionElement>(option);
    fireEvent.change(list, { target: { value } });
  };
  const saveForm = () =>
    fireEvent.click(within(screen.getByRole('complementary')).getByRole('button', { name: 'Lưu' }));
  const written = () => waitFor(() => expect(backend.seriesWrites.length).toBeGreaterThan(0));
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T02:00:00Z') });
  });
  afterEach(() => void vi.useRealTimers());

  test('how is chosen in the form, and written with the entry as it is saved', async () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hằng tuần vào thứ ba');
    type('Nội dung', 'Rà soát hằng tuần');
    expect(backend.seriesWrites).toEqual([]);
    saveForm();
    await written();
    expect(backend.seriesWrites).toMatchObject([
      [{ save: { id: 'e1', rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU', entry: { content: 'Rà soát hằng tuần' } } }],
    ]);
    expect(screen.getAllByText('Đã đặt lặp lại: Hằng tuần vào thứ ba')).not.toHaveLength(0);
  });
  test('until when that is not understood is said, and nothing is written', async () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hai tuần một lần, vào thứ ba');
    pick(/^Đến khi nào/, 'đến ngày…');
    type('Đến hết ngày', '32/13');
    expect(screen.getByLabelText('Đến hết ngày').getAttribute('aria-invalid')).toBe('true');
    saveForm();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Chưa đặt lặp lại'));
    expect(backend.seriesWrites).toEqual([]);
  });
  test('an edit that is dropped changes nothing of it', () => {
    open();
    openForm(/Rà soát/);
    pick(/^Lặp lại/, 'Hằng tuần vào thứ ba');
    press('Escape');
    expect(backend.seriesWrites).toEqual([]);
  });
  test('what is due is offered over the table: added once under its name, or left out this time', async () => {
    backend.series = [weekly()];
    open();
    const due = within(await screen.findByRole('region', { name: '1 mục lặp lại chưa có trong tuần này' }));
    expect(due.getByText(/Hằng tuần vào thứ hai/)).toBeTruthy();
    fireEvent.click(due.getByRole('button', { name: 'Bỏ lần này: “Giao ban”' }));
    expect(backend.seriesWrites).toMatchObject([[{ save: { skipped: ['2026-11-23'] }, base: { revision: 3 } }]]);
    fireEvent.click(due.getByRole('button', { name: 'Thêm “Giao ban”' }));
    expect(lastSave()).toMatchObject({ entry: { id: 'gb_2026-11-23', date: '2026-11-23', week: WEEK }, base: null });
    expect(screen.queryByRole('region', { name: /lặp lại chưa có/ })).toBeNull();
    expect(line(/Giao ban/).textContent).toContain('Hằng tuần');
  });
  test('on a holiday it is named, and not among those added together', async () => {
    backend.series = [weekly(), { ...weekly(), id: 'other' }];
    backend.holidays = [{ date: '2026-11-23', name: 'Ngày truyền thống', kind: 'holiday' }];
    open();
    const due = within(await screen.findByRole('region', { name: /^2 mục/ }));
    expect(due.getAllByText('nghỉ: Ngày truyền thống')).toHaveLength(2);
    expect(due.queryByRole('button', { name: /^Thêm cả/ })).toBeNull();
  });
  test('one that is deleted is left out, and one that is changed may take the later ones along', async () => {
    backend.series = [weekly()];
    const own = storedOf({ date: '2026-11-23', content: 'Giao ban' }, 1, 'gb_2026-11-23');
    backend.entries = [own, second];
    open();
    openForm(/Giao ban/);
    type('Nội dung', 'Giao ban mở rộng');
    fireEvent.click(screen.getByRole('button', { name: 'Từ lần này về sau' }));
    saveForm();
    await written();
    expect(backend.seriesWrites).toMatchObject([
      [
        { save: { id: 'gb_2026-11-23', entry: { content: 'Giao ban mở rộng' } }, base: null },
        { save: { id: 'gb', rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;UNTIL=20261122' }, base: { revision: 3 } },
      ],
    ]);
    await act(async () => backend.answers.forEach(({ accept }) => accept()));
    focusLine(/Giao ban/);
    press('Delete');
    await waitFor(() => expect(backend.seriesWrites.at(-1)).toMatchObject([{ save: { skipped: ['2026-11-23'] } }]));
  });
});

describe('a week started from the last', () => {
  const fixedOf = (id: string, date: string, content: string, draft: object = {}) => {
    const shown = storedOf({ content, fixed: true, ...draft }, 1, id);
    return { ...shown, week: '2026-W47', date, lastDate: date };
  };
  const lastWeek = [
    fixedOf('chao-co', '2026-11-16', 'Chào cờ đầu tuần', { time: '7h30' }),
    fixedOf('hoi-y', '2026-11-20', 'Hội ý Ban Giám đốc', { status: 'cancelled', reason: 'Bận' }),
    fixedOf('mot-lan', '2026-11-18', 'Họp một lần', { fixed: false }),
  ];
  const answerAll = () => act(async () => backend.answers.forEach(({ accept }) => accept()));
  const toast = () => screen.getByText(/^Đã chép/).closest<HTMLElement>('[role=status]')!;
  const saved = () => backend.answers.map(({ entry }) => entry as Entry);
  beforeEach(() => Object.assign(backend, { entries: [], lastWeek }));

  test('an empty week offers it, ticked and with the reason, and Enter on the focused button copies', async () => {
    open();
    const offer = within(screen.getByRole('region', { name: 'Bắt đầu từ tuần 47' }));
    expect(offer.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Thứ hai 07:30 Chào cờ đầu tuầnHằng tuần',
      'Thứ sáu 08:30 Hội ý Ban Giám đốcHằng tuần',
      'Xem 1 mục khác của tuần 47',
    ]);
    expect(document.activeElement).toBe(offer.getByRole('button', { name: 'Chép 2 mục' }));
    fireEvent.click(document.activeElement!);
    expect(saved().map(({ id, date, status, week }) => [id, date, status, week])).toEqual([
      ['chao-co_2026-W48', '2026-11-23', 'planned', WEEK],
      ['hoi-y_2026-W48', '2026-11-27', 'planned', WEEK],
    ]);
    expect(screen.queryByRole('region', { name: /Bắt đầu/ })).toBeNull();
    expect(screen.getByText('Đã chép 2 mục từ tuần 47')).toBeTruthy();
    expect(document.activeElement).toBe(line(/Chào cờ/));
    await answerAll();
    expect(localStorage.length).toBe(0);
  });

  test('copying carries no duty: each day has whom the roster put there', () => {
    backend.duty = { '2026-11-24': 'person:van' };
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    expect(backend.answers.length).toBeGreaterThan(0);
    expect(backend.weekStates).toEqual([]);
    expect(screen.getByRole('button', { name: /^Trực: PGĐ Vân, thứ ba 24\/11/ })).toBeDefined();
  });

  test('what is unticked is not copied; another entry of last week can be', () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Xem 1 mục khác của tuần 47' }));
    fireEvent.click(screen.getByRole('checkbox', { name: /Chào cờ/ }));
    fireEvent.click(screen.getByRole('checkbox', { name: /Họp một lần/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    expect(saved().map(({ content }) => content)).toEqual(['Hội ý Ban Giám đốc', 'Họp một lần']);
  });

  test('a holiday is named, and its entry is not ticked', () => {
    backend.holidays = [{ date: '2026-11-23', name: 'Nghỉ bù Quốc khánh', kind: 'compensatory' }];
    open();
    expect(screen.getByText(/Nghỉ trong tuần này: 23\/11 Nghỉ bù Quốc khánh/)).toBeTruthy();
    expect(screen.getByRole('checkbox', { name: /Chào cờ/ })).toHaveProperty('checked', false);
    expect(screen.getByText('Không chép: Nghỉ bù Quốc khánh')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Chép 1 mục' })).toBeTruthy();
  });

  test('Hoàn tác deletes what it made, but nothing that somebody has changed since', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    await answerAll();
    const [kept, gone] = (backend.entries as Shown[]).map((entry) => ({ ...entry, pending: false }));
    show([{ ...kept!, content: 'Chào cờ, trao thưởng', revision: 2 }, gone!]);
    await act(async () => fireEvent.click(within(toast()).getByRole('button', { name: 'Hoàn tác' })));
    expect(backend.deleted).toEqual([gone]);
    expect(screen.getByRole('alert').textContent).toContain('đã sửa mục này sau đó');
  });

  test('what a colleague had copied first stays theirs', async () => {
    backend.present = ['chao-co_2026-W48'];
    open();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' })));
    await answerAll();
    expect(screen.getByText('1 mục đã có người chép trước')).toBeTruthy();
    show([storedOf({ content: 'Chào cờ đầu tuần' }, 1, 'chao-co_2026-W48'), ...(backend.entries as Shown[])]);
    await act(async () => fireEvent.click(within(toast()).getByRole('button', { name: 'Hoàn tác' })));
    expect(backend.deleted).toMatchObject([{ id: 'hoi-y_2026-W48' }]);
  });

  test('one that is refused says so in its line, and the others are kept', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    const refused = saved()[0]!;
    await act(async () => {
      backend.answers[0]!.refuse(new DataError('unknown'));
      backend.answers[1]!.accept();
    });
    show((backend.entries as Shown[]).filter(({ id }) => id !== refused.id));
    expect(line(/Chào cờ/).textContent).toContain('Chưa lưu được');
    expect(screen.getByText('Đã chép 1 mục; 1 mục chưa lưu được, xem ở từng dòng')).toBeTruthy();
  });

  test('copied without a network, each line waits to be sent and is on this machine', () => {
    backend.online = false;
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Chép 2 mục' }));
    expect(line(/Chào cờ/).textContent).toContain('Chờ gửi');
    expect(localStorage.length).toBeGreaterThan(0);
  });

  test('the week can be left empty, and the button still opens the list', () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Để tuần trống' }));
    expect(screen.queryByRole('region', { name: /Bắt đầu/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Bắt đầu từ tuần trước' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Bắt đầu từ tuần 47' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Chép 2 mục' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(saved()).toHaveLength(2);
  });

  test('a week that has entries is offered only what it lacks', () => {
    const own = storedOf({ content: 'Chào cờ đầu tuần', date: '2026-11-23', time: '7h30' }, 1, 'x');
    backend.entries = [own];
    open();
    expect(screen.queryByRole('region', { name: /Bắt đầu/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Bắt đầu từ tuần trước' }));
    const boxes = within(screen.getByRole('dialog')).getAllByRole('checkbox');
    expect(boxes.map((box) => box.closest('li')!.textContent)).toEqual(['Thứ sáu 08:30 Hội ý Ban Giám đốcHằng tuần']);
  });

  test('with nothing to copy there is no offer', () => {
    backend.lastWeek = [];
    open();
    expect(screen.queryByRole('region', { name: /Bắt đầu/ })).toBeNull();
  });
});
