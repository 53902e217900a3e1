import type { Hono } from 'hono';
import { FEED_WINDOW } from '#domain/directory.ts';
import { todayAt } from '#domain/time.ts';
import { addWeeks, parseWeekId, type WeekId } from '#domain/week.ts';
import { openDataWords } from '#i18n/openData.ts';
import { vi } from '#i18n/vi.ts';
import { atomText, type IssuedRevision } from './atom.tsx';
import { OPEN_TO_PAGES } from './cors.ts';
import type { Document } from './document.tsx';
import { rollingWeeks } from './feedWindow.ts';
import type { Versions } from './issuedWeeks.ts';
import { Alternates, chosen, weekName, weekPath, type Ground } from './place.tsx';
import type { Reading } from './reading.ts';
import type { RenderedFeeds } from './renderedFeeds.ts';
import { respond } from './respond.ts';
import { Page, PlainSheetHead } from './shell.tsx';
import { LICENCE, weekCsv, weekJson } from './weekData.ts';
import { weekSchema } from './weekSchema.ts';

const TYPES = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  atom: 'application/atom+xml; charset=utf-8',
  schema: 'application/schema+json; charset=utf-8',
} as const;

/** Revisions in an Atom feed. */
const MOST_REVISIONS = 30;
/** Weeks before a feed's window whose late adjustments are told too. */
const EARLIER_WEEKS = 13;
/** Weeks of a calendar on the page; the index has all. */
const LATEST = 8;

