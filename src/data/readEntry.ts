import { getDoc } from 'firebase/firestore';
import type { Entry, StoredEntry } from '#domain/entry.ts';
import { entryFromDocument } from './documents.ts';
import { entryReference } from './saveEntry.ts';

/** How an entry stands now, asked once. Null: it was deleted. Undefined: not known without a network. */
export async function readEntry(entry: Entry): Promise<StoredEntry | null | undefined> {
  try {
    const snapshot = await getDoc(entryReference(entry));
    const data = snapshot.data({ serverTimestamps: 'estimate' });
    return data === undefined ? null : entryFromDocument(snapshot.id, data);
  } catch {
    return undefined;
  }
}
