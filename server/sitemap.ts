import type { Context } from 'hono';
import { weekPath } from './place.tsx';
import type { Reading } from './reading.ts';
import { respond } from './respond.ts';
import { createHash } from 'node:crypto';

/** A sitemap's most (sitemaps.org); the oldest weeks are left out. */
const MOST = 50_000;

const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin' };

const answer = (c: Context, body: string, type: string): Response =>
  respond(c.req.raw, {
    body,
    type,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    lastModified: null,
    headers: HEADERS,
  });

/** `/sitemap.xml`: the pages that stay, and every issued week with the day of its last change. */
export async function showSitemap({ store, inTime, origin }: Reading, c: Context): Promise<Response> {
  const frame = await inTime(store.frame());
  const weeks: { path: string; changed: string }[] = [];
  for (const { id } of frame.calendars) {
    for (const [week, at] of await inTime(store.issued.versions(id))) {
      weeks.push({ path: weekPath(id, week), changed: at.toDate().toISOString() });
    }
  }
  weeks.sort((a, b) => (a.path.slice(-8) < b.path.slice(-8) ? 1 : -1));
  const others = frame.calendars.filter(({ id, active }) => active && id !== frame.settings.defaultCalendar);
  const pages = ['/', '/hom-nay', '/tiep-cong-dan', ...others.map(({ id }) => `/lich/${id}`)];
  const urls = [
    ...pages.map((path) => `<url><loc>${origin(c)}${path}</loc></url>`),
    ...weeks.map(({ path, changed }) => `<url><loc>${origin(c)}${path}</loc><lastmod>${changed}</lastmod></url>`),
  ].slice(0, MOST);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
  return answer(c, body, 'application/xml; charset=utf-8');
}

/** Pages of the signed-in app, pages in other sites' frames, and answers to questions. */
const NOT_FOR_ROBOTS = ['/sign-in', '/account', '/today', '/view', '/edit', '/request', '/compile', '/issue'];
const NOR = ['/absences', '/duty', '/settings', '/embed/', '/wall', '/tim'];

/** `/robots.txt` names the sitemap by its whole address, which only a request knows. */
export const showRobots = ({ origin }: Reading, c: Context): Response =>
  answer(
    c,
    [
      'User-agent: *',
      ...[...NOT_FOR_ROBOTS, ...NOR].map((path) => `Disallow: ${path}`),
      `Sitemap: ${origin(c)}/sitemap.xml`,
      '',
    ].join('\n'),
    'text/plain; charset=utf-8',
  );
