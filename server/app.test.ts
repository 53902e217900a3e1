// @vitest-environment node
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend, type Backend } from 'embedded-backend/backend.ts';
import type { Firestore } from 'firebase-admin/firestore';
import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarToDocument, personToDocument, publishedWeekToDocument, settingsToDocument } from '#data/documents.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { at, calendars, clock, people, publicEntry, publishedWeek, settings, week48 } from '#ui/fixtures.ts';
import { createApp } from './app.ts';

const ORIGIN = 'http://lich.example.vn';
const assets = { script: '/assets/app.js', inlineCss: 'body{margin:0}' };

let backend: Backend;
let admin: Awaited<ReturnType<typeof connectAdmin>>;
let now = at('2026-11-23', 870); // Monday of week 48, 14:30
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  // Nobody may anything: the server reads over the private channel, which asks no rule.
  const rules = "rules_version = '2'; service cloud.firestore { match /none/{id} { allow read: if false; } }";
  backend = await openBackend({ projectId: 'server-test', dataDir: null, rules, emulator: false, log: () => {} });
  admin = await connectAdmin({ projectId: 'server-test', ...(await backend.listenAdmin()) });
  const batch = admin.db.batch();
  batch.set(admin.db.doc('settings/agency'), settingsToDocument(settings));
  for (const calendar of calendars) batch.set(admin.db.doc(`calendars/${calendar.id}`), calendarToDocument(calendar));
  for (const person of people) batch.set(admin.db.doc(`people/${person.id}`), personToDocument(person));
  batch.set(admin.db.doc('people/secret'), personToDocument({ ...people[1]!, id: 'secret', public: false }));
  await batch.commit();
});
afterAll(async () => {
  await admin.close();
  await backend.close();
});
beforeEach(async () => {
  now = at('2026-11-23', 870);
  app = createApp({ db: admin.db, now: () => now, assets });
  for (const doc of await admin.db.collection('publishedWeeks').listDocuments()) await doc.delete();
  await issue(week48);
});

const issue = (week: PublishedWeek) =>
  admin.db.doc(`publishedWeeks/${week.calendar}_${week.week}`).set(publishedWeekToDocument(week));

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(`${ORIGIN}${path}`, { method, headers });

