// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useLocation } from 'wouter';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ShownEntry } from '#data/entries.ts';
import { DataError } from '#data/errors.ts';
import { changeRequest, sendRequest, withdrawRequest } from '#data/sendRequest.ts';
import { requestsPlace, unsavedBox } from '#data/unsaved.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import { emptyDraft, parseEntry, type Entry, type EntryDraft } from '#domain/entry.ts';
import type { Member } from '#domain/permissions.ts';
import type { EntryRequest } from '#domain/request.ts';
import { instantOf, localDate } from '#domain/time.ts';
import { parseWeekId } from '#domain/week.ts';
import { newRequest } from './probe.ts';
import { Requests, type RequestsProps } from './Requests.tsx';

// The page over lists handed to it; what it sends is answered by each test.

const room = vi.hoisted(() => ({ online: true, deleted: [] as unknown[], ids: 0 }));
vi.mock('#data/sendRequest.ts', () => ({ sendRequest: vi.fn(), changeRequest: vi.fn(), withdrawRequest: vi.fn() }));
vi.mock('#data/saveEntry.ts', () => ({ newEntryId: () => `new${(room.ids += 1)}` }));
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: room.online, since: 0 }) }));
vi.mock('#data/deletedEntries.ts', () => ({ useDeletedEntries: () => ({ data: room.deleted }) }));
vi.mock('#data/entryPrivate.ts', () => ({ useEntryPrivate: () => ({ data: null, error: null }) }));
vi.mock('#data/members.ts', () => {
  const members = new Map([
    ['mai', { name: 'Hoàng Thị Mai' }],
    ['trang', { name: 'Phan Thị Thu Trang' }],
  ]);
  return { useMembers: () => members };
});

const week = parseWeekId('2026-W49')!;
const at = (day: string, hours: number, minutes = 0) => instantOf(localDate(day), hours * 60 + minutes);
const IN_TIME = at('2026-11-26', 10);

const board: Calendar = { id: 'board', name: 'Ban Giám đốc', shortName: 'BGĐ', kind: 'board', order: 0, active: true };
const unit: Calendar = {
  ...board,
  id: 'gdtrh',
  name: 'Phòng GDTrH',
  shortName: 'Phòng GDTrH',
  kind: 'division',
  order: 1,
};
const leader = (id: string, name: string, shortTitle: string, order: number) =>
  [
    id,
    { id, name, order, public: true, positions: [{ title: '', shortTitle, unit: 'board', from: null, to: null }] },
  ] as const;
const directory: Directory = {
  people: new Map([leader('van', 'Nguyễn Thị Hồng Vân', 'PGĐ', 1), leader('huy', 'Lê Quang Huy', 'PGĐ', 2)]),
  calendars: new Map([
    ['board', board],
    ['gdtrh', unit],
  ]),
  rooms: new Map([['p2', { id: 'p2', name: 'Phòng họp số 2', seats: 20, order: 1, active: true }]]),
  vehicles: new Map(),
};
const settings = {
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
  weekNumbering: 'iso',
} as RequestsProps['settings'];
const member = { uid: 'khanh', editorOf: ['gdtrh'] } as unknown as Member;

