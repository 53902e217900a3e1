import type { AgencySettings } from '#domain/directory.ts';
import { positionOn } from '#domain/party.ts';
import { adjustment, publishedDays, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDate, formatDay, minutesAt, todayAt, type LocalDate } from '#domain/time.ts';
import { addWeeks, daysOf, printedNumber, printedYear, type WeekId } from '#domain/week.ts';
import type { Messages } from '#i18n/vi.ts';
import { ChangeList } from '#ui/ChangeList.tsx';
import { PublicHeader } from '#ui/PublicHeader.tsx';
import { PublicState } from '#ui/PublicState.tsx';
import { PublicWeekHead, type PersonLink } from '#ui/PublicWeekHead.tsx';
import { SheetFoot, SheetHead } from '#ui/Sheet.tsx';
import { WeekTable } from '#ui/WeekTable.tsx';
import type { Document } from './document.tsx';
import type { Frame } from './publicStore.ts';

/** Where a reader stands: one calendar, seen on a day, under a host name. */
export interface Place {
  readonly frame: Frame;
  readonly calendar: { readonly id: string; readonly name: string };
  readonly today: LocalDate;
  readonly origin: string; // "https://lich.example.vn"
  readonly words: Messages;
  readonly addresses: Addresses;
}

/** One page in each language: path and query. */
export type Addresses = Readonly<Record<'vi' | 'en', string>>;

export const weekPath = (calendar: string, week: WeekId): string => `/lich/${calendar}/${week}`;

/** A page's address with what a reader has chosen: a person, and English. Vietnamese needs no word. */
export function chosen(path: string, words: Messages, person: string | null = null): string {
  const query = [
    person !== null && `nguoi=${person}`,
    words.common.language !== 'vi' && `lang=${words.common.language}`,
  ];
  const text = query.filter(Boolean).join('&');
  return text === '' ? path : `${path}?${text}`;
}

/** Tells search engines of the same page in the other language; whose language is neither gets the office's. */
const Alternates = ({ place: { origin, addresses } }: { place: Place }) => (
  <>
    <link rel="alternate" hrefLang="vi" href={origin + addresses.vi} />
    <link rel="alternate" hrefLang="en" href={origin + addresses.en} />
    <link rel="alternate" hrefLang="x-default" href={origin + addresses.vi} />
  </>
);

const calendarPath = (frame: Frame, calendar: string): string =>
  calendar === frame.settings.defaultCalendar ? '/' : `/lich/${calendar}`;

/** "GĐ Trần Đức Thịnh" on a day. */
export function personName(frame: Frame, person: string, on: LocalDate): string | null {
  const found = frame.people.find(({ id }) => id === person);
  if (!found) return null;
  const short = positionOn(found, on)?.shortTitle ?? '';
  return short === '' ? found.name : `${short} ${found.name}`;
}

interface Neighbours {
  readonly previous: WeekId | null;
  readonly next: WeekId | null;
}

