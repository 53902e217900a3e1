import type { Context } from 'hono';
import { adjustment, changesBetween, publishedDays, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDate, formatDay, minutesAt, todayAt } from '#domain/time.ts';
import { pageWords } from '#i18n/pages.ts';
import type { Messages } from '#i18n/vi.ts';
import { ChangeList } from '#ui/ChangeList.tsx';
import { SheetFoot, SheetHead } from '#ui/Sheet.tsx';
import { WeekTable } from '#ui/WeekTable.tsx';
import type { Document } from './document.tsx';
import { chosen, weekPath, withQuery, type Place } from './place.tsx';
import type { Reading } from './reading.ts';
import { Page, PlainSheetHead } from './shell.tsx';

export async function showRevision(
  { store, inTime, page, missing }: Reading,
  c: Context,
  place: Place,
  current: PublishedWeek,
): Promise<Response> {
  const asked = { lan: c.req.query('lan'), soVoi: c.req.query('so-voi') };
  const read = (revision: number) => store.revision(current.calendar, current.week, revision);
  const document = await inTime(revisionAsked(place, current, asked, read));
  return document ? page(c, document, { changedAt: current.issuedAt }) : missing(c, 'Revision');
}

/**
 * `/lich/{calendar}/{week}?lan=2`: the week as adjustment 2 had it (0: the first issue) and what it changed;
 * `?lan=3&so-voi=1`: all that differs between two of them, the earlier first whichever way they are named (without
 * `lan`: what stands now). Null: there is none.
 */
export async function revisionAsked(
  place: Place,
  current: PublishedWeek,
  { lan, soVoi }: { readonly lan: string | undefined; readonly soVoi: string | undefined },
  readRevision: (revision: number) => Promise<PublishedWeek | null>,
): Promise<Document | null> {
  const read = async (text: string): Promise<PublishedWeek | null> => {
    const revision = /^\d{1,6}$/.test(text) ? Number(text) + 1 : 0;
    if (revision < 1 || revision > current.revision) return null;
    return revision === current.revision ? current : readRevision(revision);
  };
  const [one, two] = await Promise.all([
    lan === undefined ? current : read(lan),
    soVoi === undefined ? null : read(soVoi),
  ]);
  if (!one || (soVoi !== undefined && !two)) return null;
  if (!two) return revisionPage(place, one, current);
  const [from, to] = one.revision < two.revision ? [one, two] : [two, one];
  return differencePage(place, from, to, current);
}

/** "Điều chỉnh lần 2", or "Ban hành lần đầu". */
export const revisionName = (revision: number, { readers: t }: Messages): string =>
  revision === 1 ? t.first : `${t.adjustment} ${adjustment(revision)}`;

const revisionPath = (week: PublishedWeek, words: Messages, revision: number, than: number | null = null): string =>
  withQuery(weekPath(week.calendar, week.week), words, {
    lan: String(adjustment(revision)),
    'so-voi': than === null ? null : String(adjustment(than)),
  });

const issuedWhen = (at: number): string => `${formatClock(minutesAt(at))}, ${formatDate(todayAt(at))}`;

const weekTitle = (week: PublishedWeek, { readers: t }: Messages): string =>
  `${t.title} ${week.number} (${formatDay(week.from)} – ${formatDate(week.to)})`;

/** A week that is no longer, or not alone, what is to be read: search engines keep the one that is. */
const Canonical = ({ place: { origin, words }, week }: { place: Place; week: PublishedWeek }) => (
  <>
    <meta name="robots" content="noindex" />
    <link rel="canonical" href={origin + chosen(weekPath(week.calendar, week.week), words)} />
  </>
);

