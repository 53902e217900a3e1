import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import { useDirectory } from '#data/directory.ts';
import { parseWeekId, type WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { ButtonLink } from '#ui/Button.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { currentWeek } from './here.ts';

// What the parts of an address stand for: filled in where they are missing, told where there is no such thing.

export function InWeek({
  base,
  week,
  missing = currentWeek(),
  children,
}: {
  base: string;
  week: string | undefined;
  /** The week that is meant when none is said. */
  missing?: WeekId;
  children: (week: WeekId) => ReactNode;
}) {
  const t = useMessages().staff.states;
  if (week === undefined) return <Redirect to={`${base}/${missing}`} replace />;
  const id = parseWeekId(week);
  if (id) return children(id);
  return (
    <StatePage
      kicker={t.notFoundKicker}
      title={t.noWeekTitle}
      actions={
        <ButtonLink look="ink" href={`${base}/${currentWeek()}`}>
          {t.thisWeek}
        </ButtonLink>
      }
    >
      <p>{t.noWeekText}</p>
    </StatePage>
  );
}

export function InCalendar({
  base,
  calendar,
  home,
  week,
  children,
}: {
  base: string;
  calendar: string | undefined;
  home: string | undefined;
  week: string | undefined;
  children: (calendar: string, week: WeekId) => ReactNode;
}) {
  const t = useMessages().staff;
  const directory = useDirectory();
  if (!directory || home === undefined) return <p className="staffLoading">{t.loading}</p>;
  if (calendar === undefined) return <Redirect to={`${base}/${home}/${currentWeek()}`} replace />;
  if (directory.calendars.has(calendar)) {
    return (
      <InWeek base={`${base}/${calendar}`} week={week}>
        {(id) => children(calendar, id)}
      </InWeek>
    );
  }
  return (
    <StatePage
      kicker={t.states.notFoundKicker}
      title={t.states.noCalendarTitle}
      actions={
        <ButtonLink look="ink" href={`${base}/${home}`}>
          {directory.calendars.get(home)?.name ?? home}
        </ButtonLink>
      }
    >
      <p>{t.states.noCalendarText}</p>
    </StatePage>
  );
}

export function NotFound() {
  const t = useMessages().staff.states;
  return (
    <StatePage
      kicker={t.notFoundKicker}
      title={t.notFoundTitle}
      actions={
        <ButtonLink look="ink" href="/view">
          {t.backToView}
        </ButtonLink>
      }
    >
      <p>{t.notFoundText}</p>
    </StatePage>
  );
}
