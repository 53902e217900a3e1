// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, test } from 'vitest';
import type { PublicEntry } from '#domain/publication.ts';
import { localDate } from '#domain/time.ts';
import { daysOf, parseWeekId } from '#domain/week.ts';
import { clock, publicEntry, session, week48Entries } from './fixtures.ts';
import { WeekTable } from './WeekTable.tsx';

afterEach(cleanup);

const days = (entries: readonly PublicEntry[]) =>
  daysOf(parseWeekId('2026-W48')!).map((date) => ({
    date,
    entries: entries.filter((entry) => entry.date <= date && date <= entry.lastDate),
    duty: date === '2026-11-23' ? 'PGĐ Nguyễn Thị Hồng Vân' : null,
  }));

const show = (entries: readonly PublicEntry[], today: string | null = '2026-11-23') =>
  render(<WeekTable days={days(entries)} today={today === null ? null : localDate(today)} caption="Tuần 48" />);

const text = (element: HTMLElement) => element.textContent.replace(/\s+/g, ' ').trim();

/** The cells of the row that holds these words. */
const cellsOf = (words: string | RegExp) =>
  within(screen.getAllByRole('row').find((row) => within(row).queryByText(words))!)
    .getAllByRole('cell')
    .map(text);

describe('the week table', () => {
  test('has six columns, seven days and the entries of each', () => {
    show(week48Entries);
    expect(screen.getAllByRole('columnheader').map(text)).toEqual([
      'Thứ, ngày',
      'Giờ',
      'Nội dung công tác',
      'Thành phần',
      'Địa điểm',
      'Trực lãnh đạo',
    ]);
    expect(screen.getAllByRole('rowheader').map(text)).toEqual([
      'Thứ hai 23/11 Hôm nayTrực: PGĐ Nguyễn Thị Hồng Vân',
      'Thứ ba 24/11',
      'Thứ tư 25/11',
      'Thứ năm 26/11',
      'Thứ sáu 27/11',
      'Thứ bảy 28/11',
      'Chủ nhật 29/11',
    ]);
    expect(screen.getByRole('table', { name: 'Tuần 48' })).toBeTruthy();
  });

  test('a row knows when it is over: as stated, or as long as it was issued with', () => {
    const rows = [
      publicEntry('stated', '2026-11-23', clock(450, 495)),
      publicEntry('long', '2026-11-23', clock(840), { assumedMinutes: 210 }),
      publicEntry('usual', '2026-11-23', clock(900)),
    ];
    const { container } = show(rows);
    const marks = [...container.querySelectorAll<HTMLElement>('tr[data-start]')].map(({ dataset }) => [
      dataset['start'],
      dataset['end'],
    ]);
    expect(marks).toEqual([
      ['450', '495'],
      ['840', '1050'],
      ['900', undefined], // two hours are the reader's script's own
    ]);
  });

  test('an entry tells time, content, who with the chair first, and where', () => {
    show(week48Entries);
    expect(cellsOf('Chào cờ đầu tuần; giao ban Ban Giám đốc').slice(0, 4)).toEqual([
      '07:30–08:15',
      'Chào cờ đầu tuần; giao ban Ban Giám đốc',
      'GĐ Trần Đức Thịnh; Ban Giám đốc, Trưởng các phòng',
      'Hội trường tầng 2',
    ]);
  });

  test('a day without entries says so, and no other day does', () => {
    show(week48Entries);
    expect(screen.getAllByText('Không có lịch')).toHaveLength(1);
    expect(screen.getAllByRole('row').at(-1)!.textContent).toContain('Chủ nhật');
  });

  test.each([
    [session('morning'), 'Sáng'],
    [session('allDay'), 'Cả ngày'],
    [clock(1170), '19:30'],
    [{ ...clock(450), session: 'allDay' as const }, '07:30 cả ngày'],
  ])('the time %j reads %s', (time, words) => {
    show([publicEntry('mot', '2026-11-23', time)]);
    expect(cellsOf('Họp mot')[0]).toBe(words);
  });

  test('an entry over several days stands on each of them', () => {
    show([publicEntry('dai', '2026-11-24', clock(450), { lastDate: localDate('2026-11-26') })]);
    const times = screen.getAllByText('Họp dai').map((cell) => text(cell.closest('tr')!.querySelector('td')!));
    expect(times).toEqual(['07:30 đến 26/11', 'Tiếp từ 24/11', 'Tiếp từ 24/11']);
  });

  test('a cancelled entry stays, struck, with the word and the reason', () => {
    show(week48Entries);
    const struck = screen.getByText('Họp rà soát hệ thống quản lý chất lượng ISO 9001');
    expect(struck.tagName).toBe('DEL');
    expect(text(struck.closest('td')!)).toMatch(/Hủy Lý do: Ban ISO dự tập huấn của UBND tỉnh$/);
  });

  test.each([
    ['Duyệt lịch công tác tuần 49', 'Bổ sung'],
    [/^Làm việc với UBND xã Phúc Lộc/, 'Đổi giờ · 07:00'],
    ['Họp Hội đồng thi đua, khen thưởng', 'Đổi chủ trì, địa điểm'],
  ])('what a revision did to %s is said in words: %s', (content, mark) => {
    show(week48Entries);
    const cell = screen.getByText(content).closest('td')!;
    expect(within(cell).getByText(mark)).toBeTruthy();
  });

  test('connected places are counted, and named on demand', () => {
    show(week48Entries);
    const cell = screen.getByText('8 điểm cầu').closest('td')!;
    expect(text(cell)).toContain('Điểm cầu cụm 8: đ/c Trưởng phòng phụ trách');
  });

  test('the chair who acts for somebody is said to', () => {
    show(week48Entries);
    expect(cellsOf('Tiếp công dân định kỳ')[2]).toBe(
      'PGĐ Phạm Minh Tuấn (được ủy quyền thay GĐ Trần Đức Thịnh); Văn phòng',
    );
  });

  test('only today is marked as today', () => {
    show(week48Entries, '2026-11-25');
    expect(text(screen.getByText('Hôm nay').closest('th')!)).toContain('Thứ tư');
    expect(screen.getAllByText('Hôm nay')).toHaveLength(1);
  });

  test('what clerks type is text, never markup', () => {
    const html = renderToStaticMarkup(
      <WeekTable
        days={days([
          publicEntry('x', '2026-11-23', clock(480), { content: '<img src=x onerror=alert(1)>', place: '"><script>' }),
        ])}
        today={null}
        caption="Tuần 48"
      />,
    );
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('staff may give the last column; duty then stays under the date', () => {
    render(
      <WeekTable
        days={days(week48Entries)}
        today={null}
        caption="Tuần 48"
        state={{ heading: 'Tình trạng', cell: (entry) => `mục ${entry.id}` }}
      />,
    );
    expect(screen.getAllByRole('columnheader').at(-1)!.textContent).toBe('Tình trạng');
    expect(cellsOf('Chào cờ đầu tuần; giao ban Ban Giám đốc').at(-1)).toBe('mục giao-ban');
  });
});
