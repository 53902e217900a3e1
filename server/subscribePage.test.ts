// @vitest-environment node
import jsQR from 'jsqr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { week48 } from '#ui/fixtures.ts';
import { openTestSite } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;
beforeAll(async () => {
  site = await openTestSite('subscribe-page');
  await site.issue(week48);
});
afterAll(() => site.close());

/** What a camera reads off the page's code. */
function readQr(document: Document): string | undefined {
  const svg = document.querySelector('.qr svg')!;
  const size = Number(svg.getAttribute('viewBox')!.split(' ')[2]);
  const scale = 4;
  const pixels = new Uint8ClampedArray(size * scale * size * scale * 4).fill(255);
  for (const [, x, y] of svg
    .querySelector('path')!
    .getAttribute('d')!
    .matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < scale; dx += 1) {
        const at = ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
  }
  return jsQR(pixels, size * scale, size * scale)?.data;
}

describe('/theo-doi', () => {
  test.each([
    ['/theo-doi', '/ical/board.ics'],
    ['/theo-doi?lich=gdtrh&nguoi=', '/ical/gdtrh.ics'],
    ['/theo-doi?lich=tat-ca', '/ical/tat-ca.ics'],
    ['/theo-doi?lich=tiep-cong-dan', '/ical/tiep-cong-dan.ics'],
    ['/theo-doi?lich=nghi-le', '/ical/nghi-le.ics'],
    ['/theo-doi?lich=gdtrh&nguoi=huy', '/ical/nguoi/huy.ics'],
  ])('%s gives one address, in every way, and it is a feed', async (path, feed) => {
    const { text, links } = await site.open(path);
    const address = `http://lich.example.vn${feed}`;
    const webcal = address.replace('http:', 'webcal:');
    expect(text('#theo-doi code')).toEqual([address]);
    const ways = links('.ways') as string[];
    expect(ways[0]).toBe(webcal);
    const query = (link: string, name: string) => new URL(link).searchParams.get(name);
    expect(query(ways[1]!, 'cid')).toBe(webcal);
    expect(ways.slice(2).map((link) => query(link, 'url'))).toEqual([address, address]);
    expect((await site.get(feed)).headers.get('content-type')).toContain('text/calendar');
  });

  test('takes what was chosen over to a phone by its code', async () => {
    const { document } = await site.open('/theo-doi?lich=gdtrh&nguoi=huy&lang=en');
    expect(readQr(document)).toBe('http://lich.example.vn/theo-doi?lich=gdtrh&nguoi=huy&lang=en');
    expect(document.querySelector('.qr svg')!.getAttribute('aria-label')).toContain('QR code');
  });

  test('keeps what was chosen, in a form that needs no script', async () => {
    const { document } = await site.open('/theo-doi?lich=gdtrh&nguoi=huy');
    const form = document.querySelector<HTMLFormElement>('form[action="/theo-doi"]')!;
    expect(form.method).toBe('get');
    const chosen = [...form.querySelectorAll('select')].map(({ name, value }) => [name, value]);
    expect(chosen).toEqual([
      ['lich', 'gdtrh'],
      ['nguoi', 'huy'],
    ]);
  });

  test('says for each app how often it asks', async () => {
    const { text } = await site.open('/theo-doi');
    expect(text('dt')).toEqual([
      'iPhone, iPad',
      'Máy Mac',
      'Google Lịch, điện thoại Android',
      'Outlook trên web, Outlook mới',
      'Outlook cổ điển trên máy tính',
      'Thunderbird',
    ]);
    for (const words of text('dd.small')) expect(words).toMatch(/^Cập nhật: /);
  });

  test('speaks English when asked to, and stays in it', async () => {
    const { text, document } = await site.open('/theo-doi?lang=en');
    expect(text('h1')).toEqual(['Follow the schedule on your own device, or put it on another site']);
    expect(document.querySelector<HTMLInputElement>('form[action="/theo-doi"] [name="lang"]')!.value).toBe('en');
  });

  test('is led to from every page, with its calendar', async () => {
    expect((await site.open('/lich/gdtrh')).links('header')).toContain('/theo-doi?lich=gdtrh');
    expect((await site.open('/theo-doi')).text('header [aria-current="page"]')).toContain('Theo dõi, nhúng');
  });

  test.each(['/theo-doi?lich=nowhere', '/theo-doi?nguoi=nobody'])('%s is nothing', async (path) => {
    expect((await site.get(path)).status).toBe(404);
  });
});
