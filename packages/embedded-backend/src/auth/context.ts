import type { Account, Accounts } from './accounts.ts';
import type { ActionCodes } from './actionCodes.ts';
import { AuthError } from './errors.ts';
import { textOf, type Json } from './http.ts';
import type { Identities } from './identities.ts';
import type { IdentityProviders } from './identityProviders.ts';
import type { Letters } from './letters.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';
import { ID_TOKEN_SECONDS, type IdToken, type Tokens } from './tokens.ts';

/** Password, e-mail and deletion need a sign-in not older than this (auth protocol, 4.5). */
const FRESH_SECONDS = 300;

export interface Context {
  accounts: Accounts;
  sessions: Sessions;
  tokens: Tokens;
  codes: ActionCodes;
  identities: Identities;
  identityProviders: IdentityProviders;
  throttle: Throttle;
  letters: Letters;
  /** The page that links of letters lead to; null: the emulator's own, where the request came in. */
  actionUrl: () => string | null;
  /** Codes as they went out, which test libraries ask for. Null outside emulator mode. */
  sent: SentCode[] | null;
  projectId: string;
  emulator: boolean;
  now: () => number;
  /** One line for the administrator: who, from where, with what outcome; never a password, token or code. */
  log: (line: string) => void;
}

export interface SentCode {
  readonly email: string;
  readonly oobCode: string;
  readonly oobLink: string;
  readonly requestType: string;
  readonly newEmail?: string;
}

/** Who is on the other side. */
export interface Caller {
  readonly address: string;
  readonly origin: string; // "http://127.0.0.1:8080", as the caller wrote it
  readonly locale: string;
}

export type Operation = (context: Context, body: Json, caller: Caller) => Promise<Json>;

/** A new session and its tokens, as every sign-in answers them. */
export async function startSession(
  { accounts, sessions, tokens, now }: Context,
  account: Account,
  provider: string,
  claims: string | null,
): Promise<Json> {
  const session: Session = sessions.start(account.uid, provider, claims, now());
  accounts.signedIn(account.uid);
  return {
    localId: account.uid,
    idToken: await tokens.issue(account, session),
    refreshToken: sessions.refreshToken(session),
    expiresIn: String(ID_TOKEN_SECONDS),
  };
}

/** Whose ID token the body holds. */
export async function callerOf({ tokens, accounts }: Context, body: Json): Promise<IdToken> {
  const idToken = textOf(body, 'idToken');
  if (!idToken) throw new AuthError('MISSING_ID_TOKEN');
  const token = await tokens.verify(idToken);
  // A test's own token is of nobody in particular.
  if (!accounts.find(token.uid)) throw new AuthError('USER_NOT_FOUND');
  return token;
}

export function requireFresh({ now }: Context, { authTime }: IdToken): void {
  if (now() / 1000 - authTime > FRESH_SECONDS) throw new AuthError('CREDENTIAL_TOO_OLD_LOGIN_AGAIN');
}
