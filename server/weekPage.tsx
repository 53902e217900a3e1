import { DEFAULT_LAYOUT, LAYOUTS, type Layout } from '#domain/layout.ts';
import { adjustment, publishedDays, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDate, formatDay, minutesAt, todayAt } from '#domain/time.ts';
import { addWeeks, daysOf, type WeekId } from '#domain/week.ts';
import { pageWords } from '#i18n/pages.ts';
import type { Messages } from '#i18n/vi.ts';
import { ChangeList } from '#ui/ChangeList.tsx';
import type { ChoiceLink } from '#ui/ChoiceDrop.tsx';
import { EntryFile } from '#ui/EntryParts.tsx';
import { PublicState } from '#ui/PublicState.tsx';
import { Freshness, PublicWeekHead } from '#ui/PublicWeekHead.tsx';
import { SheetFoot, SheetHead } from '#ui/Sheet.tsx';
import { WeekIn } from '#ui/WeekIn.tsx';
import { About, linkedWeek } from './about.tsx';
import { archivePath } from './archivePage.tsx';
import type { Document } from './document.tsx';
import {
  Alternates,
  calendarPath,
  chosen,
  entryFile,
  personName,
  weekName,
  weekPath,
  type Place,
  withQuery,
} from './place.tsx';
import { Revisions } from './revisionPage.tsx';
import { calendarLinks, freshness, Page } from './shell.tsx';
import { LAYOUT_CSS } from './widget.ts';

/** What a reader has chosen of a week. */
export interface Choice {
  readonly person: string | null;
  readonly layout: Layout;
}

interface Neighbours {
  readonly previous: WeekId | null;
  readonly next: WeekId | null;
}

/** An issued week, whole: readable with scripts off. */
export function weekPage(place: Place, week: PublishedWeek, neighbours: Neighbours, choice: Choice): Document {
  const { person, layout } = choice;
  const { frame, calendar, today, words } = place;
  const t = words.readers;
  const path = (to: WeekId | null) => (to === null ? null : chosen(weekPath(calendar.id, to), words, person, layout));
  // The week after the last issued one may be asked for: its page says that it is not issued yet.
  const next = neighbours.next ?? (week.from <= today ? addWeeks(week.week, 1) : null);
  const name = person === null ? null : personName(frame, person, week.from);
  const dates = `${formatDay(week.from)} – ${formatDate(week.to)}`;
  const title = `${t.title} ${week.number} (${dates})`;
  const layouts = layoutLinks(place, week, choice);
  const names = frame.people.map((each) => each.name);
  return {
    title: `${title} · ${week.calendarName} · ${week.agencyName}`,
    head: (
      <>
        <About ground={place} title={`${title}, ${week.calendarName}`} person={person} />
        {!place.alone && (
          <link rel="alternate" type="text/calendar" href={`/ical/${calendar.id}.ics`} title={t.subscribe} />
        )}
        {frame.settings.embedAncestors.length > 0 && (
          <link rel="alternate" type="application/json+oembed" href={oembedHref(place)} title={title} />
        )}
      </>
    ),
    body: (
      <Page ground={place} at="week" calendar={calendar.id} layouts={layouts}>
        <SheetHead
          agency={week.agencyName}
          parent={frame.settings.parentName}
          documentNo={week.documentNo}
          locality={week.locality}
          dated={todayAt(week.issuedAt)}
          week={week}
          of={[week.calendarName, name, week.revision > 1 && `${t.adjustment} ${adjustment(week.revision)}`]}
          note={week.replacesInvitation && t.replaces}
        />
        {calendar.id !== frame.settings.defaultCalendar && <p className="calendar-name">{week.calendarName}</p>}
        <PublicWeekHead
          week={week}
          today={today}
          previousHref={path(neighbours.previous)}
          nextHref={path(next)}
          thisWeekHref={chosen(calendarPath(frame, calendar.id), words, person, layout)}
          subscribeHref={place.alone ? null : '#theo-doi'}
          calendars={calendarLinks(place, calendar.id, layout, (id) => calendarThen(place, week, id))}
          people={peopleLinks(place, week, choice)}
          layouts={layouts}
          fresh={<Freshness week={week} today={today} />}
        />
        <EntryFile value={(entry) => entryFile(place, week, entry)}>
          <WeekIn
            layout={layout}
            days={publishedDays(week, person)}
            today={today}
            caption={`${title}, ${name ?? week.calendarName}`}
            foot={sheetFoot(week, words)}
            signature={<SheetFoot week={week} names={names} />}
            leaders={names}
          />
        </EntryFile>
        {week.remarks !== null && <p className="remarks">{`${t.remarks} ${week.remarks}`}</p>}
        <After place={place} week={week} />
      </Page>
    ),
    ...(layout === DEFAULT_LAYOUT ? {} : { dress: { name: `mau-${layout}`, css: LAYOUT_CSS[layout] } }),
    linked: linkedWeek(
      place,
      week,
      person === null ? week.entries : week.entries.filter(({ personIds }) => personIds.includes(person)),
    ),
    script: 'readers',
    data: freshness(place, week.revision),
  };
}

