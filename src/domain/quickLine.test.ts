import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import published from '#start/fixtures/published-schedules.json' with { type: 'json' };
import { CALENDARS, PEOPLE, ROOMS, VEHICLES } from '#start/demoOffice.ts';
import type { Directory } from './directory.ts';
import { partyLabel, placeLabel } from './party.ts';
import { readQuickLine, type QuickLine } from './quickLine.ts';
import type { QuickField } from './quickWords.ts';
import { cleanText } from './text.ts';
import { formatDay, localDate, readTime } from './time.ts';
import { daysOf } from './week.ts';
import type { WeekId } from './week.ts';

const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));
const directory: Directory = {
  people: byId(PEOPLE),
  calendars: byId(CALENDARS),
  rooms: byId(ROOMS),
  vehicles: byId(VEHICLES),
};
const WEEK = '2026-W49' as WeekId; // Monday 30/11
const MONDAY = localDate('2026-11-30');
const read = (line: string): QuickLine =>
  readQuickLine(line, { directory, week: WEEK, day: MONDAY, today: localDate('2026-12-02') });

const filled = ({ draft }: QuickLine) =>
  Object.fromEntries(
    Object.entries(draft).filter(
      ([field, value]) =>
        value !== '' && value !== false && String(value) !== '' && !['kind', 'visibility', 'status'].includes(field),
    ),
  );
const unclearOf = (line: string): string[] => read(line).unclear.map(({ said, to }) => line.slice(said, to));

test.each<[string, Partial<Record<keyof QuickLine['draft'], unknown>>]>([
  [
    '8h30 thứ ba họp giao ban tại phòng họp 1, chủ trì: Giám đốc, thành phần: trưởng các phòng',
    {
      date: '2026-12-01',
      time: '8h30',
      content: 'Họp giao ban',
      chairs: ['person:thinh'],
      attendees: ['trưởng các phòng'],
      place: 'room:phong-1',
    },
  ],
  ['8h họp', { date: MONDAY, time: '8h', content: 'Họp' }],
  ['8-10h cn tập huấn', { date: '2026-12-06', time: '8-10h', content: 'Tập huấn' }],
  ['sáng thứ tư (02/12): tiếp công dân', { date: '2026-12-02', time: 'sáng', content: 'Tiếp công dân' }],
  ['ngày 3 tháng 12, 14 giờ 30 họp', { date: '2026-12-03', time: '14 giờ 30', content: 'Họp' }],
  ['ngày mai 2h chiều họp', { date: '2026-12-03', time: '2h chiều', content: 'Họp' }],
  [
    'thứ ba đến thứ năm cả ngày tập huấn tại Hà Nội',
    { date: '2026-12-01', lastDate: '2026-12-03', time: 'cả ngày', content: 'Tập huấn', place: 'Hà Nội' },
  ],
  ['họp giao ban lúc 8h30 thứ ba', { date: '2026-12-01', time: '8h30', content: 'Họp giao ban' }],
  ['họp giao ban, thứ ba 8h30', { date: '2026-12-01', time: '8h30', content: 'Họp giao ban' }],
  [
    '9h họp do PGĐ Vân chủ trì tại phòng họp 2, mời dự: TCCB và CVP',
    {
      date: MONDAY,
      time: '9h',
      content: 'Họp',
      chairs: ['person:van'],
      invitees: ['unit:tccb', 'person:ha'],
      place: 'room:phong-2',
    },
  ],
  [
    '9h chủ trì: Giám đốc, họp giao ban',
    { date: MONDAY, time: '9h', content: 'Họp giao ban', chairs: ['person:thinh'] },
  ],
  ['9h tại phòng họp 1 nghe báo cáo', { date: MONDAY, time: '9h', content: 'Nghe báo cáo', place: 'room:phong-1' }],
  [
    '9h kiểm tra, xe 16 chỗ, chuẩn bị: P. KH-TC',
    { date: MONDAY, time: '9h', content: 'Kiểm tra', preparingUnit: 'unit:khtc', vehicle: 'vehicle:xe-3' },
  ],
])('reads %j', (line, draft) => {
  expect(filled(read(line))).toEqual(draft);
  expect(unclearOf(line)).toEqual([]);
});

