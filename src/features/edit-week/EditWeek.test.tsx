// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { DataError } from '#data/errors.ts';
import { savedBy, storedOf, WEEK } from '#domain/fixtures.ts';
import {
  backend,
  directory,
  EditWeek,
  first,
  focusLine,
  inNote,
  lastSave,
  line,
  open,
  press,
  second,
  show,
  type,
} from './testPage.tsx';
import type { Shown } from './testPage.tsx';
import type { Entry, StoredEntry } from '#domain/entry.ts';

test('a key press and a colleague’s save draw their own line, not the week', () => {
  let drawn = 0;
  const watched = {
    ...second,
    get gatheringPoint() {
      drawn += 1;
      return second.gatheringPoint;
    },
  };
  backend.entries = [first, watched];
  open();
  expect(drawn).toBeGreaterThan(0);
  drawn = 0;
  focusLine(/Rà soát/);
  press('Enter');
  type('Nội dung', 'Rà soát lần hai');
  press('Escape');
  show([savedBy(first, 'ha', { content: 'Rà soát lần ba' }), watched] as Shown[]);
  expect(line(/Rà soát lần ba/)).toBeDefined();
  expect(drawn).toBe(0);
});

describe('with the keyboard alone', () => {
  test('the table is one Tab stop, and the arrows go through lines and empty days', () => {
    open();
    const grid = screen.getByRole('grid');
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    focusLine(/Rà soát/);
    press('ArrowDown');
    expect(document.activeElement).toBe(line(/Họp Hội đồng/));
    press('ArrowUp');
    press('ArrowUp');
    expect(document.activeElement).toHaveProperty('textContent', 'Không có lịch');
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });
  test('each line says its day, which the arrows pass by', () => {
    open();
    expect(screen.getByRole('row', { name: /Rà soát/ })).toBe(
      screen.getByRole('row', { name: /Rà soát/, description: 'Thứ ba 24/11' }),
    );
    expect(screen.getByRole('row', { name: 'Không có lịch', description: 'Thứ hai 23/11' })).toBeTruthy();
    expect(screen.getByRole('row', { name: 'Không có lịch', description: 'Thứ sáu 27/11' })).toBeTruthy();
  });
  test('Enter edits, Enter saves, and the line keeps the focus', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    expect(document.activeElement).toBe(screen.getByLabelText('Giờ'));
    type('Giờ', '9 giờ 15');
    expect(await screen.findByText('→ 09:15')).toBeTruthy();
    press('Enter');
    expect(lastSave()).toMatchObject({ base: first, entry: { time: { start: 555 } } });
    expect(document.activeElement).toBe(line(/09:15/));
    await act(async () => lastSave().accept());
    expect(localStorage.length).toBe(0);
  });
  test('letters and Enter before the next frame: the letters stand and are saved, the line is closed', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '9h15');
    expect(screen.getByLabelText('Giờ')).toHaveProperty('value', '9h15');
    press('Enter');
    expect(lastSave()).toMatchObject({ base: first, entry: { time: { start: 555 } } });
    expect(screen.queryByLabelText('Giờ')).toBeNull();
    expect(line(/09:15/)).toBeTruthy();
  });
  test('a wrong time stays as typed, says what to do beside the field, and takes the focus', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '25h');
    press('Enter');
    const field = screen.getByLabelText('Giờ');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field).toHaveProperty('value', '25h');
    const notes = field
      .getAttribute('aria-describedby')!
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(notes.join()).toContain('Chưa rõ giờ');
    expect(backend.answers).toHaveLength(0);
  });
  test('Escape drops the edit, and the toast brings it back', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Lỡ tay');
    press('Escape');
    expect(document.activeElement).toBe(line(/Rà soát/));
    expect(backend.answers).toHaveLength(0);
    fireEvent.click(inNote('Hoàn tác'));
    expect(screen.getByLabelText('Nội dung')).toHaveProperty('value', 'Lỡ tay');
  });
  test('a line opened while its first save is on its way, and left by Escape, has dropped nothing', () => {
    open();
    focusLine(/Rà soát/);
    press('d');
    type('Giờ', '10h');
    press('Enter');
    // The SDK tells of it at once, still to be confirmed.
    const entry = lastSave().entry as Entry;
    show([first, { ...storedOf({}, 1, entry.id), ...entry, pending: true }]);
    focusLine(/10:00/);
    press('Enter');
    press('Escape');
    expect(screen.queryByText('Đã bỏ những gì vừa gõ')).toBeNull();
    expect(document.activeElement).toBe(line(/10:00/));
  });
  test('Enter on an empty day adds to it; left empty, the line is gone again', () => {
    open();
    const emptyDay = () => screen.getAllByText('Không có lịch')[1]!.closest('tr')!; // Wednesday
    act(() => emptyDay().focus());
    press('Enter');
    expect(screen.getByRole('row', { name: 'Mục mới' })).toBeTruthy();
    press('Escape');
    expect(screen.queryByRole('row', { name: 'Mục mới' })).toBeNull();
    act(() => emptyDay().focus());
    press('Enter');
    type('Giờ', 'sáng');
    type('Nội dung', 'Tiếp công dân');
    press('Enter');
    expect(lastSave()).toMatchObject({
      base: null,
      entry: { date: '2026-11-25', content: 'Tiếp công dân', time: { session: 'morning' } },
    });
  });
  test('H asks for a reason before it cancels', () => {
    open();
    focusLine(/Rà soát/);
    press('h');
    const dialog = screen.getByRole('dialog', { name: /Rà soát chỉ tiêu/ });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hủy mục này' }));
    expect(within(dialog).getByText(/Ghi lý do/)).toBeTruthy();
    expect(backend.answers).toHaveLength(0);
    fireEvent.change(within(dialog).getByLabelText('Lý do (công khai)'), { target: { value: 'Bận việc đột xuất' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hủy mục này' }));
    expect(lastSave()).toMatchObject({ entry: { status: 'cancelled', reason: 'Bận việc đột xuất' } });
  });
  test('a reason that is too long is not cut, and nothing is done', () => {
    open();
    focusLine(/Rà soát/);
    press('h');
    const field = screen.getByLabelText<HTMLTextAreaElement>('Lý do (công khai)');
    fireEvent.change(field, { target: { value: 'x'.repeat(501) } });
    fireEvent.click(screen.getByRole('button', { name: 'Hủy mục này' }));
    expect(screen.getByText('Lý do dài quá 500 ký tự. Rút gọn lại.')).toBeDefined();
    expect([field.maxLength, field.value.length]).toEqual([-1, 501]);
    expect(document.activeElement).toBe(field);
    expect(backend.answers).toHaveLength(0);
  });
  test('a reason that was being typed is there again after a crash, and gone once it is dropped or given', () => {
    const ask = () => {
      open();
      focusLine(/Rà soát/);
      press('h');
      return within(screen.getByRole('dialog')).getByLabelText<HTMLTextAreaElement>('Lý do (công khai)');
    };
    fireEvent.change(ask(), { target: { value: 'Bận việc đột' } });
    cleanup();
    expect(ask().value).toBe('Bận việc đột');
    fireEvent.click(screen.getByRole('button', { name: /Đóng/ }));
    cleanup();
    expect(ask().value).toBe('');
    fireEvent.change(screen.getByLabelText('Lý do (công khai)'), { target: { value: 'Bận' } });
    fireEvent.click(screen.getByRole('button', { name: 'Hủy mục này' }));
    expect(Object.keys(localStorage).filter((key) => key.includes('@form'))).toEqual([]);
  });
  test('no button that closes a dialog is called Hủy', () => {
    open();
    focusLine(/Rà soát/);
    press('h');
    fireEvent.click(screen.getByRole('button', { name: /Đóng/ }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Hủy' })).toBeNull();
    expect(backend.answers).toHaveLength(0);
  });
  test('Alt and an arrow move the entry a day, not out of the week', () => {
    open();
    focusLine(/Rà soát/);
    press('ArrowDown', { altKey: true });
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-25' } });
    show([storedOf({ date: '2026-11-23', content: 'Đầu tuần' }, 1, 'e3')]);
    focusLine(/Đầu tuần/);
    press('ArrowUp', { altKey: true });
    expect(backend.answers).toHaveLength(1);
  });
  test('a line that moves to another day keeps the focus, also when the move comes later', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    press('Escape');
    show([{ ...storedOf({ date: '2026-11-27', content: 'Rà soát chỉ tiêu' }, 2, 'e1') }, second]);
    expect(document.activeElement).toBe(line(/Rà soát/));
  });
  test('N and ? work from a button and from the page itself, ↓ from the page goes to the table', async () => {
    open();
    const main = document.body.appendChild(document.createElement('main'));
    main.id = 'main';
    main.tabIndex = -1;
    act(() => main.focus());
    press('n', { isComposing: true });
    expect(document.activeElement).toBe(main);
    press('n');
    expect(document.activeElement).toBe(screen.getByLabelText('Nhập nhanh'));
    act(() => screen.getByRole('button', { name: 'Hoàn tác' }).focus());
    press('ArrowDown'); // a button's own
    press('?');
    expect(await screen.findByRole('dialog', { name: 'Phím tắt' })).toBeTruthy();
    press('n');
    expect(document.activeElement).not.toBe(screen.getByLabelText('Nhập nhanh'));
    fireEvent.click(screen.getByRole('button', { name: /^Đóng/ }));
    act(() => main.focus());
    press('ArrowDown');
    expect(document.activeElement).toBe(screen.getAllByRole('row', { name: 'Không có lịch' })[0]); // of Monday
    main.remove();
  });

  test('a line that a drawing leaves out has the focus again when it comes back, unless the hand went on', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    press('Escape'); // sends the focus to the line
    show([second]);
    show([second]);
    show([first, second]);
    expect(document.activeElement).toBe(line(/Rà soát/));
    show([second]);
    fireEvent.pointerDown(document.body);
    show([first, second]);
    expect(document.activeElement).not.toBe(line(/Rà soát/));
  });
  test('letters do nothing in a field, nor while an input method is composing', () => {
    open();
    focusLine(/Rà soát/);
    press('n', { isComposing: true });
    expect(screen.queryByRole('row', { name: 'Mục mới' })).toBeNull();
    press('Enter');
    press('h');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

test('the time is selected when a row opens; the content keeps what is selected, else the caret goes to its end', () => {
  open();
  focusLine(/Rà soát/);
  press('Enter');
  const time = screen.getByLabelText<HTMLInputElement>('Giờ');
  expect([time.selectionStart, time.selectionEnd]).toEqual([0, '08:30'.length]);
  const content = screen.getByLabelText<HTMLTextAreaElement>('Nội dung');
  content.setSelectionRange(0, 0);
  act(() => content.focus());
  expect(content.selectionStart).toBe('Rà soát chỉ tiêu'.length);
  act(() => time.focus());
  content.select();
  act(() => content.focus());
  expect(content.selectionStart).toBe(0);
});

describe('leaving a row', () => {
  test('the focus going elsewhere saves it', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát lại');
    focusLine(/Họp Hội đồng/);
    expect(lastSave()).toMatchObject({ entry: { content: 'Rà soát lại' } });
  });
  test('leaving the page saves it', () => {
    const { unmount } = open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát lại');
    unmount();
    expect(lastSave()).toMatchObject({ entry: { content: 'Rà soát lại' } });
  });
});

describe('people and places', () => {
  test('a name is offered while typing, Enter takes it, and the next Enter saves', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const field = screen.getByRole('combobox', { name: 'Chủ trì' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'vân' } });
    expect(screen.getByRole('option', { name: 'PGĐ Nguyễn Thị Hồng Vân', selected: true })).toBeTruthy();
    press('Enter');
    expect(backend.answers).toHaveLength(0);
    press('Enter');
    expect(lastSave()).toMatchObject({ entry: { chairs: ['person:van'] } });
  });
  test('words written lately are offered too, found without marks', () => {
    backend.past = [storedOf({ time: '8h', content: 'Họp', place: 'Trụ sở UBND tỉnh' }, 1, 'past')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    act(() => screen.getByRole('combobox', { name: 'Địa điểm' }).focus());
    type('Địa điểm', 'ubnd');
    expect(screen.getByRole('option', { name: 'Trụ sở UBND tỉnh', selected: true })).toBeTruthy();
    press('Enter');
    press('Enter');
    expect((lastSave().entry as Entry).place).toBe('text:Trụ sở UBND tỉnh');
  });
  test('the list that is open stays as it is while colleagues write: Enter takes what is pointed at', () => {
    const past = (place: string, id: string) => storedOf({ time: '8h', content: 'Họp', place }, 1, id);
    backend.past = [past('Hội trường A', 'p1'), past('Hội trường A', 'p2'), past('Hội trường B', 'p3')];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    act(() => screen.getByRole('combobox', { name: 'Địa điểm' }).focus());
    type('Địa điểm', 'hội trường');
    expect(screen.getByRole('option', { name: 'Hội trường A', selected: true })).toBeTruthy();
    backend.past = [past('Hội trường B', 'p3'), past('Hội trường B', 'p4'), past('Hội trường A', 'p5')];
    show([first, savedBy(second, 'ha', { place: 'Hội trường B' })]);
    expect(screen.getByRole('option', { name: 'Hội trường A', selected: true })).toBeTruthy();
    press('Enter');
    press('Enter');
    expect((lastSave().entry as Entry).place).toBe('text:Hội trường A');
  });
  test('what no list holds is kept as typed when the field is left', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const field = screen.getByRole('combobox', { name: 'Thành phần' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'bên thuế' } });
    act(() => screen.getByRole('combobox', { name: 'Địa điểm' }).focus());
    expect(screen.getByRole('button', { name: 'Bỏ bên thuế' })).toBeTruthy();
    press('Enter');
    expect(lastSave()).toMatchObject({ entry: { attendees: ['text:bên thuế'] } });
  });
  test('a room’s name typed in full is the room', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const field = screen.getByRole('combobox', { name: 'Địa điểm' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'phòng họp số 1' } });
    focusLine(/Họp Hội đồng/);
    expect(lastSave()).toMatchObject({ entry: { place: 'room:p1' } });
  });
  test('Escape closes the list first, and drops the edit second', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const field = screen.getByRole('combobox', { name: 'Địa điểm' });
    act(() => field.focus());
    fireEvent.change(field, { target: { value: 'phòng' } });
    press('Escape');
    expect(screen.getByRole('combobox', { name: 'Địa điểm' })).toHaveProperty('value', 'phòng');
    press('Escape');
    expect(screen.queryByRole('combobox', { name: 'Địa điểm' })).toBeNull();
  });
});

