import { adjustment, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDay, minutesAt, todayAt } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Mark } from '#ui/Mark.tsx';

/** Whether readers see this calendar's week yet, and since when. */
export function IssuedMark({ issued, name }: { issued: PublishedWeek | undefined; name: string }) {
  const v = useMessages().view;
  if (!issued) return <Mark tone="plain">{v.notIssued(name)}</Mark>;
  const when = `${formatClock(minutesAt(issued.issuedAt))} ${formatDay(todayAt(issued.issuedAt))}`;
  const n = adjustment(issued.revision);
  return <span className="muted small">{[v.issued(name, when), ...(n > 0 ? [v.adjustment(n)] : [])].join(' · ')}</span>;
}
