import { useQuery } from '@tanstack/react-query';
import { collection, query, where } from 'firebase/firestore';
import type { WeekId } from '#domain/week.ts';
import { useCurrent } from './current.ts';
import { shownEntry, type ShownEntry } from './entries.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchQuery } from './watch.ts';

const questionOf = (calendar: string, week: WeekId) => `entries ${calendar} ${week}`;

/** One calendar's entries of a week, of every stage, in no order. */
export const watchWeekEntries = (calendar: string, week: WeekId) =>
  watchQuery(
    questionOf(calendar, week),
    () => query(collection(backend().db, 'calendars', calendar, 'entries'), where('week', '==', week)),
    shownEntry,
  );

const ofTheirOwn = (entries: readonly ShownEntry[]) => entries.filter(({ stage }) => stage !== 'merged');

/** As `watchWeekEntries`, without requests that are in another entry now. */
export const useWeekEntries = (calendar: string, week: WeekId) =>
  useQuery({
    ...liveQuery<readonly ShownEntry[]>(['entries', week, calendar], watchWeekEntries(calendar, week)),
    select: ofTheirOwn,
  });

/** Whether the week is shown as the store has it now, its working state too. */
export const useWeekIsCurrent = (calendar: string, week: WeekId): boolean =>
  useCurrent(questionOf(calendar, week), `weeks/${calendar}_${week}`);
