import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  calendarToDocument,
  entryFromDocument,
  entryToDocument,
  historyFromDocument,
  publishedWeekFromDocument,
  settingsToDocument,
} from '#data/documents.ts';
import type { PublicEntry } from '#domain/publication.ts';
import { formatClock, formatTime, localDate } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';
import { CALENDARS, SETTINGS } from './demoOffice.ts';
import { ImportError } from './importRows.ts';
import { importWeeks, type ImportInput } from './importWeeks.ts';
import { openTestOffice } from './testOffice.ts';

const NOW = Date.parse('2026-11-24T05:00:00Z');
const FILE = readFileSync(new URL('./fixtures/published-schedules.json', import.meta.url), 'utf8');
interface Given {
  date: string;
  session: string;
  start: string | null;
  end: string | null;
  content: string;
  chair: string | null;
  participants: string | null;
  place: string | null;
  preparedBy: string | null;
  officeLead: string | null;
}
const { entries: GIVEN } = JSON.parse(FILE) as { entries: Given[] };

let office: Awaited<ReturnType<typeof openTestOffice>>;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  office.backend.store.clear('projects/lich-cong-tac/databases/(default)');
  const { db } = office.admin;
  await db.doc('settings/agency').set(settingsToDocument(SETTINGS));
  for (const calendar of CALENDARS.slice(0, 2))
    await db.doc(`calendars/${calendar.id}`).set(calendarToDocument(calendar));
});

const load = (input: Partial<ImportInput> = {}) =>
  importWeeks(office.admin, {
    text: FILE,
    format: 'json',
    calendar: 'board',
    issue: true,
    by: 'import',
    now: NOW,
    ...input,
  });
const csv = (...rows: string[]) => ({
  text: ['date,start,end,content,chair,place', ...rows].join('\n'),
  format: 'csv' as const,
});
const entries = async () =>
  (await office.admin.db.collection('calendars/board/entries').get()).docs.map((doc) =>
    entryFromDocument(doc.id, doc.data()),
  );
const issued = async (week: string) =>
  publishedWeekFromDocument((await office.admin.db.doc(`publishedWeeks/board_${week}`).get()).data());

/** An issued entry in the words of the file. The session beside a clock time follows from the clock. */
const inWordsOfFile = (entry: PublicEntry) => ({
  date: entry.date,
  time: formatTime(entry.time, { morning: 'sáng', afternoon: 'chiều', evening: 'tối', allDay: 'cả ngày' }),
  content: entry.content,
  chair: entry.chairs.join(', ') || null,
  participants: entry.attendees.join(', ') || null,
  place: entry.place,
  preparedBy: entry.preparingUnit,
  officeLead: entry.officeLead,
  status: entry.status,
});

test('every published entry goes in, is issued, and comes out word for word', async () => {
  const done = await load();
  expect(GIVEN).toHaveLength(65);
  expect(done.entries).toBe(65);
  const weeks = [...new Set(GIVEN.map(({ date }) => weekOf(localDate(date))))].sort();
  expect(done.weeks).toEqual(weeks);
  const found = (await Promise.all(weeks.map(issued))).flatMap((week) => week.entries);
  expect(found).toHaveLength(65);
  for (const given of GIVEN) {
    const { date, content, chair, participants, place, preparedBy, officeLead } = given;
    const clock =
      given.start === null ? given.session : given.session === 'cả ngày' ? `${given.start}, cả ngày` : given.start;
    const words = { date, time: clock, content, chair, participants, place, preparedBy, officeLead, status: 'planned' };
    expect(found.map(inWordsOfFile)).toContainEqual(words);
  }
});

test('without --issue the entries are there for the editors, and readers see nothing', async () => {
  expect((await load({ issue: false })).issued).toEqual([]);
  expect(await entries()).toHaveLength(65);
  expect((await office.admin.db.collection('publishedWeeks').get()).size).toBe(0);
});

