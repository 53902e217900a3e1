import { useQuery } from '@tanstack/react-query';
import { collection, doc, query, where } from 'firebase/firestore';
import type { PublishedWeek } from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';
import { publishedWeekFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchDocument, watchQuery } from './watch.ts';

const publishedWeekQuery = (calendar: string, week: WeekId) =>
  liveQuery<PublishedWeek | null>(
    ['publishedWeek', week, calendar],
    watchDocument(
      () => doc(backend().db, 'publishedWeeks', `${calendar}_${week}`),
      (_id, data) => publishedWeekFromDocument(data),
    ),
  );

/** What readers see of a week now. Null: not issued. */
export const usePublishedWeek = (calendar: string, week: WeekId) => useQuery(publishedWeekQuery(calendar, week));

const issuedWeeksQuery = (week: WeekId) =>
  liveQuery<readonly PublishedWeek[]>(
    ['publishedWeeks', week],
    watchQuery(
      `publishedWeeks ${week}`,
      () => query(collection(backend().db, 'publishedWeeks'), where('week', '==', week)),
      (document) => publishedWeekFromDocument(document.data({ serverTimestamps: 'estimate' })),
    ),
  );

/** What readers see of a week now, of every calendar that issued it. */
export const useIssuedWeeks = (week: WeekId) => useQuery({ ...issuedWeeksQuery(week), structuralSharing: true }); // the same told again redraws nobody
