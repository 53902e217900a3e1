import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clock, publicEntry } from '#ui/fixtures.ts';
import { asksNothing, foldedWords, isFound, readQuery, searchText } from './search.ts';
import { localDate } from './time.ts';

const today = localDate('2026-11-23');
const none = { from: '', to: '' };

const entry = publicEntry('a', '2026-11-24', clock(480), {
  lastDate: localDate('2026-11-26'),
  content: 'Họp Hội đồng thi đua, khen thưởng (đợt 2)',
  chairs: ['PGĐ Nguyễn Thị Hồng Vân'],
  attendees: ['Phòng KH-TC'],
  place: 'Phòng họp số 1, UBND xã Phúc Lộc',
  invitationNo: '412/GM-UBND',
});
const row = { date: entry.date, lastDate: entry.lastDate, text: searchText(entry, ['Ban Giám đốc', 'BGĐ']) };
const finds = (text: string, days = none) => isFound(readQuery(text, days, today), row);

describe('an entry is found', () => {
  test.each([
    ['without accents', 'hoi dong thi dua'],
    ['with accents, in capitals', 'HỘI ĐỒNG'],
    ['composed otherwise', 'Họp'.normalize('NFD')],
    ['by a person', 'hong van'],
    ['by a unit', 'KH-TC'],
    ['by a place', 'phuc loc'],
    ['by the number of its invitation', '412/GM-UBND'],
    ['by its calendar', 'ban giam doc'],
    ['by the beginning of a word', 'khen thuo'],
    ['by words of different fields', 'thi dua van phuc'],
    ['by a phrase', '"phong hop so 1"'],
    ['by a day with its year', '24/11/2026 thi dua'],
    ['by a day in the middle of it', '25/11'],
    ['by its month', '11/2026'],
    ['with a quote left open', '"thi dua'],
  ])('%s', (_how, text) => expect(finds(text)).toBe(true));

  test.each([
    ['a word inside another', 'oi'],
    ['one word that is not there', 'thi dua tuyen sinh'],
    ['a phrase in another order', '"so 1 phong hop"'],
    ['a phrase over two fields', '"khen thuong dot 2 pgd"'],
    ['another day', '27/11'],
    ['another month', '12/2026'],
  ])('not by %s', (_how, text) => expect(finds(text)).toBe(false));

  test('between two days, each of which may be left open', () => {
    expect(finds('', { from: '25/11/2026', to: '' })).toBe(true);
    expect(finds('', { from: '27/11/2026', to: '' })).toBe(false);
    expect(finds('', { from: '', to: '23/11/2026' })).toBe(false);
    expect(finds('thi dua', { from: '1/11/2026', to: '30/11/2026' })).toBe(true);
  });
});

test('nothing asked is told apart from nothing found', () => {
  for (const text of ['', '  ', '""', '…', '/ - .']) expect(asksNothing(readQuery(text, none, today))).toBe(true);
  expect(asksNothing(readQuery('', { from: '23/11', to: '' }, today))).toBe(false);
});

test('every run of an entry’s own words finds it, whatever is typed of their marks', () => {
  const words = foldedWords(entry.content).trim().split(' ');
  fc.assert(
    fc.property(fc.nat(words.length - 1), fc.nat(words.length), (from, count) => {
      const some = words.slice(from, from + count).join(' ');
      expect(finds(some) || some === '').toBe(true);
      expect(finds(`"${some}"`) || some === '').toBe(true);
    }),
  );
});

test('no text makes it fail, and what it asks for has no marks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (text, from, to) => {
      const query = readQuery(text, { from, to }, today);
      for (const word of query.words) expect(word).toBe(foldedWords(word));
      isFound(query, row);
    }),
  );
});
