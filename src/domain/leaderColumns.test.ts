import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Absence } from './absence.ts';
import { absence } from './arbitraries.ts';
import type { Calendar, Directory, Person } from './directory.ts';
import { emptyDraft, parseEntry } from './entry.ts';
import type { Entry, EntryDraft } from './entry.ts';
import { leaderDays, peopleOf } from './leaderColumns.ts';
import type { LocalDate } from './time.ts';
import { daysOf, type WeekId } from './week.ts';

const WEEK = '2026-W48' as WeekId; // 23 to 29 November
const days = daysOf(WEEK);
const day = (date: string) => date as LocalDate;

const unit = (id: string, name: string, shortName: string, kind: Calendar['kind']): [string, Calendar] => [
  id,
  { id, name, shortName, kind, order: 0, active: true },
];
const leader = (id: string, name: string, unitId: string, from: string | null, to: string | null = null): Person => ({
  id,
  name,
  order: 0,
  public: true,
  positions: [{ title: '', shortTitle: '', unit: unitId, from: from as LocalDate, to: to as LocalDate }],
});
const people = [
  leader('thinh', 'Trần Đức Thịnh', 'board', null),
  leader('van', 'Nguyễn Thị Hồng Vân', 'board', '2023-08-15'),
  leader('khanh', 'Bùi Văn Khánh', 'gdtrh', null),
];
const directory: Directory = {
  people: new Map(people.map((person) => [person.id, person])),
  calendars: new Map([
    unit('board', 'Ban Giám đốc', 'BGĐ', 'board'),
    unit('gdtrh', 'Phòng Giáo dục Trung học', 'Phòng GDTrH', 'division'),
  ]),
  rooms: new Map(),
  vehicles: new Map(),
};
const [thinh, van, khanh] = people as [Person, Person, Person];

let count = 0;
function entry(draft: Partial<EntryDraft>, calendar = 'board'): Entry {
  const typed = { ...emptyDraft('2026-11-24'), time: '8h', content: 'Họp', ...draft };
  const parsed = parseEntry(typed, { id: `e${++count}`, calendar, week: WEEK });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.entry;
}
/** The contents of the cells of one day, a line a session: "Sáng" is the first. */
const told = (
  entries: readonly Entry[],
  columns: readonly Person[],
  date = '2026-11-24',
  absences: readonly Absence[] = [],
) =>
  leaderDays(entries, columns, days, directory, absences)
    .find((one) => one.date === date)!
    .sessions.map(({ session, cells }) => [
      session,
      ...cells.map(({ absence: away, first, entries: list }) =>
        [
          ...(away ? [first ? 'VẮNG' : 'vắng'] : []),
          ...list.map(({ entry: { content }, again, actsFor }) =>
            again ? `(${content})` : `${content}${actsFor ? ` thay ${actsFor}` : ''}`,
          ),
        ].join('; '),
      ),
    ]);

describe('a leader’s column', () => {
  test('holds what the leader chairs, attends or is invited to, in the session of its clock', () => {
    const entries = [
      entry({ content: 'A', chairs: ['person:thinh'] }),
      entry({ content: 'B', time: '14h', attendees: ['person:van'] }),
      entry({ content: 'C', time: '19h30', invitees: ['person:van'] }),
    ];
    expect(told(entries, [thinh, van])).toEqual([
      ['morning', 'A', ''],
      ['afternoon', '', 'B'],
      ['evening', '', 'C'],
    ]);
  });
  test('does not hold what the leader is only told of, nor what others have', () => {
    const entries = [
      entry({ content: 'A', forInformation: ['person:van'], chairs: ['person:thinh'] }),
      entry({ content: 'B', chairs: ['person:thinh'] }),
    ];
    expect(told(entries, [thinh, van])[0]).toEqual(['morning', 'A; B', '']);
  });
  test('holds what names the leaders’ unit, chosen or typed, with or without marks', () => {
    for (const attendees of ['unit:board', 'Ban Giám đốc', 'ban giam doc', 'BGĐ']) {
      expect(told([entry({ content: 'A', attendees: [attendees] })], [thinh, van, khanh])[0]).toEqual([
        'morning',
        'A',
        'A',
        '',
      ]);
    }
  });
  test('does not hold the unit’s meetings of before the leader came', () => {
    const before = leader('moi', 'Người Mới', 'board', '2026-11-25');
    const entries = ['2026-11-24', '2026-11-25'].map((date) => entry({ content: date, date, chairs: ['unit:board'] }));
    expect(leaderDays(entries, [before], days, directory, []).map(({ sessions }) => sessions.length)).toEqual([
      0, 0, 2, 0, 0, 0, 0,
    ]);
  });
  test('says all day in full in the morning and again in the afternoon', () => {
    expect(told([entry({ content: 'A', time: 'cả ngày', chairs: ['person:van'] })], [thinh, van])).toEqual([
      ['morning', '', 'A'],
      ['afternoon', '', '(A)'],
    ]);
  });
  test('holds an entry over several days on each of them', () => {
    const conference = [entry({ content: 'A', lastDate: '26/11', chairs: ['person:van'] })];
    for (const date of ['2026-11-24', '2026-11-25', '2026-11-26']) {
      expect(told(conference, [van], date)).toEqual([
        ['morning', 'A'],
        ['afternoon', ''],
      ]);
    }
    expect(told(conference, [van], '2026-11-27')).toEqual([]);
  });
  test('holds once what a division wrote into its own calendar too', () => {
    const both = ['board', 'gdtrh'].map((calendar) => entry({ content: 'A', chairs: ['person:van'] }, calendar));
    expect(told(both, [van])[0]).toEqual(['morning', 'A']);
  });
});

