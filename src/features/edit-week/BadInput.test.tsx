// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { DataError } from '#data/errors.ts';
import type { Entry, StoredEntry } from '#domain/entry.ts';
import { storedOf } from '#domain/fixtures.ts';
import { backend, focusLine, lastSave, line, open, press, second, show, type, type Shown } from './testPage.tsx';

/** What is typed wrong has its sentence beside it, and every word of it stays. */

const edit = (field: string, typed: string) => {
  open();
  focusLine(/Rà soát/);
  press('Enter');
  type(field, typed);
  press('Enter');
};
const kept = (field: string) => screen.getByLabelText<HTMLInputElement>(field).value;

describe('a time', () => {
  test.each([
    ['25h', 'Chưa rõ giờ. Ghi như 8h30, 14h, sáng, cả ngày.'],
    ['8h75', 'Chưa rõ giờ. Ghi như 8h30, 14h, sáng, cả ngày.'],
    ['0h chiều', 'Chưa rõ giờ. Ghi như 8h30, 14h, sáng, cả ngày.'],
    ['mai', 'Chưa rõ giờ. Ghi như 8h30, 14h, sáng, cả ngày.'],
    ['14h-13h30', 'Giờ kết thúc phải sau giờ bắt đầu.'],
    ['', 'Ghi giờ như 8h30, hoặc sáng, chiều, tối, cả ngày.'],
  ])('of %j is not saved', (typed, sentence) => {
    edit('Giờ', typed);
    expect(backend.answers).toEqual([]);
    expect(screen.getByText(sentence)).toBeDefined();
    expect(kept('Giờ')).toBe(typed);
  });
});

describe('a text', () => {
  test('of 10,000 characters is not saved, and none of them is lost', () => {
    const long = 'Nội dung dán từ Word '.repeat(500);
    edit('Nội dung', long);
    expect(backend.answers).toEqual([]);
    expect(screen.getByText(/Nội dung dài quá 2000 ký tự/)).toBeDefined();
    expect(kept('Nội dung')).toBe(long);
    expect(localStorage.getItem(Object.keys(localStorage)[0]!)).toContain(long);
  });

  test('that Firebase would find too long for its faces is found too long here', () => {
    edit('Nội dung', '😀'.repeat(1001));
    expect(backend.answers).toEqual([]);
    expect(screen.getByText(/Nội dung dài quá 2000 ký tự/)).toBeDefined();
  });

  test('loses what nobody sees: directions, zero-width and control characters', () => {
    edit('Nội dung', 'Họp\u202e giao\u200b ban\u0007\ufeff');
    expect(lastSave()).toMatchObject({ entry: { content: 'Họp giao ban' } });
  });

  test.each(['<img src=x onerror=alert(1)><b>Họp</b>', '=HYPERLINK("http://x";"Họp")', '@SUM(1+1)*cmd|0'])(
    'of another program, %s, is text like any other',
    (typed) => {
      edit('Nội dung', typed);
      expect(lastSave()).toMatchObject({ entry: { content: typed } });
      expect(document.body.textContent).toContain(typed);
      expect(document.querySelector('td img')).toBeNull();
    },
  );

  test('a note with a tab is cleaned; one too long stays, with its sentence', () => {
    open();
    focusLine(/Rà soát/);
    press('Enter');
    fireEvent.click(screen.getByRole('button', { name: 'Mọi trường' }));
    type('Ghi chú nội bộ', 'a'.repeat(2001));
    fireEvent.click(screen.getByRole('button', { name: 'Lưu' }));
    expect(backend.answers).toEqual([]);
    expect(screen.getByText('Dài quá. Rút gọn lại.')).toBeDefined();
    expect(kept('Ghi chú nội bộ')).toHaveLength(2001);
    type('Ghi chú nội bộ', ' Mang\tbản gốc\u200b ');
    fireEvent.click(screen.getByRole('button', { name: 'Lưu' }));
    expect(lastSave().hidden).toEqual({ meetingLink: null, note: 'Mang bản gốc' });
  });
});

test('a person whom no list holds stays as typed', () => {
  open();
  focusLine(/Rà soát/);
  press('Enter');
  const chairs = screen.getByRole('combobox', { name: 'Chủ trì' });
  act(() => chairs.focus());
  fireEvent.change(chairs, { target: { value: 'Ông Không Ai Biết' } });
  press('Enter');
  press('Enter');
  expect((lastSave().entry as Entry).chairs).toEqual(['text:Ông Không Ai Biết']);
});

test('people, divisions and rooms that were removed since stay in the entry, which can be saved', () => {
  const places = { chairs: ['person:x'], attendees: ['unit:y'], place: 'room:z' };
  backend.entries = [storedOf({ time: '8h30', content: 'Rà soát chỉ tiêu', ...places }, 1, 'e1'), second];
  edit('Nội dung', 'Rà soát lần hai');
  expect(lastSave()).toMatchObject({ entry: places });
});

test('a week that has passed says so, one to come does not', () => {
  vi.setSystemTime('2026-12-07T03:00:00Z');
  try {
    const { unmount } = open();
    expect(screen.getByText(/^Tuần này đã qua/)).toBeDefined();
    unmount();
    vi.setSystemTime('2026-11-27T03:00:00Z');
    open();
    expect(screen.queryByText(/^Tuần này đã qua/)).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test('a role taken away in mid-edit: the save says so, and the words stay', async () => {
  edit('Nội dung', 'Rà soát lần hai');
  const before = lastSave().base as StoredEntry;
  await act(async () => lastSave().refuse(new DataError('forbidden')));
  show([before, second] as Shown[]);
  expect(line(/Rà soát lần hai/).textContent).toContain('Chưa lưu được');
  expect(localStorage.getItem(Object.keys(localStorage)[0]!)).toContain('Rà soát lần hai');
});