describe('two people on one entry', () => {
  const theirs = savedBy(first, 'ha', { time: '10h', place: 'Hội trường' });
  test('the later save is told who changed what, keeps every word, and saves what is chosen', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '9h');
    type('Nội dung', 'Rà soát kỹ');
    press('Enter');
    await act(async () => {
      backend.entries = [theirs, second];
      lastSave().refuse(new DataError('stale', { current: theirs }));
    });
    act(() => backend.tell());
    expect(line(/Rà soát kỹ/).textContent).toContain('Đỗ Thu Hà đã sửa');
    fireEvent.click(screen.getByRole('button', { name: 'So sánh' }));
    const dialog = screen.getByRole('dialog', { name: /So sánh/ });
    expect(within(dialog).getByRole('radio', { name: /Giờ, Bản đã lưu: 10:00/ })).toHaveProperty('checked', true);
    expect(within(dialog).getByRole('radio', { name: /Nội dung, Bản của bạn: Rà soát kỹ/ })).toHaveProperty(
      'checked',
      true,
    );
    expect(within(dialog).getByRole('radio', { name: /Địa điểm, Bản đã lưu: Hội trường/ })).toHaveProperty(
      'checked',
      true,
    );
    fireEvent.click(within(dialog).getByRole('radio', { name: /Giờ, Bản của bạn: 09:00/ }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Lưu theo lựa chọn' }));
    expect(lastSave()).toMatchObject({
      base: { revision: 2 },
      entry: { time: { start: 540 }, content: 'Rà soát kỹ', place: 'text:Hội trường' },
    });
  });
  test('changes of different fields both stand, unasked, and one step takes back ours alone', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Nội dung', 'Rà soát kỹ');
    press('Enter');
    await act(async () => lastSave().refuse(new DataError('stale', { current: theirs })));
    expect(backend.answers).toHaveLength(1); // what stands is not heard of yet
    show([theirs, second]);
    expect(lastSave()).toMatchObject({
      base: { revision: 2 },
      entry: { time: { start: 600 }, content: 'Rà soát kỹ', place: 'text:Hội trường' },
    });
    expect(screen.getByText(/giữ cả thay đổi của Đỗ Thu Hà và của bạn/, { selector: '.toast *' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'So sánh' })).toBeNull();
  });
  test('who edits an entry that another deletes is told while typing, and can create it again', () => {
    backend.history = [{ revision: 2, action: 'delete', by: 'ha', at: 0, entry: first }];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '9h');
    show([second]);
    expect(screen.getByText(/Đã bị xóa/)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Giờ' }).value).toBe('9h');
    fireEvent.click(screen.getByRole('button', { name: 'So sánh' }));
    fireEvent.click(screen.getByRole('button', { name: 'Tạo lại mục' }));
    press('Enter');
    expect(lastSave()).toMatchObject({ base: { deletedIn: 2 }, entry: { id: 'e1', time: { start: 540 } } });
  });
  test('a colleague moves the entry whose fields are open: nothing jumps, and what is half typed stands', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    const chairs = screen.getByRole('combobox', { name: 'Chủ trì' });
    act(() => chairs.focus());
    fireEvent.change(chairs, { target: { value: 'giám' } });
    show([savedBy(first, 'ha', { date: '2026-11-27', time: '16h' }), second]);
    expect(document.activeElement).toBe(chairs);
    expect(screen.getByRole('combobox', { name: 'Chủ trì' })).toHaveProperty('value', 'giám');
    press('Escape');
    press('Escape');
    expect(document.activeElement).toBe(line(/Rà soát/));
    expect(line(/Rà soát/).closest('tbody')?.dataset['date']).toBe('2026-11-27');
  });
  test('what was a request until its unit withdrew it comes back as the office’s own', () => {
    const request = { ...first, stage: 'requested' } as const;
    backend.entries = [request, second];
    backend.history = [{ revision: 2, action: 'delete', by: 'ha', at: 0, entry: request }];
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '9h');
    show([second]);
    fireEvent.click(screen.getByRole('button', { name: 'So sánh' }));
    fireEvent.click(screen.getByRole('button', { name: 'Tạo lại mục' }));
    press('Enter');
    expect(lastSave()).toMatchObject({ base: { deletedIn: 2 }, entry: { id: 'e1', stage: 'accepted' } });
  });
  test('taking theirs drops ours', async () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    type('Giờ', '9h');
    show([theirs, second]);
    press('Enter');
    expect(backend.answers).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'So sánh' }));
    fireEvent.click(screen.getByRole('button', { name: 'Lấy bản đã lưu' }));
    expect(line(/Rà soát/).textContent).toContain('10:00');
    expect(localStorage.length).toBe(0);
  });
});

