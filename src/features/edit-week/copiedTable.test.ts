// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Directory } from '#domain/directory.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import { cellsOfText } from '#domain/pastedCells.ts';
import { pastedDrafts, recognisedColumns } from '#domain/pastedRows.ts';
import { vi } from '#i18n/vi.ts';
import { cellsOfHtml } from './clipboardRows.ts';
import { copiedTable, ownRowsId, tableHtml, tableText } from './copiedTable.ts';
import { storedOf, WEEK } from '#domain/fixtures.ts';

const position = [{ title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: null, from: null, to: null }];
const directory: Directory = {
  people: new Map([['van', { id: 'van', name: 'Nguyễn Thị Hồng Vân', positions: position, order: 1, public: true }]]),
  calendars: new Map(),
  rooms: new Map([['p1', { id: 'p1', name: 'Phòng họp số 1', seats: null, order: 1, active: true }]]),
  vehicles: new Map([['xe', { id: 'xe', name: '29A-123.45', order: 1, active: true }]]),
};
const entry = storedOf({
  time: '8h30 - 11h',
  content: 'Rà soát chỉ tiêu\nkỳ 2',
  chairs: ['person:van'],
  attendees: ['Trưởng các phòng'],
  place: 'room:p1',
  vehicle: 'vehicle:xe',
  driver: 'Anh Tư',
});

describe('copied rows in other programs', () => {
  test('they are a table with a head, in the words of the office’s sheet', () => {
    expect(copiedTable([entry], directory, vi)).toEqual([
      ['Ngày', 'Giờ', 'Nội dung', 'Chủ trì', 'Thành phần', 'Địa điểm'],
      [
        'Thứ ba 24/11/2026',
        '08:30–11:00',
        'Rà soát chỉ tiêu\nkỳ 2',
        'PGĐ Nguyễn Thị Hồng Vân',
        'Trưởng các phòng',
        'Phòng họp số 1',
      ],
    ]);
  });
  test('the vehicle and its driver are in neither form', () => {
    const table = copiedTable([entry], directory, vi);
    for (const text of [tableText(table), tableHtml(table, 'r1')]) expect(text).not.toMatch(/29A|Anh Tư/);
  });
  test('what is cancelled says so, with its reason', () => {
    const [, row] = copiedTable([{ ...entry, status: 'cancelled', reason: 'Trùng lịch' }], directory, vi);
    expect(row![2]).toBe('Rà soát chỉ tiêu\nkỳ 2 (Hủy: Trùng lịch)');
  });
  test('pasted back as text they are the same day, time, words and people', () => {
    const grid = cellsOfText(tableText(copiedTable([entry], directory, vi)));
    const known = {
      party: (name: string) => (name.includes('Vân') ? 'person:van' : undefined),
      place: (name: string) => (name === 'Phòng họp số 1' ? 'room:p1' : undefined),
    };
    const readLine = (_line: string, day: string) => emptyDraft(day); // no row of a table is read as a line
    const read = { week: WEEK, day: entry.date, known, readLine };
    const [row] = pastedDrafts(grid, recognisedColumns(grid, WEEK, known), read);
    expect(parseEntry(row!.draft, { id: 'e1', calendar: 'board', week: WEEK })).toMatchObject({
      ok: true,
      entry: {
        date: entry.date,
        time: entry.time,
        content: entry.content,
        chairs: entry.chairs,
        attendees: entry.attendees,
        place: entry.place,
      },
    });
  });
});

const cell = fc.string({
  unit: fc.constantFrom('a', 'ế', '"', '\t', '\n', '<', '&', '>', "'", '=', '-', ' '),
  maxLength: 12,
});
const inner = (text: string) => `x${text}x`; // no space at the ends, no formula: kept as it is

test('whatever a cell says, both forms give the same cells back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell.map(inner), cell.map(inner)), { minLength: 1, maxLength: 5 }), (rows) => {
      expect(cellsOfText(tableText(rows))).toEqual(rows);
      const lines = (text: string) =>
        text
          .split('\n')
          .map((line) => line.replace(/\s+/g, ' ').trim())
          .filter(Boolean)
          .join('\n');
      expect(cellsOfHtml(tableHtml(rows, 'r1'))).toEqual(rows.map((row) => row.map(lines)));
    }),
    { numRuns: 30 }, // each reads a document
  );
});

test('a spreadsheet reckons with nothing of it', () => {
  expect(tableText([['=1+1', '@a', '+84', '-1', '- gạch đầu dòng']])).toBe("'=1+1\t'@a\t'+84\t'-1\t- gạch đầu dòng");
  expect(tableHtml([['h'], ['=1+1']], 'r1')).toContain(`<td style="mso-number-format:'\\@'">=1+1</td>`);
});

test('our own rows are known by their id, others are not', () => {
  expect(ownRowsId(tableHtml([['h'], ['a']], 'r1'))).toBe('r1');
  expect(ownRowsId('<table><tr><td>a</td></tr></table>')).toBeNull();
});
