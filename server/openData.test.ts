// @vitest-environment node
import type { Firestore } from 'firebase-admin/firestore';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publishedWeekToDocument } from '#data/documents.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { at, clock, publicEntry, publishedWeek, week48 } from '#ui/fixtures.ts';
import { createApp } from './app.ts';
import { openTestSite, ORIGIN } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;
beforeAll(async () => {
  site = await openTestSite('open-data');
});
afterAll(() => site.close());
beforeEach(async () => {
  site.restart();
  site.clock.now = at('2026-11-23', 870);
  await site.clear();
  await issue(week48);
});

/** With the copy of its revision, as issuing writes both. */
async function issue(week: PublishedWeek) {
  await site.issue(week);
  await site.db
    .doc(`publishedWeeks/${week.calendar}_${week.week}/revisions/${week.revision}`)
    .set(publishedWeekToDocument(week));
}

const PATHS = [
  '/data/board/2026-W48.json',
  '/data/board/2026-W48.csv',
  '/data/board.atom',
  '/data/index.json',
  '/data/schema.json',
];

describe('open data', () => {
  test.each([
    ['/data/board/2026-W48.json', 'application/json; charset=utf-8'],
    ['/data/board/2026-W48.csv', 'text/csv; charset=utf-8; header=present'],
    ['/data/board.atom', 'application/atom+xml; charset=utf-8'],
    ['/data/index.json', 'application/json; charset=utf-8'],
    ['/data/schema.json', 'application/schema+json; charset=utf-8'],
  ])('%s may be read by any page, under a stated licence, and is asked for again by its tag', async (path, type) => {
    const { status, headers } = await site.get(path);
    expect([status, headers.get('content-type')]).toEqual([200, type]);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('link')).toContain('<https://creativecommons.org/licenses/by/4.0/>; rel="license"');
    expect(headers.get('set-cookie')).toBeNull();
    const again = await site.get(path, { 'if-none-match': headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test.each(PATHS.slice(0, 4))('%s tells of a revision at once', async (path) => {
    const etag = (await site.get(path)).headers.get('etag')!;
    const entries = week48.entries.map((entry) => ({ ...entry, content: `${entry.content}.` }));
    const issuedAt = at('2026-11-23', 869);
    await issue({ ...week48, revision: 3, issuedAt, revisionTimes: { ...week48.revisionTimes, 3: issuedAt }, entries });
    expect((await site.get(path, { 'if-none-match': etag })).status).toBe(200);
  });

  test.each(['/data/board/2026-W48.json', '/ical/board.ics', '/oembed?url=x'])(
    'a page of another site may ask for %s by the tag of what it has',
    async (path) => {
      const asked = { origin: 'https://bao.vn', 'access-control-request-method': 'GET' };
      const request = new Request(`${ORIGIN}${path}`, {
        method: 'OPTIONS',
        headers: { ...asked, 'access-control-request-headers': 'if-none-match' },
      });
      const { status, headers } = await site.app().fetch(request);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*']);
      expect(headers.get('access-control-allow-headers')!.toLowerCase()).toContain('if-none-match');
      expect((await site.get(path)).headers.get('access-control-expose-headers')).toContain('ETag');
    },
  );

  test.each(['/data/board/2026-W50.json', '/data/nowhere.atom', '/ical/nowhere.ics'])(
    'a page of another site can tell that %s is not there from a network that is gone',
    async (path) => {
      const { status, headers } = await site.get(path);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([404, '*']);
    },
  );

  test('a program that asks for a week that is not issued gets JSON that says so', async () => {
    const response = await site.get('/data/board/2026-W50.json');
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(response.headers.get('content-language')).toBe('vi');
    expect(await response.json()).toEqual({
      title: 'Not Found',
      status: 404,
      detail: 'Tuần này chưa ban hành. Tệp của một tuần có ngay khi tuần ấy được ban hành.',
    });
    expect(await (await site.get('/data/board/2026-W54.json')).json()).toMatchObject({
      detail: expect.stringMatching(/^Không có tuần này\./) as string,
    });
    expect((await site.get('/data/board/2026-W50.csv')).headers.get('content-type')).toContain('text/html');
  });

  test('a program that asks while the store does not answer gets JSON that says when to ask again', async () => {
    const query = { get: () => Promise.reject(new Error('gone')), where: () => query };
    const db = { doc: () => query, collection: () => query } as unknown as Firestore;
    const app = createApp({ db, now: () => site.clock.now, assets: { script: '/app.js', inlineCss: '' } });
    const response = await app.request(`${ORIGIN}/data/board/2026-W48.json`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '20']);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toMatchObject({ title: 'Service Unavailable', status: 503 });
  });

  test('a week’s JSON has the days off and the recipients that its sheet has', async () => {
    const daysOff = { '2026-11-24': 'Nghỉ lễ: Ngày Văn hóa' };
    const recipients = ['Ban Giám đốc', 'Lưu: VT'];
    await issue({ ...week48, holidays: daysOff, locality: 'Vĩnh An', recipients });
    expect(await (await site.get('/data/board/2026-W48.json')).json()).toMatchObject({
      daysOff,
      locality: 'Vĩnh An',
      recipients,
    });
  });

  test('a week’s JSON names its schema, which is there', async () => {
    const { headers } = await site.get('/data/board/2026-W48.json');
    expect(headers.get('link')).toContain(`<${ORIGIN}/data/schema.json>; rel="describedby"`);
    const schema = (await (await site.get('/data/schema.json')).json()) as { $id: string };
    expect(schema.$id).toBe(`${ORIGIN}/data/schema.json`);
  });

  test.each([
    '/data/board/2026-W49.json',
    '/data/board/2026-W49.csv',
    '/data/board/2026-W99.csv',
    '/data/nowhere/2026-W48.json',
    '/data/nowhere.atom',
    '/data/board/2026-W48.xml',
    '/data/board/2026-W48.x.json',
    '/data/board/2026-W48.json.csv',
    '/data/board/2026-W48.đ.json',
    '/data/board/2026-W48.%0d%0aX:y.json',
  ])('%s is nothing', async (path) => {
    expect((await site.get(path)).status).toBe(404);
  });

  test('the index leads to every week of every calendar', async () => {
    await issue(publishedWeek('2014-W21', [publicEntry('e', '2014-05-19', clock(480))]));
    const index = (await (await site.get('/data/index.json')).json()) as {
      calendars: { id: string; weeks: { week: string; json: string; csv: string }[] }[];
    };
    expect(index.calendars.map(({ id, weeks }) => [id, weeks.map(({ week }) => week)])).toEqual([
      ['board', ['2014-W21', '2026-W48']],
      ['gdtrh', []],
    ]);
    for (const { json, csv } of index.calendars[0]!.weeks) {
      for (const url of [json, csv]) expect((await site.get(url.slice(ORIGIN.length))).status).toBe(200);
    }
  });

  test('the page says what there is and under which licence, and its links lead there', async () => {
    const { text, links, status } = await site.open('/data');
    expect([status, text('h1')]).toEqual([200, ['Dữ liệu mở']]);
    expect(text('main')[0]).toContain('ghi nguồn “Sở Giáo dục và Đào tạo tỉnh Vĩnh An”');
    expect(text('h2')).toEqual(['Các tệp', 'Ban Giám đốc', 'Phòng Giáo dục Trung học']);
    for (const path of PATHS) expect(links('main')).toContain(path);
    for (const path of links('main').filter((link) => link?.startsWith('/data/'))) {
      expect((await site.get(path!)).status).toBe(200);
    }
    expect((await site.open('/data?lang=en')).text('h1')).toEqual(['Open data']);
  });
});

describe('the Atom feed', () => {
  const read = async () => {
    const text = await (await site.get('/data/board.atom')).text();
    const { document } = new JSDOM(text, { contentType: 'application/xml' }).window; // throws for what is not XML
    const of = (parent: Element | Document, name: string) => parent.getElementsByTagName(name)[0]?.textContent ?? null;
    return [...document.getElementsByTagName('entry')].map((entry) => ({
      id: of(entry, 'id'),
      title: of(entry, 'title'),
      updated: of(entry, 'updated'),
      content: of(entry, 'content'),
    }));
  };
  const first = publishedWeek('2026-W48', week48.entries.slice(0, 3));

  test('has an entry a revision, the newest first, with what it changed', async () => {
    await issue(first);
    await issue(week48);
    const [adjusted, issued, ...others] = await read();
    expect(others).toEqual([]);
    expect(adjusted).toMatchObject({
      id: `${ORIGIN}/lich/board/2026-W48#revision-2`,
      title: 'Lịch công tác tuần 48 (23/11 – 29/11/2026): điều chỉnh lần 1',
      updated: '2026-11-23T04:20:00Z',
    });
    expect(adjusted!.content).toContain('Ban ISO dự tập huấn của UBND tỉnh');
    expect(issued).toMatchObject({
      id: `${ORIGIN}/lich/board/2026-W48#revision-1`,
      updated: '2026-11-22T09:00:00Z',
      content: '<p>3 mục.</p>',
    });
  });

  test('does not change an entry when the next revision comes', async () => {
    await issue(first);
    await issue(week48);
    const before = await read();
    const issuedAt = at('2026-11-23', 869);
    await issue({
      ...week48,
      revision: 3,
      issuedAt,
      revisionTimes: { ...week48.revisionTimes, 3: issuedAt },
      changes: [],
    });
    expect((await read()).slice(1)).toEqual(before);
  });

  test('holds the thirty newest', async () => {
    const weeks = ['2026-W45', '2026-W46', '2026-W47'];
    for (const [index, week] of weeks.entries()) {
      const revisionTimes = Object.fromEntries(
        Array.from({ length: 12 }, (_, n) => [n + 1, at('2026-11-01', index * 100 + n)]),
      );
      await site.issue(
        publishedWeek(week, [], { revision: 12, issuedAt: at('2026-11-01', index * 100 + 11), revisionTimes }),
      );
    }
    const found = await read();
    expect(found).toHaveLength(30);
    expect(found[0]!.id).toContain('2026-W48#revision-2');
    expect(found.at(-1)!.id).toContain('2026-W45#revision-9');
  });

  test('is well formed whatever is in an entry', async () => {
    const content = '<b>]]>&amp; "\u0001\uFFFF” đ';
    const after = publicEntry('e', '2026-11-23', clock(480), { content });
    await issue({
      ...week48,
      changes: [{ kind: 'added', entryId: 'e', fields: [], before: null, after, reason: null }],
    });
    expect((await read())[0]!.content).toContain('&lt;b&gt;]]&gt;&amp;amp; ');
  });
});
