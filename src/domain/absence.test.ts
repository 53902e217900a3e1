import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  absenceDraftOf,
  actingDraft,
  awayDuring,
  awayIn,
  awayOnDuty,
  dayLong,
  emptyAbsence,
  parseAbsence,
  type Absence,
  type AbsenceDraft,
} from './absence.ts';
import { absence, arbitraryAbsence, arbitraryEntry } from './arbitraries.ts';
import { draftOf, emptyDraft, parseEntry, type Entry, type EntryDraft } from './entry.ts';
import { addDays, localDate, parseTime } from './time.ts';
import { weekOf } from './week.ts';

const MONDAY = localDate('2026-11-23');
const TUESDAY = localDate('2026-11-24');
const WEDNESDAY = localDate('2026-11-25');

function entry(over: Partial<EntryDraft>, more: Partial<Entry> = {}): Entry {
  const draft = { ...emptyDraft(TUESDAY), time: '8h', content: 'Họp', ...over };
  const result = parseEntry(draft, { id: 'e1', calendar: 'board', week: weekOf(TUESDAY) });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return { ...result.entry, ...more };
}

const thinh = (over: Partial<Absence> = {}): Absence =>
  absence({ person: 'thinh', from: TUESDAY, to: TUESDAY, substitute: 'person:huy', ...over });

describe('how much of an entry somebody misses', () => {
  const morning = { toSession: 'morning' } as const;
  const afternoon = { fromSession: 'afternoon', toSession: 'afternoon' } as const;
  test.each([
    ['the whole day', {}, '8h', 'all'],
    ['the whole day', {}, '19h30', 'all'],
    ['the whole day', {}, 'cả ngày', 'all'],
    ['the morning', morning, '8h', 'all'],
    ['the morning', morning, 'sáng', 'all'],
    ['the morning', morning, '14h', null],
    ['the morning', morning, '8h-12h', 'all'],
    ['the morning', morning, '8h-16h', 'part'],
    ['the morning', morning, 'cả ngày', 'part'],
    ['the morning', morning, '7h30, cả ngày', 'part'],
    ['the afternoon', afternoon, '14h', 'all'],
    ['the afternoon', afternoon, '8h', null],
    ['the afternoon', afternoon, '19h30', null],
    ['from the evening', { fromSession: 'evening' }, 'tối', 'all'],
    ['from the evening', { fromSession: 'evening' }, 'chiều', null],
  ] as const)('away %s %j: %s', (_name, over, typed, expected) => {
    const when = { ...dayLong(TUESDAY), time: parseTime(typed)! };
    expect(awayDuring(thinh(over), when)).toBe(expected);
  });

  test('of several days, whether all of them', () => {
    const away = thinh({ from: TUESDAY, to: WEDNESDAY });
    const over = (date: typeof MONDAY, lastDate: typeof MONDAY) => awayDuring(away, { ...dayLong(date), lastDate });
    expect(over(TUESDAY, WEDNESDAY)).toBe('all');
    expect(over(MONDAY, TUESDAY)).toBe('part');
    expect(over(MONDAY, MONDAY)).toBeNull();
    expect(over(addDays(WEDNESDAY, 1), addDays(WEDNESDAY, 2))).toBeNull();
  });

  test('sessions bound the first and the last day, not those between', () => {
    const away = thinh({ from: MONDAY, to: WEDNESDAY, fromSession: 'evening', toSession: 'morning' });
    expect(awayDuring(away, dayLong(TUESDAY))).toBe('all');
    expect(awayDuring(away, dayLong(MONDAY))).toBeNull();
    expect(awayDuring(away, dayLong(WEDNESDAY))).toBe('part');
  });

  test('a longer absence never misses less', () => {
    const rank = (absent: Absence, on: Entry) => [null, 'part', 'all'].indexOf(awayDuring(absent, on));
    fc.assert(
      fc.property(arbitraryAbsence, arbitraryEntry, fc.integer({ min: 0, max: 3 }), (one, at, days) => {
        const near = { ...at, date: one.from, lastDate: addDays(one.from, days) };
        expect(rank({ ...one, fromSession: null, toSession: null }, near)).toBeGreaterThanOrEqual(rank(one, near));
        expect(rank({ ...one, to: addDays(one.to, 1) }, near)).toBeGreaterThanOrEqual(rank(one, near));
      }),
    );
  });
});