function shown(id: string, draft: Partial<EntryDraft>, over: Partial<ShownEntry> = {}): ShownEntry {
  const typed = { ...emptyDraft('2026-12-02'), time: '8h30', content: 'Họp thẩm định đề án', ...draft };
  const parsed = parseEntry(typed, { id, calendar: 'board', week, stage: 'requested' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { ...parsed.entry, revision: 1, updatedBy: 'khanh', updatedAt: IN_TIME, pending: false, ...over };
}
const requestOf = (entry: string, over: Partial<EntryRequest> = {}): EntryRequest => ({
  entry,
  unit: 'gdtrh',
  week,
  by: 'khanh',
  sentAt: IN_TIME,
  reason: null,
  into: null,
  answeredBy: null,
  answeredAt: null,
  ...over,
});

const box = () => unsavedBox(localStorage, 'khanh', requestsPlace('board', 'gdtrh'), week);

/** The page at its address, over these entries and requests. */
function Page({ entries, requests }: { entries: readonly ShownEntry[]; requests: readonly EntryRequest[] }) {
  const [path] = useLocation();
  return (
    <Requests
      {...{ week, entries, requests, number: 49, member, directory, settings, board, unit, units: [unit], search: '' }}
      entry={path.split('/')[3]}
      onUnit={() => {}}
      absences={[]}
      holidays={[]}
    />
  );
}
function come(path: string, entries: readonly ShownEntry[] = [], requests: readonly EntryRequest[] = []) {
  history.replaceState(null, '', path);
  const page = render(<Page entries={entries} requests={requests} />);
  return {
    hear: (entries: readonly ShownEntry[], requests: readonly EntryRequest[]) =>
      act(() => page.rerender(<Page entries={entries} requests={requests} />)),
  };
}
const list = '/request/2026-W49';
const item = (name: RegExp) => screen.getByRole('link', { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: IN_TIME });
  localStorage.clear();
  sessionStorage.clear();
  Object.assign(room, { online: true, deleted: [], ids: 0 });
  window.scrollTo = () => {};
  vi.mocked(sendRequest).mockReset().mockResolvedValue();
  vi.mocked(changeRequest).mockReset().mockResolvedValue();
  vi.mocked(withdrawRequest).mockReset().mockResolvedValue();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('the list', () => {
  test('a return shows its reason unopened; what waits says when it was sent; a merge where it went', () => {
    const stages = [
      shown('r1', {}, { stage: 'returned' }),
      shown('r2', { content: 'Tập huấn' }),
      shown('r3', { content: 'Xét công nhận' }, { stage: 'merged' }),
      shown('e1', { content: 'Họp Hội đồng', time: '9h' }, { stage: 'accepted' }),
      shown('r4', { content: 'Làm việc với xã' }, { stage: 'accepted', status: 'cancelled', reason: 'Bão' }),
    ];
    come(list, stages, [
      requestOf('r1', { reason: 'PGĐ Vân bận', answeredBy: 'mai', answeredAt: at('2026-11-26', 9, 12) }),
      requestOf('r2', { reason: 'Thiếu nội dung' }),
      requestOf('r3', { into: 'e1' }),
      requestOf('r4'),
      requestOf('of-others', { unit: 'tochuc' }),
    ]);
    expect(item(/Họp thẩm định đề án/).textContent).toContain('Trả lại“PGĐ Vân bận” Hoàng Thị Mai, 09:12');
    expect(item(/Tập huấn/).textContent).toContain('gửi 10:00Gửi lại sau khi bị trả: “Thiếu nội dung”');
    expect(item(/Xét công nhận/).textContent).toContain('Gộp vào mục T4 02/12, 09:00 · Họp Hội đồng');
    expect(item(/Làm việc với xã/).textContent).toContain('Lý do: Bão');
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      'Cần làm',
      'Đang chờ Văn phòng',
      'Đã vào lịch',
    ]);
    expect(screen.getByText(/4 phiếu/)).toBeTruthy();
  });

  test('what the office accepted and then dropped is told', () => {
    const gone = shown('r1', {});
    room.deleted = [{ entry: gone }];
    come(list, [], [requestOf('r1')]);
    expect(item(/Họp thẩm định đề án/).textContent).toContain('Văn phòng đã bỏ');
  });

  test('an answer that comes while one looks is said', () => {
    const { hear } = come(list, [shown('r1', {})], [requestOf('r1')]);
    hear([shown('r1', {}, { stage: 'accepted', revision: 2 })], [requestOf('r1')]);
    expect(screen.getByText('Văn phòng đã nhận: Họp thẩm định đề án').getAttribute('role')).toBe('status');
    expect(item(/Họp thẩm định đề án/).textContent).toContain('Đã nhận');
  });

  test('past the deadline, how late it came is told; without a network, that it waits', () => {
    room.online = false;
    const late = requestOf('r1', { sentAt: at('2026-11-27', 13, 40) });
    come(list, [shown('r1', {}), shown('r2', { content: 'Kiểm tra' }, { pending: true })], [late, requestOf('r2')]);
    expect(item(/Họp thẩm định đề án/).textContent).toContain('Muộn 2 giờ 10 phút');
    expect(item(/Kiểm tra/).textContent).toContain('chờ gửi, mất mạng');
  });
});

