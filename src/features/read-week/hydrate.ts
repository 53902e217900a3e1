import {
  ASSUMED_MINUTES,
  formatClock,
  formatDay,
  minutesAt,
  todayAt,
  type LocalDate,
  type Minutes,
} from '#domain/time.ts';

/** What the server's page tells the script (`<script id="page-data">`). */
interface PageData {
  readonly tag: string; // the page's entity tag, without quotes
  readonly today: LocalDate; // the day the page was made for
  readonly revision: number; // 0: not issued
  readonly words: { readonly newRevision: string; readonly stale: string; readonly staleRest: string };
}

/** How often an open page asks whether there is anything newer: one conditional request, usually answered by a 304. */
const ASK_MS = 30_000;

/** A page that could not ask for this long says so. */
const STALE_MS = 150_000;

/** A question that got no answer for so long was swallowed: by a router that forgot the connection while a phone slept. */
const ANSWER_MS = 10_000;

/** Whom an open page asks for the next one. */
export interface Source {
  /** Answers 304 where it is the same still. `tag`: what the page has. */
  readonly ask: (tag: string) => Promise<Response>;
  /** A question costs somebody something: it is put each so many times ASK_MS. */
  readonly every: number;
}

const server = (view: Window): Source => ({
  ask: (tag) => {
    const waiting = new AbortController();
    view.setTimeout(() => waiting.abort(), ANSWER_MS); // stays set: the answer's body may be swallowed too
    return view.fetch(view.location.href.replace(/#.*/, ''), {
      headers: { 'If-None-Match': `"${tag}"` },
      cache: 'no-store',
      signal: waiting.signal,
    });
  },
  every: 1,
});

/**
 * Takes over a page that the server wrote whole: marks the current hour, watches for a new revision, follows midnight,
 * makes the print button work. It keeps the server's markup and asks the server for the next one, so there is one
 * rendering of a week and no framework to load. Nothing it adds moves what is on screen.
 * @param seen told the server's time at the start, each time the server was asked, and after each change of the page.
 * @param source the page's own address where nothing is said.
 */
export function hydratePublicWeek(
  script: HTMLElement,
  seen: (now: number) => void = () => {},
  source: Source = server(script.ownerDocument.defaultView!),
): () => void {
  const data = JSON.parse(script.textContent) as PageData;
  const document = script.ownerDocument;
  const view = document.defaultView!;
  let { tag, today, revision } = data;
  let skew = 0; // server's clock minus this machine's, ms
  let askedAt = view.Date.now();
  let asking = false;

  const serverNow = () => view.Date.now() + skew;

  const mark = () => {
    seen(serverNow());
    // A midnight without an answer: what the page calls today is none (readers.css).
    document.documentElement.classList.toggle('day-over', todayAt(serverNow()) !== today);
    markCurrent(document, todayAt(serverNow()), minutesAt(serverNow()));
  };

  const ask = async () => {
    if (asking) return;
    asking = true;
    try {
      const response = await source.ask(tag);
      const date = Date.parse(response.headers.get('date') ?? '');
      // An office's machine may be wrong by hours; less than a minute is the network.
      if (!Number.isNaN(date)) skew = Math.abs(date - view.Date.now()) > 60_000 ? date - view.Date.now() : 0;
      if (response.status === 304) heard();
      else if (response.ok) {
        const next = new view.DOMParser().parseFromString(await response.text(), 'text/html');
        const nextData = JSON.parse(next.getElementById('page-data')?.textContent ?? 'null') as PageData | null;
        // The site was updated under the page: its new markup wants its new styles and script.
        if (nextData && scriptOf(next) !== scriptOf(document)) view.location.reload();
        else if (nextData) {
          replaceMain(document, next);
          heard();
          if (nextData.revision > revision) announce(data.words.newRevision);
          ({ tag, today, revision } = nextData);
        }
      }
    } catch {
      // No network or no server: told below once it lasts.
    } finally {
      asking = false;
    }
    if (view.Date.now() - askedAt > STALE_MS * source.every) sayStale();
    mark();
  };

  const sayStale = () => {
    const on = todayAt(askedAt + skew);
    const clock = formatClock(minutesAt(askedAt + skew)) + (on === todayAt(serverNow()) ? '' : `, ${formatDay(on)}`);
    say(`${data.words.stale} ${clock}. ${data.words.staleRest}`);
  };

  const heard = () => {
    askedAt = view.Date.now();
    say('');
  };

  // One live region, in the page from the start: a region that appears with its text is not read out.
  const status = document.querySelector('.page-status') ?? document.createElement('p');
  status.setAttribute('role', 'status');
  status.className = 'page-status';
  if (!status.isConnected) document.body.append(status);
  let spoken = '';
  const say = (text: string) => {
    if (text !== spoken) status.textContent = spoken = text;
  };
  const announce = (text: string) => {
    say(text);
    view.setTimeout(() => spoken === text && say(''), ASK_MS / 2);
  };

  const onReturn = () => {
    if (document.visibilityState === 'visible') void ask();
  };
  let ticks = 0;
  const tick = () => {
    const due = (ticks += 1) % source.every === 0 && document.visibilityState === 'visible';
    const midnight = todayAt(serverNow()) !== today;
    if (due || midnight) void ask();
    else mark();
  };
  const onClick = (event: Event) => {
    if (!(event.target instanceof view.Element)) return;
    if (event.target.closest('[data-print]')) view.print();
    closeLists(document, event.target);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    const list = document.activeElement?.closest('details.drop');
    closeLists(document, null);
    list?.querySelector('summary')?.focus();
  };

  document.documentElement.classList.add('scripted');
  document.addEventListener('visibilitychange', onReturn);
  view.addEventListener('online', onReturn);
  // The machine itself knows that it has no network: nothing lasts that could be waited for.
  view.addEventListener('offline', sayStale);
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', onKey);
  const timer = view.setInterval(tick, ASK_MS);
  mark();
  // The page may have come from a cache or been kept open by the browser since yesterday.
  // And a clock in it is to be the server's at once, where asking is free.
  const isClock = source.every === 1 && document.querySelector('[data-clock]') !== null;
  if (isClock || todayAt(serverNow()) !== today) void ask();
  return () => {
    view.clearInterval(timer);
    document.removeEventListener('visibilitychange', onReturn);
    view.removeEventListener('online', onReturn);
    view.removeEventListener('offline', sayStale);
    document.removeEventListener('click', onClick);
    document.removeEventListener('keydown', onKey);
    status.remove();
  };
}

