// @vitest-environment node
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { week48 } from '#ui/fixtures.ts';
import { openTestSite } from './testSite.ts';

/** As Node's server hands it beside each request. */
const socket = { incoming: { socket: { localAddress: '::ffff:10.0.0.5', localPort: 8080 } } };

/** What is written once for everybody. */
const KEPT = [
  '/ical/board.ics',
  '/ical/nghi-le.ics',
  '/ical/board/2026-W48/giao-ban.ics',
  '/data/index.json',
  '/data/board.atom',
  '/data/board/2026-W48.json',
];

describe.each([
  ['on an office’s machine', undefined, 'http://10.0.0.5:8080'],
  ['where the office says its address', 'https://lich.coquan.vn', 'https://lich.coquan.vn'],
])('feeds and data %s', (name, home, origin) => {
  let site: Awaited<ReturnType<typeof openTestSite>>;
  beforeAll(async () => {
    site = await openTestSite(`origin-${name.length}`, { home });
    await site.issue(week48);
  });
  afterAll(() => site.close());

  test.each(KEPT)('%s is one text, under whatever name a caller makes up', async (path) => {
    const texts = new Set<string>();
    for (const host of ['lich.example.vn', 'made-up-1.example', 'made-up-2.example:81']) {
      for (const headers of [{}, { 'x-forwarded-proto': 'https' }]) {
        const response = await site.app().request(`http://${host}${path}`, { headers }, socket);
        expect(response.status).toBe(200);
        texts.add((await response.text()).replaceAll('\r\n ', ''));
      }
    }
    expect(texts.size).toBe(1);
    expect([...texts][0]).not.toMatch(/made-up|lich\.example\.vn/);
    expect([...texts][0]).toContain(`${origin}/`);
  });

  test('pages name the office’s address where it is said, else the one that their reader typed', async () => {
    const own = home ?? 'http://lich-so.example';
    const text = async (path: string) => (await site.app().request(`http://lich-so.example${path}`, {}, socket)).text();
    expect(/rel="canonical" href="([^"]*)"/.exec(await text('/'))?.[1]).toBe(`${own}/`);
    expect(await text('/robots.txt')).toContain(`Sitemap: ${own}/sitemap.xml`);
    expect(await text('/sitemap.xml')).toContain(`<loc>${own}/</loc>`);
  });
});
