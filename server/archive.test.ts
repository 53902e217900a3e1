// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publishedWeekToDocument } from '#data/documents.ts';
import { at, clock, publicEntry, publishedWeek, week48 } from '#ui/fixtures.ts';
import { openTestSite } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;

/** Three issues of a week: an entry moves, another comes, a third is cancelled. */
const first = publishedWeek('2026-W48', [publicEntry('a', '2026-11-23', clock(480), { content: 'Họp A' })], {
  issuedAt: at('2026-11-20', 990),
  revisionTimes: { 1: at('2026-11-20', 990) },
});
const second = {
  ...first,
  revision: 2,
  issuedAt: at('2026-11-23', 500),
  revisionTimes: { ...first.revisionTimes, 2: at('2026-11-23', 500) },
  entries: [
    publicEntry('a', '2026-11-23', clock(540), { content: 'Họp A' }),
    publicEntry('b', '2026-11-24', clock(480), { content: 'Họp B' }),
  ],
};
const third = {
  ...second,
  revision: 3,
  issuedAt: at('2026-11-23', 600),
  revisionTimes: { ...second.revisionTimes, 3: at('2026-11-23', 600) },
  entries: second.entries.map((entry) =>
    entry.id === 'b' ? { ...entry, status: 'cancelled' as const, reason: 'Trùng lịch' } : entry,
  ),
};

beforeAll(async () => {
  site = await openTestSite('archive-test');
});
afterAll(() => site.close());
beforeEach(async () => {
  await site.clear();
  site.restart();
  site.clock.now = at('2026-11-23', 870);
  for (const week of [first, second, third]) {
    await site.issue(week);
    await site.db.doc(`publishedWeeks/board_2026-W48/revisions/${week.revision}`).set(publishedWeekToDocument(week));
  }
});

describe('the issues of a week', () => {
  test('are listed on its page, each leading to what it was and to what has changed since', async () => {
    const { text, links } = await site.open('/lich/board/2026-W48');
    expect(text('#cac-lan li')).toEqual([
      'Điều chỉnh lần 2 · 10:00, 23/11/2026',
      'Điều chỉnh lần 1 · 08:20, 23/11/2026So với bản hiện hành',
      'Ban hành lần đầu · 16:30, 20/11/2026So với bản hiện hành',
    ]);
    expect(links('#cac-lan')).toEqual([
      '/lich/board/2026-W48?lan=2',
      '/lich/board/2026-W48?lan=1',
      '/lich/board/2026-W48?lan=2&so-voi=1',
      '/lich/board/2026-W48?lan=0',
      '/lich/board/2026-W48?lan=2&so-voi=0',
    ]);
  });

  test('an earlier one is shown as it was, and says by which it is replaced', async () => {
    const { status, text, document } = await site.open('/lich/board/2026-W48?lan=0');
    expect([status, text('h1')]).toEqual([200, ['Lịch công tác tuần 48 Ban hành lần đầu']]);
    expect(text('.week .time').slice(0, 1)).toEqual(['08:00']);
    expect(text('.old')[0]).toContain('Bản này đã được thay bằng Điều chỉnh lần 2');
    expect(document.querySelector('[rel=canonical]')!.getAttribute('href')).toBe(
      'http://lich.example.vn/lich/board/2026-W48',
    );
  });

  test.each(['?lan=2&so-voi=0', '?lan=0&so-voi=2'])(
    '%s: two differ in what the later has, by either address',
    async (query) => {
      const { text } = await site.open(`/lich/board/2026-W48${query}`);
      expect(text('h1')).toEqual(['Lịch công tác tuần 48 Ban hành lần đầu → Điều chỉnh lần 2']);
      const changes = text('main > .changes li');
      expect(changes).toHaveLength(2);
      expect(changes[0]).toContain('08:00 09:00');
      expect(changes[1]).toContain('Bổ sung');
    },
  );

  test('one against itself differs in nothing', async () => {
    expect((await site.open('/lich/board/2026-W48?lan=1&so-voi=1')).text('main > p:not(.old)')).toEqual([
      'Hai bản không khác nhau ở mục nào.',
    ]);
  });

  test.each(['?lan=3', '?lan=-1', '?lan=x', '?lan=', '?lan=1&so-voi=9', '?lan=1e1', '?so-voi=9', '?so-voi='])(
    '%s is a 404',
    async (query) => {
      const { status, text } = await site.open(`/lich/board/2026-W48${query}`);
      expect([status, text('h1')]).toEqual([404, ['Không có lần điều chỉnh này']]);
    },
  );
});

describe('the archive of a year', () => {
  test('lists its issued weeks, the latest first, and leads to other years', async () => {
    await site.issue(publishedWeek('2026-W02', []));
    await site.issue(publishedWeek('2024-W21', []));
    await site.issue({ ...week48, calendar: 'gdtrh' });
    const { status, text, links } = await site.open('/lich/board/nam/2026');
    expect([status, text('h1')]).toEqual([200, ['Lịch đã ban hành năm 2026']]);
    expect(links('.changes')).toEqual(['/lich/board/2026-W48', '/lich/board/2026-W02']);
    expect(text('.changes li')[0]).toContain('Tuần 48: 23/11 – 29/11/2026');
    expect(text('.changes li')[0]).toContain('Điều chỉnh lần 2');
    expect(links('.week-tools')).toContain('/lich/board/nam/2024');
    expect((await site.open('/lich/board/2026-W48')).links()).toContain('/lich/board/nam/2026');
  });

  test('a year without weeks says so', async () => {
    const { status, text } = await site.open('/lich/board/nam/2019');
    expect([status, text('main h1')]).toEqual([
      200,
      ['Lịch đã ban hành năm 2019', 'Năm 2019 chưa có tuần nào được ban hành'],
    ]);
  });

  test.each(['/lich/board/nam/26', '/lich/khong/nam/2026', '/lich/board/nam/abcd'])('%s is a 404', async (path) => {
    expect((await site.get(path)).status).toBe(404);
  });
});
