import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../store/database.ts';
import { GuardedTable } from '../store/guardedTable.ts';
import { AuthError } from './errors.ts';

export type ActionType = 'PASSWORD_RESET' | 'EMAIL_SIGNIN' | 'VERIFY_EMAIL' | 'VERIFY_AND_CHANGE_EMAIL';

export interface ActionCode {
  readonly type: ActionType;
  /** Null: nobody has that e-mail yet (EMAIL_SIGNIN in emulator mode). */
  readonly uid: string | null;
  readonly email: string;
  readonly newEmail: string | null;
  readonly expiresAt: number; // epoch ms
}

/** How long a code that ran out is still told apart from one that never was. */
const REMEMBERED_MS = 30 * 24 * 3600_000;

/**
 * The codes in links of mails and invitations (auth protocol, 4.6): 192 random bits, of which only a hash is stored.
 * A code works once; a newer one of its kind, a sign-in by password and any change of password or e-mail void it.
 */
export class ActionCodes {
  readonly #database: Database;
  readonly #table: GuardedTable<ActionCode & { hash: string }>;

  constructor(database: Database, now: number, onDamage: (message: string) => void) {
    this.#database = database;
    this.#table = new GuardedTable<ActionCode & { hash: string }>(database, 'auth_action_code', {
      what: 'link',
      columns: {
        hash: 'hash TEXT',
        type: 'type TEXT NOT NULL',
        uid: 'uid TEXT',
        email: 'email TEXT NOT NULL',
        newEmail: 'new_email TEXT',
        expiresAt: 'expires_at INTEGER NOT NULL',
      },
      key: ['hash'],
      onDamage,
    });
    database.exec('CREATE INDEX IF NOT EXISTS auth_action_code_uid ON auth_action_code (uid)');
    this.#table.delete('expires_at < ?', now - REMEMBERED_MS);
  }

  make({ type, uid, email, newEmail, expiresAt }: ActionCode): string {
    const code = randomBytes(24).toString('base64url');
    this.#database.transaction(() => {
      this.#table.delete('type = ? AND email = ?', type, email);
      this.#table.put({ hash: hashOf(code), type, uid, email, newEmail, expiresAt });
    })();
    return code;
  }

  /** Without using it up. Throws INVALID_OOB_CODE for one that never was, was used or is void, and EXPIRED_OOB_CODE. */
  find(code: string, now: number): ActionCode {
    const found = this.#table.all('hash = ?', hashOf(code))[0];
    if (!found) throw new AuthError('INVALID_OOB_CODE');
    if (found.expiresAt <= now) throw new AuthError('EXPIRED_OOB_CODE');
    return found;
  }

  has(code: string): boolean {
    return this.#table.all('hash = ?', hashOf(code)).length > 0;
  }

  /** Uses the code up: of two who come with it at once, one gets INVALID_OOB_CODE. */
  use(code: string): void {
    if (this.#table.delete('hash = ?', hashOf(code)) === 0) throw new AuthError('INVALID_OOB_CODE');
  }

  voidAllOf(uid: string, ...types: ActionType[]): void {
    const only = types.length === 0 ? '' : ` AND type IN (${types.map(() => '?').join(', ')})`;
    this.#table.delete(`uid = ?${only}`, uid, ...types);
  }

  clear(): void {
    this.#table.delete('true');
  }
}

const hashOf = (code: string) => createHash('sha256').update(code).digest('base64url');
