import { useQuery } from '@tanstack/react-query';
import { collection } from 'firebase/firestore';
import type { Holiday } from '#domain/holiday.ts';
import { holidayFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

/** All that the office has entered: some twenty days a year. */
export const watchHolidays = watchQuery<Holiday>(
  'holidays',
  () => collection(backend().db, 'holidays'),
  (document) => holidayFromDocument(document.id, document.data()),
);

const holidaysQuery = liveQuery<readonly Holiday[]>(['holidays'], watchHolidays);

export const useHolidays = () => useQuery(holidaysQuery);
