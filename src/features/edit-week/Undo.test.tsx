// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { DataError } from '#data/errors.ts';
import { savedBy, storedOf } from '#domain/fixtures.ts';
import {
  backend,
  first,
  focusLine,
  inNote,
  lastSave,
  line,
  open,
  press,
  revisionAfter,
  second,
  show,
  type,
} from './testPage.tsx';
import type { Shown } from './testPage.tsx';
import type { Deletion, Entry, StoredEntry } from '#domain/entry.ts';

describe('deleting', () => {
  const deleted = { deletedIn: 2 };
  test('a draft goes at once; Hoàn tác brings it back under its own name', () => {
    open();
    focusLine(/Rà soát/);
    press('Delete');
    expect(backend.deleted).toEqual([first]);
    show([second]);
    fireEvent.click(inNote('Hoàn tác'));
    expect(lastSave()).toMatchObject({
      base: deleted,
      entry: { id: 'e1', content: 'Rà soát chỉ tiêu', time: { start: 510 } },
    });
    expect(document.activeElement).toBe(line(/Rà soát/));
  });
  test('Hoàn tác before the backend has heard of the deletion does the same; with words not saved, the next one has these', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát, chưa lưu');
    fireEvent.click(screen.getByRole('button', { name: 'Xóa mục' }));
    fireEvent.click(inNote('Hoàn tác'));
    expect(lastSave()).toMatchObject({ base: deleted, entry: { id: 'e1', content: 'Rà soát chỉ tiêu' } });
    await act(async () => lastSave().accept());
    show([{ ...first, revision: 3 }, second] as Shown[]);
    press('z', { ctrlKey: true });
    expect(screen.getByLabelText('Nội dung')).toHaveProperty('value', 'Rà soát, chưa lưu');
    press('Enter');
    expect(lastSave()).toMatchObject({ base: { revision: 3 }, entry: { content: 'Rà soát, chưa lưu' } });
  });
  test('what was brought back already stands as it is', async () => {
    open();
    focusLine(/Rà soát/);
    press('Delete');
    show([second]);
    fireEvent.click(inNote('Hoàn tác'));
    const theirs = { ...savedBy(first, 'ha', { content: 'Bản của Hà' }), revision: 3, pending: false } as Shown;
    await act(async () => lastSave().refuse(new DataError('stale', { current: theirs })));
    show([theirs, second as Shown]);
    expect(line(/Bản của Hà/).textContent).not.toContain('So sánh');
    expect(localStorage.length).toBe(0);
  });
  test('an issued entry cannot be deleted: it is postponed or cancelled', () => {
    const publicOf = (entry: StoredEntry) => ({
      ...entry,
      place: null,
      personIds: [],
      change: null,
      sequence: 0,
      issuedIn: 1,
      changedIn: 1,
    });
    backend.published = { revision: 1, issuedAt: 0, revisionTimes: { 1: 0 }, entries: [publicOf(first)], changes: [] };
    open();
    focusLine(/Rà soát/);
    press('Delete');
    expect(backend.deleted).toEqual([]);
    expect(screen.getByRole('dialog', { name: /Hoãn hoặc hủy/ })).toBeTruthy();
  });
});

