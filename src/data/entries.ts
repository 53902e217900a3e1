import { type DocumentData, type QueryDocumentSnapshot } from 'firebase/firestore';
import type { StoredEntry } from '#domain/entry.ts';
import { entryFromDocument } from './documents.ts';

/** An entry as a page shows it: the stored one, or a newer one of this machine that is on its way (`pending`). */
export type ShownEntry = StoredEntry & { readonly pending: boolean };

export const shownEntry = (document: QueryDocumentSnapshot<DocumentData>): ShownEntry => ({
  ...entryFromDocument(document.id, document.data({ serverTimestamps: 'estimate' })),
  pending: document.metadata.hasPendingWrites,
});
