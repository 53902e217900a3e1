import { randomBytes } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import type { Database } from '../store/database.ts';
import { GuardedTable } from '../store/guardedTable.ts';
import type { ActionCodes } from './actionCodes.ts';
import { AuthError } from './errors.ts';
import type { Identities } from './identities.ts';
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

/** As it is stored. */
type Row = Omit<Account, 'emailVerified' | 'disabled'> & { emailVerified: number; disabled: number };

const COLUMNS: Record<keyof Row, string> = {
  uid: 'uid TEXT',
  email: 'email TEXT UNIQUE',
  emailVerified: 'email_verified INTEGER NOT NULL',
  displayName: 'display_name TEXT',
  photoUrl: 'photo_url TEXT',
  password: 'password TEXT',
  passwordAt: 'password_at INTEGER',
  disabled: 'disabled INTEGER NOT NULL',
  claims: 'claims TEXT',
  validSince: 'valid_since INTEGER NOT NULL',
  createdAt: 'created_at INTEGER NOT NULL',
  lastLoginAt: 'last_login_at INTEGER',
};

/** Names of the tokens' own fields, which custom claims may not take. */
export const RESERVED_CLAIMS = new Set(
  'acr amr at_hash aud auth_time azp cnf c_hash exp firebase iat iss jti nbf nonce sub user_id'.split(' '),
);

/** An account as another system had it: times as they were, the password as a PHC string. */
export type ImportedAccount = Omit<Account, 'passwordAt' | 'validSince'>;

/** The accounts of the project. What ends trust in an account (password, e-mail, disabling) ends its sessions and links. */
export class Accounts {
  readonly #database: Database;
  readonly #table: GuardedTable<Row>;
  readonly #passwords: Passwords;
  readonly #sessions: Sessions;
  readonly #codes: ActionCodes;
  readonly #identities: Identities;
  readonly #now: () => number;
  #changes = 0;

