import { setTimeout } from 'node:timers/promises';
import type { Context } from 'hono';
import type { Calendar } from '#domain/directory.ts';
import { asksNothing, LONGEST_QUERY, readQuery } from '#domain/search.ts';
import { cleanText } from '#domain/text.ts';
import { formatDate, formatDay, formatTime, parseDate, weekday } from '#domain/time.ts';
import { pageWords } from '#i18n/pages.ts';
import { KeepLink } from '#ui/EntryParts.tsx';
import { OfficeText } from '#ui/OfficeText.tsx';
import { PublicState } from '#ui/PublicState.tsx';
import searchCss from '#ui/search.css?inline';
import type { Document } from './document.tsx';
import { ALL_CALENDARS, entryFile, weekPath, withQuery, type Ground } from './place.tsx';
import type { Reading } from './reading.ts';
import { SearchBound } from './searchBound.ts';
import { SearchIndex, type Row, type Wanted } from './searchIndex.ts';
import { Page, PlainSheetHead } from './shell.tsx';

const ROWS_A_PAGE = 20;

/** What was asked, as it stands in the address. */
interface Asked {
  readonly q: string;
  /** More was typed than is looked for. */
  readonly isCut: boolean;
  readonly lich: string; // '' all calendars
  readonly tu: string;
  readonly den: string;
}

interface Result {
  readonly found: readonly Row[];
  /** False: weeks that have not been read yet may have more. */
  readonly isWhole: boolean;
  readonly page: number;
  readonly pages: number;
}

/** How long after a start all weeks are read: not while the first pages are waited for. */
const READ_AFTER_MS = 2_000;

/** How long a search waits for weeks that are not read yet before it answers from those that are. */
const PATIENCE_MS = 3_000;

/**
 * `/tim`: finds in all issued weeks by an address that can be kept. Until `closing` what is issued is read ahead. `settled`
 * resolves when nothing is being read, soon after `closing`: the store must not be closed under it.
 */
export function makeSearch(
  reading: Reading,
  { callerOf, closing }: { callerOf: (c: Context) => string; closing: AbortSignal | undefined },
): { show: (c: Context) => Promise<Response>; settled: () => Promise<void> } {
  const index = new SearchIndex(reading.store.issued, closing);
  const bound = new SearchBound(reading.now);

  const readAll = async (until: AbortSignal) => {
    await setTimeout(READ_AFTER_MS, undefined, { signal: until, ref: false });
    await index.read(wanted((await reading.store.frame()).calendars));
  };
  // What fails is read by the first search.
  const readAhead = closing ? readAll(closing).catch(() => {}) : Promise.resolve();

  const show = async (c: Context) => {
    const ground = await reading.ground(c);
    const field = (name: string) => cleanText((c.req.query(name) ?? '').slice(0, LONGEST_QUERY));
    const isCut = cleanText(c.req.query('q') ?? '').length > LONGEST_QUERY;
    const asked: Asked = { q: field('q'), isCut, lich: field('lich'), tu: field('tu'), den: field('den') };
    const { calendars } = ground.frame;
    if (asked.lich !== '' && !calendars.some(({ id }) => id === asked.lich)) return reading.missing(c, 'Calendar');
    const query = readQuery(asked.q, { from: asked.tu, to: asked.den }, ground.today);
    if (asksNothing(query)) return reading.page(c, searchPage(ground, asked, null));
    if (bound.isTooMuch(callerOf(c)))
      return reading.page(c, busyPage(ground, asked, new URL(c.req.url)), { status: 503 });
    const within = calendars.filter(({ id }) => asked.lich === '' || id === asked.lich);
    const { found, isWhole } = await reading.inTime(index.find(query, wanted(within), PATIENCE_MS));
    const pages = Math.max(1, Math.ceil(found.length / ROWS_A_PAGE));
    const page = Number(field('trang') || '1');
    if (!Number.isInteger(page) || page < 1 || (page > pages && isWhole)) return reading.missing(c, 'Page');
    const result: Result = { found, isWhole, page: Math.min(page, pages), pages };
    return reading.page(c, searchPage(ground, asked, result), { isPassing: !isWhole });
  };
  return { show, settled: () => readAhead.then(() => index.settled()) };
}

const wanted = (calendars: readonly Calendar[]): Wanted[] =>
  calendars.map(({ id, name, shortName }) => ({ id, names: [name, shortName] }));

function searchPage(ground: Ground, asked: Asked, result: Result | null): Document {
  const { frame, words } = ground;
  const t = pageWords(words).find;
  const name = asked.q === '' ? t.title : t.titleOf(asked.q);
  const { q, lich, tu, den } = asked;
  const at = (number: number) =>
    withQuery('/tim', words, { q, lich, tu, den, trang: number === 1 ? null : String(number) });
  return {
    title: `${name} · ${frame.settings.name}`,
    head: <meta name="robots" content="noindex" />,
    dress: { name: 'find', css: searchCss },
    body: (
      <Page ground={ground} at={null} calendar={null} query={asked.q}>
        <PlainSheetHead ground={ground} week={name} of={[]} />
        <h1>{name}</h1>
        <Fields ground={ground} asked={asked} />
        {remarks(asked, ground).map((remark) => (
          <p key={remark} role="alert">
            {remark}
          </p>
        ))}
        {result ? <Results result={result} ground={ground} at={at} /> : <p className="hint">{t.how}</p>}
      </Page>
    ),
  };
}

