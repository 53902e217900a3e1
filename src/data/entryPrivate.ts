import { useQuery } from '@tanstack/react-query';
import { doc } from 'firebase/firestore';
import type { EntryPrivate } from '#domain/entry.ts';
import { entryPrivateFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery } from './live.ts';
import { watchDocument } from './watch.ts';

const reference = (calendar: string, entryId: string) => doc(backend().db, 'calendars', calendar, 'private', entryId);

const entryPrivateQuery = (calendar: string, entryId: string) =>
  liveQuery<EntryPrivate | null>(
    ['private', calendar, entryId],
    watchDocument(
      () => reference(calendar, entryId),
      (_id, data) => entryPrivateFromDocument(data),
    ),
  );

/** Meeting link and note. Null: none; an error `forbidden`: not for this person. */
export const useEntryPrivate = (calendar: string, entryId: string) => useQuery(entryPrivateQuery(calendar, entryId));
