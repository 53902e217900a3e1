import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDate, arbitraryEntry } from './arbitraries.ts';
import { emptyDraft, parseEntry, type Entry, type EntryDraft } from './entry.ts';
import type { Holiday } from './holiday.ts';
import { ID_PATTERN } from './party.ts';
import { copyId } from './copyId.ts';
import { startWeek, weeksBefore } from './startWeek.ts';
import { addDays, daysBetween, localDate, weekday, type LocalDate } from './time.ts';
import { addWeeks, daysOf, weekOf, type WeekId } from './week.ts';

let made = 0;
function fixedOn(date: string, content: string, draft: Partial<EntryDraft> = {}): Entry {
  const typed = { ...emptyDraft(date), time: '8h', content, fixed: true, ...draft };
  const context = { id: `e${(made += 1)}`, calendar: 'board', week: weekOf(localDate(date)) };
  const parsed = parseEntry(typed, context);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.entry;
}

const off = (date: string, name: string, kind: Holiday['kind'] = 'holiday'): [LocalDate, Holiday] => [
  localDate(date),
  { date: localDate(date), name, kind },
];
const start = (
  week: string,
  before: readonly Entry[],
  more: { present?: readonly Entry[]; holidays?: readonly [LocalDate, Holiday][] } = {},
) =>
  startWeek({
    week: week as WeekId,
    before,
    present: more.present ?? [],
    holidays: new Map(more.holidays),
    numbering: 'iso',
  });
const short = (items: ReturnType<typeof start>) =>
  items.map(({ entry, ticked, reason }) => [entry.date, entry.content, ticked, reason]);

describe('weekly entries', () => {
  test('fixed ones come ticked on the same weekday; the rest of last week can be ticked', () => {
    const items = start('2026-W49', [
      fixedOn('2026-11-24', 'Rà soát chỉ tiêu', { fixed: false }),
      fixedOn('2026-11-27', 'Hội ý Ban Giám đốc'),
      fixedOn('2026-11-23', 'Chào cờ'),
    ]);
    expect(short(items)).toEqual([
      ['2026-11-30', 'Chào cờ', true, { kind: 'weekly' }],
      ['2026-12-04', 'Hội ý Ban Giám đốc', true, { kind: 'weekly' }],
      ['2026-12-01', 'Rà soát chỉ tiêu', false, { kind: 'once' }],
    ]);
  });

  test('cancelled and postponed ones come back as planned, without the papers of that one day', () => {
    const before = fixedOn('2026-11-23', 'Chào cờ', { status: 'cancelled', reason: 'Mưa', invitationNo: '88/GM' });
    expect(start('2026-W49', [before])[0]!.entry).toMatchObject({
      status: 'planned',
      reason: null,
      invitationNo: null,
    });
  });

  test('requests and what was returned are not copied', () => {
    const before = fixedOn('2026-11-23', 'Chào cờ');
    expect(start('2026-W49', [{ ...before, stage: 'requested' }])).toEqual([]);
  });

  test('the number of the week in the words goes on, over the end of a year too', () => {
    const words = (week: string, date: string, content: string) =>
      start(week, [fixedOn(date, content)])[0]!.entry.content;
    expect(words('2026-W49', '2026-11-27', 'Duyệt lịch công tác tuần 49')).toBe('Duyệt lịch công tác tuần 50');
    expect(words('2026-W53', '2026-12-25', 'Duyệt lịch công tác tuần 53')).toBe('Duyệt lịch công tác tuần 1');
    expect(words('2027-W01', '2027-01-01', 'Duyệt lịch tuần 01; tổng kết tuần 53')).toBe(
      'Duyệt lịch tuần 02; tổng kết tuần 1',
    );
    expect(words('2026-W49', '2026-11-27', 'Họp tuần 12 học kỳ I')).toBe('Họp tuần 12 học kỳ I');
  });
});

