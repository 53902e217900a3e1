import type { Absence } from '#domain/absence.ts';
import type { Calendar, AgencySettings, Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { publish } from '#domain/publication.ts';
import type { PublishedWeek, WeekState } from '#domain/publication.ts';

/**
 * How the week as it is written now differs from the issued revision, by entry: the very change list that issuing
 * would make. Entries that readers never see are not in it.
 */
export function differencesFromIssued({
  entries,
  state,
  previous,
  directory,
  absences,
  settings,
  calendar,
}: {
  entries: readonly StoredEntry[];
  state: WeekState;
  previous: PublishedWeek;
  directory: Directory;
  absences: readonly Absence[];
  settings: AgencySettings;
  calendar: Calendar;
}): ReadonlyMap<string, 'added' | 'differs'> {
  const issue = { documentNo: '', signer: '', at: 0 };
  const { changes } = publish({ entries, state, previous, directory, absences, settings, calendar, issue });
  return new Map(changes.map(({ entryId, kind }) => [entryId, kind === 'added' ? 'added' : 'differs']));
}
