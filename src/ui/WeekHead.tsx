import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { addWeeks, type WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Icon } from './Icon.tsx';
import { WeekChoice } from './WeekChoice.tsx';

/** Which week a staff page is about, with the ways to its neighbours: the only 28 px text there. */
export function WeekHead({
  number,
  dates,
  week,
  hrefOf,
  note,
  children,
}: {
  number: number;
  dates: string; // "23/11 – 29/11/2026"
  week: WeekId;
  /** Where another week of this page is. */
  hrefOf: (week: WeekId) => string;
  note?: ReactNode;
  /** Tools at the right. */
  children?: ReactNode;
}) {
  const t = useMessages().staff;
  return (
    <div className="head">
      <div className="pick">
        <Link className="btn square" href={hrefOf(addWeeks(week, -1))} aria-label={t.previousWeek}>
          <Icon name="previous" />
        </Link>
        <Link className="btn square" href={hrefOf(addWeeks(week, 1))} aria-label={t.nextWeek}>
          <Icon name="next" />
        </Link>
      </div>
      <h1>
        {t.week(number)} <span>{dates}</span>
      </h1>
      <WeekChoice {...{ week, hrefOf }} />
      {note && <span className="muted">{note}</span>}
      {children && <div className="push tools">{children}</div>}
    </div>
  );
}
