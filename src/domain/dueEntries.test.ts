import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueEntries, datesOf, laterChanges, repeatWrites, ruleDateOf, type Due } from './dueEntries.ts';
import { emptyDraft, parseEntry } from './entry.ts';
import type { Entry, EntryDraft, StoredEntry } from './entry.ts';
import type { Holidays } from './holiday.ts';
import { readRule, RULE_PATTERN, ruleText, waysToRepeat, type Recurrence } from './recurrence.ts';
import { occurrenceId, originalDate, repeatsBy, seriesOf, type Series } from './series.ts';
import { addDays, daysBetween, localDate, weekday, type LocalDate } from './time.ts';
import { addWeeks, daysOf, weekOf } from './week.ts';

const day = localDate;
const entryOn = (date: LocalDate, draft: Partial<EntryDraft> = {}, id = 'giaoban') => {
  const typed = { ...emptyDraft(date), time: '8h', content: 'Giao ban', ...draft };
  const parsed = parseEntry(typed, { id, calendar: 'board', week: weekOf(date) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.entry;
};
const seriesFrom = (date: LocalDate, rule: string, draft: Partial<EntryDraft> = {}, id = 'giaoban'): Series => {
  const entry = entryOn(date, draft, id);
  return { id, entry, rule, skipped: [], revision: 1, updatedBy: 'mai', updatedAt: 0 };
};
const none: Holidays = new Map();
const duesIn = (series: Series | readonly Series[], week: string, holidays = none, present: Due['entry'][] = []) =>
  dueEntries(Array.isArray(series) ? series : [series as Series], {
    week: week as ReturnType<typeof weekOf>,
    present,
    holidays,
    numbering: 'iso',
  });
const daysIn = (...of: Parameters<typeof duesIn>) => duesIn(...of).map(({ entry }) => entry.date);
const holiday = (date: string): Holidays =>
  new Map([[day(date), { date: day(date), name: 'Tết Dương lịch', kind: 'holiday' }]]);

const date = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays(day('2000-01-01'), days));
const recurrence = date.chain((from) =>
  fc.record({
    from: fc.constant(from),
    on: fc.constantFrom(...waysToRepeat(from)),
    end: fc.oneof(
      fc.constant({ until: null, count: null }),
      fc.integer({ min: 0, max: 500 }).map((days) => ({ until: addDays(from, days), count: null })),
      fc.integer({ min: 1, max: 30 }).map((count) => ({ until: null, count })),
    ),
  }),
);

/** Told by looking at each day by itself, from the words of the rule. */
function comes({ on }: Recurrence, from: LocalDate, on_: LocalDate): boolean {
  const apart = daysBetween(from, on_);
  const dayOfMonth = Number(on_.slice(8));
  const isLast = (days: number) => addDays(on_, days).slice(0, 7) !== on_.slice(0, 7);
  switch (on.every) {
    case 'week':
      return apart % 7 === 0;
    case 'secondWeek':
      return apart % 14 === 0;
    case 'month':
      return dayOfMonth === on.day || (dayOfMonth < on.day && isLast(1));
    case 'monthWeekday':
      return weekday(on_) === on.weekday && (on.nth === -1 ? isLast(7) : Math.ceil(dayOfMonth / 7) === on.nth);
  }
}

test('a rule that is written is read back as it was, and is one that the store takes', () => {
  fc.assert(
    fc.property(recurrence, ({ on, end }) => {
      const text = ruleText({ on, ...end });
      expect(text).toMatch(RULE_PATTERN);
      expect(readRule(text)).toEqual({ on, ...end });
    }),
  );
});

test('from its first day an entry comes on every day that its words name, and on no other', () => {
  fc.assert(
    fc.property(recurrence, ({ from, on, end }) => {
      const rule = { on, ...end };
      const expected: LocalDate[] = [];
      for (let days = 0; days <= 800; days += 1) {
        const date = addDays(from, days);
        if (end.until !== null && date > end.until) break;
        if (end.count !== null && expected.length === end.count) break;
        if (comes(rule, from, date)) expected.push(date);
      }
      expect(datesOf(seriesFrom(from, ruleText(rule)), from, addDays(from, 800))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('week after week, week 53 and the turn of the year included, each day is due once and in its own week', () => {
  fc.assert(
    fc.property(recurrence, ({ from, on, end }) => {
      const series = seriesFrom(from, ruleText({ on, ...end }), { kind: 'duty' }); // no day off moves it
      const weeks = Array.from({ length: 60 }, (_, n) => addWeeks(weekOf(from), n));
      const found = weeks.flatMap((week) => {
        const due = duesIn(series, week);
        for (const { entry } of due) expect([entry.week, weekOf(entry.date)]).toEqual([week, week]);
        return due.map(({ entry }) => entry.date);
      });
      const last = daysOf(weeks.at(-1)!)[6];
      expect(found).toEqual(datesOf(series, from, last).filter((one) => one !== from));
    }),
    { numRuns: 60 },
  );
});

test('Monday 28 December 2026 stands in week 53, and the Monday after it in week 1', () => {
  const series = seriesFrom(day('2026-12-21'), 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO');
  expect(duesIn(series, '2026-W53').map(({ entry }) => entry.id)).toEqual(['giaoban_2026-12-28']);
  expect(daysIn(series, '2027-W01')).toEqual(['2027-01-04']);
});

test('the 31st is the last day of a shorter month', () => {
  const series = seriesFrom(day('2026-12-31'), 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1', { kind: 'duty' });
  expect(datesOf(series, day('2027-01-01'), day('2027-04-30'))).toEqual([
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
    '2027-04-30',
  ]);
});

describe('days off', () => {
  test('a weekly entry is named with the holiday, and keeps its day', () => {
    const [due] = duesIn(
      seriesFrom(day('2026-12-18'), 'FREQ=WEEKLY;INTERVAL=1;BYDAY=FR'),
      '2026-W53',
      holiday('2027-01-01'),
    );
    expect([due?.entry.date, due?.off?.name]).toEqual(['2027-01-01', 'Tết Dương lịch']);
  });
  test('a day of the month is the next that is one of work, also when that is in the next week', () => {
    const series = seriesFrom(day('2026-11-10'), 'FREQ=MONTHLY;BYMONTHDAY=10');
    expect(daysIn(series, weekOf(day('2027-01-10')))).toEqual([]); // a Sunday
    const [due] = duesIn(series, weekOf(day('2027-01-11')));
    expect([due?.entry.date, due?.original, due?.entry.id]).toEqual(['2027-01-11', '2027-01-10', 'giaoban_2027-01-10']);
  });
  test('duty is kept', () => {
    const series = seriesFrom(day('2026-12-18'), 'FREQ=WEEKLY;INTERVAL=1;BYDAY=FR', { kind: 'duty' });
    expect(duesIn(series, '2026-W53', holiday('2027-01-01'))[0]?.off).toBeNull();
  });
});

describe('what stands is not due again', () => {
  const weekly = seriesFrom(day('2026-11-23'), 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO');
  test('also when it was moved to another day, or brought back after a deletion', () => {
    const moved = { ...entryOn(day('2026-12-02'), {}, occurrenceId('giaoban', day('2026-11-30'))) };
    expect(duesIn(weekly, '2026-W49', none, [moved])).toEqual([]);
    expect(duesIn(weekly, '2026-W49', none, [{ ...moved, id: `${moved.id}_2026-W49-1` }])).toEqual([]);
  });
  test('nor is a day that was skipped', () => {
    expect(duesIn({ ...weekly, skipped: [day('2026-11-30')] }, '2026-W49')).toEqual([]);
    expect(daysIn({ ...weekly, skipped: [day('2026-11-30')] }, '2026-W50')).toEqual(['2026-12-07']);
  });
  test('nor anything before the first day, or in its week', () => {
    expect(duesIn(weekly, '2026-W48')).toEqual([]);
    expect(duesIn(weekly, '2026-W47')).toEqual([]);
  });
});

test('an occurrence is planned, without the papers of the one occasion, its words in their week', () => {
  const series = seriesFrom(day('2026-11-27'), 'FREQ=WEEKLY;INTERVAL=1;BYDAY=FR', {
    content: 'Duyệt lịch công tác tuần 49',
    invitationNo: '12/GM',
    status: 'cancelled',
    reason: 'Bận',
    chairs: ['person:van'],
  });
  expect(duesIn(series, '2026-W50')[0]?.entry).toMatchObject({
    content: 'Duyệt lịch công tác tuần 51',
    invitationNo: null,
    status: 'planned',
    reason: null,
    chairs: ['person:van'],
  });
});

describe('from this one on', () => {
  const weekly = seriesFrom(day('2026-11-23'), 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;COUNT=10');
  const third = entryOn(day('2026-12-07'), { content: 'Giao ban mới' }, 'giaoban_2026-12-07');
  const after = (change: Parameters<typeof repeatWrites>[2], at = third, of: Series | null = weekly) => {
    const writes = repeatWrites(at, of ?? undefined, change);
    const stands = new Map<string, Series>(of ? [[of.id, of]] : []);
    for (const write of writes) {
      if ('remove' in write) stands.delete(write.remove.id);
      else stands.set(write.save.id, { ...weekly, ...write.save });
    }
    return [...stands.values()];
  };
  const allDays = (series: readonly Series[]) =>
    series.flatMap((one) => datesOf(one, day('2026-01-01'), day('2028-01-01'))).sort();

  test('later ones follow it, earlier ones stay, none is lost and none is double', () => {
    const series = after({ kind: 'follow' });
    expect(allDays(series)).toEqual(datesOf(weekly, day('2026-01-01'), day('2028-01-01')));
    expect(seriesOf('giaoban_2026-11-30', series)?.entry.content).toBe('Giao ban');
    expect(seriesOf('giaoban_2026-12-21', series)?.entry.content).toBe('Giao ban mới');
    expect(duesIn(series, '2026-W51')[0]?.entry).toMatchObject({ id: 'giaoban_2026-12-14', content: 'Giao ban mới' });
  });
  test('moved to another day, later ones come on that day', () => {
    const moved = entryOn(day('2026-12-09'), {}, 'giaoban_2026-12-07');
    expect(daysIn(after({ kind: 'follow' }, moved), '2026-W51')).toEqual(['2026-12-16']);
  });
  test('a day of the month that a day off moved stays that day of the month', () => {
    const monthly = seriesFrom(day('2026-11-10'), 'FREQ=MONTHLY;BYMONTHDAY=10');
    const rolled = entryOn(day('2027-01-11'), {}, 'giaoban_2027-01-10');
    expect(daysIn(after({ kind: 'follow' }, rolled, monthly), weekOf(day('2027-02-10')))).toEqual(['2027-02-10']);
  });
  test('another rule holds from it on', () => {
    const series = after({
      kind: 'set',
      recurrence: { on: { every: 'secondWeek', weekday: 1 }, until: null, count: null },
    });
    expect(daysIn(series, '2026-W51')).toEqual([]);
    expect(daysIn(series, '2026-W52')).toEqual(['2026-12-21']);
    expect(daysIn(series, '2026-W49')).toEqual(['2026-11-30']);
  });
  test('stopped, none comes after it; stopped at the first, that one stays alone', () => {
    expect(allDays(after({ kind: 'stop' }))).toEqual(['2026-11-23', '2026-11-30']);
    const [alone] = after({ kind: 'stop' }, weekly.entry);
    expect(allDays([alone!])).toEqual(['2026-11-23']);
    expect([repeatsBy('giaoban', [weekly]), repeatsBy('giaoban', [alone!])]).toEqual([weekly, undefined]);
  });
  test('moved to another day, what a later week has already is that week’s, and not due beside it', () => {
    const moved = entryOn(day('2026-12-09'), {}, 'giaoban_2026-12-07');
    const monday = entryOn(day('2026-12-14'), {}, 'giaoban_2026-12-14');
    expect(duesIn(after({ kind: 'follow' }, moved), '2026-W51', none, [monday])).toEqual([]);
    expect(ruleDateOf(after({ kind: 'follow' }, moved).at(-1)!, monday.id)).toBe('2026-12-16');
  });
  test('an entry of no series begins one', () => {
    const alone = entryOn(day('2026-12-07'), {}, 'le');
    const [series] = after(
      { kind: 'set', recurrence: { on: { every: 'week', weekday: 1 }, until: null, count: null } },
      alone,
      null,
    );
    expect([series?.id, series?.rule]).toEqual(['le', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO']);
  });
  test('over and over, the names stay short and belong together', () => {
    let all: Series[] = [weekly];
    for (const on of ['2026-11-30', '2026-12-07', '2026-12-14']) {
      const entry = entryOn(day(on), {}, occurrenceId('giaoban', day(on)));
      const writes = repeatWrites(entry, seriesOf(entry.id, all), { kind: 'follow' });
      for (const write of writes) {
        if ('save' in write) all = [...all.filter(({ id }) => id !== write.save.id), { ...weekly, ...write.save }];
      }
    }
    expect(allDays(all)).toEqual(datesOf(weekly, day('2026-01-01'), day('2028-01-01')));
    expect(duesIn(all, '2026-W52').map(({ entry }) => entry.id)).toEqual(['giaoban_2026-12-21']);
  });
});

describe('what later weeks have already, when they are to follow', () => {
  const weekly = seriesFrom(day('2026-11-23'), 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO');
  const own = (on: string, draft: Partial<EntryDraft> = {}, revision = 1, of = weekly): StoredEntry => {
    const date = day(on);
    const due = duesIn(of, weekOf(date)).find(({ original }) => original === date)!;
    const id = occurrenceId('giaoban', date);
    return { ...due.entry, ...entryOn(due.entry.date, draft, id), revision, updatedBy: 'mai', updatedAt: 0 };
  };
  const changedAt = (
    at: Entry,
    later: readonly StoredEntry[],
    before: readonly Series[] = [weekly],
    holidays = none,
  ) => {
    const writes = repeatWrites(at, seriesOf(at.id, before), { kind: 'follow' });
    const [write] = writes;
    if (!write || !('save' in write)) throw new Error('nothing to follow');
    const result = laterChanges(later, { before, after: { ...weekly, ...write.save }, holidays, numbering: 'iso' });
    return {
      changes: result.changes.map(({ after }) => [after.id, after.date, after.content]),
      kept: result.kept.map(({ id }) => id),
      series: writes.reduce(
        (all, one) =>
          'save' in one ? [...all.filter(({ id }) => id !== one.save.id), { ...weekly, ...one.save }] : all,
        before,
      ),
    };
  };
  const second = entryOn(day('2026-11-30'), { content: 'Giao ban mới' }, 'giaoban_2026-11-30');

  test('what nobody touched follows; what was changed by hand is kept; earlier ones stay', () => {
    const byHand = own('2026-12-14', { invitationNo: '12/GM' }, 2);
    const { changes, kept } = changedAt(second, [
      own('2026-12-07'),
      byHand,
      { ...own('2026-12-21'), date: second.date },
    ]);
    expect(changes).toEqual([
      ['giaoban_2026-12-07', '2026-12-07', 'Giao ban mới'],
      ['giaoban_2026-12-21', '2026-12-21', 'Giao ban mới'],
    ]);
    expect(kept).toEqual(['giaoban_2026-12-14']);
    expect(
      changedAt(entryOn(day('2026-12-07'), { content: 'X' }, 'giaoban_2026-12-07'), [own('2026-11-30')]).changes,
    ).toEqual([]);
  });
  test('what followed once follows again, though it has been saved since', () => {
    const { series } = changedAt(second, []);
    const followed = own('2026-12-14', { content: 'Giao ban mới' }, 2);
    const third = entryOn(day('2026-12-07'), { content: 'Giao ban khác' }, 'giaoban_2026-12-07');
    expect(changedAt(third, [followed], series).changes).toEqual([
      ['giaoban_2026-12-14', '2026-12-14', 'Giao ban khác'],
    ]);
    expect(changedAt(third, [{ ...followed, content: 'Khác hẳn' }], series).kept).toEqual(['giaoban_2026-12-14']);
  });
  test('moved to another weekday, it moves in its own week under its own name', () => {
    const moved = entryOn(day('2026-12-02'), {}, 'giaoban_2026-11-30');
    expect(changedAt(moved, [own('2026-12-28')]).changes).toEqual([['giaoban_2026-12-28', '2026-12-30', 'Giao ban']]);
  });
  test('a day of the month keeps the working day after it', () => {
    const monthly = seriesFrom(day('2026-11-10'), 'FREQ=MONTHLY;BYMONTHDAY=10');
    const later = own('2027-01-10', {}, 1, { ...monthly, entry: { ...monthly.entry, kind: 'duty' } });
    const december = entryOn(day('2026-12-10'), { content: 'Mới' }, 'giaoban_2026-12-10');
    expect(changedAt(december, [later], [monthly]).changes).toEqual([['giaoban_2027-01-10', '2027-01-11', 'Mới']]);
  });
  test('entries of another series that begins later stay with that', () => {
    const later = { ...seriesFrom(day('2026-12-21'), weekly.rule, { content: 'Khác' }, 'giaoban_2026-12-21') };
    expect(changedAt(second, [own('2026-12-28')], [weekly, later])).toMatchObject({ changes: [], kept: [] });
  });
});

test('a name says the day by the rule, a copied week’s or an ordinary one none', () => {
  expect(originalDate(occurrenceId('a'.repeat(64), day('2026-12-07')))).toBe('2026-12-07');
  expect(occurrenceId('a'.repeat(64), day('2026-12-07'))).toHaveLength(64);
  expect(originalDate('abc_2026-W48')).toBeNull();
  expect(originalDate('abc')).toBeNull();
  expect(seriesOf('abc', [])).toBeUndefined();
});
