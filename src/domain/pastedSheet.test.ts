import { expect, test } from 'vitest';
import { CALENDARS, PEOPLE, ROOMS, VEHICLES } from '#start/demoOffice.ts';
import type { Directory } from './directory.ts';
import { namesOn } from './findNamed.ts';
import { cellsOfText, type PastedGrid } from './pastedCells.ts';
import { apart, pastedDrafts, recognisedColumns } from './pastedRows.ts';
import { readQuickLine } from './quickLine.ts';
import { localDate } from './time.ts';
import { weekOf } from './week.ts';

const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));
const directory: Directory = {
  people: byId(PEOPLE),
  calendars: byId(CALENDARS),
  rooms: byId(ROOMS),
  vehicles: byId(VEHICLES),
};
const day = localDate('2026-11-30'); // a Monday
const week = weekOf(day);
const names = namesOn(directory, day);
const known = { party: names.party, place: names.room };
const EMPTY = ['', false];
/** What each row fills, without the day of the month that all of these share. */
const read = (pasted: PastedGrid) => {
  const grid = apart(pasted, known.party);
  return pastedDrafts(grid, recognisedColumns(grid, week, known), {
    week,
    day,
    known,
    readLine: (line, on) => readQuickLine(line, { directory, week, day: on, today: day }).draft,
  }).map(({ draft }) =>
    Object.fromEntries(
      Object.entries(draft).filter(
        ([field, value]) =>
          !EMPTY.includes(value as string) && String(value) !== '' && !['kind', 'visibility', 'status'].includes(field),
      ),
    ),
  );
};

test('a district’s sheet: heads that say two things, people and rooms by short names', () => {
  expect(
    read([
      ['LỊCH CÔNG TÁC TỪ NGÀY 30/11 ĐẾN NGÀY 06/12/2026', '', '', '', '', '', '', ''],
      [
        'Ngày',
        'Thời gian',
        'Nội dung',
        'Lãnh đạo chủ trì/tham dự',
        'Địa điểm',
        'Thành phần',
        'Lãnh đạo VP và phòng CM theo dõi',
        'Ghi chú',
      ],
      [
        'Thứ 2 (30/11/2026)',
        '09h00',
        'Giao ban',
        'Đ/c Thịnh; Đ/C Vân',
        'HT tầng 2',
        '2 Ban; P. KH-TC, P. TCCB',
        'Đ/c Hà',
        '',
      ],
      ['', 'Cả ngày', 'Đi cơ sở', 'PGĐ Tuấn', 'Xã An Hòa', '', '', 'Xe 7 chỗ'],
    ]),
  ).toEqual([
    {
      ...{ date: '2026-11-30', time: '09h00', content: 'Giao ban', chairs: ['person:thinh', 'person:van'] },
      ...{ place: 'room:hoi-truong', attendees: ['2 Ban', 'unit:khtc', 'unit:tccb'], officeLead: 'person:ha' },
    },
    { date: '2026-11-30', time: 'Cả ngày', content: 'Đi cơ sở', chairs: ['person:tuan'], place: 'Xã An Hòa' },
  ]);
});

test('a province’s sheet: sessions under a head of two columns, the hour in brackets before the content', () => {
  expect(
    read([
      ['Ngày', 'Nội dung công việc', '', 'Địa điểm', 'Thường trực UBND tỉnh'],
      ['Thứ 2\n30/11', 'Sáng', '(8h30) Hội nghị Thường trực', 'P. họp TV', 'GĐ Trần Đức Thịnh'],
      ['', 'Sáng', 'Dự Đại hội Đảng bộ', 'Trụ sở BCH', 'PGĐ Vân'],
      ['', 'Chiều', '(1h30) Giao ban', '', 'GĐ,\nCác PGĐ'],
    ]),
  ).toEqual([
    {
      date: '2026-11-30',
      time: '08:30',
      content: 'Hội nghị Thường trực',
      chairs: ['person:thinh'],
      place: 'P. họp TV',
    },
    { date: '2026-11-30', time: 'Sáng', content: 'Dự Đại hội Đảng bộ', chairs: ['person:van'], place: 'Trụ sở BCH' },
    { date: '2026-11-30', time: '13:30', content: 'Giao ban', chairs: ['person:thinh', 'Các PGĐ'] },
  ]);
});

