import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useMemo, useSyncExternalStore } from 'react';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import type { SeriesWrite } from '#domain/dueEntries.ts';
import type { Series } from '#domain/series.ts';
import type { Deletion, Entry, EntryHistory, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import { storedOf, WEEK } from '#domain/fixtures.ts';

// The page of the editor for its tests. The data room stands here as a table in memory: what the page saves is on screen at
// once and pending until answered.

export type Shown = StoredEntry & { pending: boolean };
const backend = vi.hoisted(() => {
  const watchers = new Set<() => void>();
  const state = {
    entries: [] as readonly unknown[],
    elsewhere: [] as readonly unknown[],
    lastWeek: [] as readonly unknown[],
    past: [] as readonly unknown[],
    holidays: [] as readonly unknown[],
    present: [] as readonly string[],
    answers: [] as {
      entry: unknown;
      base: unknown;
      hidden: unknown;
      accept: () => void;
      refuse: (error: unknown) => void;
    }[],
    deleted: [] as unknown[],
    history: [] as readonly unknown[],
    others: [] as readonly unknown[],
    accepted: [] as readonly unknown[],
    absences: [] as readonly unknown[],
    weekStates: [] as unknown[],
    duty: null as unknown,
    refuseDeletion: false,
    published: null as unknown,
    online: true,
    hidden: null as unknown,
    series: [] as readonly unknown[],
    seriesWrites: [] as unknown[],
    refuseSeries: false,
    /** What weeks have already of a series. */
    later: [] as readonly unknown[],
    roles: [] as string[],
    tell: () => {
      for (const watcher of watchers) watcher();
    },
    watch: (watcher: () => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
  return state;
});

/** The revision that a save leaves. */
export const revisionAfter = (base: StoredEntry | Deletion | null) =>
  base === null ? 1 : ('deletedIn' in base ? base.deletedIn : base.revision) + 1;

export const show = (entries: readonly Shown[]) =>
  act(() => {
    backend.entries = entries;
    backend.tell();
  });

vi.mock('#data/week.ts', () => ({
  useWeekEntries: (_calendar: string, week: string) => ({
    data: useSyncExternalStore(backend.watch, () => (week === WEEK ? backend.entries : backend.lastWeek)),
    error: null,
  }),
}));
vi.mock('#data/allEntries.ts', () => ({
  useAllEntries: () => ({ data: useSyncExternalStore(backend.watch, () => backend.elsewhere), error: null }),
}));
vi.mock('#data/pastEntries.ts', () => ({ usePastEntries: () => ({ data: backend.past }) }));
vi.mock('#data/fixedEntries.ts', () => ({ useFixedEntries: () => ({ data: [], error: null }) }));
vi.mock('#data/series.ts', () => ({
  useSeries: () => ({ data: useSyncExternalStore(backend.watch, () => backend.series), error: null }),
  writeSeries: (_calendar: string, writes: readonly SeriesWrite[]) => {
    if (backend.refuseSeries) return Promise.reject(new DataError('forbidden'));
    backend.seriesWrites.push(writes);
    for (const write of writes) {
      const id = 'remove' in write ? write.remove.id : write.save.id;
      const rest = (backend.series as Series[]).filter((one) => one.id !== id);
      const stamps = { revision: 1, updatedBy: 'mai', updatedAt: 0 };
      backend.series = 'remove' in write ? rest : [...rest, { ...stamps, ...write.save }];
    }
    backend.tell();
    return Promise.resolve();
  },
}));
vi.mock('#data/seriesEntries.ts', () => ({ readSeriesEntries: () => Promise.resolve(backend.later) }));
vi.mock('#data/holidays.ts', () => ({ useHolidays: () => ({ data: backend.holidays, error: null }) }));
vi.mock('#data/copyEntry.ts', async () => {
  const { saveEntry } = await import('#data/saveEntry.ts');
  return {
    copyEntry: (entry: Entry) =>
      backend.present.includes(entry.id)
        ? Promise.resolve({ id: entry.id, present: true })
        : saveEntry(entry, null).then(() => ({ id: entry.id, present: false })),
  };
});
vi.mock('#data/session.ts', () => ({
  useSession: () => ({
    status: 'signedIn',
    member: {
      uid: 'mai',
      name: 'Hoàng Thị Mai',
      email: '',
      person: null,
      active: true,
      roles: backend.roles,
      editorOf: ['board'],
    },
  }),
}));
vi.mock('#data/directory.ts', () => ({ useDirectory: () => directory }));
vi.mock('#data/settings.ts', () => ({
  useSettings: () => settings,
}));
vi.mock('#data/weekState.ts', () => ({
  useWeekState: () => {
    const duty = useSyncExternalStore(backend.watch, () => backend.duty);
    return { data: useMemo(() => duty && { duty, revision: 1 }, [duty]), error: null };
  },
  saveWeekState: (state: unknown) => {
    backend.weekStates.push(state);
    return Promise.resolve();
  },
}));
vi.mock('#data/publishedWeek.ts', () => ({ usePublishedWeek: () => ({ data: backend.published, error: null }) }));
vi.mock('#data/members.ts', () => {
  const members = new Map([
    ['ha', { name: 'Đỗ Thu Hà' }],
    ['mai', { name: 'Hoàng Thị Mai' }],
  ]);
  return { useMembers: () => members };
});
vi.mock('#data/connection.ts', () => ({ useConnection: () => ({ online: backend.online, since: 0 }) }));
vi.mock('#data/history.ts', () => ({
  useEntryHistory: () => ({ data: backend.history }),
  lastRecord: (_calendar: string, id: string) =>
    Promise.resolve((backend.history as EntryHistory[]).find(({ entry }) => entry.id === id) ?? null),
}));
/** Entries of other weeks and calendars stand as the page has them, but those deleted there. */
vi.mock('#data/readEntry.ts', () => ({
  readEntry: (entry: Entry) =>
    Promise.resolve((backend.history as EntryHistory[]).some(({ entry: { id } }) => id === entry.id) ? null : entry),
}));
vi.mock('#data/moveEntry.ts', async () => {
  const { saveEntry } = await import('#data/saveEntry.ts');
  return {
    moveEntry: (entry: Entry, from: StoredEntry, hidden?: EntryPrivate) =>
      saveEntry(entry, null, hidden).then(() => {
        if (backend.refuseDeletion) throw new DataError('forbidden');
        backend.deleted.push(from);
      }),
  };
});
vi.mock('#data/acceptedClashes.ts', () => ({
  useAcceptedClashes: () => ({ data: useSyncExternalStore(backend.watch, () => backend.accepted) }),
  acceptClash: (_calendar: string, _week: string, standing: string, reason: string) => {
    backend.accepted = [{ id: 'a1', standing, reason, by: 'ha', at: 1_764_000_000_000 }];
    backend.tell();
    return Promise.resolve();
  },
  takeAcceptanceBack: () => {
    backend.accepted = [];
    backend.tell();
    return Promise.resolve();
  },
}));
vi.mock('#data/absences.ts', () => ({
  useAbsencesOf: () => ({ data: useSyncExternalStore(backend.watch, () => backend.absences), error: null }),
  saveAbsence: (saved: { id: string }) => {
    backend.absences = backend.absences.map((one) => ((one as typeof saved).id === saved.id ? saved : one));
    backend.tell();
    return Promise.resolve();
  },
}));
vi.mock('#data/presence.ts', () => ({ usePresence: () => backend.others }));
vi.mock('#data/deletedEntries.ts', () => ({ useDeletedEntries: () => ({ data: backend.history, error: null }) }));
vi.mock('#data/entryPrivate.ts', () => ({
  useEntryPrivate: () => ({ data: null, error: null }),
  readEntryPrivate: () => Promise.resolve(backend.hidden),
}));
vi.mock('#data/deleteEntry.ts', () => ({
  deleteEntry: (entry: unknown) => {
    if (backend.refuseDeletion) return Promise.reject(new DataError('forbidden'));
    backend.deleted.push(entry);
    return Promise.resolve();
  },
}));
vi.mock('#data/saveEntry.ts', () => ({
  newEntryId: () => `new${backend.answers.length}`, // every new one is saved before the next is named
  saveEntry: (entry: Entry, base: StoredEntry | Deletion | null, hidden?: unknown) =>
    new Promise<void>((accept, refuse) => {
      backend.answers.push({ entry, base, hidden, accept, refuse });
      const stored = { ...entry, revision: revisionAfter(base), updatedBy: 'mai', updatedAt: 1, pending: true };
      backend.entries = [...(backend.entries as Shown[]).filter(({ id }) => id !== entry.id), stored];
      backend.tell();
    }),
}));

const { EditWeek } = await import('./EditWeek.tsx');
const { readyAll } = await import('./openedParts.ts');
beforeAll(() => readyAll());

export const board: Calendar = {
  id: 'board',
  name: 'Ban Giám đốc',
  shortName: 'BGĐ',
  kind: 'board',
  order: 0,
  active: true,
};
export const position = [{ title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: null, from: null, to: null }];
export const directory: Directory = {
  people: new Map([['van', { id: 'van', name: 'Nguyễn Thị Hồng Vân', positions: position, order: 1, public: true }]]),
  calendars: new Map([
    ['board', board],
    ['gdtrh', { ...board, id: 'gdtrh', name: 'Phòng Giáo dục Trung học', shortName: 'Phòng GDTrH', kind: 'division' }],
  ]),
  rooms: new Map([['p1', { id: 'p1', name: 'Phòng họp số 1', seats: null, order: 1, active: true }]]),
  vehicles: new Map(),
};

const hours = (start: number, end: number) => ({ start, end });
const settings = {
  name: '',
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  replacesInvitation: true,
  sessions: { morning: hours(450, 690), afternoon: hours(810, 1020), evening: hours(1140, 1290) },
};

export const first = storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu' }, 1, 'e1');
export const second = storedOf({ time: '14h', content: 'Họp Hội đồng' }, 1, 'e2');

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal('CSS', { escape: (text: string) => text }); // jsdom has none; the ids here need none
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
  Object.assign(backend, {
    entries: [first, second],
    elsewhere: [],
    lastWeek: [],
    past: [],
    holidays: [],
    present: [],
    answers: [],
    deleted: [],
    history: [],
    others: [],
    accepted: [],
    absences: [],
    weekStates: [],
    duty: null,
    refuseDeletion: false,
    published: null,
    online: true,
    hidden: null,
    series: [],
    seriesWrites: [],
    refuseSeries: false,
    later: [],
    roles: [],
  });
});
afterEach(cleanup);

export const open = () => render(<EditWeek calendar="board" week={WEEK} />);
export const line = (name: RegExp) => screen.getByRole('row', { name });
export const press = (key: string, more: object = {}) => fireEvent.keyDown(document.activeElement!, { key, ...more });
export const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
export const focusLine = (name: RegExp) => act(() => line(name).focus());
/** A button of the note at the foot of the page. */
export const inNote = (name: string) =>
  within(document.querySelector<HTMLElement>('.toast')!).getByRole('button', { name });
export const lastSave = () => backend.answers.at(-1)!;

export { backend, EditWeek };