/** `at`: the address of a page of them. */
function Results({ result, ground, at }: { result: Result; ground: Ground; at: (page: number) => string }) {
  const { found, isWhole, page, pages } = result;
  const t = pageWords(ground.words).find;
  const shown = found.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE);
  return (
    <>
      {!isWhole && (
        <p role="alert">
          {t.notAllRead} <a href={at(page)}>{ground.words.readers.states.retry}</a>
        </p>
      )}
      {(isWhole || found.length > 0) && (
        <p className="count" role="status">
          {found.length === 0 ? t.nothing : t.found(found.length)}
        </p>
      )}
      {isWhole && found.length === 0 && <p className="hint">{t.nothingHint}</p>}
      <ol className="found" start={(page - 1) * ROWS_A_PAGE + 1}>
        {shown.map((row, index) => (
          // Rows are a page's own: they never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <Found row={row} ground={ground} />
          </li>
        ))}
      </ol>
      {pages > 1 && (
        <nav className="pages" aria-label={t.pages}>
          {page > 1 && (
            <a className="btn" href={at(page - 1)} rel="prev">
              {t.previous}
            </a>
          )}
          <span>{t.page(page, pages)}</span>
          {page < pages && (
            <a className="btn" href={at(page + 1)} rel="next">
              {t.next}
            </a>
          )}
        </nav>
      )}
    </>
  );
}

const isNoDay = (typed: string, { today }: Ground): boolean => typed !== '' && parseDate(typed, today) === undefined;

/** What was asked and could not be looked for as it was typed. */
function remarks({ tu, den, isCut }: Asked, ground: Ground): readonly string[] {
  const t = pageWords(ground.words).find;
  const [from, to] = [parseDate(tu, ground.today), parseDate(den, ground.today)];
  return [
    ...(isCut ? [t.cut(LONGEST_QUERY)] : []),
    ...[...new Set([tu, den])].filter((typed) => isNoDay(typed, ground)).map(t.noDay),
    ...(from !== undefined && to !== undefined && to < from ? [t.daysTurned] : []),
  ];
}

/** The same question with all that narrows it. */
function Fields({ ground, asked }: { ground: Ground; asked: Asked }) {
  const { frame, words } = ground;
  const { find: t, allCalendars, calendar, search, searchHint } = pageWords(words);
  return (
    <form className="fields" action="/tim" role="search" aria-label={t.narrow}>
      <p>
        <label htmlFor="q">{search}</label>
        <input
          id="q"
          type="search"
          name="q"
          defaultValue={asked.q}
          placeholder={searchHint}
          maxLength={LONGEST_QUERY}
        />
      </p>
      <p>
        <label htmlFor="trong">{calendar}</label>
        <select id="trong" name="lich" defaultValue={asked.lich}>
          <option value="">{allCalendars}</option>
          {frame.calendars.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </p>
      {(['tu', 'den'] as const).map((field) => (
        <p key={field}>
          <label htmlFor={field}>{t[field]}</label>
          <input
            id={field}
            type="text"
            name={field}
            defaultValue={asked[field]}
            placeholder={t.day}
            maxLength={10}
            aria-invalid={isNoDay(asked[field], ground) || undefined}
          />
        </p>
      ))}
      {words.common.language !== 'vi' && <input type="hidden" name="lang" value={words.common.language} />}
      <button type="submit" className="btn ink">
        {search}
      </button>
    </form>
  );
}

function Found({ row, ground }: { row: Row; ground: Ground }) {
  const { frame, words } = ground;
  const { common, readers } = words;
  const { date, lastDate } = row;
  const until = lastDate === date ? '' : ` ${readers.until} ${formatDay(lastDate)}`;
  const time = formatTime(row.time, common.sessions);
  const when = `${common.weekdays[weekday(date) - 1]} ${formatDate(date)}${until}, ${time}`;
  const calendar = frame.calendars.find(({ id }) => id === row.calendar)?.name;
  const href = `${withQuery(weekPath(row.calendar, row.week), words, {})}#d-${date}`;
  return (
    <>
      <p className="when">
        <b>{when}</b>
        {row.status !== 'planned' && <span className="mark can">{readers.status[row.status]}</span>}
      </p>
      <p className="words">
        <a href={href}>
          <OfficeText>{row.content}</OfficeText>
        </a>
      </p>
      <p className="why">
        {[row.chairs, row.place, calendar].filter(Boolean).join(' · ')}
        <KeepLink href={entryFile(ground, row, row)} />
      </p>
    </>
  );
}

function busyPage(ground: Ground, asked: Asked, url: URL): Document {
  const { frame, words } = ground;
  const t = pageWords(words).find;
  return {
    title: `${t.busy} · ${frame.settings.name}`,
    head: <meta name="robots" content="noindex" />,
    body: (
      <Page ground={ground} at={null} calendar={ALL_CALENDARS} query={asked.q}>
        <PublicState
          kind={t.busyKind}
          title={t.busy}
          ways={[{ href: url.pathname + url.search, text: words.readers.states.retry }]}
        >
          <p>{t.busyText}</p>
        </PublicState>
      </Page>
    ),
  };
}