test('an imported entry has its first history record', async () => {
  await load(csv('2026-11-23,7h30,8h15,Giao ban,PCT,Hội trường'));
  const [entry] = await entries();
  const { docs } = await office.admin.db.collection(`calendars/board/entries/${entry!.id}/history`).get();
  expect(docs.map((doc) => historyFromDocument(entry!.id, doc.data()))).toMatchObject([
    { revision: 1, action: 'create', by: 'import', at: NOW, entry: { content: 'Giao ban' } },
  ]);
});

test('importing the same file again doubles nothing and issues nothing', async () => {
  const { weeks, issued: first } = await load();
  const { issued: second } = await load();
  expect([first, second]).toEqual([weeks, []]);
  expect(await entries()).toHaveLength(65);
  for (const week of weeks) expect((await issued(week)).revision).toBe(1);
});

test('a corrected row changes its entry, and the next revision lists it', async () => {
  await load(csv('2026-11-23,7h30,,Giao ban,PCT,Hội trường', '2026-11-24,8h,,Họp,PCT,Phòng A'));
  await load(csv('2026-11-23,7h30,,Giao ban,PCT,Hội trường', '2026-11-24,8h,,Họp,PCT,Phòng B'));
  expect((await entries()).map(({ place, revision }) => [place, revision]).sort()).toEqual([
    ['text:Hội trường', 1],
    ['text:Phòng B', 2],
  ]);
  const week = await issued('2026-W48');
  expect(week.revision).toBe(2);
  expect(week.changes).toMatchObject([{ kind: 'changed', fields: ['place'] }]);
  expect(Object.keys(week.revisionTimes)).toEqual(['1', '2']);
  const copy = await office.admin.db.doc('publishedWeeks/board_2026-W48/revisions/2').get();
  expect(publishedWeekFromDocument(copy.data())).toEqual(week);
});

test('what a person has changed since is left alone', async () => {
  const row = csv('2026-11-23,7h30,,Giao ban,PCT,Hội trường');
  await load(row);
  const [entry] = await entries();
  const edited = { ...entry!, place: 'text:Phòng khác' as const };
  const stamps = { revision: 2, updatedBy: 'vanthu', updatedAt: new Date(NOW) };
  await office.admin.db.doc(`calendars/board/entries/${entry!.id}`).set(entryToDocument(edited, stamps));
  await load(row);
  expect(await entries()).toMatchObject([{ place: 'text:Phòng khác', revision: 2 }]);
});

test('a week that already has entries keeps them', async () => {
  await load(csv('2026-11-23,7h30,,Giao ban,PCT,Hội trường'));
  await load(csv('2026-11-24,8h,,Họp,PCT,Phòng A'));
  expect((await issued('2026-W48')).entries.map(({ content }) => content)).toEqual(['Giao ban', 'Họp']);
});

test('one bad row and nothing is imported', async () => {
  const good = ['2026-11-23,7h30,,Giao ban,PCT,Hội trường', '2026-11-24,8h,,Họp,PCT,Phòng A'];
  await expect(load(csv(...good, '2026-11-25,9h,8h,Tập huấn,,'))).rejects.toThrow(/Dòng 4: giờ kết thúc/);
  expect(await entries()).toEqual([]);
  await load(csv(...good));
  expect(await entries()).toHaveLength(2);
});

test('a file too long for one commit is refused before anything is read of it', async () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `2026-11-23,7h30,,Việc ${i},,`);
  await expect(load(csv(...rows(2001)))).rejects.toThrow(/2001 mục/);
  expect(await entries()).toEqual([]);
});

test('a calendar that does not exist is named, with those that do', async () => {
  await expect(load({ calendar: 'bord' })).rejects.toThrow(/Không có lịch "bord".*board, vp/);
  await expect(load({ calendar: 'bord' })).rejects.toBeInstanceOf(ImportError);
});

test('weeks over the turn of a year of 53 weeks are weeks as others', async () => {
  const { weeks } = await load(
    csv('2026-12-31,7h30,,Tổng kết,PCT,', '2027-01-01,8h,,Trực,PCT,', '2027-01-04,8h,,Giao ban,PCT,'),
  );
  expect(weeks).toEqual(['2026-W53', '2027-W01']);
  const [last] = (await issued('2026-W53')).entries;
  expect(formatClock(last!.time.start!)).toBe('07:30');
});
