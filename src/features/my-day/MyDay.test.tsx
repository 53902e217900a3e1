// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { Directory, Person } from '#domain/directory.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import { emptyWeekState, publish, type PublishedWeek } from '#domain/publication.ts';
import { instantOf, localDate } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';

const SUNDAY = localDate('2026-11-29');
const MONDAY = localDate('2026-11-30'); // of the next week
const store = vi.hoisted(() => ({
  entries: [] as unknown[],
  published: null as unknown,
  online: true,
  roles: [] as string[],
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
      editorOf: ['board'],
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
vi.mock('#data/entryPrivate.ts', () => ({
  useEntryPrivate: () => ({ data: { meetingLink: 'https://hop.example.test/1', note: null }, error: null }),
}));
vi.mock('#data/saveEntry.ts', () => ({ saveEntry: store.save }));
vi.mock('#data/stopAndIssue.ts', () => ({ stopAndIssue: store.stop }));

const { MyDay } = await import('./MyDay.tsx');

const settings = {
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT',
  name: '',
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
  store.online = true;
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
afterEach(cleanup);

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
    const [next, base, revision] = store.stop.mock.lastCall as [Entry, Entry, PublishedWeek];
    expect(next).toMatchObject({ id: 'c', status: 'postponed', reason: 'Đi công tác' });
    expect(next).not.toHaveProperty('revision');
    expect(base).toBe(store.entries[2]);
    expect(revision).toMatchObject({ revision: 2, documentNo: '48-ĐC1/LCT' });
    expect(revision.changes).toMatchObject([{ kind: 'postponed', entryId: 'c', reason: 'Đi công tác' }]);
    expect(store.save).not.toHaveBeenCalled();
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
  const [next, , revision] = store.stop.mock.lastCall as [Entry, Entry, PublishedWeek];
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
