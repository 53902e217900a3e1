import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Database from 'libsql';
import { StatusError } from '../model/status.ts';
import { Accounts } from './accounts.ts';
import { AuthError } from './errors.ts';
import { readBody, readJson, sendError, sendJson, type Handler } from './http.ts';
import type { Authenticate } from './identity.ts';
import { Keys } from './keys.ts';
import {
  batchGet,
  passwordPolicy,
  PRIVILEGED_OPERATIONS,
  PUBLIC_OPERATIONS,
  refresh,
  type Context,
} from './operations.ts';
import { OFFICE_COST, Passwords, TEST_COST, type Cost } from './password.ts';
import { Sessions } from './sessions.ts';
import { Throttle } from './throttle.ts';
import { Tokens } from './tokens.ts';

/** Sign-in of one project on one database: what a port mounts. */
export interface Auth {
  readonly accounts: Accounts;
  /** For the public port. It never makes an admin, but of `Bearer owner` in emulator mode. */
  readonly authenticate: Authenticate;
  /** `/identitytoolkit.googleapis.com/`, `/securetoken.googleapis.com/`; in emulator mode `/emulator/v1/` too. CORS is the port's. */
  readonly handler: Handler;
  /** For the unix socket: the privileged endpoints, without host prefix, and the public keys (auth protocol, 4.7). */
  adminHandler(secret: string): Handler;
  /** Told when a session has ended (signed out everywhere, disabled, deleted, replay): its open streams must end. */
  onSessionEnd(listener: (session: { id: string; uid: string }) => void): () => void;
}

export interface AuthOptions {
  database: Database.Database;
  projectId: string;
  /** Where `auth-keys.json` (mode 0600) is kept; null: keys live as long as the process. */
  dataDir: string | null;
  emulator: boolean;
  /** Default: dear for an office, cheap in emulator mode. */
  passwordCost?: Cost;
  now?: () => number; // epoch ms
  log?: (line: string) => void;
}

const IDENTITY_TOOLKIT = '/identitytoolkit.googleapis.com';
const SECURE_TOKEN = '/securetoken.googleapis.com';
const PUBLIC_BODY_LIMIT = 64 * 1024;
const ADMIN_BODY_LIMIT = 4 * 1024 * 1024;
/** How long firebase-admin may keep the public keys; a new key is made at start-up only. */
const KEYS_MAX_AGE_SECONDS = 300;

