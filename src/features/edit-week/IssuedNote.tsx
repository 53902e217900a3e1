import { adjustment } from '#domain/publication.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { formatClock, formatDay, minutesAt, todayAt } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Mark } from '#ui/Mark.tsx';

/** "Dự thảo", or when the week was issued and how much has changed since. */
export function IssuedNote({
  published,
  differing,
  empty,
}: {
  published: PublishedWeek | null;
  differing: number;
  empty: boolean;
}) {
  const t = useMessages().edit;
  if (!published) return <Mark tone="plain">{empty ? t.noEntriesYet : t.draft}</Mark>;
  const when = `${formatClock(minutesAt(published.issuedAt))} ${formatDay(todayAt(published.issuedAt))}`;
  const n = adjustment(published.revision);
  return (
    <>
      {[t.issued(when), ...(n > 0 ? [t.adjustment(n)] : [])].join(' · ')}{' '}
      {differing > 0 && <Mark tone="changed">{t.differing(differing)}</Mark>}
    </>
  );
}
