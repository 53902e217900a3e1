// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { Directory, Person } from '#domain/directory.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import { emptyWeekState, publish, type PublishedWeek } from '#domain/publication.ts';
import { instantOf, localDate } from '#domain/time.ts';
import { addWeeks, weekOf } from '#domain/week.ts';

const SUNDAY = localDate('2026-11-29');
const MONDAY = localDate('2026-11-30'); // of the next week
const store = vi.hoisted(() => ({
  entries: [] as unknown[],
  published: null as unknown,
  online: true,
  roles: [] as string[],
  editorOf: [] as string[],
  asked: { week: '', by: 'mai', at: 0, revision: 1 },
  seen: [] as { by: string; entry: string; revision: number; at: number }[],
  mark: vi.fn(),
  save: vi.fn(),
  stop: vi.fn(),
}));

vi.mock('#ui/useNow.ts', () => ({ useNow: () => instantOf(SUNDAY, 8 * 60 + 30) }));
vi.mock('#data/allEntries.ts', () => ({
  useAllEntries: (week: string) => ({
    data: store.entries.filter((one) => (one as Entry).week === week),
    error: null,
  }),
}));
vi.mock('#data/absences.ts', () => ({ useAbsencesOf: () => ({ data: [], error: null }) }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({
    member: {
      uid: 'van',
      name: 'Vân',
      email: '',
      person: 'van',
      active: true,
      roles: store.roles,
      editorOf: store.editorOf,
    },
  }),
}));
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: store.online, since: 0 }) }));
vi.mock('#data/directory.ts', () => ({ useDirectory: () => directory }));
vi.mock('#data/settings.ts', () => ({ useSettings: () => settings }));
vi.mock('#data/weekState.ts', () => ({ useWeekState: () => ({ data: { duty: { [SUNDAY]: 'person:van' } } }) }));
vi.mock('#data/publishedWeek.ts', () => ({
  usePublishedWeek: (_calendar: string, week: string) => ({
    data: (store.published as PublishedWeek | null)?.week === week ? store.published : null,
  }),
}));
vi.mock('#data/approval.ts', () => ({
  useApproval: (_calendar: string, week: string) => ({ data: store.asked.week === week ? store.asked : null }),
}));
vi.mock('#data/members.ts', () => ({ useMembers: () => new Map([['mai', { name: 'Hoàng Thị Mai' }]]) }));
vi.mock('#data/entryPrivate.ts', () => ({
  useEntryPrivate: () => ({ data: { meetingLink: 'https://hop.example.test/1', note: null }, error: null }),
}));
vi.mock('#data/saveEntry.ts', () => ({ saveEntry: store.save }));
vi.mock('#data/saveAndIssue.ts', () => ({ saveAndIssue: store.stop }));
vi.mock('#data/seen.ts', () => ({ useSeen: () => ({ data: store.seen }), markSeen: store.mark }));
vi.mock('#data/holidays.ts', () => ({ useHolidays: () => ({ data: [] }) }));

const { MyDay } = await import('./MyDay.tsx');

const settings = {
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT',
  name: '',
  blockedWords: ['đề thi'],
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
};
const board = { id: 'board', name: 'Ban Giám đốc', shortName: '', kind: 'board', order: 0, active: true } as const;
const leader = (id: string, name: string): [string, Person] => [
  id,
  {
    id,
    name,
    order: 0,
    public: true,
    positions: [{ title: '', shortTitle: 'PGĐ', unit: 'board', from: null, to: null }],
  },
];
const directory: Directory = {
  people: new Map([leader('van', 'Nguyễn Thị Hồng Vân'), leader('huy', 'Lê Quang Huy')]),
  calendars: new Map([['board', board]]),
  rooms: new Map(),
  vehicles: new Map(),
};

