import type { ShownEntry } from '#data/entries.ts';
import type { Absence } from '#domain/absence.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import type { Holidays } from '#domain/holiday.ts';
import type { Member } from '#domain/permissions.ts';
import type { PublishedWeek, WeekState } from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';

/** Everything that the desk needs, loaded. */
export interface Desk {
  readonly calendar: Calendar;
  readonly week: WeekId;
  readonly member: Member;
  readonly directory: Directory;
  readonly settings: AgencySettings;
  readonly entries: readonly ShownEntry[];
  /** Issued entries that no longer stand in this week: where they went. */
  readonly elsewhere: readonly Entry[];
  /** False while the store is asked for the week as it stands, or for an entry that has just left it. */
  readonly settled: boolean;
  /** Who is away in the week, and who acts. */
  readonly absences: readonly Absence[];
  readonly holidays: Holidays;
  readonly state: WeekState;
  readonly previous: PublishedWeek | null;
}
