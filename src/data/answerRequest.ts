import { serverTimestamp } from 'firebase/firestore';
import type { Entry, EntryPrivate, StoredEntry } from '#domain/entry.ts';
import { DataError, toDataError } from './errors.ts';
import { KeptBatch } from './outbox.ts';
import { requestReference } from './requests.ts';
import { commitEntry, putEntry, whyRefused } from './saveEntry.ts';
import { ownUid } from './session.ts';

/*
 * How the office answers a request (REQUEST_ACTS of src/domain/request.ts). The division sees it at once. All reject as
 * `saveEntry` does: `stale` when the division, or a colleague, saved it first.
 */

/** Into the schedule, as it is or as the office changed it (`entry`). */
export const acceptRequest = (base: StoredEntry, entry: Entry = base): Promise<void> =>
  answer({ ...entry, stage: 'accepted' }, base, {});

/** Sends it back. `reason`: one line, 1 to 500 characters; the division reads it unopened. */
export const returnRequest = (base: StoredEntry, reason: string): Promise<void> =>
  answer({ ...base, stage: 'returned' }, base, { reason });

/**
 * What it asks for goes into another entry: `target` as it stands becomes `merged` in the same write, with that link and
 * note (`hidden` undefined: they stay).
 */
export const mergeRequest = (
  base: StoredEntry,
  target: StoredEntry,
  merged: Entry,
  hidden?: EntryPrivate,
): Promise<void> =>
  answer({ ...base, stage: 'merged' }, base, { into: target.id }, { base: target, entry: merged, hidden });

/**
 * Takes the answer back: it waits again, as it stands or as it was (`entry`). What a merge had changed in the other entry
 * stays, unless that is put back with it (`target` as it stands becomes `restored`, with that link and note).
 */
export const reopenRequest = (
  base: StoredEntry,
  entry: Entry = base,
  target?: { readonly base: StoredEntry; readonly restored: Entry; readonly hidden?: EntryPrivate | undefined },
): Promise<void> =>
  answer(
    { ...entry, stage: 'requested' },
    base,
    {},
    target && { base: target.base, entry: target.restored, hidden: target.hidden },
  );

async function answer(
  entry: Entry,
  base: StoredEntry,
  { reason = null, into = null }: { reason?: string | null; into?: string | null },
  other?: { base: StoredEntry; entry: Entry; hidden: EntryPrivate | undefined },
): Promise<void> {
  const batch = new KeptBatch();
  putEntry(batch, entry, base);
  if (other) putEntry(batch, other.entry, other.base, other.hidden);
  batch.update(requestReference(base.calendar, base.id), {
    reason,
    into,
    answeredBy: ownUid(),
    answeredAt: serverTimestamp(),
  });
  try {
    await commitEntry(batch, entry, base);
  } catch (cause) {
    const error = toDataError(cause);
    if (error.code !== 'forbidden' || !other) throw error;
    // The request stands as it was: somebody may have saved the entry that it was to go into.
    const why = (await whyRefused(other.entry, other.base.revision, error, () => false)) ?? error;
    if (why.code !== 'stale') throw why;
    throw new DataError('stale', { cause: why, current: why.current, ofTarget: true });
  }
}
