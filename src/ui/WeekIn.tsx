import type { ReactNode } from 'react';
import type { Layout } from '#domain/layout.ts';
import type { LocalDate } from '#domain/time.ts';
import { LeaderDays, NumberedDays, SessionDays, type ListedDay } from './DayLists.tsx';
import { SessionTable } from './SessionTable.tsx';
import { WeekTable } from './WeekTable.tsx';

/** One week in one of the forms in which agencies print it. All of them say the same. */
export function WeekIn({
  layout,
  days,
  today,
  caption,
  foot,
  signature,
  leaders,
  withDuty = true,
}: {
  layout: Layout;
  days: readonly ListedDay[];
  today: LocalDate;
  caption: string;
  foot: string;
  signature?: ReactNode;
  /** Names in the agency's order. */
  leaders: readonly string[];
  /** Whether there is a column for who is on duty, in the form that has one. */
  withDuty?: boolean;
}) {
  const listFoot = (
    <>
      <p className="list-foot">{foot}</p>
      {signature}
    </>
  );
  switch (layout) {
    case 'a':
      return <SessionTable days={days} today={today} caption={caption} foot={foot} signature={signature} />;
    case 'b':
      return (
        <>
          <LeaderDays days={days} today={today} leaders={leaders} />
          {listFoot}
        </>
      );
    case 'c':
      return (
        <>
          <NumberedDays days={days} today={today} />
          {listFoot}
        </>
      );
    case 'd':
      return (
        <WeekTable days={days} today={today} caption={caption} foot={foot} signature={signature} withDuty={withDuty} />
      );
    case 'e':
      return (
        <>
          <SessionDays days={days} today={today} />
          {listFoot}
        </>
      );
  }
}
