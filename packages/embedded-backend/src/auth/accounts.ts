import { randomBytes } from 'node:crypto';
import type Database from 'libsql';
import { AuthError } from './errors.ts';
import type { Passwords } from './password.ts';
import type { Sessions } from './sessions.ts';

export interface Account {
  readonly uid: string;
  readonly email: string | null; // normalized: NFC, trimmed, lower case
  readonly emailVerified: boolean;
  readonly displayName: string | null;
  readonly photoUrl: string | null;
  readonly password: string | null; // PHC string
  readonly passwordAt: number | null; // epoch ms
  readonly disabled: boolean;
  readonly claims: string | null; // JSON
  readonly validSince: number; // epoch seconds
  readonly createdAt: number; // epoch ms
  readonly lastLoginAt: number | null; // epoch ms
}

/** What a caller may set; undefined leaves it, null removes it. */
export interface AccountChange {
  email?: string | null | undefined;
  emailVerified?: boolean | undefined;
  displayName?: string | null | undefined;
  photoUrl?: string | null | undefined;
  password?: string | null | undefined; // clear text
  disabled?: boolean | undefined;
  claims?: string | null | undefined; // JSON
  validSince?: number | undefined; // epoch seconds
}

const COLUMNS = `uid, email, email_verified AS emailVerified, display_name AS displayName, photo_url AS photoUrl,
  password, password_at AS passwordAt, disabled, claims, valid_since AS validSince, created_at AS createdAt,
  last_login_at AS lastLoginAt`;

/** Names of the tokens' own fields, which custom claims may not take. */
const RESERVED_CLAIMS = new Set(
  'acr amr at_hash aud auth_time azp cnf c_hash exp firebase iat iss jti nbf nonce sub user_id'.split(' '),
);

/** The accounts of the project. What ends trust in an account (password, e-mail, disabling) ends its sessions here. */
export class Accounts {
  readonly #database: Database.Database;
  readonly #passwords: Passwords;
  readonly #sessions: Sessions;
  readonly #now: () => number;

  constructor(database: Database.Database, passwords: Passwords, sessions: Sessions, now: () => number) {
    this.#database = database;
    this.#passwords = passwords;
    this.#sessions = sessions;
    this.#now = now;
    database.exec(`CREATE TABLE IF NOT EXISTS auth_account (
      uid TEXT PRIMARY KEY, email TEXT UNIQUE, email_verified INTEGER NOT NULL, display_name TEXT, photo_url TEXT,
      password TEXT, password_at INTEGER, disabled INTEGER NOT NULL, claims TEXT, valid_since INTEGER NOT NULL,
      created_at INTEGER NOT NULL, last_login_at INTEGER
    )`);
  }

