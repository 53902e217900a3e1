import type { Context } from 'hono';
import { formatDate, formatDay, todayAt } from '#domain/time.ts';
import { daysOf, weekOf } from '#domain/week.ts';
import { pageWords } from '#i18n/pages.ts';
import { PublicState } from '#ui/PublicState.tsx';
import type { Document } from './document.tsx';
import { About } from './about.tsx';
import { chosen, weekPath, type Place } from './place.tsx';
import type { WeekSummary } from './publicStore.ts';
import type { Reading } from './reading.ts';
import { revisionName } from './revisionPage.tsx';
import { calendarLinks, Page, PlainSheetHead } from './shell.tsx';
import { ChoiceDrop } from '#ui/ChoiceDrop.tsx';

/** `/lich/{calendar}/nam/{year}`: the weeks that a calendar issued in a year (of the ISO week), the latest first. */
export async function showArchive({ store, placeOf, inTime, page, missing }: Reading, c: Context): Promise<Response> {
  const place = await placeOf(c, c.req.param('calendar')!);
  if (!place) return missing(c, 'Calendar');
  const year = c.req.param('year') ?? weekOf(place.today).slice(0, 4);
  if (!/^[1-9]\d{3}$/.test(year)) return missing(c, 'Page');
  const [weeks, versions] = await inTime(
    Promise.all([store.summaries(place.calendar.id, year), store.issued.versions(place.calendar.id)]),
  );
  const years = [...new Set([...versions.keys()].map((week) => week.slice(0, 4)))].sort().reverse();
  return page(c, archivePage(place, year, years, weeks));
}

export const archivePath = (calendar: string, year: string): string => `/lich/${calendar}/nam/${year}`;

function archivePage(place: Place, year: string, years: readonly string[], weeks: readonly WeekSummary[]): Document {
  const { frame, calendar, words } = place;
  const { archive: t, calendar: calendarWord } = pageWords(words);
  const title = t.title(year);
  const all = years.includes(year) ? years : [year, ...years];
  return {
    title: `${title} · ${calendar.name} · ${frame.settings.name}`,
    head: <About ground={place} title={`${title}, ${calendar.name}`} />,
    body: (
      <Page ground={place} at="week" calendar={calendar.id}>
        <PlainSheetHead ground={place} week={title} of={[calendar.name]} />
        <p className="calendar-name">{calendar.name}</p>
        <div className="week-head">
          <h1>{title}</h1>
        </div>
        <div className="week-tools">
          <ChoiceDrop
            label={calendarWord}
            // All of them together have no weeks of their own.
            links={calendarLinks(place, calendar.id, undefined, (id) => archivePath(id, year)).slice(0, -1)}
          />
          <ChoiceDrop
            label={t.year}
            labelShown
            links={all.map((each) => ({
              name: each,
              href: chosen(archivePath(calendar.id, each), words),
              current: each === year,
            }))}
          />
        </div>
        {weeks.length === 0 ? (
          <PublicState kind={words.readers.states.notIssued} title={t.none(year)} ways={[]}>
            <p>{calendar.name}</p>
          </PublicState>
        ) : (
          <ul className="changes">
            {[...weeks].reverse().map(({ week, number, revision, issuedAt, documentNo }) => {
              const days = daysOf(week);
              return (
                <li key={week}>
                  <a href={chosen(weekPath(calendar.id, week), words)}>
                    {`${words.readers.week} ${number}: ${formatDay(days[0])} – ${formatDate(days[6])}`}
                  </a>
                  <span className="why">
                    {[
                      `${revisionName(revision, words)}, ${formatDate(todayAt(issuedAt))}`,
                      documentNo !== '' && `${words.readers.number} ${documentNo}`,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </li>
              );
            })}
          </ul>
        )}
      </Page>
    ),
  };
}
