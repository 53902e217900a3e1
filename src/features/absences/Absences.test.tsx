// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { Absence, StoredAbsence } from '#domain/absence.ts';
import { absence } from '#domain/arbitraries.ts';
import type { Directory, Person } from '#domain/directory.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import { instantOf, localDate } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';

configure({ asyncUtilTimeout: 10_000 }); // a busy machine takes its time to look for roles

// The data room stands here as a table in memory.
const data = vi.hoisted(() => {
  const watchers = new Set<() => void>();
  return {
    absences: [] as readonly unknown[],
    entries: [] as readonly unknown[],
    roles: ['clerk'] as readonly string[],
    refuse: false,
    stale: false,
    history: [] as readonly unknown[],
    error: null as unknown,
    set: (next: readonly unknown[]) => {
      data.absences = next;
      for (const watcher of watchers) watcher();
    },
    watch: (watcher: () => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
});
vi.mock('#data/absences.ts', () => ({
  newAbsenceId: () => 'new',
  useAbsences: () => {
    const absences = useSyncExternalStore(data.watch, () => data.absences);
    return { data: data.error ? undefined : absences, error: data.error };
  },
  saveAbsence: (saved: Absence, base: { revision: number } | { deletedIn: number } | null) => {
    if (data.refuse) return Promise.reject(new DataError('forbidden'));
    if (data.stale) return Promise.reject(new DataError('stale'));
    const revision = (base === null ? 0 : 'deletedIn' in base ? base.deletedIn : base.revision) + 1;
    data.set([...(data.absences as Absence[]).filter(({ id }) => id !== saved.id), { ...saved, revision }]);
    return Promise.resolve();
  },
  deleteAbsence: (gone: Absence) => {
    data.set((data.absences as Absence[]).filter(({ id }) => id !== gone.id));
    return Promise.resolve();
  },
}));
vi.mock('#data/entriesBetween.ts', () => ({ useEntriesBetween: () => ({ data: data.entries }) }));
vi.mock('#data/absenceHistory.ts', () => ({ useAbsenceHistory: () => ({ data: data.history, error: null }) }));
vi.mock('#data/members.ts', () => ({ useMembers: () => new Map([['mai', { name: 'Hoàng Thị Mai' }]]) }));
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: true, since: 0 }) }));
vi.mock('#data/directory.ts', () => ({ useDirectory: () => directory }));
vi.mock('#data/session.ts', () => ({
  useSession: () => ({ member: { uid: 'mai', name: 'Mai', active: true, roles: data.roles, editorOf: [] } }),
}));

const { Absences } = await import('./Absences.tsx');

