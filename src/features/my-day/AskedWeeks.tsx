import { Link } from 'wouter';
import { useApproval } from '#data/approval.ts';
import { useMembers } from '#data/members.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import { stillAsked } from '#domain/approval.ts';
import type { AgencySettings } from '#domain/directory.ts';
import { formatClock, formatDay, minutesAt, todayAt } from '#domain/time.ts';
import { addWeeks, printedNumber, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';

interface Asked {
  readonly calendar: string;
  readonly week: WeekId;
  readonly numbering: AgencySettings['weekNumbering'];
}

/** The weeks that wait for this approver: this one and the next, which is the one that offices send. */
export const AskedWeeks = ({ calendar, week, numbering }: Asked) =>
  [week, addWeeks(week, 1)].map((one) => <AskedWeek key={one} {...{ calendar, numbering }} week={one} />);

function AskedWeek({ calendar, week, numbering }: Asked) {
  const m = useMessages().myDay;
  const members = useMembers();
  const { data: published } = usePublishedWeek(calendar, week);
  const { data = null } = useApproval(calendar, week);
  const asked = published === undefined ? null : stillAsked(data, published);
  const when = asked && `${formatClock(minutesAt(asked.at))} ${formatDay(todayAt(asked.at))}`;
  // Its place stands before anything is asked: a screen reader tells what comes into a place that it knows.
  return (
    <div role="status">
      {when && (
        <p className="dayAsked">
          {m.asked(members.get(asked.by)?.name ?? m.office, printedNumber(week, numbering, null), when)}{' '}
          <Link className="link" href={`/issue/${calendar}/${week}`}>
            {m.issueAsked}
          </Link>
        </p>
      )}
    </div>
  );
}