test('a question asked of a line that a colleague moves meanwhile gives the focus back to it', () => {
  open();
  focusLine(/Rà soát/);
  press('h');
  const field = screen.getByLabelText('Lý do (công khai)');
  expect(document.activeElement).toBe(field);
  show([savedBy(first, 'ha', { date: '2026-11-27' }), second]);
  expect(document.activeElement).toBe(field);
  fireEvent.click(screen.getByRole('button', { name: /^Đóng/ }));
  expect(document.activeElement).toBe(line(/Rà soát/));
});

test('who else has the week open stands at its head, and on the line under their hands', () => {
  backend.others = [{ uid: 'ha', entries: ['e1'] }];
  open();
  expect(screen.getByText('Đỗ Thu Hà cũng đang mở')).toBeDefined();
  expect(line(/Rà soát/).textContent).toContain('Đỗ Thu Hà đang sửa');
  expect(line(/Họp Hội đồng/).textContent).not.toContain('đang sửa');
  focusLine(/Rà soát/);
  press('Enter'); // it is no lock
  type('Nội dung', 'Rà soát lần hai');
  press('Enter');
  expect(lastSave()).toMatchObject({ entry: { content: 'Rà soát lần hai' } });
});

test('a week issued says how many entries differ since, and which', () => {
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
  expect(screen.getByText('1 mục khác bản đã ban hành')).toBeTruthy();
  expect(line(/Họp Hội đồng/).textContent).toContain('Chưa ban hành');
  expect(line(/Rà soát/).textContent).not.toContain('ban hành');
});

