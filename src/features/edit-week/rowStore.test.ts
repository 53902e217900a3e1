// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { draftOf, emptyDraft } from '#domain/entry.ts';
import type { Deletion, Entry, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import type { LocalDate } from '#domain/time.ts';
import { savedBy, storedOf, WEEK } from '#domain/fixtures.ts';
import { createRowStore } from './rowStore.ts';
import { unsavedBox } from '#data/unsaved.ts';

beforeEach(() => localStorage.clear());

class Stale {
  readonly current: StoredEntry | null;
  constructor(current: StoredEntry | null) {
    this.current = current;
  }
}

type Save = (entry: Entry, base: StoredEntry | Deletion | null, hidden?: EntryPrivate) => Promise<void>;

/** An editor's page over week 48 of the board, with a backend that answers when told. */
function page(entries: readonly (StoredEntry & { pending: boolean })[], tab = 'a') {
  const answers: { resolve: () => void; reject: (cause: unknown) => void }[] = [];
  const save = vi.fn<Save>(() => new Promise<void>((resolve, reject) => void answers.push({ resolve, reject })));
  const box = unsavedBox(localStorage, 'mai', 'board', WEEK);
  let made = 0;
  const store = createRowStore({
    calendar: 'board',
    week: WEEK,
    tab,
    box,
    save,
    newId: () => `new${++made}`,
    given: () => () => {},
    failure: (cause) => (cause instanceof Stale ? { stale: cause.current } : { refusal: String(cause) }),
  });
  const show = (shown: readonly (StoredEntry & { pending: boolean })[]) =>
    store.hear(new Map(shown.map((entry) => [entry.id, entry])));
  show(entries);
  const answered = async (act: () => void) => {
    act();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    store,
    save,
    box,
    show,
    row: (id = 'e1') => store.get().byId.get(id),
    accept: (n = 0) => answered(() => answers[n]!.resolve()),
    reject: (cause: unknown, n = 0) => answered(() => answers[n]!.reject(cause)),
  };
}

const first = storedOf();

describe('saving', () => {
  test('leaving a changed row saves it after what stood there, and it is gone once confirmed', async () => {
    const { store, save, row, box, accept } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h15' });
    expect(store.leave('e1')).toBe('saving');
    expect(save).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ time: { session: null, start: 555, end: null } }),
      first,
    );
    expect(row()?.phase).toBe('saving');
    expect(box.all().size).toBe(1);
    await accept();
    expect(row()).toBeUndefined();
    expect(box.all().size).toBe(0);
  });
  // The backend stopped before it confirmed; the SDK sends the save again, and its revision is there already.
  test.each(['heard before the refusal', 'heard after the refusal'])(
    'a new entry that seemed refused had been taken, %s: nothing is left to say',
    async (when) => {
      const { store, row, box, show, reject } = page([]);
      const id = store.add('2026-11-25' as LocalDate, draftOf(first));
      expect(store.leave(id)).toBe('saving');
      const taken = { ...first, id, revision: 1 };
      if (when === 'heard before the refusal') show([taken]);
      await reject('forbidden');
      if (when === 'heard after the refusal') show([taken]);
      expect(row(id)).toBeUndefined();
      expect(box.all().size).toBe(0);
    },
  );
  test('a changed entry that seemed refused after it was heard had been taken', async () => {
    const { store, row, show, reject } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h15' });
    store.leave('e1');
    show([{ ...savedBy(first, 'mai', { time: '9h15' }), pending: false }]);
    await reject('forbidden');
    expect(row()).toBeUndefined();
  });
  test('leaving a row in which nothing was changed saves nothing', () => {
    const { store, save, row } = page([first]);
    store.open('e1');
    store.type('e1', { time: '8 giờ 30' });
    expect(store.leave('e1')).toBe('unchanged');
    expect(save).not.toHaveBeenCalled();
    expect(row()).toBeUndefined();
  });
  test('a row that cannot be read keeps every letter and says why', () => {
    const { store, save, row, box } = page([first]);
    store.open('e1');
    store.type('e1', { time: '25h' });
    expect(store.leave('e1')).toBe('invalid');
    expect(row()).toMatchObject({ phase: 'invalid', draft: { time: '25h' }, errors: { time: 'timeUnknown' } });
    expect(store.get().open).toBeNull();
    expect(box.all().get('e1')?.draft.time).toBe('25h');
    expect(save).not.toHaveBeenCalled();
  });
  test('typing in a wrong field takes its error away, and only its own', () => {
    const { store, row } = page([first]);
    store.open('e1');
    store.type('e1', { time: '25h', content: ' ' });
    store.leave('e1', true);
    store.type('e1', { time: '15h' });
    expect(row()?.errors).toEqual({ content: 'contentMissing' });
    expect(store.get().open).toBe('e1');
  });
  test('a new entry changed again before the store has shown it follows the save on its way', async () => {
    const { store, save, row, accept } = page([]);
    const id = store.add('2026-11-24' as LocalDate);
    store.type(id, { time: '19h', content: 'Họp' });
    store.leave(id);
    store.open(id);
    store.type(id, { time: '20h' });
    expect(store.leave(id)).toBe('saving');
    expect(save.mock.calls[1]?.[1]).toMatchObject({ id, revision: 1, time: { start: 1140 } });
    await accept(0);
    await accept(1);
    expect(row(id)).toBeUndefined();
  });
  test('a stored entry changed twice before the store has shown the first change follows it', () => {
    const { store, save } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h15' });
    store.leave('e1');
    store.open('e1');
    store.type('e1', { time: '9h45' });
    expect(store.leave('e1')).toBe('saving');
    expect(save.mock.calls[1]?.[1]).toMatchObject({ revision: first.revision + 1, time: { start: 555 } });
  });
  test('a save that is refused while its row is changed again no longer counts', async () => {
    const { store, save, row, reject } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h15' });
    store.leave('e1');
    store.open('e1');
    store.type('e1', { time: '9h45' });
    await reject('forbidden');
    expect(row()).toMatchObject({ draft: { time: '9h45' } });
    store.leave('e1');
    expect(save.mock.calls[1]?.[1]).toEqual(first);
  });
  test('a refused save keeps what was typed, and saving again goes after the same entry', async () => {
    const { store, save, row, reject, box } = page([first]);
    store.open('e1');
    store.type('e1', { content: 'Mới' });
    store.leave('e1');
    await reject('forbidden');
    expect(row()).toMatchObject({ phase: 'refused', refusal: 'forbidden', draft: { content: 'Mới' } });
    expect(box.all().size).toBe(1);
    store.open('e1');
    expect(store.leave('e1')).toBe('saving');
    expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ content: 'Mới' }), first);
  });
  test('an entry keeps its stage', () => {
    const request = { ...first, stage: 'requested' as const };
    const { store, save } = page([request]);
    store.open('e1');
    store.type('e1', { content: 'Mới' });
    store.leave('e1');
    expect(save.mock.calls[0]![0].stage).toBe('requested');
  });
  test('link and note go with the entry when they were touched, and not otherwise', () => {
    const { store, save } = page([first, storedOf({}, 1, 'e2')]);
    store.open('e1');
    store.typeInternal('e1', { meetingLink: ' https://hop.example ', note: '' });
    expect(store.leave('e1')).toBe('saving');
    expect(save.mock.calls[0]![2]).toEqual({ meetingLink: 'https://hop.example', note: null });
    store.open('e2');
    store.type('e2', { content: 'Mới' });
    store.leave('e2');
    expect(save.mock.calls[1]).toHaveLength(2);
  });
});

