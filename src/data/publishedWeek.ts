import { useQuery } from '@tanstack/react-query';
import { doc } from 'firebase/firestore';
import type { PublishedWeek } from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';
import { publishedWeekFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchDocument } from './watch.ts';

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
