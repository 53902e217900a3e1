import type { AccountChange } from './accounts.ts';
import { callerOf, requireFresh, startSession, type Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { textOf, textsOf, type Json } from './http.ts';
import { applyLink } from './oobCodes.ts';
import { ownPassword } from './passwordPolicy.ts';
import { userInfo } from './userInfo.ts';

// What people do with their own account, by their ID token.

export const lookup: Operation = async (context, body) => {
  const { accounts, identities } = context;
  const { uid } = await callerOf(context, body);
  return {
    kind: 'identitytoolkit#GetAccountInfoResponse',
    users: [userInfo(accounts.find(uid)!, identities.of(uid))],
  };
};

export const update: Operation = async (context, body, { address }) => {
  const { accounts, sessions, identities, tokens, emulator, log } = context;
  for (const name of ['customAttributes', 'disableUser', 'validSince', 'localId', 'emailVerified']) {
    if (body[name] !== undefined) throw new AuthError('UNEXPECTED_PARAMETER', name);
  }
  const oobCode = textOf(body, 'oobCode');
  if (oobCode !== undefined) return applyLink(context, oobCode, address);
  const token = await callerOf(context, body);
  const before = accounts.find(token.uid)!;
  const email = textOf(body, 'email');
  const password = ownPassword(context, textOf(body, 'password'), before);
  // As Google's server with its protection on: an address is somebody's only once a link sent there was opened. One that
  // is merely claimed would be waiting for its owner's identity at the office's provider.
  if (email !== undefined && !emulator) {
    throw new AuthError('OPERATION_NOT_ALLOWED', 'Please verify the new email before changing email.');
  }
  const unlinked = textsOf(body, 'deleteProvider');
  const renewed = email !== undefined || password !== undefined || unlinked.includes('password');
  if (renewed || unlinked.length > 0) requireFresh(context, token);
  const provider = password === undefined ? (sessions.find(token.sessionId ?? '')?.provider ?? 'password') : 'password';
  const change = { ...profileChange(body), email, password: unlinked.includes('password') ? null : password };
  // Hashing takes its time: whoever was signed out everywhere meanwhile changes nothing.
  const stillIn = () => tokens.check(token);
  const account = await accounts.update(token.uid, change, stillIn, renewed ? token.sessionId : undefined);
  for (const name of unlinked) {
    accounts.unlink(token.uid, name, token.sessionId);
    log(`auth: ${name.slice(0, 60)} unlinked by ${token.uid} from ${address}`);
  }
  if (renewed) log(`auth: ${password === undefined ? 'e-mail' : 'password'} changed by ${token.uid} from ${address}`);
  return {
    kind: 'identitytoolkit#SetAccountInfoResponse',
    ...userInfo(account, identities.of(token.uid)),
    // Every session has ended with the old password or e-mail, the caller's own too: a new one, with a new auth_time.
    ...(renewed ? await startSession(context, account, provider, null) : {}),
  };
};

/**
 * Emulator mode only. An account is the office's, which has to know who entered and issued what: it is taken away by an
 * administrator. As Google's server with deletion by users turned off.
 */
export const deleteOwn: Operation = async (context, body, { address }) => {
  if (!context.emulator) throw new AuthError('ADMIN_ONLY_OPERATION');
  const token = await callerOf(context, body);
  requireFresh(context, token);
  context.accounts.delete(token.uid);
  context.log(`auth: account deleted by ${token.uid} from ${address}`);
  return { kind: 'identitytoolkit#DeleteAccountResponse' };
};

/** They go into every token, which has to fit into a header. */
const LONGEST_NAME = 256;
const LONGEST_PHOTO_URL = 1024;

export function profileChange(body: Json): AccountChange {
  const removed = new Set(textsOf(body, 'deleteAttribute'));
  const profile = {
    displayName: removed.has('DISPLAY_NAME') ? null : textOf(body, 'displayName'),
    photoUrl: removed.has('PHOTO_URL') ? null : textOf(body, 'photoUrl'),
  };
  if ((profile.displayName?.length ?? 0) > LONGEST_NAME || (profile.photoUrl?.length ?? 0) > LONGEST_PHOTO_URL) {
    throw new AuthError('INVALID_ARGUMENT', 'displayName or photoUrl is too long.');
  }
  return profile;
}
