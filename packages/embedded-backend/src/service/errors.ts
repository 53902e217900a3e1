import type { Identity } from '../auth/identity.ts';
import { STATUS, StatusError, type StatusName } from '../model/status.ts';

/** What the client is told of an error: its own mistakes by name, our defects without detail (that goes to the log). */
export function refusalOf(error: unknown, log: (line: string) => void, caller?: Identity): StatusError {
  if (error instanceof StatusError) {
    if (error.status === 'DATA_LOSS') log(`damaged: ${error.message} Restore a backup.`);
    return error;
  }
  const ofDisk = diskRefusalOf(error, log, caller);
  if (ofDisk) return ofDisk;
  // Both are the sender's doing: values nested so deep that reading them overflows the stack, and objects whose own
  // `toString` stops the making of an error message about them.
  const isOverflow = error instanceof RangeError && /call stack/i.test(error.message);
  const isUnprintable = error instanceof TypeError && /object to primitive/.test(error.message);
  if (isOverflow || isUnprintable) return new StatusError('INVALID_ARGUMENT', 'The message is malformed.');
  log(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new StatusError('INTERNAL', 'Internal error.');
}

/**
 * What SQLite says when the disk fails. The SDKs keep a write that meets UNAVAILABLE and soon try it again; with
 * RESOURCE_EXHAUSTED they would too, but after a minute at the earliest, and DATA_LOSS they give up. So do server
 * libraries with both of the first, for ten minutes in which nobody learns why: administrators are told what they give up.
 */
function diskRefusalOf(error: unknown, log: (line: string) => void, caller?: Identity): StatusError | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return undefined;
  if (isDiskFull(error)) {
    log('disk full: a write was refused; reading goes on, and writing too once there is space.');
    return new StatusError(caller?.kind === 'admin' ? 'FAILED_PRECONDITION' : 'UNAVAILABLE', DISK_FULL);
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN' || code === 'SQLITE_READONLY') {
    log(`disk: ${code}: ${(error as Error).message}`);
    return new StatusError('UNAVAILABLE', 'The disk of the server does not answer.');
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    log(`damaged: ${(error as Error).message}. Restore a backup.`);
    return new StatusError('DATA_LOSS', 'The data of the server are damaged.');
  }
  return undefined;
}

export const DISK_FULL = 'The disk of the server is full.';

/** Whether firebase-admin tells that an administrator was refused so. */
export const isOfFullDisk = (cause: unknown): boolean => cause instanceof Error && cause.message.includes(DISK_FULL);

export const isDiskFull = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'SQLITE_FULL';

export const codeOf = (status: StatusName): number => STATUS[status][0];
export const httpStatusOf = (status: StatusName): number => STATUS[status][1];

/** The error envelope of REST and WebChannel; clients go by `status`. */
export function envelopeOf({ status, message }: StatusError): {
  error: { code: number; message: string; status: string };
} {
  return { error: { code: httpStatusOf(status), message, status } };
}
