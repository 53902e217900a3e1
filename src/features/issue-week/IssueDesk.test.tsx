// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import { issueWeek } from '#data/issueWeek.ts';
import type { ShownEntry } from '#data/entries.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import { publish, type WeekState } from '#domain/publication.ts';
import { instantOf, localDate } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import type { Desk } from './desk.ts';
import { IssueDesk } from './IssueDesk.tsx';

const online = { value: true };
vi.mock('#data/issueWeek.ts', () => ({ issueWeek: vi.fn() }));
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: online.value, since: 0 }) }));

afterEach(() => {
  cleanup();
  vi.mocked(issueWeek).mockReset();
  online.value = true;
});

const week = '2026-W48' as WeekId;
const openedAt = instantOf(localDate('2026-11-23'), 480);
const calendar: Calendar = {
  id: 'board',
  name: 'Ban Giám đốc',
  shortName: 'BGĐ',
  kind: 'board',
  order: 0,
  active: true,
};
const directory: Directory = {
  people: new Map([
    [
      'thinh',
      {
        id: 'thinh',
        name: 'Trần Đức Thịnh',
        order: 0,
        public: true,
        positions: [{ title: 'Giám đốc', shortTitle: 'GĐ', unit: 'board', from: null, to: null }],
      },
    ],
  ]),
  calendars: new Map([[calendar.id, calendar]]),
  rooms: new Map(),
  vehicles: new Map(),
};
const settings = {
  name: 'Sở mẫu',
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT',
  blockedWords: [],
} as unknown as AgencySettings;
const state: WeekState = {
  calendar: 'board',
  week,
  printedNumber: null,
  duty: Object.fromEntries(daysOf(week).map((day) => [day, 'person:thinh'])),
  remarks: null,
  replacesInvitation: true,
  revision: 1,
};

function entry(id: string, content: string, more: Partial<ShownEntry> = {}): ShownEntry {
  const parsed = parseEntry({ ...emptyDraft('2026-11-24'), time: '8h', content }, { id, calendar: 'board', week });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { ...parsed.entry, stage: 'accepted', revision: 1, updatedBy: 'u', updatedAt: 0, pending: false, ...more };
}
const base = { state, directory, absences: [], holidays: new Map(), settings, calendar } as const;
const issued = (entries: readonly ShownEntry[]) =>
  publish({ ...base, entries, previous: null, issue: { documentNo: '48/LCT', signer: 'Giám đốc', at: openedAt } });

const desk = (more: Partial<Desk>): Desk => ({
  ...base,
  week,
  member: { uid: 'u', name: 'Thịnh', email: '', person: 'thinh', active: true, roles: ['approver'], editorOf: [] },
  entries: [],
  elsewhere: [],
  settled: true,
  previous: null,
  ...more,
});
const open = (more: Partial<Desk>) => render(<IssueDesk desk={desk(more)} openedAt={openedAt} />);
const act = () => screen.getByRole('button', { name: /^(Ban hành|Đang ban hành)/ });
const waits = () => act().getAttribute('aria-disabled') === 'true';
const reason = () => document.getElementById(act().getAttribute('aria-describedby')!)!.textContent;

test('the first issue proposes number and signer, and sends the whole week', async () => {
  vi.mocked(issueWeek).mockResolvedValue();
  open({ entries: [entry('a', 'Giao ban')] });
  fireEvent.click(act());
  await screen.findByText('Đã ban hành tuần này.');
  expect(vi.mocked(issueWeek).mock.calls[0]![0]).toMatchObject({
    revision: 1,
    documentNo: '48/LCT',
    signer: 'Giám đốc Trần Đức Thịnh',
    entries: [{ id: 'a', content: 'Giao ban' }],
  });
  expect(screen.getByRole('link', { name: 'Xem trang công khai' }).getAttribute('href')).toBe('/lich/board/2026-W48');
});

test('remarks of several lines are sent as they were pasted', async () => {
  vi.mocked(issueWeek).mockResolvedValue();
  open({ entries: [entry('a', 'Giao ban')] });
  const remarks = screen.getByLabelText<HTMLTextAreaElement>('Lời báo kèm');
  fireEvent.change(remarks, { target: { value: '- Xe 1: đi Vĩnh An\r\n\r\n - Mang theo  tài liệu\n' } });
  expect(remarks.value).toContain('\n');
  fireEvent.click(act());
  await screen.findByText('Đã ban hành tuần này.');
  expect(vi.mocked(issueWeek).mock.calls[0]![0].remarks).toBe('- Xe 1: đi Vĩnh An\n- Mang theo tài liệu');
});

