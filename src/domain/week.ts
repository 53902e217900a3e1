import type { LocalDate } from './time.ts';

/** ISO 8601 week key, `2026-W48`. The printed number follows the agency's policy; the key never does. */
export type WeekId = string & { readonly __unit: 'week-id' };

/** How the printed week number is counted. `manual`: the number typed into the week's working state. */
export const NUMBERING_POLICIES = ['iso', 'firstJanuary', 'firstMonday', 'manual'] as const;
export type NumberingPolicy = (typeof NUMBERING_POLICIES)[number];

/** Monday to Sunday of a week. */
export type WeekDays = readonly [LocalDate, LocalDate, LocalDate, LocalDate, LocalDate, LocalDate, LocalDate];
