// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import { absence } from '#domain/arbitraries.ts';
import type { Directory, Person } from '#domain/directory.ts';
import { emptyWeekState, type WeekState } from '#domain/publication.ts';
import { instantOf, localDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';

configure({ asyncUtilTimeout: 10_000 }); // a busy machine takes its time to look for roles

// The data room stands here as a table in memory.
const data = vi.hoisted(() => {
  const watchers = new Set<() => void>();
  return {
    states: new Map() as ReadonlyMap<string, unknown>,
    absences: [] as readonly unknown[],
    holidays: [] as readonly unknown[],
    roles: ['clerk'] as readonly string[],
    refuse: false,
    writes: 0,
    set: (next: ReadonlyMap<string, unknown>) => {
      data.states = next;
      for (const watcher of watchers) watcher();
    },
    watch: (watcher: () => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
});
vi.mock('#data/weekStates.ts', () => ({
  useWeekStates: () => ({ data: useSyncExternalStore(data.watch, () => data.states), error: null }),
  saveWeekStates: (changed: readonly WeekState[]) => {
    if (data.refuse) return Promise.reject(new DataError('forbidden'));
    data.writes += 1;
    const next = new Map(data.states);
    for (const state of changed) next.set(state.week, { ...state, revision: state.revision + 1 });
    data.set(next);
    return Promise.resolve();
  },
}));
vi.mock('#data/absences.ts', () => ({ useAbsences: () => ({ data: data.absences, error: null }) }));
vi.mock('#data/holidays.ts', () => ({ useHolidays: () => ({ data: data.holidays, error: null }) }));
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: true, since: 0 }) }));
vi.mock('#data/directory.ts', () => ({ useDirectory: () => directory }));
vi.mock('#data/settings.ts', () => ({ useSettings: () => ({ weekNumbering: 'iso', replacesInvitation: true }) }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({ member: { uid: 'mai', name: 'Mai', active: true, roles: data.roles, editorOf: [] } }),
}));

const { DutyRoster } = await import('./DutyRoster.tsx');

