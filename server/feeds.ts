import type { Context, Hono } from 'hono';
import { ID_PATTERN } from '#domain/party.ts';
import { instantOf, todayAt } from '#domain/time.ts';
import { parseWeekId } from '#domain/week.ts';
import { officeHours } from '#domain/officeHours.ts';
import { vi } from '#i18n/vi.ts';
import { OPEN_TO_PAGES } from './cors.ts';
import { eventOf, holidayEvent, issuedEntries, type FeedEntry, type Wording } from './feedEvents.ts';
import { rollingWeeks, weeksOfYear, type FeedWeeks } from './feedWindow.ts';
import { calendarText } from './ical.ts';
import type { Versions } from './issuedWeeks.ts';
import { addressedAs } from './origin.ts';
import type { Frame, PublicStore } from './publicStore.ts';
import type { Reading } from './reading.ts';
import type { RecentAnswers } from './recentAnswers.ts';
import type { RenderedFeeds } from './renderedFeeds.ts';
import { respond } from './respond.ts';
import { ALL_CALENDARS, personName, successorOf } from './place.tsx';

/** Names of feeds under `/ical/` that are no calendar's; a calendar of such a name has none. */
export const FEED_NAMES = { all: ALL_CALENDARS, reception: 'tiep-cong-dan', holidays: 'nghi-le' } as const;

/** What every feed's answer says beside its text. Feeds hold public text: web calendars read them from their own pages. */
const headersOf = (file: string): Record<string, string> => ({
  'Content-Disposition': `inline; filename="${file}"`,
  ...OPEN_TO_PAGES,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
});

const TYPE = 'text/calendar; charset=utf-8';

/**
 * `/ical/…`: one calendar, one person, all calendars, reception days, days off, one entry. Without a language: one feed
 * for all its readers, so that its bytes and its address rest.
 */
