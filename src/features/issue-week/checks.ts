import { awayIn, awayOnDuty, type Absence } from '#domain/absence.ts';
import type { AgencySettings } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import type { Party } from '#domain/party.ts';
import { sortEntries } from '#domain/week.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { warnings, type Warning } from '#domain/warnings.ts';
import type { LocalDate } from '#domain/time.ts';

/** A look at the week before it is issued. `need`: a person has to say that they have seen it. */
export type IssueCheck =
  | {
      readonly kind: Warning['kind'];
      readonly need: true;
      readonly key: string;
      readonly entry: Entry;
      readonly found: string;
    }
  | { readonly kind: Warning['kind']; readonly need: false; readonly key: string }
  | {
      readonly kind: 'duty' | 'requests' | 'absent';
      readonly need: boolean;
      readonly key: string;
      readonly count: number;
    };

/** Those that need a person first. A tick is remembered by `key`: what changes has to be seen again. */
export function checksOf({
  entries,
  next,
  settings,
  days,
  withDuty,
  duty,
  absences,
}: {
  entries: readonly Entry[];
  next: PublishedWeek;
  settings: AgencySettings;
  days: readonly LocalDate[];
  /** Only the board's week names a leader on duty. */
  withDuty: boolean;
  /** Who is on duty, by day. */
  duty: Readonly<Record<string, string>>;
  absences: readonly Absence[];
}): IssueCheck[] {
  const sorted = sortEntries(entries);
  const found = warnings(sorted, settings);
  const needed: IssueCheck[] = found.map((warning) => ({
    ...warning,
    need: true,
    key: `${warning.kind} ${warning.entryId} ${warning.found}`,
    entry: sorted.find(({ id }) => id === warning.entryId)!,
  }));
  const kinds = ['blockedWord', 'phoneNumber', 'citizenName'] as const;
  const clear: IssueCheck[] = kinds
    .filter((kind) => !found.some((warning) => warning.kind === kind))
    .map((kind) => ({ kind, need: false, key: kind }));
  const withoutDuty = days.filter((day) => !next.duty[day]).length;
  const requests = entries.filter((entry) => entry.stage === 'requested').length;
  const absent = [
    ...entries
      .filter(({ stage, status }) => stage === 'accepted' && status === 'planned')
      .flatMap((entry) => awayIn(entry, absences)),
    ...days.flatMap((day) => awayOnDuty((duty[day] ?? 'text:') as Party, day, absences) ?? []),
  ].filter(({ acts }) => acts === null).length;
  const counted: IssueCheck[] = [
    ...(withDuty
      ? [{ kind: 'duty', need: withoutDuty > 0, key: `duty ${withoutDuty}`, count: withoutDuty } as const]
      : []),
    { kind: 'absent', need: absent > 0, key: `absent ${absent}`, count: absent },
    { kind: 'requests', need: requests > 0, key: `requests ${requests}`, count: requests },
  ];
  return [...needed, ...clear, ...counted].sort((a, b) => Number(b.need) - Number(a.need));
}

/** What a revision changes beside its entries, as rows of the difference. */
export type WeekDifference =
  | { readonly kind: 'duty' | 'holidays'; readonly date: LocalDate; readonly before: string; readonly after: string }
  | { readonly kind: 'remarks' | 'number'; readonly before: string; readonly after: string }
  | { readonly kind: 'replaces'; readonly before: boolean; readonly after: boolean };

/** Number and signer of the paper are not looked at: by themselves they are no reason to issue again. */
export function weekDifferences(
  previous: PublishedWeek,
  next: PublishedWeek,
  days: readonly LocalDate[],
): WeekDifference[] {
  const byDay = (['duty', 'holidays'] as const).flatMap((kind) =>
    days.map((date) => ({ kind, date, before: previous[kind]?.[date] ?? '', after: next[kind]?.[date] ?? '' })),
  );
  const texts: WeekDifference[] = [
    { kind: 'remarks', before: previous.remarks ?? '', after: next.remarks ?? '' },
    { kind: 'number', before: String(previous.number), after: String(next.number) },
    { kind: 'replaces', before: previous.replacesInvitation, after: next.replacesInvitation },
  ];
  return [...byDay, ...texts].filter(({ before, after }) => before !== after);
}
