import { useQuery } from '@tanstack/react-query';
import { doc } from 'firebase/firestore';
import type { AgencySettings } from '#domain/directory.ts';
import { settingsFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchDocument } from './watch.ts';

const settingsQuery = liveQuery<AgencySettings | null>(
  ['settings'],
  watchDocument(
    () => doc(backend().db, 'settings/agency'),
    (_id, data) => settingsFromDocument(data),
  ),
);

/** The agency's settings; undefined while they load. */
export const useSettings = (): AgencySettings | undefined => useQuery(settingsQuery).data ?? undefined;