const leader = (id: string, name: string, order: number): [string, Person] => [
  id,
  { id, name, order, public: true, positions: [{ title: '', shortTitle: 'PGĐ', unit: 'board', from: null, to: null }] },
];
const directory: Directory = {
  people: new Map([leader('van', 'Vân', 0), leader('huy', 'Huy', 1), leader('tuan', 'Tuấn', 2)]),
  calendars: new Map([
    ['board', { id: 'board', name: 'Ban Giám đốc', shortName: 'BGĐ', kind: 'board', order: 0, active: true }],
  ]),
  rooms: new Map(),
  vehicles: new Map(),
};
const week = (id: string, duty: Record<string, string>): [string, WeekState] => [
  id,
  { ...emptyWeekState('board', id as WeekId, true), duty, revision: 3 },
];
const dutyOf = (id: string) => (data.states.get(id) as WeekState | undefined)?.duty ?? {};

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(localDate('2026-12-02'), 480) }); // a Wednesday
  Object.assign(data, {
    states: new Map([week('2026-W49', { '2026-11-30': 'person:van', '2026-12-01': 'person:huy' })]),
    absences: [],
    holidays: [],
    roles: ['clerk'],
    refuse: false,
    writes: 0,
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = () => render(<DutyRoster calendar="board" month="2026-12" home="board" />);
// By text: roles of a month's thirty lists take long to be looked through.
const press = (name: string | RegExp) => fireEvent.click(screen.getByText(name, { selector: 'button' }));
const picked = (day: string) => screen.getByLabelText<HTMLSelectElement>(new RegExp(`^Người trực .*${day}`));
const line = (day: string) => picked(day).closest('tr')!;
const shown = (day: string) => picked(day).selectedOptions[0]!.textContent;

test('a month is filled from whoever follows the last one, shown first, saved at once and taken back at once', async () => {
  open();
  press('Xếp tháng 12/2026');
  expect(shown('02/12')).toBe('PGĐ Tuấn');
  expect(line('03/12').textContent).toContain('mới xếp');
  expect(data.writes).toBe(0);
  press('Lưu 30 ngày');
  expect(data.writes).toBe(1);
  expect(dutyOf('2026-W49')).toMatchObject({
    '2026-11-30': 'person:van', // of another month
    '2026-12-01': 'person:huy', // is past
    '2026-12-02': 'person:tuan',
    '2026-12-03': 'person:van',
  });
  expect(dutyOf('2026-W53')).toMatchObject({ '2026-12-31': expect.stringMatching(/^person:/) });
  expect(screen.getByText('Đã ghi người trực 30 ngày')).toBeDefined();
  await act(async () => press('Hoàn tác'));
  expect(dutyOf('2026-W49')).toEqual({ '2026-11-30': 'person:van', '2026-12-01': 'person:huy' });
  expect(dutyOf('2026-W53')).toEqual({});
});

test('a Saturday worked in exchange is named as one, and is no day off', () => {
  data.holidays = [
    { date: '2026-12-05', name: 'thay ngày 15/01', kind: 'swapped' },
    { date: '2026-12-07', name: 'thay chủ nhật', kind: 'compensatory' },
  ];
  open();
  const day = (name: RegExp) => screen.getByRole('rowheader', { name });
  const muted = (name: RegExp) => day(name).firstElementChild!.className !== '';
  expect(day(/05\/12/).textContent).toContain('Làm bù: thay ngày 15/01');
  expect(day(/07\/12/).textContent).toContain('Nghỉ bù: thay chủ nhật');
  expect([muted(/05\/12/), muted(/06\/12/), muted(/07\/12/), muted(/08\/12/)]).toEqual([false, true, true, false]);
});

test('whoever is away is passed over, and a holiday is told', () => {
  data.absences = [absence({ person: 'tuan', from: localDate('2026-12-02'), to: localDate('2026-12-02') })];
  data.holidays = [{ date: '2026-12-03', name: 'Ngày nghỉ', kind: 'holiday' }];
  open();
  press('Không xếp');
  press('Xếp tháng 12/2026');
  expect(shown('02/12')).toBe('PGĐ Vân');
  expect(line('03/12').textContent).toMatch(/Ngày nghỉ.*chưa có người/);
  expect(shown('04/12')).toBe('PGĐ Tuấn');
});

test('the trial follows who takes part, and is dropped without a trace', () => {
  open();
  press('Xếp tháng 12/2026');
  fireEvent.click(screen.getByText('PGĐ Tuấn', { selector: 'label span' }));
  expect(['02/12', '03/12', '04/12'].map(shown)).toEqual(['PGĐ Vân', 'PGĐ Huy', 'PGĐ Vân']);
  press('Bỏ bản xếp thử');
  expect(line('02/12').textContent).toContain('chưa có người');
  expect(data.writes).toBe(0);
});

test('a single day is changed by hand, and the others are kept', () => {
  open();
  fireEvent.change(picked('09/12'), { target: { value: 'person:huy' } });
  press('Lưu 1 ngày');
  expect(dutyOf('2026-W50')).toEqual({ '2026-12-09': 'person:huy' });
  press('Xếp tháng 12/2026');
  expect(shown('09/12')).toBe('PGĐ Huy');
  press('Lưu 29 ngày');
  expect(data.writes).toBe(2);
});

test('a day changed by somebody since stays when the rest is taken back', async () => {
  open();
  press('Xếp tháng 12/2026');
  press('Lưu 30 ngày');
  const state = data.states.get('2026-W49') as WeekState;
  const other = { ...state, duty: { ...state.duty, '2026-12-02': 'text:Văn phòng' } };
  act(() => data.set(new Map(data.states).set('2026-W49', other)));
  await act(async () => press('Hoàn tác'));
  expect(dutyOf('2026-W49')).toMatchObject({ '2026-12-02': 'text:Văn phòng' });
  expect(dutyOf('2026-W49')['2026-12-03']).toBeUndefined();
  expect(screen.getByText(/1 ngày có người đổi sau đó nên giữ nguyên/)).toBeDefined();
});

test('refused, the trial is still there to be saved again', async () => {
  data.refuse = true;
  open();
  press('Xếp tháng 12/2026');
  await act(async () => press('Lưu 30 ngày'));
  expect(screen.getByText(/^Chưa ghi được/).getAttribute('role')).toBe('alert');
  expect(screen.getByText('Lưu 30 ngày', { selector: 'button' })).toBeDefined();
});

test('by the week, a week is one leader’s', () => {
  open();
  press('Một tuần');
  press('Xếp tháng 12/2026');
  expect(['02/12', '06/12'].map(shown)).toEqual(['PGĐ Vân', 'PGĐ Vân']); // who has its Monday
  expect(['07/12', '13/12'].map(shown)).toEqual(['PGĐ Tuấn', 'PGĐ Tuấn']);
  expect(['14/12', '20/12'].map(shown)).toEqual(['PGĐ Huy', 'PGĐ Huy']);
});

test('what is not saved is there again after another month, is told there, and goes when it is saved or dropped', async () => {
  const { rerender } = open();
  fireEvent.change(picked('09/12'), { target: { value: 'person:huy' } });
  press('Một tuần');
  rerender(<DutyRoster calendar="board" month="2027-01" home="board" />);
  const told = screen.getByText('tháng 12/2026, 1 ngày (BGĐ)');
  expect(told.getAttribute('href')).toBe('/duty/board/2026-12');
  cleanup();
  open(); // a reload, a crash
  expect(shown('09/12')).toBe('PGĐ Huy');
  await act(async () => press('Lưu 1 ngày'));
  cleanup();
  open();
  expect(dutyOf('2026-W50')).toEqual({ '2026-12-09': 'person:huy' });
  expect(screen.queryByText('Lưu 1 ngày')).toBeNull();
  press('Xếp tháng 12/2026');
  press('Bỏ bản xếp thử');
  cleanup();
  open();
  expect(screen.queryByText(/^Lưu \d+ ngày/)).toBeNull();
});

test('refused, what was chosen outlives a reload', async () => {
  data.refuse = true;
  open();
  fireEvent.change(picked('09/12'), { target: { value: 'person:huy' } });
  await act(async () => press('Lưu 1 ngày'));
  cleanup();
  open();
  expect(shown('09/12')).toBe('PGĐ Huy');
  expect(screen.getByText('Lưu 1 ngày', { selector: 'button' })).toBeDefined();
});

test('who may not edit the calendar reads the roster', () => {
  data.roles = ['viewer'];
  open();
  expect(screen.getByText('01/12', { exact: false, selector: 'th *' }).closest('tr')!.textContent).toContain('PGĐ Huy');
  expect(screen.queryByText(/Xếp tháng/)).toBeNull();
  expect(screen.queryByText('Soạn lịch tuần')).toBeNull();
  expect(screen.getByText('Tuần 49').getAttribute('href')).toBe('/view/2026-W49?lich=board');
});

test('an address of no month says so', () => {
  render(<DutyRoster calendar="board" month="2026-13" home="board" />);
  expect(screen.getByRole('heading', { name: 'Không có tháng này' })).toBeDefined();
});
