import { useCallback, useMemo } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import { useHolidays } from '#data/holidays.ts';
import { awayIn, type Absence } from '#domain/absence.ts';
import { clashIndex, worstFirst } from '#domain/conflicts.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { nextFreeTime } from '#domain/free.ts';
import { likelyDuplicates } from '#domain/mergeRequests.ts';
import { sortEntries } from '#domain/week.ts';
import { otherOf } from '#ui/ClashWords.tsx';
import { boxOf, type InboxItem } from './inbox.ts';
import type { Against } from './WaitingRequest.tsx';

/** Of a request that waits. */
export interface Findings {
  /** What it likely says a second time, unless somebody said that it does not (`apart`). */
  readonly duplicate: ShownEntry | null;
  /** What it could be merged into, its own days first. */
  readonly targets: readonly ShownEntry[];
}

/** What the week says of the requests that wait: duplicates, clashes, free times. */
export function useFindings({
  entries,
  byId,
  inbox,
  apart,
  settings,
  directory,
  absences,
}: {
  /** Of every calendar. */
  entries: readonly ShownEntry[];
  /** Of the board's. */
  byId: ReadonlyMap<string, ShownEntry>;
  inbox: readonly InboxItem[];
  apart: ReadonlySet<string>;
  settings: AgencySettings;
  directory: Directory;
  absences: readonly Absence[];
}) {
  const { data: daysOff } = useHolidays();
  const holidays = useMemo(() => new Map(daysOff?.map((day) => [day.date, day])), [daysOff]);
  const context = useMemo(() => ({ ...settings, directory, absences }), [settings, directory, absences]);
  const index = useMemo(() => clashIndex(entries, context), [entries, context]);
  const whenFree = useCallback(
    (entry: Entry) => nextFreeTime(entry, index, context, holidays),
    [index, context, holidays],
  );
  /** What stands against an entry as it might be, the worst first; `spared`: ids of those that it takes the place of. */
  const against = useCallback(
    (entry: Entry, spared: readonly (string | undefined)[]): Against => ({
      clashes: worstFirst(index.of(entry).filter((clash) => !spared.includes(otherOf(entry, clash).id))),
      away: awayIn(entry, absences),
    }),
    [index, absences],
  );
  const about = useMemo((): ReadonlyMap<string, Findings> => {
    const open = [...byId.values()].filter(
      ({ stage, status }) => status === 'planned' && (stage === 'accepted' || stage === 'requested'),
    );
    return new Map(
      inbox
        .filter((item) => boxOf(item) === 'waiting')
        .map(({ entry }) => {
          const duplicate = apart.has(entry.id) ? null : (likelyDuplicates(entry, open)[0] ?? null);
          const sameDay = (one: Entry): boolean => one.date <= entry.lastDate && entry.date <= one.lastDate;
          const others = sortEntries(open.filter(({ id }) => id !== entry.id));
          const targets = [...others.filter(sameDay), ...others.filter((one) => !sameDay(one))];
          return [entry.id, { duplicate, targets }] as const;
        }),
    );
  }, [byId, inbox, apart]);
  return { about, against, whenFree };
}