async function open(path: string) {
  const response = await get(path);
  const { document } = new JSDOM(await response.text()).window;
  const text = (selector: string) =>
    [...document.querySelectorAll(selector)].map((element) => element.textContent!.replace(/\s+/g, ' ').trim());
  const links = () => [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'));
  return { status: response.status, headers: response.headers, document, text, links };
}

describe('the public page', () => {
  test.each(['/', '/lich/board', '/lich/board/2026-W48'])(
    '%s shows the issued week, complete without its script',
    async (path) => {
      const { status, headers, document, text } = await open(path);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(text('h1')).toEqual(['Lịch công tác tuần 48 23/11 – 29/11/2026']);
      expect(text('tr[data-start="450"] td').slice(0, 4)).toEqual([
        '07:30–08:15 + Lịch của tôi',
        'Chào cờ đầu tuần; giao ban Ban Giám đốc',
        'GĐ Trần Đức Thịnh; Ban Giám đốc, Trưởng các phòng',
        'Hội trường tầng 2',
      ]);
      expect(text('.fresh')).toEqual([
        'Cập nhật 11:20 · Điều chỉnh lần 1 · số 48-ĐC1/LCT-SGDĐT · Lịch này thay thư mời họp',
      ]);
      expect(text('#dieu-chinh li')[2]).toContain('Ban ISO dự tập huấn của UBND tỉnh');
      expect(document.documentElement.lang).toBe('vi');
    },
  );

  test('a first issue says when, with its day once that is past', async () => {
    await issue(publishedWeek('2026-W48', []));
    expect((await open('/')).text('.fresh')).toEqual([
      'Ban hành 16:00, 22/11 · số 48/LCT-SGDĐT · Lịch này thay thư mời họp',
    ]);
  });

  test('leads to the issued weeks before and after, over a gap, and to the next one not yet issued', async () => {
    await issue(publishedWeek('2019-W22', []));
    const { document } = await open('/');
    const href = (label: string) => document.querySelector(`[aria-label="${label}"]`)?.getAttribute('href');
    expect(href('Tuần trước')).toBe('/lich/board/2019-W22');
    expect(href('Tuần sau')).toBe('/lich/board/2026-W49');
    const { document: earlier } = await open('/lich/board/2019-W22');
    expect(earlier.querySelector('[aria-label="Tuần trước"]')).toBeNull();
    expect(earlier.querySelector('[aria-label="Tuần sau"]')?.getAttribute('href')).toBe('/lich/board/2026-W48');
  });

  test('shows one person by an address that can be kept', async () => {
    expect((await open('/')).links()).toContain('/?nguoi=huy'); // this week's, whichever that is when it is opened
    now = at('2026-11-30', 480);
    expect((await open('/lich/board/2026-W48')).links()).toContain('/lich/board/2026-W48?nguoi=huy');
    now = at('2026-11-23', 870);
    const { text, document } = await open('/lich/board/2026-W48?nguoi=huy');
    const rows = text('tr[data-start] .what');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('UBND xã Phúc Lộc');
    expect(document.querySelector('[aria-label="Tuần sau"]')?.getAttribute('href')).toBe(
      '/lich/board/2026-W49?nguoi=huy',
    );
  });

  test('offers the subscription, and the page of all other ways', async () => {
    const { links, text } = await open('/');
    expect(links()).toContain('webcal://lich.example.vn/ical/board.ics');
    expect(links()).toContain('/theo-doi?lich=board');
    expect(text('#theo-doi').join()).toContain('nhúng vào trang khác');
    const https = await (await get('/', { 'x-forwarded-proto': 'https' })).text();
    expect(https).toContain('webcal://lich.example.vn/ical/board.ics');
  });

  test.each([
    ...['', '?mau=a', '?mau=c', '?mau=e'].map((layout) => `/lich/board/2026-W48${layout}`),
    ...['/lich/tat-ca/2026-W48', '/tim?q=ban+giam+doc&tu=23/11/2026&den=29/11/2026'],
  ])('%s leads from each entry that is still to come to its own file, which is there', async (path) => {
    const { document } = await open(path);
    const keep = [...document.querySelectorAll('.keep')].map((link) => link.getAttribute('href')!);
    const planned = week48.entries.filter(({ status }) => status === 'planned');
    expect([...keep].sort()).toEqual(planned.map(({ id }) => `/ical/board/2026-W48/${id}.ics`).sort());
    for (const href of keep) {
      const file = await get(href);
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    }
    now = at('2026-11-27', 600);
    // From Friday on: what goes on until Saturday.
    expect((await open(path)).text('.keep')).toEqual(['+ Lịch của tôi']);
  });

  test('so does the day of today, and a leader’s running text; frames and replaced revisions do not', async () => {
    const ofMonday = week48.entries.filter(({ status, date }) => status === 'planned' && date === '2026-11-23');
    expect((await open('/hom-nay')).text('.keep')).toHaveLength(ofMonday.length);
    expect((await open('/?mau=b&nguoi=huy')).links()).toContain('/ical/board/2026-W48/ra-soat.ics');
    for (const path of ['/embed/board', '/embed/board?mau=c', '/lich/board/2026-W48?lan=0'])
      expect((await open(path)).text('.keep')).toEqual([]);
  });

  test('text of an entry can neither end the page’s data nor become markup', async () => {
    const content = '</script><script>alert(1)</script><!--';
    await issue(
      publishedWeek('2026-W48', [publicEntry('x', '2026-11-23', clock(480), { content })], { remarks: content }),
    );
    const { document, text } = await open('/');
    expect(text('.what')[0]).toBe(content);
    expect([...document.querySelectorAll('script')].map((script) => script.src || script.type)).toEqual([
      'application/json',
      'application/ld+json',
      '/assets/app.js',
    ]);
  });

  test('shows nothing that is not issued', async () => {
    await admin.db.doc('calendars/board/entries/draft').set({ content: 'Dự thảo chưa duyệt', date: '2026-11-23' });
    expect(await (await get('/')).text()).not.toContain('Dự thảo chưa duyệt');
  });
});

describe('a page that cannot show a week', () => {
  test.each([
    ['/lich/board/2026-W49', 'Tuần 49/2026 chưa ban hành'],
    ['/lich/gdtrh', 'Tuần 48/2026 chưa ban hành'],
  ])('%s says that it is not issued, never that nothing is scheduled', async (path, words) => {
    const { status, text, document } = await open(path);
    expect(status).toBe(200);
    expect(text('h1')).toEqual([words]);
    expect(document.body.textContent).not.toContain('Không có lịch');
  });

  test.each(['/', '/lich/board/2026-W49', '/lich/gdtrh'])(
    '%s: every way within the page has its place there',
    async (path) => {
      const { document, links } = await open(path);
      const within = links().filter((href) => href!.startsWith('#'));
      expect(within).toContain('#lich');
      expect(within.filter((href) => document.getElementById(href!.slice(1)) === null)).toEqual([]);
    },
  );

  test('leads from a week that is not issued to the last one that is', async () => {
    expect((await open('/lich/board/2026-W49')).links()).toContain('/lich/board/2026-W48');
    const one = (await open('/lich/board/2026-W49?nguoi=huy')).links();
    expect(one).toEqual(expect.arrayContaining(['/lich/board/2026-W48?nguoi=huy', '/?nguoi=huy']));
  });

  test.each([
    ['/lich/nowhere', 'Không có lịch này'],
    ['/lich/nowhere/2026-W48', 'Không có lịch này'],
    ['/lich/board%2Fentries', 'Không có lịch này'],
    ['/lich/board/2026-W54', 'Không có tuần này'],
    ['/lich/board/48', 'Không có tuần này'],
    ['/lich/board/1000-W02', 'Không có tuần này'],
    ['/lich/board/9999-W52', 'Không có tuần này'],
    ['/?nguoi=nobody', 'Không có người này'],
    ['/?nguoi=secret', 'Không có người này'],
    ['/?nguoi=..%2F..', 'Không có người này'],
    ['/ical/nowhere.ics', 'Không có lịch này'],
    ['/embed/nowhere', 'Không có lịch này'],
    ['/khong-co', 'Không có trang này'],
    ['/%', 'Không có trang này'],
  ])('%s is a 404 that says what is missing', async (path, words) => {
    const { status, text } = await open(path);
    expect([status, text('h1')]).toEqual([404, [words]]);
  });

  test.each(['/', '/lich/board', '/lich/board/2026-W48', '/ical/board.ics', '/embed/board'])(
    '%s says that loading failed when the store does, and that this is not an empty week',
    async (path) => {
      const failures: string[] = [];
      const query = { get: () => Promise.reject(new Error('gone')), where: () => query };
      const db = { doc: () => query, collection: () => query };
      app = createApp({
        db: db as unknown as Firestore,
        now: () => now,
        assets,
        log: (message) => failures.push(message),
      });
      const { status, headers, text, document } = await open(path);
      expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([503, '20', 'no-store']);
      expect(text('h1')).toEqual(['Chưa tải được lịch']);
      expect(document.body.textContent).toContain('không có nghĩa là “Không có lịch”');
      expect(failures).toEqual([`GET ${path}`]);
    },
  );

  test.each([
    ['/embed/board', 'Chưa tải được lịch', 'Thử lại'],
    ['/embed/board?lang=en&nen=toi', 'The schedule could not be loaded', 'Try again'],
  ])('%s says so inside the page around it, and asks again by itself', async (path, title, retry) => {
    const query = { get: () => Promise.reject(new Error('gone')), where: () => query };
    const db = { doc: () => query, collection: () => query } as unknown as Firestore;
    app = createApp({ db, now: () => now, assets });
    const { status, headers, text, document } = await open(path);
    expect([status, headers.get('cache-control'), headers.get('x-frame-options')]).toEqual([503, 'no-store', null]);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self' *");
    expect(text('main.embed h1')).toEqual([title]);
    expect(text('main a')).toEqual([retry]);
    expect(document.querySelector('main a')!.getAttribute('href')).toBe(path);
    expect(document.querySelector('script[src="/embed-frame.js"]')).not.toBeNull();
  });

  test('no address makes the server fail', async () => {
    const year = fc.constantFrom('0000', '0999', '1000', '1001', '1969', '1970', '9998', '9999', '10000');
    const week = fc.tuple(year, fc.integer({ min: 0, max: 99 })).map(([y, n]) => `${y}-W${String(n).padStart(2, '0')}`);
    const part = fc.oneof(fc.constantFrom('board', 'gdtrh', '..', '%00', '%2F', '%', '__x__'), week, fc.webSegment());
    const path = fc
      .tuple(fc.constantFrom('/lich/', '/lich/board/', '/ical/', '/embed/', '/?nguoi='), part)
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(path, async (address) => {
        expect([200, 301, 404]).toContain((await get(address)).status);
      }),
      { numRuns: 150 },
    );
  });

  test('the hall’s screen, where nobody presses anything, asks again by itself', async () => {
    const query = { get: () => Promise.reject(new Error('gone')), where: () => query };
    const db = { doc: () => query, collection: () => query } as unknown as Firestore;
    app = createApp({ db, now: () => now, assets });
    const again = async (path: string) =>
      (await open(path)).document.querySelector('meta[http-equiv=refresh]')?.getAttribute('content');
    expect([await again('/wall'), await again('/wall/board'), await again('/')]).toEqual(['20', '20', undefined]);
  });

  test('a store that failed once is asked again', async () => {
    let fails = true;
    const flaky = new Proxy(admin.db, {
      get: (target, name) =>
        fails && name === 'doc'
          ? () => ({ get: () => Promise.reject(new Error('gone')) })
          : Reflect.get(target, name).bind(target),
    });
    app = createApp({ db: flaky, now: () => now, assets });
    expect((await get('/')).status).toBe(503);
    fails = false;
    expect((await get('/')).status).toBe(200);
  });
});