function entry(id: string, draft: Partial<EntryDraft>) {
  const typed = { ...emptyDraft(SUNDAY), chairs: ['person:van'], ...draft };
  const parsed = parseEntry(typed, { id, calendar: 'board', week: weekOf(localDate(typed.date)) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { ...parsed.entry, revision: 3, updatedBy: 'mai', updatedAt: 0, pending: false };
}
const issue = (entries: readonly Entry[], previous: PublishedWeek | null = null) =>
  publish({
    entries,
    state: emptyWeekState('board', weekOf(SUNDAY), true),
    previous,
    directory,
    absences: [],
    settings: settings as never,
    calendar: board,
    issue: { documentNo: '48/LCT', signer: 'KT. Giám đốc', at: instantOf(SUNDAY, 60) },
  });

beforeEach(() => {
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
  store.roles = ['approver'];
  store.editorOf = ['board'];
  store.online = true;
  store.seen = [];
  store.asked = { week: '', by: 'mai', at: instantOf(SUNDAY, 8 * 60), revision: 1 };
  store.mark.mockReset().mockResolvedValue(undefined);
  store.save.mockReset().mockResolvedValue(undefined);
  store.stop.mockReset().mockResolvedValue(undefined);
  const today = [
    entry('a', { time: '7h-8h', content: 'Giao ban' }),
    entry('b', { time: '8h-9h', content: 'Hội nghị trực tuyến' }),
    entry('c', { time: '14h', content: 'Họp Hội đồng' }),
  ];
  store.published = issue(today);
  store.entries = [
    ...today,
    entry('d', { time: '10h', content: 'Việc của anh Huy', chairs: ['person:huy'] }),
    entry('e', { date: MONDAY, time: '8h', content: 'Chào cờ' }),
  ];
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const dayOf = (name: string) =>
  within(screen.getByRole('region', { name }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

test('one’s own day comes first: what is over, what goes on with the way into it, tomorrow’s also over the week’s end', () => {
  render(<MyDay />);
  expect(screen.getByRole('button', { name: 'Của tôi 3' }).getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByText(/PGĐ Nguyễn Thị Hồng Vân · trực hôm nay · ban hành 01:00 29\/11/)).toBeTruthy();
  const [over, going, ahead] = dayOf('Chủ nhật 29/11');
  expect(over).toContain('Giao ban');
  expect(going).toContain('Hội nghị trực tuyến Đang diễn ra');
  expect(ahead).toContain('tôi chủ trì');
  expect(dayOf('Thứ hai 30/11').join()).toContain('Chào cờ');
  expect(screen.queryByRole('button', { name: 'Hoãn, hủy: Giao ban' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Vào họp: Hội nghị trực tuyến' }).getAttribute('href')).toBe(
    'https://hop.example.test/1',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Ban Giám đốc 4' }));
  expect(dayOf('Chủ nhật 29/11').join()).toContain('Việc của anh Huy');
});

describe('three taps', () => {
  const ask = (content: string) => {
    fireEvent.click(screen.getByRole('button', { name: `Hoãn, hủy: ${content}` }));
    return screen.getByRole('dialog', { name: new RegExp(content) });
  };

  test('put a meeting off and issue the revision that says so, with that change alone', async () => {
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    expect(sheet.textContent).toContain('Sẽ ban hành Điều chỉnh lần 1 của tuần 48');
    fireEvent.click(within(sheet).getByRole('radio', { name: 'Đi công tác' }));
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hoãn và ban hành' }));
    expect(await screen.findByText('Đã ban hành điều chỉnh lần 1')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Xem' }).getAttribute('href')).toBe('/lich/board/2026-W48');
    expect(screen.queryByRole('dialog')).toBeNull();
    const [next, base, [revision]] = store.stop.mock.lastCall as [Entry, Entry, PublishedWeek[]];
    expect(next).toMatchObject({ id: 'c', status: 'postponed', reason: 'Đi công tác' });
    expect(next).not.toHaveProperty('revision');
    expect(base).toBe(store.entries[2]);
    expect(revision).toMatchObject({ revision: 2, documentNo: '48-ĐC1/LCT' });
    expect(revision!.changes).toMatchObject([{ kind: 'postponed', entryId: 'c', reason: 'Đi công tác' }]);
    expect(store.save).not.toHaveBeenCalled();
  });

  test('leave the focus at what was put off, whose buttons are others by then', async () => {
    store.stop.mockImplementation((stopped: Entry) => {
      store.entries = store.entries.map((one) =>
        (one as Entry).id === stopped.id ? { ...(one as Entry), ...stopped } : one,
      );
      page.rerender(<MyDay />);
      return Promise.resolve();
    });
    const page = render(<MyDay />);
    screen.getByRole('button', { name: 'Hoãn, hủy: Họp Hội đồng' }).focus();
    const sheet = ask('Họp Hội đồng');
    fireEvent.click(within(sheet).getAllByRole('radio')[0]!);
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hoãn và ban hành' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^(Đặt giờ mới|Khôi phục): Họp Hội đồng$/);
  });
  test('call it off, with a reason in one’s own words', async () => {
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hủy' }));
    fireEvent.click(within(sheet).getByRole('radio', { name: 'Khác: tự ghi' }));
    fireEvent.change(within(sheet).getByRole('textbox', { name: 'Ghi lý do' }), { target: { value: ' Mất điện ' } });
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hủy và ban hành' }));
    await waitFor(() => expect(store.stop).toHaveBeenCalled());
    expect(store.stop.mock.lastCall![0]).toMatchObject({ status: 'cancelled', reason: 'Mất điện' });
  });

  test('a typed reason with a phone number or a blocked word is told before everybody reads it', async () => {
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.click(within(sheet).getByRole('radio', { name: 'Khác: tự ghi' }));
    const type = (value: string) =>
      fireEvent.change(within(sheet).getByRole('textbox', { name: 'Ghi lý do' }), { target: { value } });
    type('In sao đề thi, gọi 0912 345 678');
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hoãn và ban hành' }));
    expect(within(sheet).getByRole('alert').textContent).toContain('“đề thi”');
    expect(within(sheet).getByRole('alert').textContent).toContain('“0912 345 678”');
    type('In sao, gọi 0912 345 678');
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hoãn và ban hành' }));
    expect(store.stop).not.toHaveBeenCalled();
    fireEvent.click(within(sheet).getByRole('button', { name: 'Vẫn ban hành' }));
    await waitFor(() => expect(store.stop).toHaveBeenCalled());
  });

  test('a reason that is too long is not cut, and nothing is done', () => {
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.click(within(sheet).getByRole('radio', { name: 'Khác: tự ghi' }));
    const field = within(sheet).getByRole<HTMLInputElement>('textbox', { name: 'Ghi lý do' });
    fireEvent.change(field, { target: { value: 'x'.repeat(501) } });
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hoãn và ban hành' }));
    expect(within(sheet).getByRole('alert').textContent).toBe('Lý do dài quá 500 ký tự. Rút gọn lại.');
    expect([field.maxLength, field.value.length]).toEqual([-1, 501]);
    expect(store.stop).not.toHaveBeenCalled();
  });

  test('without a reason nothing is done, and the reason is asked for', () => {
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hoãn và ban hành' }));
    expect(within(sheet).getByRole('alert').textContent).toContain('Chọn hoặc ghi một lý do');
    expect(store.stop).not.toHaveBeenCalled();
  });

  test('without a network nothing is done, and it says so', () => {
    store.online = false;
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.click(within(sheet).getByRole('radio', { name: 'Đi công tác' }));
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hoãn và ban hành' }));
    expect(within(sheet).getByRole('alert').textContent).toContain('Mất mạng');
    expect(store.stop).not.toHaveBeenCalled();
  });

  test('against somebody who was first: the sheet stays and says so', async () => {
    store.stop.mockRejectedValue(new DataError('stale'));
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.click(within(sheet).getByRole('radio', { name: 'Đi công tác' }));
    fireEvent.click(within(sheet).getByRole('button', { name: 'Hoãn và ban hành' }));
    expect((await within(sheet).findByRole('alert')).textContent).toContain('Có người vừa sửa mục này');
  });

  test('of a week that was not issued yet: the draft says it, and no revision is made', async () => {
    render(<MyDay />);
    const sheet = ask('Chào cờ');
    fireEvent.click(within(sheet).getByRole('radio', { name: 'Đi công tác' }));
    fireEvent.click(within(sheet).getAllByRole('button', { name: 'Hoãn' }).at(-1)!);
    expect(await screen.findByText('Đã ghi hoãn')).toBeTruthy();
    expect(store.save.mock.lastCall![0]).toMatchObject({ id: 'e', status: 'postponed' });
    expect(store.stop).not.toHaveBeenCalled();
  });
});

describe('what the sheet invites to', () => {
  const attended = () => {
    const one = entry('g', { time: '15h', content: 'Họp xã', chairs: ['person:huy'], attendees: ['person:van'] });
    store.entries = [...store.entries, one];
    store.published = issue([...(store.entries as Entry[])].filter(({ week }) => week === weekOf(SUNDAY)));
  };
  const receipt = (by: string, at = instantOf(SUNDAY, 8 * 60)) => ({ by, entry: 'g', revision: 1, at });

  test('is marked as seen by whom it invites, and not by who chairs it', () => {
    attended();
    render(<MyDay />);
    expect(screen.queryByRole('button', { name: 'Đã xem: Họp Hội đồng' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Đã xem: Họp xã' }));
    expect(store.mark.mock.lastCall).toMatchObject([{ revision: 1 }, { id: 'g' }]);
  });
  test('says when it was seen, and asks again after a change', () => {
    attended();
    const { rerender } = render(<MyDay />);
    const places = screen.getAllByRole('status');
    store.seen = [receipt('huy'), receipt('van')];
    rerender(<MyDay />);
    expect(places).toContain(screen.getByText('Đã xem 08:00 29/11')); // so it is told aloud
    expect(screen.queryByRole('button', { name: 'Đã xem: Họp xã' })).toBeNull();
    const next = [entry('g', { time: '16h', content: 'Họp xã', chairs: ['person:huy'], attendees: ['person:van'] })];
    store.published = issue(next, store.published as PublishedWeek);
    rerender(<MyDay key="next" />);
    expect(screen.getByRole('button', { name: 'Đã xem: Họp xã' })).toBeTruthy();
  });
  test('tells who chairs it how many have seen it', () => {
    store.seen = [{ ...receipt('huy'), entry: 'c' }];
    render(<MyDay />);
    expect(dayOf('Chủ nhật 29/11').join()).toContain('1 đã xem');
  });
  test('is told when it could not be marked', async () => {
    attended();
    store.mark.mockRejectedValue(new DataError('forbidden'));
    render(<MyDay />);
    fireEvent.click(screen.getByRole('button', { name: 'Đã xem: Họp xã' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Máy chủ chưa nhận');
  });
});

describe('another time', () => {
  const ask = (content: string) => {
    fireEvent.click(screen.getByRole('button', { name: `Hoãn, hủy: ${content}` }));
    const sheet = screen.getByRole('dialog', { name: new RegExp(content) });
    fireEvent.click(within(sheet).getByRole('button', { name: 'Đổi giờ' }));
    return sheet;
  };
  const time = (sheet: HTMLElement) => within(sheet).getByRole('textbox', { name: 'Giờ' });

  test('shows what it would clash with and a free time, then is issued at once', async () => {
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.change(time(sheet), { target: { value: '8h30' } });
    const clashes = within(sheet).getByRole('status', { name: 'Xung đột vào giờ này' });
    expect(clashes.textContent).toMatch(/Trùng giờ.*Nguyễn Thị Hồng Vân.*08:00–09:00 Hội nghị trực tuyến/);
    fireEvent.click(within(clashes).getByRole('button', { name: /^Đổi sang 09:00/ }));
    expect(clashes.textContent).toBe('');
    fireEvent.click(within(sheet).getByRole('button', { name: 'Đổi giờ và ban hành' }));
    expect(await screen.findByText('Đã ban hành điều chỉnh lần 1')).toBeTruthy();
    const [next, base, revisions] = store.stop.mock.lastCall as [Entry, Entry, PublishedWeek[]];
    expect(next).toMatchObject({ id: 'c', status: 'planned', time: { start: 540 } });
    expect(base).toBe(store.entries[2]);
    expect(revisions).toHaveLength(1);
    expect(revisions[0]!.changes).toMatchObject([{ kind: 'changed', fields: ['time'], entryId: 'c' }]);
  });

  test('in the next week: this week says to which day', async () => {
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.click(within(sheet).getByRole('button', { name: /^Thứ ba 01\/12/ }));
    fireEvent.click(within(sheet).getByRole('button', { name: 'Đổi giờ và ban hành' }));
    await waitFor(() => expect(store.stop).toHaveBeenCalled());
    const [next, , [revision]] = store.stop.mock.lastCall as [Entry, Entry, PublishedWeek[]];
    expect(next).toMatchObject({ date: '2026-12-01', lastDate: '2026-12-01', week: '2026-W49' });
    expect(revision!.changes).toMatchObject([{ kind: 'postponed', reason: 'Chuyển sang ngày 01/12' }]);
  });

  test.each([
    ['25h', 'Chưa rõ giờ'],
    ['15h-14h', 'Giờ kết thúc phải sau'],
    ['14h', 'Mục đang ở đúng ngày, giờ này'],
  ])('that reads %s changes nothing and says why', (typed, why) => {
    render(<MyDay />);
    const sheet = ask('Họp Hội đồng');
    fireEvent.change(time(sheet), { target: { value: typed } });
    fireEvent.submit(sheet.querySelector('form')!);
    expect(sheet.textContent).toContain(why);
    expect(store.stop).not.toHaveBeenCalled();
    expect(store.save).not.toHaveBeenCalled();
  });

  test('of what was put off restores it there', async () => {
    const stopped = entry('c', { time: '14h', content: 'Họp Hội đồng', status: 'postponed', reason: 'Bão' });
    store.entries = [stopped];
    store.published = issue([stopped], store.published as PublishedWeek);
    render(<MyDay />);
    fireEvent.click(screen.getByRole('button', { name: 'Đặt giờ mới: Họp Hội đồng' }));
    const sheet = screen.getByRole('dialog');
    fireEvent.change(time(sheet), { target: { value: '16h' } });
    fireEvent.click(within(sheet).getByRole('button', { name: 'Đổi giờ và ban hành' }));
    await waitFor(() => expect(store.stop).toHaveBeenCalled());
    const [next, , [revision]] = store.stop.mock.lastCall as [Entry, Entry, PublishedWeek[]];
    expect(next).toMatchObject({ status: 'planned', reason: null, time: { start: 960 } });
    expect(revision!.changes).toMatchObject([{ kind: 'restored', fields: ['time'] }]);
  });

  test('is not offered to who may only postpone', () => {
    store.editorOf = [];
    render(<MyDay />);
    fireEvent.click(screen.getByRole('button', { name: 'Hoãn, hủy: Họp Hội đồng' }));
    const sheet = screen.getByRole('dialog');
    expect(within(sheet).queryByRole('button', { name: 'Đổi giờ' })).toBeNull();
  });
});

test('what was put off is restored by one more revision', async () => {
  const stopped = entry('c', { time: '14h', content: 'Họp Hội đồng', status: 'postponed', reason: 'Bão' });
  store.entries = [stopped];
  store.published = issue([stopped], store.published as PublishedWeek);
  render(<MyDay />);
  expect(dayOf('Chủ nhật 29/11').join()).toContain('Hoãn');
  expect(dayOf('Chủ nhật 29/11').join()).toContain('Lý do: Bão');
  fireEvent.click(screen.getByRole('button', { name: 'Khôi phục: Họp Hội đồng' }));
  fireEvent.click(screen.getByRole('button', { name: 'Khôi phục và ban hành' }));
  expect(await screen.findByText('Đã ban hành điều chỉnh lần 2')).toBeTruthy();
  const [next, , [revision]] = store.stop.mock.lastCall as [Entry, Entry, PublishedWeek[]];
  expect(next).toMatchObject({ status: 'planned', reason: null });
  expect(revision).toMatchObject({ revision: 3, changes: [{ kind: 'restored', entryId: 'c' }] });
});

test('who may postpone but not issue writes it into the draft', async () => {
  store.roles = ['viewer'];
  render(<MyDay />);
  fireEvent.click(screen.getByRole('button', { name: 'Hoãn, hủy: Họp Hội đồng' }));
  const sheet = screen.getByRole('dialog');
  expect(sheet.textContent).toContain('Người duyệt ban hành thì công khai');
  expect(within(sheet).queryByRole('button', { name: /ban hành/ })).toBeNull();
});

test('the week that the office sent for approval is one press away; issued, it waits no more', () => {
  const { rerender } = render(<MyDay />);
  const places = screen.getAllByRole('status');
  store.asked = { ...store.asked, week: addWeeks(weekOf(SUNDAY), 1) };
  rerender(<MyDay />);
  const told = screen.getByText(/^Hoàng Thị Mai chuyển duyệt tuần \d+ lúc 08:00/);
  expect(places).toContain(told.closest('[role=status]')); // so it is told aloud
  expect(told.querySelector('a')?.getAttribute('href')).toBe(`/issue/board/${store.asked.week}`);
  store.asked = { ...store.asked, revision: 0 };
  rerender(<MyDay />);
  expect(screen.queryByText(/chuyển duyệt/)).toBeNull();
  store.asked = { ...store.asked, revision: 1 };
  store.roles = ['viewer'];
  rerender(<MyDay />);
  expect(screen.queryByText(/chuyển duyệt/)).toBeNull(); // theirs to issue it is not
});

test('a reason of one’s own is there again after a crash, and gone once it is given', async () => {
  const ask = () => {
    render(<MyDay />);
    fireEvent.click(screen.getByRole('button', { name: 'Hoãn, hủy: Họp Hội đồng' }));
    return within(screen.getByRole('dialog'));
  };
  const sheet = ask();
  fireEvent.click(sheet.getByRole('radio', { name: 'Khác: tự ghi' }));
  fireEvent.change(sheet.getByLabelText('Ghi lý do'), { target: { value: 'Đi viện' } });
  cleanup();
  const again = ask();
  expect(again.getByLabelText<HTMLInputElement>('Ghi lý do').value).toBe('Đi viện');
  fireEvent.click(again.getByRole('button', { name: 'Hoãn và ban hành' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  cleanup();
  expect(ask().queryByLabelText('Ghi lý do')).toBeNull();
});
