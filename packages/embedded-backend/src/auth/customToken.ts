import { decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import { RESERVED_CLAIMS } from './accounts.ts';
import { startSession, type Context, type Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { textOf } from './http.ts';
import type { Keys } from './keys.ts';
import { isUnsigned } from './tokens.ts';

const AUDIENCE = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';

/** Whom `connectAdmin` signs custom tokens as: the one service account, whose key the private channel lends. */
export const serviceAccountOf = (projectId: string) => `private-channel@${projectId}.invalid`;

/** `accounts:signInWithCustomToken`. In emulator mode unsigned ones count too, which firebase-admin makes, and plain JSON. */
export const signInWithCustomToken =
  (keys: Keys): Operation =>
  async (context, body, { address }) => {
    const { accounts, log } = context;
    const token = textOf(body, 'token');
    if (!token) throw new AuthError('MISSING_CUSTOM_TOKEN');
    const { uid, claims } = await readCustomToken(context, keys, token);
    const known = accounts.find(uid);
    if (known?.disabled) throw new AuthError('USER_DISABLED');
    const account = known ?? (await accounts.create({ uid }));
    const session = await startSession(context, account, 'custom', claims);
    log(`auth: signed in by a custom token, ${uid} from ${address}`);
    return {
      kind: 'identitytoolkit#VerifyCustomTokenResponse',
      isNewUser: known === undefined,
      ...session,
    };
  };

async function readCustomToken({ projectId, emulator, now }: Context, keys: Keys, token: string) {
  const refuse = (why: string) => new AuthError('INVALID_CUSTOM_TOKEN', why);
  let payload: JWTPayload;
  try {
    if (emulator && token.startsWith('{')) payload = { aud: AUDIENCE, ...(JSON.parse(token) as JWTPayload) };
    else if (emulator && isUnsigned(token)) payload = decodeJwt(token);
    else {
      const account = serviceAccountOf(projectId);
      const { publicKey } = await keys.serviceAccount();
      ({ payload } = await jwtVerify(token, publicKey, {
        algorithms: ['RS256'],
        issuer: account,
        subject: account,
        audience: AUDIENCE,
        requiredClaims: ['iat', 'exp'],
        maxTokenAge: 3600,
        currentDate: new Date(now()),
        clockTolerance: 5,
      }));
    }
  } catch {
    throw refuse('It is not signed by a service account of this project, or has expired.');
  }
  const { uid, claims } = payload;
  if (payload.aud !== AUDIENCE) throw refuse('Its audience is another service.');
  if (typeof uid !== 'string' || uid.length < 1 || uid.length > 128) throw refuse('It has no uid.');
  if (claims === undefined || claims === null) return { uid, claims: null };
  if (typeof claims !== 'object' || Array.isArray(claims)) throw refuse('Its claims are no object.');
  const reserved = Object.keys(claims).find((name) => RESERVED_CLAIMS.has(name));
  if (reserved !== undefined) throw new AuthError('FORBIDDEN_CLAIM', reserved);
  return { uid, claims: JSON.stringify(claims) };
}
