import { decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import type { Account, Accounts } from './accounts.ts';
import { AuthError } from './errors.ts';
import type { Identities } from './identities.ts';
import type { Keys } from './keys.ts';
import type { Session, Sessions } from './sessions.ts';

export const ID_TOKEN_SECONDS = 3600;

/** Tokens whose signature is known to be good; 2 kB each. An office has fewer people, and a token lasts an hour. */
const MAX_KNOWN = 1000;

/** A verified ID token. */
export interface IdToken {
  readonly uid: string;
  readonly payload: JWTPayload;
  readonly authTime: number; // epoch seconds
  readonly expiresAt: number; // epoch seconds
  readonly sessionId: string | undefined; // undefined: a test's own token, in emulator mode
}

/** Makes and checks ID tokens (auth protocol, section 2). */
export class Tokens {
  readonly #projectId: string;
  readonly #keys: Keys;
  readonly #accounts: Accounts;
  readonly #sessions: Sessions;
  readonly #identities: Identities;
  readonly #emulator: boolean;
  readonly #now: () => number;
  /** Token → payload. A signature stays good: it is checked once, all that can change each time. */
  readonly #known = new Map<string, JWTPayload>();
  /** Payload → `accounts.distrusted` when `check` found it good: until that moves, the database need not be asked again. */
  readonly #good = new WeakMap<JWTPayload, number>();

  constructor(options: {
    projectId: string;
    keys: Keys;
    accounts: Accounts;
    sessions: Sessions;
    identities: Identities;
    emulator: boolean;
    now: () => number;
  }) {
    this.#projectId = options.projectId;
    this.#keys = options.keys;
    this.#accounts = options.accounts;
    this.#sessions = options.sessions;
    this.#identities = options.identities;
    this.#emulator = options.emulator;
    this.#now = options.now;
  }

  async issue(account: Account, session: Session): Promise<string> {
    const iat = Math.floor(this.#now() / 1000);
    const payload: JWTPayload = {
      ...(account.claims === null ? {} : (JSON.parse(account.claims) as JWTPayload)),
      ...(session.claims === null ? {} : (JSON.parse(session.claims) as JWTPayload)),
      ...(account.displayName === null ? {} : { name: account.displayName }),
      ...(account.photoUrl === null ? {} : { picture: account.photoUrl }),
      ...(account.email === null ? {} : { email: account.email, email_verified: account.emailVerified }),
      ...(session.provider === 'anonymous' ? { provider_id: 'anonymous' } : {}),
      user_id: account.uid,
      auth_time: session.authTime,
      firebase: {
        identities: {
          ...(account.email === null ? {} : { email: [account.email] }),
          ...Object.fromEntries(this.#identities.of(account.uid).map(({ provider, rawId }) => [provider, [rawId]])),
        },
        sign_in_provider: session.provider,
        // Ours: revocation by the second is too coarse. Inside `firebase`, which no custom claim can take.
        sid: session.id,
      },
      iss: this.#issuer,
      aud: this.#projectId,
      sub: account.uid,
      iat,
      exp: iat + ID_TOKEN_SECONDS,
    };
    return this.#sign(payload);
  }

  /** A session cookie for the holder of the ID token (auth protocol, section 2). firebase-admin verifies it. */
  issueCookie({ payload }: IdToken, seconds: number): Promise<string> {
    const iat = Math.floor(this.#now() / 1000);
    const iss = `https://session.firebase.google.com/${this.#projectId}`;
    return this.#sign({ ...payload, iss, iat, exp: iat + seconds });
  }

  async #sign(payload: JWTPayload): Promise<string> {
    // firebase-admin in its emulator mode refuses signed tokens (auth protocol, 4.7).
    if (this.#emulator) return new UnsecuredJWT(payload).encode();
    const { kid, privateKey } = this.#keys.active(this.#now());
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey);
  }

  /**
   * Throws INVALID_ID_TOKEN for what is not ours or has expired, USER_NOT_FOUND, USER_DISABLED, TOKEN_EXPIRED for an
   * ended session. The same check serves Firestore and Auth: they must never disagree.
   */
  async verify(token: string): Promise<IdToken> {
    const payload = await this.#payload(token);
    const { sub: uid, exp } = payload;
    if (typeof uid !== 'string' || uid === '') throw new AuthError('INVALID_ID_TOKEN');
    const sessionId = (payload['firebase'] as { sid?: unknown } | undefined)?.sid;
    const authTime = typeof payload['auth_time'] === 'number' ? payload['auth_time'] : (payload.iat ?? 0);
    const nowSeconds = Math.floor(this.#now() / 1000);
    if (this.#emulator && sessionId === undefined) {
      // Test libraries make tokens of users that exist nowhere, issued at 0.
      return { uid, payload, authTime, expiresAt: nowSeconds + ID_TOKEN_SECONDS, sessionId: undefined };
    }
    if (typeof sessionId !== 'string') throw new AuthError('TOKEN_EXPIRED');
    const read = { uid, payload, authTime, expiresAt: exp ?? nowSeconds + ID_TOKEN_SECONDS, sessionId };
    this.check(read);
    return read;
  }

  /** Whether what a token was verified for still stands; throws as `verify` does. */
  check({ uid, payload, sessionId }: IdToken): void {
    if (sessionId === undefined) return; // a test's own
    const { distrusted } = this.#accounts;
    if (this.#good.get(payload) === distrusted) return;
    const account = this.#accounts.find(uid);
    if (!account) throw new AuthError('USER_NOT_FOUND');
    if (account.disabled) throw new AuthError('USER_DISABLED');
    const session = this.#sessions.find(sessionId);
    if (!session || session.uid !== uid || session.endedAt !== null) throw new AuthError('TOKEN_EXPIRED');
    // By a clock that was ahead a session may have begun later than its newest token.
    if (Math.max(payload.iat ?? 0, session.authTime) < account.validSince) throw new AuthError('TOKEN_EXPIRED');
    this.#good.set(payload, distrusted);
  }

  get #issuer(): string {
    return `https://securetoken.google.com/${this.#projectId}`;
  }

  async #payload(token: string): Promise<JWTPayload> {
    const known = this.#known.get(token);
    if (known && known.exp! > Math.floor(this.#now() / 1000)) return known;
    this.#known.delete(token);
    try {
      if (this.#emulator && isUnsigned(token)) return decodeJwt(token);
      const { payload } = await jwtVerify(
        token,
        ({ kid, jwk, jku, x5u }) => {
          // A header that brings its own key, or an address of one, is never one of ours.
          if (jwk !== undefined || jku !== undefined || x5u !== undefined) throw new AuthError('INVALID_ID_TOKEN');
          const key = this.#keys.find(kid);
          if (!key) throw new AuthError('INVALID_ID_TOKEN');
          return key.publicKey;
        },
        {
          algorithms: ['RS256'],
          issuer: this.#issuer,
          audience: this.#projectId,
          requiredClaims: ['sub', 'iat', 'exp'],
          currentDate: new Date(this.#now()),
        },
      );
      for (const oldest of this.#known.keys()) if (this.#known.size >= MAX_KNOWN) this.#known.delete(oldest);
      this.#known.set(token, Object.freeze(payload));
      return payload;
    } catch {
      throw new AuthError('INVALID_ID_TOKEN');
    }
  }
}

export function isUnsigned(token: string): boolean {
  try {
    return decodeProtectedHeader(token)['alg'] === 'none';
  } catch {
    return false;
  }
}
