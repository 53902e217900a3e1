import type { ReactNode } from 'react';
import { adjustment, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDate, formatDay, minutesAt, todayAt, type LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { usePageWords } from '#i18n/pages.ts';
import { ChoiceDrop, type ChoiceLink } from './ChoiceDrop.tsx';
import { Icon } from './Icon.tsx';

/** Week, ways to its neighbours, calendar, person, layout, and how fresh this is. */
export function PublicWeekHead({
  week,
  today,
  previousHref,
  nextHref,
  thisWeekHref,
  subscribeHref = null,
  calendars,
  people,
  layouts,
  fresh,
}: {
  week: Pick<PublishedWeek, 'number' | 'from' | 'to'>;
  today: LocalDate;
  previousHref: string | null;
  nextHref: string | null;
  thisWeekHref: string;
  /** Absent: this page is no feed's. */
  subscribeHref?: string | null;
  calendars: readonly ChoiceLink[];
  people: readonly ChoiceLink[];
  layouts: readonly ChoiceLink[];
  fresh: ReactNode;
}) {
  const { common, readers: t } = useMessages();
  const words = usePageWords();
  const isThisWeek = week.from <= today && today <= week.to;
  return (
    <>
      <div className="week-head">
        <div className="pick">
          <Step href={previousHref} label={t.previousWeek} to="previous" />
          <Step href={nextHref} label={t.nextWeek} to="next" />
        </div>
        <h1>
          <span>{`${t.title} ${week.number}`}</span>{' '}
          <span className="dates">{`${formatDay(week.from)} – ${formatDate(week.to)}`}</span>
        </h1>
        {!isThisWeek && (
          <a className="btn" href={thisWeekHref}>
            {t.thisWeek}
          </a>
        )}
        <div className="act">
          {subscribeHref !== null && (
            <a className="btn" href={subscribeHref}>
              {t.subscribe}
            </a>
          )}
          <button type="button" className="btn needs-script" data-print="">
            {t.print}
          </button>
        </div>
      </div>
      <div className="week-tools">
        {calendars.length > 1 && <ChoiceDrop className="drop only-wide" label={words.calendar} links={calendars} />}
        {people.length > 0 && <ChoiceDrop label={t.choosePerson} links={people} />}
        {layouts.length > 0 && (
          <ChoiceDrop className="drop only-wide" label={words.layout} labelShown links={layouts} />
        )}
        {isThisWeek ? (
          <a className="btn only-phone until-midnight" href={`#d-${today}`}>
            {common.today}
          </a>
        ) : (
          <a className="btn only-phone" href={thisWeekHref}>
            {t.thisWeek}
          </a>
        )}
        {subscribeHref !== null && (
          <a className="btn only-phone" href={subscribeHref}>
            {t.subscribe}
          </a>
        )}
        {fresh}
      </div>
    </>
  );
}

function Step({ href, label, to }: { href: string | null; label: string; to: 'previous' | 'next' }) {
  if (href === null) {
    return (
      <span className="btn sq off" aria-hidden="true">
        <Icon name={to} />
      </span>
    );
  }
  return (
    <a className="btn sq" href={href} aria-label={label} rel={to === 'previous' ? 'prev' : 'next'}>
      <Icon name={to} />
    </a>
  );
}

/** When this was issued and what it is, so that nobody takes an old sheet for the new one. */
export function Freshness({
  week,
  today,
  changesHref = '#dieu-chinh',
}: {
  week: PublishedWeek;
  today: LocalDate;
  /** Where the change list stands; on the embedded page, outside the frame. */
  changesHref?: string;
}) {
  const t = useMessages().readers;
  const on = todayAt(week.issuedAt);
  const time = `${formatClock(minutesAt(week.issuedAt))}${on === today ? '' : `, ${formatDay(on)}`}`;
  return (
    <p className="fresh">
      {week.revision === 1 ? t.issued : t.updated} <b>{time}</b>
      {week.revision > 1 && (
        <>
          {' · '}
          <a href={changesHref} target={changesHref.startsWith('#') ? undefined : '_blank'} rel="noopener">
            {`${t.adjustment} ${adjustment(week.revision)}`}
          </a>
        </>
      )}
      {week.documentNo !== '' && <span className="no">{` · ${t.number} ${week.documentNo}`}</span>}
      {week.replacesInvitation && (
        <>
          <span className="no"> · </span>
          <b className="replaces">{t.replaces}</b>
        </>
      )}
    </p>
  );
}
