import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../store/database.ts';
import { GuardedTable } from '../store/guardedTable.ts';
import { AuthError, OverloadError } from './errors.ts';

const DAY_MS = 24 * 3600_000;
/** Auth protocol, section 2. */
const ROTATE_AFTER_MS = DAY_MS;
const PREVIOUS_HONOURED_MS = 7 * DAY_MS;
const IDLE_MS = 30 * DAY_MS;
const ABSOLUTE_MS = 90 * DAY_MS;
/** How long an answer with new tokens may be on its way to the tabs of who replaced their session. */
const HANDOVER_MS = 5_000;

export interface Session {
  readonly id: string;
  readonly uid: string;
  readonly generation: number;
  readonly rotatedAt: number; // epoch ms
  readonly authTime: number; // epoch seconds: it never moves
  readonly provider: string; // 'password', 'custom', 'anonymous'
  readonly claims: string | null; // JSON of a custom token's claims: they outlive it
  readonly createdAt: number; // epoch ms
  readonly lastUsedAt: number; // epoch ms
  readonly endedAt: number | null; // epoch ms
}

const TOKEN = /^([\w-]{24})\.(\d{1,9})\.[\w-]{43}$/;
type Row = Session & { readonly reason: string | null };

const COLUMNS: Record<keyof Row, string> = {
  id: 'id TEXT',
  uid: 'uid TEXT NOT NULL',
  generation: 'generation INTEGER NOT NULL',
  rotatedAt: 'rotated_at INTEGER NOT NULL',
  authTime: 'auth_time INTEGER NOT NULL',
  provider: 'provider TEXT NOT NULL',
  claims: 'claims TEXT',
  createdAt: 'created_at INTEGER NOT NULL',
  lastUsedAt: 'last_used_at INTEGER NOT NULL',
  endedAt: 'ended_at INTEGER',
  reason: 'reason TEXT',
};

/**
 * Sessions and their refresh tokens. A token is `{session}.{generation}.{mac}`: nothing secret lies in the database,
 * and whoever comes with the generation before gets the current one, so that tabs that refresh at the same moment
 * end with the same token. An older generation is taken as theft.
 */
export class Sessions {
  readonly #table: GuardedTable<Row>;
  readonly #secret: Buffer;
  #ended = 0;
  /** Sessions that their owners have just replaced, until when (epoch ms). */
  readonly #replaced = new Map<string, number>();
  readonly #listeners = new Set<(session: { id: string; uid: string }) => void>();