describe('a new request', () => {
  test('needs a time and what it is about: each says so, and nothing is sent', async () => {
    come(`${list}/n1`);
    press('Gửi Văn phòng');
    expect(screen.getByText('Ghi nội dung công tác.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(field('Giờ')));
    type('Giờ', '25h');
    expect(screen.getByText('Chưa rõ giờ. Ghi như 8h30, 14h, sáng, cả ngày.')).toBeTruthy();
    expect(sendRequest).not.toHaveBeenCalled();
  });

  test('is sent in the unit’s name, and leads back to the list', async () => {
    come(`${list}/n1`);
    press('Thứ năm 03/12');
    type('Giờ', '8h30');
    type('Nội dung', 'Họp rà soát');
    fireEvent.click(screen.getByRole('radio', { name: /Hồng Vân/ }));
    press('Phòng họp số 2');
    press('Gửi Văn phòng');
    const [entry, of] = vi.mocked(sendRequest).mock.calls[0]!;
    expect(entry).toMatchObject({
      ...{ id: 'n1', calendar: 'board', date: '2026-12-03', content: 'Họp rà soát', time: { start: 510 } },
      ...{ chairs: ['person:van'], place: 'room:p2', attendees: ['unit:gdtrh'], preparingUnit: 'unit:gdtrh' },
    });
    expect(of).toBe('gdtrh');
    expect(location.pathname).toBe(list);
    await waitFor(() => expect(box().all().size).toBe(0));
    expect((await screen.findByText('Đã gửi Văn phòng phiếu “Họp rà soát”')).closest('[role=status]')).toBeTruthy();
  });

  test('stays on this machine until it is sent, over a reload', () => {
    come(`${list}/n1`);
    type('Nội dung', 'Đang gõ dở');
    cleanup();
    come(list);
    expect(item(/Đang gõ dở/).textContent).toContain('Nháp');
    expect(item(/Đang gõ dở/).getAttribute('href')).toBe(`${list}/n1`);
    cleanup();
    come(`${list}/n1`);
    expect(field('Nội dung').value).toBe('Đang gõ dở');
    press('Bỏ nháp');
    expect(box().all().size).toBe(0);
    press('Hoàn tác');
    expect(field('Nội dung').value).toBe('Đang gõ dở');
  });

  test('that is refused keeps every word, and says why', async () => {
    vi.mocked(sendRequest).mockRejectedValue(new DataError('forbidden'));
    come(`${list}/n1`);
    type('Giờ', 'sáng');
    type('Nội dung', 'Không được nhận');
    press('Gửi Văn phòng');
    await waitFor(() =>
      expect(item(/Không được nhận/).textContent).toContain(
        'Chưa gửi được: Tài khoản này không được phép làm việc đó.',
      ),
    );
    expect(box().all().get('n1')).toMatchObject({ sent: false, draft: { content: 'Không được nhận' } });
  });

  test('at the address of one that was withdrawn goes under a name of its own', async () => {
    vi.mocked(sendRequest).mockRejectedValueOnce(new DataError('stale', { current: null }));
    come(`${list}/used`);
    type('Giờ', 'sáng');
    type('Nội dung', 'Họp rà soát');
    press('Gửi Văn phòng');
    await waitFor(() => expect(sendRequest).toHaveBeenCalledTimes(2));
    expect(vi.mocked(sendRequest).mock.calls[1]![0]).toMatchObject({ id: 'new1', content: 'Họp rà soát' });
    await waitFor(() => expect(box().all().size).toBe(0));
  });

  test('that a page before a crash had sent is no draft once it is there; else it is one again', () => {
    const draft: EntryDraft = { ...newRequest('2026-12-02', 'gdtrh'), time: '8h30', content: 'Họp thẩm định đề án' };
    const kept = { draft, internal: null, origin: null, deletion: null, sent: true, tab: 'gone' };
    box().keep('r1', kept);
    box().keep('r2', { ...kept, draft: { ...draft, content: 'Chưa đến nơi' } });
    come(list, [shown('r1', {})], [requestOf('r1')]);
    expect(item(/Họp thẩm định đề án/).textContent).toContain('gửi 10:00');
    expect(item(/Chưa đến nơi/).textContent).toContain('Nháp');
    expect([...box().all().keys()]).toEqual(['r2']);
  });

  test('says what it clashes with, who is free, and one time that is', async () => {
    const other = shown(
      'e1',
      { time: '8h-10h', chairs: ['person:van'], content: 'Kiểm tra nội bộ' },
      { stage: 'accepted' },
    );
    come(`${list}/n1`, [other]);
    press('Thứ tư 02/12');
    expect(screen.getByRole('radio', { name: /Hồng Vân có lịch 08:00–10:00/ })).toBeTruthy();
    type('Giờ', '8h30');
    type('Nội dung', 'Họp rà soát');
    fireEvent.click(await screen.findByRole('radio', { name: /Hồng Vân bận 08:00–10:00/ }));
    expect(screen.getByRole('radio', { name: /Quang Huy trống cả sáng/ })).toBeTruthy();
    const clashes = screen.getByRole('status', { name: 'Trùng lịch của phiếu này' });
    await waitFor(() => expect(clashes.textContent).toContain('Trùng giờ'));
    expect(screen.getByRole('button', { name: 'Vẫn gửi · 1 trùng giờ' })).toBeTruthy();
    press('Đổi sang 13:30: PGĐ Vân trống');
    await waitFor(() => expect(clashes.textContent).toBe(''));
    expect(field('Giờ').value).toBe('13:30');
    expect(screen.getByRole('button', { name: 'Gửi Văn phòng' })).toBeTruthy();
  });

  test('past the deadline says how late it would be, before it is sent', () => {
    vi.setSystemTime(at('2026-11-27', 13, 40));
    come(`${list}/n1`);
    expect(screen.getByText(/^Đã quá hạn 2 giờ 10 phút: /)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Gửi muộn 2 giờ 10 phút' })).toBeTruthy();
  });
});

describe('the focus', () => {
  test('goes to where the next one begins when a request was sent, and to its line when it was only left', async () => {
    const { hear } = come(`${list}/n1`);
    type('Giờ', 'sáng');
    type('Nội dung', 'Họp rà soát');
    field('Nội dung').focus();
    fireEvent.keyDown(field('Nội dung'), { key: 'Enter', ctrlKey: true });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Phiếu mới' }));
    await waitFor(() => expect(box().all().size).toBe(0));

    hear([shown('r1', {})], [requestOf('r1')]);
    item(/Họp thẩm định đề án/).focus();
    fireEvent.click(item(/Họp thẩm định đề án/));
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Phiếu đăng ký' }));
    screen.getByRole('link', { name: 'Về danh sách phiếu' }).focus();
    fireEvent.click(screen.getByRole('link', { name: 'Về danh sách phiếu' }));
    expect(document.activeElement).toBe(item(/Họp thẩm định đề án/));
  });

  test('is at the time of a new one', () => {
    come(list);
    press('Phiếu mới');
    expect(document.activeElement).toBe(field('Giờ'));
  });
});

describe('a request that was sent', () => {
  test('is changed, and sent again after a return', () => {
    const returned = shown('r1', {}, { stage: 'returned', revision: 2 });
    come(`${list}/r1`, [returned], [requestOf('r1', { reason: 'Trùng giờ', answeredBy: 'mai', answeredAt: IN_TIME })]);
    expect(screen.getAllByText('“Trùng giờ”', { exact: false }).length).toBeGreaterThan(0);
    type('Giờ', '14h');
    press('Gửi lại Văn phòng');
    const [entry, base] = vi.mocked(changeRequest).mock.calls[0]!;
    expect(entry).toMatchObject({ id: 'r1', time: { start: 840 } });
    expect(base).toMatchObject({ revision: 2, stage: 'returned' });
  });

  test('is withdrawn, and taken back as the next revision', async () => {
    come(`${list}/r1`, [shown('r1', {})], [requestOf('r1')]);
    press('Rút phiếu');
    expect(withdrawRequest).toHaveBeenCalledWith(expect.objectContaining({ id: 'r1', revision: 1 }));
    press('Hoàn tác');
    await waitFor(() =>
      expect(sendRequest).toHaveBeenCalledWith(expect.objectContaining({ id: 'r1' }), 'gdtrh', undefined, {
        deletedIn: 2,
      }),
    );
  });

  describe('that somebody changed meanwhile', () => {
    const sent = shown('r1', {});
    const changed = (theirs: Partial<Entry>) => [{ ...sent, ...theirs, revision: 2, updatedBy: 'trang' }];
    const both = () => {
      const page = come(`${list}/r1`, [sent], [requestOf('r1')]);
      type('Nội dung', 'Họp thẩm định, vòng hai');
      page.hear(changed({ chairs: ['person:huy'], content: 'Họp thẩm định, vòng ba' }), [requestOf('r1')]);
      return page;
    };
    const sentNow = () => vi.mocked(changeRequest).mock.calls[0]!.slice(0, 2);

    test('in other fields takes their words in unasked, and keeps ours', () => {
      const { hear } = come(`${list}/r1`, [sent], [requestOf('r1')]);
      type('Nội dung', 'Họp thẩm định, vòng hai');
      hear(changed({ chairs: ['person:huy'] }), [requestOf('r1')]);
      expect(screen.getByText('Phan Thị Thu Trang vừa sửa chủ trì của phiếu này: bản ấy đã vào đây.')).toBeTruthy();
      expect(screen.queryByRole('button', { name: /^Lấy bản kia/ })).toBeNull();
      press('Gửi thay đổi');
      expect(sentNow()).toMatchObject([
        { content: 'Họp thẩm định, vòng hai', chairs: ['person:huy'] },
        { revision: 2 },
      ]);
    });
    test('in the same field shows both: nothing is sent before one is chosen', () => {
      both();
      expect(field('Nội dung').value).toBe('Họp thẩm định, vòng hai');
      expect(screen.getByRole<HTMLInputElement>('radio', { name: /Quang Huy/ }).checked).toBe(true);
      const group = screen.getByRole('group', { name: 'Nội dung' });
      expect(group.textContent).toContain('Phan Thị Thu Trang: Họp thẩm định, vòng ba');
      expect(group.textContent).toContain('Bạn: Họp thẩm định, vòng hai');
      press('Gửi thay đổi');
      expect(changeRequest).not.toHaveBeenCalled();
      expect(document.activeElement?.textContent).toBe('Lấy bản này');
      press('Lấy bản kia: Nội dung');
      expect(field('Nội dung').value).toBe('Họp thẩm định, vòng ba');
      press('Gửi thay đổi');
      expect(sentNow()).toMatchObject([{ content: 'Họp thẩm định, vòng ba', chairs: ['person:huy'] }, { revision: 2 }]);
    });
    test('ours may be chosen, after a reload too', () => {
      both();
      cleanup();
      come(`${list}/r1`, changed({ chairs: ['person:huy'], content: 'Họp thẩm định, vòng ba' }), [requestOf('r1')]);
      press('Giữ bản của bạn: Nội dung');
      expect(screen.queryByRole('group', { name: 'Nội dung' })).toBeNull();
      press('Gửi thay đổi');
      expect(sentNow()).toMatchObject([
        { content: 'Họp thẩm định, vòng hai', chairs: ['person:huy'] },
        { revision: 2 },
      ]);
    });
    test('the day of one and the hour of the other are chosen together', () => {
      const { hear } = come(`${list}/r1`, [sent], [requestOf('r1')]);
      type('Giờ', '9h');
      hear(changed({ date: localDate('2026-12-03'), lastDate: localDate('2026-12-03') }), [requestOf('r1')]);
      expect(field('Giờ').value).toBe('9h');
      press('Lấy bản kia: Ngày, Giờ');
      expect(field('Giờ').value).toBe('08:30');
      press('Gửi thay đổi');
      expect(sentNow()).toMatchObject([{ date: '2026-12-03', time: { start: 510 } }, { revision: 2 }]);
    });
  });

  test('that the office accepted while one typed loses no word: it goes as a new one', () => {
    const sent = shown('r1', {});
    const { hear } = come(`${list}/r1`, [sent], [requestOf('r1')]);
    type('Nội dung', 'Họp thẩm định, đổi phòng');
    const answered = { answeredBy: 'mai', answeredAt: IN_TIME };
    hear([{ ...sent, stage: 'accepted', revision: 2, updatedBy: 'mai' }], [requestOf('r1', answered)]);
    expect(screen.getByText(/^Hoàng Thị Mai đã nhận phiếu này/)).toBeTruthy();
    expect(field('Nội dung').value).toBe('Họp thẩm định, đổi phòng');
    press(/Gửi thành phiếu mới|Vẫn gửi/);
    expect(vi.mocked(sendRequest).mock.calls[0]![0]).toMatchObject({ id: 'new1', content: 'Họp thẩm định, đổi phòng' });
  });

  test('and accepted leads to the week, and can be the beginning of a new one', () => {
    come(`${list}/r1`, [shown('r1', {}, { stage: 'accepted' })], [requestOf('r1')]);
    const open = screen.getByRole('heading', { name: 'Văn phòng đã nhận phiếu này' }).closest('section')!;
    expect(within(open).getByRole('link', { name: 'Xem lịch tuần' }).getAttribute('href')).toBe(
      '/view/2026-W49?lich=board',
    );
    press('Chép thành phiếu mới');
    expect(location.pathname).toBe(`${list}/new1`);
    expect(field('Nội dung').value).toBe('Họp thẩm định đề án');
  });
});