test('unsaved words are back after a reload, and say so', () => {
  const { unmount } = open();
  focusLine(/Rà soát/);
  press('Enter');
  type('Giờ', '25h'); // cannot be saved by leaving
  unmount();
  open();
  expect(line(/25h/).textContent).toContain('Lấy lại từ lần soạn trước');
});

test('each field is found by its label alone, its list open or not', () => {
  render(<EditWeek calendar="board" week={WEEK} />);
  fireEvent.click(screen.getAllByRole('button', { name: /^Thêm mục/ })[0]!);
  for (const label of ['Giờ', 'Nội dung', 'Chủ trì', 'Thành phần', 'Địa điểm']) {
    const field = screen.getByLabelText(label);
    fireEvent.focus(field);
    fireEvent.change(field, { target: { value: 'p' } });
    expect(screen.getByLabelText(label)).toBe(field);
  }
});

test('a calendar that is no longer in use says so, and keeps its name in the list', () => {
  const board = directory.calendars.get('board')!;
  (directory.calendars as Map<string, typeof board>).set('board', { ...board, active: false });
  render(<EditWeek calendar="board" week={WEEK} />);
  expect(screen.getByText(/Lịch này đã ngừng dùng/)).toBeTruthy();
  expect(screen.getByRole('combobox', { name: `Lịch: ${board.name}` })).toBeTruthy();
  (directory.calendars as Map<string, typeof board>).set('board', board);
});

