import { useDeferredValue, useMemo } from 'react';
import { useAllEntries } from '#data/allEntries.ts';
import type { AcceptedClash } from '#data/documents.ts';
import { awayIn, standingOfAway, type Absence, type NamedAway } from '#domain/absence.ts';
import { CONFLICT_GRADES, conflicts, standingOf, type Conflict, type ConflictGrade } from '#domain/conflicts.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import { parseEntry } from '#domain/entry.ts';
import type { Entry, StoredEntry } from '#domain/entry.ts';
import type { WeekId } from '#domain/week.ts';
import type { Row } from './rowState.ts';

/** `away`: nothing clashes, but somebody named is away and nobody acts. */
export type RowGrade = Exclude<ConflictGrade, 'sameSession'> | 'away';

export interface WeekConflicts {
  /** Of an entry of this calendar, the worst first, those that were accepted last. */
  readonly of: (id: string) => readonly Conflict[];
  /** The worst of an entry that a person must look at; the same session is told only where somebody edits. */
  readonly gradeOf: (id: string) => RowGrade | null;
  /** How many that a person must look at. */
  readonly count: number;
  /** Of an entry that is not in the week yet, the worst first. */
  readonly ofNew: (entry: Entry) => readonly Conflict[];
  /** Who took a clash as it stands, and why; undefined: nobody. */
  readonly acceptanceOf: (conflict: Conflict) => AcceptedClash | undefined;
  /** The same of anything that stands: `standingOf`, `standingOfAway`. */
  readonly acceptanceBy: (standing: string) => AcceptedClash | undefined;
  /** Who of an entry is away, or goes to it all the same; null: nobody. */
  readonly awayOf: (id: string) => WhoIsAway | null;
}

interface WhoIsAway {
  readonly entry: Entry;
  readonly away: readonly NamedAway[];
  readonly attending: readonly Absence[];
}

/**
 * What clashes in this calendar's week, with the entries of all calendars and with what is being typed. Words that are no
 * entry yet count as they were saved.
 */
export function useConflicts({
  calendar,
  week,
  directory,
  settings,
  entries,
  rows,
  accepted,
  absences,
}: {
  calendar: string;
  week: WeekId;
  directory: Directory;
  settings: AgencySettings;
  entries: readonly StoredEntry[];
  rows: ReadonlyMap<string, Row>;
  accepted: readonly AcceptedClash[] | undefined;
  absences: readonly Absence[];
}): WeekConflicts {
  const { data: all } = useAllEntries(week);
  // A key press is painted before the week is compared anew.
  const typed = useDeferredValue(rows);
  return useMemo(() => {
    const own = new Map<string, Entry>(entries.map((entry) => [entry.id, entry]));
    for (const { id, draft } of typed.values()) {
      const parsed = parseEntry(draft, { id, calendar, week, stage: own.get(id)?.stage ?? 'accepted' });
      if (parsed.ok) own.set(id, parsed.entry);
    }
    const others = (all ?? []).filter((entry) => entry.calendar !== calendar);
    const context = { directory, sessions: settings.sessions, absences };
    const standing = [...own.values(), ...others];
    const found = conflicts(standing, context).filter(({ entries: pair }) =>
      pair.some((entry) => entry.calendar === calendar),
    );
    const byStanding = new Map(accepted?.map((one) => [one.standing, one]));
    const acceptanceBy = (one: string) => byStanding.get(one);
    const acceptanceOf = (conflict: Conflict) =>
      byStanding.size === 0 ? undefined : byStanding.get(standingOf(conflict));
    const away = new Map(
      [...own.values()].flatMap((entry) => whoIsAway(entry, absences) ?? []).map((one) => [one.entry.id, one]),
    );
    const openAway = (id: string): readonly NamedAway[] => {
      const one = away.get(id);
      return one?.away.filter((named) => named.open !== null && !acceptanceBy(standingOfAway(one.entry, named))) ?? [];
    };
    const open = found.filter((conflict) => !acceptanceOf(conflict));
    const byEntry = new Map<string, Conflict[]>();
    for (const conflict of [...worstFirst(open), ...found.filter(acceptanceOf)])
      for (const entry of conflict.entries)
        if (entry.calendar === calendar) byEntry.set(entry.id, [...(byEntry.get(entry.id) ?? []), conflict]);
    const none: readonly Conflict[] = [];
    return {
      of: (id) => byEntry.get(id) ?? none,
      gradeOf: (id) => {
        const worst = byEntry.get(id)?.[0];
        if (worst && worst.grade !== 'sameSession' && !acceptanceOf(worst)) return worst.grade;
        return openAway(id).length > 0 ? 'away' : null;
      },
      ofNew: (entry) => {
        const near = standing.filter(({ date, lastDate }) => date <= entry.lastDate && entry.date <= lastDate);
        return worstFirst(conflicts([...near, entry], context).filter(({ entries: pair }) => pair.includes(entry)));
      },
      acceptanceOf,
      acceptanceBy,
      awayOf: (id) => away.get(id) ?? null,
      count:
        open.filter(({ grade }) => grade !== 'sameSession').length +
        [...away.keys()].reduce((sum, id) => sum + openAway(id).length, 0),
    };
  }, [all, entries, typed, accepted, absences, calendar, week, directory, settings]);
}

function whoIsAway(entry: Entry, absences: readonly Absence[]): WhoIsAway | null {
  if (absences.length === 0 || entry.status !== 'planned' || entry.stage === 'returned') return null;
  const name = `${entry.calendar}/${entry.id}`;
  const away = awayIn(entry, absences);
  const attending = absences.filter(({ attends }) => attends.includes(name));
  return away.length + attending.length === 0 ? null : { entry, away, attending };
}

const worstFirst = (found: readonly Conflict[]): readonly Conflict[] =>
  CONFLICT_GRADES.flatMap((grade) => found.filter((one) => one.grade === grade));
