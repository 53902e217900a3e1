import {
  collection,
  doc,
  getDocFromServer,
  serverTimestamp,
  writeBatch,
  type DocumentData,
  type DocumentReference,
} from 'firebase/firestore';
import { changedFields } from '#domain/entry.ts';
import type { Deletion, Entry, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import { onTheLine } from './connection.ts';
import { entryFromDocument, entryPrivateToDocument, entryToDocument, historyToDocument } from './documents.ts';
import { DataError, toDataError } from './errors.ts';
import { backend } from './firebase.ts';
import { ownUid } from './session.ts';

/** A name for a new entry. Made here, so that it can be edited before the store has heard of it. */
export const newEntryId = (): string => doc(collection(backend().db, 'calendars')).id;

export const entryReference = (entry: Entry) => doc(backend().db, 'calendars', entry.calendar, 'entries', entry.id);

/**
 * Saves `entry` as the revision after `base` (null: a new one; a deletion: it comes back), with its history record, in
 * one write. Every open page shows it at once, as pending until the store has confirmed it.
 *
 * Without a network the promise stays open until there is one, over a reload of the page the write goes on but the
 * promise is lost: keep what was typed until it resolves. Rejects with `stale` (`current`: what the store holds)
 * or `forbidden`; the page shows the stored entry again by itself.
 */
export async function saveEntry(
  entry: Entry,
  base: StoredEntry | Deletion | null,
  hidden?: EntryPrivate,
): Promise<void> {
  const batch = writeBatch(backend().db);
  putEntry(batch, entry, base, hidden);
  await commitEntry(batch, entry, base);
}

/** A batch, or a transaction. */
interface Writes {
  set(reference: DocumentReference, data: DocumentData): unknown;
}

/** A batch, kept or not (outbox.ts). */
export interface Batch extends Writes {
  update(reference: DocumentReference, data: DocumentData): unknown;
  delete(reference: DocumentReference): unknown;
  commit(): Promise<void>;
}

/** Puts the entry as the revision after `base` into a batch, with its history record. */
export function putEntry(
  batch: Writes,
  entry: Entry,
  base: StoredEntry | Deletion | null,
  hidden?: EntryPrivate,
): void {
  const by = ownUid();
  const revision = revisionOf(base) + 1;
  const action = base === null || 'deletedIn' in base ? 'create' : 'update';
  batch.set(entryReference(entry), entryToDocument(entry, { revision, updatedBy: by, updatedAt: serverTimestamp() }));
  batch.set(
    doc(entryReference(entry), 'history', String(revision)),
    historyToDocument({ revision, action, by, at: 0, entry }, serverTimestamp()),
  );
  if (hidden)
    batch.set(doc(backend().db, 'calendars', entry.calendar, 'private', entry.id), entryPrivateToDocument(hidden));
}

/** Commits what `putEntry` began. Rejects as `saveEntry` does. */
export async function commitEntry(batch: Batch, entry: Entry, base: StoredEntry | Deletion | null): Promise<void> {
  const by = ownUid();
  const known = revisionOf(base);
  try {
    await onTheLine(batch.commit());
  } catch (cause) {
    const error = await whyRefused(
      entry,
      known,
      toDataError(cause),
      (current) =>
        current?.revision === known + 1 && current.updatedBy === by && changedFields(current, entry).length === 0,
    );
    if (error) throw error;
  }
}

/** 0: there was none. */
export const revisionOf = (base: { readonly revision: number } | Deletion | null): number =>
  base === null ? 0 : 'deletedIn' in base ? base.deletedIn : base.revision;

/**
 * The rules refuse a wrong revision and a missing right alike (docs/decisions/0003): comparing revisions tells them apart.
 * Undefined: the write had been `taken`, only its confirmation was lost and the SDK sent it twice.
 */
export async function whyRefused(
  entry: Entry,
  known: number,
  error: DataError,
  taken: (current: StoredEntry | null) => boolean,
): Promise<DataError | undefined> {
  if (error.code !== 'forbidden') return error;
  const snapshot = await getDocFromServer(entryReference(entry)).catch(() => null);
  if (snapshot === null) return error;
  const data = snapshot.data();
  const current = data === undefined ? null : entryFromDocument(snapshot.id, data);
  if (current?.revision === known) return error;
  if (current === null) {
    // Gone, or never there: then nobody has written the record that this write was to write.
    const record = doc(entryReference(entry), 'history', String(known + 1));
    const written = await getDocFromServer(record).catch(() => null);
    if (!written?.exists()) return error;
  }
  return taken(current) ? undefined : new DataError('stale', { cause: error, current });
}
