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
  const { accounts, sessions, identities, log } = context;
  for (const name of ['customAttributes', 'disableUser', 'validSince', 'localId', 'emailVerified']) {
    if (body[name] !== undefined) throw new AuthError('UNEXPECTED_PARAMETER', name);
  }
  const oobCode = textOf(body, 'oobCode');
  if (oobCode !== undefined) return applyLink(context, oobCode, address);
  const token = await callerOf(context, body);
  const before = accounts.find(token.uid)!;
  const email = textOf(body, 'email');
  const password = ownPassword(context, textOf(body, 'password'), before);
  const unlinked = textsOf(body, 'deleteProvider');
  const renewed = email !== undefined || password !== undefined || unlinked.includes('password');
  if (renewed || unlinked.length > 0) requireFresh(context, token);
  const provider = sessions.find(token.sessionId ?? '')?.provider ?? 'password';
  const change = { ...profileChange(body), email, password: unlinked.includes('password') ? null : password };
  const account = await accounts.update(token.uid, change, undefined, renewed ? token.sessionId : undefined);
  for (const name of unlinked) identities.unlink(token.uid, name);
  if (renewed) log(`auth: ${password === undefined ? 'e-mail' : 'password'} changed by ${token.uid} from ${address}`);
  return {
    kind: 'identitytoolkit#SetAccountInfoResponse',
    ...userInfo(account, identities.of(token.uid)),
    // Every session has ended with the old password or e-mail, the caller's own too: a new one, with a new auth_time.
    ...(renewed ? await startSession(context, account, provider, null) : {}),
  };
};

export const deleteOwn: Operation = async (context, body, { address }) => {
  const token = await callerOf(context, body);
  requireFresh(context, token);
  context.accounts.delete(token.uid);
  context.log(`auth: account deleted by ${token.uid} from ${address}`);
  return { kind: 'identitytoolkit#DeleteAccountResponse' };
};

export function profileChange(body: Json): AccountChange {
  const removed = new Set(textsOf(body, 'deleteAttribute'));
  return {
    displayName: removed.has('DISPLAY_NAME') ? null : textOf(body, 'displayName'),
    photoUrl: removed.has('PHOTO_URL') ? null : textOf(body, 'photoUrl'),
  };
}