/** An issued week, whole: readable with scripts off. */
export function weekPage(place: Place, week: PublishedWeek, neighbours: Neighbours, person: string | null): Document {
  const { frame, calendar, today, words } = place;
  const t = words.readers;
  const path = (to: WeekId | null) => (to === null ? null : chosen(weekPath(calendar.id, to), words, person));
  // The week after the last issued one may be asked for: its page says that it is not issued yet.
  const next = neighbours.next ?? (week.from <= today ? addWeeks(week.week, 1) : null);
  const name = person === null ? null : personName(frame, person, week.from);
  const dates = `${formatDay(week.from)} – ${formatDate(week.to)}`;
  const title = `${t.title} ${week.number} (${dates})`;
  return {
    title: `${title} · ${week.calendarName} · ${week.agencyName}`,
    head: (
      <>
        <meta name="description" content={`${title}, ${week.calendarName}, ${week.agencyName}`} />
        <link rel="alternate" type="text/calendar" href={`/ical/${calendar.id}.ics`} title={t.subscribe} />
        <Alternates place={place} />
      </>
    ),
    body: (
      <Page place={place}>
        <SheetHead
          agency={week.agencyName}
          parent={frame.settings.parentName}
          documentNo={week.documentNo}
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
          thisWeekHref={chosen(calendarPath(frame, calendar.id), words, person)}
          people={peopleLinks(place, week, person)}
        />
        <WeekTable
          days={publishedDays(week, person)}
          today={today}
          caption={`${title}, ${name ?? week.calendarName}`}
          foot={sheetFoot(week, words)}
        />
        {week.remarks !== null && <p className="remarks">{`${t.remarks} ${week.remarks}`}</p>}
        <SheetFoot week={week} />
        <After place={place} week={week} />
      </Page>
    ),
    script: 'readers',
    data: {
      today,
      revision: week.revision,
      words: { newRevision: t.newRevision, stale: t.stale, staleRest: t.staleRest },
    },
  };
}

/** The week is not issued. Never "Không có lịch": nobody has said so. */
export function notIssuedPage(place: Place, week: WeekId, nearest: WeekId | null, person: string | null): Document {
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
      <Page place={place}>
        <PublicState
          kind={t.states.notIssued}
          title={t.states.notIssuedTitle(name)}
          ways={[
            ...(nearest === null
              ? []
              : [{ href: chosen(weekPath(calendar.id, nearest), words, person), text: t.states.see(nearestName!) }]),
            ...(days.includes(place.today)
              ? []
              : [{ href: chosen(calendarPath(frame, calendar.id), words, person), text: t.thisWeek }]),
          ]}
        >
          <p>{`${calendar.name}. ${t.states.notIssuedText(formatDay(days[0]), formatDate(days[6]))}`}</p>
          {nearestName !== null && <p>{t.states.nearestIssued(nearestName)}</p>}
        </PublicState>
        <div className="after">
          <Subscribe place={place} />
        </div>
      </Page>
    ),
    script: 'readers',
    data: {
      today: place.today,
      revision: 0,
      words: { newRevision: t.newRevision, stale: t.stale, staleRest: t.staleRest },
    },
  };
}

/** "Tuần 49/2026" */
export function weekName(week: WeekId, settings: AgencySettings, words: Messages): string {
  const number = printedNumber(week, settings.weekNumbering, null);
  return `${words.readers.week} ${number}/${printedYear(week, settings.weekNumbering)}`;
}

/** Address, week or person that does not exist. Frame null: even the agency's name could not be read. */
export function missingPage(
  frame: Frame | null,
  what: 'Page' | 'Calendar' | 'Week' | 'Person',
  words: Messages,
  addresses: Addresses,
): Document {
  const t = words.readers.states;
  return statePage(frame && { frame, words, addresses }, {
    title: t[`no${what}Title`],
    body: (
      <PublicState kind={t.noPage} title={t[`no${what}Title`]} ways={[{ href: chosen('/', words), text: t.home }]}>
        <p>{t[`no${what}Text`]}</p>
      </PublicState>
    ),
  });
}

/** Reading failed: says so, when, and that it does not mean an empty week. */
export function failedPage(now: number, retryHref: string, words: Messages): Document {
  const t = words.readers.states;
  const clock = formatClock(minutesAt(now));
  return statePage(null, {
    title: t.failedTitle,
    body: (
      <PublicState bad kind={t.failed} title={t.failedTitle} ways={[{ href: retryHref, text: t.retry }]}>
        <p>{t.failedText(clock)}</p>
        <p className="small">{t.failedCode(`TAI-503-${clock.replace(':', '')}`)}</p>
      </PublicState>
    ),
  });
}

