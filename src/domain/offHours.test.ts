import { expect, test } from 'vitest';
import { emptyDraft, parseEntry, type Entry, type EntryDraft } from './entry.ts';
import { HOLIDAY_KINDS, type Holidays } from './holiday.ts';
import { offHours } from './offHours.ts';
import { localDate } from './time.ts';
import { parseWeekId } from './week.ts';

const sessions = {
  morning: { start: 450, end: 690 }, // 7:30 to 11:30
  afternoon: { start: 810, end: 1020 }, // 13:30 to 17:00
  evening: { start: 1140, end: 1290 }, // 19:00 to 21:30
};
const holidays: Holidays = new Map(
  HOLIDAY_KINDS.map((kind, at) => {
    const date = localDate(`2026-11-2${4 + at}`); // Tuesday off, Wednesday off in exchange, Thursday worked in exchange
    return [date, { date, name: `Ngày ${at}`, kind }];
  }),
);

function entry(over: Partial<EntryDraft>): Entry {
  const draft = { ...emptyDraft('2026-11-23'), time: '8h', content: 'Họp', ...over };
  const result = parseEntry(draft, { id: 'e', calendar: 'board', week: parseWeekId('2026-W48')! });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry;
}
const hint = (over: Partial<EntryDraft>) => offHours(entry(over), { sessions }, holidays);

test.each(['2h', '7h', '11h30', '12h', '17h', '18h30', '21h30'])('%s is outside the hours of the office', (time) => {
  expect(hint({ time })).toEqual({ kind: 'outsideHours' });
});

test.each(['7h30', '11h', '13h30', '16h30-18h', '19h', '19h30', 'sáng', 'tối', 'cả ngày', '7h30, cả ngày'])(
  '%s is not, an evening least of all',
  (time) => {
    expect(hint({ time })).toBeNull();
  },
);

test('a day off is named, also one that an entry over several days reaches; a day worked in exchange is none', () => {
  const off = (kind: string, name: string) => ({ kind: 'dayOff', holiday: { kind, name } });
  expect(hint({ date: '2026-11-24' })).toMatchObject(off('holiday', 'Ngày 0'));
  expect(hint({ date: '2026-11-25', time: '19h30' })).toMatchObject(off('compensatory', 'Ngày 1'));
  expect(hint({ lastDate: '24/11' })).toMatchObject(off('holiday', 'Ngày 0'));
  expect(hint({ date: '2026-11-26' })).toBeNull();
  expect(hint({ date: '2026-11-28' })).toBeNull(); // Saturday
});

test('whoever is on duty or on leave knows, and what does not take place hints at nothing', () => {
  expect(hint({ date: '2026-11-24', kind: 'duty' })).toBeNull();
  expect(hint({ time: '6h', kind: 'leave' })).toBeNull();
  expect(hint({ date: '2026-11-24', status: 'cancelled', reason: 'Nghỉ lễ' })).toBeNull();
});

test('in a season with its own hours these are meant', () => {
  const season = { from: '10-15', to: '04-15', sessions: { ...sessions, morning: { start: 480, end: 690 } } };
  expect(offHours(entry({ time: '7h30' }), { sessions, season }, holidays)).toEqual({ kind: 'outsideHours' });
});