test.each<[string, Partial<Record<keyof QuickLine['draft'], unknown>>]>([
  // A room of ours needs no "tại", apart or at the end.
  [
    'Thứ Hai, 08h30, Họp Ban Giám đốc, Phòng họp 1, GĐ chủ trì, TP: BGĐ, Chánh VP',
    {
      date: MONDAY,
      time: '08h30',
      content: 'Họp Ban Giám đốc',
      place: 'room:phong-1',
      chairs: ['person:thinh'],
      attendees: ['unit:board', 'Chánh VP'],
    },
  ],
  ['8h-9h30 t2 giao ban phòng họp số 1', { date: MONDAY, time: '8h-9h30', content: 'Giao ban', place: 'room:phong-1' }],
  [
    'họp chi bộ 16h chiều thứ sáu hội trường, đ/c Bí thư chủ trì',
    {
      date: '2026-12-04',
      time: '16h chiều',
      content: 'Họp chi bộ',
      place: 'room:hoi-truong',
      chairs: ['đ/c Bí thư'],
    },
  ],
  [
    '9h thứ 6 tiếp công dân định kỳ - Phòng tiếp công dân - GĐ',
    {
      date: '2026-12-04',
      time: '9h',
      content: 'Tiếp công dân định kỳ',
      place: 'room:tiep-dan',
      attendees: ['person:thinh'],
    },
  ],
  // Who stands before the verb, after the place, or in brackets.
  [
    'PGĐ Vân dự lễ khai giảng trường chính trị tỉnh, 8h sáng thứ 5',
    {
      date: '2026-12-03',
      time: '8h sáng',
      content: 'Dự lễ khai giảng trường chính trị tỉnh',
      attendees: ['person:van'],
    },
  ],
  [
    'PGD Van hop truc tuyen voi Bo GDDT 14h thu 4 phong hop 2',
    {
      date: '2026-12-02',
      time: '14h',
      content: 'Hop truc tuyen voi Bo GDDT',
      chairs: ['person:van'],
      place: 'room:phong-2',
    },
  ],
  ['8h GĐ chủ trì họp giao ban', { date: MONDAY, time: '8h', content: 'Họp giao ban', chairs: ['person:thinh'] }],
  [
    '14h00, thứ 3, Dự họp UBND tỉnh về đầu tư công năm 2027 tại Hội trường UBND tỉnh (GĐ dự)',
    {
      date: '2026-12-01',
      time: '14h00',
      content: 'Dự họp UBND tỉnh về đầu tư công năm 2027',
      place: 'Hội trường UBND tỉnh',
      attendees: ['person:thinh'],
    },
  ],
  [
    '- 08h00: Họp Hội đồng thi đua - khen thưởng (GĐ chủ trì; TP: các phòng; P.họp 1)',
    {
      date: MONDAY,
      time: '08h00',
      content: 'Họp Hội đồng thi đua - khen thưởng',
      chairs: ['person:thinh'],
      attendees: ['các phòng'],
      place: 'room:phong-1',
    },
  ],
  [
    '8h00 thứ ba xét duyệt SKKN cấp tỉnh, hội trường, P. GDTrH chuẩn bị nội dung',
    {
      date: '2026-12-01',
      time: '8h00',
      content: 'Xét duyệt SKKN cấp tỉnh',
      place: 'room:hoi-truong',
      preparingUnit: 'unit:gdtrh',
    },
  ],
  [
    '8h00: Họp giao ban tuần (BGĐ, Trưởng các phòng, Phòng họp số 1)',
    {
      date: MONDAY,
      time: '8h00',
      content: 'Họp giao ban tuần',
      attendees: ['unit:board', 'Trưởng các phòng'],
      place: 'room:phong-1',
    },
  ],
  [
    '14h30 Làm việc với Ban Tuyên giáo Tỉnh ủy. Tại Tỉnh ủy. GĐ + PGĐ Vân',
    {
      date: MONDAY,
      time: '14h30',
      content: 'Làm việc với Ban Tuyên giáo Tỉnh ủy',
      place: 'Tỉnh ủy',
      attendees: ['person:thinh', 'person:van'],
    },
  ],
  [
    'Sáng: kiểm tra tiến độ xây dựng Trường THPT Lê Quý Đôn (PGĐ Vân, phòng KHTC)',
    {
      date: MONDAY,
      time: 'Sáng',
      content: 'Kiểm tra tiến độ xây dựng Trường THPT Lê Quý Đôn',
      attendees: ['person:van', 'unit:khtc'],
    },
  ],
  [
    '7h00 thứ 4 PGĐ Huy, Phòng GDTrH đi kiểm tra kỳ thi tại THPT Chuyên, xe 16 chỗ',
    {
      date: '2026-12-02',
      time: '7h00',
      content: 'Đi kiểm tra kỳ thi',
      attendees: ['person:huy', 'unit:gdtrh'],
      place: 'THPT Chuyên',
      vehicle: 'vehicle:xe-3',
    },
  ],
  [
    '13h30 ngày 3/12: Thẩm định đề án sáp nhập trường học; CT: PGĐ Tuấn; TP: TCCB, KHTC; ĐĐ: PH2',
    {
      date: '2026-12-03',
      time: '13h30',
      content: 'Thẩm định đề án sáp nhập trường học',
      chairs: ['person:tuan'],
      attendees: ['unit:tccb', 'unit:khtc'],
      place: 'room:phong-2',
    },
  ],
  [
    '8h T2. Họp BCĐ. P. Họp 3. Giám đốc chủ trì. TP: theo giấy mời',
    {
      date: MONDAY,
      time: '8h',
      content: 'Họp BCĐ',
      chairs: ['person:thinh'],
      attendees: ['theo giấy mời'],
      place: 'room:phong-3',
    },
  ],
  // Days and clocks as others write them.
  [
    'PGĐ Tuấn nghỉ phép, cả ngày thứ 5, thứ 6',
    { date: '2026-12-03', lastDate: '2026-12-04', time: 'cả ngày', content: 'PGĐ Tuấn nghỉ phép' },
  ],
  [
    'hội ý lãnh đạo Sở tại phòng Giám đốc 7h15 thứ hai',
    { date: MONDAY, time: '7h15', content: 'Hội ý lãnh đạo Sở', place: 'phòng Giám đốc' },
  ],
  ['8h khảo sát tại đường 30/4', { date: MONDAY, time: '8h', content: 'Khảo sát', place: 'đường 30/4' }],
  [
    'cả ngày thứ hai và thứ ba: Tập huấn tại khách sạn Hoa Sen',
    { date: MONDAY, lastDate: '2026-12-01', time: 'cả ngày', content: 'Tập huấn', place: 'khách sạn Hoa Sen' },
  ],
  [
    'cả ngày 1/12 PGĐ Vân đi công tác Hà Nội đến hết 3/12',
    {
      date: '2026-12-01',
      lastDate: '2026-12-03',
      time: 'cả ngày',
      content: 'Đi công tác Hà Nội',
      attendees: ['person:van'],
    },
  ],
  ['Trực cơ quan, ngày thứ 7', { date: '2026-12-05', content: 'Trực cơ quan' }],
  ['1:30 PM thứ hai họp giao ban', { date: MONDAY, time: '1:30 PM', content: 'Họp giao ban' }],
  ['8:00 SA họp giao ban', { date: MONDAY, time: '8:00 SA', content: 'Họp giao ban' }],
  [
    '14 giờ họp trực tuyến; điểm cầu: phòng họp 2; thành phần: Văn phòng',
    { date: MONDAY, time: '14 giờ', content: 'Họp trực tuyến', place: 'room:phong-2', attendees: ['unit:vp'] },
  ],
  // As provinces, districts, hospitals and universities write them.
  [
    '- GĐ: 7 giờ 30’, đối thoại với phụ huynh (Giấy mời riêng), điểm tại UBND xã An Hòa',
    {
      date: MONDAY,
      time: '7 giờ 30’',
      content: 'Đối thoại với phụ huynh (Giấy mời riêng)',
      chairs: ['person:thinh'],
      place: 'UBND xã An Hòa',
    },
  ],
  [
    'GĐ, PGĐ Huy: 8h dự hội nghị, mời TP KHTC và CVP cùng dự',
    {
      date: MONDAY,
      time: '8h',
      content: 'Dự hội nghị',
      attendees: ['person:thinh', 'person:huy'],
      invitees: ['person:lan', 'person:ha'],
    },
  ],
  [
    '9h PGĐ Huy kiểm tra trường chuẩn, điểm tập trung tại Sở, xe 16 chỗ, lái xe: anh Bình (LĐVP: Đ/c Hà)',
    {
      date: MONDAY,
      time: '9h',
      content: 'Kiểm tra trường chuẩn',
      chairs: ['person:huy'],
      gatheringPoint: 'Sở',
      vehicle: 'vehicle:xe-3',
      driver: 'anh Bình',
      officeLead: 'person:ha',
    },
  ],
  [
    '08 giờ 00: Thăm trường. Địa điểm: tại Trường THPT Lê Lợi',
    { date: MONDAY, time: '08 giờ 00', content: 'Thăm trường', place: 'Trường THPT Lê Lợi' },
  ],
  ['Sáng t3 làm việc tại cơ quan', { date: '2026-12-01', time: 'Sáng', content: 'Làm việc tại cơ quan' }],
  ['8h rà soát điểm tại các trường', { date: MONDAY, time: '8h', content: 'Rà soát điểm', place: 'các trường' }],
  [
    '(8h30) Hội nghị Thường trực - P. họp TV - GĐ',
    { date: MONDAY, time: '8h30', content: 'Hội nghị Thường trực', place: 'P. họp TV', attendees: ['person:thinh'] },
  ],
  [
    '07h30 T2: chào cờ, HT tầng 2 - toàn thể công chức',
    { date: MONDAY, time: '07h30', content: 'Chào cờ', place: 'room:hoi-truong', attendees: ['toàn thể công chức'] },
  ],
  [
    '14h họp xét thi đua, chủ trì GĐ, dự họp: các PGĐ, trưởng các phòng; TCCB chuẩn bị tài liệu',
    {
      date: MONDAY,
      time: '14h',
      content: 'Họp xét thi đua',
      chairs: ['person:thinh'],
      attendees: ['các PGĐ', 'trưởng các phòng'],
      preparingUnit: 'unit:tccb',
    },
  ],
  [
    '8h t2 giao ban ph1 ct gđ',
    { date: MONDAY, time: '8h', content: 'Giao ban', place: 'room:phong-1', chairs: ['person:thinh'] },
  ],
  [
    '10h15 nghe báo cáo, pgđ tuấn ct, ph2',
    { date: MONDAY, time: '10h15', content: 'Nghe báo cáo', chairs: ['person:tuan'], place: 'room:phong-2' },
  ],
  ['8 rưỡi sáng thứ ba giao ban', { date: '2026-12-01', time: '8 rưỡi sáng', content: 'Giao ban' }],
  ['9 giờ sáng mai họp xét thi đua', { date: '2026-12-03', time: '9 giờ sáng', content: 'Họp xét thi đua' }],
  ['8h30, thứ Tư, ngày 02 tháng 12 năm 2026, họp', { date: '2026-12-02', time: '8h30', content: 'Họp' }],
  [
    'họp lúc 14h ngày 3/12 ở hội trường tỉnh',
    { date: '2026-12-03', time: '14h', content: 'Họp', place: 'hội trường tỉnh' },
  ],
  // Days without an hour are whole days.
  [
    '30/11-02/12: PGĐ Huy đi công tác Đà Nẵng',
    {
      date: MONDAY,
      lastDate: '2026-12-02',
      time: 'cả ngày',
      content: 'Đi công tác Đà Nẵng',
      attendees: ['person:huy'],
    },
  ],
])('needs no label in %j', (line, draft) => {
  expect(filled(read(line))).toEqual(draft);
  expect(unclearOf(line)).toEqual([]);
});