export function addFeeds(
  app: Hono,
  { store, now, keptOrigin, inTime, missing }: Reading,
  { rendered, recent, home }: { rendered: RenderedFeeds; recent: RecentAnswers; home: string | undefined },
): void {
  const words = vi;

  app.get('/ical/*', async (c, next) => {
    const answer = recent.find(addressedAs(c.req.raw, home));
    return answer ? respond(c.req.raw, answer) : next();
  });

  const wordingOf = (c: Context, frame: Frame): Wording => ({
    origin: keptOrigin(c),
    hours: officeHours(frame.settings),
    hoursChanged: frame.settingsChanged,
    words,
  });

  /** The feed of some calendars' entries. `wanted` follows from the address. */
  const entriesFeed = async (
    c: Context,
    frame: Frame,
    {
      calendars,
      name,
      path,
      pagePath,
      wanted = () => true,
    }: {
      calendars: readonly string[];
      name: string;
      path: string; // "/ical/board.ics"
      pagePath: string;
      wanted?: (entry: FeedEntry) => boolean;
    },
  ) => {
    const year = c.req.query('nam') ?? '';
    const weeks = year === '' ? rollingWeeks(frame.settings, todayAt(now())) : weeksOfYear(year);
    if (!weeks) return missing(c, 'Page');
    const wording = wordingOf(c, frame);
    const { news } = store.issued;
    const versions = await inTime(Promise.all(calendars.map((id) => store.issued.versions(id))));
    const address = `${wording.origin}${path}${year === '' ? '' : `?nam=${year}`}`;
    const title = year === '' ? name : words.readers.feed.ofYear(name, year);
    const stamp = [...versions, title, weeks.from, weeks.to, frame.changed];
    const text = await inTime(
      rendered.of(address, stamp, async () => {
        const entries: FeedEntry[] = [];
        let issuedAt = 0;
        for (const [index, id] of calendars.entries()) {
          const { found, last } = await entriesOf(store, id, versions[index]!, weeks, year === '');
          // One by one: a spread of some 100,000 is more than a call takes.
          for (const one of found) if (wanted(one)) entries.push(one);
          issuedAt = Math.max(issuedAt, last);
        }
        const changed = issuedAt === 0 ? null : issuedAt;
        const body = calendarText({
          name: title,
          source: address,
          pageUrl: `${wording.origin}${pagePath}`,
          changed,
          events: entries.map((one) => eventOf(one, wording)),
        });
        return {
          body,
          lastModified: changed === null ? null : Math.max(changed, frame.changed, instantOf(weeks.since, 0)),
        };
      }),
    );
    const answer = { ...text, type: TYPE, headers: headersOf(path.split('/').at(-1)!) };
    recent.keep(addressedAs(c.req.raw, home), news, answer);
    return respond(c.req.raw, answer);
  };

  app.get(`/ical/${FEED_NAMES.all}.ics`, async (c) => {
    const frame = await inTime(store.frame());
    return entriesFeed(c, frame, {
      calendars: frame.calendars.map(({ id }) => id),
      name: words.readers.feed.ofAll(frame.settings.name),
      path: `/ical/${FEED_NAMES.all}.ics`,
      pagePath: '/',
    });
  });

  app.get(`/ical/${FEED_NAMES.reception}.ics`, async (c) => {
    const frame = await inTime(store.frame());
    return entriesFeed(c, frame, {
      calendars: frame.calendars.map(({ id }) => id),
      name: words.readers.feed.reception(frame.settings.name),
      path: `/ical/${FEED_NAMES.reception}.ics`,
      pagePath: '/tiep-cong-dan',
      wanted: ({ entry }) => entry.kind === 'reception',
    });
  });

  app.get(`/ical/${FEED_NAMES.holidays}.ics`, async (c) => {
    const [frame, holidays] = await inTime(Promise.all([store.frame(), store.holidays()]));
    const address = `${keptOrigin(c)}/ical/${FEED_NAMES.holidays}.ics`;
    const name = words.readers.feed.holidaysOf(frame.settings.name);
    const text = await rendered.of(address, [holidays, name], async () => {
      const changed = holidays.length === 0 ? null : Math.max(...holidays.map((each) => each.changed));
      const events = holidays.map((each) => holidayEvent(each, each, words));
      const body = calendarText({ name, source: address, pageUrl: `${keptOrigin(c)}/`, changed, events });
      return { body, lastModified: null }; // a day that was taken away leaves no time behind
    });
    return respond(c.req.raw, { ...text, type: TYPE, headers: headersOf(`${FEED_NAMES.holidays}.ics`) });
  });

  app.get('/ical/nguoi/:file{[^/]+\\.ics}', async (c) => {
    const frame = await inTime(store.frame());
    const person = idOf(c.req.param('file'));
    const name = personName(frame, person, todayAt(now()));
    if (!ID_PATTERN.test(person) || name === null) return missing(c, 'Person');
    return entriesFeed(c, frame, {
      calendars: frame.calendars.map(({ id }) => id),
      name: words.readers.feed.ofPerson(name, frame.settings.name),
      path: `/ical/nguoi/${person}.ics`,
      pagePath: `/?nguoi=${person}`,
      wanted: ({ entry }) => entry.personIds.includes(person),
    });
  });

  app.get('/ical/:file{[^/]+\\.ics}', async (c) => {
    const frame = await inTime(store.frame());
    const calendar = frame.calendars.find(({ id }) => id === idOf(c.req.param('file')));
    if (!calendar) return missing(c, 'Calendar');
    return entriesFeed(c, frame, {
      calendars: calendarsFrom(frame, calendar),
      name: words.readers.feed.name(calendar.name, frame.settings.name),
      path: `/ical/${calendar.id}.ics`,
      pagePath: `/lich/${calendar.id}`,
    });
  });

  // One entry, to be kept by itself: as the calendar's feed has it, or as its week has it once that is long past.
  app.get('/ical/:calendar/:week/:file{[^/]+\\.ics}', async (c) => {
    const frame = await inTime(store.frame());
    const calendar = frame.calendars.find(({ id }) => id === c.req.param('calendar'));
    if (!calendar) return missing(c, 'Calendar');
    const week = parseWeekId(c.req.param('week'));
    if (!week) return missing(c, 'Week');
    const id = idOf(c.req.param('file'));
    const versions = await inTime(store.issued.versions(calendar.id));
    if (!versions.has(week)) return missing(c, 'Week');
    const window = rollingWeeks(frame.settings, todayAt(now()));
    const inWindow = window.from <= week && week <= window.to;
    const found = inWindow
      ? (await inTime(entriesOf(store, calendar.id, versions, window, true))).found
      : issuedEntries(await inTime(store.issued.weeks(calendar.id, versions, (each) => each === week)));
    const one = found.find(({ entry }) => entry.id === id);
    if (!one) return missing(c, 'Page');
    const event = eventOf(one, wordingOf(c, frame));
    const body = calendarText({
      name: event.summary,
      source: null,
      pageUrl: event.url,
      changed: event.changed,
      events: [event],
    });
    return c.body(body, 200, {
      ...headersOf(`${id}.ics`),
      'Content-Disposition': `attachment; filename="${id}.ics"`,
      'Content-Type': TYPE,
      'Cache-Control': 'no-cache',
    });
  });
}

/** A calendar, and of one that is out of use who took over: whoever subscribed to it goes on hearing. */
function calendarsFrom(frame: Frame, calendar: Frame['calendars'][number]): string[] {
  const ids = [calendar.id];
  for (let each = calendar; !each.active;) {
    const next = successorOf(frame, each.id);
    if (!next || ids.includes(next.id)) break;
    ids.push(next.id);
    each = next;
  }
  return ids;
}

/** The issued entries of a feed's weeks, and when one of these was issued last (epoch ms; 0: none was). */
export async function entriesOf(
  store: PublicStore,
  calendar: string,
  versions: Versions,
  { from, to }: FeedWeeks,
  keep: boolean,
): Promise<{ found: FeedEntry[]; last: number }> {
  const weeks = await store.issued.weeks(calendar, versions, (week) => from <= week && week <= to, keep);
  const last = Math.max(0, ...weeks.map(({ issuedAt }) => issuedAt));
  return { found: issuedEntries(weeks), last };
}

const idOf = (file: string): string => file.slice(0, -'.ics'.length);
