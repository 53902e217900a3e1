import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absence, arbitraryEntry } from './arbitraries.ts';
import type { AssumedMinutes } from './assumed.ts';
import type { Absence } from './absence.ts';
import type { Party } from './party.ts';
import type { AgencySettings, Calendar, Directory, Person } from './directory.ts';
import { emptyDraft, parseEntry } from './entry.ts';
import type { Entry, EntryDraft } from './entry.ts';
import {
  adjustment,
  changesBetween,
  defaultDocumentNo,
  isTooLarge,
  publish,
  publishMoved,
  publishStopped,
  publishedDays,
} from './publication.ts';
import type { PublicEntry, PublishedWeek, WeekState } from './publication.ts';
import { localDate } from './time.ts';
import { parseWeekId, weekOf } from './week.ts';
import type { WeekId } from './week.ts';

const week = parseWeekId('2026-W48')!;
const state: WeekState = {
  calendar: 'board',
  week,
  printedNumber: null,
  duty: { '2026-11-23': 'person:huy', '2026-11-24': 'text:Văn phòng' },
  remarks: 'Mang theo tài liệu',
  replacesInvitation: true,
  revision: 1,
};
const settings: AgencySettings = {
  name: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
  parentName: 'UBND tỉnh Vĩnh An',
  defaultCalendar: 'board',
  weekNumbering: 'iso',
  documentNoTemplate: '{week}{adjustment}/LCT-SGDĐT',
  replacesInvitation: true,
  sessions: {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  },
  blockedWords: ['mật', 'tối mật', 'đề thi'],
  embedAncestors: [],
};
const calendar: Calendar = {
  id: 'board',
  name: 'Ban Giám đốc',
  shortName: 'BGĐ',
  kind: 'board',
  order: 0,
  active: true,
};
const person = (id: string, name: string, shortTitle: string, isPublic = true): Person => ({
  id,
  name,
  order: 0,
  public: isPublic,
  positions: [{ title: shortTitle, shortTitle, unit: null, from: null, to: null }],
});
const directory: Directory = {
  people: new Map(
    [
      person('van', 'Nguyễn Thị Hồng Vân', 'PGĐ'),
      person('huy', 'Lê Quang Huy', 'PGĐ'),
      person('clerk', 'Trần An', '', false),
    ].map((one) => [one.id, one]),
  ),
  calendars: new Map([
    [
      'gdtrh',
      { ...calendar, id: 'gdtrh', name: 'Phòng Giáo dục Trung học', shortName: 'Phòng GDTrH', kind: 'division' },
    ],
  ]),
  rooms: new Map([['p1', { id: 'p1', name: 'Phòng họp 1', seats: 20, order: 0, active: true }]]),
  vehicles: new Map(),
};

const entry = (id: string, over: Partial<EntryDraft> = {}, stage: Entry['stage'] = 'accepted'): Entry => {
  const draft = { ...emptyDraft('2026-11-23'), time: '7h30', content: `Họp ${id}`, ...over };
  const result = parseEntry(draft, { id, calendar: 'board', week, stage });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry;
};

const common = (at = 1_764_000_000_000) => ({
  ...{ state, directory, absences: [], settings, calendar },
  issue: { documentNo: '48', signer: 'Chánh VP', at },
});
const issue = (
  entries: readonly Entry[],
  previous: PublishedWeek | null = null,
  at?: number,
  absences: readonly Absence[] = [],
  lengths?: AssumedMinutes,
): PublishedWeek =>
  publish({
    ...common(at),
    entries,
    previous,
    absences,
    ...(lengths ? { settings: { ...settings, assumedMinutes: lengths } } : {}),
  });

const byId = (published: PublishedWeek, id: string): PublicEntry => published.entries.find((one) => one.id === id)!;

test('where the sheet is dated and who gets it are frozen with the week, in a revision from the phone too', () => {
  const ends = { locality: 'Vĩnh An', recipients: ['Ban Giám đốc', 'Lưu: VT'] };
  const a = entry('a');
  const first = publish({ ...common(), entries: [a], previous: null, settings: { ...settings, ...ends } });
  expect(first).toMatchObject(ends);
  const stopped = { ...a, status: 'cancelled' as const, reason: 'Bận' };
  expect(publishStopped(first, stopped, { documentNo: '48-ĐC1', at: 0 })).toMatchObject(ends);
  const bare = issue([a], first);
  expect(Object.keys(bare)).not.toContain('locality');
  expect(Object.keys(bare)).not.toContain('recipients');
});

