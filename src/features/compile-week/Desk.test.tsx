// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ShownEntry } from '#data/entries.ts';
import { DataError } from '#data/errors.ts';
import type { AgencySettings, Calendar, Directory, Person } from '#domain/directory.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft, StoredEntry } from '#domain/entry.ts';
import type { Member } from '#domain/permissions.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { deadlineOf, type EntryRequest } from '#domain/request.ts';
import type { Minutes } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { Desk } from './Desk.tsx';

// The data room stands here as a table in memory: an answer is on screen at once, and may be refused afterwards.

interface Call {
  readonly act: string;
  readonly args: readonly unknown[];
  readonly refuse: (error: unknown) => void;
}
const backend = vi.hoisted(() => {
  const watchers = new Set<() => void>();
  return {
    entries: [] as readonly unknown[],
    requests: [] as readonly unknown[],
    calls: [] as unknown[],
    online: true,
    /** The page hears of its own answer in a later task, as it does of the store's. */
    later: false,
    /** Null: not heard yet. */
    hidden: {} as Record<string, unknown> | null,
    /** Whose link and note the page listens to. */
    asked: new Set<string>(),
    tell: () => {
      for (const watcher of watchers) watcher();
    },
    watch: (watcher: () => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
});
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: backend.online, since: 0 }) }));
vi.mock('#data/holidays.ts', () => ({ useHolidays: () => ({ data: [], error: null }) }));
vi.mock('#data/entryPrivate.ts', () => ({
  useEntryPrivate: (_calendar: string, id: string, asked = true) => {
    if (asked) backend.asked.add(id);
    return { data: !asked || backend.hidden === null ? undefined : (backend.hidden[id] ?? null), error: null };
  },
}));
vi.mock('#data/members.ts', () => {
  const members = new Map(
    [
      ['khanh', 'Bùi Văn Khánh'],
      ['hang', 'Lý Thị Hằng'],
      ['ha', 'Đỗ Thu Hà'],
      ['mai', 'Hoàng Thị Mai'],
    ].map(([uid, name]) => [uid, { name }]),
  );
  return { useMembers: () => members };
});
vi.mock('#data/answerRequest.ts', () => {
  const write = (act: string, args: readonly unknown[], puts: readonly Entry[]) => {
    const before = backend.entries;
    const apply = () => {
      backend.entries = (before as ShownEntry[]).map((stored) => {
        const put = puts.find(({ id }) => id === stored.id);
        return put ? { ...stored, ...put, revision: stored.revision + 1, updatedBy: 'mai' } : stored;
      });
    };
    if (backend.later) {
      setTimeout(() => {
        apply();
        backend.tell();
      });
    } else {
      apply();
      queueMicrotask(() => act === '' || backend.tell());
    }
    return new Promise<void>((_done, refuse) => {
      backend.calls.push({
        act,
        args: args.filter((arg) => arg !== undefined),
        refuse: (error: unknown) => {
          backend.entries = before;
          backend.tell();
          refuse(error);
        },
      });
    });
  };
  return {
    acceptRequest: (base: StoredEntry, entry: Entry) =>
      write('accept', [base, entry], [{ ...entry, id: base.id, stage: 'accepted' }]),
    returnRequest: (base: StoredEntry, reason: string) =>
      write('return', [base, reason], [{ ...base, stage: 'returned' }]),
    mergeRequest: (base: StoredEntry, target: StoredEntry, merged: Entry, hidden?: unknown) =>
      write('merge', [base, target, merged, hidden], [{ ...base, stage: 'merged' }, merged]),
    reopenRequest: (base: StoredEntry, entry: Entry, target?: { base: StoredEntry; restored: Entry }) =>
      write('reopen', [base, entry, target], [{ ...entry, stage: 'requested' }, ...(target ? [target.restored] : [])]),
  };
});

