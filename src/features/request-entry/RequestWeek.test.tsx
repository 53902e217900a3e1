// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { requestsPlace, unsavedBox } from '#data/unsaved.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import { emptyDraft } from '#domain/entry.ts';
import type { WeekId } from '#domain/week.ts';
import { settings } from '#ui/fixtures.ts';

// The data room stands here: an agency with two boards, and somebody who edits one division's calendar.
const week = '2026-W49' as WeekId;
const calendar = (id: string, shortName: string, kind: Calendar['kind'], order: number): [string, Calendar] => [
  id,
  { id, name: shortName, shortName, kind, order, active: true },
];
const board = calendar('board', 'Ban Giám đốc', 'board', 0);
const party = calendar('party', 'Thường trực Đảng ủy', 'board', 1);
const unit = calendar('gdtrh', 'Phòng GDTrH', 'division', 2);
const office = { calendars: [board, party, unit], asked: [] as string[], editorOf: ['gdtrh'] };
const empty = { data: [], error: null };
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: true, since: 0 }) }));
vi.mock('#data/directory.ts', () => ({
  useDirectory: (): Directory => ({
    people: new Map(),
    calendars: new Map(office.calendars),
    rooms: new Map(),
    vehicles: new Map(),
  }),
}));
vi.mock('#data/settings.ts', () => ({ useSettings: () => settings }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({
    member: { uid: 'khanh', name: 'Khánh', active: true, roles: ['viewer'], editorOf: office.editorOf },
  }),
}));
vi.mock('#data/allEntries.ts', () => ({ useAllEntries: () => empty }));
vi.mock('#data/requests.ts', () => ({
  useRequests: (of: string) => {
    office.asked.push(of);
    return empty;
  },
}));
vi.mock('#data/weekState.ts', () => ({ useWeekState: () => ({ data: null, error: null }) }));
vi.mock('#data/absences.ts', () => ({ useAbsencesOf: () => empty }));
vi.mock('#data/holidays.ts', () => ({ useHolidays: () => empty }));
vi.mock('#data/members.ts', () => ({ useMembers: () => new Map() }));
vi.mock('#data/deletedEntries.ts', () => ({ useDeletedEntries: () => empty }));

const { RequestWeek } = await import('./RequestWeek.tsx');

beforeEach(() => {
  office.calendars = [board, party, unit];
  office.asked = [];
  office.editorOf = ['gdtrh'];
  history.replaceState(null, '', '/request/2026-W49');
});
afterEach(cleanup);

test('where the agency has several boards, a division chooses with which it registers; the address keeps it', () => {
  render(<RequestWeek week={week} entry={undefined} />);
  expect(office.asked.at(-1)).toBe('board'); // the agency's own
  fireEvent.change(screen.getByRole('combobox', { name: /^Vào lịch/ }), { target: { value: 'party' } });
  expect(location.search).toBe('?lich=party');
  expect(office.asked.at(-1)).toBe('party');
  expect(screen.getByRole('link', { name: 'Tuần sau' }).getAttribute('href')).toBe('/request/2026-W50?lich=party');
});

test('where there is one, nobody is asked', () => {
  office.calendars = [board, unit];
  render(<RequestWeek week={week} entry={undefined} />);
  expect(screen.queryByRole('combobox', { name: /^Vào lịch/ })).toBeNull();
});

test('who registers for no unit any more sees what they had typed for one', () => {
  const unsaved = { internal: null, origin: null, deletion: null, sent: false, tab: '' };
  const draft = { ...emptyDraft('2026-12-02'), time: '8h30', content: 'Họp dở dang' };
  unsavedBox(localStorage, 'khanh', requestsPlace('board', 'gdtrh'), week).keep('e1', { ...unsaved, draft });
  office.editorOf = [];
  render(<RequestWeek week={week} entry={undefined} />);
  expect(screen.getByRole('heading').textContent).toBe('Bạn không đăng ký được vào lịch này');
  expect(screen.getByRole('listitem').textContent).toBe('Thứ tư 02/12 · 8h30 · Họp dở dang Phòng GDTrH');
});
