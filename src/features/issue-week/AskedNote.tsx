import { useApproval } from '#data/approval.ts';
import { useMembers } from '#data/members.ts';
import { changedSince, stillAsked } from '#domain/approval.ts';
import type { StoredEntry } from '#domain/entry.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDay, minutesAt, todayAt } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { Band } from '#ui/Band.tsx';
import { useMessages } from './messages.ts';

/** Who sent the week for approval and when, and what was changed after that. */
export function AskedNote({
  calendar,
  week,
  entries,
  published,
}: {
  calendar: string;
  week: WeekId;
  entries: readonly StoredEntry[];
  published: PublishedWeek | null;
}) {
  const t = useMessages().issueWeek;
  const members = useMembers();
  const { data = null } = useApproval(calendar, week);
  const asked = stillAsked(data, published);
  if (!asked) return null;
  const when = `${formatClock(minutesAt(asked.at))} ${formatDay(todayAt(asked.at))}`;
  const changed = changedSince(asked, entries);
  return (
    <Band tone="now">
      <b>{t.asked(members.get(asked.by)?.name ?? t.office, when)}</b> {changed > 0 && t.changedSince(changed)}
    </Band>
  );
}
