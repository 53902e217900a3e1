import { formatClock, formatDate, minutesAt, todayAt } from '#domain/time.ts';

/** A moment as a folder's name, by the office's clock: `2026-11-28T160102`, later ones sort later. */
export function stampOf(epochMs: number): string {
  const seconds = new Date(epochMs).toISOString().slice(17, 19); // the same in every zone
  return `${todayAt(epochMs)}T${formatClock(minutesAt(epochMs)).replace(':', '')}${seconds}`;
}

/** A moment in a sentence of a command, by the office's clock: "16:01, 28/11/2026". */
export const sayMoment = (epochMs: number): string =>
  `${formatClock(minutesAt(epochMs))}, ${formatDate(todayAt(epochMs))}`;