test('without a network the row waits to be sent', () => {
  backend.online = false;
  open();
  focusLine(/Rà soát/);
  press('Enter');
  type('Nội dung', 'Rà soát lại');
  press('Enter');
  expect(line(/Rà soát lại/).textContent).toContain('Chờ gửi');
});

test('the duty leader that a colleague chose stays when the field is left as it was', () => {
  open();
  fireEvent.click(screen.getByRole('button', { name: /Chọn người trực thứ ba/ }));
  const field = screen.getByRole('combobox', { name: /Người trực thứ ba/ });
  act(() => field.focus());
  act(() => {
    backend.duty = { '2026-11-24': 'person:van' };
    backend.tell();
  });
  press('Enter');
  expect(screen.getByRole('button', { name: /^Trực: .*Vân, thứ ba/ })).toBeTruthy();
  expect(backend.weekStates).toEqual([]);
});

test('the duty leader of a day is chosen in place', () => {
  open();
  fireEvent.click(screen.getByRole('button', { name: /Chọn người trực thứ ba/ }));
  const field = screen.getByRole('combobox', { name: /Người trực thứ ba/ });
  act(() => field.focus());
  fireEvent.change(field, { target: { value: 'vân' } });
  press('Enter');
  expect(backend.weekStates).toEqual([expect.objectContaining({ duty: { '2026-11-24': 'person:van' } })]);
});
