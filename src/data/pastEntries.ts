import { useQuery } from '@tanstack/react-query';
import { collection, limit, orderBy, query } from 'firebase/firestore';
import { shownEntry, type ShownEntry } from './entries.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

/** How far back suggestions look. */
const MOST = 200;

export const watchPastEntries = (calendar: string) =>
  watchQuery(
    `past ${calendar}`,
    () => query(collection(backend().db, 'calendars', calendar, 'entries'), orderBy('date', 'desc'), limit(MOST)),
    shownEntry,
  );

/** The latest entries of a calendar by their day, in no order: what its editors have written lately. */
export const usePastEntries = (calendar: string) =>
  useQuery(liveQuery<readonly ShownEntry[]>(['pastEntries', calendar], watchPastEntries(calendar)));
