// @vitest-environment node
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings, week48 } from '#ui/fixtures.ts';
import { openTestSite, ORIGIN } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;
beforeAll(async () => {
  site = await openTestSite('oembed');
  await site.issue(week48);
});
afterAll(() => site.close());

const ask = (url: string, more = '') => site.get(`/oembed?url=${encodeURIComponent(url)}${more}`);
const frameOf = async (response: Response) => {
  const data = (await response.json()) as Record<string, string | number>;
  const frame = new JSDOM(String(data['html'])).window.document.querySelector('iframe')!;
  return { data, frame, src: frame.src.replace(ORIGIN, '') };
};

describe('a week whose address is pasted into a site that asks for oEmbed', () => {
  test.each([
    ['/', '/embed/board'],
    ['/lich/gdtrh', '/embed/gdtrh'],
    ['/lich/board/2026-W48', '/embed/board?tuan=2026-W48'],
    ['/lich/board/2026-w48/?nguoi=van&mau=c&lang=en', '/embed/board?nguoi=van&tuan=2026-W48&mau=c&lang=en'],
    ['/embed/board?nen=toi&co=lon&khac=1', '/embed/board?nen=toi&co=lon'],
  ])('%s is framed as %s, which is there and may be framed', async (page, framed) => {
    const response = await ask(ORIGIN + page);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const { data, frame, src } = await frameOf(response);
    expect(src).toBe(framed);
    expect(data).toMatchObject({ version: '1.0', type: 'rich', width: 600, height: 640, provider_name: settings.name });
    expect(frame.title).toBe(data['title']);
    const embedded = await site.get(src);
    expect(embedded.status).toBe(200);
    expect(embedded.headers.get('content-security-policy')).toContain('frame-ancestors');
  });

  test('is never larger than its consumer says', async () => {
    const { data, frame } = await frameOf(await ask(`${ORIGIN}/`, '&maxwidth=320&maxheight=400&format=json'));
    expect([data['width'], data['height'], frame.width, frame.height]).toEqual([320, 400, '320', '400']);
    expect(frame.style.width).toBe('');
    const large = await frameOf(await ask(`${ORIGIN}/`, '&maxwidth=9000&maxheight=abc'));
    expect([large.data['width'], large.data['height']]).toEqual([600, 640]);
  });

  test.each([
    'https://other.example/lich/board',
    `${ORIGIN}.evil.example/`,
    `${ORIGIN}/lich/nowhere`,
    `${ORIGIN}/lich/board/2026-W60`,
    `${ORIGIN}/lich/board/2026-W48/x`,
    `${ORIGIN}/?nguoi=nobody`,
    `${ORIGIN}/lich`,
    `${ORIGIN}/lich/tat-ca`,
    `${ORIGIN}/edit/board/2026-W48`,
    `javascript://lich.example.vn/`,
    '/lich/board',
    '',
  ])('%s is none of ours: 404', async (url) => {
    expect((await ask(url)).status).toBe(404);
  });

  test('another format is 501', async () => {
    expect((await ask(`${ORIGIN}/`, '&format=xml')).status).toBe(501);
  });

  test('is found by each week’s page', async () => {
    for (const path of ['/', '/lich/board/2026-W48?nguoi=van', '/?lang=en']) {
      const { document } = await site.open(path);
      const link = document.querySelector('link[type="application/json+oembed"]')!;
      const response = await site.get(link.getAttribute('href')!.replace(ORIGIN, ''));
      expect([path, response.status]).toEqual([path, 200]);
      const { searchParams } = new URL(link.getAttribute('href')!);
      expect(searchParams.get('url')).toBe(ORIGIN + path);
    }
  });

  test('where the office lets no site embed, there is nothing and no page says so', async () => {
    await site.db.doc('settings/agency').update({ embedAncestors: [] });
    site.restart();
    expect((await ask(`${ORIGIN}/`)).status).toBe(404);
    expect((await site.open('/')).document.querySelector('link[type*=oembed]')).toBeNull();
    await site.db.doc('settings/agency').update({ embedAncestors: settings.embedAncestors });
    site.restart();
  });
});