function statePage(
  known: Pick<Place, 'frame' | 'words' | 'addresses'> | null,
  { title, body }: { title: string; body: React.ReactElement },
): Document {
  return {
    title: known ? `${title} · ${known.frame.settings.name}` : title,
    head: <meta name="robots" content="noindex" />,
    body: (
      <>
        {known && <Header {...known} calendar={null} />}
        <main className="wk">{body}</main>
      </>
    ),
  };
}

function Page({ place, children }: { place: Place; children: React.ReactNode }) {
  return (
    <>
      <a className="skip" href="#lich">
        {place.words.readers.skip}
      </a>
      <Header {...place} calendar={place.calendar.id} />
      <main className="wk" id="lich">
        {children}
      </main>
    </>
  );
}

function Header({
  frame,
  words,
  addresses,
  calendar,
}: Pick<Place, 'frame' | 'words' | 'addresses'> & { calendar: string | null }) {
  const calendars = frame.calendars.filter(({ id, active }) => active || id === calendar);
  return (
    <PublicHeader
      agency={frame.settings.name}
      homeHref={chosen('/', words)}
      staffHref={chosen('/sign-in', words)}
      languageHref={words.common.language === 'vi' ? addresses.en : addresses.vi}
      calendars={calendars.map(({ id, name }) => ({
        name,
        href: chosen(calendarPath(frame, id), words),
        current: id === calendar,
      }))}
    />
  );
}

/** Everybody, then who is named in this week, in the agency's order. */
function peopleLinks(place: Place, week: PublishedWeek, person: string | null): PersonLink[] {
  const { frame, calendar, today, words } = place;
  const named = new Set(week.entries.flatMap((entry) => entry.personIds));
  // A link kept from this week's page shows the week of the day it is opened.
  const path =
    week.from <= today && today <= week.to ? calendarPath(frame, calendar.id) : weekPath(calendar.id, week.week);
  const people = frame.people.filter(({ id }) => named.has(id) || id === person);
  if (people.length === 0) return [];
  return [
    { name: words.readers.everybody, href: chosen(path, words), current: person === null },
    ...people.map(({ id }) => ({
      name: personName(frame, id, week.from)!,
      href: chosen(path, words, id),
      current: id === person,
    })),
  ];
}

/** What stands under the table: what changed, how to subscribe, how to embed, who signed. */
function After({ place, week }: { place: Place; week: PublishedWeek }) {
  const t = place.words.readers;
  return (
    <div className="after">
      {week.revision > 1 && (
        <section id="dieu-chinh">
          <h2>{`${t.changeList} ${adjustment(week.revision)}`}</h2>
          <ChangeList changes={week.changes} />
        </section>
      )}
      <Subscribe place={place} />
      <p className="issued">{issuedWords(week, place.words)}</p>
    </div>
  );
}

/** The feed's address, and the line to embed. */
function Subscribe({ place: { calendar, frame, origin, words } }: { place: Place }) {
  const t = words.readers;
  const feed = `${origin}/ical/${calendar.id}.ics`;
  return (
    <section id="theo-doi">
      <h2>{`${t.subscribe}: ${calendar.name}`}</h2>
      <p>{t.subscribeHow}</p>
      <p>
        <a className="btn" href={feed.replace(/^https?:/, 'webcal:')}>
          {t.subscribeOpen}
        </a>
      </p>
      <p>
        {t.subscribeAddress}
        <code className="copy">{feed}</code>
      </p>
      {frame.settings.embedAncestors.length > 0 && (
        <p>
          {t.embedHow}
          <code className="copy">{`<script src="${origin}/embed.js" data-calendar="${calendar.id}" async></script>`}</code>
        </p>
      )}
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
function sheetFoot(week: PublishedWeek, { readers: t }: Messages): string {
  const act = week.revision === 1 ? t.first : `${t.adjustment} ${adjustment(week.revision)}`;
  return `${act} · ${t.updated} ${formatClock(minutesAt(week.issuedAt))}, ${formatDate(todayAt(week.issuedAt))}`;
}
