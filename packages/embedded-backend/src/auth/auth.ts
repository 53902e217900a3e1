import { StatusError } from '../model/status.ts';
import type { Database } from '../store/database.ts';
import { Accounts } from './accounts.ts';
import { ActionCodes } from './actionCodes.ts';
import { adminHandler } from './adminHandler.ts';
import type { Context } from './context.ts';
import { AuthError } from './errors.ts';
import type { Handler } from './http.ts';
import { Identities } from './identities.ts';
import type { Authenticate } from './identity.ts';
import { IdentityProviders, type IdentityProvider } from './identityProviders.ts';
import { Keys } from './keys.ts';
import type { LinkRequest, Letters } from './letters.ts';
import { OFFICE_COST, Passwords, TEST_COST, type Cost } from './password.ts';
import { publicHandler } from './publicHandler.ts';
import { Sessions } from './sessions.ts';
import { Throttle } from './throttle.ts';
import { Tokens } from './tokens.ts';

/** Sign-in of one project on one database: what a port mounts. */
export interface Auth {
  readonly accounts: Accounts;
  /** For the public port. It never makes an admin, but of `Bearer owner` in emulator mode. */
  readonly authenticate: Authenticate;
  /** `/identitytoolkit.googleapis.com/`, `/securetoken.googleapis.com/`; in emulator mode `/emulator/` too. CORS is the port's. */
  readonly handler: Handler;
  /** For the unix socket: the privileged endpoints, without host prefix, and the public keys (auth protocol, 4.7). */
  adminHandler(secret: string): Handler;
  /** Told when a session has ended (signed out everywhere, disabled, deleted, replay): its open streams must end. */
  onSessionEnd(listener: (session: { id: string; uid: string }) => void): () => void;
  close(): void;
}

export interface AuthOptions {
  database: Database;
  projectId: string;
  /** Where `auth-keys.json` (mode 0600) is kept; null: keys live as long as the process. */
  dataDir: string | null;
  emulator: boolean;
  /** The page that links in letters lead to; not asked for in emulator mode, whose links lead to `/emulator/action`. */
  actionUrl?: () => string;
  letters?: Letters | undefined;
  identityProviders?: readonly IdentityProvider[] | undefined;
  /** Default: dear for an office, cheap in emulator mode. */
  passwordCost?: Cost | undefined;
  now?: () => number; // epoch ms
  log?: (line: string) => void;
}

/** How often it is looked whether the next signing key is due: oftener than the hour that it is published before. */
const RENEW_KEYS_MS = 20 * 60_000;

export async function openAuth(options: AuthOptions): Promise<Auth> {
  const { database, projectId, dataDir, emulator, now = Date.now, log = () => {} } = options;
  const { actionUrl = () => 'http://localhost/account' } = options;
  const { passwordCost = emulator ? TEST_COST : OFFICE_COST } = options;
  const keys = await Keys.open(dataDir, now());
  const onDamage = (message: string) => log(`damaged: ${message} Restore a backup.`);
  const sessions = new Sessions(database, keys.refreshSecret, now(), onDamage);
  const codes = new ActionCodes(database, now(), onDamage);
  const identities = new Identities(database, onDamage);
  const passwords = new Passwords(passwordCost);
  const accounts = new Accounts(database, { passwords, sessions, codes, identities, now, onDamage });
  const tokens = new Tokens({ projectId, keys, accounts, sessions, identities, emulator, now });
  const context: Context = {
    accounts,
    sessions,
    tokens,
    codes,
    identities,
    identityProviders: new IdentityProviders(options.identityProviders ?? [], now),
    throttle: new Throttle({ off: emulator }),
    letters: { file: (request) => log(requestLine(request)), ...options.letters },
    actionUrl: emulator ? () => null : actionUrl,
    sent: emulator ? [] : null,
    projectId,
    emulator,
    now,
    log,
  };

  const authenticate: Authenticate = async (authorization) => {
    if (authorization === undefined || authorization === '') return { kind: 'anonymous' };
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (token === 'owner' && emulator) return { kind: 'admin' };
    if (token === undefined) throw unauthenticated();
    try {
      const { uid, payload, expiresAt, sessionId } = await tokens.verify(token);
      return { kind: 'user', uid, token: payload, expiresAt, ...(sessionId === undefined ? {} : { sessionId }) };
    } catch (cause) {
      if (cause instanceof AuthError) throw unauthenticated();
      throw cause;
    }
  };

  const renewal = setInterval(() => {
    keys.renew(now()).catch((error: unknown) => log(`auth: no new signing key could be made: ${String(error)}`));
  }, RENEW_KEYS_MS);
  renewal.unref();

  return {
    accounts,
    authenticate,
    handler: publicHandler(context, keys),
    adminHandler: (secret) => adminHandler(context, keys, secret),
    onSessionEnd: (listener) => sessions.onEnd(listener),
    close: () => clearInterval(renewal),
  };
}

const requestLine = ({ type, email, known, newEmail, address }: LinkRequest) =>
  `auth: ${type} link for ${JSON.stringify(email)}, which ${known ? 'has' : 'has no'} account, ` +
  (newEmail === null ? '' : `to ${JSON.stringify(newEmail)}, `) +
  `asked for from ${address}: this server sends no mail, an administrator must hand it over`;

function unauthenticated(): StatusError {
  return new StatusError('UNAUTHENTICATED', 'Missing or invalid authentication.');
}
