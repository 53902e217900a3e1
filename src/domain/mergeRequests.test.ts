import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEntry } from './arbitraries.ts';
import { draftOf, emptyDraft, parseEntry } from './entry.ts';
import type { Entry, EntryDraft } from './entry.ts';
import { duplicateLikeness, likelyDuplicates, mergeInto } from './mergeRequests.ts';
import { addDays, localDate } from './time.ts';
import { weekOf } from './week.ts';

const monday = localDate('2026-11-30');
const week = weekOf(monday);
let made = 0;

function entry(time: string, content: string, more: Partial<EntryDraft> = {}, stage: Entry['stage'] = 'requested') {
  made += 1;
  const draft = { ...emptyDraft(monday), time, content, ...more };
  const read = parseEntry(draft, { id: `e${made}`, calendar: 'board', week, stage });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.entry;
}

const [van, thinh] = ['person:van', 'person:thinh'];

describe('one entry for two', () => {
  const held = entry(
    '9h',
    'Họp Hội đồng xét công nhận trường đạt chuẩn quốc gia',
    { chairs: [van], attendees: ['unit:qlcl'], place: 'room:phong-2' },
    'accepted',
  );

  test('who only the request names is added, and what the entry says stays', () => {
    const request = entry('9h30', 'Xét công nhận trường chuẩn quốc gia đợt 2', {
      chairs: [van],
      attendees: ['unit:tccb', 'unit:qlcl'],
      place: 'room:phong-1',
    });
    const merge = mergeInto(held, request);
    expect(merge.entry).toEqual({ ...held, attendees: ['unit:qlcl', 'unit:tccb'] });
    expect(merge.gains).toEqual(['attendees']);
    expect(merge.kept).toEqual(['time', 'content', 'place']);
    expect(merge.tooLong).toEqual([]);
  });

  test('a second chair takes part and is not made a chair; without a chair the request gives its own', () => {
    const request = entry('9h', held.content, { chairs: [thinh], actingFor: van });
    expect(mergeInto(held, request).entry).toMatchObject({ chairs: [van], actingFor: null });
    expect(mergeInto(held, request).entry.attendees).toContain(thinh);
    expect(mergeInto({ ...held, chairs: [] }, request).entry).toMatchObject({ chairs: [thinh], actingFor: van });
  });

  test.each([
    ['sáng', '8h30', '8h30'],
    ['8h30', '8h30-11h', '8h30-11h'],
    ['8h30', 'sáng', '8h30'],
    ['sáng', '14h', 'sáng'],
    ['8h30-10h', '8h30-11h', '8h30-10h'],
    ['8h30', '9h-11h', '8h30'],
  ])('of %s and %s the same time is told more exactly: %s', (own, other, told) => {
    const merge = mergeInto(entry(own, 'Họp'), entry(other, 'Họp'));
    expect(merge.entry.time).toEqual(entry(told, 'Họp').time);
  });

  test('a division that prepares another one of its own takes part', () => {
    const merge = mergeInto(
      { ...held, preparingUnit: 'unit:qlcl' },
      entry('9h', 'Họp', { preparingUnit: 'unit:khtc' }),
    );
    expect(merge.entry).toMatchObject({ preparingUnit: 'unit:qlcl', attendees: ['unit:qlcl', 'unit:khtc'] });
    expect(merge.kept).toEqual(['content']);
  });

  test('more people than an entry holds are not cut: it says which list', () => {
    const many = (from: number) => Array.from({ length: 40 }, (_, at) => `unit:u${from + at}`);
    const merge = mergeInto(entry('8h', 'Họp', { attendees: many(0) }), entry('8h', 'Họp', { attendees: many(40) }));
    expect(merge.entry.attendees).toHaveLength(80);
    expect(merge.tooLong).toEqual(['attendees']);
  });

  const named = (one: Entry) => [
    ...one.chairs,
    ...one.attendees,
    ...one.invitees,
    ...one.forInformation,
    ...(one.preparingUnit ? [one.preparingUnit] : []),
  ];

  test('whoever is named in either is named in it, and no list of the entry loses anybody', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (into, from) => {
        const { entry: one } = mergeInto(into, from);
        expect(named(one)).toEqual(expect.arrayContaining([...named(into), ...named(from)]));
        for (const list of ['attendees', 'invitees', 'forInformation', 'connectionPoints'] as const) {
          expect(one[list].slice(0, into[list].length)).toEqual(into[list]);
          const added = one[list].slice(into[list].length);
          expect(new Set([...into[list], ...added]).size).toBe(new Set(into[list]).size + added.length);
        }
      }),
    );
  });

  test('it is still the entry: name, day, content, state and every filled field are its own', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (into, from) => {
        const { entry: one } = mergeInto(into, from);
        for (const field of ['id', 'calendar', 'date', 'lastDate', 'content', 'status', 'stage', 'visibility'] as const)
          expect(one[field]).toEqual(into[field]);
        for (const field of ['place', 'preparingUnit', 'vehicle', 'invitationNo', 'officeLead'] as const)
          expect(one[field]).toBe(into[field] ?? from[field]);
      }),
    );
  });

  test('a second time it changes nothing, and with itself neither', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (into, from) => {
        const once = mergeInto(into, from).entry;
        expect(mergeInto(once, from)).toMatchObject({ entry: once, gains: [] });
        expect(mergeInto(into, into)).toEqual({ entry: into, gains: [], kept: [], tooLong: [] });
      }),
    );
  });

  test('unless a list is too long, it is an entry that can be typed and saved', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (into, from) => {
        const { entry: one, tooLong } = mergeInto(into, from);
        fc.pre(tooLong.length === 0);
        expect(parseEntry(draftOf(one), one)).toEqual({ ok: true, entry: one });
      }),
    );
  });

  test('every field of the request is either in it or told as kept otherwise', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (into, from) => {
        const { entry: one, kept } = mergeInto(into, from);
        const fields = ['date', 'content', 'place', 'vehicle', 'driver', 'kind', 'officeLead'] as const;
        const lost = fields.filter((field) => from[field] !== null && from[field] !== one[field]);
        expect(kept).toEqual(expect.arrayContaining(lost));
      }),
    );
  });
});

