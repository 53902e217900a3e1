import { useState } from 'react';
import { markSeen, useSeen } from '#data/seen.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';
import { holding } from '#domain/seen.ts';
import { formatClock, formatDay, minutesAt, todayAt } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';

/** Says that one has seen an issued entry that the sheet invites to; again after each change of it. */
export function Seen({ week, entry, uid }: { week: PublishedWeek; entry: PublicEntry; uid: string }) {
  const m = useMessages().myDay;
  const { data } = useSeen(week.calendar, week.week, entry.id);
  const [refused, setRefused] = useState(false);
  if (!data) return null;
  const own = holding(data, entry).find(({ by }) => by === uid);
  return (
    <>
      <span className={own && 'small muted daySeen'} role="status">
        {own && m.seenAt(`${formatClock(minutesAt(own.at))} ${formatDay(todayAt(own.at))}`)}
      </span>
      {!own && (
        <Button
          aria-label={m.seenOf(entry.content)}
          onClick={() => {
            setRefused(false);
            markSeen(week, entry).catch(() => setRefused(true));
          }}
        >
          {m.seen}
        </Button>
      )}
      {refused && (
        <span className="err small" role="alert">
          {m.failures.other}
        </span>
      )}
    </>
  );
}

/** How many have seen it: for who chairs it. */
export function SeenBy({ week, entry }: { week: PublishedWeek; entry: PublicEntry }) {
  const m = useMessages().myDay;
  const { data } = useSeen(week.calendar, week.week, entry.id);
  const count = data ? holding(data, entry).length : 0;
  return count > 0 && m.seenBy(count);
}
