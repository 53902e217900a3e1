import { expect, test } from 'vitest';
import published from '#start/fixtures/published-schedules.json' with { type: 'json' };
import { conflicts } from './conflicts.ts';
import { emptyDraft, parseEntry, type Entry } from './entry.ts';
import { formatClock, localDate } from './time.ts';
import { weekOf } from './week.ts';

interface Published {
  readonly source: string;
  readonly date: string;
  readonly session: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly content: string;
  readonly chair: string | null;
  readonly place: string | null;
}

/** Offices that several people hold; names were left out of the file, so such a "PCT" is nobody in particular. */
const SHARED_OFFICES = ['PCT', 'BGH', 'Chủ tịch, các Phó Chủ tịch liên quan', 'Chủ tịch, các Phó Chủ tịch'];

/** An agency's sheet as its clerk would have it here: rooms and offices are of the agency's lists. */
const sheetOf = (source: string): readonly Entry[] => {
  const own = (published.entries as readonly Published[]).filter((one) => one.source === source);
  const ids: string[] = [];
  const idOf = (name: string): string => {
    if (!ids.includes(name)) ids.push(name);
    return `n${ids.indexOf(name)}`;
  };
  return own.map((one, at) => {
    const named = (one.chair ?? '')
      .split(/, | và /)
      .filter((chair) => chair !== '' && !SHARED_OFFICES.includes(one.chair!));
    const time =
      one.start === null ? (one.session ?? 'cả ngày') : one.end === null ? one.start : `${one.start}-${one.end}`;
    const draft = {
      ...emptyDraft(localDate(one.date)),
      time,
      content: one.content,
      chairs: named.map((chair) => `person:${idOf(chair)}`),
      place: one.place === null || one.place === 'cơ quan' ? '' : `room:${idOf(one.place)}`,
    };
    const read = parseEntry(draft, { id: `e${at}`, calendar: 'board', week: weekOf(localDate(one.date)) });
    if (!read.ok) throw new Error(`${one.content}: ${JSON.stringify(read.errors)}`);
    return read.entry;
  });
};

test('what agencies published unnoticed is found, and nothing that is none', () => {
  const found = published.sources.flatMap(({ id }) =>
    conflicts(sheetOf(id), {
      directory: { people: new Map(), calendars: new Map(), rooms: new Map(), vehicles: new Map() },
      sessions: {
        morning: { start: 420, end: 690 },
        afternoon: { start: 810, end: 1020 },
        evening: { start: 1140, end: 1290 },
      },
      absences: [],
    }).map(({ grade, entries }) => {
      const when = ({ time, content }: Entry): string =>
        `${time.start === null ? time.session : formatClock(time.start)} ${content.split(' ').slice(0, 4).join(' ')}`;
      return [id, entries[0].date, grade, when(entries[0]), when(entries[1])];
    }),
  );
  expect(found).toEqual([
    ['haugiang-hct-2023', '2023-03-27', 'likely', '07:00 Dự Ngày chạy Olympic', '08:00 Dự kỳ họp thứ'], // one person
    ['thainguyen-med-2014-21', '2014-05-19', 'certain', '09:00 Lãnh đạo trường thường', '09:00 Khai giảng khóa đào'],
    ['thainguyen-med-2014-21', '2014-05-21', 'likely', '14:00 Làm việc với Đoàn', '15:30 Họp Hội đồng thi'],
    ['bvdk-quangninh-2021-09-21', '2021-09-21', 'likely', '14:00 Đoàn lãnh đạo tỉnh', '15:00 Gặp mặt đoàn thầy'],
  ]);
});