const scriptOf = (page: Document) => page.querySelector('script[type=module]')?.getAttribute('src');

/** The rows that take place now get the bar; a row with a start only, for the assumed length. */
function markCurrent(document: Document, today: LocalDate, now: Minutes) {
  for (const row of document.querySelectorAll('[data-start].now')) row.classList.remove('now');
  for (const row of document.querySelectorAll<HTMLElement>(`#d-${today} [data-start]`)) {
    const start = Number(row.dataset['start']);
    const end = Number(row.dataset['end'] ?? start + ASSUMED_MINUTES);
    if (start <= now && now < end) row.classList.add('now');
  }
}

/** Lists that open under a button close when the reader turns elsewhere. */
function closeLists(document: Document, within: Element | null) {
  for (const list of document.querySelectorAll<HTMLDetailsElement>('details.drop[open]')) {
    if (!within || !list.contains(within)) list.open = false;
  }
}

/** Puts the server's new page in the place of the old one; what was open stays open, focus and what is read stay where they were. */
function replaceMain(document: Document, next: Document) {
  const from = document.querySelector('main');
  const to = next.querySelector('main');
  if (!from || !to) return;
  const open = [...from.querySelectorAll('details')].map((details) => details.open);
  [...to.querySelectorAll('details')].forEach((details, index) => {
    if (open[index]) details.open = true;
  });
  const focused = document.activeElement;
  const position = focused ? [...from.querySelectorAll('a,button,summary')].indexOf(focused) : -1;
  const day = dayAtTop(document);
  const top = day?.getBoundingClientRect().top;
  // All laid out at once: what a day left out would be taken for is not what it was.
  for (const long of to.querySelectorAll('.long')) long.classList.remove('long');
  from.replaceWith(document.importNode(to, true));
  const moved = day && document.getElementById(day.id);
  if (moved && top !== undefined) document.defaultView!.scrollBy(0, moved.getBoundingClientRect().top - top);
  document.title = next.title;
  const places = [...document.querySelectorAll<HTMLElement>('main a, main button, main summary')];
  const href = focused?.getAttribute('href');
  const again = (href && places.find((link) => link.getAttribute('href') === href)) || places[position];
  if (position >= 0) again?.focus({ preventScroll: true }); // it may be far from what is read
}

/** The day across the upper edge of what is seen; none while the page is not scrolled. */
function dayAtTop(document: Document): Element | undefined {
  if (document.defaultView!.scrollY === 0) return undefined;
  return [...document.querySelectorAll('[id^="d-"]')].filter((day) => day.getBoundingClientRect().top < 1).pop();
}
