import { expect, test } from 'vitest';
import { CALENDARS, PEOPLE, ROOMS, VEHICLES } from '#start/demoOffice.ts';
import type { Directory } from '#domain/directory.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { readQuickLine } from '#domain/quickLine.ts';
import { localDate } from '#domain/time.ts';
import { parseWeekId } from '#domain/week.ts';
import { vi } from '#i18n/vi.ts';
import { partyText, placeText, vehicleText, dayText } from '#ui/draftWords.ts';
import { retyped } from './retyped.ts';

const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));
const directory: Directory = {
  people: byId(PEOPLE),
  calendars: byId(CALENDARS),
  rooms: byId(ROOMS),
  vehicles: byId(VEHICLES),
};
const monday = localDate('2026-11-30');
const read = (line: string) =>
  readQuickLine(line, { directory, week: parseWeekId('2026-W49')!, day: monday, today: monday });

const LINE = '8h30 thứ ba họp giao ban tại phòng họp 1, chủ trì: Giám đốc';

test.each<[string, Partial<EntryDraft>, string]>([
  [LINE, { place: 'room:phong-2' }, '8h30 thứ ba họp giao ban tại Phòng họp số 2, chủ trì: Giám đốc'],
  [LINE, { chairs: ['person:huy'] }, '8h30 thứ ba họp giao ban tại phòng họp 1, chủ trì: PGĐ Lê Quang Huy'],
  [LINE, { date: '2026-12-01', time: '13:30' }, '13:30 thứ ba họp giao ban tại phòng họp 1, chủ trì: Giám đốc'],
  [LINE, { date: '2026-12-03', time: '07:30' }, '07:30 Thứ năm 03/12 họp giao ban tại phòng họp 1, chủ trì: Giám đốc'],
  ['9h họp tại phòng họp 1', { date: '2026-12-01', time: '14:00' }, 'Thứ ba 01/12 14:00 họp tại phòng họp 1'],
])('%s, with %o', (line, repair, expected) => {
  const before = read(line);
  const words = retyped(line, before, repair, ({ field, value }) => {
    if (field === 'place') return placeText(value, directory);
    if (field === 'vehicle') return vehicleText(value, directory);
    if (field === 'date') return dayText(value as never, vi);
    return field === 'time' ? value : partyText(value, directory, monday);
  });
  expect(words).toBe(expected);
  const { time: _typed, ...others } = repair;
  const { draft } = read(words);
  expect(draft).toMatchObject({ ...others, content: before.draft.content });
});
