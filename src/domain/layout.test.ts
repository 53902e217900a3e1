import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byLeader, bySession, LAYOUTS, readLayout } from './layout.ts';
import type { EntryTime, Minutes } from './time.ts';

const clock = (start: number): EntryTime => ({ session: null, start: start as Minutes, end: null });
const allDay: EntryTime = { session: 'allDay', start: null, end: null };

test('an address that names no layout means the table', () => {
  for (const text of [undefined, '', 'f', 'D', 'aa', 'constructor']) expect(readLayout(text)).toBe('d');
  for (const layout of LAYOUTS) expect(readLayout(layout)).toBe(layout);
});

describe('the parts of a day', () => {
  test('come in printed order, all day first, and the asked ones though nothing stands in them', () => {
    const parts = bySession([{ time: clock(1170) }, { time: allDay }], ['morning', 'afternoon']);
    expect(parts.map(({ session, entries }) => [session, entries.length])).toEqual([
      ['allDay', 1],
      ['morning', 0],
      ['afternoon', 0],
      ['evening', 1],
    ]);
    expect(bySession([{ time: clock(480) }], []).map(({ session }) => session)).toEqual(['morning']);
  });

  test('hold every entry once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1439 })), (starts) => {
        const entries = starts.map((start) => ({ time: clock(start) }));
        const parts = bySession(entries, ['morning']).flatMap((part) => part.entries);
        expect(new Set(parts)).toEqual(new Set(entries));
        expect(parts).toHaveLength(entries.length);
      }),
    );
  });
});

describe('the entries of each leader', () => {
  const leaders = ['Trần Đức Thịnh', 'Lê Quang Huy'];

  test('stand in the agency’s order, guests after, and what nobody chairs last', () => {
    const entries = [
      { chairs: [] },
      { chairs: ['Đ/c Chủ tịch UBND tỉnh'] },
      { chairs: ['PGĐ Lê Quang Huy (thay GĐ Trần Đức Thịnh)'] },
      { chairs: ['GĐ Trần Đức Thịnh', 'PGĐ Lê Quang Huy'] },
    ];
    expect(byLeader(entries, leaders).map(({ leader, entries: of }) => [leader, of.length])).toEqual([
      ['GĐ Trần Đức Thịnh', 1],
      ['PGĐ Lê Quang Huy (thay GĐ Trần Đức Thịnh)', 1],
      ['PGĐ Lê Quang Huy', 1],
      ['Đ/c Chủ tịch UBND tỉnh', 1],
      ['', 1],
    ]);
  });

  test('are with each chair, and lose no entry', () => {
    const chairs = fc.uniqueArray(fc.constantFrom('GĐ Trần Đức Thịnh', 'PGĐ Lê Quang Huy', 'Ông A', 'toString'));
    fc.assert(
      fc.property(fc.array(fc.record({ chairs })), (entries) => {
        const groups = byLeader(entries, leaders);
        for (const entry of entries) {
          const of = groups.filter((group) => group.entries.includes(entry)).map(({ leader }) => leader);
          expect(new Set(of)).toEqual(new Set(entry.chairs.length > 0 ? entry.chairs : ['']));
        }
      }),
    );
  });
});