describe('days off', () => {
  test('are skipped and say which holiday it is; whoever is on duty stays', () => {
    const before = [
      fixedOn('2026-12-25', 'Hội ý Ban Giám đốc'),
      fixedOn('2026-12-25', 'Trực cơ quan', { time: 'cả ngày', kind: 'duty' }),
    ];
    expect(short(start('2026-W53', before, { holidays: [off('2027-01-01', 'Tết Dương lịch')] }))).toEqual([
      ['2027-01-01', 'Trực cơ quan', true, { kind: 'weekly' }],
      ['2027-01-01', 'Hội ý Ban Giám đốc', false, { kind: 'dayOff', name: 'Tết Dương lịch' }],
    ]);
  });

  test('a day off in exchange is one too, a working day in exchange is not', () => {
    const before = [fixedOn('2026-11-23', 'Chào cờ'), fixedOn('2026-11-28', 'Lao động vệ sinh')];
    const holidays = [off('2026-11-30', 'Nghỉ bù', 'compensatory'), off('2026-12-05', 'Làm bù', 'swapped')];
    expect(start('2026-W49', before, { holidays }).map(({ ticked }) => ticked)).toEqual([false, true]);
  });

  test('what last week left out for a holiday comes from the week before it', () => {
    const before = [fixedOn('2026-11-16', 'Chào cờ'), fixedOn('2026-11-17', 'Họp đã thôi')];
    const holidays = [off('2026-11-23', 'Nghỉ bù', 'compensatory')];
    expect(short(start('2026-W49', before, { holidays }))).toEqual([
      ['2026-11-30', 'Chào cờ', true, { kind: 'weekly' }],
    ]);
    expect(start('2026-W49', before)).toEqual([]); // no day off: somebody dropped it
  });
});

describe('a reception on a day of the month', () => {
  const reception = (date: string, content = 'Giám đốc tiếp công dân') =>
    fixedOn(date, content, { time: 'sáng', kind: 'reception' });
  const monthly = { kind: 'monthly', day: 1 };

  test('comes in the week of that day, also when last week had none', () => {
    const before = [reception('2026-10-01'), reception('2026-11-02')]; // 1/11 was a Sunday
    expect(short(start('2026-W49', before))).toEqual([['2026-12-01', 'Giám đốc tiếp công dân', true, monthly]]);
    expect(start('2026-W48', before)).toEqual([]);
  });

  test('a week later it is offered, unticked, and says why', () => {
    const before = [reception('2026-10-01'), reception('2026-11-02')];
    expect(short(start('2026-W46', before))).toEqual([['2026-11-09', 'Giám đốc tiếp công dân', false, monthly]]);
  });

  test('rolls over weekends and holidays to the next working day, and takes a swapped Saturday', () => {
    const before = [reception('2026-10-15'), reception('2026-11-16')]; // 15/11: Sunday
    const day = (week: string, holidays: [LocalDate, Holiday][]) => start(week, before, { holidays })[0]?.entry.date;
    expect(day('2026-W51', [])).toBe('2026-12-15');
    expect(day('2026-W51', [off('2026-12-15', 'Nghỉ'), off('2026-12-16', 'Nghỉ')])).toBe('2026-12-17');
    const rest = ['15', '16', '17', '18'].map((date) => off(`2026-12-${date}`, 'Nghỉ'));
    expect(day('2026-W52', rest)).toBe('2026-12-21');
    expect(day('2026-W51', [...rest, off('2026-12-19', 'Làm bù', 'swapped')])).toBe('2026-12-19');
  });

  test('is known from one sighting when its words name the month, and names the next', () => {
    const before = [reception('2026-11-02', 'Tiếp công dân định kỳ tháng 11')];
    expect(short(start('2026-W49', before))).toEqual([['2026-12-01', 'Tiếp công dân định kỳ tháng 12', true, monthly]]);
  });

  test('one that comes every week is weekly', () => {
    const before = [reception('2026-11-19'), reception('2026-11-26')];
    expect(short(start('2026-W49', before))).toEqual([
      ['2026-12-03', 'Giám đốc tiếp công dân', true, { kind: 'weekly' }],
    ]);
  });
});

