import { useQuery } from '@tanstack/react-query';
import { collection, doc, query, where } from 'firebase/firestore';
import type { EntryRequest } from '#domain/request.ts';
import type { WeekId } from '#domain/week.ts';
import { requestFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

export const requestReference = (calendar: string, entry: string) =>
  doc(backend().db, 'calendars', calendar, 'requests', entry);

/** What only requests have, of a calendar's week; the entries themselves come with the week (week.ts, allEntries.ts). */
export const watchRequests = (calendar: string, week: WeekId) =>
  watchQuery(
    `requests ${calendar} ${week}`,
    () => query(collection(backend().db, 'calendars', calendar, 'requests'), where('week', '==', week)),
    (document): EntryRequest => requestFromDocument(document.id, document.data({ serverTimestamps: 'estimate' })),
  );

export const useRequests = (calendar: string, week: WeekId) =>
  useQuery(liveQuery<readonly EntryRequest[]>(['requests', week, calendar], watchRequests(calendar, week)));
