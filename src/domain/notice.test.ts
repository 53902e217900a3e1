import { describe, expect, test } from 'vitest';
import { calendars, people, publicEntry, publishedWeek, week48 } from '#ui/fixtures.ts';
import type { Directory, Person } from './directory.ts';
import { partyReader } from './meant.ts';
import { noticeOf as read, type NoticeChoice } from './notice.ts';
import type { PublishedWeek } from './publication.ts';

const member = (id: string, name: string, order: number, shortTitle: string): Person => ({
  ...{ id, name, order, public: false },
  positions: [{ title: shortTitle, shortTitle, unit: 'gdtrh', from: null, to: null }],
});
const office = [...people, member('khanh', 'Bùi Văn Khánh', 10, 'TP'), member('quan', 'Võ Anh Quân', 11, '')];
const directory: Directory = {
  people: new Map(office.map((person) => [person.id, person])),
  calendars: new Map(calendars.map((calendar) => [calendar.id, calendar])),
  rooms: new Map(),
  vehicles: new Map(),
};
const reader = partyReader(directory);
const noticeOf = (week: PublishedWeek, choice: Pick<NoticeChoice, 'calendars' | 'unit'>, person: string | null) =>
  read(week, choice, directory.people.get(person ?? ''), reader);

const mine = { calendars: [], unit: false };
const allDay = { session: 'allDay', start: null, end: null } as const;
const first = publishedWeek('2026-W48', [
  publicEntry('cua-huy', '2026-11-24', allDay, { personIds: ['huy', 'van'] }),
  publicEntry('cua-van', '2026-11-25', allDay, { personIds: ['van'] }),
]);

describe('what a week that is issued tells a member', () => {
  test('a first issue: the entries that name them', () => {
    expect(noticeOf(first, mine, 'huy')?.entries.map(({ id }) => id)).toEqual(['cua-huy']);
    expect(noticeOf(first, mine, 'van')?.entries.map(({ id }) => id)).toEqual(['cua-huy', 'cua-van']);
  });

  test('nothing where nothing names them', () => {
    expect(noticeOf(first, mine, 'thinh')).toBeNull();
    expect(noticeOf(first, mine, null)).toBeNull();
  });

  test('all of it, of a calendar that was chosen', () => {
    expect(noticeOf(first, { ...mine, calendars: ['board'] }, null)?.entries).toHaveLength(2);
    expect(noticeOf(first, { ...mine, calendars: ['gdtrh'] }, null)).toBeNull();
  });

  test('a revision: what it changed for them, and no entry that stayed', () => {
    const [change] = week48.changes;
    const notice = noticeOf(week48, mine, change!.after.personIds[0] ?? change!.before!.personIds[0]!);
    expect(notice?.entries).toEqual([]);
    expect(notice?.changes.map(({ entryId }) => entryId)).toContain(change!.entryId);
  });

  test('who is taken off an entry is told of it', () => {
    const after = publicEntry('cua-huy', '2026-11-24', allDay, { personIds: ['van'] });
    const change = {
      kind: 'changed',
      entryId: 'cua-huy',
      fields: ['chairs'],
      before: first.entries[0]!,
      after,
      reason: null,
    } as const;
    const second = { ...first, revision: 2, entries: [after, first.entries[1]!], changes: [change] };
    expect(noticeOf(second, mine, 'huy')?.changes).toEqual([change]);
    expect(noticeOf({ ...second, changes: [] }, mine, 'huy')).toBeNull();
  });

  test.each([
    ['by the unit’s short name', { attendees: ['Phòng GDTrH'] }],
    ['by its whole name, as a guest', { invitees: ['Phòng Giáo dục Trung học'] }],
    ['as who prepares it', { preparingUnit: 'Phòng GDTrH' }],
    ['as one of all heads', { attendees: ['Trưởng các phòng, đơn vị'] }],
  ])('a unit that is named, %s, concerns who leads it, and its others if they want so', (_how, named) => {
    const week = publishedWeek('2026-W48', [publicEntry('cua-phong', '2026-11-24', allDay, named)]);
    expect(noticeOf(week, mine, 'khanh')?.entries).toHaveLength(1);
    expect(noticeOf(week, mine, 'quan')).toBeNull();
    expect(noticeOf(week, { ...mine, unit: true }, 'quan')?.entries).toHaveLength(1);
    expect(noticeOf(week, { ...mine, unit: true }, 'huy')).toBeNull();
  });

  test('who has no public profile is told of what names them all the same', () => {
    const entry = publicEntry('cua-khanh', '2026-11-24', allDay, {
      attendees: ['TP Bùi Văn Khánh (thay Võ Anh Quân)'],
    });
    expect(noticeOf(publishedWeek('2026-W48', [entry]), mine, 'khanh')?.entries).toHaveLength(1);
    expect(noticeOf(publishedWeek('2026-W48', [entry]), mine, 'quan')).toBeNull();
  });
});
