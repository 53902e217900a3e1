import type { IncomingMessage } from 'node:http';
import { DISK_FULL } from '../service/errors.ts';
import { answerPrivileged } from './adminHandler.ts';
import type { Caller, Context, Operation } from './context.ts';
import { callerAddress } from './callerAddress.ts';
import { signInWithCustomToken } from './customToken.ts';
import { signInWithEmailLink } from './emailLink.ts';
import { emulatorControl } from './emulatorControl.ts';
import { AuthError } from './errors.ts';
import { readBody, readJson, respond, urlOf, type Handler } from './http.ts';
import type { Keys } from './keys.ts';
import { resetPassword, sendOobCode } from './oobCodes.ts';
import { deleteOwn, lookup, update } from './ownAccount.ts';
import { passwordPolicy } from './passwordPolicy.ts';
import { refresh } from './refresh.ts';
import { signInWithIdp } from './signInWithIdp.ts';
import { signInWithPassword } from './signInWithPassword.ts';
import { signUp } from './signUp.ts';

const IDENTITY_TOOLKIT = '/identitytoolkit.googleapis.com';
const SECURE_TOKEN = '/securetoken.googleapis.com';
const BODY_LIMIT = 64 * 1024;

/** `accounts:<op>` (auth protocol, 1.1). */
const operationsOf = (keys: Keys): Readonly<Record<string, Operation>> => ({
  signUp,
  signInWithPassword,
  signInWithCustomToken: signInWithCustomToken(keys),
  signInWithEmailLink,
  signInWithIdp,
  lookup,
  update,
  delete: deleteOwn,
  sendOobCode,
  resetPassword,
  // With enumeration protection it says nothing of the account (auth protocol, 4.3).
  createAuthUri: async () => ({ kind: 'identitytoolkit#CreateAuthUriResponse', sessionId: 'none' }),
});

/** What `accounts:<op>` is of the project, for whoever administers it without naming it. */
const OF_ADMINISTRATORS: Readonly<Record<string, string>> = {
  signUp: '',
  lookup: ':lookup',
  update: ':update',
  delete: ':delete',
  sendOobCode: ':sendOobCode',
};

/** What anybody on the network may call. */
export function publicHandler(context: Context, keys: Keys): Handler {
  const { emulator, log } = context;
  const operations = operationsOf(keys);

  const answer = async (req: IncomingMessage, url: URL): Promise<object | undefined> => {
    const { pathname } = url;
    const caller = callerOf(req, url);
    if (emulator && pathname.startsWith('/emulator/')) return emulatorControl(context, req, url, caller);
    const isOwner = emulator && /^bearer owner$/i.test(req.headers.authorization ?? '');
    if (emulator && pathname.startsWith(`${IDENTITY_TOOLKIT}/v1/projects/`)) {
      if (!isOwner) throw new AuthError('UNAUTHENTICATED', undefined, 401);
      return answerPrivileged(context, keys, req, url, pathname.slice(IDENTITY_TOOLKIT.length), caller);
    }
    const isRefresh = pathname === `${SECURE_TOKEN}/v1/token` && req.method === 'POST';
    const name = new RegExp(`^${IDENTITY_TOOLKIT}/v1/accounts:(\\w+)$`).exec(pathname)?.[1] ?? '';
    const operation = req.method === 'POST' && Object.hasOwn(operations, name) ? operations[name] : undefined;
    const isPolicy = pathname === `${IDENTITY_TOOLKIT}/v2/passwordPolicy` && req.method === 'GET';
    if (!isRefresh && !operation && !isPolicy) return undefined;
    if (isOwner && Object.hasOwn(OF_ADMINISTRATORS, name)) {
      const path = `/v1/projects/${context.projectId}/accounts${OF_ADMINISTRATORS[name]}`;
      return answerPrivileged(context, keys, req, url, path, caller);
    }
    if (!isOwner && !url.searchParams.get('key') && !req.headers['x-goog-api-key']) {
      throw new AuthError('PERMISSION_DENIED', 'The request is missing a valid API key.', 403);
    }
    if (isPolicy) return passwordPolicy(context);
    if (isRefresh) return refresh(context, new URLSearchParams(await readBody(req, BODY_LIMIT)));
    return operation!(context, await readJson(req, BODY_LIMIT), caller);
  };

  const ours = [`${IDENTITY_TOOLKIT}/`, `${SECURE_TOKEN}/`, ...(emulator ? ['/emulator/'] : [])];
  return async (req, res) => {
    const url = urlOf(req);
    if (!ours.some((prefix) => url.pathname.startsWith(prefix))) return false;
    // What the SDK asks by itself must not be answered so: it would sign the person out (auth protocol, 1.4).
    const isAskedByItself = /:lookup$|\/token$/.test(url.pathname);
    const onFullDisk = isAskedByItself ? undefined : new AuthError('DISK_FULL', DISK_FULL, 503);
    await respond(req, res, log, () => answer(req, url), onFullDisk);
    return true;
  };
}

function callerOf(req: IncomingMessage, url: URL): Caller {
  const locale = String(req.headers['x-firebase-locale'] ?? url.searchParams.get('lang') ?? 'en');
  return {
    address: callerAddress(req),
    origin: `http://${req.headers.host ?? 'localhost'}`,
    locale: /^[a-zA-Z-]{2,20}$/.test(locale) ? locale : 'en',
  };
}
