import { STATUS_CODES } from 'node:http';
import type { Firestore } from 'firebase-admin/firestore';
import { Hono, type Context } from 'hono';
import { readLayout } from '#domain/layout.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { formatClock, instantOf, minutesAt, todayAt, type LocalDate } from '#domain/time.ts';
import { parseWeekId, weekOf } from '#domain/week.ts';
import { en } from '#i18n/en.ts';
import { vi, type Messages } from '#i18n/vi.ts';
import { showArchive } from './archivePage.tsx';
import { canonicalAddress } from './canonical.ts';
import { answerPreflight, openFailures } from './cors.ts';
import { renderDocument, styleHash, type Assets, type Document } from './document.tsx';
import { embedFailedPage, embedMissingPage, embedNotIssuedPage, embedPage } from './embedPage.tsx';
import { addFeeds } from './feeds.ts';
import { inTime } from './inTime.ts';
import { showOembed } from './oembed.ts';
import { addOpenData } from './openData.tsx';
import { addressedAs, keptOriginOf, originOf } from './origin.ts';
import { showPrintSheet } from './printSheet.ts';
import { PublicStore, type Frame } from './publicStore.ts';
import { addPrivateFeeds, withoutToken } from './privateFeeds.ts';
import { RecentAnswers } from './recentAnswers.ts';
import { RecentPages, type PageStamp } from './recentPages.ts';
import { RenderedFeeds } from './renderedFeeds.ts';
import { respond, type Representation } from './respond.ts';
import { StaffStore } from './staffStore.ts';
import { showSubscribe } from './subscribePage.tsx';
import { addressesAt, ALL_CALENDARS, chosen, personOf, successorOf, type Ground, type Place } from './place.tsx';
import type { Reading } from './reading.ts';
import { makeReception } from './receptionPage.tsx';
import { showRevision } from './revisionPage.tsx';
import { showRobots, showSitemap } from './sitemap.ts';
import { makeSearch } from './searchPage.tsx';
import { failedPage, missingPage } from './statePages.tsx';
import { showAllCalendars, showToday } from './todayPage.tsx';
import { showWall } from './wallPage.tsx';
import { notIssuedPage, weekPage } from './weekPage.tsx';
import { readWidget } from './widget.ts';

/**
 * The public handler: pages, feeds and the embedded page, for readers without an account. It reads issued weeks only
 * and never sets a cookie.
 */
