import type { AgencySettings } from './directory.ts';
import type { Entry, EntryKind } from './entry.ts';
import { ASSUMED_MINUTES, DAY_END } from './time.ts';
import type { EntryTime, Minutes } from './time.ts';

/** The agency's lengths by kind; what is left out is `ASSUMED_MINUTES`. */
export type AssumedMinutes = AgencySettings['assumedMinutes'];

/** Minutes that an entry of a kind counts as going on when it states no end. Never printed. */
export const assumedLength = (kind: EntryKind, lengths: AssumedMinutes): number => lengths?.[kind] ?? ASSUMED_MINUTES;

/** When an entry that begins by the clock is over: as stated, else as assumed, at midnight at the latest. Null: it does not. */
export const endOf = ({ time, kind }: Pick<Entry, 'time' | 'kind'>, lengths: AssumedMinutes): Minutes | null =>
  endAfter(time, assumedLength(kind, lengths));

const endAfter = ({ start, end }: EntryTime, length: number): Minutes | null =>
  start === null ? null : (end ?? (Math.min(DAY_END, start + length) as Minutes));

/**
 * The same of an issued entry, which has its own length where the agency had one for its kind when it was issued
 * (publication.ts). Weeks issued before that have none: two hours.
 */
export const issuedEnd = ({ time, assumedMinutes }: { time: EntryTime; assumedMinutes?: number }): Minutes | null =>
  endAfter(time, assumedMinutes ?? ASSUMED_MINUTES);
