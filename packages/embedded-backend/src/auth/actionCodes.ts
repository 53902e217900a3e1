import { createHash, randomBytes } from 'node:crypto';
import type Database from 'libsql';
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
  readonly #database: Database.Database;

  constructor(database: Database.Database, now: number) {
    this.#database = database;
    database.exec(`CREATE TABLE IF NOT EXISTS auth_action_code (
      hash TEXT PRIMARY KEY, type TEXT NOT NULL, uid TEXT, email TEXT NOT NULL, new_email TEXT,
      expires_at INTEGER NOT NULL
    )`);
    database.exec('CREATE INDEX IF NOT EXISTS auth_action_code_uid ON auth_action_code (uid)');
    database.prepare('DELETE FROM auth_action_code WHERE expires_at < ?').run(now - REMEMBERED_MS);
  }

  make({ type, uid, email, newEmail, expiresAt }: ActionCode): string {
    const code = randomBytes(24).toString('base64url');
    this.#database.transaction(() => {
      this.#database.prepare('DELETE FROM auth_action_code WHERE type = ? AND email = ?').run(type, email);
      this.#database
        .prepare('INSERT INTO auth_action_code VALUES (?, ?, ?, ?, ?, ?)')
        .run(hashOf(code), type, uid, email, newEmail, expiresAt);
    })();
    return code;
  }

  /** Without using it up. Throws INVALID_OOB_CODE for one that never was, was used or is void, and EXPIRED_OOB_CODE. */
  find(code: string, now: number): ActionCode {
    const found = this.#database
      .prepare(
        'SELECT type, uid, email, new_email AS newEmail, expires_at AS expiresAt FROM auth_action_code WHERE hash = ?',
      )
      .get(hashOf(code)) as ActionCode | undefined;
    if (!found) throw new AuthError('INVALID_OOB_CODE');
    if (found.expiresAt <= now) throw new AuthError('EXPIRED_OOB_CODE');
    return found;
  }

  has(code: string): boolean {
    return this.#database.prepare('SELECT 1 FROM auth_action_code WHERE hash = ?').get(hashOf(code)) !== undefined;
  }

  /** Uses the code up: of two who come with it at once, one gets INVALID_OOB_CODE. */
  use(code: string): void {
    const { changes } = this.#database.prepare('DELETE FROM auth_action_code WHERE hash = ?').run(hashOf(code));
    if (changes === 0) throw new AuthError('INVALID_OOB_CODE');
  }

  voidAllOf(uid: string, ...types: ActionType[]): void {
    const only = types.length === 0 ? '' : ` AND type IN (${types.map(() => '?').join(', ')})`;
    this.#database.prepare(`DELETE FROM auth_action_code WHERE uid = ?${only}`).run(uid, ...types);
  }

  clear(): void {
    this.#database.exec('DELETE FROM auth_action_code');
  }
}

const hashOf = (code: string) => createHash('sha256').update(code).digest('base64url');
