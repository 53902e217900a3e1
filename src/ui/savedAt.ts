import { formatClock, formatDate, minutesAt, todayAt } from '#domain/time.ts';

/** "14:05 23/11/2026": when a revision was saved, by the office's clock. */
export const savedAt = ({ at }: { readonly at: number }): string =>
  `${formatClock(minutesAt(at))} ${formatDate(todayAt(at))}`;
