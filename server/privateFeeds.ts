import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { may } from '#domain/permissions.ts';
import { todayAt } from '#domain/time.ts';
import { daysOf } from '#domain/week.ts';
import { officeHours } from '#domain/officeHours.ts';
import { vi } from '#i18n/vi.ts';
import { entriesOf } from './feeds.ts';
import { eventOf, later, type FeedEntry } from './feedEvents.ts';
import { rollingWeeks } from './feedWindow.ts';
import { calendarText } from './ical.ts';
import type { Reading } from './reading.ts';
import type { RenderedFeeds } from './renderedFeeds.ts';
import { respond } from './respond.ts';
import type { StaffStore } from './staffStore.ts';

const HEADERS = {
  'Cache-Control': 'private, no-cache',
  'X-Robots-Tag': 'noindex',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/**
 * `/ical/private/{token}.ics`: issued entries and, for a member who may read them, the internal ones. Whoever has the
 * address reads it, so it is in no log, in no body, and worth nothing once it is revoked or its owner has left.
 */
export function addPrivateFeeds(
  app: Hono,
  { store, now, keptOrigin, inTime, missing }: Reading,
  {
    rendered,
    staff,
    isEnabled,
  }: { rendered: RenderedFeeds; staff: StaffStore; isEnabled: (uid: string) => Promise<boolean> },
): void {
  const words = vi;

  app.get('/ical/private/:file{[^/]+\\.ics}', async (c) => {
    const token = c.req.param('file').slice(0, -'.ics'.length);
    const hash = createHash('sha256').update(token).digest('hex');
    const found = await inTime(staff.feed(hash));
    const allowed = found !== null && may(found.member, 'readEntries') && (await inTime(isEnabled(found.feed.member)));
    if (!found || !allowed) {
      const response = await missing(c, 'Page');
      response.headers.set('X-Robots-Tag', 'noindex');
      return response;
    }
    staff.markUsed(found.feed);
    const { calendar, person } = found.feed;
    const frame = await inTime(store.frame());
    const calendars = frame.calendars.filter(({ id }) => calendar === null || id === calendar);
    const weeks = rollingWeeks(frame.settings, todayAt(now()));
    const [versions, internal, naming] = await inTime(
      Promise.all([
        Promise.all(calendars.map(({ id }) => store.issued.versions(id))),
        staff.internal(daysOf(weeks.from)[0], daysOf(weeks.to)[6]),
        person === null ? null : staff.naming(person),
      ]),
    );
    const origin = keptOrigin(c);
    const { feed: t } = words.readers;
    const agency = frame.settings.name;
    const whole = calendar === null ? t.ofAll(agency) : t.name(calendars[0]?.name ?? calendar, agency);
    const name = t.withInternal(person === null ? whole : t.mine(agency));
    const wording = { origin, hours: officeHours(frame.settings), hoursChanged: frame.settingsChanged, words };
    const stamp = [
      ...versions,
      internal,
      name,
      naming && [...naming].sort().join(),
      weeks.from,
      weeks.to,
      frame.settingsChanged,
    ];
    // The same text for everybody with the same choice: nothing in it is its reader's.
    const text = await inTime(
      rendered.of(`private ${origin} ${calendar} ${person}`, stamp, async () => {
        const byId = new Map<string, FeedEntry>();
        const add = (one: FeedEntry) => {
          const key = `${one.calendar}/${one.entry.id}`;
          const other = byId.get(key);
          byId.set(key, other ? later(other, one) : one);
        };
        for (const [index, { id }] of calendars.entries()) {
          for (const one of (await entriesOf(store, id, versions[index]!, weeks, true)).found) add(one);
        }
        for (const one of internal) if (calendar === null || one.calendar === calendar) add(one);
        const entries = [...byId].flatMap(([key, one]) =>
          naming === null || naming.has(key) || one.entry.personIds.includes(person!) ? [one] : [],
        );
        const body = calendarText({
          name,
          source: null,
          pageUrl: `${origin}/view`,
          changed: entries.length === 0 ? null : Math.max(...entries.map(({ touched }) => touched)),
          events: entries.map((one) => eventOf(one, wording)),
        });
        return { body, lastModified: null };
      }),
    );
    return respond(c.req.raw, {
      ...text,
      type: 'text/calendar; charset=utf-8',
      headers: { ...HEADERS, 'Content-Disposition': 'inline; filename="lich.ics"' },
    });
  });
}

/** A request's address as it may be written down: without the token of a private feed. */
export const withoutToken = (path: string): string => path.replace(/^(\/+ical\/+private\/+).+/i, '$1…');