/** The week is not issued. Never "Không có lịch": nobody has said so. */
export function notIssuedPage(place: Place, week: WeekId, nearest: WeekId | null, choice: Choice): Document {
  const { person, layout } = choice;
  const { frame, calendar, words } = place;
  const t = words.readers;
  const days = daysOf(week);
  const name = weekName(week, frame.settings, words);
  const nearestName = nearest === null ? null : weekName(nearest, frame.settings, words).toLowerCase();
  return {
    title: `${t.states.notIssuedTitle(name)} · ${calendar.name} · ${frame.settings.name}`,
    head: (
      <>
        <meta name="robots" content="noindex" />
        <Alternates place={place} />
      </>
    ),
    body: (
      <Page ground={place} at="week" calendar={calendar.id}>
        <PublicState
          kind={t.states.notIssued}
          title={t.states.notIssuedTitle(name)}
          ways={[
            ...(nearest === null
              ? []
              : [
                  {
                    href: chosen(weekPath(calendar.id, nearest), words, person, layout),
                    text: t.states.see(nearestName!),
                  },
                ]),
            ...(days.includes(place.today)
              ? []
              : [{ href: chosen(calendarPath(frame, calendar.id), words, person, layout), text: t.thisWeek }]),
          ]}
        >
          <p>
            {[
              !place.alone && `${calendar.name}.`,
              t.states.notIssuedText(formatDay(days[0]), formatDate(days[6])),
              place.alone && pageWords(words).addressMayBeWrong,
            ]
              .filter(Boolean)
              .join(' ')}
          </p>
          {!place.alone && nearestName !== null && <p>{t.states.nearestIssued(nearestName)}</p>}
        </PublicState>
        {!place.alone && (
          <div className="after">
            <Subscribe place={place} />
          </div>
        )}
      </Page>
    ),
    script: 'readers',
    data: freshness(place, 0),
  };
}

/** Where a site asks how to embed this page. */
const oembedHref = ({ origin, words, addresses }: Place): string =>
  `${origin}/oembed?url=${encodeURIComponent(origin + addresses[words.common.language === 'vi' ? 'vi' : 'en'])}`;

function layoutLinks(place: Place, week: PublishedWeek, { person, layout }: Choice): ChoiceLink[] {
  const { layouts } = pageWords(place.words);
  const path = calendarThen(place, week, place.calendar.id);
  // The one that is used most comes first.
  return [DEFAULT_LAYOUT, ...LAYOUTS.filter((each) => each !== DEFAULT_LAYOUT)].map((each) => ({
    name: layouts[each],
    href: chosen(path, place.words, person, each),
    current: each === layout,
  }));
}

/** Another calendar of the same week: this week's by the address that stays this week's. */
const calendarThen = ({ frame, today }: Place, week: PublishedWeek, calendar: string): string =>
  week.from <= today && today <= week.to ? calendarPath(frame, calendar) : weekPath(calendar, week.week);

/** Everybody, then who is named in this week, in the agency's order. */
function peopleLinks(place: Place, week: PublishedWeek, { person, layout }: Choice): ChoiceLink[] {
  const { frame, calendar, words } = place;
  const named = new Set(week.entries.flatMap((entry) => entry.personIds));
  // A link kept from this week's page shows the week of the day it is opened.
  const path = calendarThen(place, week, calendar.id);
  const people: { id: string }[] = frame.people.filter(({ id }) => named.has(id) || id === person);
  // Alone with a week: a link that was kept still chooses, and the page says that it does.
  if (place.alone && person !== null) people.push({ id: person });
  if (people.length === 0) return [];
  return [
    { name: words.readers.everybody, href: chosen(path, words, null, layout), current: person === null },
    ...people.map(({ id }) => ({
      name: personName(frame, id, week.from) ?? pageWords(words).onePerson,
      href: chosen(path, words, id, layout),
      current: id === person,
    })),
  ];
}

/** What stands under the table: what changed, how to subscribe, how to embed, who signed. */
function After({ place, week }: { place: Place; week: PublishedWeek }) {
  const t = place.words.readers;
  const year = week.week.slice(0, 4);
  return (
    <div className="after">
      {week.revision > 1 && (
        <section id="dieu-chinh">
          <h2>{`${t.changeList} ${adjustment(week.revision)}`}</h2>
          <ChangeList changes={week.changes} />
        </section>
      )}
      <Revisions week={week} words={place.words} shown={null} />
      {!place.alone && (
        <>
          <Subscribe place={place} />
          <p className="archive">
            <a href={chosen(archivePath(week.calendar, year), place.words)}>
              {pageWords(place.words).archive.title(year)}
            </a>
          </p>
        </>
      )}
      <p className="issued">{issuedWords(week, place.words)}</p>
    </div>
  );
}

/** The quickest way, and the page of all others: addresses and lines to paste stand there alone. */
function Subscribe({ place: { calendar, frame, origin, words } }: { place: Place }) {
  const t = words.readers;
  return (
    <section id="theo-doi">
      <h2>{`${t.subscribe}: ${calendar.name}`}</h2>
      <p>{t.subscribeHow}</p>
      <p>
        <a className="btn" href={`${origin}/ical/${calendar.id}.ics`.replace(/^https?:/, 'webcal:')}>
          {t.subscribeOpen}
        </a>
      </p>
      <p>
        <a href={withQuery('/theo-doi', words, { lich: calendar.id })}>
          {frame.settings.embedAncestors.length > 0 ? t.subscribeEmbed : t.subscribeMore}
        </a>
      </p>
    </section>
  );
}

function issuedWords(week: PublishedWeek, { readers: t }: Messages): string {
  const act = week.revision === 1 ? t.first : `${t.adjustment} ${adjustment(week.revision)}`;
  const parts = [
    `${act}: ${formatClock(minutesAt(week.issuedAt))}, ${formatDate(todayAt(week.issuedAt))}`,
    week.documentNo !== '' && `${t.number} ${week.documentNo}`,
    week.signer !== '' && `${t.signer}: ${week.signer}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The sheet by the door tells by itself which revision it is. */
export function sheetFoot(week: PublishedWeek, { readers: t }: Messages): string {
  const act = week.revision === 1 ? t.first : `${t.adjustment} ${adjustment(week.revision)}`;
  return `${act} · ${t.updated} ${formatClock(minutesAt(week.issuedAt))}, ${formatDate(todayAt(week.issuedAt))}`;
}
