import type { Account } from './accounts.ts';
import type { Json } from './http.ts';
import type { LinkedIdentity } from './identities.ts';

/** What `lookup` tells of an account. Only the presence of a hash is told, never the hash. */
export function userInfo(account: Account, identities: readonly LinkedIdentity[]): Json {
  const { uid, email, displayName, photoUrl } = account;
  const profile = shown({ displayName, photoUrl });
  return {
    localId: uid,
    ...shown({ email, displayName, photoUrl }),
    emailVerified: account.emailVerified,
    ...(account.password === null
      ? {}
      : { passwordHash: 'UkVEQUNURUQ=', passwordUpdatedAt: account.passwordAt, version: 0 }),
    providerUserInfo: [
      ...(account.password === null
        ? []
        : [{ providerId: 'password', federatedId: email, email, rawId: email, ...profile }]),
      ...identities.map(({ provider, rawId, email: foreign }) => ({
        providerId: provider,
        federatedId: rawId,
        rawId,
        ...shown({ email: foreign }),
      })),
    ],
    validSince: String(account.validSince),
    disabled: account.disabled,
    createdAt: String(account.createdAt),
    ...(account.lastLoginAt === null ? {} : { lastLoginAt: String(account.lastLoginAt) }),
  };
}

/** The same for administrators. */
export function adminInfo(account: Account, identities: readonly LinkedIdentity[]): Json {
  return { ...userInfo(account, identities), ...shown({ customAttributes: account.claims }) };
}

/** Without the fields that are null: the SDKs take absence for "none". */
export function shown(fields: Record<string, string | null>): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
