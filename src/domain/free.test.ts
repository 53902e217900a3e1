import { describe, expect, test } from 'vitest';
import type { Absence } from './absence.ts';
import { clashIndex, type ConflictContext } from './conflicts.ts';
import type { Directory, Person, Room } from './directory.ts';
import { emptyDraft, parseEntry, type Entry, type EntryDraft } from './entry.ts';
import { freeDuring, lacking, nextFreeTime } from './free.ts';
import type { Holidays } from './holiday.ts';
import { formatTime, localDate } from './time.ts';
import { parseWeekId } from './week.ts';

const person = (id: string, order: number, to: string | null = null): [string, Person] => [
  id,
  {
    id,
    name: id,
    positions: [{ title: '', shortTitle: '', unit: 'vp', from: null, to: to === null ? null : localDate(to) }],
    order,
    public: true,
  },
];
const room = (id: string, order: number, seats: number | null, more: Partial<Room> = {}): [string, Room] => [
  id,
  { id, name: id, seats, order, active: true, ...more },
];
const directory: Directory = {
  people: new Map([person('van', 2), person('thinh', 1), person('ha', 3), person('lan', 4, '2026-11-20')]),
  calendars: new Map(),
  rooms: new Map([
    room('p2', 2, 20, { equipment: ['man hinh'] }),
    room('p1', 1, 12),
    room('hall', 3, null),
    room('old', 4, 50, { active: false }),
  ]),
  vehicles: new Map([['x7', { id: 'x7', name: 'Xe 7 chỗ', order: 1, active: true }]]),
};
const context: ConflictContext = {
  directory,
  sessions: {
    morning: { start: 450, end: 690 }, // 7:30 to 11:30
    afternoon: { start: 810, end: 1020 }, // 13:30 to 17:00
    evening: { start: 1140, end: 1290 }, // 19:00 to 21:30
  },
  absences: [],
};

let count = 0;
/** Of Monday 23/11, unless told otherwise. */
function entry(over: Partial<EntryDraft>): Entry {
  const id = `e${(count += 1)}`;
  const draft = { ...emptyDraft('2026-11-23'), time: '8h', content: `Họp ${id}`, ...over };
  const result = parseEntry(draft, { id, calendar: 'board', week: parseWeekId('2026-W48')! });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry;
}
const away = (person: string, date: string, until: 'morning' | 'afternoon'): Absence => ({
  id: 'trip',
  person,
  from: localDate(date),
  to: localDate(date),
  fromSession: null,
  toSession: until,
  kind: 'trip',
  kindPublic: false,
  substitute: 'person:ha',
  scope: 'all',
  attends: [],
});
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

test('what a room lacks that another has is said in the other’s words; what nobody has said is no lack', () => {
  const [, big] = room('big', 0, 40, { equipment: ['Màn hình', 'trực tuyến'] });
  const [, small] = room('small', 1, 12, { equipment: ['màn hình'] });
  const [, unknown] = room('unknown', 2, null);
  expect(lacking(small, big)).toEqual({ smaller: true, equipment: ['trực tuyến'] });
  expect(lacking(big, small)).toEqual({ smaller: false, equipment: [] });
  expect(lacking(unknown, big)).toEqual({ smaller: false, equipment: [] });
  expect(lacking(big, unknown)).toEqual({ smaller: false, equipment: [] });
});

describe('who and what is free', () => {
  const standing = [
    entry({ time: '8h', place: 'room:p1', chairs: ['person:van'] }), // until about 10:00
    entry({ time: 'sáng', attendees: ['unit:vp'] }),
    entry({ time: '14h-15h', vehicle: 'vehicle:x7', place: 'room:p2' }),
  ];
  const at = (time: string, more: Partial<EntryDraft> = {}) =>
    freeDuring(entry({ time, ...more }), clashIndex(standing, context), context);

  test('rooms in use that nobody holds then, in the order of the office; too small ones last', () => {
    expect(ids(at('9h').rooms())).toEqual(['p2', 'hall']);
    expect(ids(at('10h').rooms())).toEqual(['p1', 'p2', 'hall']);
    const like = (seats: number | null, equipment?: readonly string[]): Room => ({
      ...{ id: 'old', name: 'old', seats, order: 0, active: false },
      ...(equipment && { equipment }),
    });
    expect(ids(at('10h').rooms(like(15)))).toEqual(['p2', 'hall', 'p1']);
    expect(ids(at('10h').rooms(like(null, ['Màn hình', 'micro'])))).toEqual(['p1', 'hall', 'p2']); // it has no microphone
    expect(ids(at('10h').rooms(like(15, ['micro'])))).toEqual(['hall', 'p2', 'p1']);
    expect(ids(at('cả ngày').rooms())).toEqual(['hall']);
  });

  test('people in office that day who are named nowhere, nor may be sent by a unit', () => {
    expect(ids(at('9h').people())).toEqual([]); // the office's people may all be in the morning's meeting
    expect(ids(at('14h').people())).toEqual(['thinh', 'van', 'ha']);
    expect(ids(at('14h', { date: '2026-11-27' }).people())).toEqual(['thinh', 'van', 'ha']);
  });

  test('nobody who is away', () => {
    const trip = away('thinh', '2026-11-23', 'morning');
    const free = (time: string) =>
      ids(freeDuring(entry({ time }), clashIndex([], context), { directory, absences: [trip] }).people());
    expect(free('9h')).toEqual(['van', 'ha']);
    expect(free('14h')).toEqual(['thinh', 'van', 'ha']);
  });

  test('vehicles', () => {
    expect(ids(at('14h30').vehicles())).toEqual([]);
    expect(ids(at('15h').vehicles())).toEqual(['x7']);
  });

  test('what is moved does not stand in its own way', () => {
    const [first] = standing;
    expect(ids(freeDuring(first!, clashIndex(standing, context), context).rooms())).toContain('p1');
  });
});

