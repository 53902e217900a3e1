import { useQueries } from '@tanstack/react-query';
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

/** A request that waits for its calendar's office. */
export interface WaitingRequest {
  readonly calendar: string;
  readonly week: WeekId;
}

/** Those of some calendars, in the calendars' order. */
export const useWaitingRequests = (calendars: readonly string[]): readonly WaitingRequest[] =>
  useQueries({ queries: calendars.map(waitingQuery) }).flatMap(({ data = [] }, at) =>
    data.map((week) => ({ calendar: calendars[at]!, week })),
  );
