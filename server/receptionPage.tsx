import type { Context } from 'hono';
import { monthsFrom, postedBy, receptionsOf, type IssuedReception, type Reception } from '#domain/reception.ts';
import { formatDate, formatDay, instantOf, weekday } from '#domain/time.ts';
import { weekOf, type WeekId } from '#domain/week.ts';
import type { Holidays } from '#domain/holiday.ts';
import { pageWords } from '#i18n/pages.ts';
import { PublicState } from '#ui/PublicState.tsx';
import { ReceptionTable } from '#ui/ReceptionTable.tsx';
import { About, linkedReception } from './about.tsx';
import type { Document } from './document.tsx';
import type { Versions } from './issuedWeeks.ts';
import { chosen, weekPath, type Ground } from './place.tsx';
import type { Reading } from './reading.ts';
import { freshness, Page, PlainSheetHead } from './shell.tsx';

const MONTHS = 12;

interface Issued {
  readonly receptions: readonly IssuedReception[];
  /** Weeks that the head's calendar has issued. */
  readonly weeks: ReadonlySet<WeekId>;
  readonly revisions: number;
  readonly issuedAt: number; // epoch ms; 0: nothing is issued
}

/** `/tiep-cong-dan`: the days of the coming year on which citizens are received, by the rule and as issued. */
export function makeReception({ store, ground, inTime, page }: Reading): (c: Context) => Promise<Response> {
  let last: { readonly versions: readonly Versions[]; readonly from: WeekId; readonly value: Issued } | null = null;

  /** Read again when a week was issued, or another month has begun. */
  const issuedSince = async (calendars: readonly string[], head: string, from: WeekId): Promise<Issued> => {
    const versions = await Promise.all(calendars.map((id) => store.issued.versions(id)));
    const isSame = last?.from === from && last.versions.length === versions.length;
    if (last && isSame && versions.every((each, index) => each === last!.versions[index])) return last.value;
    const receptions: IssuedReception[] = [];
    let revisions = 0;
    let issuedAt = 0;
    for (const [index, id] of calendars.entries()) {
      for (const week of await store.issued.weeks(id, versions[index]!, (each) => each >= from)) {
        revisions += week.revision;
        issuedAt = Math.max(issuedAt, week.issuedAt);
        const found = week.entries.filter(({ kind }) => kind === 'reception');
        receptions.push(...found.map((entry) => ({ calendar: id, week: week.week, entry })));
      }
    }
    const weeks = new Set(versions[calendars.indexOf(head)]?.keys());
    last = { versions, from, value: { receptions, weeks, revisions, issuedAt } };
    return last.value;
  };

  return async (c) => {
    const on = await ground(c);
    const { frame, today } = on;
    const months = monthsFrom(today, MONTHS);
    const head = frame.settings.defaultCalendar;
    const from = weekOf(`${months[0]!}-01` as typeof today);
    const calendars = frame.calendars.map(({ id }) => id);
    const [issued, days] = await inTime(Promise.all([issuedSince(calendars, head, from), store.holidays()]));
    const holidays: Holidays = new Map(days.map((day) => [day.date, day]));
    const rule = frame.settings.reception ?? null;
    const lines = receptionsOf(months, rule, head, issued.receptions, issued.weeks, holidays);
    return page(c, receptionPage(on, lines, issued.revisions, holidays), {
      changedAt: Math.max(issued.issuedAt, instantOf(today, 0)),
    });
  };
}

function receptionPage(ground: Ground, lines: readonly Reception[], revisions: number, holidays: Holidays): Document {
  const { frame, today, words, origin } = ground;
  const { reception: t, receptionTitle: title } = pageWords(words);
  const { settings } = frame;
  const rule = settings.reception;
  const next = lines.find(({ date, planned }) => planned && date >= today);
  const { status = 'planned', reason = null } = next?.issued?.entry ?? {};
  const stopped = status === 'planned' ? null : words.readers.status[status];
  const feed = `${origin}/ical/tiep-cong-dan.ics`;
  return {
    title: `${title} · ${settings.name}`,
    head: (
      <>
        <About ground={ground} title={title} />
        <link rel="alternate" type="text/calendar" href="/ical/tiep-cong-dan.ics" title={title} />
      </>
    ),
    body: (
      <Page ground={ground} at="reception" calendar={null}>
        <PlainSheetHead ground={ground} week={title} of={[]} />
        <div className="week-head">
          <h1>{title}</h1>
          <div className="act">
            <a className="btn" href="#theo-doi">
              {words.readers.subscribe}
            </a>
            <button type="button" className="btn needs-script" data-print="">
              {words.readers.print}
            </button>
          </div>
        </div>
        {rule && (
          <p className="reception-rule">
            {`${t.rule(rule.who, rule.day)} `}
            <b>{`${t.hours} ${rule.hours}. ${t.place} ${rule.place}.`}</b>
            {next &&
              ` ${t.next(`${words.common.weekdays[weekday(next.date) - 1]} ${formatDate(next.date)}`, formatDay(postedBy(next.date, holidays)))}`}
            {next?.unnamed && ` ${t.unnamed}`}
            {stopped && ' '}
            {stopped && <b>{`${stopped}.`}</b>}
            {stopped && reason !== null && ` ${words.readers.reason} ${reason}.`}
          </p>
        )}
        {lines.length === 0 ? (
          <PublicState kind={words.readers.states.notIssued} title={t.none} ways={[]}>
            <p>{t.noneText}</p>
          </PublicState>
        ) : (
          <ReceptionTable
            lines={lines}
            rule={rule ?? null}
            today={today}
            caption={title}
            hrefOf={({ calendar, week, entry }) => `${chosen(weekPath(calendar, week), words)}#d-${entry.date}`}
          />
        )}
        <div className="after">
          <section id="theo-doi">
            <h2>{words.readers.subscribe}</h2>
            <p>{t.subscribe}</p>
            <p>
              <a className="btn" href={feed.replace(/^https?:/, 'webcal:')}>
                {words.readers.subscribeOpen}
              </a>
            </p>
            <p>
              {words.readers.subscribeAddress}: <code className="copy">{feed}</code>
            </p>
          </section>
        </div>
      </Page>
    ),
    ...(rule && next && !stopped ? { linked: linkedReception(ground, title, rule, next.date) } : {}),
    script: 'readers',
    data: freshness(ground, revisions),
  };
}