const TODAY = localDate('2026-11-24');
const person = (id: string, name: string, shortTitle: string): [string, Person] => [
  id,
  {
    id,
    name,
    order: 0,
    public: true,
    positions: [{ title: shortTitle, shortTitle, unit: null, from: null, to: null }],
  },
];
const directory: Directory = {
  people: new Map([person('thinh', 'Trần Đức Thịnh', 'GĐ'), person('huy', 'Lê Quang Huy', 'PGĐ')]),
  calendars: new Map(),
  rooms: new Map(),
  vehicles: new Map(),
};
const known = (more: Partial<Absence> = {}): StoredAbsence => ({
  ...absence({ person: 'thinh', from: localDate('2026-11-26'), to: localDate('2026-11-27'), ...more }),
  revision: 1,
});

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(TODAY, 480) });
  vi.stubGlobal('CSS', { escape: (text: string) => text });
  localStorage.clear();
  Object.assign(data, {
    absences: [],
    entries: [],
    roles: ['clerk'],
    refuse: false,
    stale: false,
    history: [],
    error: null,
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = (search = '') => render(<Absences search={search} />);
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label, { exact: true });
const fill = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const choose = (label: string, value: string) => {
  fill(label, value);
  fireEvent.keyDown(field(label), { key: 'Enter' });
};
const save = () => fireEvent.submit(screen.getByRole('form', { name: 'Người vắng và người thay' }));
const line = (name: RegExp) => screen.getByRole('row', { name });

test('a clerk sets an absence by the keyboard: N, a name without accents, days as typed; one step takes it back', () => {
  open();
  expect(screen.getByText('Không có ai vắng từ hôm nay.')).toBeDefined();
  fireEvent.keyDown(document.body, { key: 'n' });
  expect(document.activeElement).toBe(field('Người vắng'));
  choose('Người vắng', 'tran duc thinh');
  fill('Từ ngày', '26/11');
  fill('Đến hết ngày', '27/11');
  choose('Người thay', 'huy');
  expect(screen.getByText('→ 26/11 – 27/11/2026')).toBeDefined();
  save();
  expect(data.absences).toEqual([known({ id: 'new', substitute: 'person:huy' })]);
  expect(line(/GĐ Trần Đức Thịnh 26\/11 – 27\/11\/2026 Đi công tác nội bộ PGĐ Lê Quang Huy/)).toBeDefined();
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  expect(data.absences).toEqual([]);
  expect(screen.getByText('Đã hoàn tác')).toBeDefined();
});

test('what is missing or wrong is said at its field, and nothing typed is lost', async () => {
  data.absences = [known()];
  open();
  fireEvent.click(screen.getByRole('button', { name: 'Ghi người vắng' }));
  expect(field('Người vắng').placeholder).toBe(''); // "để trống" invites to leave it out
  expect(field('Người thay').placeholder).toBe('để trống');
  fill('Từ ngày', '31/11');
  save();
  expect(screen.getByText('Chọn người vắng.')).toBeDefined();
  expect(screen.getByText('Chưa rõ ngày. Ghi như 24/11 hoặc 24/11/2026.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(field('Người vắng')));
  expect(field('Từ ngày').value).toBe('31/11');
  choose('Người vắng', 'thinh');
  fill('Từ ngày', '27/11');
  save();
  expect(screen.getByText(/đã có lần vắng trùng những ngày đó/)).toBeDefined();
  expect(data.absences).toHaveLength(1);
});

test('an absence of a hundred years, or to a day far off, is said at its field and breaks nothing', () => {
  open();
  fireEvent.click(screen.getByRole('button', { name: 'Ghi người vắng' }));
  choose('Người vắng', 'thinh');
  fill('Từ ngày', '27/11/2026');
  for (const [to, said] of [
    ['27/11/2126', /dài nhất 5 năm/],
    ['31/12/9999', /Chưa rõ ngày/],
  ] as const) {
    fill('Đến hết ngày', to);
    save();
    expect(screen.getByText(said)).toBeDefined();
    expect(field('Đến hết ngày').value).toBe(to);
  }
  expect(data.absences).toEqual([]);
});

test('of more entries than an absence holds no other can be ticked, and why is said', () => {
  const entries = Array.from({ length: 21 }, (_, n) => {
    const draft = { ...emptyDraft('2026-11-26'), time: '8h', chairs: ['person:thinh'], content: `Họp ${n}` };
    const entry = parseEntry(draft, { id: `e${n}`, calendar: 'board', week: weekOf(TODAY) });
    return entry.ok ? [entry.entry] : [];
  });
  data.entries = entries.flat();
  data.absences = [known({ id: 'a1', attends: Array.from({ length: 20 }, (_, n) => `board/e${n}`) })];
  open('?sua=a1');
  const last = screen.getByRole<HTMLInputElement>('checkbox', { name: /Họp 20$/ });
  expect(last.disabled).toBe(true);
  expect(document.getElementById(last.getAttribute('aria-describedby')!)?.textContent).toContain('20 mục tự dự');
  fireEvent.click(screen.getByRole('checkbox', { name: /Họp 0$/ }));
  expect(last.disabled).toBe(false);
});

test('what the absence does is shown before it is saved, and the trip itself is left to the person', () => {
  const draft = { ...emptyDraft('2026-11-26'), time: '8h', chairs: ['person:thinh'], content: 'Họp Bộ tại Hà Nội' };
  const entry = parseEntry(draft, { id: 'e1', calendar: 'board', week: weekOf(TODAY) });
  data.entries = entry.ok ? [entry.entry] : [];
  data.absences = [known({ id: 'a1', substitute: 'person:huy' })];
  open('?sua=a1');
  const item = within(screen.getByRole('listitem'));
  expect(item.getByText('PGĐ Lê Quang Huy thay')).toBeDefined();
  fireEvent.click(item.getByRole('checkbox', { name: /GĐ Trần Đức Thịnh tự dự .*Họp Bộ/ }));
  expect(item.queryByText('PGĐ Lê Quang Huy thay')).toBeNull();
  save();
  expect(data.absences).toMatchObject([{ id: 'a1', attends: ['board/e1'] }]);
  expect(line(/vẫn tự dự 1 mục/)).toBeDefined();
});

test('who is back ends the absence the day before; a slip is deleted; each can be taken back', () => {
  data.absences = [known({ id: 'a1', from: localDate('2026-11-20'), toSession: 'morning' })];
  open();
  fireEvent.click(screen.getByRole('button', { name: /đã về/ }));
  expect(data.absences).toMatchObject([{ from: '2026-11-20', to: '2026-11-23', toSession: null }]);
  fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }));
  expect(data.absences).toMatchObject([{ to: '2026-11-27', toSession: 'morning' }]);
  fireEvent.click(screen.getByRole('button', { name: /^Xóa lần vắng của GĐ Trần Đức Thịnh/ }));
  expect(data.absences).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }));
  expect(data.absences).toHaveLength(1);
});

