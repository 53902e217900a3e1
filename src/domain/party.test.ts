import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Directory, Person } from './directory.ts';
import { parseParty, partyLabel, placeLabel, positionOn, vehicleLabel } from './party.ts';
import { cleanLines, cleanText, LINE_PATTERN, LINES_PATTERN } from './text.ts';
import { localDate } from './time.ts';

const van: Person = {
  id: 'van',
  name: 'Nguyễn Thị Hồng Vân',
  order: 1,
  public: true,
  positions: [
    { title: 'Trưởng phòng', shortTitle: 'TP', unit: 'gdtrh', from: null, to: localDate('2026-06-30') },
    { title: 'Phó Giám đốc', shortTitle: 'PGĐ', unit: null, from: localDate('2026-07-01'), to: null },
  ],
};
const directory: Directory = {
  people: new Map([['van', van]]),
  calendars: new Map([
    [
      'gdtrh',
      { id: 'gdtrh', name: 'Phòng Giáo dục Trung học', shortName: '', kind: 'division', order: 1, active: false },
    ],
  ]),
  rooms: new Map([['p1', { id: 'p1', name: 'Phòng họp 1', seats: null, order: 1, active: true }]]),
  vehicles: new Map([['x7', { id: 'x7', name: 'Xe 7 chỗ', order: 1, active: true }]]),
};

test('a person is printed with the office held on that day, so that history stays right', () => {
  expect(partyLabel('person:van', directory, localDate('2026-06-30'))).toBe('TP Nguyễn Thị Hồng Vân');
  expect(partyLabel('person:van', directory, localDate('2026-07-01'))).toBe('PGĐ Nguyễn Thị Hồng Vân');
  expect(positionOn(van, localDate('2026-07-01'))?.title).toBe('Phó Giám đốc');
  const former = { ...van, positions: van.positions.slice(0, 1) };
  expect(partyLabel('person:van', { ...directory, people: new Map([['van', former]]) }, localDate('2026-07-01'))).toBe(
    'Nguyễn Thị Hồng Vân',
  );
});

test('units, rooms, vehicles and free text are printed by name; what is unknown by its id, a person as removed', () => {
  const day = localDate('2026-11-23');
  expect(partyLabel('unit:gdtrh', directory, day)).toBe('Phòng Giáo dục Trung học');
  expect(partyLabel('text:Các trường: THPT', directory, day)).toBe('Các trường: THPT');
  expect(partyLabel('person:gone', directory, day)).toBe('(đã xóa)');
  expect(placeLabel('room:p1', directory)).toBe('Phòng họp 1');
  expect(placeLabel('text:Trụ sở', directory)).toBe('Trụ sở');
  expect(placeLabel('room:p9', directory)).toBe('p9');
  expect(vehicleLabel('vehicle:x7', directory)).toBe('Xe 7 chỗ');
});

test('blank text names nobody', () => {
  expect(parseParty(' \u200b ')).toBeNull();
  expect(parseParty('text: ')).toBeNull();
});

test('cleaned text is what the store takes, and cleaning again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const clean = cleanText(text);
      const lines = cleanLines(text);
      expect(cleanText(clean)).toBe(clean);
      expect(cleanLines(lines)).toBe(lines);
      expect(clean === '' || LINE_PATTERN.test(clean)).toBe(true);
      expect(lines === '' || LINES_PATTERN.test(lines)).toBe(true);
    }),
  );
});
