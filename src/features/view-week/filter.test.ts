import { describe, expect, test } from 'vitest';
import { absence } from '#domain/arbitraries.ts';
import type { Directory } from '#domain/directory.ts';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import { localDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { EVERYTHING, narrows, passes, readFilter, writeFilter } from './filter.ts';

const plain = { ...EVERYTHING, look: 'bang', day: null } as const;
const directory: Directory = {
  people: new Map(
    (['van', 'khanh'] as const).map((id) => {
      const position = { title: '', shortTitle: '', unit: id === 'van' ? 'board' : 'gdtrh', from: null, to: null };
      return [id, { id, name: id, positions: [position], order: 0, public: true }];
    }),
  ),
  calendars: new Map(),
  rooms: new Map(),
  vehicles: new Map(),
};

describe('the address', () => {
  test.each([
    ['', plain],
    ['?lich=board&nguoi=van&kieu=tuan', { ...plain, calendar: 'board', person: 'van', look: 'tuan' }],
    ['?donvi=gdtrh&phong=p1&xe=xe-1', { ...plain, unit: 'gdtrh', room: 'p1', vehicle: 'xe-1' }],
    ['?kieu=lanhdao&phong=', { ...plain, look: 'lanhdao' }],
    ['?kieu=ngay&ngay=2026-11-24', { ...plain, look: 'ngay', day: '2026-11-24' }],
    ['?kieu=xyz&ngay=hom-qua', plain],
  ])('%j is read as %j', (search, filter) => expect(readFilter(search)).toEqual(filter));
  test('what is written is read again', () => {
    const filter = readFilter('?lich=board&nguoi=van&donvi=gdtrh&phong=p1&xe=xe-1&kieu=ngay&ngay=2026-11-24');
    expect(Object.values(filter)).not.toContain(null);
    expect(readFilter(writeFilter(filter, '?phong=p2'))).toEqual(filter);
  });
  test('the plain week has a plain address, and other parameters stay', () => {
    expect(writeFilter(plain, '?lich=board')).toBe('');
    expect(writeFilter(plain, '?lang=en&lich=board')).toBe('?lang=en');
  });
});

describe('entries shown', () => {
  const entry = (draft: Partial<EntryDraft>, stage: Entry['stage'] = 'accepted') => {
    const typed = { ...emptyDraft('2026-11-24'), time: '8h', content: 'Họp', ...draft };
    const parsed = parseEntry(typed, { id: 'e1', calendar: 'board', week: '2026-W48' as WeekId, stage });
    if (!parsed.ok) throw new Error('no entry');
    return parsed.entry;
  };
  const van = passes({ ...plain, person: 'van' }, directory, []);
  test('a request is not yet on the schedule', () => {
    expect(passes(plain, directory, [])(entry({}))).toBe(true);
    expect(passes(plain, directory, [])(entry({}, 'requested'))).toBe(false);
  });
  test('another calendar is left out', () => {
    expect(passes({ ...plain, calendar: 'board' }, directory, [])(entry({}))).toBe(true);
    expect(passes({ ...plain, calendar: 'gdtrh' }, directory, [])(entry({}))).toBe(false);
  });
  test.each(['chairs', 'attendees', 'invitees', 'forInformation'] as const)(
    'a person named among the %s is found',
    (field) => expect(van(entry({ [field]: ['unit:gdtrh', 'person:van'] }))).toBe(true),
  );
  test.each(['officeLead', 'actingFor', 'preparingUnit', 'logistics'] as const)(
    'a person named as %s is found',
    (field) => expect(van(entry({ [field]: 'person:van' }))).toBe(true),
  );
  test('whoever acts for somebody away is found in their meetings', () => {
    const [from, to] = [localDate('2026-11-24'), localDate('2026-11-24')];
    const absences = [absence({ person: 'huy', from, to, substitute: 'person:van' })];
    const meeting = entry({ chairs: ['person:huy'] });
    expect(van(meeting)).toBe(false);
    expect(passes({ ...plain, person: 'van' }, directory, absences)(meeting)).toBe(true);
  });
  test('somebody else is not', () => expect(van(entry({ chairs: ['person:huy'] }))).toBe(false));

  describe('of a unit', () => {
    const gdtrh = passes({ ...plain, unit: 'gdtrh' }, directory, []);
    test('are those that name it, as who takes part or who prepares', () => {
      expect(gdtrh(entry({ attendees: ['unit:gdtrh'] }))).toBe(true);
      expect(gdtrh(entry({ preparingUnit: 'unit:gdtrh' }))).toBe(true);
      expect(gdtrh(entry({ attendees: ['unit:vp'] }))).toBe(false);
    });
    test('are those that name somebody of it', () => {
      expect(gdtrh(entry({ chairs: ['person:khanh'] }))).toBe(true);
      expect(gdtrh(entry({ chairs: ['person:van'] }))).toBe(false);
    });
    test('are all of its own calendar', () =>
      expect(passes({ ...plain, unit: 'board' }, directory, [])(entry({ chairs: [] }))).toBe(true));
  });
  test('in a room, by a vehicle: those that have it from the list', () => {
    const room = passes({ ...plain, room: 'p1' }, directory, []);
    expect(room(entry({ place: 'room:p1' }))).toBe(true);
    expect(room(entry({ place: 'p1' }))).toBe(false);
    const vehicle = passes({ ...plain, vehicle: 'xe-1' }, directory, []);
    expect(vehicle(entry({ vehicle: 'vehicle:xe-1' }))).toBe(true);
    expect(vehicle(entry({}))).toBe(false);
  });
  test('touch all that was chosen', () => {
    const both = passes({ ...plain, person: 'van', room: 'p1' }, directory, []);
    expect(both(entry({ chairs: ['person:van'], place: 'room:p1' }))).toBe(true);
    expect(both(entry({ chairs: ['person:van'] }))).toBe(false);
    expect(both(entry({ place: 'room:p1' }))).toBe(false);
  });
  test('are told apart from all', () => {
    expect(narrows(plain)).toBe(false);
    expect(narrows({ ...plain, vehicle: 'xe-1' })).toBe(true);
  });
});
