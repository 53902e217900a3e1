import { useQuery } from '@tanstack/react-query';
import { doc, getDoc } from 'firebase/firestore';
import type { EntryPrivate } from '#domain/entry.ts';
import { entryPrivateFromDocument } from './documents.ts';
import { toDataError } from './errors.ts';
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

/**
 * Meeting link and note. Null: none; an error `forbidden`: not for this person. `asked` false: it is known not to be, so
 * the store is not asked, and there are no data.
 */
export const useEntryPrivate = (calendar: string, entryId: string, asked = true) =>
  useQuery({ ...entryPrivateQuery(calendar, entryId), enabled: asked });

/** Once, as it stands. Null: none, or not for this person. Undefined: not known without a network. */
export async function readEntryPrivate(calendar: string, entryId: string): Promise<EntryPrivate | null | undefined> {
  try {
    const data = (await getDoc(reference(calendar, entryId))).data();
    return data === undefined ? null : entryPrivateFromDocument(data);
  } catch (cause) {
    return toDataError(cause).code === 'forbidden' ? null : undefined;
  }
}
