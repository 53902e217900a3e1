import { useQuery } from '@tanstack/react-query';
import { collection, query, where } from 'firebase/firestore';
import type { WeekId } from '#domain/week.ts';
import { shownEntry, type ShownEntry } from './entries.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

/** What comes again and again in a calendar, as it stands in these weeks (30 at most), in no order. */
export const watchFixedEntries = (calendar: string, weeks: readonly WeekId[]) =>
  watchQuery(
    `fixed ${calendar} ${weeks.join(' ')}`,
    () =>
      query(
        collection(backend().db, 'calendars', calendar, 'entries'),
        where('fixed', '==', true),
        where('week', 'in', weeks),
      ),
    shownEntry,
  );

export const useFixedEntries = (calendar: string, weeks: readonly WeekId[]) =>
  useQuery(liveQuery<readonly ShownEntry[]>(['fixedEntries', calendar, ...weeks], watchFixedEntries(calendar, weeks)));
