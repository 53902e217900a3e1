import '#ui/tokens.css';
import '#ui/readers.css';
import '#ui/print.css';
import { renderToStaticMarkup } from 'react-dom/server';
import { readIssuedWeek } from '#data/issuedWeek.ts';
import { readLayout } from '#domain/layout.ts';
import { ID_PATTERN } from '#domain/party.ts';
import { todayAt } from '#domain/time.ts';
import { addWeeks, parseWeekId, weekOf, type WeekId } from '#domain/week.ts';
import { hydratePublicWeek, type Source } from '#features/read-week/hydrate.ts';
import { MessagesContext } from '#i18n/messages.tsx';
import { vi, type Messages } from '#i18n/vi.ts';
import { canonicalPath } from '#server/canonical.ts';
import type { Document } from '#server/document.tsx';
import { addressesAt, type Place } from '#server/place.tsx';
import { revisionAsked } from '#server/revisionPage.tsx';
import { failedPage, missingPage } from '#server/statePages.tsx';
import { todayPage } from '#server/todayPage.tsx';
import { notIssuedPage, weekPage } from '#server/weekPage.tsx';
import { readWidget } from '#server/widget.ts';
import { DEFAULT_CALENDAR, officeOf } from './officeAlone.ts';

/** An open page costs the free plan's readings: it asks every ten minutes, and when its reader comes back. */
const ASK_EVERY = 20; // times 30 s
const LEAST_MS = 60_000;

/** What an address shows. */
interface Shown {
  readonly calendar: string;
  readonly week: WeekId;
  readonly as: 'week' | 'day' | 'wall' | 'frame';
}

const ROOMS: ReadonlyMap<string, Shown['as']> = new Map([
  ['lich', 'week'],
  ['wall', 'wall'],
  ['embed', 'frame'],
]);

/** Readers' addresses that can be drawn out of one week; else what is missing. */
function shownAt(path: string, now: number): Shown | 'Page' | 'Calendar' | 'Week' {
  const [room, calendar = DEFAULT_CALENDAR, named, ...rest] = path.split('/').slice(1);
  const thisWeek = weekOf(todayAt(now));
  if (path === '/' || path === '/hom-nay') return { calendar, week: thisWeek, as: path === '/' ? 'week' : 'day' };
  const as = ROOMS.get(room ?? '');
  if (!as || rest.length > 0 || (as !== 'week' && named !== undefined)) return 'Page';
  if (!ID_PATTERN.test(calendar)) return 'Calendar';
  const week = named === undefined ? thisWeek : parseWeekId(named);
  return week === undefined ? 'Week' : { calendar, week, as };
}

async function pageAt({ pathname, search, origin }: Location, words: Messages, now: number): Promise<Document> {
  const path = canonicalPath(pathname);
  const shown = shownAt(path, now);
  const addresses = addressesAt({ pathname: path, search });
  if (typeof shown === 'string') return missingPage(null, shown, words, addresses);
  try {
    return await readPage(shown, { origin, search, words, addresses, now });
  } catch {
    return failedPage(now, path + search, words);
  }
}

/** Rejects where it cannot be read. */
async function readPage(
  { calendar, week, as }: Shown,
  {
    origin,
    search,
    words,
    addresses,
    now,
  }: Pick<Place, 'origin' | 'words' | 'addresses'> & { search: string; now: number },
): Promise<Document> {
  const query = new URLSearchParams(search);
  const asked = query.get('nguoi');
  const person = asked !== null && ID_PATTERN.test(asked) ? asked : null;
  const widget = as === 'frame' ? readWidget((name) => query.get(name) ?? undefined, person) : null;
  const published = await readIssuedWeek(calendar, widget?.week ?? week);
  const frame = officeOf(published, calendar);
  const place: Place = {
    frame,
    today: todayAt(now),
    origin,
    words,
    addresses,
    calendar: frame.calendars[0]!,
    alone: true,
  };
  if (as === 'wall') {
    const { wallPage } = await import('#server/wallPage.tsx');
    const next = await readIssuedWeek(calendar, addWeeks(week, 1));
    const document = wallPage(place, published, next, week);
    return { ...document, data: { ...document.data, next: next?.revision } };
  }
  if (widget) {
    const { embedNotIssuedPage, embedPage } = await import('#server/embedPage.tsx');
    return published ? embedPage(place, published, widget) : embedNotIssuedPage(place, widget.week ?? week, widget);
  }
  const choice = { person, layout: readLayout(query.get('mau') ?? undefined) };
  const previous = addWeeks(week, -1);
  // Whether another week is issued would be a second read: before this one it is as good as sure.
  if (!published) return notIssuedPage(place, week, week === weekOf(place.today) ? previous : null, choice);
  if (as === 'day') return todayPage(place, week, [published]);
  const [lan, soVoi] = [query.get('lan') ?? undefined, query.get('so-voi') ?? undefined];
  if (lan !== undefined || soVoi !== undefined) {
    const read = (revision: number) => readIssuedWeek(calendar, week, revision);
    const document = await revisionAsked(place, published, { lan, soVoi }, read);
    return document ?? missingPage(frame, 'Revision', words, addresses);
  }
  return weekPage(place, published, { previous, next: addWeeks(week, 1) }, choice);
}

/** The page as the server would send it, as far as the script that keeps it fresh looks at it. */
function markup({ body, data = {} }: Document, words: Messages): string {
  const drawn = renderToStaticMarkup(<MessagesContext value={words}>{body}</MessagesContext>);
  const told = JSON.stringify({ ...data, tag: `${data['revision']} ${data['next']} ${data['today']}` });
  return `${drawn}<script type="application/json" id="page-data">${told.replace(/</g, '\\u003c')}</script>`;
}

async function start() {
  // Not to be had: Vietnamese rather than nothing.
  const isEnglish = new URLSearchParams(location.search).get('lang') === 'en';
  const english = isEnglish ? await import('#i18n/en.ts').catch(() => null) : null;
  const words = english?.en ?? vi;
  let askedAt = Date.now();
  const page = await pageAt(location, words, askedAt);
  document.documentElement.lang = words.common.language;
  document.documentElement.className = page.dress?.name ?? '';
  document.title = page.title;
  const style = page.dress ? `<style>${page.dress.css}</style>` : '';
  document.head.insertAdjacentHTML('beforeend', renderToStaticMarkup(page.head) + style);
  document.body.innerHTML = markup(page, words);
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
  // A failure has no data: its button loads the page anew.
  if (!page.data) return;
  const source: Source = {
    every: ASK_EVERY,
    ask: async (tag) => {
      const unchanged = new Response(null, { status: 304 });
      if (Date.now() - askedAt < LEAST_MS) return unchanged;
      const next = await pageAt(location, words, Date.now());
      if (!next.data) throw new Error('not read');
      askedAt = Date.now();
      const html = markup(next, words);
      if (html.includes(`"tag":"${tag}"`)) return unchanged;
      const script = document.querySelector('script[type=module]')?.getAttribute('src');
      return new Response(`<title></title>${html}<script type="module" src="${script}"></script>`);
    },
  };
  const data = document.getElementById('page-data')!;
  if (page.dress?.name === 'wall') (await import('#features/read-week/wall.ts')).startWall(data, source);
  else hydratePublicWeek(data, undefined, source);
  if (page.script === 'frame') {
    document.body.append(Object.assign(document.createElement('script'), { src: '/embed-frame.js' }));
  }
}

void start();
