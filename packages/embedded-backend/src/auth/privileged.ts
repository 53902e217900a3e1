import type { Account } from './accounts.ts';
import type { Context, Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { flagOf, textOf, textsOf, type Json } from './http.ts';
import type { LinkedIdentity } from './identities.ts';
import { profileChange } from './ownAccount.ts';
import { anyPassword } from './passwordPolicy.ts';
import { adminInfo, shown } from './userInfo.ts';

// What administrators do with accounts (auth protocol, 1.2).

export const createAccount: Operation = async ({ accounts, log }, body) => {
  refuseWhatIsNotKept(body);
  const account = await accounts.create({
    ...profileChange(body),
    uid: textOf(body, 'localId'),
    email: textOf(body, 'email'),
    emailVerified: flagOf(body, 'emailVerified'),
    disabled: flagOf(body, 'disabled'),
    password: anyPassword(textOf(body, 'password')),
  });
  log(`auth: account ${account.uid} created by an administrator`);
  return { kind: 'identitytoolkit#SignupNewUserResponse', localId: account.uid, ...shown({ email: account.email }) };
};

export const lookupAccounts: Operation = async ({ accounts, identities }, body) => {
  const found = [
    ...textsOf(body, 'localId').map((uid) => accounts.find(uid)),
    ...textsOf(body, 'email').map((email) => accounts.findByEmail(email)),
    ...federatedOf(body).map(({ providerId, rawId }) => accounts.find(identities.find(providerId, rawId)?.uid ?? '')),
  ].filter((account) => account !== undefined);
  const users = [...new Map(found.map((account) => [account.uid, account])).values()].map((account) =>
    adminInfo(account, identities.of(account.uid)),
  );
  return { kind: 'identitytoolkit#GetAccountInfoResponse', ...(users.length > 0 ? { users } : {}) };
};

export const updateAccount: Operation = async ({ accounts, identities, log }, body) => {
  refuseWhatIsNotKept(body);
  const uid = textOf(body, 'localId') ?? '';
  const identity = body['linkProviderUserInfo'] as Json | null | undefined;
  const linked = identity ? identityOf(identity, uid) : undefined;
  const unlinked = textsOf(body, 'deleteProvider');
  const change = {
    ...profileChange(body),
    email: textOf(body, 'email'),
    emailVerified: flagOf(body, 'emailVerified'),
    disabled: flagOf(body, 'disableUser'),
    password: unlinked.includes('password') ? null : anyPassword(textOf(body, 'password')),
    claims: textOf(body, 'customAttributes'),
    validSince: secondsOf(body, 'validSince'),
  };
  const account = await accounts.update(uid, change, () => {
    if (linked) identities.link(linked);
  });
  if (linked) log(`auth: ${linked.provider} linked to account ${uid} by an administrator`);
  for (const name of unlinked) {
    accounts.unlink(uid, name);
    log(`auth: ${name} unlinked from account ${uid} by an administrator`);
  }
  const changed = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (changed.length > 0) log(`auth: ${changed.join(', ')} of account ${uid} changed by an administrator`);
  return { kind: 'identitytoolkit#SetAccountInfoResponse', ...adminInfo(account, identities.of(uid)) };
};

export const deleteAccount: Operation = async ({ accounts, log }, body) => {
  const uid = textOf(body, 'localId');
  if (!uid) throw new AuthError('MISSING_LOCAL_ID');
  accounts.delete(uid);
  log(`auth: account ${uid} deleted by an administrator`);
  return { kind: 'identitytoolkit#DeleteAccountResponse' };
};

export const deleteAccounts: Operation = async ({ accounts, log }, body) => {
  const errors: Json[] = [];
  for (const [index, localId] of textsOf(body, 'localIds').entries()) {
    const account = accounts.find(localId);
    if (!account) continue;
    if (account.disabled || flagOf(body, 'force')) {
      accounts.delete(localId);
      log(`auth: account ${localId} deleted by an administrator`);
    } else errors.push({ index, localId, message: 'NOT_DISABLED : Disable the account before batch deletion.' });
  }
  return errors.length > 0 ? { errors } : {};
};

/** `GET accounts:batchGet`: all accounts in the order of their ids. */
export function listAccounts({ accounts, identities }: Context, query: URLSearchParams): Json {
  const limit = Math.min(Math.max(Number(query.get('maxResults') ?? 20) || 20, 1), 1000);
  const page = accounts.list(query.get('nextPageToken') ?? '', limit + 1);
  const users = page.slice(0, limit).map((account: Account) => adminInfo(account, identities.of(account.uid)));
  return {
    kind: 'identitytoolkit#DownloadAccountResponse',
    ...(users.length > 0 ? { users } : {}),
    ...(page.length > limit ? { nextPageToken: page[limit - 1]!.uid } : {}),
  };
}

/** `POST projects/{p}:createSessionCookie`. */
export const createSessionCookie: Operation = async ({ tokens }, body) => {
  const idToken = textOf(body, 'idToken');
  if (!idToken) throw new AuthError('MISSING_ID_TOKEN');
  const seconds = secondsOf(body, 'validDuration') ?? 14 * 24 * 3600;
  if (seconds < 300 || seconds > 14 * 24 * 3600) throw new AuthError('INVALID_DURATION');
  return { sessionCookie: await tokens.issueCookie(await tokens.verify(idToken), seconds) };
};

/** Left out here. An administrator would believe that a second factor is asked for. */
export function refuseWhatIsNotKept(body: Json): void {
  const factors = body['mfaInfo'] ?? (body['mfa'] as Json | undefined)?.['enrollments'];
  const what = body['phoneNumber']
    ? 'A telephone number'
    : Array.isArray(factors) && factors.length > 0 && 'A second factor';
  if (what) throw new AuthError('OPERATION_NOT_ALLOWED', `${what} is not supported.`);
}

/** From a UserInfo of firebase-admin. */
export function identityOf(info: Json, uid: string): LinkedIdentity {
  const [provider, rawId] = [textOf(info, 'providerId'), textOf(info, 'rawId')];
  if (!provider || !rawId) throw new AuthError('INVALID_ARGUMENT', 'providerId and rawId are needed.');
  return { provider, rawId, uid, email: textOf(info, 'email') ?? null };
}

export function secondsOf(body: Json, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const seconds = typeof value === 'number' ? value : typeof value === 'string' ? Number(value || NaN) : NaN;
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new AuthError('INVALID_ARGUMENT', `${name} must be a whole number, not negative.`);
  return seconds;
}

function federatedOf(body: Json): { providerId: string; rawId: string }[] {
  const list = body['federatedUserId'];
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    const { providerId, rawId } = (item ?? {}) as Json;
    if (typeof providerId === 'string' && typeof rawId === 'string') return { providerId, rawId };
    throw new AuthError('INVALID_ARGUMENT', 'federatedUserId needs providerId and rawId.');
  });
}
