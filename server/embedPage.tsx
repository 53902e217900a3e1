import { publishedDays, type PublishedWeek } from '#domain/publication.ts';
import { formatDate, formatDay } from '#domain/time.ts';
import { daysOf, type WeekId } from '#domain/week.ts';
import { Freshness } from '#ui/PublicWeekHead.tsx';
import { WeekTable } from '#ui/WeekTable.tsx';
import type { Document } from './document.tsx';
import { chosen, personName, weekName, weekPath, type Place } from './place.tsx';

/** The week inside another site's page: title, table and the way to the whole page. No cookie, nothing but links. */
export function embedPage(place: Place, week: PublishedWeek, person: string | null, todayOnly: boolean): Document {
  const { frame, calendar, today, words } = place;
  const t = words.readers;
  const name = person === null ? null : personName(frame, person, week.from);
  const title = `${t.title} ${week.number} (${formatDay(week.from)} – ${formatDate(week.to)})`;
  const days = publishedDays(week, person);
  const whole = chosen(weekPath(calendar.id, week.week), words);
  return {
    title: `${title} · ${week.calendarName} · ${week.agencyName}`,
    head: <meta name="robots" content="noindex" />,
    body: (
      <main className="wk embed">
        <h1>
          <a href={whole} target="_blank" rel="noopener">
            {title}
          </a>
        </h1>
        <p className="embed-of">{[week.calendarName, name].filter(Boolean).join(' · ')}</p>
        <Freshness week={week} today={today} changesHref={`${whole}#dieu-chinh`} />
        <WeekTable
          days={todayOnly ? days.filter((day) => day.date === today) : days}
          today={today}
          caption={`${title}, ${name ?? week.calendarName}`}
        />
      </main>
    ),
    script: 'frame',
  };
}

/** The same without a week. Every way leads out of the frame: no other page may stand in one. */
export function embedNotIssuedPage(place: Place, week: WeekId): Document {
  const { frame, calendar, words } = place;
  const t = words.readers.states;
  const days = daysOf(week);
  const title = t.notIssuedTitle(weekName(week, frame.settings, words));
  return {
    title: `${title} · ${calendar.name} · ${frame.settings.name}`,
    head: <meta name="robots" content="noindex" />,
    body: (
      <main className="wk embed">
        <h1>
          <a href={chosen(weekPath(calendar.id, week), words)} target="_blank" rel="noopener">
            {title}
          </a>
        </h1>
        <p>{`${calendar.name}. ${t.notIssuedText(formatDay(days[0]), formatDate(days[6]))}`}</p>
      </main>
    ),
    script: 'frame',
  };
}
