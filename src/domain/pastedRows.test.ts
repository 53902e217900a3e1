import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEntry } from './entry.ts';
import type { Directory } from './directory.ts';
import { cellsOfText, type PastedGrid } from './pastedCells.ts';
import { apart, pastedDrafts, recognisedColumns } from './pastedRows.ts';
import { readQuickLine } from './quickLine.ts';
import { cleanText } from './text.ts';
import { localDate, type LocalDate } from './time.ts';
import { weekOf } from './week.ts';

const day = localDate('2026-11-23'); // a Monday
const week = weekOf(day);
const known = {
  party: (name: string) => ({ 'PGĐ Lê Quang Huy': 'person:huy', 'Phòng KH-TC': 'unit:khtc' })[name],
  place: (name: string) => ({ 'Phòng họp số 1': 'room:p1' })[name],
};
const office = {
  people: new Map([
    [
      'huy',
      {
        id: 'huy',
        name: 'Lê Quang Huy',
        positions: [{ title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: 'board', from: null, to: null }],
        order: 0,
        public: true,
      },
    ],
  ]),
  calendars: new Map(),
  rooms: new Map([['p1', { id: 'p1', name: 'Phòng họp số 1', seats: 40, order: 0, active: true }]]),
  vehicles: new Map(),
} satisfies Directory;
const readLine = (line: string, on: LocalDate) =>
  readQuickLine(line, { directory: office, week, day: on, today: day }).draft;
const read = (pasted: PastedGrid) => {
  const grid = apart(pasted, known.party);
  return pastedDrafts(grid, recognisedColumns(grid, week, known), { week, day, known, readLine });
};
const drafts = (grid: PastedGrid) => read(grid).map(({ draft }) => draft);

describe('cells of tab-separated text', () => {
  test('a cell with a line break stands in quotes, and a quote in it is doubled', () => {
    expect(cellsOfText('Thứ hai\t"Họp ""nóng""\nvề giá"\r\n\r\n\tGiao ban\n')).toEqual([
      ['Thứ hai', 'Họp "nóng"\nvề giá'],
      ['', 'Giao ban'],
    ]);
    expect(cellsOfText('"chưa đóng\tb')).toEqual([['"chưa đóng', 'b']]);
  });
  test('every cell comes back, whatever it holds', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ệ', '"', '\t', '\n', '=', '<b>', '\u202e', '\u200b') });
    const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const kept = rows.filter((row) => row.some((text) => cleanText(text) !== ''));
        expect(cellsOfText(kept.map((row) => row.map(quoted).join('\t')).join('\r\n'))).toEqual(kept);
      }),
    );
  });
  test('no text is refused, and none is slow', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void cellsOfText(text)));
    expect(cellsOfText('"'.repeat(10_000))).toHaveLength(1);
    expect(cellsOfText('x'.repeat(10_000))[0]![0]).toHaveLength(10_000);
  });
});

test('a sheet with heads: a day over several rows, sessions, people and rooms by their names', () => {
  expect(
    drafts([
      ['LỊCH CÔNG TÁC TUẦN 48'],
      ['STT', 'Thứ, ngày', 'Buổi', 'Giờ', 'Nội dung công tác', 'Chủ trì', 'Thành phần', 'Địa điểm'],
      ['1', 'Thứ hai\n23/11', 'Sáng', '7h30', 'Chào cờ', 'PGĐ Lê Quang Huy', 'Phòng KH-TC; bên thuế', 'Phòng họp số 1'],
      ['2', '', 'Chiều', '2h', 'Giao ban', '', '', 'Hội trường'],
      ['3', 'Thứ ba 24/11', '', '', 'Tiếp dân', '', '', ''],
      ['4', '', 'Sáng', '', 'Trực', '', '', ''],
    ]),
  ).toMatchObject([
    {
      date: '2026-11-23',
      time: '07:30',
      content: 'Chào cờ',
      chairs: ['person:huy'],
      attendees: ['unit:khtc', 'bên thuế'],
      place: 'room:p1',
    },
    { date: '2026-11-23', time: '14:00', place: 'Hội trường' },
    { date: '2026-11-24', time: '' }, // the session of another day is not its own
    { date: '2026-11-24', time: 'Sáng' },
  ]);
});

test('without heads the cells say what they are', () => {
  expect(
    drafts([
      ['T3', '8:30:00', 'Họp Hội đồng xét thăng hạng chức danh', 'PGĐ Lê Quang Huy', 'Phòng họp số 1'],
      ['', '1:30 CH', 'Nghe báo cáo dự toán sửa chữa trường lớp', 'Đ/c Giám đốc', 'UBND tỉnh'],
    ]),
  ).toMatchObject([
    { date: '2026-11-24', time: '8:30:00', chairs: ['person:huy'], place: 'room:p1' },
    { date: '2026-11-24', time: '1:30 CH', chairs: ['Đ/c Giám đốc'], place: 'UBND tỉnh' },
  ]);
});