const calls = () => backend.calls as readonly Call[];
const week = '2026-W49' as WeekId;
const clock = (hours: number, minutes = 0) => (hours * 60 + minutes) as Minutes;
const sessions = {
  morning: { start: clock(7, 30), end: clock(11, 30) },
  afternoon: { start: clock(13, 30), end: clock(17) },
  evening: { start: clock(19), end: clock(21) },
};
const settings = { sessions, defaultCalendar: 'board' } as unknown as AgencySettings;
const calendar: Calendar = {
  id: 'board',
  name: 'Ban Giám đốc',
  shortName: 'BGĐ',
  kind: 'board',
  order: 0,
  active: true,
};
const unit = (id: string, shortName: string, order: number): Calendar => ({
  ...{ id, name: shortName, shortName, order },
  kind: 'division',
  active: true,
});
const person = (id: string, name: string): Person => ({
  id,
  name,
  positions: [{ title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: 'board', from: null, to: null }],
  order: 0,
  public: true,
});
const directory: Directory = {
  people: new Map([person('van', 'Nguyễn Thị Hồng Vân'), person('huy', 'Lê Quang Huy')].map((one) => [one.id, one])),
  calendars: new Map(
    [
      calendar,
      unit('gdtrh', 'Phòng GDTrH', 1),
      unit('qlcl', 'Phòng QLCL', 2),
      unit('khtc', 'Phòng KH-TC', 3),
      unit('gdmn', 'Phòng GDMN', 4),
    ].map((one) => [one.id, one]),
  ),
  rooms: new Map([['phong-2', { id: 'phong-2', name: 'Phòng họp số 2', seats: 20, order: 0, active: true }]]),
  vehicles: new Map(),
};
const clerk: Member = {
  ...{ uid: 'mai', name: 'Hoàng Thị Mai', email: '', person: null, active: true },
  roles: ['clerk'],
  editorOf: ['board'],
};

function entry(id: string, stage: Entry['stage'], draft: Partial<EntryDraft>): ShownEntry {
  const typed = { ...emptyDraft('2026-12-02'), time: '8h30', content: id, ...draft };
  const read = parseEntry(typed, { id, calendar: 'board', week, stage });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return { ...read.entry, revision: 1, updatedBy: 'khanh', updatedAt: deadlineOf(week, {})!, pending: false };
}
/** `sent`: minutes after the deadline. */
const request = (id: string, from: string, sent: number, more: Partial<EntryRequest> = {}): EntryRequest => ({
  ...{ entry: id, unit: from, week, by: from === 'gdtrh' ? 'khanh' : 'hang' },
  sentAt: deadlineOf(week, {})! + sent * 60_000,
  ...{ reason: null, into: null, answeredBy: null, answeredAt: null },
  ...more,
});

function Page() {
  const entries = useSyncExternalStore(backend.watch, () => backend.entries) as readonly ShownEntry[];
  const requests = useSyncExternalStore(backend.watch, () => backend.requests) as readonly EntryRequest[];
  const head = { number: 49, dates: '30/11 – 06/12/2026', week, hrefOf: (of: WeekId) => `/compile/${of}` };
  return (
    <Desk
      {...{ member: clerk, directory, settings, calendar, week, number: 49, head, entries, requests }}
      absences={[]}
      duty={{}}
      published={published}
    />
  );
}
let published: PublishedWeek | null = null;

const held = entry('held', 'accepted', {
  ...{ time: '8h-10h30', content: 'Kiểm tra nội bộ hồ sơ tuyển dụng', chairs: ['person:van'], place: 'room:phong-2' },
});
const council = entry('council', 'accepted', {
  ...{ date: '2026-11-30', time: '9h', content: 'Họp Hội đồng xét công nhận trường đạt chuẩn quốc gia' },
  ...{ chairs: ['person:huy'], attendees: ['unit:qlcl'] },
});
const clashing = entry('clashing', 'requested', {
  ...{ content: 'Họp thẩm định đề án trường chuẩn', chairs: ['person:van'], place: 'room:phong-2' },
});
const doubled = entry('doubled', 'requested', {
  ...{ date: '2026-11-30', time: '9h', content: 'Xét công nhận trường chuẩn quốc gia đợt 2', attendees: ['unit:khtc'] },
});
const late = entry('late', 'requested', { date: '2026-12-04', time: 'sáng', content: 'Kiểm tra chuyên đề' });

function show(entries: readonly ShownEntry[], requests: readonly EntryRequest[]) {
  act(() => {
    Object.assign(backend, { entries, requests });
    backend.tell();
  });
}
function open() {
  Object.assign(backend, {
    entries: [held, council, clashing, doubled, late],
    requests: [request('late', 'gdtrh', 130), request('clashing', 'gdtrh', -90), request('doubled', 'qlcl', -60)],
  });
  render(<Page />);
}
const inbox = () => screen.getByRole('list', { name: 'Phiếu chờ nhận' });
const titles = () =>
  within(inbox())
    .getAllByRole('heading')
    .map((heading) => heading.textContent);
