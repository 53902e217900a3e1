// @vitest-environment node
import type { Firestore } from 'firebase-admin/firestore';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, localDate } from '#domain/time.ts';
import { at, clock, publicEntry, publishedWeek, week48 } from '#ui/fixtures.ts';
import { createApp } from './app.ts';
import { openTestSite, ORIGIN } from './testSite.ts';

/** The store, of whose weeks all but the first that are read together come only when they are let go. */
function holdingBack(db: Firestore): { db: Firestore; letGo: () => void } {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  let calls = 0;
  const getAll: Firestore['getAll'] = async (...documents) => {
    if (calls++ > 0) await gone;
    return db.getAll(...documents);
  };
  const held = new Proxy(db, {
    get: (target, name) => {
      if (name === 'getAll') return getAll;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { db: held, letGo };
}

let site: Awaited<ReturnType<typeof openTestSite>>;

beforeAll(async () => {
  site = await openTestSite('search-test', { callerOf: (c) => c.req.header('x-test-caller') ?? '' });
});
afterAll(() => site.close());
beforeEach(async () => {
  await site.clear();
  site.restart();
  site.clock.now = at('2026-11-23', 870);
  await site.issue(week48);
  await site.issue(
    publishedWeek('2024-W21', [publicEntry('cu', '2024-05-21', clock(480), { content: 'Hội nghị thi đua năm cũ' })]),
  );
});

describe('search', () => {
  test('finds without accents over the years, the latest first, each leading to its day', async () => {
    const { status, text, links } = await site.open('/tim?q=thi+dua');
    expect([status, text('.count')]).toEqual([200, ['2 mục, ngày gần nhất trước']]);
    expect(text('.found .words')).toEqual(['Họp Hội đồng thi đua, khen thưởng', 'Hội nghị thi đua năm cũ']);
    expect(text('.found .when')).toEqual(['Thứ hai 23/11/2026, 14:00', 'Thứ ba 21/05/2024, 08:00']);
    expect(links('.found .words')).toEqual(['/lich/board/2026-W48#d-2026-11-23', '/lich/board/2024-W21#d-2024-05-21']);
  });

  test('finds the entries of a sheet by its number', async () => {
    const { text } = await site.open(`/tim?q=${encodeURIComponent(week48.documentNo)}`);
    expect(text('.found li')).toHaveLength(week48.entries.length);
  });

  test('a day is in the order of its clock, whichever calendar an entry is of', async () => {
    const trip = (id: string, start: number, content: string) =>
      publicEntry(id, '2024-06-04', clock(start), { content });
    await site.issue(publishedWeek('2024-W23', [trip('a', 480, 'Khảo sát một'), trip('c', 840, 'Khảo sát ba')]));
    await site.issue(publishedWeek('2024-W23', [trip('b', 540, 'Khảo sát hai')], { calendar: 'gdtrh' }));
    const { text } = await site.open('/tim?q=khao+sat');
    expect(text('.found .words')).toEqual(['Khảo sát một', 'Khảo sát hai', 'Khảo sát ba']);
  });

  test('says which are cancelled', async () => {
    expect((await site.open('/tim?q=ISO+9001')).text('.found .when')[0]).toContain('Hủy');
  });

  test('tells of a revision at once, and forgets what it took away', async () => {
    expect((await site.open('/tim?q=khao+sat')).text('.found li')).toEqual([]);
    await site.issue(
      publishedWeek('2026-W48', [publicEntry('moi', '2026-11-25', clock(480), { content: 'Khảo sát trường' })], {
        issuedAt: at('2026-11-23', 871),
      }),
    );
    expect((await site.open('/tim?q=khao+sat')).text('.found li')).toHaveLength(1);
    expect((await site.open('/tim?q=ISO+9001')).text('.found li')).toEqual([]);
    await site.db.doc('publishedWeeks/board_2026-W48').delete();
    expect((await site.open('/tim?q=khao+sat')).text('.found li')).toEqual([]);
  });

  test('narrows by calendar and days, and keeps both in the address of each page of results', async () => {
    const days = Array.from({ length: 45 }, (_, index) => index % 7);
    const entries = days.map((day, index) =>
      publicEntry(`h${index}`, addDays(localDate('2026-11-16'), day), clock(480), { content: `Họp tổ ${index}` }),
    );
    await site.issue(publishedWeek('2026-W47', entries, { calendar: 'gdtrh' }));
    const first = await site.open('/tim?q=hop+to&lich=gdtrh&tu=16/11/2026&den=22/11/2026');
    expect(first.text('.count')).toEqual(['45 mục, ngày gần nhất trước']);
    expect(first.text('.found li')).toHaveLength(20);
    const next = first.document.querySelector('[rel=next]')!.getAttribute('href')!;
    expect(next).toBe('/tim?q=hop%20to&lich=gdtrh&tu=16%2F11%2F2026&den=22%2F11%2F2026&trang=2');
    const third = await site.open(next.replace('trang=2', 'trang=3'));
    expect(third.text('.found li')).toHaveLength(5);
    expect(third.document.querySelector('ol.found')!.getAttribute('start')).toBe('41');
    expect((await site.open('/tim?q=%22hop+to%22&lich=board')).text('.count')).toEqual([
      'Không tìm thấy mục nào trong các lịch đã ban hành',
    ]);
  });

  test.each(['/tim', '/tim?q=', '/tim?q=%20%22%22'])('%s asks for nothing, and shows how to ask', async (path) => {
    const { status, text } = await site.open(path);
    expect([status, text('.count')]).toEqual([200, []]);
    expect(text('.hint')[0]).toContain('có dấu hay không đều được');
  });

  test.each(['/tim?q=thi+dua&trang=9', '/tim?q=thi+dua&trang=0', '/tim?q=thi&trang=x', '/tim?q=thi&lich=khong'])(
    '%s is a 404',
    async (path) => expect((await site.get(path)).status).toBe(404),
  );

  test('what was typed cannot become markup, and stays in its field', async () => {
    const typed = '"><script>alert(1)</script>';
    const { document } = await site.open(`/tim?q=${encodeURIComponent(typed)}`);
    expect(document.querySelectorAll('script')).toHaveLength(0);
    expect(document.querySelector<HTMLInputElement>('#q')!.value).toBe(typed);
  });

  test('a day that is none is said to be left out, and stays in its field', async () => {
    const { status, text, document } = await site.open('/tim?q=thi+dua&tu=31/2/2026&den=mai');
    expect([status, text('.count')]).toEqual([200, ['2 mục, ngày gần nhất trước']]);
    expect(text('[role=alert]')).toEqual([
      '“31/2/2026” không phải là một ngày có thật nên không được tính; hãy viết như 23/11/2026.',
      '“mai” không phải là một ngày có thật nên không được tính; hãy viết như 23/11/2026.',
    ]);
    for (const [id, typed] of Object.entries({ tu: '31/2/2026', den: 'mai' })) {
      const field = document.querySelector<HTMLInputElement>(`#${id}`)!;
      expect([field.value, field.getAttribute('aria-invalid')]).toEqual([typed, 'true']);
    }
    expect((await site.open('/tim?tu=31/2/2026')).text('[role=alert]')).toHaveLength(1);
  });

  test('days the wrong way round are said to be', async () => {
    const { text } = await site.open('/tim?q=thi+dua&tu=23/11/2026&den=1/1/2026');
    expect(text('[role=alert]')).toEqual(['“Đến ngày” sớm hơn “Từ ngày” nên không có mục nào.']);
    expect((await site.open('/tim?q=thi&tu=1/1/2026&den=1/1/2026')).text('[role=alert]')).toEqual([]);
  });

  test('of a text that is too long only the beginning is looked for, and that is said', async () => {
    const { status, text, document } = await site.open(`/tim?q=${'thi '.repeat(1500)}`);
    expect([status, text('.count')]).toEqual([200, ['8 mục, ngày gần nhất trước']]);
    expect(text('[role=alert]')).toEqual(['Chỉ tìm theo 100 ký tự đầu của phần đã gõ.']);
    expect(document.querySelector<HTMLInputElement>('#q')!.value).toBe('thi '.repeat(25).trim());
  });

  test('a face cut in two at the end of a long text breaks no link to the next page', async () => {
    const entries = Array.from({ length: 25 }, (_, index) =>
      publicEntry(`d${index}`, '2026-11-17', clock(480), { content: `Đo đạc ${index}` }),
    );
    await site.issue(publishedWeek('2026-W47', entries));
    const typed = `${'đo '.repeat(33)}😀`;
    const { status, document } = await site.open(`/tim?q=${encodeURIComponent(typed)}`);
    expect([status, document.querySelector('[rel=next]') !== null]).toEqual([200, true]);
  });

  test('characters that nobody sees turn no title around', async () => {
    const { text } = await site.open(`/tim?q=${encodeURIComponent('\u202Ethi\u200B đua\u0000')}`);
    expect([text('h1'), text('.count')]).toEqual([['Tìm “thi đua”'], ['2 mục, ngày gần nhất trước']]);
  });

  test('shows nothing that is not issued', async () => {
    await site.db.doc('calendars/board/entries/draft').set({ content: 'Dự thảo kín', date: '2026-11-23' });
    expect((await site.open('/tim?q=du+thao+kin')).text('.found li')).toEqual([]);
  });

  test('somebody who searches without end is told to wait, and the others go on', async () => {
    const search = (caller: string, words: string) => site.get(`/tim?q=${words}`, { 'x-test-caller': caller });
    for (let count = 0; count < 5; count += 1) expect((await search('10.0.0.7', 'thi')).status).toBe(200);
    const refused = await search('10.0.0.7', 'thi');
    expect([refused.status, refused.headers.get('retry-after') !== null]).toEqual([503, true]);
    expect(await refused.text()).toContain('Đang có nhiều người cùng tìm');
    for (let count = 0; count < 40; count += 1) await search('10.0.0.7', 'thi'); // take nothing from the others
    expect((await search('10.0.0.8', 'thi')).status).toBe(200);
    site.clock.now += 1000;
    expect((await search('10.0.0.7', 'thi')).status).toBe(200);
  });

  test('all together may search so often in a second', async () => {
    const search = (index: number) => site.get('/tim?q=thi', { 'x-test-caller': `10.0.1.${index}` });
    for (let index = 0; index < 30; index += 1) expect((await search(index)).status).toBe(200);
    expect((await search(30)).status).toBe(503);
    site.clock.now += 1000;
    expect((await search(30)).status).toBe(200);
  });

  test('while old weeks are still being read it finds in those that are, says so, and finds all of them soon', async () => {
    for (const number of [10, 11, 12, 13, 14, 15, 16, 17]) {
      await site.issue(publishedWeek(`2026-W${number}`, []));
    }
    const closing = new AbortController();
    const held = holdingBack(site.db);
    const app = createApp({
      db: held.db,
      now: () => site.clock.now,
      assets: { script: null, inlineCss: '' },
      closing: closing.signal,
    });
    const search = async (words: string) => {
      const response = await app.request(`${ORIGIN}/tim?q=${words}`);
      const { document } = new JSDOM(await response.text()).window;
      const text = (selector: string) => document.querySelector(selector)?.textContent;
      const more = document.querySelector('[role=alert] a')?.getAttribute('href');
      const [kept, remark] = [response.headers.get('cache-control'), text('[role=alert]')];
      return { status: response.status, kept, remark, more, count: text('.count') };
    };
    const part = {
      status: 200,
      kept: 'no-store',
      remark: 'Máy chủ còn đang đọc các tuần đã ban hành, nên mới tìm được trong một phần. Thử lại',
    };
    expect(await search('thi+dua')).toEqual({ ...part, more: '/tim?q=thi%20dua', count: '1 mục, ngày gần nhất trước' });
    expect(await search('%22nam+cu%22')).toEqual({ ...part, more: '/tim?q=%22nam%20cu%22', count: undefined });
    held.letGo();
    const whole = { status: 200, kept: 'no-cache', remark: undefined, more: undefined };
    expect(await search('thi+dua')).toEqual({ ...whole, count: '2 mục, ngày gần nhất trước' });
    expect(await search('%22nam+cu%22')).toEqual({ ...whole, count: '1 mục, ngày gần nhất trước' });
    closing.abort();
    await app.settled();
  }, 30_000);

  test('a server that is about to stop reads no further', async () => {
    const closing = new AbortController();
    const app = createApp({
      db: site.db,
      now: () => site.clock.now,
      assets: { script: null, inlineCss: '' },
      closing: closing.signal,
    });
    const asked = app.request(`${ORIGIN}/tim?q=thi`);
    closing.abort();
    await expect(app.settled()).resolves.toBeUndefined();
    await asked;
  });

  test('is not for search engines', async () => {
    expect((await site.open('/tim?q=thi')).document.querySelector('[name=robots]')!.getAttribute('content')).toBe(
      'noindex',
    );
  });
});
