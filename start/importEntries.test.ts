import { expect, test } from 'vitest';
import type { Directory } from '#domain/directory.ts';
import { formatTime } from '#domain/time.ts';
import { CALENDARS, PEOPLE, ROOMS } from './demoOffice.ts';
import { entriesOf } from './importEntries.ts';
import { COLUMNS, type Column } from '#domain/columnHeads.ts';
import { ImportError, readRows, type Row } from './importRows.ts';

const byId = <T extends { readonly id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]));
const directory: Directory = {
  people: byId(PEOPLE),
  calendars: byId(CALENDARS),
  rooms: byId(ROOMS),
  vehicles: new Map(),
};
const WORDS = { morning: 'Sáng', afternoon: 'Chiều', evening: 'Tối', allDay: 'Cả ngày' };

const row = (cells: Partial<Record<Column, string>>, line = 2): Row => ({
  line,
  cells: {
    ...(Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Record<Column, string>),
    date: '2026-11-23',
    start: '7h30',
    content: 'Giao ban',
    ...cells,
  },
});
const read = (cells: Partial<Record<Column, string>>) => entriesOf([row(cells)], 'board', directory)[0]!;

/** The faults of a call that must be refused, as "line: fault". */
function faults(call: () => unknown): string[] {
  try {
    call();
  } catch (cause) {
    if (cause instanceof ImportError) return cause.rows.map(({ line, fault }) => `${line}: ${fault}`);
    throw cause;
  }
  throw new Error('it was taken');
}

test.each([
  [{ session: 'sáng', start: '08:30' }, '08:30'],
  [{ session: 'Chiều', start: '' }, 'Chiều'],
  [{ session: 'tối', start: '19:30' }, '19:30'],
  [{ session: 'cả ngày', start: '07:30' }, '07:30, cả ngày'],
  [{ session: 'cả ngày', start: '' }, 'Cả ngày'],
  [{ start: '8h30', end: '11h' }, '08:30–11:00'],
  [{ start: '8h30-11h' }, '08:30–11:00'],
  [{ start: '08 giờ 30', end: '11:00:00' }, '08:30–11:00'],
  [{ start: '22h', end: '24h' }, '22:00–24:00'],
  [{ session: 'chiều', start: '2h' }, '14:00'],
  [{ session: 'chiều', start: '11:30' }, '11:30'],
  [{ session: 'tối', start: '17:30' }, '17:30'],
  [{ start: 'Cả ngày' }, 'Cả ngày'],
  [{ start: 'SÁNG', session: 'sáng' }, 'Sáng'],
  [{ start: 'Sáng: 8h' }, '08:00'],
  [{ start: '08h30:' }, '08:30'],
  [{ start: '(13h30)', session: 'Chiều' }, '13:30'],
  [{ start: 'Từ 7h30' }, '07:30'],
  [{ start: '7 giờ 30’' }, '07:30'],
])('reads %j as %s', (cells, printed) => {
  expect(formatTime(read(cells).time, WORDS)).toBe(printed);
});

test.each([
  [{ date: '' }, '2: thiếu ngày'],
  [{ date: '23/11' }, '2: ngày không rõ: "23/11" (viết 2026-11-23 hoặc 23/11/2026)'],
  [{ date: '31/11/2026' }, '2: ngày không rõ: "31/11/2026" (viết 2026-11-23 hoặc 23/11/2026)'],
  [{ start: '' }, '2: thiếu giờ hoặc buổi'],
  [{ start: '25h' }, '2: giờ bắt đầu không rõ: "25h"'],
  [{ end: 'trưa' }, '2: giờ kết thúc không rõ: "trưa"'],
  [{ end: '7h' }, '2: giờ kết thúc không sau giờ bắt đầu: 7h30 - 7h (ca qua đêm: bỏ trống giờ kết thúc)'],
  [{ start: '7h30 - 9h00 ; 14h00' }, '2: giờ bắt đầu không rõ: "7h30 - 9h00 ; 14h00"'],
  [{ start: 'sáng', end: '9h' }, '2: có giờ kết thúc mà không có giờ bắt đầu'],
  [{ start: 'sáng', session: 'chiều' }, '2: buổi "chiều" không khớp giờ sáng'],
  [{ date: 'Thứ Ba 23/11/2026' }, '2: 23/11/2026 là thứ hai, không phải "Thứ Ba"'],
  [{ date: 'Thứ Hai\n23/11' }, '2: ngày không rõ: "Thứ Hai 23/11" (viết 2026-11-23 hoặc 23/11/2026)'],
  [{ date: '41603' }, '2: ngày không rõ: "41603" (viết 2026-11-23 hoặc 23/11/2026)'],
  [{ start: '', session: 'sáng', end: '11h' }, '2: có giờ kết thúc mà không có giờ bắt đầu'],
  [{ session: 'trưa' }, '2: buổi không rõ: "trưa" (sáng, chiều, tối, cả ngày)'],
  [{ session: 'sáng', start: '14:00' }, '2: buổi "sáng" không khớp giờ 14:00'],
  [{ content: ' ' }, '2: thiếu nội dung'],
  [{ content: 'x'.repeat(2001) }, '2: nội dung quá dài'],
  [{ participants: 'x'.repeat(501) }, '2: "participants" quá dài'],
  [{ chair: 'person:nobody' }, '2: không có người "nobody"'],
  [{ chair: 'person:van; person:nobody' }, '2: không có người "nobody"'],
  [{ preparedBy: 'unit:nothing' }, '2: không có đơn vị "nothing"'],
  [{ place: 'room:nowhere' }, '2: không có phòng họp "nowhere"'],
  [{ status: 'xong' }, '2: tình trạng không rõ: "xong" (hoãn: lý do · hủy: lý do)'],
])('a row that differs by %j is refused', (cells, fault) => {
  expect(read({})).toMatchObject({ content: 'Giao ban' });
  expect(faults(() => read(cells))).toEqual([fault]);
});

