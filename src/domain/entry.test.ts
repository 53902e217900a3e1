import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEntry } from './arbitraries.ts';
import { changedFields, draftOf, emptyDraft, ENTRY_FIELDS, parseEntry } from './entry.ts';
import type { Entry, EntryDraft } from './entry.ts';
import { LIMITS } from './text.ts';
import { parseWeekId } from './week.ts';

const context = { id: 'e1', calendar: 'board', week: parseWeekId('2026-W48')! };
const draft: EntryDraft = { ...emptyDraft('2026-11-23'), time: '7h30', content: 'Giao ban đầu tuần' };

const parsed = (over: Partial<EntryDraft>): Entry => {
  const result = parseEntry({ ...draft, ...over }, context);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.entry;
};

test('a day, a time and a text make an entry; nothing else is required', () => {
  const entry = parsed({});
  expect(entry).toMatchObject({ ...context, date: '2026-11-23', lastDate: '2026-11-23', content: 'Giao ban đầu tuần' });
  expect(entry.time).toEqual({ session: null, start: 450, end: null });
  expect(entry).toMatchObject({ chairs: [], place: null, reason: null, stage: 'accepted', visibility: 'public' });
  expect(Object.keys(entry).sort()).toEqual([...ENTRY_FIELDS].sort());
});

test.each([
  [{ date: '' }, 'date', 'dateMissing'],
  [{ date: 'hôm nay' }, 'date', 'dateUnknown'],
  [{ date: '30/11' }, 'date', 'dateOutsideWeek'],
  [{ lastDate: 'mai' }, 'lastDate', 'dateUnknown'],
  [{ date: '24/11', lastDate: '23/11' }, 'lastDate', 'lastDateBeforeDate'],
  [{ lastDate: '30/11' }, 'lastDate', 'lastDateOtherWeek'],
  [{ time: ' ' }, 'time', 'timeMissing'],
  [{ time: 'trưa' }, 'time', 'timeUnknown'],
  [{ time: '9h-8h' }, 'time', 'endBeforeStart'],
  [{ content: ' \n\u200b ' }, 'content', 'contentMissing'],
  [{ content: 'a'.repeat(LIMITS.content + 1) }, 'content', 'contentTooLong'],
  [{ place: 'a'.repeat(LIMITS.line) }, 'place', 'textTooLong'],
  [{ gatheringPoint: 'a'.repeat(LIMITS.line + 1) }, 'gatheringPoint', 'textTooLong'],
  [{ attendees: ['ok', 'a'.repeat(LIMITS.line)] }, 'attendees', 'textTooLong'],
  [{ chairs: Array.from({ length: LIMITS.chairs + 1 }, (_, n) => `Ông ${n}`) }, 'chairs', 'tooMany'],
  [{ connectionPoints: 'Điểm\n'.repeat(LIMITS.points + 1) }, 'connectionPoints', 'tooMany'],
  [{ status: 'cancelled' }, 'reason', 'reasonMissing'],
] as const)('the field in error is named, and only that: %o', (over, field, code) => {
  expect(parseEntry({ ...draft, ...over } as EntryDraft, context)).toEqual({ ok: false, errors: { [field]: code } });
});

test('all errors are told at once', () => {
  const result = parseEntry({ ...draft, time: '', content: '', date: '' }, context);
  expect(result.ok ? {} : Object.keys(result.errors).sort()).toEqual(['content', 'date', 'time']);
});

test('a limit itself is still allowed; a face counts as two, as on Firebase', () => {
  expect(parsed({ content: 'ệ'.repeat(LIMITS.content) }).content).toHaveLength(LIMITS.content);
  expect(parsed({ content: '😀'.repeat(LIMITS.content / 2) }).content).toHaveLength(LIMITS.content);
  const faces = parseEntry({ ...draft, content: '😀'.repeat(LIMITS.content / 2 + 1) }, context);
  expect(faces).toMatchObject({ ok: false, errors: { content: 'contentTooLong' } });
});

test('pasted text is cleaned: Word spaces, bidirectional marks, decomposed accents', () => {
  const entry = parsed({
    content: ' Họp\u00a0\u00a0giao ban\u200b\t \r\n\r\n  tại\u202e xã '.normalize('NFD'),
    driver: ' Anh  A ',
  });
  expect(entry.content).toBe('Họp giao ban\ntại xã');
  expect(entry.driver).toBe('Anh A');
});

test('references stay references, all else is free text', () => {
  const entry = parsed({
    chairs: ['person:thinh', ' ', 'Chủ tịch', 'Chủ tịch', 'person:Ông Thịnh'],
    place: 'room:p1',
    preparingUnit: 'unit:gdtrh',
    logistics: 'room:p1',
    vehicle: 'vehicle:x7',
  });
  expect(entry.chairs).toEqual(['person:thinh', 'text:Chủ tịch', 'text:person:Ông Thịnh']);
  expect(entry).toMatchObject({ place: 'room:p1', preparingUnit: 'unit:gdtrh', logistics: 'text:room:p1' });
  expect(entry.vehicle).toBe('vehicle:x7');
});

test('connection points are one a line', () => {
  expect(parsed({ connectionPoints: 'Điểm cầu A\n\n Điểm cầu B \n' }).connectionPoints).toEqual([
    'Điểm cầu A',
    'Điểm cầu B',
  ]);
});

test('the reason of an entry that takes place again is dropped', () => {
  expect(parsed({ status: 'planned', reason: 'mưa bão' }).reason).toBeNull();
  expect(parsed({ status: 'postponed', reason: 'mưa bão' }).reason).toBe('mưa bão');
});

describe('draft and entry', () => {
  test('a stored entry, opened and saved untouched, is the same entry', () => {
    fc.assert(
      fc.property(arbitraryEntry, (entry) => {
        const { id, calendar, week, stage } = entry;
        expect(parseEntry(draftOf(entry), { id, calendar, week, stage })).toEqual({ ok: true, entry });
      }),
    );
  });

  test('free text is shown bare', () => {
    expect(draftOf(parsed({ place: 'Trụ sở UBND tỉnh', chairs: ['person:x'] }))).toMatchObject({
      place: 'Trụ sở UBND tỉnh',
      chairs: ['person:x'],
      lastDate: '',
      time: '07:30',
    });
  });

  test('parsing never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.record({ date: fc.string(), time: fc.string(), content: fc.string({ unit: 'binary' }) }),
        (over) => {
          expect(() => parseEntry({ ...draft, ...over }, context)).not.toThrow();
        },
      ),
    );
  });
});

describe('changed fields', () => {
  test('an entry does not differ from its copy', () => {
    fc.assert(
      fc.property(arbitraryEntry, (entry) => {
        expect(changedFields(entry, structuredClone(entry))).toEqual([]);
      }),
    );
  });

  test('exactly the fields that differ are named', () => {
    const entry = parsed({ chairs: ['a'] });
    expect(changedFields(entry, { ...entry, chairs: ['text:b'], time: { ...entry.time, end: null } })).toEqual([
      'chairs',
    ]);
    expect(changedFields(entry, parsed({ chairs: ['a', 'b'], time: '8h' }))).toEqual(['time', 'chairs']);
  });
});
