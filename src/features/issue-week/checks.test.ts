import { expect, test } from 'vitest';
import { absence } from '#domain/arbitraries.ts';
import type { AgencySettings } from '#domain/directory.ts';
import { emptyDraft, parseEntry, type Entry } from '#domain/entry.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { checksOf, weekDifferences } from './checks.ts';

const week = '2026-W48' as WeekId;
const days = daysOf(week);
const settings = { blockedWords: ['đề thi'] } as unknown as AgencySettings;
const fullDuty = Object.fromEntries(days.map((day) => [day, 'PGĐ Lê Quang Huy']));

function entry(content: string, more: Partial<Entry> = {}): Entry {
  const parsed = parseEntry(
    { ...emptyDraft('2026-11-24'), time: '8h', content },
    { id: 'e1', calendar: 'board', week },
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { ...parsed.entry, stage: 'accepted', ...more };
}
const published = (more: Partial<PublishedWeek> = {}) =>
  ({ duty: fullDuty, remarks: null, number: 48, replacesInvitation: true, ...more }) as PublishedWeek;
const needed = (entries: Entry[], more: Partial<Parameters<typeof checksOf>[0]> = {}) =>
  checksOf({ entries, next: published(), settings, days, withDuty: true, duty: {}, absences: [], ...more })
    .filter((check) => check.need)
    .map((check) => check.kind);

test('a plain week needs nobody’s tick, and says what was looked at', () => {
  const checks = checksOf({
    entries: [entry('Giao ban')],
    next: published(),
    settings,
    days,
    withDuty: true,
    duty: {},
    absences: [],
  });
  expect(checks.map(({ kind, need }) => [kind, need])).toEqual([
    ['blockedWord', false],
    ['phoneNumber', false],
    ['citizenName', false],
    ['duty', false],
    ['absent', false],
    ['requests', false],
  ]);
});

test.each([
  ['a blocked word', [entry('Họp in đề thi')], {}, ['blockedWord']],
  ['a phone number', [entry('Liên hệ 0912 345 678')], {}, ['phoneNumber']],
  ['a request that waits', [entry('Giao ban', { stage: 'requested' })], {}, ['requests']],
  ['a day without duty', [], { next: published({ duty: { ...fullDuty, '2026-11-24': '' } }) }, ['duty']],
] as const)('%s needs a tick', (_name, entries, more, kinds) => {
  expect(needed([...entries], more)).toEqual(kinds);
});

test('a phone number that stays internal needs none', () => {
  expect(needed([entry('Liên hệ 0912 345 678', { visibility: 'internal' })])).toEqual([]);
});

test('a division’s week has no duty to look at', () => {
  expect(needed([], { next: published({ duty: {} }), withDuty: false })).toEqual([]);
});

test('what was ticked must be seen again once its text changes', () => {
  const key = (content: string) =>
    checksOf({
      entries: [entry(content)],
      next: published(),
      settings,
      days,
      withDuty: true,
      duty: {},
      absences: [],
    })[0]!.key;
  expect(key('Liên hệ 0912 345 678')).not.toBe(key('Liên hệ 0987 654 321'));
});

test('whoever is named, or on duty, while away needs a look until somebody acts', () => {
  const [, tuesday] = days;
  const away = absence({ person: 'van', from: tuesday, to: tuesday });
  const named = [entry('Họp', { chairs: ['person:van'] })];
  const absent = (more: Partial<Parameters<typeof checksOf>[0]>) =>
    checksOf({ entries: named, next: published(), settings, days, withDuty: true, duty: {}, absences: [], ...more })
      .filter((check) => check.kind === 'absent')
      .map((check) => check.need && 'count' in check && check.count)[0];
  expect(absent({ absences: [away] })).toBe(1);
  expect(absent({ absences: [away], duty: { [tuesday]: 'person:van' } })).toBe(2);
  expect(absent({ absences: [{ ...away, substitute: 'person:huy' }] })).toBe(false);
  expect(absent({ absences: [away], entries: [entry('Họp', { chairs: ['person:van'], stage: 'requested' })] })).toBe(
    false,
  );
});

test('duty, remarks and number are told when they change; the same week has no difference', () => {
  expect(weekDifferences(published(), published(), days)).toEqual([]);
  const next = published({
    duty: { ...fullDuty, '2026-11-25': 'PGĐ Vân' },
    remarks: 'Mang tài liệu',
    number: 49,
    replacesInvitation: false,
    holidays: { '2026-11-24': 'Nghỉ lễ: Ngày Văn hóa' },
  });
  expect(weekDifferences(published(), next, days)).toEqual([
    { kind: 'duty', date: '2026-11-25', before: 'PGĐ Lê Quang Huy', after: 'PGĐ Vân' },
    { kind: 'holidays', date: '2026-11-24', before: '', after: 'Nghỉ lễ: Ngày Văn hóa' },
    { kind: 'remarks', before: '', after: 'Mang tài liệu' },
    { kind: 'number', before: '48', after: '49' },
    { kind: 'replaces', before: true, after: false },
  ]);
});
