// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { keepForm } from '#data/keptForms.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import { deadlineOf, type EntryRequest } from '#domain/request.ts';
import { instantOf, localDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { settings } from '#ui/fixtures.ts';

// The data room stands here: two boards, each with a request.
const week = '2026-W49' as WeekId;
const calendar = (id: string, name: string, kind: Calendar['kind'], order: number): [string, Calendar] => [
  id,
  { id, name, shortName: name, kind, order, active: true },
];
const directory: Directory = {
  people: new Map(),
  calendars: new Map([
    calendar('board', 'Ban Giám đốc', 'board', 0),
    calendar('party', 'Thường trực Đảng ủy', 'board', 1),
    calendar('gdtrh', 'Phòng GDTrH', 'division', 2),
  ]),
  rooms: new Map(),
  vehicles: new Map(),
};
function waiting(board: string, content: string) {
  const read = parseEntry(
    { ...emptyDraft('2026-12-02'), time: '8h30', content },
    { id: board, calendar: board, week, stage: 'requested' },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return { ...read.entry, revision: 1, updatedBy: 'khanh', updatedAt: 0, pending: false };
}
const request = (board: string): EntryRequest => ({
  ...{ entry: board, unit: 'gdtrh', week, by: 'khanh', sentAt: deadlineOf(week, {})! - 60_000 },
  ...{ reason: null, into: null, answeredBy: null, answeredAt: null },
});
const nothing = { data: null, error: null };
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: true, since: 0 }) }));
vi.mock('#data/directory.ts', () => ({ useDirectory: () => directory }));
vi.mock('#data/settings.ts', () => ({ useSettings: () => settings }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({ member: { uid: 'mai', name: 'Mai', active: true, roles: ['clerk'], editorOf: [] } }),
}));
vi.mock('#data/allEntries.ts', () => ({
  useAllEntries: () => ({
    data: [waiting('board', 'Họp của Ban Giám đốc'), waiting('party', 'Họp của Đảng ủy')],
    error: null,
  }),
}));
vi.mock('#data/requests.ts', () => ({ useRequests: (board: string) => ({ data: [request(board)], error: null }) }));
vi.mock('#data/weekState.ts', () => ({ useWeekState: () => nothing }));
vi.mock('#data/absences.ts', () => ({ useAbsencesOf: () => ({ data: [], error: null }) }));
vi.mock('#data/publishedWeek.ts', () => ({ usePublishedWeek: () => nothing }));
const approval = vi.hoisted(() => ({ asked: null as unknown, refuse: false, calls: [] as unknown[] }));
vi.mock('#data/approval.ts', () => {
  const write = (...call: unknown[]) => {
    approval.calls.push(call);
    return approval.refuse ? Promise.reject(new Error('forbidden')) : Promise.resolve();
  };
  return {
    useApproval: () => ({ data: approval.asked }),
    askApproval: (...args: unknown[]) => write('ask', ...args),
    takeApprovalBack: (...args: unknown[]) => write('takeBack', ...args),
  };
});
vi.mock('#data/holidays.ts', () => ({ useHolidays: () => ({ data: [], error: null }) }));
vi.mock('#data/members.ts', () => ({ useMembers: () => new Map() }));
vi.mock('#data/entryPrivate.ts', () => ({ useEntryPrivate: () => nothing }));

const { CompileWeek } = await import('./CompileWeek.tsx');

afterEach(() => {
  cleanup();
  Object.assign(approval, { asked: null, refuse: false, calls: [] });
});

const titles = () => screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);

test('a clerk of several boards chooses whose inbox it is; the address and the weeks beside keep it', () => {
  history.replaceState(null, '', '/compile/2026-W49');
  render(<CompileWeek boards={['board', 'party']} week={week} />);
  expect(titles()).toEqual(['Họp của Ban Giám đốc']);
  fireEvent.change(screen.getByRole('combobox', { name: /^Phiếu gửi vào lịch/ }), { target: { value: 'party' } });
  expect(location.pathname + location.search).toBe('/compile/2026-W49?lich=party');
  expect(titles()).toEqual(['Họp của Đảng ủy']);
  expect(screen.getByRole('link', { name: 'Tuần sau' }).getAttribute('href')).toBe('/compile/2026-W50?lich=party');
});

test('who answers for one board is not asked; a board that is not theirs is none', () => {
  history.replaceState(null, '', '/compile/2026-W49?lich=party');
  render(<CompileWeek boards={['board']} week={week} />);
  expect(titles()).toEqual(['Họp của Ban Giám đốc']);
  expect(screen.queryByRole('combobox', { name: /^Phiếu gửi vào lịch/ })).toBeNull();
});

test('a week is sent for approval, and taken back; a refusal is said', async () => {
  history.replaceState(null, '', '/compile/2026-W49');
  const { rerender } = render(<CompileWeek boards={['board']} week={week} />);
  fireEvent.click(screen.getByRole('button', { name: 'Chuyển duyệt' }));
  expect(approval.calls).toEqual([['ask', 'board', week, 1]]);
  approval.asked = { by: 'mai', at: instantOf(localDate('2026-11-27'), 876), revision: 1 };
  rerender(<CompileWeek boards={['board']} week={week} />);
  expect(screen.getByText(/^Đã chuyển duyệt 14:36/)).toBeDefined();
  approval.refuse = true;
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Rút lại' })));
  expect(approval.calls.at(-1)).toEqual(['takeBack', 'board', week]);
  expect(screen.getByRole('alert').textContent).toContain('Máy chủ chưa ghi');
});

test('who answers for no board any more sees the reason that they were writing', () => {
  const kept = { href: '/compile/2026-W49?lich=board', words: 'Họp của Ban: Trùng giờ', form: null };
  keepForm(localStorage, 'mai', { place: 'compile/board/2026-W49/board', ...kept });
  render(<CompileWeek boards={[]} week={week} />);
  expect(screen.getByRole('heading').textContent).toBe('Bạn không tổng hợp lịch này');
  expect(screen.getByRole('listitem').textContent).toBe('Họp của Ban: Trùng giờ');
  localStorage.clear();
});