test('our own sheet comes back: chairs before the semicolon, attendees after', () => {
  expect(
    drafts([
      ['Thứ, ngày', 'Giờ', 'Nội dung công tác', 'Chủ trì, thành phần', 'Địa điểm'],
      ['Thứ tư 25/11', '07:30–08:15', 'Giao ban', 'PGĐ Lê Quang Huy; Phòng KH-TC, Trưởng các phòng', ''],
    ]),
  ).toMatchObject([{ time: '07:30–08:15', chairs: ['person:huy'], attendees: ['Phòng KH-TC, Trưởng các phòng'] }]);
});

test('lines that begin with a time, under a line that is a day', () => {
  expect(
    drafts(cellsOfText('Thứ năm, 26/11/2026\n8h30: Họp giao ban\n14h00-16h00 Làm việc với xã\nKhông giờ')),
  ).toMatchObject([
    { date: '2026-11-26', time: '8h30', content: 'Họp giao ban' },
    { date: '2026-11-26', time: '14h00-16h00', content: 'Làm việc với xã' },
    { date: '2026-11-26', time: '', content: 'Không giờ' },
  ]);
});

test('a message of lines: days and sessions head them, and each line is read as it would be typed', () => {
  expect(
    drafts(
      cellsOfText(
        [
          'LỊCH TUẦN 48',
          '* THỨ HAI - 23/11/2026:',
          'Sáng:',
          '- 8h00: Họp giao ban, phòng họp 1, PGĐ Huy chủ trì, thành phần: trưởng các phòng',
          '- Kiểm tra hồ sơ',
          'Buổi chiều',
          '- 2h: PGĐ Huy dự họp HĐND tại Trụ sở UBND tỉnh',
          'Thứ Ba (24/11)',
          '15h15 Hội ý',
        ].join('\n'),
      ),
    ),
  ).toMatchObject([
    {
      date: '2026-11-23',
      time: '08:00',
      content: 'Họp giao ban',
      chairs: ['person:huy'],
      attendees: ['trưởng các phòng'],
      place: 'room:p1',
    },
    { date: '2026-11-23', time: 'Sáng', content: 'Kiểm tra hồ sơ' },
    {
      date: '2026-11-23',
      time: '14:00',
      content: 'Dự họp HĐND',
      attendees: ['person:huy'],
      place: 'Trụ sở UBND tỉnh',
    },
    { date: '2026-11-24', time: '15h15', content: 'Hội ý' },
  ]);
});

test('a sheet of days and one cell of lines for each: every line that begins with a time is an entry', () => {
  expect(
    drafts([
      ['Thứ, ngày', 'Nội dung công tác'],
      ['Thứ hai\n23/11', '- 8h00: Giao ban,\nphòng họp 1\n- 14h Tiếp dân'],
      ['Thứ ba\n24/11', 'Làm việc tại cơ sở\n(theo phân công)'],
    ]),
  ).toMatchObject([
    { date: '2026-11-23', time: '8h00', content: 'Giao ban', place: 'room:p1' },
    { date: '2026-11-23', time: '14h', content: 'Tiếp dân', place: '' },
    { date: '2026-11-24', time: '', content: 'Làm việc', place: 'cơ sở (theo phân công)' },
  ]);
});

test('a weekday that is not the date’s is told, a day that is none stays as it was', () => {
  const head = ['Ngày', 'Nội dung'];
  expect(read([head, ['Thứ ba 23/11', 'Họp']])).toMatchObject([{ otherWeekday: true, draft: { date: '2026-11-23' } }]);
  expect(drafts([head, ['ngày mai', 'Họp']])[0]!.date).toBe('ngày mai');
});

test('nothing invisible and no markup comes through, and no content is lost', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'ộ', ' ', '=', '+', '<b>', '&', '\u202e', '\u200b', '\u0000', '😀'),
    maxLength: 40,
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text), { maxLength: 6 }), (rows) => {
      const grid = [['Giờ', 'Nội dung', 'Chủ trì'], ...rows];
      const made = drafts(grid);
      for (const { content, chairs } of made) {
        expect([content, ...chairs].join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
      const wanted = rows.map(([, content]) => cleanText(content)).filter(Boolean);
      const got = made.map(({ content }) => content).filter(Boolean);
      expect(got).toEqual(wanted);
      for (const draft of made) parseEntry(draft, { id: 'x', calendar: 'board', week }); // never throws
    }),
  );
});
