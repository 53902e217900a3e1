import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { respond } from './respond.ts';

const answer = {
  body: 'Lịch công tác',
  type: 'text/plain; charset=utf-8',
  etag: '"mot"',
  lastModified: Date.UTC(2026, 10, 30, 8, 0, 0, 900),
  headers: { 'Content-Language': 'vi' },
};
const ask = (headers: Record<string, string>) => respond(new Request('http://lich.test/', { headers }), answer);

describe('An answer that is kept', () => {
  it.each(['gzip', 'GZIP', 'br, gzip', 'deflate, gzip;q=1.0, *;q=0.5', 'gzip ; q=0.5, br'])(
    'goes compressed to who accepts %s, with a tag of its own',
    async (accepted) => {
      const response = ask({ 'Accept-Encoding': accepted });
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(response.headers.get('etag')).toBe('"mot-gz"');
      expect(gunzipSync(await response.arrayBuffer()).toString()).toBe('Lịch công tác');
    },
  );

  it.each(['', 'br', 'x-gzip', 'gzipped', 'gzip;q=0', 'gzip; q=0.0, br', 'br;q=1, gzip;q=0.000'])(
    'goes as it is to who accepts “%s”',
    async (accepted) => {
      const response = ask({ 'Accept-Encoding': accepted });
      expect(response.headers.get('content-encoding')).toBeNull();
      expect(response.headers.get('etag')).toBe('"mot"');
      expect(await response.text()).toBe('Lịch công tác');
    },
  );

  it.each(['"mot"', '"mot-gz"', 'W/"mot"', '"hai", W/"mot-gz"', '*'])(
    'is not sent again to who has it and says %s',
    (tags) => {
      for (const encoding of ['gzip', 'identity']) {
        const response = ask({ 'If-None-Match': tags, 'Accept-Encoding': encoding });
        expect(response.status).toBe(304);
        expect(response.headers.get('etag')).toBe(encoding === 'gzip' ? '"mot-gz"' : '"mot"');
        expect(response.headers.get('last-modified')).toBe('Mon, 30 Nov 2026 08:00:00 GMT');
        expect(response.headers.get('content-type')).toBeNull();
      }
    },
  );

  it('is sent whole to who has another, whatever they say of its age', () => {
    const response = ask({ 'If-None-Match': '"hai"', 'If-Modified-Since': 'Mon, 30 Nov 2026 08:00:00 GMT' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('keeps its head, whatever was done to the head of an earlier answer', () => {
    ask({}).headers.set('ETag', '"ai-do-sua"');
    ask({}).headers.delete('Content-Language');
    expect(ask({}).headers.get('etag')).toBe('"mot"');
    expect(ask({}).headers.get('content-language')).toBe('vi');
  });
});