describe('letters', () => {
  test('are kept on this machine and saved at once; the page is told after the frame that shows them', async () => {
    const { store, save, box, row } = page([first]);
    store.open('e1');
    const told = vi.fn();
    store.subscribe(told);
    store.letters('e1', { content: 'Họp' });
    expect(told).not.toHaveBeenCalled();
    expect(box.all().get('e1')?.draft.content).toBe('Họp');
    expect(row()?.draft.content).toBe('Họp');
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
    store.letters('e1', { content: 'Họp giao ban' });
    expect(store.leave('e1')).toBe('saving');
    expect(save).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ content: 'Họp giao ban' }), first);
  });
});

describe('a new row', () => {
  const monday = '2026-11-23' as LocalDate;
  test('left with nothing typed it leaves no trace', () => {
    const { store, save } = page([]);
    const id = store.add(monday);
    expect(store.leave(id)).toBe('dropped');
    expect(store.get()).toMatchObject({ open: null });
    expect(store.get().byId.size).toBe(0);
    expect(save).not.toHaveBeenCalled();
  });
  test('with a time and a content it is created on its day', () => {
    const { store, save } = page([]);
    const id = store.add(monday);
    store.type(id, { time: 'sáng', content: 'Tiếp công dân' });
    expect(store.leave(id)).toBe('saving');
    expect(save).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ id, date: monday, content: 'Tiếp công dân' }),
      null,
    );
  });
  test('with a content alone it asks for the time', () => {
    const { store, row } = page([]);
    const id = store.add(monday);
    store.type(id, { content: 'Tiếp công dân' });
    expect(store.leave(id, true)).toBe('invalid');
    expect(row(id)?.errors).toEqual({ time: 'timeMissing' });
  });
});