test('two absences of one person are told apart by the names of their buttons', () => {
  data.absences = [
    known({ id: 'a1' }),
    known({ id: 'a2', from: localDate('2026-12-07'), to: localDate('2026-12-08') }),
  ];
  open();
  for (const act of ['Sửa', 'Xóa']) {
    const names = screen
      .getAllByRole('button', { name: new RegExp(`^${act} lần vắng`) })
      .map((button) => button.getAttribute('aria-label'));
    expect(names).toEqual([
      expect.stringMatching(/Trần Đức Thịnh, .*27\/11/),
      `${act} lần vắng của GĐ Trần Đức Thịnh, 07/12 – 08/12/2026`,
    ]);
  }
});

test('Escape closes without saving, and the hand is where it was', async () => {
  data.absences = [known({ id: 'a1' })];
  open();
  fireEvent.click(screen.getByRole('button', { name: /^Sửa lần vắng/ }));
  fill('Đến hết ngày', '30/11');
  fireEvent.keyDown(field('Đến hết ngày'), { key: 'Escape' });
  expect(data.absences).toMatchObject([{ to: '2026-11-27' }]);
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Sửa'));
});

test('what is typed outlives the page, and is gone on with; saved or closed, it is gone', async () => {
  data.absences = [known({ id: 'a1' })];
  const leave = () => cleanup();
  open();
  fireEvent.keyDown(document.body, { key: 'n' });
  fill('Từ ngày', '31/1');
  leave();
  open();
  expect(field('Từ ngày').value).toBe('31/1');
  expect(field('Người vắng').value).toBe('');
  fireEvent.keyDown(field('Từ ngày'), { key: 'Escape' });
  leave();
  open();
  expect(screen.queryByRole('textbox')).toBeNull();

  // Of one that stands: measured against what it was when typing began.
  fireEvent.click(screen.getByRole('button', { name: /^Sửa lần vắng/ }));
  fill('Đến hết ngày', '30/11');
  leave();
  data.absences = [known({ id: 'a1', substitute: 'person:huy' })];
  open();
  expect(field('Đến hết ngày').value).toBe('30/11');
  await act(async () => save());
  expect(data.absences).toMatchObject([{ to: '2026-11-30', substitute: 'person:huy' }]);
  expect(Object.keys(localStorage).filter((key) => key.startsWith('unsaved:'))).toEqual([]);
});

test('what was saved stays on this machine until the store has taken it, and is gone on with after a crash', async () => {
  data.refuse = true;
  open();
  fireEvent.keyDown(document.body, { key: 'n' });
  choose('Người vắng', 'thinh');
  fill('Từ ngày', '26/11');
  await act(async () => save());
  expect(await screen.findByRole('alert')).toBeDefined();
  cleanup();
  open();
  expect(field('Từ ngày').value).toBe('26/11');
  data.refuse = false;
  await act(async () => save());
  cleanup();
  open();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('a refusal is said, and stays', async () => {
  data.absences = [known({ id: 'a1' })];
  data.refuse = true;
  open('?sua=a1');
  await act(async () => save());
  expect((await screen.findByRole('alert')).textContent).toContain('chưa ghi được lần vắng này');
});

test('two at once: each keeps the fields that they changed, and what is typed outlives a deletion by the other', () => {
  data.absences = [known({ id: 'a1' })];
  open('?sua=a1');
  fill('Đến hết ngày', '30/11');
  act(() => data.set([known({ id: 'a1', substitute: 'person:huy', from: localDate('2026-11-24') })]));
  expect(field('Đến hết ngày').value).toBe('30/11');
  save();
  expect(data.absences).toMatchObject([{ from: '2026-11-24', to: '2026-11-30', substitute: 'person:huy' }]);

  fireEvent.click(screen.getByRole('button', { name: /^Sửa lần vắng/ }));
  fill('Đến hết ngày', '01/12');
  act(() => data.set([]));
  expect(field('Đến hết ngày').value).toBe('01/12');
  save();
  expect(data.absences).toMatchObject([{ id: 'a1', to: '2026-12-01' }]);
});

test('what somebody else changed since is not undone, nor is what was refused', async () => {
  data.absences = [known({ id: 'a1' })];
  open();
  fireEvent.click(screen.getByRole('button', { name: /^Xóa lần vắng/ }));
  const restored = known({ id: 'a1', substitute: 'person:huy' });
  act(() => data.set([restored]));
  fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }));
  expect(data.absences).toEqual([restored]);
  expect(screen.getByText('Không hoàn tác: lần vắng này đã có người sửa sau đó.')).toBeDefined();

  data.refuse = true;
  fireEvent.click(screen.getByRole('button', { name: /^Sửa lần vắng/ }));
  fill('Đến hết ngày', '30/11');
  await act(async () => save());
  await screen.findByRole('alert');
  data.refuse = false;
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  expect(data.absences).toEqual([restored]);
  expect(screen.queryByText('Đã hoàn tác')).toBeNull();
});