const headersOf = (file: string, schema: string | null = null): Record<string, string> => ({
  'Content-Disposition': `inline; filename="${file}"`,
  ...OPEN_TO_PAGES,
  Link: [`<${LICENCE}>; rel="license"`, ...(schema === null ? [] : [`<${schema}>; rel="describedby"`])].join(', '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
});

/**
 * `/data`: issued weeks as JSON and CSV, revisions as Atom, and a page and an index of what there is
 * (docs/open-data.md). Files are written once a revision and kept with the feeds.
 */
export function addOpenData(app: Hono, reading: Reading, rendered: RenderedFeeds): void {
  const { store, inTime, missing, now, keptOrigin } = reading;

  app.get('/data', async (c) => {
    const ground = await reading.ground(c);
    return reading.page(c, dataPage(ground, await weeksOf(ground)));
  });

  const weeksOf = ({ frame }: Pick<Ground, 'frame'>) =>
    inTime(
      Promise.all(
        frame.calendars.map(async (calendar) => ({
          calendar,
          weeks: [...(await store.issued.versions(calendar.id)).keys()],
        })),
      ),
    );

  app.get('/data/index.json', async (c) => {
    const frame = await inTime(store.frame());
    const origin = keptOrigin(c);
    const versions = await inTime(Promise.all(frame.calendars.map(({ id }) => store.issued.versions(id))));
    const stamp = [...versions, frame.settings.name, JSON.stringify(frame.calendars)];
    const text = await rendered.of(`${origin}/data/index.json`, stamp, async () => {
      const calendars = frame.calendars.map(({ id, name, kind, active }, index) => ({
        id,
        name,
        kind,
        active,
        atom: `${origin}/data/${id}.atom`,
        ical: `${origin}/ical/${id}.ics`,
        weeks: [...versions[index]!].map(([week, version]) => ({
          week,
          changedAt: version.toDate().toISOString(),
          json: `${origin}/data/${id}/${week}.json`,
          csv: `${origin}/data/${id}/${week}.csv`,
        })),
      }));
      const { name } = frame.settings;
      const index = { form: 1, licence: LICENCE, attribution: name, schema: `${origin}/data/schema.json`, calendars };
      return { body: `${JSON.stringify(index, null, 1)}\n`, lastModified: null };
    });
    return respond(c.req.raw, { ...text, type: TYPES.json, headers: headersOf('index.json') });
  });

  app.get('/data/schema.json', async (c) => {
    const origin = keptOrigin(c);
    const text = await rendered.of(`${origin}/data/schema.json`, [], async () => ({
      body: `${JSON.stringify(weekSchema(origin), null, 1)}\n`,
      lastModified: null,
    }));
    return respond(c.req.raw, { ...text, type: TYPES.schema, headers: headersOf('schema.json') });
  });

  app.get('/data/:file{[^/]+\\.atom}', async (c) => {
    const frame = await inTime(store.frame());
    const id = c.req.param('file').slice(0, -'.atom'.length);
    const calendar = frame.calendars.find((each) => each.id === id);
    if (!calendar) return missing(c, 'Calendar');
    const origin = keptOrigin(c);
    const versions = await inTime(store.issued.versions(id));
    const weeks = rollingWeeks({ ...frame.settings, feedWindow: FEED_WINDOW }, todayAt(now()));
    const agency = frame.settings.name;
    const text = await inTime(
      rendered.of(`${origin}/data/${id}.atom`, [versions, weeks.from, calendar.name, agency], async () => {
        const revisions = await revisionsOf(id, versions, addWeeks(weeks.from, -EARLIER_WEEKS), weeks.to);
        const body = atomText({ calendar, agency, origin, revisions, words: vi });
        return { body, lastModified: null };
      }),
    );
    return respond(c.req.raw, { ...text, type: TYPES.atom, headers: headersOf(`${id}.atom`) });
  });

  /** The newest revisions of the weeks around today, as they were issued. */
  const revisionsOf = async (
    calendar: string,
    versions: Versions,
    from: WeekId,
    to: WeekId,
  ): Promise<IssuedRevision[]> => {
    const weeks = await store.issued.weeks(calendar, versions, (week) => from <= week && week <= to);
    const all = weeks.flatMap((current) =>
      Object.entries(current.revisionTimes).map(([revision, issuedAt]) => ({
        current,
        revision: Number(revision),
        issuedAt,
      })),
    );
    all.sort((a, b) => b.issuedAt - a.issuedAt || (a.current.week < b.current.week ? 1 : -1));
    return Promise.all(
      all.slice(0, MOST_REVISIONS).map(async (one) => ({
        ...one,
        week:
          one.revision === one.current.revision
            ? one.current
            : await store.revision(calendar, one.current.week, one.revision),
      })),
    );
  };

  app.get('/data/:calendar/:file{[^/.]+\\.(json|csv)}', async (c) => {
    const frame = await inTime(store.frame());
    const id = c.req.param('calendar');
    if (!frame.calendars.some((calendar) => calendar.id === id)) return missing(c, 'Calendar');
    const [name = '', form] = c.req.param('file').split('.') as [string, 'json' | 'csv'];
    const week = parseWeekId(name);
    const versions = await inTime(store.issued.versions(id));
    const version = week && versions.get(week);
    if (!version) return missing(c, week ? 'Issue' : 'Week');
    const origin = keptOrigin(c);
    const text = await inTime(
      rendered.of(`${origin}/data/${id}/${week}.${form}`, [version], async () => {
        const [issued] = await store.issued.weeks(id, versions, (each) => each === week);
        if (!issued) throw new Error(`week ${id} ${week} went while it was read`);
        return {
          body: form === 'json' ? weekJson(issued, origin) : weekCsv(issued),
          lastModified: issued.issuedAt,
        };
      }),
    );
    const schema = form === 'json' ? `${origin}/data/schema.json` : null;
    return respond(c.req.raw, {
      ...text,
      type: TYPES[form],
      headers: headersOf(`${id}-${week}.${form}`, schema),
    });
  });
}

type CalendarWeeks = { readonly calendar: { readonly id: string; readonly name: string }; readonly weeks: WeekId[] };

function dataPage(ground: Ground, calendars: readonly CalendarWeeks[]): Document {
  const { frame, words } = ground;
  const t = openDataWords(words);
  return {
    title: `${t.title} · ${frame.settings.name}`,
    head: (
      <>
        <meta name="description" content={t.what} />
        <Alternates place={ground} />
      </>
    ),
    body: (
      <Page ground={ground} at={null} calendar={null}>
        <PlainSheetHead ground={ground} week={t.title} of={[]} />
        <h1>{t.title}</h1>
        <div className="after sheet">
          <section>
            <p>{t.what}</p>
            <p>
              {`${t.licence} `}
              <a href={LICENCE} rel="license">
                {t.licenceName}
              </a>
              {`. ${t.attribution(frame.settings.name)}`}
            </p>
          </section>
          <section>
            <h2>{t.formats}</h2>
            <ul className="changes">
              <li>
                <b>JSON</b>
                {`: ${t.jsonWhat} · `}
                <a href="/data/schema.json">{t.schema}</a>
              </li>
              <li>
                <b>CSV</b>
                {`: ${t.csvWhat}`}
                <span className="why">{t.cells}</span>
              </li>
              <li>
                <b>Atom</b>
                {`: ${t.atomWhat}`}
              </li>
              <li>
                <b>iCal</b>
                {`: ${t.icalWhat} · `}
                <a href={chosen('/theo-doi', words)}>{t.subscribe}</a>
              </li>
              <li>
                <a href="/data/index.json">{t.index}</a>
              </li>
            </ul>
          </section>
          {calendars.map(({ calendar: { id, name }, weeks }) => (
            <section key={id}>
              <h2>{name}</h2>
              <p>
                <a href={`/data/${id}.atom`}>Atom</a>
                {' · '}
                <a href={`/ical/${id}.ics`}>iCal</a>
              </p>
              {weeks.length === 0 ? (
                <p>{t.none}</p>
              ) : (
                <>
                  <h3>{t.latest(Math.min(LATEST, weeks.length))}</h3>
                  <ul className="changes">
                    {weeks
                      .slice(-LATEST)
                      .reverse()
                      .map((week) => (
                        <li key={week}>
                          <a href={chosen(weekPath(id, week), words)}>{weekName(week, frame.settings, words)}</a>
                          {': '}
                          <a href={`/data/${id}/${week}.json`}>JSON</a>
                          {' · '}
                          <a href={`/data/${id}/${week}.csv`}>CSV</a>
                        </li>
                      ))}
                  </ul>
                </>
              )}
            </section>
          ))}
        </div>
      </Page>
    ),
  };
}
