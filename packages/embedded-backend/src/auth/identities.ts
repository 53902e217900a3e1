import type Database from 'libsql';
import { AuthError } from './errors.ts';

/** Somebody's name at an identity provider of the office's. */
export interface LinkedIdentity {
  readonly provider: string; // "oidc.office"
  readonly rawId: string; // the issuer's `sub`
  readonly uid: string;
  readonly email: string | null;
}

/** Which foreign identity is which account. One identity belongs to one account, an account may have several. */
export class Identities {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
    database.exec(`CREATE TABLE IF NOT EXISTS auth_identity (
      provider TEXT NOT NULL, raw_id TEXT NOT NULL, uid TEXT NOT NULL, email TEXT, PRIMARY KEY (provider, raw_id)
    )`);
    database.exec('CREATE INDEX IF NOT EXISTS auth_identity_uid ON auth_identity (uid)');
  }

  find(provider: string, rawId: string): LinkedIdentity | undefined {
    const row = this.#database
      .prepare('SELECT provider, raw_id AS rawId, uid, email FROM auth_identity WHERE provider = ? AND raw_id = ?')
      .get(provider, rawId);
    return (row ?? undefined) as LinkedIdentity | undefined;
  }

  of(uid: string): LinkedIdentity[] {
    return this.#database
      .prepare(
        'SELECT provider, raw_id AS rawId, uid, email FROM auth_identity WHERE uid = ? ORDER BY provider, raw_id',
      )
      .all(uid) as LinkedIdentity[];
  }

  /** Throws FEDERATED_USER_ID_ALREADY_LINKED when it is another account's. */
  link({ provider, rawId, uid, email }: LinkedIdentity): void {
    const known = this.find(provider, rawId);
    if (known && known.uid !== uid) throw new AuthError('FEDERATED_USER_ID_ALREADY_LINKED');
    this.#database.prepare('INSERT OR REPLACE INTO auth_identity VALUES (?, ?, ?, ?)').run(provider, rawId, uid, email);
  }

  unlink(uid: string, provider?: string): void {
    if (provider === undefined) this.#database.prepare('DELETE FROM auth_identity WHERE uid = ?').run(uid);
    else this.#database.prepare('DELETE FROM auth_identity WHERE uid = ? AND provider = ?').run(uid, provider);
  }
}