describe('a likely duplicate', () => {
  const is = (a: Entry, b: Entry) => duplicateLikeness(a, b) > 0;

  test.each([
    ['9h', 'Xét công nhận trường chuẩn quốc gia đợt 2', '9h', 'Họp Hội đồng xét công nhận trường đạt chuẩn quốc gia'],
    ['8h', 'Giao ban khối phòng', '7h30', 'Họp giao ban khối phòng'],
    ['sáng', 'Tập huấn ma trận đề kiểm tra học kỳ I', '8h', 'tap huan ma tran de kiem tra hoc ky 1'],
    ['cả ngày', 'Kiểm tra Trường THPT Vĩnh An', '8h', 'Kiểm tra tại Trường THPT Vĩnh An'],
  ])('%s %s / %s %s', (timeA, a, timeB, b) => {
    expect(is(entry(timeA, a), entry(timeB, b))).toBe(true);
  });

  test.each([
    ['8h', 'Kiểm tra chuyên đề Trường THPT Vĩnh An', '8h', 'Kiểm tra chuyên đề Trường THPT Phúc Lộc', 'another school'],
    ['8h', 'Thẩm định trường chuẩn đợt 1', '8h', 'Thẩm định trường chuẩn đợt 2', 'another number'],
    ['8h', 'Duyệt kế hoạch năm', '14h', 'Duyệt kế hoạch năm', 'another time'],
    ['sáng', 'Duyệt kế hoạch năm', '14h', 'Duyệt kế hoạch năm', 'another session'],
    ['8h', 'Họp Ban chấp hành Đoàn', '8h', 'Tiếp công dân định kỳ', 'something else'],
  ])('not %s %s / %s %s: %s', (timeA, a, timeB, b) => {
    expect(is(entry(timeA, a), entry(timeB, b))).toBe(false);
  });

  test('a shared chair or room lets less likeness do, different ones ask for more', () => {
    const [a, b] = ['Tiến độ sắp xếp mạng lưới trường lớp', 'Duyệt phương án sắp xếp mạng lưới trường 2027-2030'];
    expect(is(entry('8h', a), entry('8h', b))).toBe(false);
    expect(is(entry('8h', a, { chairs: [van] }), entry('8h', b, { chairs: [van] }))).toBe(true);
    const [c, d] = ['Họp thẩm định đề án mạng lưới trường', 'Thẩm định đề án sắp xếp mạng lưới trường lớp'];
    expect(is(entry('8h', c), entry('8h', d))).toBe(true);
    expect(is(entry('8h', c, { place: 'room:phong-1' }), entry('8h', d, { place: 'room:phong-2' }))).toBe(false);
  });

  test('what is cancelled, postponed or returned is nobody’s duplicate', () => {
    const request = entry('8h', 'Họp Hội đồng sáng kiến');
    for (const other of [
      entry('8h', request.content, { status: 'cancelled', reason: 'bão' }),
      entry('8h', request.content, { status: 'postponed', reason: 'bão' }),
      entry('8h', request.content, {}, 'returned'),
    ])
      expect(is(request, other)).toBe(false);
  });

  test('they come with the surest first, and a request is not its own', () => {
    const request = entry('8h', 'Họp Hội đồng sáng kiến ngành giáo dục');
    const sure = entry('8h', request.content);
    const less = entry('8h', 'Họp Hội đồng sáng kiến ngành');
    expect(likelyDuplicates(request, [request, less, entry('8h', 'Chào cờ'), sure])).toEqual([sure, less]);
  });

  test('it is mutual', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, (a, other) => {
        const b = { ...other, date: a.date, lastDate: a.date };
        expect(duplicateLikeness(a, b)).toBe(duplicateLikeness(b, a));
      }),
    );
  });

  test('the same meeting from two divisions always is one, however the capitals and marks were typed', () => {
    const words = fc.constantFrom('Họp Hội đồng sáng kiến ngành', 'Duyệt dự toán năm 2027', 'kiểm tra Trường Vĩnh An');
    fc.assert(
      fc.property(arbitraryEntry, words, fc.boolean(), (base, content, bare) => {
        const first: Entry = { ...base, content, status: 'planned', reason: null, stage: 'requested' };
        const typed = bare
          ? content.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase()
          : content;
        expect(duplicateLikeness(first, { ...first, id: 'other', content: typed })).toBe(1);
      }),
    );
  });

  test('never on days that do not meet', () => {
    fc.assert(
      fc.property(arbitraryEntry, fc.integer({ min: 7, max: 400 }), (a, days) => {
        expect(duplicateLikeness(a, { ...a, date: addDays(a.date, days), lastDate: addDays(a.lastDate, days) })).toBe(
          0,
        );
      }),
    );
  });
});