test.each([
  '23/11/2026',
  'Thứ Hai (23/11/2026)',
  'Thứ 2, 23/11/2026',
  'Thứ hai, ngày 23/11/2026',
  'T2 23-11-2026',
  'THỨ HAI\n23.11.2026',
  'Ngày 23 tháng 11 năm 2026',
  '2026/11/23',
  '2026-11-23 00:00:00',
])('the day %j is read as offices and their tables write it', (date) => {
  expect(read({ date }).date).toBe('2026-11-23');
  expect(read({ date: date.normalize('NFD') }).date).toBe('2026-11-23');
});

test('heads are those of the sheets that offices print', () => {
  const [typed] = readRows(
    'TT,"Thứ, ngày",Thời gian,Nội dung công việc,Người chủ trì,Thành phần tham dự,Địa điểm,Đơn vị chuẩn bị\n1,23/11/2026,8h,Họp,GĐ,Các phòng,P1,VP\n',
    'csv',
  );
  expect(typed!.cells).toMatchObject({
    date: '23/11/2026',
    start: '8h',
    content: 'Họp',
    chair: 'GĐ',
    participants: 'Các phòng',
    place: 'P1',
    preparedBy: 'VP',
  });
});

test('every bad row is named, not only the first', () => {
  const rows = [row({}, 2), row({ date: '' }, 3), row({ start: '25h', content: '' }, 5)];
  expect(faults(() => entriesOf(rows, 'board', directory))).toEqual([
    '3: thiếu ngày',
    '5: giờ bắt đầu không rõ: "25h"',
    '5: thiếu nội dung',
  ]);
});

test('a name that the directory prints so becomes a reference, all else stays text', () => {
  expect(
    read({
      chair: 'GĐ Trần Đức Thịnh, PGĐ Lê Quang Huy',
      participants: 'Phòng GDTrH, các trường THPT',
      place: 'Phòng họp số 1',
      preparedBy: 'Phòng KH-TC',
      officeLead: 'LĐVP',
    }),
  ).toMatchObject({
    chairs: ['person:thinh', 'person:huy'],
    attendees: ['text:Phòng GDTrH, các trường THPT'],
    place: 'room:phong-1',
    preparingUnit: 'unit:khtc',
    officeLead: 'text:LĐVP',
  });
  // On that day he was not yet a director.
  expect(read({ date: '2023-05-15', chair: 'GĐ Trần Đức Thịnh' }).chairs).toEqual(['text:GĐ Trần Đức Thịnh']);
});

test('a list too long for one text goes on in the next, and is printed the same', () => {
  const long = Array.from({ length: 60 }, (_, i) => `Trường THPT số ${i}`).join(', ');
  const { attendees } = read({ participants: long });
  expect(attendees.length).toBeGreaterThan(1);
  expect(attendees.map((party) => party.slice('text:'.length)).join(', ')).toBe(long);
});

test('a withdrawn entry keeps its reason', () => {
  expect(read({ status: 'Hủy: trùng lịch tỉnh' })).toMatchObject({ status: 'cancelled', reason: 'trùng lịch tỉnh' });
  expect(read({ status: 'postponed' })).toMatchObject({ status: 'postponed', reason: 'Lịch gốc không ghi lý do' });
  expect(read({ status: 'bổ sung' })).toMatchObject({ status: 'planned', reason: null });
});