describe('the next time that is free', () => {
  const next = (over: Partial<EntryDraft>, standing: readonly Partial<EntryDraft>[], holidays?: Holidays) => {
    const found = nextFreeTime(entry(over), clashIndex(standing.map(entry), context), context, holidays);
    const words = { morning: 'Sáng', afternoon: 'Chiều', evening: 'Tối', allDay: 'Cả ngày' };
    return found && `${found.date.slice(8)} ${formatTime(found.time, words)}`;
  };
  const van = { chairs: ['person:van'] };
  const both = { chairs: ['person:van', 'person:thinh'], place: 'room:p1' };

  test('is later that day, where it ends within the session', () => {
    expect(next({ ...van, time: '8h' }, [{ ...van, time: '8h-9h' }])).toBe('23 09:00');
    expect(next({ ...van, time: '8h' }, [{ ...van, time: '8h-10h' }])).toBe('23 13:30'); // two hours do not fit by 11:30
    expect(next({ ...van, time: '8h-9h' }, [{ ...van, time: '8h-10h' }])).toBe('23 10:00–11:00');
  });

  test('is one at which all that it names are free', () => {
    const standing = [
      { chairs: ['person:van'], time: '8h-9h30' },
      { attendees: ['person:thinh'], time: '9h-10h' },
      { place: 'room:p1', time: '13h30' },
    ];
    expect(next({ ...both, time: '8h30-9h30' }, standing)).toBe('23 10:00–11:00');
    expect(next({ ...both, time: '8h30' }, standing)).toBe('24 07:30');
  });

  test('is the next working day: no holiday, no weekend but a swapped one', () => {
    const busy = { ...van, time: 'cả ngày', lastDate: '26/11' };
    const friday = { ...van, date: '2026-11-27', time: 'cả ngày' };
    const off = (kind: 'holiday' | 'swapped', date: string): Holidays =>
      new Map([[localDate(date), { date: localDate(date), name: '', kind }]]);
    expect(next({ ...van, time: '14h' }, [busy])).toBe('27 07:30');
    expect(next({ ...van, time: '14h' }, [busy], off('holiday', '2026-11-27'))).toBeNull();
    expect(next({ ...van, time: '14h' }, [busy, friday])).toBeNull();
    expect(next({ ...van, time: '14h' }, [busy, friday], off('swapped', '2026-11-28'))).toBe('28 07:30');
  });

  test('is none at which somebody named is away, though another acts', () => {
    const trip = { ...away('van', '2026-11-23', 'afternoon'), fromSession: 'afternoon' as const };
    const index = clashIndex([entry({ ...van, time: '8h' })], context);
    expect(nextFreeTime(entry({ ...van, time: '9h' }), index, { ...context, absences: [trip] })?.date).toBe(
      '2026-11-24',
    );
  });

  test('keeps to what was typed: a session, all day, an evening', () => {
    expect(next({ ...van, time: 'sáng' }, [{ ...van, time: '8h' }])).toBe('23 Chiều');
    expect(next({ ...van, time: 'cả ngày' }, [{ ...van, time: '8h' }])).toBe('24 Cả ngày');
    expect(next({ ...van, time: '19h-20h' }, [{ ...van, time: '19h-19h30' }])).toBe('23 19:30–20:30');
    expect(next({ ...van, time: '16h' }, [{ ...van, time: '16h' }])).toBe('24 07:30');
  });

  test('is none for an entry over several days, and none that is earlier', () => {
    expect(next({ ...van, time: '8h', lastDate: '24/11' }, [{ ...van, time: '8h' }])).toBeNull();
    expect(next({ ...van, date: '2026-11-27', time: '15h' }, [{ ...van, date: '2026-11-27', time: '15h' }])).toBeNull();
  });

  test('of an entry longer than a session begins with the session', () => {
    expect(next({ ...van, time: '7h30-12h30' }, [{ ...van, time: '8h' }])).toBe('23 13:30–18:30');
  });
});