function revisionPage(place: Place, week: PublishedWeek, current: PublishedWeek): Document {
  const { frame, words } = place;
  const { revision: t } = pageWords(words);
  const name = revisionName(week.revision, words);
  const title = `${weekTitle(week, words)}: ${name}`;
  const now = chosen(weekPath(current.calendar, current.week), words);
  return {
    title: `${title} · ${week.calendarName} · ${week.agencyName}`,
    head: <Canonical place={place} week={week} />,
    body: (
      <Page ground={place} at="week" calendar={place.calendar.id}>
        <SheetHead
          agency={week.agencyName}
          parent={frame.settings.parentName}
          documentNo={week.documentNo}
          locality={week.locality}
          dated={todayAt(week.issuedAt)}
          week={week}
          of={[week.calendarName, name, week.revision < current.revision && t.replaced]}
          note={false}
        />
        <div className="week-head">
          <h1>
            <span>{`${words.readers.title} ${week.number}`}</span> <span className="dates">{name}</span>
          </h1>
        </div>
        <p className="old">
          <b>{`${week.calendarName}. ${t.issued} ${issuedWhen(week.issuedAt)}. `}</b>
          {week.revision < current.revision ? (
            <>
              {`${t.replacedBy} `}
              <a href={now}>{revisionName(current.revision, words)}</a>.
            </>
          ) : (
            <a href={now}>{t.current}</a>
          )}
        </p>
        <WeekTable
          days={publishedDays(week, null)}
          today={null}
          caption={title}
          foot={`${name} · ${issuedWhen(week.issuedAt)}`}
          signature={<SheetFoot week={week} names={frame.people.map((each) => each.name)} />}
        />
        <div className="after">
          {week.revision > 1 && (
            <section id="dieu-chinh">
              <h2>{`${words.readers.changeList} ${adjustment(week.revision)}`}</h2>
              <ChangeList changes={week.changes} />
            </section>
          )}
          <Revisions week={current} words={words} shown={week.revision} />
        </div>
      </Page>
    ),
  };
}

function differencePage(place: Place, from: PublishedWeek, to: PublishedWeek, current: PublishedWeek): Document {
  const { words } = place;
  const { revision: t } = pageWords(words);
  const names = t.between(revisionName(from.revision, words), revisionName(to.revision, words));
  const title = `${weekTitle(to, words)}: ${names}`;
  return {
    title: `${title} · ${to.calendarName} · ${to.agencyName}`,
    head: <Canonical place={place} week={to} />,
    body: (
      <Page ground={place} at="week" calendar={place.calendar.id}>
        <PlainSheetHead ground={place} week={to} of={[to.calendarName, names]} />
        <div className="week-head">
          <h1>
            <span>{`${words.readers.title} ${to.number}`}</span> <span className="dates">{names}</span>
          </h1>
        </div>
        <p className="old">
          {`${to.calendarName}. ${t.from} ${issuedWhen(from.issuedAt)} ${t.to} ${issuedWhen(to.issuedAt)}. `}
          <a className="noPrint" href={chosen(weekPath(to.calendar, to.week), words)}>
            {t.current}
          </a>
        </p>
        <ChangeList changes={changesBetween(from.entries, to.entries)} none={t.same} />
        <div className="after">
          <Revisions week={current} words={words} shown={null} />
        </div>
      </Page>
    ),
  };
}

/** Every state in which a week was issued, the latest first, each as it was and against what stands now. */
export function Revisions({
  week,
  words,
  shown,
}: {
  week: PublishedWeek;
  words: Messages;
  /** The one on the page. */
  shown: number | null;
}) {
  const { revision: t } = pageWords(words);
  const revisions = Object.entries(week.revisionTimes)
    .map(([revision, at]) => ({ revision: Number(revision), at }))
    .sort((a, b) => b.revision - a.revision);
  if (revisions.length < 2) return null;
  return (
    <section id="cac-lan">
      <h2>{t.all}</h2>
      <ul className="changes">
        {revisions.map(({ revision, at }) => (
          <li key={revision}>
            <a href={revisionPath(week, words, revision)} aria-current={revision === shown ? 'page' : undefined}>
              {revisionName(revision, words)}
            </a>
            {` · ${issuedWhen(at)}`}
            {revision < week.revision && (
              <span className="why">
                <a href={revisionPath(week, words, week.revision, revision)}>{t.against}</a>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