test('a hospital’s sheet: a column for each session, weekday and date apart', () => {
  expect(
    read([
      ['Thứ', 'Ngày', 'Buổi Sáng', 'Buổi Chiều', 'Ghi chú'],
      [
        'Thứ hai',
        '(30/11/26)',
        '7h00: Giao ban tại hội trường\n8h00: Tiếp đoàn',
        '- 2h: Họp Hội đồng, chủ trì: GĐ',
        '',
      ],
      ['Thứ ba', '(1/12/26)', '', 'Họp kiểm điểm', 'Nghỉ'],
    ]),
  ).toEqual([
    { date: '2026-11-30', time: '07:00', content: 'Giao ban', place: 'room:hoi-truong' },
    { date: '2026-11-30', time: '08:00', content: 'Tiếp đoàn' },
    { date: '2026-11-30', time: '14:00', content: 'Họp Hội đồng', chairs: ['person:thinh'] },
    { date: '2026-12-01', time: 'Chiều', content: 'Họp kiểm điểm' },
  ]);
});

test('a column for each leader: what several have is one entry with all of them', () => {
  expect(
    read([
      ['Thứ ngày', 'Buổi', 'GĐ Trần Đức Thịnh', 'PGĐ Nguyễn Thị Hồng Vân'],
      ['Thứ hai\n30/11', 'Sáng', '8h: Họp UBND tỉnh', '7h30: Kiểm tra trường\n10h: Họp Chi bộ'],
      ['', 'Chiều', '14h: Giao ban', '14h: Giao ban'],
    ]),
  ).toEqual([
    { date: '2026-11-30', time: '08:00', content: 'Họp UBND tỉnh', chairs: ['person:thinh'] },
    { date: '2026-11-30', time: '07:30', content: 'Kiểm tra trường', chairs: ['person:van'] },
    { date: '2026-11-30', time: '10:00', content: 'Họp Chi bộ', chairs: ['person:van'] },
    { date: '2026-11-30', time: '14:00', content: 'Giao ban', chairs: ['person:thinh', 'person:van'] },
  ]);
});

test('a leader’s day in one paragraph, or in lines under the name', () => {
  const lines = (...all: string[]) => read(cellsOfText(all.join('\n')));
  expect(
    lines(
      'THỨ BA, NGÀY 01/12:',
      '- Giám đốc: 7 giờ 30’, đối thoại với giáo viên, điểm tại UBND xã An Hòa (LĐVP: Đ/c Hà). 14 giờ, dự họp.',
      '- PGĐ Huy: Sáng làm việc tại cơ quan. 13 giờ 30’, nghe báo cáo, điểm tại Phòng họp số 1.',
    ),
  ).toEqual([
    {
      ...{ date: '2026-12-01', time: '7 giờ 30’', content: 'Đối thoại với giáo viên', chairs: ['person:thinh'] },
      ...{ place: 'UBND xã An Hòa', officeLead: 'person:ha' },
    },
    { date: '2026-12-01', time: '14 giờ', content: 'Dự họp', attendees: ['person:thinh'] },
    { date: '2026-12-01', time: 'Sáng', content: 'Làm việc tại cơ quan', chairs: ['person:huy'] },
    { date: '2026-12-01', time: '13 giờ 30’', content: 'Nghe báo cáo', chairs: ['person:huy'], place: 'room:phong-1' },
  ]);
  expect(
    lines('Thứ hai, ngày 30/11', 'PGĐ Vân:', '- 8h00 Kiểm tra trường', 'Thứ ba, ngày 01/12', '- 9h Giao ban'),
  ).toEqual([
    { date: '2026-11-30', time: '8h00', content: 'Kiểm tra trường', chairs: ['person:van'] },
    { date: '2026-12-01', time: '9h', content: 'Giao ban' },
  ]);
});

test('a letter with a numbered list: its greeting and who signs are no entries', () => {
  expect(
    read(
      cellsOfText(
        [
          'Kính gửi Văn phòng,',
          'Phòng GDTrH đăng ký lịch như sau:',
          '1.   8h00 thứ ba, họp thẩm định, chủ trì: PGĐ Vân, Phòng họp số 2',
          '2)  Sáng thứ bảy 05/12: Chung kết',
          'Trân trọng cảm ơn./.',
          'Bùi Văn Khánh',
        ].join('\n'),
      ),
    ),
  ).toEqual([
    { date: '2026-12-01', time: '8h00', content: 'Họp thẩm định', chairs: ['person:van'], place: 'room:phong-2' },
    { date: '2026-12-05', time: 'Sáng', content: 'Chung kết' },
  ]);
});

test('a calendar exported by Outlook', () => {
  expect(
    read([
      ['Subject', 'Start Date', 'Start Time', 'End Time', 'Location', 'Organizer'],
      ['Giao ban', '30/11/2026', '8:00 SA', '9:30 SA', 'Phòng họp số 1', 'GĐ Trần Đức Thịnh'],
    ]),
  ).toEqual([
    {
      ...{ date: '2026-11-30', time: '8:00 SA - 9:30 SA', content: 'Giao ban' },
      ...{ chairs: ['person:thinh'], place: 'room:phong-1' },
    },
  ]);
});
