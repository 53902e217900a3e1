import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absence } from './arbitraries.ts';
import {
  changedDays,
  DAYS_OFF,
  daysOfMonth,
  fillRoster,
  nextMonth,
  parseMonth,
  previousMonth,
  type Duty,
} from './dutyRoster.ts';
import type { Holiday } from './holiday.ts';
import type { Party } from './party.ts';
import { addDays, localDate, weekday } from './time.ts';
import type { LocalDate } from './time.ts';
import { weekOf } from './week.ts';

const DECEMBER = parseMonth('2026-12')!;
const days = daysOfMonth(DECEMBER); // it begins on a Tuesday
const people: Party[] = ['person:a', 'person:b', 'person:c', 'person:d'];
const base = {
  days,
  known: {},
  keep: () => true,
  people,
  daysOff: 'apart' as const,
  holidays: new Map<LocalDate, Holiday>(),
  absences: [],
};
const names = (roster: Duty, of: readonly LocalDate[]) =>
  of.map((date) => roster[date]?.replace('person:', '') ?? '-').join('');
const working = days.filter((date) => weekday(date) <= 5);
const weekends = days.filter((date) => weekday(date) > 5);
const day = (number: number): LocalDate => days[number - 1]!;

describe('by the week', () => {
  const fill = (over: Partial<Parameters<typeof fillRoster>[0]>) =>
    fillRoster({ ...base, turn: 'week', daysOff: 'together', ...over });

  test('a week that began in the month before goes on with whoever has it', () => {
    const roster = fill({ known: { '2026-11-30': 'person:c' } }); // the Monday of the first week
    expect(names(roster, days)).toBe('cccccc' + 'ddddddd' + 'aaaaaaa' + 'bbbbbbb' + 'cccc');
  });

  test('weekends and holidays are nobody’s when they are skipped, or go round by the day on their own', () => {
    const holidays = new Map([[day(3), { date: day(3), name: 'Lễ', kind: 'holiday' as const }]]);
    const skipping = fill({ daysOff: 'none', holidays });
    expect(names(skipping, days.slice(0, 13))).toBe('aa-a--' + 'bbbbb--');
    expect(names(fill({ daysOff: 'apart' }), days.slice(0, 13))).toBe('aaaa' + 'ba' + 'bbbbb' + 'cd');
  });

  test('who is away on a day of the week is passed over and is next; a day that is kept says whose week it is', () => {
    const away = [absence({ person: 'a', from: day(4), to: day(4) })];
    expect(names(fill({ absences: away }), days.slice(0, 20))).toBe('bbbbbb' + 'aaaaaaa' + 'ccccccc');
    const known = { [day(9)]: 'person:d' };
    expect(names(fill({ known }), days.slice(0, 20))).toBe('aaaaaa' + 'ddddddd' + 'bbbbbbb');
  });

  test('when nobody is there all week, another stands in on the day', () => {
    const away = ['a', 'b'].map((person, at) => absence({ person, from: day(2 + at), to: day(2 + at) }));
    const roster = fill({ people: people.slice(0, 2), absences: away });
    expect(roster[day(2)]).toBe('person:b');
    expect(roster[day(3)]).toBe('person:a');
    expect(Object.keys(roster)).toEqual(days);
  });
});

describe('months', () => {
  test.each([
    ['2026-02', 28, '2026-01', '2026-03'],
    ['2028-02', 29, '2028-01', '2028-03'],
    ['2026-12', 31, '2026-11', '2027-01'],
  ])('%s has %i days, between %s and %s', (text, count, before, after) => {
    const month = parseMonth(text)!;
    expect(daysOfMonth(month)).toHaveLength(count);
    expect([previousMonth(month), nextMonth(month)]).toEqual([before, after]);
  });
  test.each(['2026-13', '2026-1', '26-12', '2026-12-01', ''])('%j is none', (text) =>
    expect(parseMonth(text)).toBeUndefined(),
  );
});