const item = (content: RegExp) =>
  within(inbox())
    .getAllByRole('listitem')
    .find((one) => content.test(within(one).queryByRole('heading')?.textContent ?? ''))!;
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const focused = () => document.activeElement?.textContent;
const ghost = () => screen.getByText('Phiếu đang chọn').closest('tr')!;

beforeEach(() => {
  backend.hidden = { doubled: { note: 'Xin giữ máy chiếu', meetingLink: null } };
  Object.assign(backend, { calls: [], online: true, later: false, asked: new Set() });
  published = null;
  localStorage.clear();
  // jsdom has the element and not its acts.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

test('the last request answered leaves an empty inbox, not a colleague’s answer', async () => {
  backend.later = true;
  Object.assign(backend, { entries: [held, late], requests: [request('late', 'gdtrh', 130)] });
  render(<Page />);
  fireEvent.click(within(item(/chuyên đề/)).getByRole('button', { name: 'Nhận' }));
  await waitFor(() => expect(screen.getByText('Không còn phiếu nào chờ.')).toBeTruthy());
  expect(screen.queryByText(/ở cửa sổ khác/)).toBeNull();
});

describe('what the clerk sees before answering', () => {
  test('requests stand by arrival, the first is looked at and lies in the board’s week', () => {
    open();
    expect(titles()).toEqual([clashing.content, doubled.content, late.content]);
    expect(ghost().textContent).toContain('08:30Họp thẩm định đề án trường chuẩn');
    expect(within(item(/thẩm định/)).getByText(/^Phòng GDTrH · Bùi Văn Khánh gửi 10:00/)).toBeTruthy();
  });

  test('links and notes are listened to of what is looked at or likely merged, not of the whole inbox', () => {
    open();
    expect([...backend.asked]).toEqual(expect.arrayContaining(['clashing', 'doubled']));
    expect(backend.asked.has('late')).toBe(false);
  });

  test('a late one says by how much; the divisions without one are named', () => {
    open();
    expect(within(item(/chuyên đề/)).getByText('Muộn 2 giờ 10 phút')).toBeTruthy();
    expect(within(item(/thẩm định/)).queryByText(/Muộn/)).toBeNull();
    expect(screen.getByText(/chưa có phiếu \(2\):/i).parentElement?.textContent).toContain('Phòng KH-TC, Phòng GDMN');
  });

  test('a certain clash is in words, the button says so, and a free time is one press away', () => {
    open();
    expect(item(/thẩm định/).textContent).toMatch(/Trùng giờ.*PGĐ Nguyễn Thị Hồng Vân, Phòng họp số 2 · 08:00–10:30/);
    expect(within(item(/thẩm định/)).getByRole('button', { name: 'Vẫn nhận' })).toBeTruthy();
    fireEvent.click(within(item(/thẩm định/)).getByRole('button', { name: 'Nhận, dời 13:30' }));
    expect(calls()[0]).toMatchObject({ act: 'accept', args: [{ id: 'clashing' }, { time: { start: clock(13, 30) } }] });
  });

  test('a likely duplicate is told with what merging it makes, and kept apart it is accepted like any other', () => {
    open();
    const one = within(item(/đợt 2/));
    expect(item(/đợt 2/).textContent).toContain('Giống mục đã có 09:00 Họp Hội đồng xét công nhận');
    expect(item(/đợt 2/).textContent).toContain('Gộp sẽ: thêm Phòng KH-TC vào thành phần; giữ nội dung');
    fireEvent.click(one.getByRole('button', { name: 'Giữ hai mục' }));
    expect(one.queryByRole('button', { name: /Gộp vào mục/ })).toBeNull();
    expect(document.activeElement).toBe(one.getByRole('button', { name: 'Nhận' }));
  });

  describe('what the division wrote for the office', () => {
    const note = (text: string) => ({ note: text, meetingLink: null });
    const toDoubled = () => {
      open();
      press('ArrowDown');
      press('ArrowDown');
    };
    test('is read, and goes along when it is merged; taken back, the entry has its own again', async () => {
      open();
      expect(screen.queryByText(/Xin giữ máy chiếu/)).toBeNull();
      press('ArrowDown');
      press('ArrowDown');
      expect(screen.getByText(/Xin giữ máy chiếu/).textContent).toMatch(
        /^Ghi chú: Xin giữ máy chiếu .*đi theo khi gộp/,
      );
      fireEvent.click(document.activeElement!);
      expect(calls()[0]!.args[3]).toEqual(note('Xin giữ máy chiếu'));
      await waitFor(() => expect(titles()).toHaveLength(2));
      press('z', { ctrlKey: true });
      expect(calls()[1]!.args[2]).toMatchObject({ hidden: { note: null, meetingLink: null } });
    });
    test('and the entry’s own: the clerk chooses, and both stay unless they do', () => {
      backend.hidden!['council'] = note('Đã đặt máy chiếu');
      toDoubled();
      fireEvent.click(document.activeElement!);
      expect(calls()).toEqual([]);
      const form = screen.getByRole('form', { name: /^Gộp phiếu/ });
      const both = within(form).getByRole('group', { name: 'Cả hai có ghi chú' });
      expect(
        within(both)
          .getAllByRole('radio')
          .map((one) => one.closest('label')!.textContent),
      ).toEqual(['Giữ cả hai, ghi nối nhau', 'Của mục kia: Đã đặt máy chiếu', 'Của phiếu này: Xin giữ máy chiếu']);
      fireEvent.submit(form);
      expect(calls()[0]!.args[3]).toEqual(note('Đã đặt máy chiếu\nXin giữ máy chiếu'));
    });
    describe('and comes later than the hand', () => {
      const toUnheard = (form: boolean) => {
        backend.hidden = null;
        toDoubled();
        if (form) press('g');
      };
      const pressMerge = () =>
        screen.queryByRole('form')
          ? fireEvent.submit(screen.getByRole('form'))
          : fireEvent.click(document.activeElement!);
      const hear = (hidden: Record<string, unknown>) => {
        backend.hidden = hidden;
        show([...(backend.entries as ShownEntry[])], backend.requests as EntryRequest[]);
      };
      test.each([false, true])('merging waits for it, and says so (in the form: %s)', async (form) => {
        toUnheard(form);
        pressMerge();
        pressMerge();
        expect(calls()).toEqual([]);
        await waitFor(() => expect(screen.getByText('Đang đọc ghi chú của hai bên, xong thì gộp.')).toBeTruthy());
        hear({ doubled: note('Xin giữ máy chiếu') });
        expect(calls()).toHaveLength(1);
        expect(calls()[0]).toMatchObject({ act: 'merge', args: [{ id: 'doubled' }, { id: 'council' }, {}, {}] });
        expect(calls()[0]!.args[3]).toEqual(note('Xin giữ máy chiếu'));
        expect(focused()).toBe('Nhận');
      });
      test.each([false, true])('what both have is asked, not decided (in the form: %s)', (form) => {
        toUnheard(form);
        pressMerge();
        hear({ doubled: note('Xin giữ máy chiếu'), council: note('Đã đặt máy chiếu') });
        expect(calls()).toEqual([]);
        expect(screen.getByRole('group', { name: 'Cả hai có ghi chú' })).toBeTruthy();
        expect(document.activeElement).toBe(screen.getByRole('combobox', { name: /^Gộp vào: / }));
        fireEvent.submit(screen.getByRole('form'));
        expect(calls()).toHaveLength(1);
      });
      test('the hand that went on meanwhile stays where it is', () => {
        toUnheard(false);
        pressMerge();
        press('ArrowUp');
        expect(focused()).toBe('Vẫn nhận');
        hear({});
        expect(calls()).toHaveLength(1);
        expect(focused()).toBe('Vẫn nhận');
      });
      test('without a network the press is forgotten, not done whenever there is one again', () => {
        toUnheard(false);
        pressMerge();
        backend.online = false;
        show([...(backend.entries as ShownEntry[])], backend.requests as EntryRequest[]);
        backend.online = true;
        hear({});
        expect(calls()).toEqual([]);
      });
    });
    test('or one of the two', () => {
      backend.hidden!['council'] = note('Đã đặt máy chiếu');
      toDoubled();
      press('g');
      fireEvent.click(screen.getByRole('radio', { name: /^Của mục kia/ }));
      fireEvent.submit(screen.getByRole('form', { name: /^Gộp phiếu/ }));
      expect(calls()[0]).toMatchObject({ act: 'merge' });
      expect(calls()[0]!.args[3]).toBeUndefined();
    });
  });
});

describe('answering by keys', () => {
  test('arrows go through the requests, Enter is what the button says, and the hand goes on at the next', () => {
    open();
    press('ArrowDown');
    expect(focused()).toBe('Vẫn nhận'); // from outside to the one that is looked at
    press('ArrowDown');
    expect(focused()).toBe('Gộp vào mục 09:00');
    press('ArrowUp');
    expect(focused()).toBe('Vẫn nhận');
    fireEvent.click(document.activeElement!);
    expect(calls()[0]).toMatchObject({ act: 'accept', args: [{ id: 'clashing', revision: 1 }, { id: 'clashing' }] });
    expect(focused()).toBe('Gộp vào mục 09:00');
    expect(screen.getByText('Đã nhận “Họp thẩm định đề án trường chuẩn”')).toBeTruthy();
  });

  test('a key held down answers one request, not all', () => {
    open();
    press('ArrowDown');
    expect(press('Enter', { repeat: true })).toBe(false); // the browser does not press the button
    expect(press('Enter')).toBe(true);
  });

  test('G merges: the likely one first, what it makes lies in the week, and any other may be chosen', async () => {
    open();
    press('ArrowDown');
    press('ArrowDown');
    press('g');
    const form = screen.getByRole('form', { name: /^Gộp phiếu/ });
    expect(within(form).getByRole('combobox', { name: /^Gộp vào: 09:00 Họp Hội đồng/ })).toBe(document.activeElement);
    expect(screen.getByText('Sau khi gộp').closest('tr')?.textContent).toContain('Phòng QLCL, Phòng KH-TC');
    fireEvent.submit(form);
    expect(calls()[0]).toMatchObject({
      act: 'merge',
      args: [
        { id: 'doubled' },
        { id: 'council' },
        { attendees: ['unit:qlcl', 'unit:khtc'], stage: 'accepted' },
        { note: 'Xin giữ máy chiếu' },
      ],
    });
    await waitFor(() => expect(titles()).toEqual([clashing.content, late.content]));
  });

  test('two requests become one that is accepted', () => {
    const twin = entry('twin', 'requested', { date: '2026-12-04', time: '8h', content: 'Kiểm tra chuyên đề' });
    Object.assign(backend, {
      entries: [late, twin],
      requests: [request('late', 'gdtrh', 1), request('twin', 'qlcl', 2)],
    });
    render(<Page />);
    press('ArrowDown');
    press('ArrowDown');
    expect(focused()).toBe('Gộp với phiếu Sáng và nhận');
    fireEvent.click(document.activeElement!);
    expect(calls()[0]).toMatchObject({
      act: 'merge',
      args: [{ id: 'twin' }, { id: 'late' }, { id: 'late', stage: 'accepted', time: { start: clock(8) } }],
    });
  });

  test('after it the hand goes on at a third, not at the one that it made two of', async () => {
    backend.later = true;
    const [first, twin] = ['first', 'twin'].map((id) =>
      entry(id, 'requested', { date: '2026-12-04', time: '8h', content: 'Kiểm tra chuyên đề' }),
    ) as [ShownEntry, ShownEntry];
    Object.assign(backend, {
      entries: [first, twin, clashing],
      requests: [request('first', 'gdtrh', 1), request('twin', 'qlcl', 2), request('clashing', 'khtc', 3)],
    });
    render(<Page />);
    press('ArrowDown');
    expect(focused()).toBe('Gộp với phiếu 08:00 và nhận');
    fireEvent.click(document.activeElement!);
    await waitFor(() => expect(titles()).toEqual([clashing.content]));
    expect(item(/thẩm định/).contains(document.activeElement)).toBe(true);
    expect(screen.queryByText(/ở cửa sổ khác/)).toBeNull();
  });

  test('and with no third the inbox is empty', async () => {
    backend.later = true;
    const [first, twin] = ['first', 'twin'].map((id) =>
      entry(id, 'requested', { date: '2026-12-04', time: '8h', content: 'Kiểm tra chuyên đề' }),
    ) as [ShownEntry, ShownEntry];
    Object.assign(backend, {
      entries: [first, twin],
      requests: [request('first', 'gdtrh', 1), request('twin', 'qlcl', 2)],
    });
    render(<Page />);
    press('ArrowDown');
    fireEvent.click(document.activeElement!);
    await waitFor(() => expect(screen.getByText('Không còn phiếu nào chờ.')).toBeTruthy());
    expect(screen.queryByText(/ở cửa sổ khác/)).toBeNull();
  });

  test('T returns with a sentence for the division: the clash itself, which may be written otherwise', () => {
    open();
    press('ArrowDown'); // to the first
    press('t');
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Trả lại, lý do (đơn vị sẽ đọc)' });
    expect(field).toBe(document.activeElement);
    expect(field.value).toBe('PGĐ Nguyễn Thị Hồng Vân, Phòng họp số 2 đã có lịch 08:00–10:30, đề nghị chọn giờ khác.');
    fireEvent.change(field, { target: { value: '  ' } });
    fireEvent.submit(field.closest('form')!);
    expect(screen.getByRole('alert').textContent).toContain('Ghi lý do');
    expect(calls()).toHaveLength(0);
    fireEvent.change(field, { target: { value: 'Chuyển sang tuần 50 ' } });
    fireEvent.submit(field.closest('form')!);
    expect(calls()[0]).toMatchObject({ act: 'return', args: [{ id: 'clashing' }, 'Chuyển sang tuần 50'] });
  });

  test('a reason that was being written is there after a crash, until it is sent or dropped', async () => {
    const field = () => screen.queryByRole<HTMLInputElement>('textbox', { name: /^Trả lại, lý do/ });
    const toIt = () => {
      press('ArrowDown');
      press('ArrowDown');
    };
    open();
    toIt();
    press('t');
    fireEvent.change(field()!, { target: { value: 'Chuyển sang tuần 50' } });
    cleanup();
    open();
    toIt();
    expect(field()?.value).toBe('Chuyển sang tuần 50');
    act(() => field()!.focus());
    press('Escape');
    cleanup();
    open();
    toIt();
    expect(field()).toBeNull();
    press('t');
    fireEvent.change(field()!, { target: { value: 'Trùng giờ' } });
    fireEvent.submit(field()!.closest('form')!);
    await waitFor(() => expect(Object.keys(localStorage).filter((key) => key.includes('@form'))).toEqual([]));
  });

  test('a common reason is one press; what was written by hand is not written over', () => {
    open();
    press('ArrowDown');
    press('ArrowDown');
    press('t');
    const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: /^Trả lại, lý do/ });
    fireEvent.click(screen.getByRole('button', { name: 'Thiếu nội dung' }));
    expect(field().value).toMatch(/^Phiếu còn thiếu nội dung/);
    fireEvent.click(screen.getByRole('button', { name: 'Thuộc lịch phòng' }));
    expect(field().value).toMatch(/^Không có lãnh đạo dự/);
    fireEvent.change(field(), { target: { value: 'Đã có mục chung.' } });
    fireEvent.click(screen.getByRole('button', { name: 'Thiếu nội dung' }));
    expect(field().value).toMatch(/^Đã có mục chung\. Phiếu còn thiếu/);
    press('Escape');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(focused()).toBe('Gộp vào mục 09:00');
  });

  test('S puts it right and accepts it; what is typed lies in the week, what is wrong has its sentence', async () => {
    open();
    press('ArrowDown'); // to the first
    press('s');
    const time = screen.getByRole('textbox', { name: 'Giờ' });
    expect(time).toBe(document.activeElement);
    fireEvent.change(time, { target: { value: '25h' } });
    fireEvent.submit(time.closest('form')!);
    expect(screen.getByText('Chưa rõ giờ. Ghi như 8h30, 14h, sáng, cả ngày.')).toBeTruthy();
    fireEvent.change(time, { target: { value: '14h' } });
    expect(screen.getByText('Phiếu đang sửa').closest('tr')?.textContent).toContain('14:00');
    expect(within(item(/thẩm định/)).queryByText('Trùng giờ')).toBeNull(); // told of what is typed
    fireEvent.submit(time.closest('form')!);
    expect(calls()).toHaveLength(1);
    expect(calls()[0]).toMatchObject({ act: 'accept', args: [{ id: 'clashing' }, { time: { start: clock(14) } }] });
    expect(screen.getByText('Đã nhận “Họp thẩm định đề án trường chuẩn”, dời 14:00')).toBeTruthy();
  });

  test('letters work from a button of the board’s week too, arrows there are its own', () => {
    open();
    screen.getByRole('button', { name: 'Cả tuần' }).focus();
    press('ArrowDown');
    expect(focused()).toBe('Cả tuần');
    press('t');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Trả lại, lý do/ }));
  });

  test('letters do nothing while an input method composes, in a field, or where they are switched off', () => {
    open();
    press('ArrowDown');
    press('t', { isComposing: true });
    expect(screen.queryByRole('textbox')).toBeNull();
    press('t');
    press('g');
    expect(screen.queryByRole('form', { name: /^Gộp phiếu/ })).toBeNull();
    press('Escape');
    press('?');
    fireEvent.click(screen.getByRole('checkbox'));
    fireEvent.click(screen.getByRole('button', { name: /^Đóng/ }));
    press('t');
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

test('on paper stands the board’s whole week, without the requests that wait', () => {
  open();
  press('End');
  expect(screen.getAllByRole('table')).toHaveLength(1);
  act(() => void dispatchEvent(new Event('beforeprint')));
  const [sheet] = screen.getAllByRole('table', { name: /đang soạn$/ });
  expect(sheet?.textContent).toMatch(/Họp Hội đồng xét công nhận.*Kiểm tra nội bộ hồ sơ tuyển dụng/);
  expect(sheet?.textContent).not.toContain('Kiểm tra chuyên đề');
  act(() => void dispatchEvent(new Event('afterprint')));
  expect(screen.getAllByRole('table')).toHaveLength(1);
});

describe('the way back', () => {
  test('Ctrl Z puts an accepted request back as it was, and the hand on it', async () => {
    open();
    press('ArrowDown'); // to the first
    fireEvent.click(within(item(/thẩm định/)).getByRole('button', { name: 'Nhận, dời 13:30' }));
    await waitFor(() => expect(titles()).toHaveLength(2));
    press('z', { ctrlKey: true });
    expect(calls()[1]).toMatchObject({
      act: 'reopen',
      args: [{ id: 'clashing', revision: 2 }, { time: { start: clock(8, 30) } }],
    });
    await waitFor(() => expect(titles()).toHaveLength(3));
    expect(focused()).toBe('Vẫn nhận');
    expect(screen.getByText('Đã hoàn tác: “Họp thẩm định đề án trường chuẩn” lại chờ nhận')).toBeTruthy();
  });

  test('a return taken back has its reason again, and the hand in it', async () => {
    open();
    press('ArrowDown');
    press('t');
    const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: /^Trả lại, lý do/ });
    fireEvent.change(field(), { target: { value: 'Chuyển sang tuần 50' } });
    fireEvent.submit(field().closest('form')!);
    await waitFor(() => expect(titles()).toHaveLength(2));
    press('z', { ctrlKey: true });
    await waitFor(() => expect(titles()).toHaveLength(3));
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe('Chuyển sang tuần 50');
  });

  test('a merge is taken back in both, but not over what somebody wrote since', async () => {
    open();
    press('ArrowDown');
    press('ArrowDown');
    fireEvent.click(document.activeElement!);
    await waitFor(() => expect(titles()).toHaveLength(2));
    press('z', { ctrlKey: true });
    expect(calls()[1]).toMatchObject({
      act: 'reopen',
      args: [
        { id: 'doubled' },
        { id: 'doubled' },
        { base: { id: 'council', revision: 2 }, restored: { attendees: ['unit:qlcl'] } },
      ],
    });
    await waitFor(() => expect(titles()).toHaveLength(3));

    press('ArrowUp'); // to the first
    fireEvent.click(within(item(/đợt 2/)).getByRole('button', { name: 'Gộp vào mục 09:00' }));
    show(
      (backend.entries as readonly ShownEntry[]).map((one) =>
        one.id === 'council' ? { ...one, revision: 9, updatedBy: 'ha' } : one,
      ),
      backend.requests as readonly EntryRequest[],
    );
    press('z', { ctrlKey: true });
    expect(screen.getByRole('alert').textContent).toContain('Chưa hoàn tác được: Đỗ Thu Hà đã sửa “Họp Hội đồng');
    expect(calls().filter(({ act: did }) => did === 'reopen')).toHaveLength(1);
  });

  test('what was issued meanwhile stays accepted', async () => {
    open();
    press('ArrowDown'); // to the first
    fireEvent.click(document.activeElement!);
    published = { entries: [{ id: 'clashing' }] } as unknown as PublishedWeek;
    show(backend.entries as ShownEntry[], backend.requests as EntryRequest[]);
    await waitFor(() => expect(titles()).toHaveLength(2));
    press('z', { ctrlKey: true });
    expect(screen.getByRole('alert').textContent).toContain('đã ban hành');
    expect(calls()).toHaveLength(1);
  });

  test('what was answered on another day is sent back to waiting from its list', () => {
    open();
    show(
      [held, { ...late, stage: 'returned' }],
      [
        request('late', 'gdtrh', 5, {
          reason: 'Thiếu thành phần',
          answeredBy: 'ha',
          answeredAt: deadlineOf(week, {})!,
        }),
      ],
    );
    fireEvent.click(screen.getByRole('button', { name: 'Trả lại 1' }));
    const list = screen.getByRole('list', { name: 'Phiếu đã trả lại' });
    expect(list.textContent).toMatch(/Đỗ Thu Hà trả lại 11:30/);
    expect(list.textContent).toContain('Lý do: Thiếu thành phần');
    fireEvent.click(within(list).getByRole('button', { name: /^Đưa về chờ nhận/ }));
    expect(calls()[0]).toMatchObject({ act: 'reopen', args: [{ id: 'late' }] });
  });
});

