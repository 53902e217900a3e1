import type { AgencySettings } from './directory.ts';
import type { EntryKind } from './entry.ts';
import { ASSUMED_MINUTES } from './time.ts';

export type AssumedMinutes = AgencySettings['assumedMinutes'];

/** Minutes that an entry of a kind counts as going on when it states no end. Never printed. */
export const assumedLength = (kind: EntryKind, lengths: AssumedMinutes): number => lengths?.[kind] ?? ASSUMED_MINUTES;