  constructor(
    database: Database,
    parts: {
      passwords: Passwords;
      sessions: Sessions;
      codes: ActionCodes;
      identities: Identities;
      now: () => number;
      onDamage: (message: string) => void;
    },
  ) {
    this.#database = database;
    this.#passwords = parts.passwords;
    this.#sessions = parts.sessions;
    this.#codes = parts.codes;
    this.#identities = parts.identities;
    this.#now = parts.now;
    const { onDamage } = parts;
    this.#table = new GuardedTable<Row>(database, 'auth_account', {
      what: 'account',
      columns: COLUMNS,
      key: ['uid'],
      onDamage,
    });
  }

  /** DATA_LOSS when what is stored is not what was written; so do all that read one. */
  find(uid: string): Account | undefined {
    return account(this.#table.find('uid = ?', uid));
  }

  /** Moves with all that can end the trust in a token: what `find` and the sessions' own said holds until then. */
  get distrusted(): number {
    return this.#changes + this.#sessions.ended;
  }

  findByEmail(email: string): Account | undefined {
    return account(this.#table.find('email = ?', normalizeEmail(email)));
  }

  /** In the order of ids, after the given one. Damaged ones are left out, and told to the log. */
  list(after: string, limit: number): Account[] {
    return this.#table.all('uid > ? ORDER BY uid LIMIT ?', after, limit).map((row) => account(row)!);
  }

  /** `inSameCommit` may throw: then nothing is created. */
  async create(given: AccountChange & { uid?: string | undefined }, inSameCommit = () => {}): Promise<Account> {
    const uid = validUid(given.uid ?? randomBytes(21).toString('base64url'));
    const email = validEmailOrNull(given.email ?? null);
    const claims = validClaims(given.claims ?? null);
    const password = await this.#hash(given.password ?? null);
    const now = this.#now();
    if (this.find(uid)) throw new AuthError('DUPLICATE_LOCAL_ID');
    if (email !== null && this.findByEmail(email)) throw new AuthError('EMAIL_EXISTS');
    this.#database.transaction(() => {
      inSameCommit();
      this.#write({
        uid,
        email,
        emailVerified: given.emailVerified ?? false,
        displayName: given.displayName ?? null,
        photoUrl: given.photoUrl ?? null,
        password,
        passwordAt: password === null ? null : now,
        disabled: given.disabled ?? false,
        claims,
        validSince: Math.floor(now / 1000),
        createdAt: now,
        lastLoginAt: null,
      });
    })();
    return this.find(uid)!;
  }

  /** Whoever is replaced (`overwrite`) has to sign in again. `inSameCommit` may throw: then nothing is imported. */
  import(given: ImportedAccount, overwrite: boolean, inSameCommit: () => void): void {
    const { uid, password } = given;
    const now = this.#now();
    const email = validEmailOrNull(given.email);
    const owner = email === null ? undefined : this.findByEmail(email);
    if (owner && owner.uid !== uid) throw new AuthError('EMAIL_EXISTS');
    validClaims(given.claims);
    const known = this.find(validUid(uid)) !== undefined;
    if (known && !overwrite) throw new AuthError('DUPLICATE_LOCAL_ID');
    const passwordAt = password === null ? null : now;
    this.#database.transaction(() => {
      if (known) this.#remove(uid, 'account replaced');
      this.#write({ ...given, email, passwordAt, validSince: Math.floor(now / 1000) });
      inSameCommit();
    })();
  }

  /** `inSameCommit` may throw: then nothing is changed. `replaced`: the session that asks, and gets a new one. */
  async update(
    uid: string,
    change: AccountChange,
    inSameCommit = () => {},
    replaced?: string | undefined,
  ): Promise<Account> {
    const email = change.email === undefined ? undefined : validEmailOrNull(change.email);
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
      inSameCommit();
      this.#write(after);
      if (distrusted) {
        this.#codes.voidAllOf(uid);
        this.#sessions.endAllOf(uid, 'password, e-mail or state of the account changed', now, { replaced });
      } else if (change.validSince !== undefined)
        this.#sessions.endAllOf(uid, 'revoked', now, { until: change.validSince });
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

  /** What was changed by a clock that was ahead must not make a new sign-in wait for that moment. */
  signedIn(uid: string): void {
    const row = this.#table.find('uid = ?', uid);
    const now = this.#now();
    if (row)
      this.#table.put({ ...row, lastLoginAt: now, validSince: Math.min(row.validSince, Math.floor(now / 1000)) });
  }

  delete(uid: string): void {
    this.#database.transaction(() => this.#remove(uid, 'account deleted'))();
  }

  /** Whoever came in by that identity goes out; `own`: not the session that asks. */
  unlink(uid: string, provider: string, own?: string): void {
    this.#database.transaction(() => {
      this.#identities.unlink(uid, provider);
      this.#sessions.endAllBy(uid, provider, own, this.#now());
    })();
  }

  /** Emulator mode only. */
  clear(): void {
    for (const { uid } of this.list('', Number.MAX_SAFE_INTEGER)) this.delete(uid);
  }

  #remove(uid: string, reason: string): void {
    this.#changes += 1;
    if (this.#table.delete('uid = ?', uid) === 0) throw new AuthError('USER_NOT_FOUND');
    this.#codes.voidAllOf(uid);
    this.#identities.unlink(uid);
    this.#sessions.endAllOf(uid, reason, this.#now());
  }

  async #hash(password: string | null): Promise<string | null> {
    return password === null ? null : this.#passwords.hash(password);
  }

  #write(account: Account): void {
    this.#changes += 1;
    const { emailVerified, disabled } = account;
    this.#table.put({ ...account, emailVerified: Number(emailVerified), disabled: Number(disabled) });
  }
}

export function normalizeEmail(email: string): string {
  const text = email.trim();
  const at = text.lastIndexOf('@') + 1;
  return (text.slice(0, at) + decoded(text.slice(at))).toLowerCase().normalize('NFC'); // last: lower case takes letters apart
}

/** Browsers write a domain that has marks with `xn--`, people and administrators do not. */
function decoded(domain: string): string {
  const isName = domain.length < 256 && /^[\p{L}\p{M}\p{N}_.-]+$/u.test(domain);
  return isName && /xn--/i.test(domain) ? domainToUnicode(domain) || domain : domain;
}

function validUid(uid: string): string {
  if (uid.length < 1 || uid.length > 128) throw new AuthError('INVALID_LOCAL_ID');
  return uid;
}

/** Without what parts one address from the next in a header of a letter, and without what nobody sees. */
const PART = /^[^@\s"(),:;<>[\]\\\p{Cc}\p{Cf}\p{Cs}]+$/u;

/** An address as it is stored. Throws INVALID_EMAIL. */
export function validEmail(email: string): string {
  const normal = normalizeEmail(email);
  const parts = normal.split('@');
  const isAddress = parts.length === 2 && parts.every((part) => PART.test(part)) && parts[1]!.split('.').every(Boolean);
  if (normal.length > 320 || !isAddress) throw new AuthError('INVALID_EMAIL');
  return normal;
}

const validEmailOrNull = (email: string | null) => (email === null ? null : validEmail(email));

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

function account(row: Row | undefined): Account | undefined {
  return row && { ...row, emailVerified: row.emailVerified === 1, disabled: row.disabled === 1 };
}