describe('somebody away', () => {
  const trip = absence({ person: 'thinh', from: day('2026-11-23'), to: day('2026-11-24'), substitute: 'person:van' });
  test('has it told in full once, then in each session', () => {
    expect(told([], [thinh, van], '2026-11-23', [trip])).toEqual([
      ['morning', 'VẮNG', ''],
      ['afternoon', 'vắng', ''],
    ]);
    expect(told([], [thinh, van], '2026-11-24', [trip])[0]).toEqual(['morning', 'vắng', '']);
    expect(told([], [thinh, van], '2026-11-25', [trip])).toEqual([]);
  });
  test('from the afternoon on is there in the morning', () => {
    const later = { ...trip, fromSession: 'afternoon' } as const;
    expect(told([], [thinh, van], '2026-11-23', [later])).toEqual([
      ['morning', '', ''],
      ['afternoon', 'VẮNG', ''],
    ]);
  });
  test('has their entries in the column of who acts for them', () => {
    expect(told([entry({ content: 'A', chairs: ['person:thinh'] })], [thinh, van], '2026-11-24', [trip])[0]).toEqual([
      'morning',
      'vắng',
      'A thay person:thinh',
    ]);
  });
  test('keeps an entry that nobody acts in, and one they go to all the same', () => {
    const meeting = entry({ content: 'A', chairs: ['person:thinh'] });
    for (const away of [
      { ...trip, substitute: null },
      { ...trip, attends: [`board/${meeting.id}`] },
    ]) {
      expect(told([meeting], [thinh, van], '2026-11-24', [away])[0]).toEqual(['morning', 'vắng; A', '']);
    }
  });
  test('is not at what their unit is named for', () => {
    const meeting = entry({ content: 'A', attendees: ['unit:board'] });
    expect(told([meeting], [thinh, van], '2026-11-24', [trip])[0]).toEqual(['morning', 'vắng', 'A']);
  });
});

test('a day on which nobody has anything has no rows', () => {
  expect(leaderDays([], [thinh], days, directory, []).every(({ sessions }) => sessions.length === 0)).toBe(true);
});

test('leaders are those who held a position on some day of the week', () => {
  const gone = leader('cu', 'Người Cũ', 'board', null, '2026-11-22');
  const leaving = leader('roi', 'Người Rời', 'board', null, '2026-11-23');
  const office = { ...directory, people: new Map([...people, gone, leaving].map((one) => [one.id, one])) };
  const ids = (kind: Calendar['kind']) => peopleOf(office, (one) => one.kind === kind, days).map(({ id }) => id);
  expect(ids('board')).toEqual(['thinh', 'van', 'roi']);
  expect(ids('division')).toEqual(['khanh']);
});

test('whatever the week, nothing that names a leader is missing and nothing else is there', () => {
  const drafts = fc.record({
    content: fc.constantFrom('A', 'B', 'C'),
    date: fc.constantFrom(...days),
    time: fc.constantFrom('8h', '14h', '19h', 'sáng', 'cả ngày', '7h30, cả ngày'),
    chairs: fc.subarray(['person:thinh', 'person:van', 'person:khanh']),
  });
  fc.assert(
    fc.property(fc.array(drafts, { maxLength: 12 }), (list) => {
      const entries = list.map((draft) => entry(draft));
      const cells = leaderDays(entries, [thinh, van], days, directory, []).flatMap(({ date, sessions }) =>
        sessions.flatMap(({ cells: row }) =>
          row.flatMap(({ entries: cell }, at) =>
            cell.filter(({ again }) => !again).map((one) => `${date} ${at} ${one.entry.id}`),
          ),
        ),
      );
      const expected = entries.flatMap(({ id, date, chairs }) =>
        ['person:thinh', 'person:van'].flatMap((who, at) =>
          chairs.includes(who as never) ? [`${date} ${at} ${id}`] : [],
        ),
      );
      expect(cells.sort()).toEqual(expected.sort());
    }),
  );
});

test('a day before the week began is no day of it', () => {
  expect(
    leaderDays([entry({ chairs: ['person:van'] })], [van], [day('2026-11-23')], directory, [])[0]!.sessions,
  ).toEqual([]);
});

test('“trưởng các phòng” is who leads a division, and nobody else of it', () => {
  const quan: Person = { ...khanh, id: 'quan', name: 'Võ Anh Quân', order: 1 };
  const office = { ...directory, people: new Map([...people, quan].map((one) => [one.id, one])) };
  const all = entry({ attendees: ['text:Trưởng các phòng, đơn vị'] });
  const [tuesday] = leaderDays([all], [khanh, quan, van], [day('2026-11-24')], office, []);
  expect(tuesday!.sessions[0]!.cells.map((cell) => cell.entries.length)).toEqual([1, 0, 0]);
});
