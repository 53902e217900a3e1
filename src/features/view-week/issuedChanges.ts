import type { Entry } from '#domain/entry.ts';
import type { PublicEntry, PublishedWeek } from '#domain/publication.ts';

type Change = PublicEntry['change'];

/** What the revision in force did to each entry, as readers see it. Null: nothing, or they do not see the entry. */
export type IssuedChanges = (entry: Pick<Entry, 'calendar' | 'id' | 'status'>) => Change;

export function issuedChanges(weeks: readonly PublishedWeek[]): IssuedChanges {
  const changes = new Map(
    weeks.flatMap(({ calendar, entries }) => entries.map(({ id, change }) => [`${calendar}/${id}`, change] as const)),
  );
  // Of what is stopped its own mark says enough.
  return ({ calendar, id, status }) => (status === 'planned' ? (changes.get(`${calendar}/${id}`) ?? null) : null);
}
