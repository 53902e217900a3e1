import type { Person } from './directory.ts';
import { isOf, namedIn, type PartyReader } from './meant.ts';
import type { EntryChange, PublicEntry, PublishedWeek } from './publication.ts';

/** `notices/{uid}`: that a member wants a message when a week or revision concerns them, and which. Absent: none. */
export interface NoticeChoice {
  /** Calendars of which every entry concerns them; of all others those that name them. */
  readonly calendars: readonly string[];
  /** Also entries that name their unit, not only them or, who leads it, the unit. */
  readonly unit: boolean;
  /** To their address, or to the devices they have subscribed. */
  readonly way: 'mail' | 'push';
  /** Nothing issued before is told. Epoch ms. */
  readonly since: number;
}

/** What one revision tells one person. */
export interface Notice {
  readonly week: PublishedWeek;
  /** Of a first issue: their entries. Of a later revision: what it changed for them. One of the two is empty. */
  readonly entries: readonly PublicEntry[];
  readonly changes: readonly EntryChange[];
}

/**
 * Null: the revision does not concern them. `person` is who they are in the directory, undefined for nobody. An entry concerns
 * whom it names, and of a unit that it names who leads it; by what is printed, so that it is the same for people without a
 * public profile, and as it was for whoever was taken off.
 */
export function noticeOf(
  week: PublishedWeek,
  { calendars, unit: andUnit }: Pick<NoticeChoice, 'calendars' | 'unit'>,
  person: Person | undefined,
  read: PartyReader,
): Notice | null {
  const isNamed = (who: Person, entry: PublicEntry) =>
    entry.personIds.includes(who.id) ||
    namedIn(entry, read).some(
      (meant) => meant.person?.id === who.id || (andUnit && meant.unit !== null && isOf(who, meant.unit, entry.date)),
    );
  const concerns = (entry: PublicEntry | null) =>
    entry !== null && (calendars.includes(week.calendar) || (person !== undefined && isNamed(person, entry)));
  const notice = {
    week,
    entries: week.revision === 1 ? week.entries.filter(concerns) : [],
    // Who was taken off an entry is told of it too.
    changes: week.changes.filter(({ before, after }) => concerns(before) || concerns(after)),
  };
  return notice.entries.length === 0 && notice.changes.length === 0 ? null : notice;
}
