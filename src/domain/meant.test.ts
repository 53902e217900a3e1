import { describe, expect, test } from 'vitest';
import type { Calendar, Directory, Person } from './directory.ts';
import { meansAllHeads, partyReader } from './meant.ts';
import { localDate } from './time.ts';

const calendar = (id: string, name: string, shortName: string, more: Partial<Calendar> = {}): Calendar => ({
  ...{ id, name, shortName, kind: 'division', order: 0, active: true },
  ...more,
});
const person = (id: string, name: string, order: number, shortTitle: string, unit: string, to?: string): Person => ({
  ...{ id, name, order, public: false },
  positions: [{ title: shortTitle, shortTitle, unit, from: null, to: to === undefined ? null : localDate(to) }],
});
const byId = <T extends { readonly id: string }>(list: readonly T[]) => new Map(list.map((one) => [one.id, one]));
const directory: Directory = {
  people: byId([
    person('thinh', 'Trần Đức Thịnh', 0, 'GĐ', 'board'),
    person('tuan', 'Phạm Minh Tuấn', 1, 'PGĐ', 'board'),
    person('quan', 'Võ Anh Quân', 5, '', 'gdtrh'),
    person('khanh', 'Bùi Văn Khánh', 3, 'TP', 'gdtrh', '2026-11-25'),
    person('trang', 'Phan Thị Thu Trang', 4, 'PTP', 'gdtrh'),
    person('phong', 'Vũ Đình Phong', 2, 'TP', 'tccb'),
  ]),
  calendars: byId([
    calendar('board', 'Ban Giám đốc', 'Ban Giám đốc', { kind: 'board' }),
    calendar('gdtrh', 'Phòng Giáo dục Trung học', 'Phòng GDTrH'),
    calendar('tccb', 'Phòng Tổ chức cán bộ', 'Phòng TCCB'),
    calendar('qlcl', 'Phòng Quản lý chất lượng', 'Phòng QLCL'),
    calendar('cu', 'Phòng cũ', 'Phòng cũ', { active: false }),
  ]),
  rooms: new Map(),
  vehicles: new Map(),
};
const meant = (words: string, date = '2026-11-24') =>
  partyReader(directory)(words, localDate(date)).map(({ person: who, unit }) => [who?.id ?? null, unit?.id ?? null]);

describe('whom the printed words of an issued entry mean', () => {
  test.each([
    ['TP Bùi Văn Khánh', [['khanh', null]]],
    ['PGĐ Phạm Minh Tuấn (thay GĐ Trần Đức Thịnh đi công tác)', [['tuan', null]]],
    ['Phòng GDTrH', [['khanh', 'gdtrh']]],
    ['phong giao duc trung hoc', [['khanh', 'gdtrh']]],
    [
      'Ban Giám đốc',
      [
        ['thinh', 'board'],
        ['tuan', 'board'],
      ],
    ],
    ['Phòng QLCL', [[null, 'qlcl']]],
    ['Phòng cũ', []],
    ['Hiệu trưởng các trường', []],
    [
      'Trưởng các phòng, đơn vị',
      [
        ['khanh', 'gdtrh'],
        ['phong', 'tccb'],
        [null, 'qlcl'],
      ],
    ],
  ])('%s', (words, expected) => {
    expect(meant(words)).toEqual(expected);
  });

  test('who leads a unit is who does on that day; the deputy once the head has left', () => {
    expect(meant('Phòng GDTrH', '2026-11-25')).toEqual([['khanh', 'gdtrh']]);
    expect(meant('Phòng GDTrH', '2026-11-26')).toEqual([['trang', 'gdtrh']]);
  });
});

test.each([
  'Trưởng các phòng',
  'trưởng các phòng, ban',
  'Trưởng, phó các phòng',
  'Trưởng các phòng chức năng',
  'Lãnh đạo các phòng chuyên môn',
  'Các đ/c Trưởng phòng các đơn vị thuộc Sở',
  'các phòng chuyên môn',
  'Các phòng, trung tâm trực thuộc Sở',
])('“%s” is the heads of all divisions', (words) => {
  expect(meansAllHeads(words)).toBe(true);
});

test.each([
  'Hiệu trưởng các trường',
  'Tổ trưởng chuyên môn các trường',
  'các phòng liên quan',
  'Trưởng phòng Nội vụ',
  'Các đơn vị trường học',
  'Phòng GDTrH',
])('“%s” is not', (words) => {
  expect(meansAllHeads(words)).toBe(false);
});
