import { useQuery } from '@tanstack/react-query';
import { doc } from 'firebase/firestore';
import type { StoredEntry } from '#domain/entry.ts';
import { entryFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery, type Watch } from './live.ts';
import { watchDocument } from './watch.ts';

/** Told once every one has been looked up, then at every change of one. What does not exist is left out. */
const watchEntries =
  (calendar: string, ids: readonly string[]): Watch<readonly StoredEntry[]> =>
  (next, fail) => {
    const found = new Map<string, StoredEntry | null>();
    if (ids.length === 0) next([]);
    const stops = ids.map((id) =>
      watchDocument(() => doc(backend().db, 'calendars', calendar, 'entries', id), entryFromDocument)((entry) => {
        found.set(id, entry);
        if (found.size === ids.length) next([...found.values()].filter((one) => one !== null));
      }, fail),
    );
    return () => {
      for (const stop of stops) stop();
    };
  };

/** Single entries of a calendar, of whatever week: where an issued entry went. Shows the last answer while others are asked for. */
export const useEntriesById = (calendar: string, ids: readonly string[]) =>
  useQuery({
    ...liveQuery<readonly StoredEntry[]>(['entriesById', calendar, ...ids], watchEntries(calendar, ids)),
    placeholderData: (previous) => previous,
  });
