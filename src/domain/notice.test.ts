import { describe, expect, test } from 'vitest';
import { publicEntry, publishedWeek, week48 } from '#ui/fixtures.ts';
import { noticeOf } from './notice.ts';

const mine = { calendars: [] };
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
    expect(noticeOf(first, { calendars: ['board'] }, null)?.entries).toHaveLength(2);
    expect(noticeOf(first, { calendars: ['gdtrh'] }, null)).toBeNull();
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
});