test('the act waits until what needs a person is ticked', () => {
  open({ entries: [entry('a', 'Liên hệ 0912 345 678'), entry('b', 'Phiếu', { stage: 'requested' })] });
  expect(reason()).toBe('Còn 2 ô “Đã xem” chưa đánh dấu.');
  expect(screen.getByRole('link', { name: /^Xem phiếu: / }).getAttribute('href')).toBe('/compile/2026-W48');
  fireEvent.click(act());
  expect(issueWeek).not.toHaveBeenCalled();
  for (const box of screen.getAllByRole('checkbox')) fireEvent.click(box);
  expect(waits()).toBe(false);
});

test('what this machine kept of the week is not issued before the store has said how it stands', () => {
  open({ entries: [entry('a', 'Giao ban')], settled: false });
  expect(reason()).toBe('Đang hỏi máy chủ bản mới nhất của tuần này.');
  fireEvent.click(act());
  expect(issueWeek).not.toHaveBeenCalled();
});

test('an adjustment names its number and lists the change as readers will read it', () => {
  const before = [entry('a', 'Giao ban'), entry('b', 'Họp báo')];
  open({
    entries: [before[0]!, entry('b', 'Họp báo', { status: 'cancelled', reason: 'Chuyển sang tháng sau' })],
    previous: issued(before),
  });
  expect(act().textContent).toBe('Ban hành điều chỉnh lần 1');
  expect(screen.getByLabelText<HTMLInputElement>('Số, ký hiệu').value).toBe('48-ĐC1/LCT');
  const rows = screen.getAllByRole('row').map((row) => row.textContent);
  expect(rows.filter((row) => row.includes('Họp báo'))).toHaveLength(1);
  expect(rows.at(-1)).toContain('Lý do: Chuyển sang tháng sau');
  expect(rows.join()).not.toContain('Giao ban');
});

test('a week in which nothing changed cannot be issued again, and says so', () => {
  const entries = [entry('a', 'Giao ban')];
  open({ entries: [...entries, entry('c', 'Chỉ nội bộ', { visibility: 'internal' })], previous: issued(entries) });
  expect(reason()).toBe('Không có gì thay đổi so với lần đầu: không có gì để ban hành.');
  fireEvent.click(act());
  expect(issueWeek).not.toHaveBeenCalled();
});

test.each([
  ['without a network', false, {}, 'Đang mất mạng: chưa ban hành được.'],
  ['while an entry is on its way', true, { pending: true }, 'Còn mục đang gửi lên máy chủ.'],
] as const)('%s issuing waits', (_name, network, more, words) => {
  online.value = network;
  open({ entries: [entry('a', 'Giao ban', more)] });
  expect(waits()).toBe(true);
  expect(reason()).toBe(words);
});

test.each([
  ['stale', 'Người khác vừa ban hành một bản mới'],
  ['forbidden', 'Tài khoản này không được ban hành'],
  ['offline', 'Máy chủ không trả lời nên chưa có gì được công khai'],
] as const)('a refusal (%s) is told, and what was typed stays', async (code, words) => {
  vi.mocked(issueWeek).mockRejectedValue(new DataError(code));
  open({ entries: [entry('a', 'Giao ban')] });
  fireEvent.change(screen.getByLabelText('Lời báo kèm'), { target: { value: 'Mang tài liệu' } });
  fireEvent.change(screen.getByLabelText('Người ký'), { target: { value: 'KT. Giám đốc' } });
  fireEvent.click(act());
  const told = await screen.findByRole('alert');
  expect(told.textContent).toContain('Chưa ban hành được.');
  expect(told.textContent).toContain(words);
  expect(screen.getByLabelText<HTMLInputElement>('Lời báo kèm').value).toBe('Mang tài liệu');
  expect(screen.getByLabelText<HTMLInputElement>('Người ký').value).toBe('KT. Giám đốc');
});

test.each([
  ['Số, ký hiệu', 200],
  ['Người ký', 200],
  ['Lời báo kèm', 2000],
])('%s longer than %i letters is not cut: the field says so, keeps it, and nothing is sent', async (label, limit) => {
  open({ entries: [entry('a', 'Giao ban')] });
  const field = screen.getByLabelText<HTMLInputElement>(label);
  fireEvent.change(field, { target: { value: 'x'.repeat(limit + 1) } });
  expect([field.maxLength, field.value.length]).toEqual([-1, limit + 1]);
  fireEvent.click(act());
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(screen.getByText(`Dài quá ${limit} ký tự. Rút gọn lại.`)).toBeDefined();
  expect(issueWeek).not.toHaveBeenCalled();
  vi.mocked(issueWeek).mockResolvedValue();
  fireEvent.change(field, { target: { value: 'x'.repeat(limit) } });
  fireEvent.click(act());
  await screen.findByText('Đã ban hành tuần này.');
});

test('without a number the field says so and nothing is sent', async () => {
  open({ entries: [entry('a', 'Giao ban')] });
  const field = screen.getByLabelText<HTMLInputElement>('Số, ký hiệu');
  fireEvent.change(field, { target: { value: '  ' } });
  fireEvent.click(act());
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(issueWeek).not.toHaveBeenCalled();
});
