import { formatClock, minutesAt, todayAt, type LocalDate } from '#domain/time.ts';
import { takeFont } from '#ui/fonts/takeFont.ts';
import { hydratePublicWeek, type Source } from './hydrate.ts';

/** What the server tells this page beside what it tells every page. */
interface WallData {
  readonly words: { readonly today: string; readonly part: string };
}

/** How long a part of days that do not fit the screen stands. */
const PART_MS = 15_000;

/** Down to this share of the full size the letters shrink before the days are shown in parts. */
const SMALLEST = 0.72;
const STEP = 0.04;

/**
 * The screen in the hall, for days without a touch: sets the clock going, follows midnight even without a network, fits
 * the days to the screen, and shows in turn what does not fit. What it shows is kept fresh as on every readers' page.
 */
export function startWall(script: HTMLElement, source?: Source): () => void {
  const document = script.ownerDocument;
  const view = document.defaultView!;
  const { words } = JSON.parse(script.textContent) as WallData;
  let skew = 0; // server's clock minus this machine's, ms
  let shown: Element | null = null; // the main that was fitted last
  let fitted = '';
  let from = 0; // the first entry on the screen

  const now = () => view.Date.now() + skew;

  const tick = () => {
    const clock = document.querySelector('[data-clock]');
    const time = formatClock(minutesAt(now()));
    if (clock && clock.textContent !== time) clock.textContent = time;
    leaveBehind(document, todayAt(now()), words.today);
    const main = document.querySelector('main');
    const size = `${view.innerWidth}×${view.innerHeight} ${document.querySelector('[role=status]')?.textContent ?? ''} ${todayAt(now())}`;
    if (main === shown && size === fitted) return;
    shown = main;
    fitted = size;
    fit();
  };

  /** The largest letters with which everything fits; else today, and the rest follows in parts. */
  const fit = () => {
    const today = document.querySelectorAll('.days .today tr').length;
    if (!shrink(Infinity)) shrink(today);
    from = 0;
    turn();
  };

  /** Makes the letters smaller until the first `count` entries fit; false where even the smallest are too large. */
  const shrink = (count: number): boolean => {
    const root = document.documentElement;
    root.style.fontSize = '';
    const full = parseFloat(view.getComputedStyle(root).fontSize);
    for (let share = 1; share > SMALLEST - STEP / 2; share -= STEP) {
      root.style.fontSize = `${full * share}px`;
      showRows(document, 0, count);
      if (!overflows(document)) return true;
    }
    return false;
  };

  /** As many entries as fit, from the one after those just shown; from the first again after the last. */
  const turn = () => {
    const all = rowsOf(document).length;
    if (from >= all) from = 0;
    let count = all - from;
    showRows(document, from, count);
    while (count > 1 && overflows(document)) showRows(document, from, --count);
    const part = document.querySelector('[data-part]');
    if (part) part.textContent = count < all ? `${words.part} ${from + 1}–${from + count} / ${all}` : '';
    // The line that has just come may have taken the last entry's place.
    while (count > 1 && overflows(document)) showRows(document, from, --count);
    from += count;
  };

  const seen = (serverNow: number) => {
    skew = serverNow - view.Date.now();
    tick();
  };
  const stop = hydratePublicWeek(script, seen, source);
  view.addEventListener('resize', tick);
  const timers = [view.setInterval(tick, 1000), view.setInterval(turn, PART_MS)];
  void takeFont(document).then(() => {
    fitted = ''; // its letters are of other widths
    tick();
  });
  return () => {
    timers.forEach((timer) => view.clearInterval(timer));
    view.removeEventListener('resize', tick);
    stop();
  };
}

const rowsOf = (document: Document) => [...document.querySelectorAll<HTMLTableRowElement>('.days tbody:not(.over) tr')];

function overflows(document: Document): boolean {
  const days = document.querySelector('.days');
  return days !== null && days.scrollHeight > days.clientHeight;
}

/** Shows `count` rows; each day's heading and duty go along to the first row of theirs that is shown. */
function showRows(document: Document, from: number, count: number) {
  rowsOf(document).forEach((row, index) => {
    row.hidden = index < from || index >= from + count;
  });
  for (const day of document.querySelectorAll<HTMLTableSectionElement>('.days tbody')) {
    const rows = [...day.rows].filter((row) => !row.hidden);
    day.hidden = rows.length === 0;
    const first = rows[0];
    const heading = day.querySelector<HTMLTableCellElement>('.day');
    const duty = day.querySelector<HTMLTableCellElement>('.duty');
    if (!first || !heading || !duty) continue;
    heading.rowSpan = duty.rowSpan = rows.length;
    if (heading.parentElement !== first) {
      first.prepend(heading);
      first.append(duty);
    }
  }
}

/**
 * Hides the days that are over and calls the first of the others today: at midnight the server may be out of reach. A
 * machine whose clock was wrong takes all of it back with the server's first answer.
 */
function leaveBehind(document: Document, today: LocalDate, words: string) {
  for (const day of document.querySelectorAll('.days tbody')) {
    const isToday = day.id === `d-${today}`;
    day.classList.toggle('over', day.id < `d-${today}`);
    day.classList.toggle('today', isToday);
    const mark = day.querySelector('.day em');
    if (!isToday) mark?.remove();
    else if (!mark) {
      const fresh = document.createElement('em');
      fresh.textContent = ` ${words}`;
      day.querySelector('.day time')?.after(fresh);
    }
  }
}
