// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { answerAs, livingTabs } from '#data/livingTabs.ts';
import { storedOf } from '#domain/fixtures.ts';
import { backend, first, focusLine, lastSave, line, open, press, second, show, type } from './testPage.tsx';

describe('a line that is understood', () => {
  const field = () => screen.getByRole('textbox', { name: 'Nhập nhanh' }) as HTMLInputElement;
  const understood = () => screen.findByRole('group', { name: 'Đã hiểu' });
  const part = (name: RegExp) => screen.findByRole('button', { name });

  test('N goes to it; each part is shown as it will stand, and leads to its words', async () => {
    open();
    focusLine(/Rà soát/);
    press('n');
    expect(document.activeElement).toBe(field());
    type('Nhập nhanh', 't5 14h họp giao ban tại phòng họp 1, chủ trì: pgd van, mời bên thuế');
    const shown = within(await understood())
      .getAllByRole('button')
      .map((button) => button.textContent);
    expect(shown).toEqual([
      'Thứ năm 26/11',
      '14:00',
      'Họp giao ban',
      'PGĐ Nguyễn Thị Hồng Vân',
      'Phòng họp số 1',
      '“bên thuế”',
    ]);
    fireEvent.click(await part(/Phòng họp số 1/));
    expect(document.activeElement).toBe(field());
    expect(field().value.slice(field().selectionStart!, field().selectionEnd!)).toBe('phòng họp 1');
  });

  test('Enter adds the entry, and the empty line waits for the next; the toast takes it back', async () => {
    open();
    type('Nhập nhanh', 't5 14h họp giao ban tại phòng họp 1, chủ trì: PGĐ Vân, mời bên thuế');
    act(() => field().focus());
    press('Enter');
    expect(lastSave()).toMatchObject({
      base: null,
      entry: {
        date: '2026-11-26',
        time: { start: 840 },
        content: 'Họp giao ban, mời bên thuế',
        chairs: ['person:van'],
        place: 'room:p1',
      },
    });
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe('');
    expect(line(/Họp giao ban/)).toBeTruthy();
    await act(async () => lastSave().accept());
    const note = screen.getByText(/^Đã thêm “Họp giao ban, mời bên thuế”, Thứ năm 26\/11, 14:00/).parentElement!;
    fireEvent.click(within(note).getByRole('button', { name: 'Hoàn tác' }));
    expect(backend.deleted).toMatchObject([{ content: 'Họp giao ban, mời bên thuế' }]);
  });

  test('without a day it is the day of the line that one comes from, and Escape goes back there', () => {
    open();
    focusLine(/Họp Hội đồng/);
    press('n');
    type('Nhập nhanh', '9h tiếp công dân');
    press('Escape');
    expect(document.activeElement).toBe(line(/Họp Hội đồng/));
    expect(field().value).toBe('9h tiếp công dân'); // it waits
    press('N');
    press('Enter');
    expect(lastSave()).toMatchObject({ entry: { date: '2026-11-24', content: 'Tiếp công dân' } });
  });

  test.each([
    ['t5 họp giao ban', 'Ghi giờ như 8h30'],
    ['25h họp giao ban', 'Chưa rõ giờ “25h”'],
    ['8h 12/12 họp giao ban', '“12/12” nằm ngoài tuần này'],
    ['t5 8h', 'Ghi nội dung'],
  ])('%j is not added: the line stays and says what to do', (text, says) => {
    open();
    type('Nhập nhanh', text);
    act(() => field().focus());
    press('Enter');
    expect(backend.answers).toEqual([]);
    expect(field().value).toBe(text);
    expect(document.getElementById(field().getAttribute('aria-describedby')!)?.textContent).toContain(says);
  });

  test('what it would clash with is said before it is added, and so is that everything is free', async () => {
    backend.entries = [storedOf({ time: '8h-9h', content: 'Xét thăng hạng', place: 'room:p1' }, 1, 'a')];
    open();
    type('Nhập nhanh', 't3 8h30 họp tại phòng họp 1, chủ trì: PGĐ Vân');
    const clash = await screen.findByRole('list', { name: 'Trùng lịch của mục này' });
    expect(clash.textContent).toContain('Trùng giờPhòng họp số 1 · 08:00–09:00 Xét thăng hạng');
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    show(many.map((id) => storedOf({ time: '8h-9h', content: `Họp ${id}`, place: 'room:p1' }, 1, id)));
    expect(await screen.findByText('và 2 mục nữa')).toBeTruthy();
    expect(within(clash).getAllByRole('listitem')).toHaveLength(5);
    show([]);
    type('Nhập nhanh', 't3 9h30 họp tại phòng họp 1, chủ trì: PGĐ Vân');
    expect(await screen.findByText('09:30–11:30 (tạm tính) thứ ba: PGĐ Vân, Phòng họp số 1 đều trống')).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'Trùng lịch của mục này' })).toBeNull();
  });

  test('nothing happens while an input method composes, and a reload keeps what was typed', () => {
    open();
    type('Nhập nhanh', 't5 8h họp');
    act(() => field().focus());
    press('Enter', { isComposing: true });
    press('Enter', { keyCode: 229 });
    expect(backend.answers).toEqual([]);
    cleanup();
    open();
    expect(field().value).toBe('t5 8h họp');
  });

  test('one of a window that crashed is there in the next; one of a window that lives is not', async () => {
    const other = answerAs('other');
    sessionStorage.setItem('tab', 'other');
    open();
    type('Nhập nhanh', 't5 8h họp');
    cleanup();
    sessionStorage.setItem('tab', 'own');
    open();
    expect(await livingTabs()).toContain('other');
    await act(async () => {});
    expect(field().value).toBe('');
    cleanup();
    other();
    open();
    await waitFor(() => expect(field().value).toBe('t5 8h họp'));
    type('Nhập nhanh', '');
    cleanup();
    open();
    await act(() => livingTabs());
    expect(field().value).toBe('');
  });

  test('pasted lines keep their words apart', () => {
    open();
    fireEvent.paste(field(), { clipboardData: { getData: () => '8h họp giao ban\r\nchủ trì: PGĐ Vân\n' } });
    expect(field().value).toBe('8h họp giao ban, chủ trì: PGĐ Vân');
    type('Nhập nhanh', '');
    fireEvent.paste(field(), { clipboardData: { getData: () => '8h30\tGiao ban\tPhòng họp số 1' } });
    expect(field().value).toBe('8h30 - Giao ban - Phòng họp số 1');
  });

  test('a key press in it draws no line of the table', () => {
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
    drawn = 0;
    type('Nhập nhanh', 't');
    type('Nhập nhanh', 't5 8h họp');
    expect(drawn).toBe(0);
  });
});
