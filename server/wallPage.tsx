import type { Context } from 'hono';
import { publishedDays, type PublishedWeek } from '#domain/publication.ts';
import { formatDate, formatDay } from '#domain/time.ts';
import { addWeeks, daysOf, weekOf, type WeekId } from '#domain/week.ts';
import type { Messages } from '#i18n/vi.ts';
import { Freshness } from '#ui/PublicWeekHead.tsx';
import wallCss from '#ui/wall.css?inline';
import { WeekTable } from '#ui/WeekTable.tsx';
import type { Document } from './document.tsx';
import { chosen, weekName, weekPath, type Place } from './place.tsx';
import type { Reading } from './reading.ts';

/** `/wall/{calendar}`; null: the default calendar's. */
export async function showWall(
  { store, placeOf, missing, takenOver, page, inTime }: Reading,
  c: Context,
  calendar: string | null,
) {
  const place = await placeOf(c, calendar);
  if (!place) return missing(c, 'Calendar');
  const { id } = place.calendar;
  const week = weekOf(place.today);
  const [issued, next] = await inTime(Promise.all([store.week(id, week), store.week(id, addWeeks(week, 1))]));
  const successor = issued || next ? null : takenOver(c, place);
  if (successor !== null) return c.redirect(successor, 302);
  return page(c, wallPage(place, issued, next, week));
}

/**
 * The screen in the hall: today and tomorrow large, the days after them small, a clock. Days gone by are left out. It is
 * fitted to the screen and kept fresh by its script (features/read-week/wall.ts); with scripts off it is loaded anew
 * every five minutes.
 * @param next the week after, where it is issued: on a Sunday it holds tomorrow.
 */
export function wallPage(
  place: Place,
  week: PublishedWeek | null,
  next: PublishedWeek | null,
  thisWeek: WeekId,
): Document {
  const { frame, calendar, today, words } = place;
  const t = words.readers;
  const days = [week, next]
    .flatMap((each) => (each ? publishedDays(each, null) : []))
    .filter((day) => day.date >= today);
  const dates = daysOf(thisWeek);
  const untold = !week ? thisWeek : !next && today === dates[6] ? addWeeks(thisWeek, 1) : null;
  const title = week
    ? `${t.title} ${week.number} (${formatDay(week.from)} – ${formatDate(week.to)})`
    : t.states.notIssuedTitle(weekName(thisWeek, frame.settings, words));
  return {
    title: `${title} · ${calendar.name} · ${frame.settings.name}`,
    dress: { name: 'wall', css: wallCss },
    head: (
      <>
        <meta name="robots" content="noindex" />
        <noscript>
          <meta httpEquiv="refresh" content="300" />
        </noscript>
      </>
    ),
    body: (
      <main>
        <header>
          <p className="of">{`${week?.agencyName ?? frame.settings.name} · ${week?.calendarName ?? calendar.name}`}</p>
          <h1>{title}</h1>
          {/* Filled in by the script: a minute in the page would make it another page every minute. */}
          <p className="clock" data-clock="" />
          {week && (
            <Freshness
              week={week}
              today={today}
              changesHref={`${chosen(weekPath(calendar.id, week.week), words)}#dieu-chinh`}
            />
          )}
        </header>
        {days.length > 0 && (
          <div className="days">
            <WeekTable days={days} today={today} caption={`${title}, ${calendar.name}`} />
          </div>
        )}
        {untold !== null && <p className="untold">{notIssued(untold, words)}</p>}
        <p className="part" data-part="" />
      </main>
    ),
    script: 'readers',
    data: {
      today,
      revision: week?.revision ?? 0,
      words: {
        newRevision: t.newRevision,
        stale: t.stale,
        staleRest: t.staleRest,
        today: words.common.today,
        part: t.part,
      },
    },
  };
}

/** Neither a day without a word nor "Không có lịch": nobody has said so. */
function notIssued(week: WeekId, { readers: t }: Messages): string {
  const days = daysOf(week);
  return t.states.notIssuedText(formatDay(days[0]), formatDate(days[6]));
}
