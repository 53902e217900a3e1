import type { Context } from 'hono';
import { parseWeekId } from '#domain/week.ts';
import { en } from '#i18n/en.ts';
import { subscribeWords } from '#i18n/subscribe.ts';
import { vi } from '#i18n/vi.ts';
import { canonicalPath } from './canonical.ts';
import { OPEN_TO_PAGES } from './cors.ts';
import { personOf, withQuery } from './place.tsx';
import type { Reading } from './reading.ts';
import { frameMarkup, FRAME_SIZE, readWidget, widgetQuery } from './widget.ts';

/** Seconds for which a site may keep the frame's markup. What the frame shows is always fresh. */
const KEPT = 86_400;

const HEADERS = {
  ...OPEN_TO_PAGES,
  'Cache-Control': 'no-cache',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
};

/**
 * `/oembed?url=…` (oembed.com): whoever pastes a week's address into a site that asks here gets the week itself in a frame.
 * 501 for another format than JSON, 404 for what is no week of ours, and where the office lets no site embed.
 */
export async function showOembed({ ground, origin, keptOrigin }: Reading, c: Context): Promise<Response> {
  if ((c.req.query('format') ?? 'json') !== 'json') return c.text('501', 501, HEADERS);
  const none = () => c.text('404', 404, HEADERS);
  const text = c.req.query('url') ?? '';
  if (!URL.canParse(text)) return none();
  const url = new URL(text);
  const { frame } = await ground(c);
  const own = [origin(c), keptOrigin(c)].map((own) => new URL(own).host);
  if (!own.includes(url.host) || !/^https?:$/.test(url.protocol)) return none();

  const [room, named, weekText, ...rest] = canonicalPath(url.pathname).split('/').slice(1);
  const isWeek = room === '' || (room === 'lich' && named !== undefined);
  const isFrame = room === 'embed' && named !== undefined && weekText === undefined;
  const id = named ?? frame.settings.defaultCalendar;
  const calendar = frame.calendars.find((each) => each.id === id || each.formerIds?.includes(id));
  const week = weekText === undefined ? null : parseWeekId(weekText);
  const query = (name: string) => url.searchParams.get(name) ?? undefined;
  const person = personOf(frame, query('nguoi'));
  if (!(isWeek || isFrame) || !calendar || week === undefined || person === undefined || rest.length > 0) return none();
  if (frame.settings.embedAncestors.length === 0) return none();

  const words = query('lang') === 'en' ? en : vi;
  const widget = readWidget(query, person);
  const size = {
    width: Math.min(FRAME_SIZE.width, most(c.req.query('maxwidth'))),
    height: Math.min(FRAME_SIZE.height, most(c.req.query('maxheight'))),
  };
  const path = withQuery(`/embed/${calendar.id}`, words, widgetQuery(isFrame ? widget : { ...widget, week }));
  const title = subscribeWords(words).embed.frameTitle(calendar.name);
  const html = frameMarkup({ src: url.origin + path, title, ...size, fills: false });
  return c.json(
    {
      version: '1.0',
      type: 'rich',
      title,
      provider_name: frame.settings.name,
      provider_url: `${url.origin}/`,
      cache_age: KEPT,
      html,
      ...size,
    },
    200,
    HEADERS,
  );
}

/** What is no number of pixels sets no bound. */
const most = (text: string | undefined): number => (/^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : Infinity);