describe('what was', () => {
  const was = storedOf({ time: '7h45', content: 'Rà soát chỉ tiêu', place: 'room:p1' }, 1, 'e1', 'ha');
  const record = (entry: StoredEntry, action: string) => ({
    revision: entry.revision,
    action,
    by: entry.updatedBy,
    at: entry.updatedAt,
    entry,
  });
  const now = storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu' }, 2, 'e1', 'mai');
  const openHistory = () => {
    backend.entries = [now, second];
    backend.history = [record(now, 'update'), record(was, 'create')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
  };

  test('each version says who, when, and what from what to what', () => {
    openHistory();
    const items = within(screen.getByText('Lịch sử (2 bản)').closest('details')!)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(items[0]).toMatch(/^Hoàng Thị Mai sửa · \d\d:\d\d \d\d\/\d\d\/\d{4}Giờ: /);
    expect(items[1]).toBe('Giờ: trước là 07:45 → nay là 08:30');
    expect(items[2]).toBe('Địa điểm: trước là Phòng họp số 1 → nay là để trống');
    expect(items[3]).toMatch(/^Đỗ Thu Hà tạo mục · .*Lấy lại bản này$/);
    expect(screen.getAllByRole('button', { name: /^Lấy lại bản này/ })).toHaveLength(1); // the newest stands already
  });

  test('an earlier version comes back as the next revision; Hoàn tác puts back what it put aside, typed words too', async () => {
    openHistory();
    fireEvent.change(screen.getByLabelText('Nội dung', { selector: 'textarea' }), {
      target: { value: 'Rà soát, chưa lưu' },
    });
    fireEvent.click(screen.getByRole('button', { name: /^Lấy lại bản này/ }));
    expect(lastSave()).toMatchObject({
      base: { revision: 2 },
      entry: { time: was.time, content: 'Rà soát chỉ tiêu', place: 'room:p1' },
    });
    await act(async () => lastSave().accept());
    show([{ ...now, ...was, revision: 3, updatedBy: 'mai' } as Shown, second as Shown]);
    expect(document.activeElement).toBe(line(/07:45/));
    expect(screen.getByText(/^Đã lấy lại bản lúc .*, ghi thành bản mới$/)).toBeTruthy();
    fireEvent.click(inNote('Hoàn tác'));
    expect(lastSave()).toMatchObject({
      base: { revision: 3 },
      entry: { time: now.time, content: 'Rà soát, chưa lưu', place: null },
    });
  });

  test('somebody else saved meanwhile: the version is not written over theirs, the line offers both', async () => {
    openHistory();
    show([savedBy(now, 'ha', { content: 'Rà soát lần ba' }) as Shown, second as Shown]);
    fireEvent.click(screen.getByRole('button', { name: /^Lấy lại bản này/ }));
    expect(backend.answers).toEqual([]);
    expect(screen.getByText('Chưa lưu được')).toBeDefined();
  });

  test('a deleted entry is found, with who deleted it, and comes back', () => {
    const gone = storedOf({ time: '10h', content: 'Tiếp đoàn kiểm tra' }, 3, 'e9', 'ha');
    backend.history = [record(gone, 'delete'), record({ ...first, updatedBy: 'ha' }, 'delete')];
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Mục đã xóa…' }));
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toMatch(/Tiếp đoàn kiểm traTạo lạiĐỗ Thu Hà xóa lúc \d/);
    expect(dialog.textContent).toContain('Rà soát chỉ tiêuđã có lại'); // the same stands already
    fireEvent.click(within(dialog).getByRole('button', { name: /^Tạo lại .*Tiếp đoàn kiểm tra$/ }));
    expect(lastSave()).toMatchObject({
      base: { deletedIn: 3 },
      entry: { id: 'e9', content: 'Tiếp đoàn kiểm tra', time: gone.time },
    });
    expect(document.activeElement).toBe(line(/Tiếp đoàn kiểm tra/));
    expect(inNote('Hoàn tác')).toBeDefined();
  });
});

describe('undo and redo', () => {
  const undo = () => fireEvent.keyDown(document.activeElement!, { key: 'z', ctrlKey: true });
  const redo = () => fireEvent.keyDown(document.activeElement!, { key: 'y', ctrlKey: true });
  const told = () =>
    screen.getAllByRole('status').map((place) => (place.querySelector('.toast > span') ?? place).textContent);
  const edit = (name: RegExp, label: string, value: string) => {
    focusLine(name);
    press('Enter');
    type(label, value);
    press('Enter');
  };
  /** The backend took the last save; `by` and `change`: somebody saved after it. */
  const taken = async (by?: string, change: object = {}) => {
    const { entry, base, accept } = lastSave() as {
      entry: Entry;
      base: StoredEntry | Deletion | null;
      accept: () => void;
    };
    const stored = { ...entry, revision: revisionAfter(base), updatedBy: 'mai', updatedAt: 1, pending: false };
    await act(async () => accept());
    show([
      ...(backend.entries as Shown[]).filter(({ id }) => id !== entry.id),
      by ? ({ ...savedBy(stored, by, change), pending: false } as Shown) : stored,
    ]);
  };

  test('a move is taken back, done again, and each says what it was', async () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { altKey: true });
    await taken();
    undo();
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-24' }, base: { revision: 2 } });
    expect(told()).toContain('Đã hoàn tác: dời “Rà soát chỉ tiêu” sang thứ tư 25/11');
    await taken();
    expect(document.activeElement).toBe(line(/Rà soát/));
    redo();
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-25' }, base: { revision: 3 } });
    expect(told()).toContain('Đã làm lại: dời “Rà soát chỉ tiêu” sang thứ tư 25/11');
  });
  test('several acts go back one by one, the last first, without waiting for the backend', () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    edit(/Họp Hội đồng/, 'Nội dung', 'Họp Hội đồng lương');
    fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }));
    expect(lastSave()).toMatchObject({ entry: { id: 'e2', content: 'Họp Hội đồng' } });
    undo();
    expect(lastSave()).toMatchObject({ entry: { id: 'e1', time: { start: 510 } } });
    undo();
    expect(told().join()).toContain('Chưa có gì để hoàn tác');
  });
  test('only what the act touched is put back, onto what others wrote since', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await taken('ha', { content: 'Rà soát chỉ tiêu lớp 10', place: 'Hội trường' });
    undo();
    expect(lastSave()).toMatchObject({
      base: { revision: 3 },
      entry: { time: { start: 510 }, content: 'Rà soát chỉ tiêu lớp 10', place: 'text:Hội trường' },
    });
  });
  test('where somebody changed the same field since, both stand side by side and nothing is overwritten', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await taken('ha', { time: '10h', place: 'Hội trường' });
    undo();
    expect(backend.answers).toHaveLength(1);
    const dialog = screen.getByRole('dialog', { name: /So sánh/ });
    expect(dialog.textContent).toContain('Đỗ Thu Hà đã sửa giờ sau đó');
    expect(within(dialog).queryByText('Địa điểm')).toBeNull();
    fireEvent.click(within(dialog).getByRole('radio', { name: /Giờ, Bản của bạn: 08:30/ }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Lưu theo lựa chọn' }));
    expect(lastSave()).toMatchObject({
      base: { revision: 3 },
      entry: { time: { start: 510 }, place: 'text:Hội trường' },
    });
  });
  test('a comparison that is closed leaves their words and no row of ours', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await taken('ha', { time: '10h' });
    undo();
    fireEvent.click(screen.getByRole('button', { name: /Đóng/ }));
    expect(line(/Rà soát/).textContent).toContain('10:00');
    expect(line(/Rà soát/).textContent).not.toContain('So sánh');
    expect(localStorage.length).toBe(0);
  });
  test('an added entry goes again; one that somebody wrote in stays, and it is said why', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Thêm mục thứ ba 24/11' }));
    type('Giờ', 'sáng');
    type('Nội dung', 'Tiếp công dân');
    press('Enter');
    await taken();
    undo();
    expect(backend.deleted).toEqual([expect.objectContaining({ content: 'Tiếp công dân' })]);
    expect(told()).toContain('Đã hoàn tác: thêm “Tiếp công dân”');
    show([first, second]);
    redo();
    expect(lastSave()).toMatchObject({ base: { deletedIn: 2 }, entry: { content: 'Tiếp công dân' } });
    await taken('ha', { place: 'Trụ sở' });
    undo();
    expect(backend.deleted).toHaveLength(1);
    expect(screen.getByRole('alert').textContent).toContain('Đỗ Thu Hà đã sửa mục này sau đó');
  });
  test('a deleted entry comes back, and what was done to it before can still be undone', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await taken();
    focusLine(/Rà soát/);
    press('Delete');
    show([second]);
    undo();
    const made = lastSave().entry as Entry;
    expect(made).toMatchObject({ content: 'Rà soát chỉ tiêu', time: { start: 540 } });
    expect(made.id).toBe('e1');
    await taken();
    undo();
    expect(lastSave()).toMatchObject({ entry: { id: 'e1', time: { start: 510 } }, base: { revision: 4 } });
  });
  test('a cancellation and its reason are taken back', async () => {
    open();
    focusLine(/Rà soát/);
    press('h');
    fireEvent.change(screen.getByLabelText('Lý do (công khai)'), { target: { value: 'Bận' } });
    fireEvent.click(screen.getByRole('button', { name: 'Hủy mục này' }));
    await taken();
    undo();
    expect(lastSave()).toMatchObject({ entry: { status: 'planned', reason: null } });
    expect(told()).toContain('Đã hoàn tác: hủy “Rà soát chỉ tiêu”');
  });
  test('a duty leader is taken back', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: /Chọn người trực thứ ba/ }));
    const field = screen.getByRole('combobox', { name: /Người trực thứ ba/ });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'vân' } });
    await act(async () => press('Enter'));
    backend.duty = { '2026-11-24': 'person:van' };
    act(() => backend.tell());
    focusLine(/Rà soát/);
    undo();
    expect(backend.weekStates.at(-1)).toMatchObject({ duty: {} });
    expect(told()).toContain('Đã hoàn tác: ghi người trực thứ ba 24/11');
  });
  test('in a text field the key is the browser’s own', () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    focusLine(/Họp Hội đồng/);
    press('Enter');
    expect(undo()).toBe(true); // not prevented
    expect(backend.answers).toHaveLength(1);
  });
  test('a save that was refused is nothing to undo', async () => {
    open();
    edit(/Rà soát/, 'Giờ', '9h');
    await act(async () => lastSave().refuse(new DataError('forbidden')));
    undo();
    expect(told().join()).toContain('Chưa có gì để hoàn tác');
    expect(line(/Rà soát/).textContent).toContain('09:00');
  });
  test('a deletion that was refused is said where it is seen', async () => {
    backend.refuseDeletion = true;
    open();
    focusLine(/Rà soát/);
    await act(async () => press('Delete'));
    expect(screen.getByRole('alert').textContent).toContain('Chưa xóa được “Rà soát chỉ tiêu”');
    undo();
    expect(backend.answers).toHaveLength(0);
  });
});