describe('who acts in a meeting', () => {
  const acts = (on: Entry, ...absences: Absence[]) => awayIn(on, absences).map(({ acts: who, open }) => who ?? open);
  const chaired = entry({ chairs: ['person:thinh'] });
  const attended = entry({ chairs: ['person:van'], attendees: ['person:thinh'] });

  test('the substitute, whether the person chairs, attends or is invited', () => {
    expect(acts(chaired, thinh())).toEqual(['person:huy']);
    expect(acts(attended, thinh())).toEqual(['person:huy']);
    expect(acts(entry({ invitees: ['person:thinh'] }), thinh())).toEqual(['person:huy']);
    expect(acts(entry({ officeLead: 'person:thinh' }), thinh())).toEqual(['person:huy']);
  });

  test('nobody for those who only prepare, are informed, or are acted for already', () => {
    const told = { preparingUnit: 'person:thinh', forInformation: ['person:thinh'], actingFor: 'person:thinh' };
    expect(acts(entry(told), thinh())).toEqual([]);
  });

  test.each([
    ['nobody stands in', [thinh({ substitute: null })], 'nobody'],
    ['the absence ends within the meeting', [thinh({ toSession: 'morning' })], 'part'],
    [
      'the substitute is away too: what was given is not given on',
      [thinh(), absence({ person: 'huy', from: TUESDAY, to: TUESDAY, substitute: 'person:van' })],
      'substituteAway',
    ],
  ] as const)('a person decides when %s', (_name, absences, expected) => {
    expect(acts(entry({ chairs: ['person:thinh'], time: '8h-16h' }), ...absences)).toEqual([expected]);
  });

  test('who acts for chairs only sits in nothing else, and has no duty', () => {
    const only = thinh({ scope: 'chairs' });
    expect(acts(chaired, only)).toEqual(['person:huy']);
    expect(acts(attended, only)).toEqual(['onlyChairs']);
    expect(awayOnDuty('person:thinh', TUESDAY, [only])).toMatchObject({ acts: null, open: 'onlyChairs' });
    expect(awayOnDuty('person:thinh', TUESDAY, [thinh()])).toMatchObject({ acts: 'person:huy' });
    expect(awayOnDuty('text:Văn phòng', TUESDAY, [thinh()])).toBeUndefined();
  });

  test('the trip itself is not given away, nor the entry that is the leave', () => {
    expect(acts(chaired, thinh({ attends: ['board/e1'] }))).toEqual([]);
    expect(acts(chaired, thinh({ attends: ['gdtrh/e1', 'board/e2'] }))).toEqual(['person:huy']);
    expect(acts(entry({ chairs: ['person:thinh'], kind: 'leave' }), thinh())).toEqual([]);
  });

  test('nobody who is not away', () => {
    expect(acts(entry({ chairs: ['person:huy'] }), thinh())).toEqual([]);
    expect(acts(chaired, thinh({ from: MONDAY, to: MONDAY }))).toEqual([]);
  });
});

describe('writing the substitute into an entry', () => {
  const away = { party: 'person:thinh', absence: thinh(), acts: null, open: 'part' } as const;
  const written = (draft: Partial<EntryDraft>): EntryDraft => {
    const before = { ...emptyDraft(TUESDAY), ...draft };
    return { ...before, ...actingDraft(before, away) };
  };

  test('a chair is acted for', () => {
    expect(written({ chairs: ['person:van', 'person:thinh'], attendees: ['unit:vp'] })).toMatchObject({
      chairs: ['person:van', 'person:huy'],
      attendees: ['unit:vp'],
      actingFor: 'person:thinh',
    });
  });
  test('an attendee is replaced, once, and what stands is kept', () => {
    const before = { attendees: ['person:huy', 'person:thinh'], officeLead: 'person:thinh', actingFor: 'person:an' };
    expect(written(before)).toMatchObject({
      attendees: ['person:huy'],
      officeLead: 'person:huy',
      actingFor: 'person:an',
    });
  });
  test('after it nobody of the entry is away', () => {
    fc.assert(
      fc.property(arbitraryEntry, (one) => {
        const on = { ...one, chairs: [...one.chairs.slice(0, 8), 'person:thinh'] as Entry['chairs'] };
        const draft = { ...draftOf(on), ...actingDraft(draftOf(on), away) };
        expect([...draft.chairs, ...draft.attendees, ...draft.invitees, draft.officeLead]).not.toContain(
          'person:thinh',
        );
      }),
    );
  });
});