describe('somebody else was first', () => {
  const theirs = savedBy(first, 'ha', { place: 'Hội trường' });
  test('a save that the backend finds stale keeps both versions', async () => {
    const { store, row, reject } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h' });
    store.leave('e1');
    await reject(new Stale(theirs));
    expect(row()).toMatchObject({ phase: 'stale', theirs, draft: { time: '9h' }, origin: first });
  });
  test('a change heard while typing stops the save before it is sent', () => {
    const { store, save, row, show } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h' });
    show([theirs]);
    expect(store.leave('e1')).toBe('stale');
    expect(save).not.toHaveBeenCalled();
    expect(row()).toMatchObject({ phase: 'stale', theirs, draft: { time: '9h' } });
  });
  test('somebody else typed the very same: nothing is left to say', () => {
    const { store, save, row, show } = page([first]);
    store.open('e1');
    store.type('e1', { place: 'Hội trường' });
    show([theirs]);
    expect(store.leave('e1')).toBe('unchanged');
    expect(save).not.toHaveBeenCalled();
    expect(row()).toBeUndefined();
  });
  test('a deletion heard while typing keeps the words', () => {
    const { store, row, show } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h' });
    show([]);
    expect(store.leave('e1')).toBe('stale');
    expect(row()).toMatchObject({ phase: 'stale', theirs: null, draft: { time: '9h' } });
  });
  test('settled, the chosen words follow what now stands', async () => {
    const { store, save, row, show, accept } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h' });
    show([theirs]);
    store.leave('e1');
    expect(store.settle('e1', { ...draftOf(theirs), time: '9h' })).toBe('saving');
    expect(save).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ place: 'text:Hội trường', time: expect.objectContaining({ start: 540 }) }),
      theirs,
    );
    await accept();
    expect(row()).toBeUndefined();
  });
  test('choosing their version in every field saves nothing', () => {
    const { store, save, row, show } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h' });
    show([theirs]);
    store.leave('e1');
    expect(store.settle('e1', draftOf(theirs))).toBe('unchanged');
    expect(save).not.toHaveBeenCalled();
    expect(row()).toBeUndefined();
  });
  test('editing again while the first save is on its way measures both edits against the same beginning', async () => {
    const { store, row, show, reject } = page([first]);
    store.open('e1');
    store.type('e1', { time: '9h' });
    store.leave('e1');
    const pending = { ...storedOf({ time: '9h' }, 2), pending: true };
    show([pending]);
    store.open('e1');
    store.type('e1', { content: 'Mới' });
    store.leave('e1');
    show([theirs]);
    await reject(new Stale(theirs), 0);
    expect(row()?.phase).toBe('saving'); // the answer to the first edit does not close the second
    await reject(new Stale(theirs), 1);
    expect(row()).toMatchObject({ phase: 'stale', origin: first, draft: { time: '09:00', content: 'Mới' } });
  });
});