describe('with others', () => {
  test('one that comes meanwhile stands last and is told; hand and eye stay where they are', () => {
    open();
    press('ArrowDown');
    const button = document.activeElement;
    const fresh = entry('fresh', 'requested', { content: 'Gặp mặt giáo viên' });
    show(
      [...(backend.entries as ShownEntry[]), fresh],
      [...(backend.requests as EntryRequest[]), request('fresh', 'qlcl', 179)],
    );
    expect(titles().at(-1)).toBe('Gặp mặt giáo viên');
    expect(document.activeElement).toBe(button);
    expect(within(item(/Gặp mặt/)).getByText('Muộn 2 giờ 59 phút')).toBeTruthy();
    expect(screen.getByText('Phiếu mới: Phòng QLCL, “Gặp mặt giáo viên”')).toBeTruthy();
  });

  test('a colleague who accepts the one that is looked at is named, and no key falls on the next', () => {
    open();
    press('ArrowDown'); // to the first
    show(
      [held, council, { ...clashing, stage: 'accepted', revision: 2, updatedBy: 'ha' }, doubled, late],
      [
        request('clashing', 'gdtrh', -90, { answeredBy: 'ha', answeredAt: deadlineOf(week, {})! }),
        request('doubled', 'qlcl', -60),
        request('late', 'gdtrh', 130),
      ],
    );
    expect(titles()).toEqual([clashing.content, doubled.content, late.content]);
    expect(focused()).toBe(clashing.content);
    expect(item(/thẩm định/).textContent).toMatch(/Đỗ Thu Hà đã nhận phiếu này lúc 11:30/);
    expect(within(item(/thẩm định/)).queryByRole('button', { name: /nhận/i })).toBeNull();
    press('ArrowDown');
    expect(titles()).toEqual([doubled.content, late.content]);
    expect(focused()).toBe('Gộp vào mục 09:00');
  });

  test('an answer that came second says who was first, and the request is as they left it', async () => {
    open();
    press('ArrowDown'); // to the first
    fireEvent.click(document.activeElement!);
    const current = { ...clashing, stage: 'returned', updatedBy: 'ha', updatedAt: deadlineOf(week, {})! } as const;
    await act(async () => calls()[0]?.refuse(new DataError('stale', { current })));
    expect(screen.getByRole('alert').textContent).toContain(
      'Chưa xong với phiếu “Họp thẩm định đề án trường chuẩn”. Đỗ Thu Hà đã trả lại phiếu này lúc 11:30.',
    );
    await waitFor(() => expect(titles()).toHaveLength(3));
  });

  test.each([
    [{ current: { ...clashing, revision: 2 } }, 'Phòng GDTrH vừa sửa phiếu này: xem lại rồi trả lời.'],
    [{ current: null }, 'Đơn vị đã rút phiếu này.'],
    [{ current: council, ofTarget: true }, 'Mục để gộp vào vừa được sửa'],
    [{ current: null, ofTarget: true }, 'Mục để gộp vào không còn'],
  ])('refused because of what stands now, it says what to do', async (found, words) => {
    open();
    press('ArrowDown'); // to the first
    fireEvent.click(document.activeElement!);
    await act(async () => calls()[0]?.refuse(new DataError('stale', found)));
    expect(screen.getByRole('alert').textContent).toContain(words);
  });

  test('without a network nothing is answered, by button or key, and it says so', () => {
    backend.online = false;
    open();
    press('ArrowDown'); // to the first
    const button = within(item(/thẩm định/)).getByRole('button', { name: 'Vẫn nhận' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    const why = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(why?.textContent).toMatch(/^Mất mạng: chưa nhận, gộp hay trả lại được/);
    fireEvent.click(button);
    press('t');
    press('g');
    press('s');
    expect(screen.queryByRole('form')).toBeNull();
    expect(calls()).toHaveLength(0);
  });
});
