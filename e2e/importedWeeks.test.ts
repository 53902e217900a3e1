import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { localDate } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';
import { expect, importFile, test } from './fixtures.ts';

const root = join(import.meta.dirname, '..');
const FILE = join(root, 'start/fixtures/published-schedules.json');

interface Given {
  date: string;
  session: 'sáng' | 'chiều' | 'tối' | 'cả ngày';
  start: string | null;
  content: string;
  chair: string | null;
  participants: string | null;
  place: string | null;
  preparedBy: string | null;
}

test('real published weeks come out unchanged on page and feed, imported while the product runs', async ({
  visitor,
}) => {
  const { entries } = JSON.parse(readFileSync(FILE, 'utf8')) as { entries: Given[] };
  const done = importFile('--calendar', 'board', '--issue', FILE);
  expect(done.stderr).toBe('');
  expect(done.status).toBe(0);

  // A feed holds the weeks around today; those of a year have an address of their own.
  const years = [...new Set(entries.map(({ date }) => date.slice(0, 4)))];
  const feeds = await Promise.all(
    years.map(async (year) => (await visitor.request.get(`/ical/board.ics?nam=${year}`)).text()),
  );
  const events = feeds.flatMap((feed) =>
    new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)),
  );
  const weeks = groupByWeek(entries);
  for (const [week, given] of weeks) {
    await visitor.goto(`/lich/board/${week}`);
    const rows = (await visitor.locator('table.week tbody tr').allInnerTexts()).map(words);
    for (const entry of given) {
      const row = rows.find(
        (text) => text.includes(words(entry.content)) && (!entry.start || text.includes(entry.start)),
      );
      expect(row, `${entry.date} ${entry.content}`).toBeDefined();
      for (const part of [entry.chair, entry.participants, entry.place, entry.preparedBy])
        if (part) expect(row, `${entry.date} ${entry.content}`).toContain(words(part));
      const event = events.find(
        ({ summary, startDate }) =>
          summary === entry.content &&
          startDate.toString().startsWith(entry.date) &&
          (entry.start === null || startDate.isDate || startDate.toString().slice(11, 16) === entry.start),
      );
      expect(event, `${entry.date} ${entry.content}`).toBeDefined();
      if (entry.place) expect(event!.location).toBe(entry.place);
      for (const part of [entry.chair, entry.participants]) if (part) expect(event!.description).toContain(part);
    }
  }
});

test('a bad row is named with its line, and nothing is half imported', async ({ visitor }, info) => {
  const file = info.outputPath('sai.csv');
  writeFileSync(file, 'date,start,end,content\n2024-03-04,08:00,,Họp đúng\n2024-03-05,10:00,09:00,Họp ngược giờ\n');
  const done = importFile('--calendar', 'board', '--issue', file);
  expect(done.status).toBe(1);
  expect(done.stderr).toContain('Dòng 3: giờ kết thúc không sau giờ bắt đầu');
  const page = await visitor.request.get('/lich/board/2024-W10');
  expect(await page.text()).not.toContain('Họp đúng');
});

/** Text as compared: spaces of any kind are one. */
const words = (text: string) => text.replace(/\s+/g, ' ').trim();

function groupByWeek(entries: readonly Given[]): Map<string, Given[]> {
  const weeks = new Map<string, Given[]>();
  for (const entry of entries) {
    const week = weekOf(localDate(entry.date));
    weeks.set(week, [...(weeks.get(week) ?? []), entry]);
  }
  return weeks;
}