describe('what is typed', () => {
  const typed: AbsenceDraft = { ...emptyAbsence, person: 'person:thinh', from: '24/11', to: '25/11' };
  const read = (draft: Partial<AbsenceDraft>, others: readonly Absence[] = []) =>
    parseAbsence({ ...typed, ...draft }, { id: 'a', near: MONDAY, attends: [], others });
  const errors = (draft: Partial<AbsenceDraft>, others?: readonly Absence[]) => {
    const result = read(draft, others);
    return result.ok ? {} : result.errors;
  };

  test('is read as clerks write days; without a last day it is one day', () => {
    expect(read({ substitute: 'person:huy' })).toEqual({ ok: true, absence: thinh({ id: 'a', to: WEDNESDAY }) });
    expect(read({ to: '' })).toMatchObject({ absence: { from: TUESDAY, to: TUESDAY } });
    expect(read({ substitute: 'Phó Chánh Văn phòng' })).toMatchObject({
      absence: { substitute: 'text:Phó Chánh Văn phòng' },
    });
  });

  test.each<[Partial<AbsenceDraft>, object]>([
    [{ person: '' }, { person: 'personMissing' }],
    [{ person: 'Ông Thịnh' }, { person: 'personUnknown' }],
    [{ from: '' }, { from: 'dateMissing' }],
    [{ from: '31/11' }, { from: 'dateUnknown' }],
    [{ to: 'mai' }, { to: 'dateUnknown' }],
    [{ to: '23/11' }, { to: 'endBeforeStart' }],
    [{ to: '28/11/2031' }, {}],
    [{ to: '29/11/2031' }, { to: 'tooLong' }],
    [{ from: '31/12/9999', to: '' }, { from: 'dateUnknown' }],
    [{ from: '01/01/0001' }, { from: 'dateUnknown' }],
    [{ from: '30-02' }, { from: 'dateUnknown' }],
    [{ to: '24/11', fromSession: 'evening', toSession: 'morning' }, { to: 'endBeforeStart' }],
    [{ substitute: 'person:thinh' }, { substitute: 'substituteSame' }],
    [{ substitute: 'x'.repeat(501) }, { substitute: 'textTooLong' }],
  ])('%j has its fault', (draft, expected) => expect(errors(draft)).toEqual(expected));

  test('somebody is away once at a time; half days may follow each other', () => {
    const known = thinh({ id: 'b', toSession: 'morning' });
    expect(errors({}, [known])).toEqual({ from: 'overlaps' });
    expect(errors({ fromSession: 'afternoon' }, [known])).toEqual({});
    expect(errors({}, [{ ...known, person: 'huy' }])).toEqual({});
    expect(errors({}, [{ ...known, id: 'a' }])).toEqual({}); // itself
  });

  test('the reason "other" has no word to tell', () => {
    expect(read({ kind: 'other', kindPublic: true })).toMatchObject({ absence: { kindPublic: false } });
  });

  test('every absence comes back from its draft', () => {
    fc.assert(
      fc.property(arbitraryAbsence, (one) => {
        const result = parseAbsence(absenceDraftOf(one), { ...one, near: MONDAY, others: [one] });
        expect(result).toEqual({ ok: true, absence: { ...one, kindPublic: one.kindPublic && one.kind !== 'other' } });
      }),
    );
  });
});
