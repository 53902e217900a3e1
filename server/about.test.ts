// @vitest-environment node
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarToDocument } from '#data/documents.ts';
import { at, calendars, clock, publicEntry, publishedWeek, week48 } from '#ui/fixtures.ts';
import { openTestSite, ORIGIN } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;

beforeAll(async () => {
  site = await openTestSite('about-test');
});
afterAll(() => site.close());
beforeEach(async () => {
  await site.clear();
  site.restart();
  site.clock.now = at('2026-11-23', 870);
  await site.issue(week48);
});

describe('what is told of a page', () => {
  test.each([
    ['/', '/'],
    ['/lich/board', '/'],
    ['/?mau=b', '/'],
    ['/lich/board/2026-W48?mau=c', '/lich/board/2026-W48'],
    ['/lich/board/2026-W48?nguoi=huy&lang=en', '/lich/board/2026-W48?nguoi=huy&lang=en'],
    ['/hom-nay?x=1', '/hom-nay'],
    ['/lich/tat-ca/2026-W48', '/lich/tat-ca/2026-W48'],
    ['/tiep-cong-dan', '/tiep-cong-dan'],
    ['/lich/board/nam/2026', '/lich/board/nam/2026'],
  ])('%s: its one address is %s', async (path, canonical) => {
    const { document } = await site.open(path);
    expect(document.querySelector('[rel=canonical]')!.getAttribute('href')).toBe(ORIGIN + canonical);
    const property = (name: string) => document.querySelector(`[property="og:${name}"]`)!.getAttribute('content');
    expect(property('url')).toBe(ORIGIN + canonical);
    expect(property('title')).not.toBe('');
    expect(property('image')).toBe(`${ORIGIN}/card.png`);
    // As large as it is said to be: else it is shown to nobody until somebody has fetched it.
    const card = readFileSync(new URL('../public/card.png', import.meta.url));
    expect([property('image:width'), property('image:height')]).toEqual([
      String(card.readUInt32BE(16)),
      String(card.readUInt32BE(20)),
    ]);
    expect(property('image:alt')).toBe('Lịch công tác');
    expect(document.querySelectorAll('[name=description]')).toHaveLength(1);
  });

  test('the week as events, after the week itself, with hours only where one is stated', async () => {
    const { document, html } = await site.open('/lich/board/2026-W48');
    const script = document.querySelector('script[type="application/ld+json"]')!;
    expect(html.indexOf('application/ld+json')).toBeGreaterThan(html.indexOf('</main>'));
    const { '@graph': events } = JSON.parse(script.textContent!) as { '@graph': Record<string, unknown>[] };
    expect(events).toHaveLength(week48.entries.length);
    expect(events[0]).toMatchObject({
      '@type': 'Event',
      startDate: '2026-11-23T07:30:00+07:00',
      endDate: '2026-11-23T08:15:00+07:00',
      location: { name: 'Hội trường tầng 2' },
      url: `${ORIGIN}/lich/board/2026-W48#d-2026-11-23`,
    });
    const day = events.find(({ name }) => name === 'Tiếp công dân định kỳ')!;
    expect([day['startDate'], day['endDate']]).toEqual(['2026-11-24', undefined]);
    expect(events.map(({ eventStatus }) => eventStatus)).toContain('https://schema.org/EventCancelled');
  });

  test('the sitemap has every issued week, and robots.txt leads to it', async () => {
    await site.issue(publishedWeek('2024-W21', [], { calendar: 'gdtrh' }));
    const map = await site.get('/sitemap.xml');
    expect(map.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const locations = [...(await map.text()).matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url);
    expect(locations).toEqual(
      ['/', '/hom-nay', '/tiep-cong-dan', '/lich/gdtrh', '/lich/board/2026-W48', '/lich/gdtrh/2024-W21'].map(
        (path) => ORIGIN + path,
      ),
    );
    expect(await (await site.get('/robots.txt')).text()).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`);
  });
});

describe('a calendar that was renamed or merged', () => {
  const gdtrh = calendars.find(({ id }) => id === 'gdtrh')!;
  beforeEach(async () => {
    const merged = { ...gdtrh, formerIds: ['thpt', 'thcs'] };
    await site.db.doc('calendars/gdtrh').set(calendarToDocument(merged));
    await site.db
      .doc('calendars/thcs')
      .set(calendarToDocument({ ...gdtrh, id: 'thcs', name: 'Phòng THCS', active: false }));
    site.restart();
  });

  test.each([
    ['/lich/thpt', '/lich/gdtrh'],
    ['/lich/thpt/2026-W48?mau=b', '/lich/gdtrh/2026-W48?mau=b'],
    ['/embed/thpt', '/embed/gdtrh'],
    ['/ical/thpt.ics', '/ical/gdtrh.ics'],
  ])('%s leads for good to %s', async (path, successor) => {
    const response = await site.get(path);
    expect([response.status, response.headers.get('location')]).toEqual([301, successor]);
  });

  test('keeps the weeks that it issued, and leads on from those that it did not', async () => {
    await site.issue(publishedWeek('2024-W21', [], { calendar: 'thcs', calendarName: 'Phòng THCS' }));
    const { status, text } = await site.open('/lich/thcs/2024-W21');
    expect([status, text('.calendar-name')]).toEqual([200, ['Phòng THCS']]);
    const now = await site.get('/lich/thcs');
    expect([now.status, now.headers.get('location')]).toEqual([302, '/lich/gdtrh']);
  });

  test.each([
    ['/embed/thcs?chi=hom-nay', '/embed/gdtrh?chi=hom-nay'],
    ['/wall/thcs', '/wall/gdtrh'],
  ])('no frame and no screen waits for a week that nobody will issue: %s leads on to %s', async (path, successor) => {
    const response = await site.get(path);
    expect([response.status, response.headers.get('location')]).toEqual([302, successor]);
  });

  test('whoever subscribed to it keeps its entries and gets those of who took over', async () => {
    const entry = (id: string, content: string) => [publicEntry(id, '2026-11-24', clock(480), { content })];
    const own = publishedWeek('2026-W48', entry('cu', 'Họp Phòng THCS'), { calendar: 'thcs' });
    await site.issue(own);
    await site.issue(publishedWeek('2026-W48', entry('moi', 'Họp Phòng GDTrH'), { calendar: 'gdtrh' }));
    const feed = await (await site.get('/ical/thcs.ics')).text();
    expect([...feed.matchAll(/SUMMARY:(.*)\r/g)].map(([, summary]) => summary).sort()).toEqual([
      'Họp Phòng GDTrH',
      'Họp Phòng THCS',
    ]);
    expect(await (await site.get('/ical/gdtrh.ics')).text()).not.toContain('Họp Phòng THCS');
  });

  test('a frame of a week that it issued stays', async () => {
    await site.issue(publishedWeek('2024-W21', [], { calendar: 'thcs', calendarName: 'Phòng THCS' }));
    expect((await site.open('/embed/thcs?tuan=2024-W21')).text('.embed-of')).toEqual(['Phòng THCS']);
  });
});
