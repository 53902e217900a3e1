import type { Context } from 'hono';
import { publishedDays, type PublicEntry, type PublishedWeek } from '#domain/publication.ts';
import { addDays, formatClock, formatDate, formatDay, instantOf, minutesAt, todayAt, weekday } from '#domain/time.ts';
import { addWeeks, daysOf, sortEntries, weekOf, type WeekId } from '#domain/week.ts';
import { pageWords } from '#i18n/pages.ts';
import { DayTable } from '#ui/DayTable.tsx';
import { EntryFile, type TableEntry } from '#ui/EntryParts.tsx';
import { PublicState } from '#ui/PublicState.tsx';
import { PublicWeekHead } from '#ui/PublicWeekHead.tsx';
import { DayOff, WeekTable } from '#ui/WeekTable.tsx';
import { About } from './about.tsx';
import type { Document } from './document.tsx';
import { ALL_CALENDARS, chosen, entryFile, weekName, weekPath, type Ground } from './place.tsx';
import type { Frame } from './publicStore.ts';
import type { Reading } from './reading.ts';
import { calendarLinks, freshness, Page, PlainSheetHead } from './shell.tsx';

/** `/hom-nay`: what every calendar has today, without a click; at midnight it is the new day. */
export async function showToday(reading: Reading, c: Context): Promise<Response> {
  const ground = await reading.ground(c);
  const week = weekOf(ground.today);
  const issued = await reading.inTime(reading.store.weekOfAll(inUse(ground.frame), week));
  return reading.page(c, todayPage(ground, week, issued), { changedAt: changedAt(issued, instantOf(ground.today, 0)) });
}

/** `/lich/tat-ca/{week}`: the weeks of all calendars as one table. */
export async function showAllCalendars(reading: Reading, c: Context, week: WeekId): Promise<Response> {
  const ground = await reading.ground(c);
  const { frame, today } = ground;
  const calendars = frame.calendars.map(({ id }) => id); // those no longer active keep their old weeks
  const [issued, neighbours] = await reading.inTime(
    Promise.all([
      reading.store.weekOfAll(calendars, week),
      reading.store.neighbours(frame.settings.defaultCalendar, week),
    ]),
  );
  const document = issued.length === 0 ? noneIssuedPage(ground, week) : allPage(ground, week, issued, neighbours);
  return reading.page(c, document, { changedAt: changedAt(issued, instantOf(today, 0)) });
}

const inUse = (frame: Frame): string[] => frame.calendars.filter(({ active }) => active).map(({ id }) => id);

const changedAt = (issued: readonly PublishedWeek[], midnight: number): number =>
  Math.max(midnight, ...issued.map((week) => week.issuedAt));

/** All their revisions together: it grows with each. */
const revisions = (issued: readonly PublishedWeek[]): number => issued.reduce((sum, week) => sum + week.revision, 0);

const shortName = (frame: Frame, calendar: string): string =>
  frame.calendars.find(({ id }) => id === calendar)?.shortName ?? calendar;

/** Of all of them: one may have been issued before a day off was known. */
const holidaysOf = (issued: readonly PublishedWeek[]): NonNullable<PublishedWeek['holidays']> =>
  Object.assign({}, ...issued.map(({ holidays }) => holidays));

const isIn = (week: WeekId, { today }: Ground): boolean => weekOf(today) === week;

export function todayPage(ground: Ground, week: WeekId, issued: readonly PublishedWeek[]): Document {
  const { frame, today, words } = ground;
  const t = pageWords(words);
  const day = `${words.common.weekdays[weekday(today) - 1]}, ${formatDate(today)}`;
  const groups = issued.map((of) => {
    const { entries, duty } = publishedDays(of, null).find(({ date }) => date === today)!;
    return {
      id: of.calendar,
      name: shortName(frame, of.calendar),
      href: `${chosen(weekPath(of.calendar, week), words)}#d-${today}`,
      duty,
      entries,
    };
  });
  const weekOfEntry = new Map<TableEntry, PublishedWeek>(
    issued.flatMap((of) => of.entries.map((entry) => [entry, of])),
  );
  const busy = groups.filter(({ entries }) => entries.length > 0);
  const free = groups.filter(({ entries }) => entries.length === 0);
  const silent = inUse(frame).filter((id) => !issued.some(({ calendar }) => calendar === id));
  const all = weekPath(ALL_CALENDARS, week);
  const title = `${t.day.title}: ${day}`;
  return {
    title: `${title} · ${frame.settings.name}`,
    head: <About ground={ground} title={title} />,
    body: (
      <Page ground={ground} at="today" calendar={ground.alone ? frame.settings.defaultCalendar : ALL_CALENDARS}>
        <PlainSheetHead ground={ground} week={title} of={[]} />
        <div className="week-head">
          <h1>
            <span className="until-midnight">{t.day.title}</span> <span className="dates">{day}</span>
          </h1>
          <div className="act">
            <button type="button" className="btn needs-script" data-print="">
              {words.readers.print}
            </button>
          </div>
        </div>
        <div className="week-tools">
          {!ground.alone && (
            <>
              <a className="btn until-midnight" href={`${chosen(nextDayPath(ground), words)}#d-${addDays(today, 1)}`}>
                {t.day.tomorrow}
              </a>
              <a className="btn" href={chosen(all, words)}>
                {t.day.wholeWeek}
              </a>
            </>
          )}
          <Latest issued={issued} ground={ground} />
        </div>
        {issued.length === 0 ? (
          <PublicState kind={t.day.noneIssuedKind} title={t.day.noneIssued} ways={[]}>
            <p>{words.readers.states.notIssuedText(formatDay(daysOf(week)[0]), formatDate(daysOf(week)[6]))}</p>
          </PublicState>
        ) : (
          <>
            <DayOff>{holidaysOf(issued)[today] ?? null}</DayOff>
            <EntryFile value={(entry) => entryFile(ground, weekOfEntry.get(entry)!, entry)}>
              <DayTable date={today} groups={busy} caption={title} foot={title} />
            </EntryFile>
            <Names label={t.day.nothing} names={free.map(({ name }) => name)} />
            <Names label={t.day.notIssued} names={silent.map((id) => shortName(frame, id))} />
          </>
        )}
      </Page>
    ),
    script: 'readers',
    data: freshness(ground, revisions(issued)),
  };
}

