import { describe, expect, test } from 'vitest';
import { emptyDraft, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryDraft } from '#domain/entry.ts';
import type { WeekId } from '#domain/week.ts';
import { passes, readFilter, writeFilter } from './filter.ts';

const plain = { calendar: null, person: null, look: 'bang', day: null } as const;

describe('the address', () => {
  test.each([
    ['', plain],
    ['?lich=board&nguoi=van&kieu=tuan', { calendar: 'board', person: 'van', look: 'tuan', day: null }],
    ['?kieu=ngay&ngay=2026-11-24', { ...plain, look: 'ngay', day: '2026-11-24' }],
    ['?kieu=xyz&ngay=hom-qua', plain],
  ])('%j is read as %j', (search, filter) => expect(readFilter(search)).toEqual(filter));
  test('what is written is read again', () => {
    const filter = { calendar: 'board', person: 'van', look: 'ngay', day: '2026-11-24' } as ReturnType<
      typeof readFilter
    >;
    expect(readFilter(writeFilter(filter, ''))).toEqual(filter);
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
  const van = passes({ ...plain, person: 'van' });
  test('a request is not yet on the schedule', () => {
    expect(passes(plain)(entry({}))).toBe(true);
    expect(passes(plain)(entry({}, 'requested'))).toBe(false);
  });
  test('another calendar is left out', () => {
    expect(passes({ ...plain, calendar: 'board' })(entry({}))).toBe(true);
    expect(passes({ ...plain, calendar: 'gdtrh' })(entry({}))).toBe(false);
  });
  test.each(['chairs', 'attendees', 'invitees', 'forInformation'] as const)(
    'a person named among the %s is found',
    (field) => expect(van(entry({ [field]: ['unit:gdtrh', 'person:van'] }))).toBe(true),
  );
  test.each(['officeLead', 'actingFor', 'preparingUnit', 'logistics'] as const)(
    'a person named as %s is found',
    (field) => expect(van(entry({ [field]: 'person:van' }))).toBe(true),
  );
  test('somebody else is not', () => expect(van(entry({ chairs: ['person:huy'] }))).toBe(false));
});
