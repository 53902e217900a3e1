import { FirebaseError } from 'firebase/app';
import type { StoredEntry } from '#domain/entry.ts';

/**
 * What can go wrong between this app and the store, in words the UI can act on.
 * `unsent`: signing out now would drop edits that have not reached the store.
 */
export type DataErrorCode = 'forbidden' | 'stale' | 'offline' | 'signedOut' | 'tooLarge' | 'unsent' | 'unknown';

interface DataErrorDetails extends ErrorOptions {
  current?: StoredEntry | null;
  ofTarget?: boolean;
}

export class DataError extends Error {
  override readonly name = 'DataError';
  readonly code: DataErrorCode;
  /** With `stale` from a save of an entry: what the store holds now; null: it was deleted. */
  readonly current: StoredEntry | null;
  /** With `stale` from a merge: it was the entry to merge into that somebody saved or deleted first. */
  readonly ofTarget: boolean;
  constructor(code: DataErrorCode, details: DataErrorDetails = {}) {
    super(`data: ${code}`, details); // for logs; users read the words of i18n's `dataError`
    this.code = code;
    this.current = details.current ?? null;
    this.ofTarget = details.ofTarget ?? false;
  }
}

/** The one place that knows Firestore's codes. Call it in every `catch` of `src/data`. */
export function toDataError(cause: unknown): DataError {
  if (cause instanceof DataError) return cause;
  if (!(cause instanceof FirebaseError)) return new DataError('unknown', { cause });
  switch (cause.code.replace(/^firestore\//, '')) {
    case 'permission-denied':
      return new DataError('forbidden', { cause });
    case 'unauthenticated':
      return new DataError('signedOut', { cause });
    case 'aborted': // somebody saved first
    case 'failed-precondition':
    case 'already-exists':
    case 'not-found': // a change of what somebody deleted
      return new DataError('stale', { cause });
    case 'unavailable':
    case 'deadline-exceeded':
      return new DataError('offline', { cause });
    default:
      return new DataError('unknown', { cause });
  }
}
