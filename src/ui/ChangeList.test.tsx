// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { EntryChange } from '#domain/publication.ts';
import { localDate } from '#domain/time.ts';
import { vi } from '#i18n/vi.ts';
import { ChangeList, changeLines } from './ChangeList.tsx';
import { clock, publicEntry, session, week48 } from './fixtures.ts';

afterEach(cleanup);

const lines = (changes: readonly EntryChange[]) => {
  render(<ChangeList changes={changes} />);
  return screen.getAllByRole('listitem').map((item) => item.textContent.replace(/\s+/g, ' ').trim());
};

test('readers see what was added, changed and cancelled, with old and new', () => {
  expect(lines(week48.changes)).toEqual([
    'Bổ sung Thứ hai 23/11, 16:00: Duyệt lịch công tác tuần 49Chủ trì: PGĐ Nguyễn Thị Hồng Vân · Địa điểm: Phòng làm việc',
    'Thay đổi Thứ ba 24/11, 07:00: Làm việc với UBND xã Phúc Lộc về rà soát mạng lưới trường, lớpGiờ: 07:00 08:00',
    'Hủy Thứ tư 25/11, 15:00: Họp rà soát hệ thống quản lý chất lượng ISO 9001Lý do: Ban ISO dự tập huấn của UBND tỉnh',
  ]);
  expect(screen.getByText('07:00').tagName).toBe('DEL');
  expect(screen.getByText('08:00').tagName).toBe('INS');
});

test.each<[string, Partial<ReturnType<typeof publicEntry>>, EntryChange['fields'][number], string]>([
  [
    'day',
    { date: localDate('2026-11-25'), lastDate: localDate('2026-11-25') },
    'date',
    'Ngày: Thứ hai 23/11 Thứ tư 25/11',
  ],
  ['place that was not stated', { place: 'Phòng họp số 1' }, 'place', 'Địa điểm: Phòng họp số 1'],
  ['chair', { chairs: ['PGĐ Lê Quang Huy'] }, 'chairs', 'Chủ trì: PGĐ Lê Quang Huy'],
  ['paper', { invitationNo: '12/GM' }, 'papers', 'Giấy mời, văn bản: Giấy mời số 12/GM'],
])('another %s is told', (_name, difference, field, words) => {
  const before = publicEntry('mot', '2026-11-23', clock(480));
  const after = { ...before, ...difference };
  expect(lines([{ kind: 'changed', entryId: 'mot', fields: [field], before, after, reason: null }])[0]).toContain(
    words,
  );
});

test('what came and was called off since is struck, with both words, also in a letter', () => {
  const after = publicEntry('mot', '2026-11-23', clock(480), { status: 'postponed', reason: 'Chờ ý kiến' });
  const change = {
    kind: 'added' as const,
    entryId: 'mot',
    fields: [],
    before: null,
    after,
    reason: after.reason,
  };
  expect(lines([change])[0]).toMatch(/^Bổ sung Hoãn Thứ hai 23\/11, 08:00: .+Lý do: Chờ ý kiến$/);
  expect(screen.getByText(after.content).closest('del')).not.toBeNull();
  expect(changeLines(change, vi)[0]).toMatch(/^- Bổ sung, Hoãn: Thứ hai 23\/11, 08:00: /);
});

test('of what was added stands who chairs it and where, also in a letter', () => {
  const after = publicEntry('mot', '2026-11-23', clock(480), {
    chairs: ['PGĐ Lê Quang Huy', 'GĐ Trần Đức Thịnh'],
    place: 'Phòng họp số 1',
  });
  const change: EntryChange = { kind: 'added', entryId: 'mot', fields: [], before: null, after, reason: null };
  const where = 'Chủ trì: PGĐ Lê Quang Huy, GĐ Trần Đức Thịnh · Địa điểm: Phòng họp số 1';
  expect(lines([change])[0]).toBe(`Bổ sung Thứ hai 23/11, 08:00: Họp mot${where}`);
  expect(changeLines(change, vi)).toEqual(['- Bổ sung: Thứ hai 23/11, 08:00: Họp mot', `  ${where}`]);
  const changed = {
    ...change,
    kind: 'changed' as const,
    fields: ['place' as const],
    before: { ...after, place: null },
  };
  expect(changeLines(changed, vi)).toEqual([
    '- Thay đổi: Thứ hai 23/11, 08:00: Họp mot',
    '  Địa điểm: không ghi → Phòng họp số 1',
  ]);
});

test('a value that was taken away is struck, with nothing in its place', () => {
  const before = publicEntry('mot', '2026-11-23', clock(480), { place: 'Phòng họp số 1' });
  const change = {
    kind: 'changed' as const,
    entryId: 'mot',
    fields: ['place' as const],
    before,
    after: { ...before, place: null },
    reason: null,
  };
  expect(lines([change])[0]).toContain('Địa điểm: Phòng họp số 1 không ghi');
});

test('of a list only who left and who came is named, also in a letter', () => {
  const others = Array.from({ length: 38 }, (_, index) => `Phòng ${index + 1}`);
  const before = publicEntry('mot', '2026-11-23', clock(480), { attendees: ['Phòng KH-TC', ...others] });
  const after = { ...before, attendees: [...others, 'Phòng GDTrH'] };
  const change = {
    kind: 'changed' as const,
    entryId: 'mot',
    fields: ['attendees' as const],
    before,
    after,
    reason: null,
  };
  expect(lines([change])[0]).toMatch(/Thành phần: bớt Phòng KH-TC; thêm Phòng GDTrH$/);
  const marked = (tag: string) => [...document.querySelectorAll(tag)].map((part) => part.textContent);
  expect([marked('del'), marked('ins')]).toEqual([['Phòng KH-TC'], ['Phòng GDTrH']]);
  expect(changeLines(change, vi)[1]).toBe('  Thành phần: bớt Phòng KH-TC; thêm Phòng GDTrH');
});

test('an entry over several days is told with all of them', () => {
  const after = publicEntry('tap-huan', '2026-11-23', session('allDay'), { lastDate: localDate('2026-11-25') });
  const change: EntryChange = { kind: 'added', entryId: 'tap-huan', fields: [], before: null, after, reason: null };
  expect(changeLines(change, vi)).toEqual(['- Bổ sung: Thứ hai 23/11 – 25/11, Cả ngày: Họp tap-huan']);
  render(<ChangeList changes={[change]} />);
  expect(screen.getByText('Thứ hai 23/11 – 25/11, Cả ngày')).toBeTruthy();
});

test('a list that only stands in another order is told as it was and as it is', () => {
  const before = publicEntry('mot', '2026-11-23', clock(480), { attendees: ['Phòng KH-TC', 'Phòng GDMN'] });
  const after = { ...before, attendees: ['Phòng GDMN', 'Phòng KH-TC'] };
  const change = {
    kind: 'changed' as const,
    entryId: 'mot',
    fields: ['attendees' as const],
    before,
    after,
    reason: null,
  };
  expect(lines([change])[0]).toContain('Thành phần: Phòng KH-TC, Phòng GDMN Phòng GDMN, Phòng KH-TC');
});

test('a revision without a public difference says so', () => {
  render(<ChangeList changes={[]} />);
  expect(screen.getByText('Lần điều chỉnh này không đổi mục nào của lịch.')).toBeTruthy();
});
