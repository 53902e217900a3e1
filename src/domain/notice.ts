import type { EntryChange, PublicEntry, PublishedWeek } from './publication.ts';

/** `notices/{uid}`: that a member wants a message when a week or revision concerns them, and which. Absent: none. */
export interface NoticeChoice {
  /** Calendars of which every entry concerns them; of all others those that name them. */
  readonly calendars: readonly string[];
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
 * Null: the revision does not concern them. `person` is who they are in the directory, null for nobody; whom an entry
 * names is known of people with a public profile (PublicEntry.personIds).
 */
export function noticeOf(
  week: PublishedWeek,
  { calendars }: Pick<NoticeChoice, 'calendars'>,
  person: string | null,
): Notice | null {
  const concerns = (entry: PublicEntry | null) =>
    entry !== null && (calendars.includes(week.calendar) || (person !== null && entry.personIds.includes(person)));
  const notice = {
    week,
    entries: week.revision === 1 ? week.entries.filter(concerns) : [],
    // Who was taken off an entry is told of it too.
    changes: week.changes.filter(({ before, after }) => concerns(before) || concerns(after)),
  };
  return notice.entries.length === 0 && notice.changes.length === 0 ? null : notice;
}