test('a link from a week long past opens its absence', () => {
  data.absences = [known({ id: 'a1', from: localDate('2026-02-02'), to: localDate('2026-02-03') })];
  open('?sua=a1');
  expect(field('Từ ngày').value).toBe('02/02/2026');
});

test('staff who may not set absences read them', () => {
  data.absences = [known({ substitute: 'person:huy' })];
  data.roles = ['viewer'];
  open();
  expect(line(/GĐ Trần Đức Thịnh .*PGĐ Lê Quang Huy/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

test('those of the last weeks are listed when asked for; without an answer nobody reads "nobody"', () => {
  data.absences = [known({ from: localDate('2026-11-02'), to: localDate('2026-11-03') })];
  const { unmount } = open();
  expect(screen.queryByRole('row')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Xem 1 lần vắng đã qua' }));
  expect(line(/02\/11 – 03\/11/)).toBeDefined();
  unmount();
  data.error = new DataError('unknown');
  open();
  expect(screen.queryByText('Không có ai vắng từ hôm nay.')).toBeNull();
});

test('what somebody else changed first is not written over, and it says so; the words are kept', async () => {
  data.absences = [known({ id: 'a1' })];
  open();
  fireEvent.click(screen.getByRole('button', { name: /^Sửa lần vắng của GĐ Trần Đức Thịnh/ }));
  fill('Đến hết ngày', '30/11/2026');
  data.stale = true;
  save();
  await waitFor(() => expect(screen.getByText(/^Người khác vừa sửa lần vắng này trước/)).toBeDefined());
  fireEvent.click(screen.getByRole('button', { name: /^Sửa lần vắng của GĐ Trần Đức Thịnh/ }));
  expect(field('Đến hết ngày').value).toBe('30/11/2026');
});

test('who changed it from what to what stands in its form, and an earlier version fills it again', () => {
  const now = { ...known({ id: 'a1', substitute: 'person:huy', to: localDate('2026-11-30') }), revision: 2 };
  const before = known({ id: 'a1' });
  const record = { by: 'mai', at: instantOf(TODAY, 480) };
  data.absences = [now];
  data.history = [
    { ...record, revision: 2, action: 'update', absence: now },
    { ...record, revision: 1, action: 'create', absence: before },
  ];
  open();
  fireEvent.click(screen.getByRole('button', { name: /^Sửa lần vắng của GĐ Trần Đức Thịnh/ }));
  const history = screen.getByText('Lịch sử (2 bản)').closest('details')!;
  expect(history.textContent).toContain('Hoàng Thị Mai sửa · 08:00 24/11/2026');
  expect(history.textContent).toMatch(/Thời gian: trước là .*27\/11.* → nay là .*30\/11/);
  expect(history.textContent).toMatch(/Người thay: PGĐ Lê Quang Huy, mọi việc/);
  fireEvent.click(within(history).getByRole('button', { name: /^Lấy lại bản này, lưu lúc 08:00/ }));
  expect(field('Đến hết ngày').value).toBe('27/11/2026');
  save();
  expect(data.absences).toMatchObject([{ id: 'a1', to: '2026-11-27', substitute: null, revision: 3 }]);
});