describe('what stays text, because more than one could be meant', () => {
  test.each<[string, QuickField, string]>([
    ['8h họp, chủ trì: PGĐ', 'chairs', 'PGĐ'],
    ['8h họp, chủ trì: PGĐ Văn', 'chairs', 'PGĐ Văn'], // with marks it is not Vân
    ['8h họp, thành phần: trưởng phòng', 'attendees', 'trưởng phòng'],
    ['8h họp tại phòng họp', 'place', 'phòng họp'],
    ['8h họp tại phòng họp số 3 UBND tỉnh', 'place', 'phòng họp số 3 UBND tỉnh'],
    ['8h họp tại Phòng họp số 1, Sở Nội vụ', 'place', 'Phòng họp số 1, Sở Nội vụ'],
    ['8h họp, xe 7 chỗ, chủ trì: Giám đốc', 'content', 'họp, xe 7 chỗ'],
    ['8h họp, chủ trì: person:van', 'chairs', 'text:person:van'], // nobody types references
  ])('%j', (line, field, value) => {
    expect(
      read(line)
        .parts.filter((part) => part.field === field)
        .map((part) => part.value),
    ).toEqual([value]);
  });
});

describe('words of the content that look like something else stay in the content', () => {
  test.each([
    'dự kỳ họp thứ Sáu (chuyên đề) HĐND xã',
    'tối ưu hóa quy trình',
    'sáng kiến kinh nghiệm',
    'chủ trì hội nghị sơ kết',
    'họp về dự án mới, các trường mới',
    'mời thầu gói thiết bị',
    'tham dự hội nghị, thành phố kết nghĩa',
    'kiểm tra 3 trường (thành phần: hiệu trưởng)',
    'làm việc với Phòng TCCB, Phòng KH-TC',
    'gặp mặt PGĐ Vân, PGĐ Huy',
    'tập huấn lái xe an toàn',
    'họp lãnh đạo Văn phòng',
    'họp với CT UBND xã Tân An, PCT HĐND',
    'mua sắm thiết bị phòng học, phòng họp',
    'kiểm tra điểm tập trung rác',
    'tập trung tại sân vận động diễu hành',
    'kiểm tra cơ sở vật chất phòng họp trực tuyến',
    'rà soát quy hoạch Phòng GDTrH (Phòng TCCB trình)',
    'Giám đốc Sở Nội vụ dự họp',
    'hội nghị đánh giá thi đua - khen thưởng',
    'họp ban tổ chức thứ hai và thứ ba hằng tháng',
  ])('%j', (content) => {
    const { parts, unclear } = read(`thứ ba 8h ${content}`);
    expect(unclear).toEqual([]);
    expect(parts.filter(({ field }) => field === 'content').map(({ value }) => value)).toEqual([content]);
  });
});