export function createApp({
  db,
  now,
  assets,
  home,
  closing,
  isEnabled = async () => true,
  callerOf = () => '',
  log = () => {},
}: {
  db: Firestore;
  now: () => number;
  assets: Assets;
  /** Where people reach the site ("https://lich.coquan.vn"), if that is said. */
  home?: string | undefined;
  /** Until it is aborted the handler listens to what is issued; without it, it asks the store at each request. */
  closing?: AbortSignal;
  /** Whether an account may still sign in: a private feed ends with it. */
  isEnabled?: (uid: string) => Promise<boolean>;
  /** The address that a request came from; '' where nobody knows. */
  callerOf?: (c: Context) => string;
  /** Told of every failure that a reader saw as "could not be loaded". */
  log?: (message: string, cause: unknown) => void;
}): Site {
  const store = new PublicStore(db, now, closing);
  const app = new Hono();
  const pages = new RecentPages();
  const feeds = new RecentAnswers(store.issued, now);
  const made = new WeakMap<Context, Representation>(); // pages that others may have
  const styles = styleHash(assets.inlineCss);
  const stylesOf = ({ dress }: Document) => (dress ? `${styles} ${styleHash(dress.css)}` : styles);
  app.use(canonicalAddress);

  let [minute, day] = [NaN, todayAt(0)];
  const today = () => {
    const at = Math.floor(now() / 60_000); // a day begins with a minute
    if (at !== minute) [minute, day] = [at, todayAt(now())];
    return day;
  };
  const stampOf = (frame: Frame | undefined): PageStamp | null => {
    const { news } = store.issued;
    return news === null || !frame ? null : { news, frame, today: today() };
  };

  app.get('/print.css', (c) => showPrintSheet(c.req.raw));

  app.get('*', async (c, next) => {
    if (/^\/(ical|data)\//.test(c.req.path)) return next(); // RenderedFeeds
    // Where the store does not answer, the page itself says so. After a start everybody asks before the first is answered.
    if (store.issued.news === null) await inTime(store.issued.heard()).catch(() => {});
    const stamp = stampOf(store.knownFrame ?? (await inTime(store.frame()).catch(() => undefined)));
    if (!stamp) return next();
    const address = addressedAs(c.req.raw, home);
    const known = pages.find(address, stamp);
    if (known) return respond(c.req.raw, known);
    const page = await pages.make(address, stamp, async () => {
      await next();
      return made.get(c) ?? null;
    });
    if (c.finalized) return undefined; // it was made for this reader
    return page ? respond(c.req.raw, page) : next();
  });

  const page: Reading['page'] = (c, document, options = {}) => {
    const words = wordsOf(c);
    const { html, etag } = renderDocument(document, assets, words);
    const headers = {
      ...securityHeaders(stylesOf(document), options),
      'Content-Language': words.common.language,
    };
    if (options.status === undefined && !options.isPassing) {
      const answer = {
        body: new TextEncoder().encode(html),
        type: 'text/html; charset=utf-8',
        etag,
        lastModified: options.changedAt ?? null,
        headers,
      };
      made.set(c, answer);
      return respond(c.req.raw, answer);
    }
    return c.html(html, options.status ?? 200, {
      ...headers,
      ...failureHeaders(options.status),
    });
  };

  /** What a program is told in place of a page (RFC 9457). */
  const problem = (c: Context, status: 404 | 503, detail: string) =>
    c.json({ title: STATUS_CODES[status], status, detail }, status, {
      ...securityHeaders(styles, {}),
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Language': wordsOf(c).common.language,
      ...failureHeaders(status),
    });

  const missing: Reading['missing'] = async (c, what) => {
    const frame = await inTime(store.frame()).catch(() => null);
    const successor = what === 'Calendar' && frame ? successorPath(c, frame) : null;
    if (successor !== null) return c.redirect(successor, 301);
    if (asksForJson(c)) {
      const { states } = wordsOf(c).readers;
      return problem(c, 404, `${states[`no${what}Title`]}. ${states[`no${what}Text`]}`);
    }
    return page(c, missingPage(frame, what, wordsOf(c), addressesOf(c)), { status: 404 });
  };

  const takenOver: Reading['takenOver'] = (c, { frame, calendar }) =>
    frame.calendars.some(({ id, active }) => active && id === calendar.id) ? null : successorPath(c, frame);

  const origin = (c: Context) => originOf(c.req.raw, home);

  const ground = async (c: Context): Promise<Ground> => ({
    frame: await inTime(store.frame()),
    today: todayAt(now()),
    origin: origin(c),
    words: wordsOf(c),
    addresses: addressesOf(c),
  });

  const placeOf = async (c: Context, calendarId: string | null): Promise<Place | null> => {
    const on = await ground(c);
    const id = calendarId ?? on.frame.settings.defaultCalendar;
    const calendar = on.frame.calendars.find((each) => each.id === id);
    return calendar ? { ...on, calendar } : null;
  };

  const keptOrigin = (c: Context) => keptOriginOf(c, home);
  const reading: Reading = { store, now, origin, keptOrigin, ground, placeOf, inTime, page, missing, takenOver };

  const showWeek = async (c: Context, calendarId: string | null, weekText: string | null) => {
    const week = weekText === null ? weekOf(todayAt(now())) : parseWeekId(weekText);
    if (calendarId === ALL_CALENDARS) return week ? showAllCalendars(reading, c, week) : missing(c, 'Week');
    const place = await placeOf(c, calendarId);
    if (!place) return missing(c, 'Calendar');
    if (week === undefined) return missing(c, 'Week');
    const person = readPerson(c, place.frame);
    if (person === undefined) return missing(c, 'Person');
    const [published, neighbours] = await inTime(
      Promise.all([store.week(place.calendar.id, week), store.neighbours(place.calendar.id, week)]),
    );
    const choice = { person, layout: readLayout(c.req.query('mau')) };
    const successor = published ? null : takenOver(c, place);
    if (successor !== null) return c.redirect(successor, 302);
    if (!published) return page(c, notIssuedPage(place, week, neighbours.previous ?? neighbours.next, choice));
    if (['lan', 'so-voi'].some((name) => c.req.query(name) !== undefined))
      return showRevision(reading, c, place, published);
    return page(c, weekPage(place, published, neighbours, choice), {
      changedAt: changedAt(published, place.today),
    });
  };

  app.get('/', (c) => showWeek(c, null, null));
  app.get('/lich', (c) => c.redirect(chosen('/', wordsOf(c)), 308));
  app.get('/lich/:calendar', (c) => showWeek(c, c.req.param('calendar'), null));
  app.get('/lich/:calendar/nam/:year?', (c) => showArchive(reading, c));
  app.get('/lich/:calendar/:week', (c) => showWeek(c, c.req.param('calendar'), c.req.param('week')));

  app.get('/tiep-cong-dan', makeReception(reading));
  app.get('/sitemap.xml', (c) => showSitemap(reading, c));
  app.get('/robots.txt', (c) => showRobots(reading, c));
  const search = makeSearch(reading, { callerOf, closing });
  app.get('/tim', search.show);
  app.get('/hom-nay', (c) => showToday(reading, c));
  app.get('/wall', (c) => showWall(reading, c, null));
  app.get('/wall/:calendar', (c) => showWall(reading, c, c.req.param('calendar')));

  app.get('/theo-doi', (c) => showSubscribe(reading, c));

  app.get('/oembed', (c) => showOembed(reading, c));

  app.get('/embed/:calendar', async (c) => {
    const place = await placeOf(c, c.req.param('calendar'));
    const on = place ?? (await ground(c));
    const ancestors = on.frame.settings.embedAncestors;
    const person = readPerson(c, on.frame);
    const widget = readWidget((name) => c.req.query(name), person ?? null);
    if (!place && successorPath(c, on.frame) !== null) return missing(c, 'Calendar');
    if (!place || person === undefined) {
      const document = embedMissingPage(on, place ? 'Person' : 'Calendar', place && place.calendar.id, widget);
      return page(c, document, { status: 404, ancestors });
    }
    const { today } = place;
    const week = widget.week ?? weekOf(today);
    const published = await inTime(store.week(place.calendar.id, week));
    const successor = published ? null : takenOver(c, place);
    if (successor !== null) return c.redirect(successor, 302);
    const document = published ? embedPage(place, published, widget) : embedNotIssuedPage(place, week, widget);
    return page(c, document, {
      ancestors,
      ...(published ? { changedAt: changedAt(published, today) } : {}),
    });
  });

  const rendered = new RenderedFeeds();
  for (const open of ['/ical/*', '/data/*', '/oembed']) app.options(open, answerPreflight).use(open, openFailures);
  addFeeds(app, reading, { rendered, recent: feeds, home });
  addOpenData(app, reading, rendered);
  addPrivateFeeds(app, reading, { rendered, staff: new StaffStore(db, now), isEnabled });

  app.notFound((c) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      return c.text('405', 405, { Allow: 'GET, HEAD', ...securityHeaders(styles, {}) });
    }
    return missing(c, 'Page');
  });

  app.onError((cause, c) => {
    log(`${c.req.method} ${withoutToken(c.req.path)}`, cause);
    const { pathname, search } = new URL(c.req.url);
    const [words, retry] = [wordsOf(c), pathname + search];
    if (asksForJson(c)) {
      const { failedTitle, failedText } = words.readers.states;
      return problem(c, 503, `${failedTitle}. ${failedText(formatClock(minutesAt(now())))}`);
    }
    if (!pathname.startsWith('/embed/')) {
      return page(c, failedPage(now(), retry, words, /^\/wall\b/.test(pathname)), { status: 503 });
    }
    const widget = readWidget((name) => c.req.query(name), null);
    return page(c, embedFailedPage(now(), retry, words, widget), { status: 503, ancestors: ['*'] });
  });

  const known = (request: Request): Response | undefined => {
    if (request.method !== 'GET') return undefined;
    const address = addressedAs(request, home);
    const feed = feeds.find(address);
    if (feed) return respond(request, feed);
    const stamp = stampOf(store.knownFrame);
    const answer = stamp ? pages.find(address, stamp) : undefined;
    return answer && respond(request, answer);
  };

  return Object.assign(app, { known, settled: search.settled });
}

