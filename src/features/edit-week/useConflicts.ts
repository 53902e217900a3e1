import { useDeferredValue, useMemo } from 'react';
import { useAllEntries } from '#data/allEntries.ts';
import type { AcceptedClash } from '#data/documents.ts';
import { awayIn, standingOfAway, type Absence, type NamedAway } from '#domain/absence.ts';
import {
  clashIndex,
  conflicts,
  standingOf,
  worstFirst,
  type Conflict,
  type ConflictContext,
  type ConflictGrade,
} from '#domain/conflicts.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import { parseEntry } from '#domain/entry.ts';
import type { Holidays } from '#domain/holiday.ts';
import type { Entry, StoredEntry } from '#domain/entry.ts';
import { sortEntries, type WeekId } from '#domain/week.ts';
import { otherOf } from '#ui/ClashWords.tsx';
import { aroundEntry, type Around } from './around.ts';
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
  /** What a line that is being typed meets at its time; null: its words are no entry. */
  readonly aroundOf: (id: string) => Around | null;
  /** As `aroundOf`, of an entry that is not in the week yet. */
  readonly aroundNew: (entry: Entry) => Around;
  /** Who took a clash as it stands, and why; undefined: nobody. */
  readonly acceptanceOf: (conflict: Conflict) => AcceptedClash | undefined;
  /** The same of anything that stands: `standingOf`, `standingOfAway`. */
  readonly acceptanceBy: (standing: string) => AcceptedClash | undefined;
  /** Who of an entry is away, or goes to it all the same; null: nobody. */
  readonly awayOf: (id: string) => WhoIsAway | null;
  /** Who is away of an entry that is not in the week yet. */
  readonly awayNew: (entry: Entry) => readonly NamedAway[];
}

interface WhoIsAway {
  readonly entry: Entry;
  readonly away: readonly NamedAway[];
  readonly attending: readonly Absence[];
}

