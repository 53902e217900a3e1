import { describe, expect, test } from 'vitest';
import type { Directory } from './directory.ts';
import type { LocalDate } from './time.ts';
import { byUse, fold, matching, named, partySuggestions, placeSuggestions } from './suggest.ts';

const position = (shortTitle: string, title: string) => [{ title, shortTitle, unit: null, from: null, to: null }];
const directory: Directory = {
  people: new Map([
    ['thinh', { id: 'thinh', name: 'Trần Đức Thịnh', positions: position('GĐ', 'Giám đốc'), order: 1, public: true }],
    [
      'van',
      { id: 'van', name: 'Nguyễn Thị Hồng Vân', positions: position('PGĐ', 'Phó Giám đốc'), order: 2, public: true },
    ],
    ['huy', { id: 'huy', name: 'Lê Quang Huy', positions: position('PGĐ', 'Phó Giám đốc'), order: 3, public: true }],
  ]),
  calendars: new Map([
    [
      'gdtrh',
      {
        id: 'gdtrh',
        name: 'Phòng Giáo dục Trung học',
        shortName: 'Phòng GDTrH',
        kind: 'division',
        order: 2,
        active: true,
      },
    ],
    ['old', { id: 'old', name: 'Thanh tra Sở', shortName: 'Thanh tra', kind: 'division', order: 3, active: false }],
  ]),
  rooms: new Map([
    ['p1', { id: 'p1', name: 'Phòng họp số 1', seats: 20, order: 1, active: true }],
    ['p2', { id: 'p2', name: 'Phòng họp số 2', seats: 30, order: 2, active: true }],
  ]),
  vehicles: new Map(),
};
const parties = partySuggestions(directory, '2026-11-23' as LocalDate);
const places = placeSuggestions(directory);
const values = (typed: string, from = parties) => matching(from, typed).map(({ value }) => value);

test.each([
  ['Vân', 'van'],
  ['  PGĐ   Nguyễn ', 'pgd nguyen'],
  ['Phòng GDTrH', 'phong gdtrh'],
])('folds %j to %j', (text, folded) => expect(fold(text)).toBe(folded));

describe('people and units', () => {
  test('the office and the name stand together', () => expect(parties[1]!.label).toBe('PGĐ Nguyễn Thị Hồng Vân'));
  test.each([
    ['vân', ['person:van']],
    ['pgd van', ['person:van']],
    ['giám đốc', ['person:thinh', 'person:van', 'person:huy']],
    ['gdtrh', ['unit:gdtrh']],
    ['giáo dục trung học', ['unit:gdtrh']],
    ['thanh tra', []], // no longer active
    ['sở tài chính', []],
    ['hông', ['person:van']], // no such mark in any name: the letters alone decide
    ['hồng', ['person:van']],
  ])('%j finds %j', (typed, found) => expect(values(typed)).toEqual(found));
  test('nothing typed offers everybody in the office’s order', () =>
    expect(values('')).toEqual(['person:thinh', 'person:van', 'person:huy', 'unit:gdtrh']));
});

test('marks that are typed count: Vân is not Văn', () => {
  const van = { value: 'person:van2', label: 'Bùi Văn Khánh', names: ['bui van khanh'] };
  expect(values('Vân', [van, ...parties])).toEqual(['person:van']);
  expect(values('van', [van, ...parties])).toEqual(['person:van2', 'person:van']);
});

test('a room is found by its number alone in the name', () =>
  expect(values('phòng họp 2', places)).toEqual(['room:p2']));

describe('a name typed in full', () => {
  test.each([
    ['phòng họp số 1', 'room:p1'],
    ['PHONG HOP SO 1', 'room:p1'],
  ])('%j is the room', (typed, value) => expect(named(places, typed)?.value).toBe(value));
  test('a part of a name is none', () => expect(named(places, 'phòng họp')).toBeUndefined());
  test('a title that two people share names neither', () => expect(named(parties, 'Phó Giám đốc')).toBeUndefined());
  test('an empty field names nothing', () => expect(named(places, ' ')).toBeUndefined());
});

describe('what was used lately', () => {
  const offered = (used: readonly string[], typed = '', from = places) =>
    matching(byUse(from, used), typed).map(({ value }) => value);
  test('comes first, the most used before the others', () =>
    expect(offered(['room:p2', 'room:p2', 'room:p1'])).toEqual(['room:p2', 'room:p1']));
  test('is offered with words that no list holds, and these are found without marks', () => {
    const used = ['text:Trụ sở UBND tỉnh', 'text:Trụ sở UBND tỉnh', 'room:p1'];
    expect(offered(used)).toEqual(['Trụ sở UBND tỉnh', 'room:p1', 'room:p2']);
    expect(offered(used, 'ubnd tinh')).toEqual(['Trụ sở UBND tỉnh']);
  });
  test('written out, is the thing that it names, and offered once', () =>
    expect(offered(['text:Phòng họp số 2'])).toEqual(['room:p2', 'room:p1']));
  test('never used: the order of the office', () =>
    expect(byUse(parties, []).map(({ value }) => value)).toEqual(parties.map(({ value }) => value)));
});
