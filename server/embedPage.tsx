import { publishedDays, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDate, formatDay, minutesAt, weekday } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import type { Messages } from '#i18n/vi.ts';
import { Freshness } from '#ui/PublicWeekHead.tsx';
import { WeekIn } from '#ui/WeekIn.tsx';
import type { Document } from './document.tsx';
import { calendarPath, chosen, personName, weekName, weekPath, type Ground, type Place } from './place.tsx';
import { freshness } from './shell.tsx';
import { sheetFoot } from './weekPage.tsx';
import { widgetDress, type Widget } from './widget.ts';

/** The week inside another site's page: title, table and the way to the whole page. No cookie, nothing but links. */
export function embedPage(place: Place, week: PublishedWeek, widget: Widget): Document {
  const { frame, calendar, today, words } = place;
  const { person, layout } = widget;
  const t = words.readers;
  const name = person === null ? null : personName(frame, person, week.from);
  const number = `${t.title} ${week.number}`;
  const dates = `(${formatDay(week.from)} – ${formatDate(week.to)})`;
  const title = `${number} ${dates}`;
  const isNow = week.from <= today && today <= week.to;
  const days = publishedDays(week, person)
    .map((day) => (widget.duty ? day : { ...day, duty: null }))
    .filter(({ date, entries, duty }) =>
      widget.todayOnly && isNow
        ? date === today
        : widget.emptyWeekends || weekday(date) < 6 || entries.length > 0 || duty !== null,
    );
  const whole = chosen(weekPath(calendar.id, week.week), words);
  return {
    title: `${title} · ${week.calendarName} · ${week.agencyName}`,
    head: <meta name="robots" content="noindex" />,
    body: (
      <Kept>
        <main className="wk embed">
          <h1>
            <a href={whole} target="_blank" rel="noopener">
              {number} <span>{dates}</span>
            </a>
          </h1>
          <p className="embed-of">{[week.calendarName, name].filter(Boolean).join(' · ')}</p>
          <Freshness week={week} today={today} changesHref={`${whole}#dieu-chinh`} />
          <WeekIn
            layout={layout}
            days={days}
            today={today}
            caption={`${title}, ${name ?? week.calendarName}`}
            foot={sheetFoot(week, words)}
            leaders={frame.people.map((each) => each.name)}
            withDuty={widget.duty}
          />
        </main>
      </Kept>
    ),
    ...widgetDress(widget),
    script: 'frame',
    data: freshness(place, week.revision),
  };
}

/** The same without a week. Every way leads out of the frame: no other page may stand in one. */
export function embedNotIssuedPage(place: Place, week: WeekId, widget: Widget): Document {
  const { frame, calendar, words } = place;
  const t = words.readers.states;
  const days = daysOf(week);
  const title = t.notIssuedTitle(weekName(week, frame.settings, words));
  return {
    title: `${title} · ${calendar.name} · ${frame.settings.name}`,
    head: <meta name="robots" content="noindex" />,
    body: (
      <Kept>
        <main className="wk embed">
          <h1>
            <a href={chosen(weekPath(calendar.id, week), words)} target="_blank" rel="noopener">
              {title}
            </a>
          </h1>
          <p>{`${calendar.name}. ${t.notIssuedText(formatDay(days[0]), formatDate(days[6]))}`}</p>
        </main>
      </Kept>
    ),
    ...widgetDress(widget),
    script: 'frame',
    data: freshness(place, 0),
  };
}

/** Reading failed: said inside the frame, as nobody knows who may frame it and there is nothing in it. It comes back by itself. */
export function embedFailedPage(now: number, retryHref: string, words: Messages, widget: Widget): Document {
  const t = words.readers.states;
  return {
    title: t.failedTitle,
    head: <meta name="robots" content="noindex" />,
    body: (
      <main className="wk embed">
        <h1>{t.failedTitle}</h1>
        <p>
          {t.failedText(formatClock(minutesAt(now)))} <a href={retryHref}>{t.retry}</a>
        </p>
      </main>
    ),
    ...widgetDress(widget),
    script: 'frame',
  };
}

/**
 * Calendar or person is nobody, perhaps any more: said inside the frame, where a page that may not be framed would leave a
 * browser's own error. It comes back by itself.
 */
export function embedMissingPage(
  { frame, words }: Pick<Ground, 'frame' | 'words'>,
  what: 'Calendar' | 'Person',
  calendar: string | null,
  widget: Widget,
): Document {
  const { states: t } = words.readers;
  const title = t[`no${what}Title`];
  const home = calendar === null ? '/' : calendarPath(frame, calendar);
  return {
    title: `${title} · ${frame.settings.name}`,
    head: <meta name="robots" content="noindex" />,
    body: (
      <main className="wk embed">
        <h1>
          <a href={chosen(home, words)} target="_blank" rel="noopener">
            {title}
          </a>
        </h1>
        <p>{t[`no${what}Text`]}</p>
      </main>
    ),
    ...widgetDress(widget),
    script: 'frame',
  };
}

/** What is kept fresh, under the place where it is said that it could not be. */
const Kept = ({ children }: { children: React.ReactNode }) => (
  <div className="embed-frame">
    <p className="page-status" role="status" />
    {children}
  </div>
);