export async function openAuth(options: AuthOptions): Promise<Auth> {
  const { database, projectId, dataDir, emulator, now = Date.now, log = () => {} } = options;
  const { passwordCost = emulator ? TEST_COST : OFFICE_COST } = options;
  const keys = await Keys.open(dataDir, now());
  const sessions = new Sessions(database, keys.refreshSecret, now());
  const passwords = new Passwords(passwordCost);
  const accounts = new Accounts(database, passwords, sessions, now);
  const tokens = new Tokens({ projectId, keys, accounts, sessions, emulator, now });
  const context: Context = { accounts, sessions, tokens, throttle: new Throttle(), projectId, emulator, now, log };

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

  /** What both ports answer alike below `…/v1/projects/{project}/accounts`. */
  const privileged = async (req: IncomingMessage, url: URL, path: string): Promise<object | undefined> => {
    const match = /^\/v1\/projects\/[^/:]+\/accounts(?::(\w+))?$/.exec(path);
    if (!match) return undefined;
    const name = match[1] ?? '';
    if (req.method === 'GET' && name === 'batchGet') return batchGet(context, url.searchParams);
    const operation = Object.hasOwn(PRIVILEGED_OPERATIONS, name) ? PRIVILEGED_OPERATIONS[name] : undefined;
    if (req.method !== 'POST' || !operation) return undefined;
    return operation(context, await readJson(req, ADMIN_BODY_LIMIT), '');
  };

  const answerPublic = async (req: IncomingMessage, url: URL): Promise<object | undefined> => {
    const { pathname } = url;
    if (emulator && pathname.startsWith('/emulator/v1/')) return emulatorControl(context, req, pathname);
    if (emulator && req.headers.authorization === 'Bearer owner' && pathname.startsWith(IDENTITY_TOOLKIT)) {
      return privileged(req, url, pathname.slice(IDENTITY_TOOLKIT.length));
    }
    const isRefresh = pathname === `${SECURE_TOKEN}/v1/token` && req.method === 'POST';
    const name = new RegExp(`^${IDENTITY_TOOLKIT}/v1/accounts:(\\w+)$`).exec(pathname)?.[1] ?? '';
    const operation =
      req.method === 'POST' && Object.hasOwn(PUBLIC_OPERATIONS, name) ? PUBLIC_OPERATIONS[name] : undefined;
    const isPolicy = pathname === `${IDENTITY_TOOLKIT}/v2/passwordPolicy` && req.method === 'GET';
    if (!isRefresh && !operation && !isPolicy) return undefined;
    if (!url.searchParams.get('key')) {
      throw new AuthError('PERMISSION_DENIED', 'The request is missing a valid API key.', 403);
    }
    if (isPolicy) return passwordPolicy(context);
    if (isRefresh) return refresh(context, new URLSearchParams(await readBody(req, PUBLIC_BODY_LIMIT)));
    return operation!(context, await readJson(req, PUBLIC_BODY_LIMIT), addressOf(req));
  };

  const handler: Handler = async (req, res) => {
    const url = urlOf(req);
    const ours = [IDENTITY_TOOLKIT, SECURE_TOKEN, ...(emulator ? ['/emulator/v1'] : [])];
    if (!ours.some((prefix) => url.pathname.startsWith(`${prefix}/`))) return false;
    await respond(req, res, log, () => answerPublic(req, url));
    return true;
  };

  const adminHandler =
    (secret: string): Handler =>
    async (req, res) => {
      const url = urlOf(req);
      await respond(req, res, log, async () => {
        if (!sameText(req.headers.authorization ?? '', `Bearer ${secret}`)) {
          // firebase-admin asks for the public keys without a credential.
          if (!url.pathname.startsWith('/robot/v1/metadata/x509/'))
            throw new AuthError('UNAUTHENTICATED', undefined, 401);
        }
        if (url.pathname.startsWith('/robot/v1/metadata/x509/')) {
          res.setHeader('Cache-Control', `max-age=${KEYS_MAX_AGE_SECONDS}`);
          return keys.publicPems();
        }
        return privileged(req, url, url.pathname);
      });
      return true;
    };

  return { accounts, authenticate, handler, adminHandler, onSessionEnd: (listener) => sessions.onEnd(listener) };
}

/**
 * Whom a failed sign-in counts against. Behind a proxy on this machine every caller comes from loopback: then it is the
 * address that the proxy added. Somebody on this machine could make one up, and would only escape the limit of addresses.
 */
function addressOf(req: IncomingMessage): string {
  const peer = req.socket.remoteAddress ?? '';
  if (!/^(127\.|::1$|::ffff:127\.)/.test(peer)) return peer;
  const forwarded = [req.headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)!.trim();
  return forwarded.slice(0, 64) || peer;
}

function unauthenticated(): StatusError {
  return new StatusError('UNAUTHENTICATED', 'Missing or invalid authentication.');
}

/** Control endpoints of emulator mode, which test libraries call (auth protocol, 1.3). */
async function emulatorControl({ accounts }: Context, req: IncomingMessage, pathname: string) {
  const name = /^\/emulator\/v1\/projects\/[^/]+\/(\w+)$/.exec(pathname)?.[1];
  if (req.method === 'DELETE' && name === 'accounts') {
    accounts.clear();
    return {};
  }
  if (req.method === 'GET' && name === 'oobCodes') return { oobCodes: [] };
  return undefined;
}

async function respond(
  req: IncomingMessage,
  res: ServerResponse,
  log: (line: string) => void,
  answer: () => Promise<object | undefined>,
): Promise<void> {
  try {
    const body = await answer();
    if (body === undefined) throw new AuthError('NOT_FOUND', undefined, 404);
    sendJson(res, 200, body);
  } catch (error) {
    if (!(error instanceof AuthError)) log(`auth: ${req.method} ${urlOf(req).pathname}: ${String(error)}`);
    sendError(res, error);
  }
}

function urlOf(req: IncomingMessage): URL {
  return new URL(req.url ?? '/', 'http://any.invalid');
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