test.each<[string, string[], string]>([
  ['t5 14h họp giao ban công đoàn tại phòng họp 2, chủ trì: PGĐ Vân, mời bên thuế', ['bên thuế'], 'unknown'],
  ['25h họp', ['25h'], 'noSuchTime'],
  ['11h-8h họp', ['11h-8h'], 'noSuchTime'],
  ['12/12 8h họp', ['12/12'], 'outsideWeek'],
  ['8h thứ ba 03/12 họp', ['thứ ba'], 'unknown'], // the 3rd is a Thursday
  ['chiều 8h họp', ['chiều'], 'unknown'],
])('what is unclear in %j is said, and goes with the content', (line, words, why) => {
  const { unclear, draft } = read(line);
  expect(unclearOf(line)).toEqual(words);
  expect(unclear.map((one) => one.why)).toEqual([why]);
  for (const word of words) expect(draft.content).toContain(word);
});

// Properties ----------------------------------------------------------------------------------------------------------

const vocabulary = fc.constantFrom(
  ...['8h30', '8-10h', '25h', 'thứ ba', 'thứ', 't5', '03/12', '12/12', 'đến', '-', 'sáng', 'cả ngày', 'lúc', 'ngày'],
  ...['họp', 'giao ban', 'tại', 'phòng họp 1', 'địa điểm:', 'chủ trì', 'chủ trì:', 'Giám đốc', 'do', 'PGĐ Vân', 'mời'],
  ...[
    'thành phần:',
    'TCCB',
    'và',
    'xe',
    '16 chỗ',
    'chuẩn bị:',
    ',',
    ';',
    '. ',
    '(',
    ')',
    ':',
    'các trường',
    'GĐ',
    'dự',
    'chuẩn bị',
    'hội trường',
    'đến hết',
    '1:30 PM',
    '\u037e', // a Greek question mark, which is a semicolon once folded
    'ｶ',
    '👩‍🏫',
    'İ',
    'a\u0301',
  ],
);
const anyLine = fc.oneof(
  fc.array(vocabulary, { maxLength: 25 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

test('of any line every word is in exactly one part or is unclear, and what is unclear is in the content', () => {
  fc.assert(
    fc.property(anyLine, (line) => {
      const { parts, unclear, draft } = read(line);
      const spans = [...parts, ...unclear].sort((a, b) => a.from - b.from);
      let rest = '';
      let end = 0;
      for (const { from, said, to } of spans) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(said).toBeGreaterThanOrEqual(from);
        expect(to).toBeGreaterThan(said);
        rest += line.slice(end, from);
        end = to;
      }
      rest += line.slice(end);
      expect(rest.normalize('NFD').replace(/[\s\p{Z}\p{C}\p{M},;.:()\-‐-―−~]/gu, '')).toBe('');
      for (const { from, to } of unclear) {
        expect(draft.content.toLowerCase()).toContain(cleanText(line.slice(from, to)).toLowerCase());
      }
    }),
    { numRuns: 1000 },
  );
});

test('ten thousand characters of anything are read', () => {
  for (const piece of ['(', 'a, ', 'tại ', 'chủ trì: ', '8h ', 'do chủ trì ', ' ', 'Vân; ', '\u200b'])
    expect(() => read(piece.repeat(10_000 / piece.length))).not.toThrow();
});

const pick = <T>(...all: readonly T[]) => fc.constantFrom(...all);
const person = pick(...PEOPLE.slice(0, 5).map(({ id }) => `person:${id}` as const));
const unit = pick(...CALENDARS.map(({ id }) => `unit:${id}` as const));
const parties = fc.uniqueArray(fc.oneof(person, unit, pick('trưởng các phòng', 'hiệu trưởng các trường THPT')), {
  minLength: 1,
  maxLength: 4,
});
const composed = fc
  .record({
    date: pick(...daysOf(WEEK)),
    time: pick('8h30', '14h', '07:45', '8h-10h30', 'sáng', 'cả ngày', '19 giờ'),
    content: pick('Họp giao ban', 'Rà soát chỉ tiêu tuyển sinh lớp 10', 'Kiểm tra trường chuẩn quốc gia (đợt 2)'),
    chairs: fc.option(fc.uniqueArray(person, { minLength: 1, maxLength: 2 }), { nil: [] }),
    attendees: fc.option(parties, { nil: [] }),
    invitees: fc.option(parties, { nil: [] }),
    place: fc.option(fc.oneof(pick(...ROOMS.map(({ id }) => `room:${id}`)), pick('Trụ sở UBND tỉnh', 'xã Phúc Lộc')), {
      nil: '',
    }),
    preparingUnit: fc.option(unit, { nil: '' }),
    vehicle: fc.option(pick(...VEHICLES.map(({ id }) => `vehicle:${id}`)), { nil: '' }),
    timeFirst: fc.boolean(),
  })
  .map(({ timeFirst, ...draft }) => {
    const day = formatDay(draft.date);
    const named = (values: readonly string[]) =>
      values.map((value) =>
        /^(person|unit):/.test(value) ? partyLabel(value as 'unit:x', directory, draft.date) : value,
      );
    const room = draft.place.startsWith('room:') ? placeLabel(draft.place as 'room:x', directory) : draft.place;
    const labelled = [
      draft.chairs.length > 0 && `chủ trì: ${named(draft.chairs).join(', ')}`,
      draft.attendees.length > 0 && `thành phần: ${named(draft.attendees).join('; ')}`,
      draft.invitees.length > 0 && `mời dự: ${named(draft.invitees).join(', ')}`,
      draft.preparingUnit !== '' && `đơn vị chuẩn bị: ${named([draft.preparingUnit]).join()}`,
      draft.vehicle !== '' && `xe: ${directory.vehicles.get(draft.vehicle.slice(8))!.name}`,
    ].filter(Boolean);
    const when = timeFirst ? `${draft.time} ${day}` : `${day} ${draft.time}`;
    const what = draft.place === '' ? draft.content : `${draft.content} tại ${room}`;
    return { draft, line: [`${when} ${what}`, ...labelled].join(', ') };
  });

test('a line made of parts is read as those parts', () => {
  fc.assert(
    fc.property(composed, ({ draft, line }) => {
      const { unclear, draft: got } = read(line);
      expect(unclear).toEqual([]);
      expect(got).toMatchObject(draft);
    }),
    { numRuns: 200 },
  );
});

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
const meaning = ({ draft, unclear }: QuickLine) => ({
  ...draft,
  time: readTime(draft.time),
  unclear: unclear.length,
  ...Object.fromEntries(
    (['content', 'place', 'chairs', 'attendees', 'invitees'] as const).map((field) => [
      field,
      [draft[field]].flat().map((value) => (/^(person|unit|room):/.test(value) ? value : bare(value).toLowerCase())),
    ]),
  ),
});

test('accents, case and the form of the letters do not matter', () => {
  fc.assert(
    fc.property(
      composed,
      pick(
        bare,
        (text: string) => text.toUpperCase(),
        (text: string) => text.normalize('NFD'),
      ),
      ({ line }, change) => {
        expect(meaning(read(change(line)))).toEqual(meaning(read(line)));
      },
    ),
    { numRuns: 200 },
  );
});

// The ways of other agencies' sheets, said in their words: what is in brackets, who is with whom.
test.each<[string, Partial<Record<keyof QuickLine['draft'], unknown>>]>([
  [
    '14h họp thông qua hồ sơ xét tặng (Văn phòng Sở chuẩn bị). Thành phần: BGĐ Sở; VP Sở. Địa điểm: Hội trường B - Sở',
    {
      content: 'Họp thông qua hồ sơ xét tặng',
      preparingUnit: 'unit:vp',
      attendees: ['unit:board', 'unit:vp'],
      place: 'Hội trường B - Sở',
    },
  ],
  [
    '14 giờ, họp nghe báo cáo tiến độ, mời Trưởng phòng Nội vụ, UBND xã Đông Phước cùng dự (Phòng Nội vụ chuẩn bị báo cáo), điểm tại Sở Nội vụ',
    {
      content: 'Họp nghe báo cáo tiến độ',
      invitees: ['Trưởng phòng Nội vụ', 'UBND xã Đông Phước'],
      preparingUnit: 'Phòng Nội vụ',
      place: 'Sở Nội vụ',
    },
  ],
  [
    'thứ ba, Thường trực dự giám sát tại Thành ủy (sáng; dự: đ/c Huy)',
    { content: 'Thường trực dự giám sát', time: 'sáng', attendees: ['person:huy'], place: 'Thành ủy' },
  ],
  ['đi thăm các trường (ngày; đ/c Vân)', { content: 'Đi thăm các trường', time: 'cả ngày', attendees: ['person:van'] }],
  [
    '8h T6: họp với Bộ về tuyển sinh (đ/c Huy chủ trì; các phòng GDTrH, QLCL dự) - PH trực tuyến',
    {
      content: 'Họp với Bộ về tuyển sinh',
      chairs: ['person:huy'],
      attendees: ['các phòng GDTrH, QLCL'],
      place: 'PH trực tuyến',
    },
  ],
  [
    '9h00: Giám đốc Sở dự họp cải tạo tầng 21. Cùng dự: Ông Vũ Đình Phong – Trưởng phòng TCCB',
    { content: 'Dự họp cải tạo tầng 21', attendees: ['person:thinh', 'person:phong'] },
  ],
  [
    '7 giờ 30’ khảo sát các điểm sạt lở, điểm tập trung tại Huyện ủy (cả ngày)',
    { time: '7 giờ 30’ cả ngày', gatheringPoint: 'Huyện ủy' },
  ],
  // In brackets that say something else too, nothing is taken out of them.
  ['8h tập huấn (sáng: lý thuyết; chiều: thực hành)', { content: 'Tập huấn (sáng: lý thuyết; chiều: thực hành)' }],
  ['8h dự hội nghị (điểm của tỉnh)', { content: 'Dự hội nghị (điểm của tỉnh)' }],
  ['8h họp (học sinh dự)', { content: 'Họp (học sinh dự)' }],
])('%s', (line, expected) => {
  expect(read(line).draft).toMatchObject(expected);
  expect(read(line).unclear).toEqual([]);
});

// Real entries ----------------------------------------------------------------------------------------------------------

interface Published {
  readonly session?: string | null;
  readonly start?: string | null;
  readonly content: string;
  readonly chair?: string | null;
  readonly participants?: string | null;
  readonly place?: string | null;
  readonly preparedBy?: string | null;
}

/** As a clerk would type it: day, time, what, where, and who with its labels. */
const typedOf = (entry: Published, day: string): string =>
  [
    [day, entry.start, entry.session, entry.content, entry.place && `tại ${entry.place}`].filter(Boolean).join(' '),
    entry.chair && `chủ trì: ${entry.chair}`,
    entry.participants && `thành phần: ${entry.participants}`,
    entry.preparedBy && `đơn vị chuẩn bị: ${entry.preparedBy}`,
  ]
    .filter(Boolean)
    .join(', ');
const letters = (...texts: readonly (string | null | undefined)[]) =>
  texts
    .join('')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const label = (value: string) => {
  if (/^(person|unit):/.test(value)) return partyLabel(value as 'unit:x', directory, MONDAY);
  return value.startsWith('room:') ? placeLabel(value as 'room:x', directory) : value;
};
/** Which parts of an entry were not read as they stand in the sheet. */
function misread(entry: Published): string[] {
  const { draft, unclear } = read(typedOf(entry, 'thứ tư'));
  const ours = (value: string) => letters(label(value)).replace(/^phònghọpsố/, 'phònghọp');
  const theirs = (value: string | null | undefined) => letters(value).replace(/^phònghọpsố/, 'phònghọp');
  return [
    draft.date !== '2026-12-02' && 'date',
    letters(draft.time) !== letters(entry.start, entry.session) && 'time',
    letters(draft.content) !== letters(entry.content) && 'content',
    ours(draft.place) !== theirs(entry.place) && 'place',
    letters(...draft.chairs.map(label)) !== letters(entry.chair) && 'chairs',
    letters(...draft.attendees.map(label)) !== letters(entry.participants) && 'attendees',
    letters(label(draft.preparingUnit)) !== letters(entry.preparedBy) && 'preparingUnit',
    unclear.length > 0 && 'unclear',
  ].filter((field) => field !== false);
}

test('the 65 entries that real agencies published, typed as lines, are read wholly', () => {
  const all = (published.entries as readonly Published[]).map((entry) => [entry.place, misread(entry)] as const);
  expect(all).toHaveLength(65);
  expect(all.filter(([, fields]) => fields.length > 0)).toEqual([]);
});