/** The week of tomorrow: on Sundays it is the next. */
const nextDayPath = ({ today }: Ground): string => weekPath(ALL_CALENDARS, weekOf(addDays(today, 1)));

const Names = ({ label, names }: { label: string; names: readonly string[] }) =>
  names.length > 0 && (
    <p className="names">
      <b>{label}</b> {names.join(', ')}
    </p>
  );

/** When the newest of them was issued. */
function Latest({ issued, ground: { today, words } }: { issued: readonly PublishedWeek[]; ground: Ground }) {
  if (issued.length === 0) return null;
  const at = Math.max(...issued.map((week) => week.issuedAt));
  const on = todayAt(at);
  return (
    <p className="fresh">
      {words.readers.updated} <b>{`${formatClock(minutesAt(at))}${on === today ? '' : `, ${formatDay(on)}`}`}</b>
    </p>
  );
}

function allPage(
  ground: Ground,
  week: WeekId,
  issued: readonly PublishedWeek[],
  neighbours: { readonly previous: WeekId | null; readonly next: WeekId | null },
): Document {
  const { frame, today, words } = ground;
  const t = pageWords(words);
  const { number, from, to } = issued[0]!;
  const path = (id: WeekId | null) => (id === null ? null : chosen(weekPath(ALL_CALENDARS, id), words));
  const title = `${words.readers.title} ${number} (${formatDay(from)} – ${formatDate(to)})`;
  const origins = new Map<TableEntry, { readonly of: PublishedWeek; readonly entry: PublicEntry }>();
  // Two calendars may have an entry of the same id.
  const entries = issued.flatMap((of) =>
    of.entries.map((entry) => {
      const own = { ...entry, id: `${of.calendar}/${entry.id}` };
      origins.set(own, { of, entry });
      return own;
    }),
  );
  const days = publishedDays(
    { ...issued[0]!, entries: sortEntries(entries), duty: {}, holidays: holidaysOf(issued) },
    null,
  );
  const silent = inUse(frame).filter((id) => !issued.some(({ calendar }) => calendar === id));
  return {
    title: `${title} · ${t.allCalendars} · ${frame.settings.name}`,
    head: <About ground={ground} title={title} />,
    body: (
      <Page ground={ground} at="week" calendar={ALL_CALENDARS}>
        <PlainSheetHead ground={ground} week={{ number, from, to }} of={[t.allCalendars]} />
        <p className="calendar-name">{t.allCalendars}</p>
        <PublicWeekHead
          week={{ number, from, to }}
          today={today}
          previousHref={path(neighbours.previous)}
          nextHref={path(neighbours.next ?? (from <= today ? addWeeks(week, 1) : null))}
          thisWeekHref={chosen(`/lich/${ALL_CALENDARS}`, words)}
          calendars={calendarLinks(
            ground,
            ALL_CALENDARS,
            undefined,
            isIn(week, ground) ? undefined : (id) => weekPath(id, week),
          )}
          people={[]}
          layouts={[]}
          fresh={<Latest issued={issued} ground={ground} />}
        />
        <EntryFile
          value={(own) => {
            const { of, entry } = origins.get(own)!;
            return entryFile(ground, of, entry);
          }}
        >
          <WeekTable
            days={days}
            today={today}
            caption={title}
            foot={`${title} · ${t.allCalendars}`}
            state={{ heading: t.calendar, cell: (entry) => shortName(frame, origins.get(entry)!.of.calendar) }}
          />
        </EntryFile>
        <Names label={t.all.notIssued} names={silent.map((id) => shortName(frame, id))} />
      </Page>
    ),
    script: 'readers',
    data: freshness(ground, revisions(issued)),
  };
}

function noneIssuedPage(ground: Ground, week: WeekId): Document {
  const { frame, words } = ground;
  const t = pageWords(words);
  const days = daysOf(week);
  const title = words.readers.states.notIssuedTitle(weekName(week, frame.settings, words));
  return {
    title: `${title} · ${frame.settings.name}`,
    head: <meta name="robots" content="noindex" />,
    body: (
      <Page ground={ground} at="week" calendar={ALL_CALENDARS}>
        <PublicState
          kind={words.readers.states.notIssued}
          title={title}
          ways={
            isIn(week, ground) ? [] : [{ href: chosen(`/lich/${ALL_CALENDARS}`, words), text: words.readers.thisWeek }]
          }
        >
          <p>{t.all.noneIssuedText(formatDay(days[0]), formatDate(days[6]))}</p>
        </PublicState>
      </Page>
    ),
    script: 'readers',
    data: freshness(ground, 0),
  };
}
