import Libsql from 'libsql';

/** The data cannot be opened; the message is one sentence for whoever started the program. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /**
   * `LOCKED`: another process has the directory. `DAMAGED`: the data are not what was written. `DAMAGED_KEYS`: only the keys
   * of sessions are not. `NEWER`: by a newer program. Else what the file system said (`EACCES`, `ENOSPC`), if it did.
   */
  readonly code: string | undefined;
  constructor(message: string, options: ErrorOptions & { code?: string } = {}) {
    super(message, options);
    this.code = options.code ?? (options.cause as { code?: string } | undefined)?.code;
  }
}

/** What went wrong when data were opened, by this file or by those who read their tables next. */
export function openingError(dir: string, cause: unknown): unknown {
  if (!(cause instanceof Libsql.SqliteError)) return cause;
  if (cause.code === 'SQLITE_FULL') return new DatabaseError(`The disk of ${dir} is full.`, { cause, code: 'ENOSPC' });
  // ERROR: a table is not what its program made. READONLY: the head of the file says so; its permissions were looked at.
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT|READONLY|ERROR)/.test(cause.code)) return damaged(dir, cause.message, cause);
  return new DatabaseError(`The data in ${dir} cannot be opened: ${cause.message}.`, { cause });
}

export function damaged(dir: string, what: string, cause?: unknown): DatabaseError {
  return new DatabaseError(`The data in ${dir} are damaged (${what}). Restore a backup.`, { cause, code: 'DAMAGED' });
}