describe('a month is filled', () => {
  test('in turn, days off in a round of their own, every day', () => {
    const roster = fillRoster(base);
    expect(Object.keys(roster)).toEqual(days);
    expect(names(roster, working).slice(0, 8)).toBe('abcdabcd');
    expect(names(roster, weekends)).toMatch(/^(?:ab|ba)/);
  });

  test('from whoever follows the last one, of working days and of days off', () => {
    const known = { '2026-11-30': 'person:b', '2026-11-29': 'person:c', '2026-11-27': 'person:d' };
    const roster = fillRoster({ ...base, known });
    expect(names(roster, working).slice(0, 4)).toBe('cdab');
    expect(names(roster, weekends).slice(0, 2)).toBe('da');
    const once = fillRoster({ ...base, known, daysOff: 'together' });
    expect(names(once, days).slice(0, 6)).toBe('cdabcd');
  });

  test('somebody of no list does not move the round', () => {
    const known = { '2026-11-29': 'person:b', '2026-11-30': 'text:Văn phòng' };
    expect(names(fillRoster({ ...base, known, daysOff: 'together' }), days).slice(0, 3)).toBe('cda');
  });

  test('a holiday counts as a day off, a day worked in exchange does not', () => {
    const holidays = new Map<LocalDate, Holiday>([
      [day(1), { date: day(1), name: 'Nghỉ', kind: 'holiday' }],
      [day(5), { date: day(5), name: 'Làm bù', kind: 'swapped' }], // a Saturday
    ]);
    const roster = fillRoster({ ...base, holidays, daysOff: 'none' });
    expect([roster[day(1)], roster[day(6)]]).toEqual([undefined, undefined]);
    expect(names(roster, [day(2), day(3), day(4), day(5), day(7)])).toBe('abcda');
  });

  test('whoever is away is passed over and comes first when back', () => {
    const absences = [absence({ person: 'a', from: day(1), to: day(2), fromSession: 'afternoon' })];
    expect(names(fillRoster({ ...base, absences, daysOff: 'none' }), working).slice(0, 7)).toBe('bcadbca');
  });

  test('a day on which everybody is away stays without', () => {
    const absences = ['a', 'b'].map((person) => absence({ person, from: day(2), to: day(2) }));
    const roster = fillRoster({ ...base, absences, people: ['person:a', 'person:b'], daysOff: 'together' });
    expect(names(roster, days).slice(0, 4)).toBe('a-ba');
  });

  test('what stands is kept and counts as a turn, or is filled anew', () => {
    const known = { [day(1)]: 'person:c', [day(3)]: 'text:Văn phòng' };
    expect(names(fillRoster({ ...base, known, daysOff: 'together' }), [1, 2, 4, 5, 6].map(day))).toBe('cdabc');
    expect(fillRoster({ ...base, known })[day(3)]).toBe('text:Văn phòng');
    expect(names(fillRoster({ ...base, known, keep: () => false }), working).slice(0, 4)).toBe('abcd');
  });

  test('one person alone has every day; nobody has none', () => {
    expect(new Set(Object.values(fillRoster({ ...base, people: ['person:a'] })))).toEqual(new Set(['person:a']));
    expect(fillRoster({ ...base, people: [] })).toEqual({});
    expect(fillRoster({ ...base, days: [] })).toEqual({});
  });

  const arbitraryAbsences = fc.array(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 30 }), fc.nat({ max: 5 }))
      .map(([person, from, length]) => absence({ person, from: day(from + 1), to: addDays(day(from + 1), length) })),
    { maxLength: 5 },
  );
  const size = fc.integer({ min: 1, max: 4 });

  test('nobody is on duty while away, and nobody two days running while another is there', () => {
    fc.assert(
      fc.property(arbitraryAbsences, size, fc.constantFrom('apart', 'together'), (absences, count, daysOff) => {
        const some = people.slice(4 - count); // the last is never away
        const roster = fillRoster({ ...base, people: some, absences, daysOff: daysOff as 'apart' });
        expect(Object.keys(roster)).toEqual(days);
        const isAway = (party: string, date: LocalDate) =>
          absences.some(({ person, from, to }) => `person:${person}` === party && from <= date && date <= to);
        for (const [at, date] of days.entries()) {
          expect(isAway(roster[date]!, date)).toBe(false);
          const again = at > 0 && roster[date] === roster[days[at - 1]!];
          expect(again && some.some((party) => party !== roster[date] && !isAway(party, date))).toBe(false);
        }
      }),
    );
  });

  test('by the week, nobody away, each week is one person’s, and the next week another’s', () => {
    fc.assert(
      fc.property(size, fc.constantFrom('together', 'none'), (count, daysOff) => {
        const some = people.slice(0, count);
        const roster = fillRoster({ ...base, people: some, turn: 'week', daysOff: daysOff as 'none' });
        const filled = days.filter((date) => daysOff === 'together' || weekday(date) <= 5);
        expect(Object.keys(roster)).toEqual(filled);
        const weeks = [...new Set(filled.map(weekOf))];
        const held = weeks.map((week) => [...new Set(filled.filter((d) => weekOf(d) === week).map((d) => roster[d]))]);
        expect(held.every((holders) => holders.length === 1)).toBe(true);
        expect(held.flat()).toEqual(weeks.map((_week, at) => some[at % count]));
      }),
    );
  });

  test('by the week, nobody is on duty while away', () => {
    fc.assert(
      fc.property(arbitraryAbsences, size, fc.constantFrom(...DAYS_OFF), (absences, count, daysOff) => {
        const roster = fillRoster({ ...base, people: people.slice(4 - count), absences, turn: 'week', daysOff });
        for (const [date, party] of Object.entries(roster)) {
          expect(
            absences.some(({ person, from, to }) => `person:${person}` === party && from <= date && date <= to),
          ).toBe(false);
        }
      }),
    );
  });

  test('with nobody away each has as many days as the others, give or take one', () => {
    fc.assert(
      fc.property(size, fc.nat({ max: 3 }), (count, last) => {
        const some = people.slice(0, count);
        const known = { '2026-11-30': people[last]! };
        const roster = fillRoster({ ...base, known, people: some, daysOff: 'together' });
        const counts = some.map((party) => Object.values(roster).filter((one) => one === party).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('the days that differ are told, whether changed, added or gone', () => {
  expect(
    changedDays(
      { '2026-12-01': 'a', '2026-12-02': 'b', '2026-12-04': 'c' },
      { '2026-12-01': 'a', '2026-12-02': 'c', '2026-12-03': 'a' },
    ),
  ).toEqual([localDate('2026-12-02'), localDate('2026-12-03'), localDate('2026-12-04')]);
});
