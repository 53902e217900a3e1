import type { Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { flagOf, textOf, type Json } from './http.ts';
import { profileChange } from './ownAccount.ts';
import { formatHash, type Cost } from './password.ts';
import { identityOf, refuseWhatIsNotKept, secondsOf } from './privileged.ts';

const AT_MOST = 1000;
/** What a hash from elsewhere may cost to check: 64 MiB, and some seconds. */
const DEAREST = { N: 2 ** 16, r: 8, p: 16 };

/**
 * `accounts:batchCreate` (importUsers of firebase-admin): accounts with the password hashes they had, if those are
 * scrypt's own (STANDARD_SCRYPT). Each account succeeds or fails by itself.
 */
export const importAccounts: Operation = async ({ accounts, identities, now, log }, body) => {
  const users = body['users'];
  if (!Array.isArray(users) || users.length === 0) throw new AuthError('MISSING_USER_ACCOUNT');
  if (users.length > AT_MOST) throw new AuthError('INVALID_ARGUMENT', `At most ${AT_MOST} accounts at a time.`);
  const cost = costOf(body);
  const overwrite = flagOf(body, 'allowOverwrite') ?? false;
  const error: Json[] = [];
  for (const [index, given] of users.entries()) {
    try {
      const user = (given ?? {}) as Json;
      const uid = textOf(user, 'localId');
      if (!uid) throw new AuthError('MISSING_LOCAL_ID');
      refuseWhatIsNotKept(user);
      const { displayName, photoUrl } = profileChange(user);
      const foreign = (Array.isArray(user['providerUserInfo']) ? (user['providerUserInfo'] as (Json | null)[]) : [])
        .map((info) => info ?? {})
        .filter((info) => textOf(info, 'providerId') !== 'password')
        .map((info) => identityOf(info, uid));
      accounts.import(
        {
          uid,
          email: textOf(user, 'email') ?? null,
          emailVerified: flagOf(user, 'emailVerified') ?? false,
          displayName: displayName ?? null,
          photoUrl: photoUrl ?? null,
          password: hashOf(user, cost),
          disabled: flagOf(user, 'disabled') ?? false,
          claims: textOf(user, 'customAttributes') ?? null,
          createdAt: secondsOf(user, 'createdAt') ?? now(), // milliseconds, for once
          lastLoginAt: secondsOf(user, 'lastLoginAt') ?? null,
        },
        overwrite,
        () => foreign.forEach((identity) => identities.link(identity)),
      );
    } catch (cause) {
      if (!(cause instanceof AuthError)) throw cause;
      error.push({ index, message: cause.message });
    }
  }
  log(`auth: ${users.length - error.length} accounts imported by an administrator, ${error.length} refused`);
  return { kind: 'identitytoolkit#UploadAccountResponse', ...(error.length > 0 ? { error } : {}) };
};

function costOf(body: Json): Cost | null {
  const algorithm = textOf(body, 'hashAlgorithm');
  if (algorithm === undefined) return null;
  if (algorithm !== 'STANDARD_SCRYPT') {
    throw new AuthError('INVALID_HASH_ALGORITHM', `${algorithm} is not supported: STANDARD_SCRYPT is.`);
  }
  // firebase-admin names them so; both spellings are in use.
  const number = (...names: string[]) =>
    names.map((name) => secondsOf(body, name)).find((value) => value !== undefined);
  const [N, r, p] = [number('cpuMemCost', 'memoryCost') ?? 0, number('blockSize') ?? 0, number('parallelization') ?? 0];
  if (!Number.isInteger(Math.log2(N)) || N < 2 || N > DEAREST.N || r < 1 || r > DEAREST.r || p < 1 || p > DEAREST.p) {
    throw new AuthError('INVALID_HASH_PARAMETER_COUNT', 'memoryCost (a power of two), blockSize, parallelization');
  }
  return { N, r, p };
}

function hashOf(user: Json, cost: Cost | null): string | null {
  const hash = textOf(user, 'passwordHash');
  if (!hash) return null;
  if (cost === null) throw new AuthError('INVALID_HASH_ALGORITHM', 'A password hash needs its algorithm.');
  return formatHash(cost, Buffer.from(textOf(user, 'salt') ?? '', 'base64url'), Buffer.from(hash, 'base64url'));
}