  constructor(database: Database, secret: Buffer, now: number, onDamage: (message: string) => void) {
    this.#secret = secret;
    this.#table = new GuardedTable<Row>(database, 'auth_session', {
      what: 'session',
      columns: COLUMNS,
      key: ['id'],
      onDamage,
    });
    database.exec('CREATE INDEX IF NOT EXISTS auth_session_uid ON auth_session (uid)');
    // A token of a session that is gone is answered like one that has ended, so old rows need not stay.
    this.#table.delete('created_at < ?', now - ABSOLUTE_MS - 30 * DAY_MS);
  }

  start(uid: string, provider: string, claims: string | null, now: number): Session {
    const session = {
      id: randomBytes(18).toString('base64url'),
      uid,
      generation: 0,
      rotatedAt: now,
      authTime: Math.floor(now / 1000),
      provider,
      claims,
      createdAt: now,
      lastUsedAt: now,
      endedAt: null,
    };
    this.#table.put({ ...session, reason: null });
    return session;
  }

  /** A damaged one is as good as gone: whose it was signs in again. */
  find(id: string): Session | undefined {
    return this.#row(id);
  }

  #row(id: string): Row | undefined {
    return this.#table.all('id = ?', id)[0];
  }

  /** How many have ended in this process: what `find` said of any holds until this moves. */
  get ended(): number {
    return this.#ended;
  }

  refreshToken({ id, generation }: Pick<Session, 'id' | 'generation'>): string {
    const mac = createHmac('sha256', this.#secret).update(`${id}.${generation}`).digest('base64url');
    return `${id}.${generation}.${mac}`;
  }

  /** Whose session it is, ended or not, when the token is one of ours. */
  ownerOf(token: string): string | undefined {
    const read = this.#read(token);
    return read === undefined ? undefined : this.find(read.id)?.uid;
  }

  /** The session a refresh token opens, in its present generation. */
  refresh(token: string, now: number): Session {
    if (!TOKEN.test(token)) throw new AuthError('INVALID_REFRESH_TOKEN');
    // INVALID_REFRESH_TOKEN would leave a user signed in who never can refresh (auth protocol, 1.4).
    const ended = () => new AuthError('TOKEN_EXPIRED');
    const read = this.#read(token);
    if (!read) throw ended(); // another key: this data directory has been made anew
    const { id, generation } = read;
    const session = this.#row(id);
    // The new tokens are still on their way: TOKEN_EXPIRED would sign the person out; this one is waited out.
    if ((this.#replaced.get(id) ?? 0) > now) throw new OverloadError('the session is being replaced');
    if (!session || session.endedAt !== null) throw ended();
    if (now - session.lastUsedAt > IDLE_MS || now - session.createdAt > ABSOLUTE_MS) {
      this.end(session, 'idle or too old', now);
      throw ended();
    }
    // Given out by this server after the snapshot that its machine was put back to: nobody else can make it.
    const isAhead = generation > session.generation;
    const previous = generation === session.generation - 1 && now - session.rotatedAt <= PREVIOUS_HONOURED_MS;
    if (generation < session.generation && !previous) {
      this.end(session, 'an old refresh token came back', now);
      throw ended();
    }
    // Only the present generation moves on: three tabs with the previous one must all find it.
    const rotate = !isAhead && !previous && now - session.rotatedAt > ROTATE_AFTER_MS;
    const moved = isAhead || rotate ? { generation: generation + Number(rotate), rotatedAt: now } : {};
    const used = { ...session, ...moved, lastUsedAt: Math.max(now, session.lastUsedAt) };
    try {
      this.#table.put(used);
      return used;
    } catch (cause) {
      // Without it reading would end within the hour. The session stays as it is, and moves on once there is space.
      if (/^SQLITE_(FULL|IOERR|READONLY)/.test((cause as { code?: string }).code ?? '')) return session;
      throw cause;
    }
  }

  #read(token: string): { id: string; generation: number } | undefined {
    const match = TOKEN.exec(token);
    if (!match) return undefined;
    const read = { id: match[1]!, generation: Number(match[2]) };
    const own = Buffer.from(this.refreshToken(read));
    const given = Buffer.from(token);
    return own.length === given.length && timingSafeEqual(own, given) ? read : undefined;
  }

  end({ id, uid }: Pick<Session, 'id' | 'uid'>, reason: string, now: number): void {
    const row = this.#row(id);
    this.#ended += 1;
    if (row?.endedAt !== null) return;
    this.#table.put({ ...row, endedAt: now, reason });
    for (const listener of this.#listeners) listener({ id, uid });
  }

  /**
   * For the session by whose token the account itself was changed: it ends now, but its streams stay until the new
   * tokens have arrived, or the SDK would refresh with the old one and sign the person out.
   */
  #replace(session: Row, reason: string, now: number): void {
    this.#table.put({ ...session, endedAt: now, reason });
    this.#ended += 1;
    this.#replaced.set(session.id, now + HANDOVER_MS);
    const tell = () => {
      this.#replaced.delete(session.id);
      for (const listener of this.#listeners) listener({ id: session.id, uid: session.uid });
    };
    setTimeout(tell, HANDOVER_MS).unref();
  }

  /**
   * All sessions of an account that began at `until` (epoch seconds) or before, or by a clock that was ahead, when nobody
   * knows; `replaced`: the caller's own.
   */
  endAllOf(
    uid: string,
    reason: string,
    now: number,
    { until = Number.MAX_SAFE_INTEGER, replaced }: { until?: number; replaced?: string | undefined } = {},
  ): void {
    for (const row of this.#table.all(
      'uid = ? AND ended_at IS NULL AND (auth_time <= ? OR created_at > ?)',
      uid,
      until,
      now,
    )) {
      if (row.id === replaced) this.#replace(row, reason, now);
      else this.end(row, reason, now);
    }
  }

  /** All sessions that began by an identity that is the account's no longer, but the one that asks. */
  endAllBy(uid: string, provider: string, own: string | undefined, now: number): void {
    const rows = this.#table.all(
      'uid = ? AND provider = ? AND ended_at IS NULL AND id IS NOT ?',
      uid,
      provider,
      own ?? null,
    );
    for (const row of rows) this.end(row, `${provider} unlinked`, now);
  }

  onEnd(listener: (session: { id: string; uid: string }) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