describe('an address', () => {
  test.each([
    ['/lich/board/2026-W48/', '/lich/board/2026-W48'],
    ['/lich/board/2026-w48?nguoi=huy', '/lich/board/2026-W48?nguoi=huy'],
    ['/embed/board/', '/embed/board'],
    ['//elsewhere.example/', '/elsewhere.example'],
  ])('%s is sent for good to the one that is kept, %s', async (typed, kept) => {
    const response = await app.request(new Request(`${ORIGIN}${typed}`));
    expect([response.status, response.headers.get('location')]).toEqual([301, kept]);
  });
});

describe('in English', () => {
  test('the page speaks English where it speaks itself, and Vietnamese where the office does', async () => {
    const { status, headers, document, text } = await open('/lich/board/2026-W48?lang=en');
    expect([status, headers.get('content-language'), document.documentElement.lang]).toEqual([200, 'en', 'en']);
    expect(text('h1')).toEqual(['Work schedule, week 48 23/11 – 29/11/2026']);
    expect(text('tr[data-start="450"] .what [lang=vi]')).toEqual(['Chào cờ đầu tuần; giao ban Ban Giám đốc']);
    expect(text('#d-2026-11-23 th')[0]).toContain('Monday');
  });

  test('every way from an English page leads to English pages, but the one back', async () => {
    const { document } = await open('/lich/board/2026-W48?nguoi=huy&lang=en');
    const pages = [...document.querySelectorAll('body a')]
      .map((link) => link.getAttribute('href')!)
      .filter((href) => href.startsWith('/') && !href.startsWith('/ical/'));
    expect(pages.length).toBeGreaterThan(8);
    expect(pages.filter((href) => !href.includes('lang=en'))).toEqual([
      '/lich/board/2026-W48?nguoi=huy', // in the menu
    ]);
    const back = document.querySelector('.menu a[hreflang]')!;
    expect([back.textContent, back.getAttribute('lang')]).toEqual(['Tiếng Việt', 'vi']);
  });

  test('both pages name each other to search engines, whole addresses', async () => {
    for (const path of ['/lich/board/2026-W48', '/lich/board/2026-W48?lang=en']) {
      const { document } = await open(path);
      const links = [...document.querySelectorAll('link[hreflang]')].map((link) => [
        link.getAttribute('hreflang'),
        link.getAttribute('href'),
      ]);
      expect(links).toEqual([
        ['vi', `${ORIGIN}/lich/board/2026-W48`],
        ['en', `${ORIGIN}/lich/board/2026-W48?lang=en`],
        ['x-default', `${ORIGIN}/lich/board/2026-W48`],
      ]);
    }
  });

  test('the browser’s language changes nothing: one address is one page', async () => {
    const plain = await get('/');
    const asked = await get('/', { 'accept-language': 'en-US,en;q=0.9' });
    expect(asked.headers.get('etag')).toBe(plain.headers.get('etag'));
    expect((await get('/?lang=en')).headers.get('etag')).not.toBe(plain.headers.get('etag'));
    const feed = async (path: string) => (await get(path)).headers.get('etag');
    expect(await feed('/ical/board.ics?lang=en')).toBe(await feed('/ical/board.ics'));
  });

  test.each([
    ['/lich/board/2026-W49?lang=en', 200, 'Week 49/2026 has not been issued'],
    ['/lich/nowhere?lang=en', 404, 'No such calendar'],
    ['/embed/board?lang=en', 200, 'Work schedule, week 48 (23/11 – 29/11/2026)'],
  ])('%s', async (path, expected, title) => {
    const { status, text, document } = await open(path);
    expect([status, text('h1')]).toEqual([expected, [title]]);
    expect(document.documentElement.lang).toBe('en');
  });
});