  find(uid: string): Account | undefined {
    return account(this.#database.prepare(`SELECT ${COLUMNS} FROM auth_account WHERE uid = ?`).get(uid));
  }

  findByEmail(email: string): Account | undefined {
    const row = this.#database
      .prepare(`SELECT ${COLUMNS} FROM auth_account WHERE email = ?`)
      .get(normalizeEmail(email));
    return account(row);
  }

  /** In the order of ids, after the given one. */
  list(after: string, limit: number): Account[] {
    const rows = this.#database
      .prepare(`SELECT ${COLUMNS} FROM auth_account WHERE uid > ? ORDER BY uid LIMIT ?`)
      .all(after, limit);
    return rows.map((row) => account(row)!);
  }

  async create(given: AccountChange & { uid?: string | undefined }): Promise<Account> {
    const uid = given.uid ?? randomBytes(21).toString('base64url');
    if (uid.length < 1 || uid.length > 128) throw new AuthError('INVALID_LOCAL_ID');
    const email = validEmail(given.email ?? null);
    const claims = validClaims(given.claims ?? null);
    const password = await this.#hash(given.password ?? null);
    const now = this.#now();
    if (this.find(uid)) throw new AuthError('DUPLICATE_LOCAL_ID');
    if (email !== null && this.findByEmail(email)) throw new AuthError('EMAIL_EXISTS');
    this.#database
      .prepare('INSERT INTO auth_account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)')
      .run(
        uid,
        email,
        Number(given.emailVerified ?? false),
        given.displayName ?? null,
        given.photoUrl ?? null,
        password,
        password === null ? null : now,
        Number(given.disabled ?? false),
        claims,
        Math.floor(now / 1000),
        now,
      );
    return this.find(uid)!;
  }

  async update(uid: string, change: AccountChange): Promise<Account> {
    const email = change.email === undefined ? undefined : validEmail(change.email);
    if (change.claims !== undefined) validClaims(change.claims);
    const password = change.password === undefined ? undefined : await this.#hash(change.password);
    const now = this.#now();
    const before = this.find(uid);
    if (!before) throw new AuthError('USER_NOT_FOUND');
    const owner = typeof email === 'string' ? this.findByEmail(email) : undefined;
    if (owner && owner.uid !== uid) throw new AuthError('EMAIL_EXISTS');
    const newEmail = email !== undefined && email !== before.email;
    const seconds = Math.floor(now / 1000);
    const distrusted = password !== undefined || newEmail || change.disabled === true;
    const after: Account = {
      ...before,
      email: email === undefined ? before.email : email,
      emailVerified: change.emailVerified ?? (newEmail ? false : before.emailVerified),
      displayName: change.displayName === undefined ? before.displayName : change.displayName,
      photoUrl: change.photoUrl === undefined ? before.photoUrl : change.photoUrl,
      password: password === undefined ? before.password : password,
      passwordAt: password === undefined ? before.passwordAt : now,
      disabled: change.disabled ?? before.disabled,
      claims: change.claims === undefined ? before.claims : change.claims,
      validSince: change.validSince ?? (distrusted ? seconds : before.validSince),
    };
    this.#database.transaction(() => {
      this.#write(after);
      if (distrusted) this.#sessions.endAllOf(uid, 'password, e-mail or state of the account changed', now);
      else if (change.validSince !== undefined) this.#sessions.endAllOf(uid, 'revoked', now, change.validSince);
    })();
    return after;
  }

  /** The account, when the password is right. Takes as long, and fails the same way, for an e-mail nobody has. */
  async signIn(email: string, password: string): Promise<Account | undefined> {
    const before = this.findByEmail(email);
    const { right, outdated } = await this.#passwords.verify(password, before?.password ?? null);
    if (!before || !right) return undefined;
    const rehashed = outdated ? await this.#passwords.hash(password) : null;
    const now = this.find(before.uid);
    if (now?.password !== before.password) return undefined; // changed while we were hashing
    if (rehashed !== null) this.#write({ ...now!, password: rehashed });
    return this.find(before.uid);
  }

  signedIn(uid: string): void {
    this.#database.prepare('UPDATE auth_account SET last_login_at = ? WHERE uid = ?').run(this.#now(), uid);
  }

  delete(uid: string): void {
    this.#database.transaction(() => {
      const { changes } = this.#database.prepare('DELETE FROM auth_account WHERE uid = ?').run(uid);
      if (changes === 0) throw new AuthError('USER_NOT_FOUND');
      this.#sessions.endAllOf(uid, 'account deleted', this.#now());
    })();
  }

  /** Emulator mode only. */
  clear(): void {
    for (const { uid } of this.list('', Number.MAX_SAFE_INTEGER)) this.delete(uid);
  }

  async #hash(password: string | null): Promise<string | null> {
    return password === null ? null : this.#passwords.hash(password);
  }

  #write(a: Account): void {
    this.#database
      .prepare(
        `UPDATE auth_account SET email = ?, email_verified = ?, display_name = ?, photo_url = ?, password = ?,
          password_at = ?, disabled = ?, claims = ?, valid_since = ? WHERE uid = ?`,
      )
      .run(
        a.email,
        Number(a.emailVerified),
        a.displayName,
        a.photoUrl,
        a.password,
        a.passwordAt,
        Number(a.disabled),
        a.claims,
        a.validSince,
        a.uid,
      );
  }
}

export function normalizeEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}

function validEmail(email: string | null): string | null {
  if (email === null) return null;
  const normal = normalizeEmail(email);
  if (normal.length > 320 || !/^[^@\s]+@[^@\s.]+(\.[^@\s.]+)*$/.test(normal)) throw new AuthError('INVALID_EMAIL');
  return normal;
}

function validClaims(json: string | null): string | null {
  if (json === null) return null;
  if (json.length > 1000) throw new AuthError('CLAIMS_TOO_LARGE');
  let claims: unknown;
  try {
    claims = JSON.parse(json);
  } catch {
    throw new AuthError('INVALID_CLAIMS');
  }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) throw new AuthError('INVALID_CLAIMS');
  for (const name of Object.keys(claims)) {
    if (RESERVED_CLAIMS.has(name)) throw new AuthError('FORBIDDEN_CLAIM', name);
  }
  return json;
}

function account(row: unknown): Account | undefined {
  if (row === undefined || row === null) return undefined;
  const raw = row as Omit<Account, 'emailVerified' | 'disabled'> & { emailVerified: number; disabled: number };
  return { ...raw, emailVerified: raw.emailVerified === 1, disabled: raw.disabled === 1 };
}
