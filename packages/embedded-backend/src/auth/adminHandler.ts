import { sign, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Caller, Context, Operation } from './context.ts';
import { DISK_FULL } from '../service/errors.ts';
import { serviceAccountOf } from './customToken.ts';
import { AuthError } from './errors.ts';
import { readJson, respond, textOf, urlOf, type Handler, type Json } from './http.ts';
import { importAccounts } from './importAccounts.ts';
import type { Keys } from './keys.ts';
import { sendOobCodeAsAdmin } from './oobCodes.ts';
import {
  createAccount,
  createSessionCookie,
  deleteAccount,
  deleteAccounts,
  listAccounts,
  lookupAccounts,
  updateAccount,
} from './privileged.ts';

const BODY_LIMIT = 4 * 1024 * 1024;
/** How long firebase-admin may keep the public keys: shorter than the hour that a key is published before it signs. */
const KEYS_MAX_AGE_SECONDS = 300;
/** Where it asks for them, for ID tokens and for session cookies: without a credential. */
const PUBLIC_KEYS = /^\/(?:robot\/v1\/metadata\/x509\/|identitytoolkit\/v3\/relyingparty\/publicKeys$)/;

/** `accounts:<op>` of a project (auth protocol, 1.2). '' creates. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  '': createAccount,
  lookup: lookupAccounts,
  update: updateAccount,
  delete: deleteAccount,
  batchDelete: deleteAccounts,
  batchCreate: importAccounts,
  sendOobCode: sendOobCodeAsAdmin,
};

/** What both ports answer alike below `…/v1/projects/{project}`. Undefined: no such path. */
export async function answerPrivileged(
  context: Context,
  keys: Keys,
  req: IncomingMessage,
  url: URL,
  path: string,
  caller: Caller,
): Promise<Json | undefined> {
  const body = () => readJson(req, BODY_LIMIT);
  if (req.method === 'POST' && /^\/v1\/projects\/[^/:]+:createSessionCookie$/.test(path)) {
    return createSessionCookie(context, await body(), caller);
  }
  if (
    req.method === 'POST' &&
    path === `/v1/projects/-/serviceAccounts/${serviceAccountOf(context.projectId)}:signBlob`
  ) {
    return signBlob(keys, await body());
  }
  const match = /^\/v1\/projects\/[^/:]+\/accounts(?::(\w+))?$/.exec(path);
  if (!match) return undefined;
  const name = match[1] ?? '';
  if (req.method === 'GET' && name === 'batchGet') return listAccounts(context, url.searchParams);
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (req.method !== 'POST' || !operation) return undefined;
  return operation(context, await body(), caller);
}

/** The private channel: whoever has the secret is administrator. */
export function adminHandler(context: Context, keys: Keys, secret: string): Handler {
  return async (req, res) => {
    const url = urlOf(req);
    const answer = async () => {
      if (PUBLIC_KEYS.test(url.pathname)) {
        res.setHeader('Cache-Control', `max-age=${KEYS_MAX_AGE_SECONDS}`);
        return keys.publicPems();
      }
      if (!sameText(req.headers.authorization ?? '', `Bearer ${secret}`)) {
        throw new AuthError('UNAUTHENTICATED', undefined, 401);
      }
      const caller = { address: 'the private channel', origin: 'http://localhost', locale: 'vi' };
      return answerPrivileged(context, keys, req, url, url.pathname, caller);
    };
    // A 503 is tried again for twenty seconds, and then told without its reason.
    await respond(req, res, context.log, answer, new AuthError('FAILED_PRECONDITION', DISK_FULL));
    return true;
  };
}

/** As Google's IAM does it for firebase-admin's `createCustomToken`: the key stays here. */
async function signBlob(keys: Keys, body: Json): Promise<Json> {
  const payload = textOf(body, 'payload');
  if (!payload) throw new AuthError('INVALID_ARGUMENT', 'payload is missing.');
  const { kid, privateKey } = await keys.serviceAccount();
  const signature = sign('RSA-SHA256', Buffer.from(payload, 'base64'), privateKey);
  return { keyId: kid, signedBlob: signature.toString('base64') };
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
