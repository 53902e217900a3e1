import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMessages } from '#i18n/messages.tsx';
import { Icon } from './Icon.tsx';

/** Which week a staff page is about, with the ways to its neighbours: the only 28 px text there. */
export function WeekHead({
  number,
  dates,
  previousHref,
  nextHref,
  note,
  children,
}: {
  number: number;
  dates: string; // "23/11 – 29/11/2026"
  previousHref: string;
  nextHref: string;
  note?: ReactNode;
  /** Tools at the right. */
  children?: ReactNode;
}) {
  const t = useMessages().staff;
  return (
    <div className="head">
      <div className="pick">
        <Link className="btn square" href={previousHref} aria-label={t.previousWeek}>
          <Icon name="previous" />
        </Link>
        <Link className="btn square" href={nextHref} aria-label={t.nextWeek}>
          <Icon name="next" />
        </Link>
      </div>
      <h1>
        {t.week(number)} <span>{dates}</span>
      </h1>
      {note && <span className="muted">{note}</span>}
      {children && <div className="push tools">{children}</div>}
    </div>
  );
}