test('days off and working days in exchange are named as they were when the week was issued', () => {
  const holidays = new Map(
    (
      [
        ['2026-11-24', 'Ngày Văn hóa', 'holiday'],
        ['2026-11-28', 'thay ngày 15/01', 'swapped'],
        ['2026-12-01', 'Tuần khác', 'holiday'],
      ] as const
    ).map(([date, name, kind]) => [localDate(date), { date: localDate(date), name, kind }]),
  );
  const a = entry('a');
  const first = publish({ ...common(), entries: [a], previous: null, holidays });
  expect(first.holidays).toEqual({
    '2026-11-24': 'Nghỉ lễ: Ngày Văn hóa',
    '2026-11-28': 'Làm bù: thay ngày 15/01',
  });
  const stopped = { ...a, status: 'cancelled' as const, reason: 'Bận' };
  expect(publishStopped(first, stopped, { documentNo: '48-ĐC1', at: 0 })?.holidays).toEqual(first.holidays);
  expect(Object.keys(issue([a]))).not.toContain('holidays');
  expect(publishedDays(first, null).map(({ holiday }) => holiday)[1]).toBe('Nghỉ lễ: Ngày Văn hóa');
});

test('the length that is assumed is frozen where no end is stated; another length later is no change to readers', () => {
  const entries = [
    entry('open', { kind: 'reception' }),
    entry('closed', { time: '8h-9h', kind: 'reception' }),
    entry('session', { time: 'sáng', kind: 'reception' }),
    entry('other'),
  ];
  const first = issue(entries, null, undefined, [], { reception: 210 });
  expect(first.entries.filter((one) => 'assumedMinutes' in one)).toMatchObject([{ id: 'open', assumedMinutes: 210 }]);
  const second = issue(entries, first, undefined, [], { reception: 90 });
  expect(byId(second, 'open').assumedMinutes).toBe(90);
  expect(second.changes).toEqual([]);
  expect(issue(entries, second).entries.some((one) => 'assumedMinutes' in one)).toBe(false);
});