describe('dropping', () => {
  test('Escape forgets the words here and on this machine; taking it up again brings them back', () => {
    const { store, row, box } = page([first]);
    store.open('e1');
    store.type('e1', { content: 'Lỡ tay' });
    const dropped = store.drop('e1')!;
    expect(row()).toBeUndefined();
    expect(box.all().size).toBe(0);
    store.takeUp(dropped);
    expect(row()).toMatchObject({ draft: { content: 'Lỡ tay' } });
    expect(store.get().open).toBe('e1');
    expect(box.all().size).toBe(1);
  });
});

describe('after a reload or a crash', () => {
  const lost = (sent: boolean, tab = 'a', draft = { ...draftOf(first), content: 'Dở dang' }) =>
    unsavedBox(localStorage, 'mai', 'board', WEEK).keep('e1', {
      draft,
      internal: null,
      origin: first,
      deletion: null,
      sent,
      tab,
    });
  test('this tab finds its words again', () => {
    lost(false);
    const { store, row } = page([first]);
    store.restore(() => true);
    expect(row()).toMatchObject({ restored: true, phase: 'editing', draft: { content: 'Dở dang' } });
  });
  test('words of a window that is still open are left to it, those of a closed one are not', () => {
    lost(false, 'b');
    const { store, row } = page([first]);
    store.restore((name) => name === 'b');
    expect(row()).toBeUndefined();
    store.restore(() => false);
    expect(row()).toMatchObject({ restored: true });
  });
  test('words whose entry has moved on are shown as such', () => {
    lost(false);
    const theirs = savedBy(first, 'ha', { place: 'Hội trường' });
    const { store, row } = page([theirs]);
    store.restore(() => true);
    expect(row()).toMatchObject({ phase: 'stale', theirs });
  });
  test('a save that arrived after all is forgotten in silence', () => {
    lost(true);
    const { store, row, box } = page([storedOf({ content: 'Dở dang' }, 2)]);
    store.restore(() => true);
    expect(row()).toBeUndefined();
    expect(box.all().size).toBe(0);
  });
  test('a save still on its way waits for its end: not taken, it is sent again', () => {
    lost(true);
    const { store, row, show, save } = page([{ ...storedOf({ content: 'Dở dang' }, 2), pending: true }]);
    store.restore(() => true);
    expect(row()).toBeUndefined();
    expect(save).not.toHaveBeenCalled();
    show([first]);
    expect(row()).toMatchObject({ phase: 'saving', draft: { content: 'Dở dang' } });
    expect(save).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ content: 'Dở dang' }), first);
  });
  test('a save that went down with its page is sent again; over a colleague’s it is compared first', () => {
    lost(true);
    const theirs = savedBy(first, 'ha', { place: 'Hội trường' });
    const { store, row, save } = page([theirs]);
    store.restore(() => true);
    expect(row()).toMatchObject({ phase: 'stale', theirs });
    expect(save).not.toHaveBeenCalled();
  });
  test('sent again and refused, its words stay and say why', async () => {
    lost(true);
    const { store, row, box, reject } = page([first]);
    store.restore(() => true);
    await reject('forbidden');
    expect(row()).toMatchObject({ phase: 'refused', refusal: 'forbidden' });
    expect(box.all().get('e1')?.draft.content).toBe('Dở dang');
  });
  test('a new entry that was never sent stands on its day', () => {
    unsavedBox(localStorage, 'mai', 'board', WEEK).keep('n1', {
      draft: { ...emptyDraft('2026-11-25'), content: 'Mục mới' },
      internal: null,
      origin: null,
      deletion: null,
      sent: false,
      tab: 'a',
    });
    const { store, row } = page([first]);
    store.restore(() => true);
    expect(row('n1')).toMatchObject({ origin: null, phase: 'editing', restored: true });
  });
});

test('moving an entry to another day saves it at once, without opening it', () => {
  const { store, save } = page([first]);
  expect(store.change(first, { date: '2026-11-25' })).toBe('saving');
  expect(store.get().open).toBeNull();
  expect(save).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ date: '2026-11-25', lastDate: '2026-11-25' }),
    first,
  );
});