interface Site extends Hono {
  /** What is at hand and needs no routing: ten times as many readers a second. */
  known(request: Request): Response | undefined;
  /** Resolves soon after `closing` is aborted: until then the store is being read. */
  settled(): Promise<void>;
}

/** The same address of the calendar that an earlier one became (`formerIds`); null where none did. */
function successorPath(c: Context, frame: Frame): string | null {
  const { pathname, search } = new URL(c.req.url);
  const [, room = '', named = '', ...rest] = pathname.split('/');
  const [id = '', ending] = named.split('.');
  const successor = successorOf(frame, id);
  if (!successor) return null;
  const name = ending === undefined ? successor.id : `${successor.id}.${ending}`;
  return `${['', room, name, ...rest].join('/')}${search}`;
}

/** Kept by nobody; and when to ask again. */
const failureHeaders = (status: 404 | 503 | undefined): Record<string, string> => ({
  'Cache-Control': 'no-store',
  ...(status === 503 ? { 'Retry-After': '20' } : {}),
});

const asksForJson = (c: Context) => /^\/data\/.*\.json$/.test(c.req.path);

/** A page changes with its week, and at midnight. */
const changedAt = (week: PublishedWeek, today: LocalDate): number => Math.max(week.issuedAt, instantOf(today, 0));

/** `?lang=en`, and never what the browser asks for: one address is one page, and most browsers here ask in English. */
const wordsOf = (c: Context): Messages => (c.req.query('lang') === 'en' ? en : vi);

const addressesOf = (c: Context) => addressesAt(new URL(c.req.url));

const readPerson = (c: Context, frame: Frame) => personOf(frame, c.req.query('nguoi'));

/**
 * No script but our files, no style but the inlined one. Framed by nobody but on the embedded page, which our own
 * preview may frame where another site may.
 */
function securityHeaders(
  styles: string,
  { ancestors = [], preview = false }: { readonly ancestors?: readonly string[]; readonly preview?: boolean },
): Record<string, string> {
  const allowed = ancestors.filter((origin) => /^(\*|https?:\/\/[\w.*-]+(:\d+)?)$/.test(origin));
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' ${styles}`,
      "font-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      ...(preview ? ["frame-src 'self'"] : []),
      `frame-ancestors ${allowed.length > 0 ? `'self' ${allowed.join(' ')}` : "'none'"}`,
    ].join('; '),
    ...(allowed.length > 0 ? {} : { 'X-Frame-Options': 'DENY' }),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  };
}
