/** A calendar day, `2026-11-23`. Never an instant: one agency, one zone, no daylight saving. */
export type LocalDate = string & { readonly __unit: 'local-date' };

/** Minutes after local midnight, 0 to 1440 (1440 only as an end). */
export type Minutes = number & { readonly __unit: 'minutes-after-midnight' };

export const SESSIONS = ['morning', 'afternoon', 'evening'] as const;
export type Session = (typeof SESSIONS)[number];

/**
 * When an entry takes place on its day. At least `session` or `start` is set; `end` only with `start`, and after it.
 * Canonical form: a clock time has `session: null` (its session follows from the clock), but for `allDay`
 * beside a start: "cả ngày, tập trung lúc 07:30", which real sheets print.
 */
export interface EntryTime {
  readonly session: Session | 'allDay' | null;
  readonly start: Minutes | null;
  readonly end: Minutes | null;
}