describe('asking again', () => {
  const paths = ['/', '/lich/board/2026-W48', '/lich/board/2026-W49', '/embed/board', '/ical/board.ics'];

  test.each(paths)('%s answers 304 without a body while nothing changed', async (path) => {
    const etag = (await get(path)).headers.get('etag')!;
    expect(etag).toMatch(/^"[^"]+"$/); // strong
    const again = await get(path, { 'if-none-match': `"other", ${etag}` });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
  });

  test.each(['/', '/embed/board', '/ical/board.ics'])('%s changes its tag with a revision', async (path) => {
    const etag = (await get(path)).headers.get('etag')!;
    const entries = week48.entries.map((entry) => ({ ...entry, content: `${entry.content}.` }));
    await issue({ ...week48, revision: 3, entries });
    expect((await get(path, { 'if-none-match': etag })).status).toBe(200);
  });

  test('the page changes at midnight, the feed does not', async () => {
    const tags = async () => [(await get('/')).headers.get('etag'), (await get('/ical/board.ics')).headers.get('etag')];
    const [page, feed] = await tags();
    now = at('2026-11-23', 1439);
    expect(await tags()).toEqual([page, feed]);
    now = at('2026-11-24', 0);
    const [nextPage, nextFeed] = await tags();
    expect(nextPage).not.toBe(page);
    expect(nextFeed).toBe(feed);
    expect((await open('/')).text('tbody.today th')[0]).toContain('Thứ ba');
  });

  test('the tag in the page’s data is the one to ask with', async () => {
    const response = await get('/');
    const data = JSON.parse(/id="page-data">(.*?)<\/script>/.exec(await response.text())![1]!) as { tag: string };
    expect(response.headers.get('etag')).toBe(`"${data.tag}"`);
    expect((await get('/', { 'if-none-match': `"${data.tag}"`, 'accept-encoding': 'gzip' })).status).toBe(304);
  });

  test('a compressed page is the same page under a tag of its own', async () => {
    const plain = await get('/');
    const zipped = await get('/', { 'accept-encoding': 'gzip, deflate, br' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('vary')).toBe('Accept-Encoding');
    expect(zipped.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    const body = await new Response(zipped.body!.pipeThrough(new DecompressionStream('gzip'))).text();
    expect(body).toBe(await plain.text());
    expect((await get('/', { 'accept-encoding': 'gzip;q=0' })).headers.get('content-encoding')).toBeNull();
  });

  test('a feed may be asked for by date, at the second of its last change', async () => {
    const lastModified = (await get('/ical/board.ics')).headers.get('last-modified')!;
    expect(Date.parse(lastModified)).toBeGreaterThanOrEqual(at('2026-11-23', 680)); // week 48's; names and hours may be newer
    expect((await get('/ical/board.ics', { 'if-modified-since': lastModified })).status).toBe(304);
    const before = new Date(Date.parse(lastModified) - 1000).toUTCString();
    expect((await get('/ical/board.ics', { 'if-modified-since': before })).status).toBe(200);
    const other = { 'if-modified-since': lastModified, 'if-none-match': '"other"' };
    expect((await get('/ical/board.ics', other)).status).toBe(200);
  });

  test.each(paths)('HEAD %s tells the same and sends nothing', async (path) => {
    const full = await get(path);
    const head = await get(path, {}, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('etag')).toBe(full.headers.get('etag'));
    expect(head.headers.get('content-type')).toBe(full.headers.get('content-type'));
  });
});

describe('a feed', () => {
  test('is a calendar file with the issued entries', async () => {
    const response = await get('/ical/board.ics');
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = (await response.text()).replaceAll('\r\n ', '');
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(week48.entries.length);
    expect(text).toContain('SUMMARY:HỦY: Họp rà soát hệ thống quản lý chất lượng ISO 9001');
    expect(text).toContain('SOURCE;VALUE=URI:http://lich.example.vn/ical/board.ics');
  });

  test('tells of a revision at once, though it keeps what it has read', async () => {
    const etag = (await get('/ical/board.ics')).headers.get('etag');
    expect((await get('/ical/board.ics')).headers.get('etag')).toBe(etag);
    await issue(
      publishedWeek('2026-W48', [publicEntry('e-new', '2026-11-23', clock(480), { content: 'Vừa bổ sung' })]),
    );
    const [after, ...others] = await Promise.all([1, 2, 3].map(() => get('/ical/board.ics')));
    expect(await after!.text()).toContain('SUMMARY:Vừa bổ sung');
    expect(after!.headers.get('etag')).not.toBe(etag);
    for (const other of others) expect(other.headers.get('etag')).toBe(after!.headers.get('etag'));
    await admin.db.doc('publishedWeeks/board_2026-W48').delete();
    expect(await (await get('/ical/board.ics')).text()).not.toContain('Vừa bổ sung');
  });
});

describe('the embedded page', () => {
  test('holds the week, leads to the whole page, and may be framed by the sites of the setting', async () => {
    const { headers, text, document, links } = await open('/embed/board');
    expect(text('tr[data-start="450"] .what')).toEqual(['Chào cờ đầu tuần; giao ban Ban Giám đốc']);
    expect(links()).toContain('/lich/board/2026-W48');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://xa-phuc-loc.example.vn");
    expect(headers.get('x-frame-options')).toBeNull();
    const scripts = [...document.querySelectorAll('script')].map((script) => script.src || script.type);
    expect(scripts).toEqual(['application/json', '/embed-frame.js']);
  });

  test('keeps its filters', async () => {
    const { text } = await open('/embed/board?nguoi=van&chi=hom-nay');
    expect(text('tbody th')).toHaveLength(1);
    expect(text('tbody .what')).toHaveLength(3);
  });

  test('says that the week is not issued', async () => {
    const { text, document } = await open('/embed/gdtrh');
    expect(text('h1')).toEqual(['Tuần 48/2026 chưa ban hành']);
    for (const link of document.querySelectorAll('a')) expect(link.getAttribute('target')).toBe('_blank');
  });
});

describe('every answer', () => {
  const all = ['/', '/lich/board/2026-W49', '/lich/nowhere', '/khong-co', '/embed/board', '/ical/board.ics'];

  test.each(all)('%s sets no cookie and lets nothing be guessed about its type', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each(['/', '/lich/board/2026-W49', '/lich/nowhere', '/khong-co'])(
    '%s may be framed by nobody and runs no foreign script',
    async (path) => {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("default-src 'none'; script-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-frame-options')).toBe('DENY');
    },
  );

  test('an empty list of sites lets nobody frame the embedded page', async () => {
    await admin.db.doc('settings/agency').update({ embedAncestors: [] });
    try {
      expect((await get('/embed/board')).headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect((await open('/')).text('#theo-doi').join()).not.toContain('nhúng');
    } finally {
      await admin.db.doc('settings/agency').update({ embedAncestors: settings.embedAncestors });
    }
  });

  test('nothing but reading is allowed', async () => {
    const response = await get('/', {}, 'POST');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('the screen in the hall', () => {
  test('shows the days from today on, under the week’s number and freshness', async () => {
    now = at('2026-11-24', 480);
    const { status, document, text, headers } = await open('/wall/board');
    expect(status).toBe(200);
    expect(text('h1')).toEqual(['Lịch công tác tuần 48 (23/11 – 29/11/2026)']);
    expect([...document.querySelectorAll('tbody')].map((day) => day.id)).toEqual(
      ['24', '25', '26', '27', '28', '29'].map((day) => `d-2026-11-${day}`),
    );
    expect(text('.today em')).toEqual(['Hôm nay']);
    expect(text('.fresh')[0]).toContain('Điều chỉnh lần 1');
    // Its own styles are allowed by their hash.
    expect(headers.get('content-security-policy')!.match(/'sha256-/g)).toHaveLength(2);
  });

  test('on a Sunday tomorrow comes from the next week, and where that is not issued it says so', async () => {
    now = at('2026-11-29', 480);
    expect((await open('/wall')).text('.untold')[0]).toContain('Lịch 30/11 – 06/12/2026 chưa được ban hành');
    await issue(
      publishedWeek('2026-W49', [
        publicEntry('giao-ban-49', '2026-11-30', { session: 'allDay', start: null, end: null }),
      ]),
    );
    const { text, document } = await open('/wall');
    expect(text('.untold')).toEqual([]);
    expect(document.querySelector('#d-2026-11-30')?.textContent).toContain('Họp giao-ban-49');
  });

  test('a week that is not issued is never “Không có lịch”', async () => {
    now = at('2026-12-02', 480);
    const { status, text, document } = await open('/wall');
    expect([status, text('h1')]).toEqual([200, ['Tuần 49/2026 chưa ban hành']]);
    expect(document.body.textContent).not.toContain('Không có lịch');
  });
});