describe('the first issue', () => {
  test('says who, where and when in words, sorted as printed', () => {
    const published = issue([
      entry('b', { time: '14h', chairs: ['person:van', 'person:clerk'], attendees: ['unit:gdtrh', 'Các trường'] }),
      entry('a', { chairs: ['person:nobody'], place: 'room:p1', officeLead: 'person:huy' }),
    ]);
    expect(published.entries.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(byId(published, 'b')).toMatchObject({
      chairs: ['PGĐ Nguyễn Thị Hồng Vân', 'Trần An'],
      attendees: ['Phòng GDTrH', 'Các trường'],
      personIds: ['van'],
      change: null,
      sequence: 0,
      issuedIn: 1,
      changedIn: 1,
    });
    expect(byId(published, 'a')).toMatchObject({ chairs: ['(đã xóa)'], place: 'Phòng họp 1', personIds: ['huy'] });
  });

  test('carries the head of the week', () => {
    expect(issue([])).toMatchObject({
      calendar: 'board',
      calendarName: 'Ban Giám đốc',
      agencyName: settings.name,
      from: '2026-11-23',
      to: '2026-11-29',
      number: 48,
      revision: 1,
      revisionTimes: { 1: 1_764_000_000_000 },
      duty: { '2026-11-23': 'PGĐ Lê Quang Huy', '2026-11-24': 'Văn phòng' },
      changes: [],
    });
  });

  test.each([
    ['an internal entry', entry('x', { visibility: 'internal' })],
    ['a request not yet accepted', entry('x', {}, 'requested')],
    ['a returned request', entry('x', {}, 'returned')],
    ['an entry of another week', { ...entry('x'), week: '2026-W49' as WeekId }],
    ['an entry of another calendar', { ...entry('x'), calendar: 'gdtrh' }],
  ])('leaves out %s', (_what, left) => {
    expect(issue([entry('a'), left]).entries.map(({ id }) => id)).toEqual(['a']);
  });

  test('keeps a cancelled entry with its reason', () => {
    const published = issue([entry('a', { status: 'cancelled', reason: 'Trùng lịch' })]);
    expect(byId(published, 'a')).toMatchObject({ status: 'cancelled', reason: 'Trùng lịch', change: null });
  });

  test('is the same text in whatever order the entries came', () => {
    const entries = [entry('a'), entry('b'), entry('c', { time: 'sáng' })];
    expect(issue([...entries].reverse())).toEqual(issue(entries));
  });
});

describe('an adjustment', () => {
  const first = issue([entry('a', { place: 'Hội trường' }), entry('b')]);

  test('without a difference lists nothing and changes no entry', () => {
    const second = issue([entry('a', { place: 'Hội trường' }), entry('b')], first, 1_764_000_600_000);
    expect(second.changes).toEqual([]);
    expect(second.entries).toEqual(first.entries);
    expect(second).toMatchObject({ revision: 2, revisionTimes: { 1: 1_764_000_000_000, 2: 1_764_000_600_000 } });
  });

  test('names the fields that changed and the time before', () => {
    const second = issue([entry('a', { place: 'room:p1', time: '8h' }), entry('b')], first);
    expect(second.changes).toHaveLength(1);
    expect(second.changes[0]).toMatchObject({ kind: 'changed', entryId: 'a', fields: ['time', 'place'] });
    expect(second.changes[0]!.before).toEqual(byId(first, 'a'));
    expect(byId(second, 'a')).toMatchObject({ sequence: 1, issuedIn: 1, changedIn: 2 });
    expect(byId(second, 'a').change).toEqual({
      kind: 'changed',
      fields: ['time', 'place'],
      timeBefore: byId(first, 'a').time,
    });
    expect(byId(second, 'b')).toEqual(byId(first, 'b'));
  });

  test('tells what was added', () => {
    const second = issue([entry('a', { place: 'Hội trường' }), entry('b'), entry('c')], first);
    expect(second.changes).toMatchObject([{ kind: 'added', entryId: 'c', before: null }]);
    expect(byId(second, 'c')).toMatchObject({ sequence: 0, issuedIn: 2, changedIn: 2, change: { kind: 'added' } });
  });

  test.each(['postponed', 'cancelled'] as const)('keeps what was %s, with its reason', (status) => {
    const second = issue([entry('a', { place: 'Hội trường', status, reason: 'Mưa bão' }), entry('b')], first);
    expect(second.changes).toMatchObject([{ kind: status, entryId: 'a', reason: 'Mưa bão', fields: [] }]);
    expect(byId(second, 'a')).toMatchObject({ status, reason: 'Mưa bão', sequence: 1 });
  });

  test('tells a new reason, and that an entry takes place after all', () => {
    const second = issue([entry('a', { status: 'postponed', reason: 'Mưa bão' }), entry('b')], first);
    const reworded = issue([entry('a', { status: 'postponed', reason: 'Bão số 9' }), entry('b')], second);
    expect(reworded.changes).toMatchObject([{ kind: 'postponed', entryId: 'a', reason: 'Bão số 9' }]);
    const restored = issue([entry('a'), entry('b')], reworded);
    expect(restored.changes).toMatchObject([{ kind: 'restored', entryId: 'a', reason: null }]);
    expect(byId(restored, 'a')).toMatchObject({ status: 'planned', sequence: 3, issuedIn: 1, changedIn: 4 });
  });

  test.each([
    ['deleted', []],
    ['made internal', [entry('b', { visibility: 'internal', content: 'Bí mật của phòng' })]],
    ['sent back', [entry('b', { content: 'Bí mật của phòng' }, 'returned')]],
  ] as const)('keeps an entry that was %s, as postponed, in the words once issued', (_what, rest) => {
    const second = issue([entry('a', { place: 'Hội trường' }), ...rest], first);
    expect(byId(second, 'b')).toMatchObject({
      content: 'Họp b',
      status: 'postponed',
      reason: 'Rút khỏi lịch công tác tuần',
    });
    expect(second.changes).toMatchObject([{ kind: 'postponed', entryId: 'b' }]);
    expect(JSON.stringify(second)).not.toContain('Bí mật');
    const third = issue([entry('a', { place: 'Hội trường' }), ...rest], second);
    expect(third.changes).toEqual([]);
    expect(third.entries.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('says where an entry went that moved to another week', () => {
    const moved = { ...entry('b'), week: '2026-W49' as WeekId, date: localDate('2026-12-01') };
    const second = issue([entry('a', { place: 'Hội trường' }), moved], first);
    expect(byId(second, 'b')).toMatchObject({
      date: '2026-11-23',
      status: 'postponed',
      reason: 'Chuyển sang ngày 01/12',
    });
  });

  test('a change that readers do not see raises nothing', () => {
    const inner = { vehicle: 'Xe 29A', driver: 'Anh A', kind: 'reception', fixed: true } as const;
    const second = issue([entry('a', { place: 'Hội trường', ...inner }), entry('b')], first);
    expect(second.changes).toEqual([]);
    expect(byId(second, 'a').sequence).toBe(0);
  });
});

describe('over all entries', () => {
  const inWeek = fc.uniqueArray(arbitraryEntry, { maxLength: 6, selector: ({ id }) => id }).map((entries) =>
    entries.map((one) => ({
      ...one,
      calendar: 'board',
      date: state.week === weekOf(one.date) ? one.date : localDate('2026-11-25'),
      lastDate: localDate('2026-11-25'),
      week,
    })),
  );

  test('the change list is empty exactly when readers see the same', () => {
    const shown = ({ entries }: PublishedWeek): unknown =>
      entries.map(
        ({ change: _c, sequence: _s, issuedIn: _i, changedIn: _n, kind: _k, personIds: _p, ...words }) => words,
      );
    fc.assert(
      fc.property(inWeek, inWeek, fc.boolean(), (before, after, same) => {
        const first = issue(before);
        const second = issue(same ? before : after, first);
        expect(changesBetween(first.entries, first.entries)).toEqual([]);
        expect(second.changes.length === 0).toBe(JSON.stringify(shown(first)) === JSON.stringify(shown(second)));
        expect(second.changes.length).toBe(second.entries.filter(({ change }) => change !== null).length);
      }),
    );
  });

  test('nothing issued ever vanishes, and sequence rises with each change', () => {
    fc.assert(
      fc.property(inWeek, inWeek, inWeek, (...lists) => {
        let previous: PublishedWeek | null = null;
        for (const entries of lists) {
          const next: PublishedWeek = issue(entries, previous);
          for (const old of previous?.entries ?? []) {
            const now = byId(next, old.id);
            expect(now).toBeDefined();
            expect(now.sequence - old.sequence).toBe(now.change ? 1 : 0);
            expect(now.issuedIn).toBe(old.issuedIn);
            expect(now.changedIn).toBe(now.change ? next.revision : old.changedIn);
          }
          expect(next.entries.every(({ status, reason }) => (status === 'planned') === (reason === null))).toBe(true);
          previous = next;
        }
      }),
    );
  });

  test('vehicle, driver, internal entries and requests never reach the public', () => {
    const marked = inWeek.map((entries) =>
      entries.map((one): Entry => {
        const hidden = one.visibility === 'internal' || one.stage !== 'accepted';
        const internal = { driver: 'SECRET driver', vehicle: 'text:SECRET car' as const };
        return {
          ...one,
          ...internal,
          ...(hidden ? { content: 'SECRET content', reason: one.reason && 'SECRET' } : {}),
        };
      }),
    );
    fc.assert(
      fc.property(marked, marked, (before, after) => {
        const first = issue(before);
        expect(JSON.stringify([first, issue(after, first)])).not.toContain('SECRET');
      }),
    );
  });

  test('an issued entry holds the public fields and no other', () => {
    const fields = [
      'id',
      'date',
      'lastDate',
      'time',
      'content',
      'chairs',
      'attendees',
      'invitees',
      'forInformation',
      'place',
      'gatheringPoint',
      'connectionPoints',
      'preparingUnit',
      'logistics',
      'officeLead',
      'invitationNo',
      'documentNo',
      'separateInvitation',
      'replacesInvitation',
      'kind',
      'status',
      'reason',
      'actingFor',
      'personIds',
      'change',
      'sequence',
      'issuedIn',
      'changedIn',
    ].sort();
    const extra = { ...entry('a'), meetingLink: 'https://meet.example', note: 'n', updatedBy: 'u' } as Entry;
    const first = issue([extra]);
    for (const week of [first, issue([], first)]) {
      expect(week.entries.map((one) => Object.keys(one).sort())).toEqual([fields]);
    }
  });
});

describe('one entry stopped by an approver', () => {
  const first = issue([entry('a', { place: 'Hội trường' }), entry('b')]);
  const stop = (one: Entry, previous = first) =>
    publishStopped(previous, one, { documentNo: '48-ĐC', at: 1_765_000_000_000 });

  test('is the next revision with that one change; what editors have drafted since is not issued', () => {
    const draftedSince = entry('a', { place: 'Phòng 2', time: '9h', status: 'postponed', reason: 'Mưa bão' });
    const next = stop(draftedSince)!;
    expect(next).toMatchObject({ revision: 2, documentNo: '48-ĐC', issuedAt: 1_765_000_000_000, signer: first.signer });
    expect(next.revisionTimes).toEqual({ ...first.revisionTimes, 2: 1_765_000_000_000 });
    expect(next.changes).toMatchObject([{ kind: 'postponed', entryId: 'a', reason: 'Mưa bão' }]);
    expect(byId(next, 'a')).toMatchObject({ place: 'Hội trường', time: byId(first, 'a').time, status: 'postponed' });
    expect(byId(next, 'b')).toEqual(byId(first, 'b'));
  });
  test('is issued as the whole week would be, where nobody has drafted anything', () => {
    const stopped = entry('a', { place: 'Hội trường', status: 'cancelled', reason: 'Trùng lịch' });
    const whole = issue([stopped, entry('b')], first, 1_765_000_000_000);
    expect(stop(stopped)).toEqual({ ...whole, documentNo: '48-ĐC' });
    const back = entry('a', { place: 'Hội trường' });
    expect(stop(back, whole)).toEqual({ ...issue([back, entry('b')], whole, 1_765_000_000_000), documentNo: '48-ĐC' });
  });
  test('makes no revision where readers would see no difference, or never saw the entry', () => {
    expect(stop(entry('a', { place: 'Hội trường' }))).toBeUndefined();
    expect(stop(entry('c', { status: 'postponed', reason: 'Mưa bão' }))).toBeUndefined();
    expect(stop(entry('b', { visibility: 'internal', status: 'postponed', reason: 'Mật' }))).toBeUndefined();
  });
});

describe('one entry moved by an approver', () => {
  const AT = 1_765_000_000_000;
  const huyAway = absence({
    person: 'huy',
    from: localDate('2026-11-24'),
    to: localDate('2026-11-24'),
    substitute: 'person:van',
  });
  const first = issue([entry('a', { place: 'Hội trường', chairs: ['person:huy'] }), entry('b')]);
  const next49 = { ...issue([]), week: parseWeekId('2026-W49')!, entries: [], revision: 3 };
  const move = (base: Entry, next: Entry, to: PublishedWeek | null = null, absences: readonly Absence[] = []) =>
    publishMoved(first, to, base, next, {
      directory,
      absences,
      issue: ({ revision }) => ({ documentNo: `48-ĐC${revision}`, at: AT }),
    });
  const a = (over: Partial<EntryDraft> = {}) => entry('a', { place: 'Hội trường', chairs: ['person:huy'], ...over });

  test('is issued as the whole week would be, where nobody has drafted anything', () => {
    const moved = a({ time: '15h-16h', date: '2026-11-24' });
    const whole = issue([moved, entry('b')], first, AT, [huyAway]);
    expect(move(a(), moved, null, [huyAway])).toEqual([{ ...whole, documentNo: '48-ĐC1' }]);
    expect(byId(whole, 'a').chairs).toEqual(['PGĐ Nguyễn Thị Hồng Vân (thay PGĐ Lê Quang Huy)']);
  });
  test('leaves what editors have drafted since a draft, also of the entry itself', () => {
    const drafted = a({ place: 'Phòng 2', chairs: ['person:van'], content: 'Họp khác', time: '9h' });
    const [next] = move(drafted, { ...drafted, time: entry('x', { time: '9h30' }).time });
    expect(next!.changes).toMatchObject([{ kind: 'changed', entryId: 'a', fields: ['time'] }]);
    expect(byId(next!, 'a')).toMatchObject({ place: 'Hội trường', content: 'Họp a', chairs: ['PGĐ Lê Quang Huy'] });
    expect(byId(next!, 'a').time.start).toBe(570);
  });
  test('out of its week is told there with the day, and stands in the issued week of that day', () => {
    const tuesday = localDate('2026-12-01');
    const moved = { ...a({ time: '8h' }), date: tuesday, lastDate: tuesday, week: next49.week };
    const [from, to, ...none] = move(a(), moved, next49);
    expect(none).toEqual([]);
    expect(byId(from!, 'a')).toMatchObject({
      status: 'postponed',
      reason: 'Chuyển sang ngày 01/12',
      date: '2026-11-23',
    });
    expect(to).toMatchObject({ revision: 4, changes: [{ kind: 'added', entryId: 'a' }] });
    expect(byId(to!, 'a')).toMatchObject({ place: 'Hội trường', date: '2026-12-01', status: 'planned', issuedIn: 4 });
    expect(move(a(), moved)).toEqual([from]);
    // What the clerk issues later keeps what was told.
    expect(byId(issue([moved, entry('b')], from), 'a')).toMatchObject({
      reason: 'Chuyển sang ngày 01/12',
      change: null,
    });
  });
  test('after it was put off, is restored at its new time', () => {
    const stopped = a({ status: 'postponed', reason: 'Mưa bão' });
    const put = issue([stopped, entry('b')], first);
    const [next] = publishMoved(put, null, stopped, a({ time: '15h' }), {
      directory,
      absences: [],
      issue: () => ({ documentNo: '48', at: AT }),
    });
    expect(next!.changes).toMatchObject([{ kind: 'restored', entryId: 'a', fields: ['time'], reason: null }]);
  });
  test('makes no revision where readers would see no difference, or never saw the entry', () => {
    expect(move(a(), a())).toEqual([]);
    expect(move(entry('c'), entry('c', { time: '9h' }))).toEqual([]);
    expect(move(a(), a({ time: '9h', visibility: 'internal' }))).toEqual([]);
  });
});

test('an entry missing from the next state is listed, not lost', () => {
  const first = issue([entry('a')]);
  expect(changesBetween(first.entries, [])).toMatchObject([{ kind: 'postponed', entryId: 'a' }]);
});

test('an entry over several days stands on each of them', () => {
  const days = publishedDays(issue([entry('a', { date: '2026-11-24', lastDate: '2026-11-26' })]), null);
  expect(days.map(({ date, entries }) => [date.slice(8), entries.map(({ id }) => id).join()])).toEqual([
    ['23', ''],
    ['24', 'a'],
    ['25', 'a'],
    ['26', 'a'],
    ['27', ''],
    ['28', ''],
    ['29', ''],
  ]);
});

test('a week of one document fits, one of a thousand long entries does not', () => {
  const long = { content: 'x'.repeat(1000) };
  const many = (count: number) => issue(Array.from({ length: count }, (_, index) => entry(`e${index}`, long)));
  expect([isTooLarge(many(300)), isTooLarge(many(1000)), isTooLarge(issue([entry('a')]))]).toEqual([
    false,
    true,
    false,
  ]);
});

test('the number follows the template; the first issue is no adjustment', () => {
  const numbered = (id: string) => ({ week: parseWeekId(id)!, printedNumber: null });
  expect(defaultDocumentNo(settings, numbered('2026-W48'), 1)).toBe('48/LCT-SGDĐT');
  expect(defaultDocumentNo(settings, numbered('2026-W48'), 3)).toBe('48-ĐC2/LCT-SGDĐT');
  expect(defaultDocumentNo({ ...settings, documentNoTemplate: 'Số {week}/{year}' }, numbered('2026-W05'), 1)).toBe(
    'Số 5/2026',
  );
  expect(adjustment(3)).toBe(2);
});

describe('somebody is away', () => {
  const tuesday = localDate('2026-11-24');
  const away = (more: Partial<Absence> = {}): Absence =>
    absence({ person: 'van', from: tuesday, to: tuesday, substitute: 'person:huy', ...more });
  const issuedWith = (absences: readonly Absence[], draft: Partial<EntryDraft> = {}): PublicEntry =>
    byId(issue([entry('a', { date: tuesday, chairs: ['person:van'], ...draft })], null, 0, absences), 'a');

  test('whoever acts is named, and for whom; the reason of the absence is not told', () => {
    const told = issuedWith([away()]);
    expect(told.chairs).toEqual(['PGĐ Lê Quang Huy (thay PGĐ Nguyễn Thị Hồng Vân)']);
    expect(told.personIds).toEqual(['van', 'huy']);
    expect(JSON.stringify(told)).not.toMatch(/công tác|trip|nghỉ|leave/);
  });

  test.each([
    ['trip', 'đi công tác'],
    ['leave', 'nghỉ phép'],
  ] as const)('of a %s the reason is told where that was decided', (kind, words) => {
    expect(issuedWith([away({ kind, kindPublic: true })]).chairs).toEqual([
      `PGĐ Lê Quang Huy (thay PGĐ Nguyễn Thị Hồng Vân ${words})`,
    ]);
  });

  test('whatever the week and whoever is away, nothing issued depends on a reason that is not public', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryEntry, { maxLength: 3, selector: ({ id }) => id }),
        fc.array(fc.constantFrom('van', 'huy', 'clerk'), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(null, 'person:huy', 'unit:gdtrh', 'text:Văn phòng'),
        (some, names, substitute) => {
          const entries = some.map((one) => ({
            ...one,
            calendar: 'board',
            week,
            date: tuesday,
            lastDate: tuesday,
            chairs: names.map((name): Party => `person:${name}`),
          }));
          const issuedFor = (kind: Absence['kind']) =>
            issue(entries, null, 0, [away({ kind, substitute: substitute as Party | null })]);
          expect(issuedFor('leave')).toEqual(issuedFor('trip'));
          expect(issuedFor('other')).toEqual(issuedFor('trip'));
        },
      ),
    );
  });

  test('among joint chairs, attendees, the invited and as the office’s leader alike', () => {
    const everywhere = {
      chairs: ['person:clerk', 'person:van'],
      attendees: ['unit:gdtrh', 'person:van'],
      invitees: ['person:van'],
      officeLead: 'person:van',
    };
    const acting = 'PGĐ Lê Quang Huy (thay PGĐ Nguyễn Thị Hồng Vân)';
    expect(issuedWith([away()], everywhere)).toMatchObject({
      chairs: ['Trần An', acting],
      attendees: ['Phòng GDTrH', acting],
      invitees: [acting],
      officeLead: acting,
    });
  });

  test('whoever acts and was expected anyway is named once', () => {
    expect(issuedWith([away()], { chairs: ['person:van', 'person:huy'] }).chairs).toEqual([
      'PGĐ Lê Quang Huy (thay PGĐ Nguyễn Thị Hồng Vân)',
    ]);
  });

  test('those who are only informed, or acted for, are named as they are', () => {
    const told = issuedWith([away()], {
      chairs: ['person:huy'],
      forInformation: ['person:van'],
      actingFor: 'person:van',
    });
    expect(told).toMatchObject({ forInformation: ['PGĐ Nguyễn Thị Hồng Vân'], actingFor: 'PGĐ Nguyễn Thị Hồng Vân' });
  });

  test('without a substitute the sheet says what was written', () => {
    expect(issuedWith([away({ substitute: null })]).chairs).toEqual(['PGĐ Nguyễn Thị Hồng Vân']);
  });

  test('the duty of the day is the substitute’s', () => {
    const duty = [absence({ person: 'huy', from: localDate('2026-11-23'), to: tuesday, substitute: 'person:van' })];
    expect(issue([], null, 0, duty).duty).toEqual({
      '2026-11-23': 'PGĐ Nguyễn Thị Hồng Vân (thay PGĐ Lê Quang Huy)',
      '2026-11-24': 'Văn phòng',
    });
  });

  test('an absence set after the issue is a change of the next one, one taken back is none', () => {
    const drafts = [entry('a', { date: tuesday, chairs: ['person:van'] })];
    const first = issue(drafts);
    expect(issue(drafts, first, 0, [away()]).changes).toMatchObject([{ kind: 'changed', fields: ['chairs'] }]);
    expect(issue(drafts, first, 0, []).changes).toEqual([]);
  });
});
