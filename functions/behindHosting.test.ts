// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { behindHosting } from './behindHosting.ts';

const answer = (cacheControl: string, status = 200) =>
  behindHosting(
    () =>
      new Response(status === 304 ? null : 'x', { status, headers: { 'Cache-Control': cacheControl, ETag: '"a"' } }),
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

  test('the address is the one that the reader typed, and nothing that is no host name', async () => {
    const seen: string[] = [];
    const handle = behindHosting((request) => {
      seen.push(request.url);
      return new Response();
    });
    for (const host of ['lich.vinhan.example', 'evil.example/a?', '"><b>'])
      await handle(ask({ 'x-forwarded-host': host }));
    expect(seen).toEqual([
      'http://lich.vinhan.example/lich/board?lang=en',
      'http://site-abc.a.run.app/lich/board?lang=en',
      'http://site-abc.a.run.app/lich/board?lang=en',
    ]);
  });
});
