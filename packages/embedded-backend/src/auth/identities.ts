import type { Database } from '../store/database.ts';
import { GuardedTable } from '../store/guardedTable.ts';
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
  readonly #table: GuardedTable<LinkedIdentity>;

  constructor(database: Database, onDamage: (message: string) => void) {
    this.#table = new GuardedTable<LinkedIdentity>(database, 'auth_identity', {
      what: 'identity',
      columns: {
        provider: 'provider TEXT NOT NULL',
        rawId: 'raw_id TEXT NOT NULL',
        uid: 'uid TEXT NOT NULL',
        email: 'email TEXT',
      },
      key: ['provider', 'rawId'],
      onDamage,
    });
    database.exec('CREATE INDEX IF NOT EXISTS auth_identity_uid ON auth_identity (uid)');
  }

  find(provider: string, rawId: string): LinkedIdentity | undefined {
    return this.#table.find('provider = ? AND raw_id = ?', provider, rawId);
  }

  of(uid: string): LinkedIdentity[] {
    return this.#table.all('uid = ? ORDER BY provider, raw_id', uid);
  }

  /** Throws FEDERATED_USER_ID_ALREADY_LINKED when it is another account's. */
  link({ provider, rawId, uid, email }: LinkedIdentity): void {
    const known = this.find(provider, rawId);
    if (known && known.uid !== uid) throw new AuthError('FEDERATED_USER_ID_ALREADY_LINKED');
    this.#table.put({ provider, rawId, uid, email });
  }

  unlink(uid: string, provider?: string): void {
    if (provider === undefined) this.#table.delete('uid = ?', uid);
    else this.#table.delete('uid = ? AND provider = ?', uid, provider);
  }
}
