import { describe, expect, test } from 'vitest';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import type { EntryDraft, StoredEntry } from '#domain/entry.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { goesOn, gridEvent, moreThanTwoAbreast, shownHours } from './gridEvents.ts';

const words = { morning: 'Sáng', afternoon: 'Chiều', evening: 'Tối', allDay: 'Cả ngày' };
const nobody = { people: new Map(), calendars: new Map(), rooms: new Map(), vehicles: new Map() };
const tuesday = '2026-11-24' as LocalDate;

function entry(draft: Partial<EntryDraft>): StoredEntry {
  const typed = { ...emptyDraft(tuesday), time: '8h', content: 'Họp', ...draft };
  const parsed = parseEntry(typed, { id: 'e1', calendar: 'board', week: '2026-W48' as WeekId });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { ...parsed.entry, revision: 1, updatedBy: 'mai', updatedAt: 0 };
}
const drawn = (draft: Partial<EntryDraft>) => gridEvent(entry(draft), nobody, words, undefined);

describe('where an entry is drawn', () => {
  test('from its start to its stated end', () => {
    expect(drawn({ time: '8h30-11h' })).toMatchObject({
      allDay: false,
      start: '2026-11-24T08:30:00',
      end: '2026-11-24T11:00:00',
      time: '08:30',
      assumedEnd: false,
    });
  });
  test('without an end as long as assumed, and said so', () => {
    expect(drawn({ time: '8h30' })).toMatchObject({ end: '2026-11-24T10:30:00', assumedEnd: true });
  });
  test('never past midnight', () => expect(drawn({ time: '23h' }).end).toBe('2026-11-25T00:00:00'));
  test.each([
    ['sáng', 'Sáng'],
    ['chiều', 'Chiều'],
    ['cả ngày', 'Cả ngày'],
    ['7h30, cả ngày', '07:30, cả ngày'],
  ])('%j stands above the hours with its word', (time, word) => {
    expect(drawn({ time })).toMatchObject({ allDay: true, start: '2026-11-24', end: '2026-11-25' });
    expect(drawn({ time }).time.toLowerCase()).toBe(word.toLowerCase());
  });
  test('over several days it stands above them all', () => {
    expect(drawn({ time: '8h', lastDate: '26/11' })).toMatchObject({
      allDay: true,
      start: '2026-11-24',
      end: '2026-11-27',
    });
  });
  test('above the hours the morning comes before the afternoon', () => {
    expect(drawn({ time: 'sáng' }).rank).toBeLessThan(drawn({ time: 'chiều' }).rank);
  });
});

test('the hours shown are the office’s, and more where an entry lies outside', () => {
  expect(shownHours([entry({ time: '8h' })], undefined)).toEqual({ from: 420, to: 1140 });
  expect(shownHours([entry({ time: '5h45' }), entry({ time: '19h30' })], undefined)).toEqual({ from: 300, to: 1320 });
  expect(shownHours([entry({ time: 'tối' })], undefined)).toEqual({ from: 420, to: 1140 });
});

test('three at one time need a gutter for their number, two do not', () => {
  const two = [entry({ time: '8h-9h' }), entry({ time: '8h30' })];
  expect(moreThanTwoAbreast(two, undefined)).toBe(false);
  expect(moreThanTwoAbreast([...two, entry({ time: '8h45' })], undefined)).toBe(true);
  expect(moreThanTwoAbreast([...two, entry({ time: '8h45', date: '2026-11-25' })], undefined)).toBe(false);
  expect(moreThanTwoAbreast([...two, entry({ time: '10h30' })], undefined)).toBe(false);
});

test('an entry goes on from its start to its end, and not when it was cancelled', () => {
  expect(goesOn(entry({ time: '8h-9h' }), tuesday, 8 * 60, undefined)).toBe(true);
  expect(goesOn(entry({ time: '8h-9h' }), tuesday, 9 * 60, undefined)).toBe(false);
  expect(goesOn(entry({ time: '8h' }), tuesday, 9 * 60 + 59, undefined)).toBe(true);
  expect(goesOn(entry({ time: '8h' }), '2026-11-25' as LocalDate, 8 * 60, undefined)).toBe(false);
  expect(goesOn(entry({ time: '8h', status: 'cancelled', reason: 'Bận' }), tuesday, 8 * 60, undefined)).toBe(false);
});

test('an agency’s own length of a kind is drawn, makes the day longer, and is what goes on', () => {
  const lengths = { reception: 210 };
  const reception = entry({ time: '16h', kind: 'reception' });
  const meeting = entry({ time: '16h' });
  expect(gridEvent(reception, nobody, words, lengths)).toMatchObject({ end: '2026-11-24T19:30:00', assumedEnd: true });
  expect(gridEvent(meeting, nobody, words, lengths)).toMatchObject({ end: '2026-11-24T18:00:00' });
  expect(shownHours([reception], lengths)).toEqual({ from: 420, to: 1200 });
  expect(goesOn(reception, tuesday, 19 * 60, lengths)).toBe(true);
  expect(goesOn(meeting, tuesday, 19 * 60, lengths)).toBe(false);
  const later = [entry({ time: '18h30' }), entry({ time: '18h30' })];
  expect(moreThanTwoAbreast([reception, ...later], lengths)).toBe(true);
  expect(moreThanTwoAbreast([meeting, ...later], lengths)).toBe(false);
});