describe('what is already there', () => {
  const before = fixedOn('2026-11-23', 'Chào cờ');
  test('by the same words at the same start, typed by hand', () => {
    expect(start('2026-W49', [before], { present: [fixedOn('2026-11-30', 'chào  cờ')] })).toEqual([]);
    expect(start('2026-W49', [before], { present: [fixedOn('2026-11-30', 'Chào cờ', { time: '9h' })] })).toHaveLength(
      1,
    );
  });
  test('a copy, whatever became of it, and one made anew after a deletion', () => {
    const copied = {
      ...fixedOn('2026-12-01', 'Chào cờ dời sang thứ ba'),
      id: copyId(before.id, '2026-W49' as WeekId, 2),
    };
    expect(start('2026-W49', [before], { present: [copied] })).toEqual([]);
  });
});

describe('for all weeks', () => {
  const arbitraryWeek = arbitraryDate.map(weekOf);
  const laid = fc.record({
    week: arbitraryWeek,
    drawn: fc.array(fc.tuple(arbitraryEntry, fc.nat({ max: 7 }), fc.nat({ max: 6 })), { maxLength: 8 }),
    offDays: fc.array(
      fc.tuple(fc.integer({ min: -60, max: 6 }), fc.constantFrom('holiday', 'compensatory', 'swapped')),
      {
        maxLength: 12,
      },
    ),
  });
  type Laid = typeof laid extends fc.Arbitrary<infer T> ? T : never;
  const givenOf = ({ week, drawn, offDays }: Laid) => {
    const monday = daysOf(week)[0];
    const before = drawn.map(([entry, back, day], index): Entry => {
      const own = weeksBefore(week)[back]!;
      const date = daysOf(own)[day]!;
      return { ...entry, id: `e${index}`, week: own, date, lastDate: date };
    });
    const holidays = offDays.map(([days, kind]) => off(addDays(monday, days), 'Nghỉ', kind as Holiday['kind']));
    return { week, before, holidays };
  };

  test('every copy is a planned entry of that week, under its own name, on a day that is no holiday when it is ticked', () => {
    fc.assert(
      fc.property(laid, (drawn) => {
        const { week, before, holidays } = givenOf(drawn);
        const items = start(week, before, { holidays });
        const names = items.map(({ entry }) => entry.id);
        expect(new Set(names).size).toBe(names.length);
        const byDay = new Map(holidays);
        for (const { entry, ticked, reason } of items) {
          expect(entry.id).toMatch(ID_PATTERN);
          expect([weekOf(entry.date), weekOf(entry.lastDate), entry.week]).toEqual([week, week, week]);
          expect(entry).toMatchObject({ status: 'planned', reason: null, stage: 'accepted' });
          const off = (byDay.get(entry.date)?.kind ?? 'swapped') !== 'swapped';
          expect(ticked && off && entry.kind !== 'duty').toBe(false);
          const from = before.find(({ id }) => copyId(id, week) === entry.id)!;
          expect(reason.kind === 'monthly' || weekday(from.date) === weekday(entry.date) || off).toBe(true);
        }
      }),
    );
  });

  test('what was copied is not offered again, ticked or not', () => {
    fc.assert(
      fc.property(laid, (drawn) => {
        const { week, before, holidays } = givenOf(drawn);
        const present = start(week, before, { holidays }).map(({ entry }) => entry);
        expect(start(week, before, { holidays, present })).toEqual([]);
      }),
    );
  });

  test('names of copies do not grow from week to week', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{1,50}$/), arbitraryWeek, fc.nat({ max: 20 }), (id, week, turn) => {
        const next = addWeeks(week, 1);
        expect(copyId(copyId(id, week, turn), next)).toBe(copyId(id, next));
        expect(copyId(id, week, turn)).toMatch(ID_PATTERN);
      }),
    );
  });

  test('the weeks before follow each other without a gap, over years of 53 weeks', () => {
    fc.assert(
      fc.property(arbitraryWeek, (week) => {
        const mondays = [week, ...weeksBefore(week)].map((one) => daysOf(one)[0]);
        for (const [index, monday] of mondays.slice(1).entries()) expect(daysBetween(monday, mondays[index]!)).toBe(7);
      }),
    );
    expect(weeksBefore('2027-W01' as WeekId).slice(0, 2)).toEqual(['2026-W53', '2026-W52']);
  });
});
