import { useQuery } from '@tanstack/react-query';
import { collection, query, where } from 'firebase/firestore';
import type { WeekId } from '#domain/week.ts';
import { shownEntry } from './entries.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

const waitingQuery = (calendar: string) =>
  liveQuery<readonly WeekId[]>(
    ['waitingRequests', calendar],
    watchQuery(
      `waiting requests ${calendar}`,
      () => query(collection(backend().db, 'calendars', calendar, 'entries'), where('stage', '==', 'requested')),
      (document) => shownEntry(document).week,
    ),
  );

/** The weeks of the requests that wait for a calendar's office, one for each; undefined: nobody has to know. */
export const useWaitingRequests = (calendar: string | undefined) =>
  useQuery({ ...waitingQuery(calendar ?? ''), enabled: calendar !== undefined });