/**
 * What clashes in this calendar's week, with the entries of all calendars and with what is being typed. Words that are no
 * entry yet count as they were saved. The week is compared when it changes or another line is opened; a key press compares
 * the lines that are being typed, and only those.
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
  holidays,
}: {
  calendar: string;
  week: WeekId;
  directory: Directory;
  settings: AgencySettings;
  entries: readonly StoredEntry[];
  rows: ReadonlyMap<string, Row>;
  accepted: readonly AcceptedClash[] | undefined;
  absences: readonly Absence[];
  holidays: Holidays;
}): WeekConflicts {
  const { data: all } = useAllEntries(week);
  // A key press is painted before its line is compared anew.
  const typed = useDeferredValue(rows);
  const context = useMemo(
    (): ConflictContext => ({ ...settings, directory, absences }),
    [directory, settings, absences],
  );
  const typedIds = [...typed.keys()].sort().join(' ');
  const resting = useMemo(() => {
    const away = new Set(typedIds.split(' '));
    const own = entries.filter(({ id }) => !away.has(id));
    const standing = [...own, ...(all ?? []).filter((entry) => entry.calendar !== calendar)];
    const index = clashIndex(standing, context);
    const found = index.all(calendar);
    return { own, standing, index, found, byEntry: byEntryOf(found, calendar) };
  }, [entries, all, typedIds, calendar, context]);

  const { moving, found } = useMemo(() => {
    const stored = new Map(entries.map((entry) => [entry.id, entry]));
    const moving = [...typed.values()].flatMap(({ id, draft }): Entry[] => {
      const before = stored.get(id);
      const parsed = parseEntry(draft, { id, calendar, week, stage: before?.stage ?? 'accepted' });
      return parsed.ok ? [parsed.entry] : before ? [before] : [];
    });
    return { moving, found: [...moving.flatMap(resting.index.of), ...conflicts(moving, context)] };
  }, [entries, typed, resting, calendar, week, context]);

  const away = useMemo(() => {
    const own = [...resting.own, ...moving];
    return new Map(own.flatMap((entry) => whoIsAway(entry, absences) ?? []).map((one) => [one.entry.id, one]));
  }, [resting, moving, absences]);

  return useMemo(() => {
    const byStanding = new Map(accepted?.map((one) => [one.standing, one]));
    const acceptanceBy = (one: string) => byStanding.get(one);
    const acceptanceOf = (conflict: Conflict) =>
      byStanding.size === 0 ? undefined : byStanding.get(standingOf(conflict));
    const openAway = (id: string): readonly NamedAway[] => {
      const one = away.get(id);
      return one?.away.filter((named) => named.open !== null && !acceptanceBy(standingOfAway(one.entry, named))) ?? [];
    };
    const isOpen = (conflict: Conflict): boolean => conflict.grade !== 'sameSession' && !acceptanceOf(conflict);
    const byEntry = byEntryOf(found, calendar);
    const told = new Map<string, readonly Conflict[]>();
    const around = new Map<string, Around>();
    function of(id: string): readonly Conflict[] {
      const known = told.get(id);
      if (known) return known;
      const own = inPrintedOrder(id, [...(resting.byEntry.get(id) ?? []), ...(byEntry.get(id) ?? [])]);
      const accepted = own.filter((conflict) => acceptanceOf(conflict));
      const sorted = [...worstFirst(own.filter((conflict) => !accepted.includes(conflict))), ...accepted];
      told.set(id, sorted);
      return sorted;
    }
    function inPrintedOrder(id: string, own: readonly Conflict[]): readonly Conflict[] {
      if (!byEntry.has(id) || own.length < 2) return own;
      const to = { calendar, id };
      const byOther = new Map(own.map((conflict) => [otherOf(to, conflict), conflict]));
      return sortEntries([...byOther.keys()]).map((other) => byOther.get(other)!);
    }
    return {
      of,
      gradeOf: (id) => {
        const worst = of(id)[0];
        if (worst && worst.grade !== 'sameSession' && isOpen(worst)) return worst.grade;
        return openAway(id).length > 0 ? 'away' : null;
      },
      ofNew: (entry) =>
        worstFirst([
          ...resting.index.of(entry),
          ...conflicts([...moving, entry], context).filter(({ entries: pair }) => pair.includes(entry)),
        ]),
      aroundOf: (id) => {
        if (!typed.has(id)) return null;
        const known = around.get(id);
        if (known) return known;
        const entry = moving.find((one) => one.id === id);
        if (!entry) return null;
        const others = moving.filter((one) => one !== entry);
        const index = others.length === 0 ? resting.index : clashIndex([...resting.standing, ...others], context);
        const found = aroundEntry(entry, index, context, holidays);
        around.set(id, found);
        return found;
      },
      aroundNew: (entry) => aroundEntry(entry, resting.index, context, holidays),
      acceptanceOf,
      acceptanceBy,
      awayOf: (id) => away.get(id) ?? null,
      awayNew: (entry) => awayIn(entry, absences),
      count:
        resting.found.filter(isOpen).length +
        found.filter(isOpen).length +
        [...away.keys()].reduce((sum, id) => sum + openAway(id).length, 0),
    };
  }, [resting, typed, moving, found, away, accepted, absences, calendar, context, holidays]);
}

function whoIsAway(entry: Entry, absences: readonly Absence[]): WhoIsAway | null {
  if (absences.length === 0 || entry.status !== 'planned' || entry.stage === 'returned') return null;
  const name = `${entry.calendar}/${entry.id}`;
  const away = awayIn(entry, absences);
  const attending = absences.filter(({ attends }) => attends.includes(name));
  return away.length + attending.length === 0 ? null : { entry, away, attending };
}

function byEntryOf(found: readonly Conflict[], calendar: string): ReadonlyMap<string, readonly Conflict[]> {
  const byEntry = new Map<string, Conflict[]>();
  for (const conflict of found) {
    for (const entry of conflict.entries) {
      if (entry.calendar !== calendar) continue;
      const own = byEntry.get(entry.id);
      if (own) own.push(conflict);
      else byEntry.set(entry.id, [conflict]);
    }
  }
  return byEntry;
}
