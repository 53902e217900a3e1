import { collection, documentId, getDocs, query, where } from 'firebase/firestore';
import { seriesRoot } from '#domain/series.ts';
import { shownEntry, type ShownEntry } from './entries.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';

/** What weeks have already of a series, whatever week it is in: entries are named after it. Asked once. */
export async function readSeriesEntries(calendar: string, seriesId: string): Promise<readonly ShownEntry[]> {
  const from = `${seriesRoot(seriesId)}_`;
  const named = query(
    collection(backend().db, 'calendars', calendar, 'entries'),
    where(documentId(), '>=', from),
    where(documentId(), '<', `${from}:`), // the day that follows begins with a digit
  );
  try {
    return (await getDocs(named)).docs.map(shownEntry);
  } catch (cause) {
    throw toDataError(cause);
  }
}