test('an online meeting keeps its points', () => {
  expect(read({ mode: 'Điểm cầu Sở; Điểm cầu xã A' }).connectionPoints).toEqual(['Điểm cầu Sở', 'Điểm cầu xã A']);
  expect(read({ mode: 'trực tiếp' }).connectionPoints).toEqual([]);
});

test('the same row has the same id, every other its own, even two that are alike', () => {
  const rows = [row({}), row({}), row({ chair: 'PCT' }), row({ start: '8h' }), row({ date: '2026-11-24' })];
  const ids = entriesOf(rows, 'board', directory).map(({ id }) => id);
  expect(new Set(ids).size).toBe(5);
  expect(entriesOf(rows, 'board', directory).map(({ id }) => id)).toEqual(ids);
  expect(read({ place: 'Hội trường B' }).id).toBe(ids[0]);
});

// Files

const CSV = 'date,session,start,content,chair\n2026-11-23,sáng,07:30,"Giao ban, đầu tuần",PCT\n';

test.each([
  ['commas', CSV],
  ['a byte order mark', `\uFEFF${CSV}`],
  ['Windows lines', CSV.replaceAll('\n', '\r\n')],
  ['semicolons', 'date;session;start;content;chair\n2026-11-23;sáng;07:30;Giao ban, đầu tuần;PCT\n'],
  ['tabs', 'date\tsession\tstart\tcontent\tchair\n2026-11-23\tsáng\t07:30\tGiao ban, đầu tuần\tPCT'],
  ['a Vietnamese head', 'Ngày;Buổi;Giờ;Nội dung;Chủ trì\n2026-11-23;sáng;07:30;Giao ban, đầu tuần;PCT\n'],
  ['blank rows', 'date;session;start;content;chair\n;;;;\n2026-11-23;sáng;07:30;Giao ban, đầu tuần;PCT\n;;;;\n'],
])('reads CSV with %s', (_name, text) => {
  const [only, ...others] = readRows(text, 'csv');
  expect(others).toEqual([]);
  expect(only!.cells).toMatchObject({
    date: '2026-11-23',
    session: 'sáng',
    start: '07:30',
    content: 'Giao ban, đầu tuần',
    chair: 'PCT',
    place: '',
  });
});

test('rows are named by the line they begin on, after cells of several lines too', () => {
  const csv = 'date,start,content\n2026-11-23,7h,"một\nhai\nba"\n\n2026-11-24,8h,bốn\n';
  expect(readRows(csv, 'csv').map(({ line }) => line)).toEqual([2, 6]);
  const json = '{ "entries": [\n  { "date": "2026-11-23" },\n\n  {\n    "date": "2026-11-24" } ] }';
  expect(readRows(json, 'json').map(({ line }) => line)).toEqual([2, 4]);
});

test.each([
  [
    'an unknown column',
    'csv',
    'date,content,colour\n2026-11-23,a,red\n',
    '1: không có cột "colour" (tên các cột: docs/import.md)',
  ],
  ['a column twice', 'csv', 'date,content,Ngày\n2026-11-23,a,b\n', '1: cột "Ngày" có hai lần'],
  ['no column of dates', 'csv', 'content,start\na,7h\n', '1: thiếu cột "date"'],
  ['a cell too many', 'csv', 'date,content\n2026-11-23,a,b\n', '2: có ô thừa: "b"'],
  ['an unknown field', 'json', '{"entries":[\n{"colour":"red"}]}', '2: không có trường "colour"'],
  ['a number', 'json', '{"entries":[\n{"start":730}]}', '2: "start" phải là chữ hoặc null'],
  ['an entry that is none', 'json', '{"entries":[\n"a"]}', '2: mỗi mục của "entries" phải là một đối tượng'],
  ['broken JSON', 'json', '{"entries":[\n{"date" "2026-11-23"}]}', '2: không phải JSON hợp lệ từ đây'],
])('a file with %s is refused', (_name, format, text, fault) => {
  expect(faults(() => readRows(text, format as 'csv' | 'json'))).toEqual([fault]);
});

test.each([
  ['no list of entries', 'json', '{"items":[]}'],
  ['no rows', 'csv', 'date,content\n'],
  ['another encoding', 'csv', 'date,content\n2026-11-23,H\uFFFDp\n'],
])('a file with %s is refused as a whole', (_name, format, text) => {
  expect(() => readRows(text, format as 'csv' | 'json')).toThrow(ImportError);
});
