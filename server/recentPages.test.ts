// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, week48 } from '#ui/fixtures.ts';
import { createApp } from './app.ts';
import { openTestSite, ORIGIN } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;
let closing: AbortController;
let read: string[]; // names of the documents that were read whole
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  site = await openTestSite('recent-pages-test');
});
afterAll(() => site.close());
beforeEach(async () => {
  await site.clear();
  await site.issue(week48);
  site.clock.now = at('2026-11-23', 870);
  closing = new AbortController();
  read = [];
  app = createApp({
    db: counting(site.db),
    now: () => site.clock.now,
    assets: { script: null, inlineCss: '' },
    closing: closing.signal,
  });
});
afterEach(() => closing.abort());

/** The store, noting what is read of it; a query for names alone is none. */
function counting<T extends object>(of: T, names = false): T {
  return new Proxy(of, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const result: unknown = value.apply(target, args);
        if (result instanceof Promise) {
          if (!names) void result.then((found: Found) => read.push(...pathsOf(found)));
          return result;
        }
        const isPart = name !== 'onSnapshot' && typeof result === 'object' && result !== null;
        return isPart ? counting(result, names || (name === 'select' && args.length === 0)) : result;
      };
    },
  });
}
type Found = { docs: { ref: { path: string } }[] } | { ref: { path: string } } | { ref: { path: string } }[];
const pathsOf = (found: Found) => ('docs' in found ? found.docs : [found].flat()).map(({ ref }) => ref.path);

const get = (path: string, headers: Record<string, string> = {}) => app.request(`${ORIGIN}${path}`, { headers });
const body = async (path: string) => (await get(path)).text();
const weeksRead = () => read.filter((path) => path.startsWith('publishedWeeks/'));

/** Until it has heard from the store once it asks each time. */
const listening = () =>
  expect
    .poll(
      async () => {
        await get('/lich/board/2026-W47');
        read = [];
        await get('/lich/board/2026-W47');
        return read;
      },
      { timeout: 20_000 },
    )
    .toEqual([]);

describe('a public page asked for again', () => {
  test('costs one document of the store the first time, and none after that', async () => {
    await listening();
    await get('/lich/board/2026-W48');
    expect(read).toEqual(['publishedWeeks/board_2026-W48']);
    for (const headers of [{}, { 'accept-encoding': 'gzip' }, { 'if-none-match': '"old"' }]) {
      expect((await get('/lich/board/2026-W48', headers)).status).toBe(200);
    }
    expect(weeksRead()).toHaveLength(1);
  });

  test('costs one document however many ask at once', async () => {
    await listening();
    const pages = await Promise.all(Array.from({ length: 50 }, () => body('/lich/board/2026-W48')));
    expect(new Set(pages).size).toBe(1);
    expect(weeksRead()).toHaveLength(1);
  });

  test('costs one document after a start too, before anything has been heard from the store', async () => {
    const pages = await Promise.all(Array.from({ length: 50 }, () => body('/lich/board/2026-W48')));
    expect(new Set(pages).size).toBe(1);
    expect(weeksRead()).toHaveLength(1);
  });

  test('is asked for by each reader where there is none to keep', async () => {
    await listening();
    const answers = await Promise.all([1, 2, 3].map(() => get('/lich/khong-co')));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    for (const answer of answers) expect(await answer.text()).toContain('</html>');
  });

  test('shows a revision as soon as it is heard of, on every page', async () => {
    await listening();
    const paths = ['/lich/board', '/lich/board?mau=b', '/lich/board?lang=en', '/hom-nay', '/wall', '/embed/board'];
    const tags = new Map<string, string>();
    for (const path of paths) tags.set(path, (await get(path)).headers.get('etag')!);
    const status = async (path: string) => (await get(path, { 'if-none-match': tags.get(path)! })).status;
    for (const path of paths) expect([path, await status(path)]).toEqual([path, 304]);
    await site.issue({
      ...week48,
      revision: week48.revision + 1,
      issuedAt: at('2026-11-23', 869),
      entries: week48.entries.map((entry) => ({ ...entry, content: `${entry.content}, sửa` })),
    });
    for (const path of paths) await expect.poll(() => status(path), { timeout: 20_000 }).toBe(200);
    expect(await body('/lich/board')).toContain(', sửa');
  });

  test('is the new day at midnight', async () => {
    await listening();
    const day = async () => /aria-current="date"|<h1>.*?<\/h1>/.exec(await body('/hom-nay'))![0];
    site.clock.now = at('2026-11-23', 1440) - 1_000;
    expect(await day()).toContain('Thứ hai, 23/11/2026');
    site.clock.now += 1_000;
    expect(await day()).toContain('Thứ ba, 24/11/2026');
  });

  test('shows within ten seconds what came by no revision: a name, a week taken back', async () => {
    await listening();
    expect(await body('/lich/board/2026-W48')).toContain(week48.entries[0]!.content);
    await site.db.doc('settings/agency').update({ name: 'Sở có tên mới' });
    await site.db.doc('publishedWeeks/board_2026-W48').delete();
    site.clock.now += 10_000;
    const page = await body('/lich/board/2026-W48');
    expect(page).toContain('Sở có tên mới');
    expect(page).not.toContain(week48.entries[0]!.content);
  });

  test('needs no routing once it is at hand, and is the same', async () => {
    await listening();
    const request = (path: string, headers = {}) => new Request(`${ORIGIN}${path}`, { headers });
    expect(app.known(request('/lich/board'))).toBeUndefined();
    const first = await get('/lich/board', { 'accept-encoding': 'gzip' });
    const again = app.known(request('/lich/board', { 'accept-encoding': 'gzip' }))!;
    expect(Object.fromEntries(again.headers)).toEqual(Object.fromEntries(first.headers));
    expect(await again.bytes()).toEqual(await first.bytes());
    const tag = first.headers.get('etag')!;
    expect(app.known(request('/lich/board', { 'accept-encoding': 'gzip', 'if-none-match': tag }))!.status).toBe(304);
    site.clock.now += 10_000; // names and settings are to be read anew
    expect(app.known(request('/lich/board'))).toBeUndefined();
  });

  test('costs one document under whatever names callers make up, where the office says its address', async () => {
    app = createApp({
      db: counting(site.db),
      now: () => site.clock.now,
      assets: { script: null, inlineCss: '' },
      closing: closing.signal,
      home: 'https://lich.coquan.vn',
    });
    await listening();
    const pages = new Set<string>();
    for (const host of ['lich.coquan.vn', 'made-up-1.example', 'made-up-2.example:81']) {
      for (const proto of ['https', 'http', 'made-up']) {
        const headers = { 'x-forwarded-proto': proto };
        pages.add(await (await app.request(`http://${host}/lich/board/2026-W48`, { headers })).text());
      }
    }
    expect([weeksRead().length, pages.size]).toEqual([1, 1]);
  });

  test('is each address’s own: language, host, way', async () => {
    await listening();
    const vi = await body('/lich/board');
    const en = await body('/lich/board?lang=en');
    const overTls = await (await get('/lich/board', { 'x-forwarded-proto': 'https' })).text();
    expect([vi, en, overTls].map((page) => /rel="canonical" href="([^"]*)"/.exec(page)?.[1])).toEqual([
      expect.stringMatching(/^http:/),
      expect.stringMatching(/^http:.*lang=en/),
      expect.stringMatching(/^https:/),
    ]);
  });
});
