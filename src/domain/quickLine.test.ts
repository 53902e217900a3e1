import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import published from '#start/fixtures/published-schedules.json' with { type: 'json' };
import { CALENDARS, PEOPLE, ROOMS, VEHICLES } from '#start/demoOffice.ts';
import type { Directory } from './directory.ts';
import { partyLabel, placeLabel } from './party.ts';
import { readQuickLine, type QuickField, type QuickLine } from './quickLine.ts';
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
      expect(rest.replace(/[\s\p{Z}\p{C}\p{M},;.:()\-‐-―−~]/gu, '')).toBe('');
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

test('of the 65 entries that real agencies published, typed as lines, 64 are read wholly', () => {
  const wrong = (published.entries as readonly Published[]).map((entry) => [entry.place, misread(entry)] as const);
  expect(wrong.filter(([, fields]) => fields.length === 0)).toHaveLength(64);
  expect(wrong.filter(([, fields]) => fields.length > 0)).toEqual([
    ['điểm tập trung tại Huyện ủy', ['content', 'place']], // a place that says "tại" itself
  ]);
});
