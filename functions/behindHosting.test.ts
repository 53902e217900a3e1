// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { behindHosting } from './behindHosting.ts';
import { homeOf } from './home.ts';

const answer = (cacheControl: string, status = 200) =>
  behindHosting(
    () =>
      new Response(status === 304 ? null : 'x', { status, headers: { 'Cache-Control': cacheControl, ETag: '"a"' } }),
    'https://lich.vinhan.example',
  );

const ask = (headers: Record<string, string> = {}) =>
  new Request('http://site-abc.a.run.app/lich/board?lang=en', { headers });

describe('the public handler behind Firebase Hosting', () => {
  test.each([200, 304])('a %s is kept by the CDN for seconds, by a browser never', async (status) => {
    const response = await answer('no-cache', status)(ask());
    expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=15, stale-while-revalidate=15');
    expect([response.status, response.headers.get('etag')]).toEqual([status, '"a"']);
  });

  test.each(['no-store', 'private, no-cache', 'private'])('what says %s stays out of the CDN', async (value) => {
    expect((await answer(value)(ask())).headers.get('cache-control')).toBe(value);
  });

  test('the address is the office’s, whatever name a caller makes up', async () => {
    const seen = new Set<string>();
    const handle = behindHosting(
      (request) => {
        seen.add(request.url);
        return new Response();
      },
      homeOf({ GCLOUD_PROJECT: 'lich-vinhan' }),
    );
    for (const host of ['lich-vinhan.web.app', 'evil.example', 'evil.example/a?', '"><b>'])
      await handle(ask({ 'x-forwarded-host': host }));
    await handle(ask());
    expect([...seen]).toEqual(['https://lich-vinhan.web.app/lich/board?lang=en']);
  });

  test.each([
    [{ PUBLIC_URL: 'https://lich.coquan.vn/', GCLOUD_PROJECT: 'lich-vinhan' }, 'https://lich.coquan.vn'],
    [{ PUBLIC_URL: 'lich.coquan.vn', GCLOUD_PROJECT: 'lich-vinhan' }, 'https://lich-vinhan.web.app'],
  ])('with %j the office is at %s', (env, home) => expect(homeOf(env)).toBe(home));
});
