import { decodeJwt } from 'jose';
import type { Account, AccountChange, Accounts } from './accounts.ts';
import { AuthError } from './errors.ts';
import { flagOf, textOf, textsOf, type Json } from './http.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';
import { ID_TOKEN_SECONDS, isUnsigned, type IdToken, type Tokens } from './tokens.ts';

/** Password, e-mail and deletion need a sign-in not older than this (auth protocol, 4.5). */
const FRESH_SECONDS = 300;
const SHORTEST_PASSWORD = 10;
/** What administrators and, in emulator mode, everybody may set: what the SDKs themselves refuse is shorter. */
const SHORTEST_PASSWORD_ANYWHERE = 6;
const LONGEST_PASSWORD = 1024;

export interface Context {
  accounts: Accounts;
  sessions: Sessions;
  tokens: Tokens;
  throttle: Throttle;
  projectId: string;
  emulator: boolean;
  now: () => number;
  log: (line: string) => void;
}

export type Operation = (context: Context, body: Json, address: string) => Promise<Json>;

/** `accounts:<op>` of the public port (auth protocol, 1.1). */
export const PUBLIC_OPERATIONS: Readonly<Record<string, Operation>> = {
  signUp: (context, body) => signUp(context, body),
  signInWithPassword,
  signInWithCustomToken: (context, body) => signInWithCustomToken(context, body),
  lookup: async (context, body) => {
    const account = context.accounts.find((await caller(context, body)).uid)!;
    return { kind: 'identitytoolkit#GetAccountInfoResponse', users: [userInfo(account)] };
  },
  update: (context, body) => update(context, body),
  delete: async (context, body) => {
    const token = await caller(context, body);
    requireFresh(context, token);
    context.accounts.delete(token.uid);
    return { kind: 'identitytoolkit#DeleteAccountResponse' };
  },
  // With enumeration protection it says nothing of the account (auth protocol, 4.3).
  createAuthUri: async () => ({ kind: 'identitytoolkit#CreateAuthUriResponse', sessionId: 'none' }),
};

/** `accounts:<op>` of a project, for administrators (auth protocol, 1.2). '' creates. */
export const PRIVILEGED_OPERATIONS: Readonly<Record<string, Operation>> = {
  '': async ({ accounts }, body) => {
    const account = await accounts.create({
      uid: textOf(body, 'localId'),
      email: textOf(body, 'email'),
      emailVerified: flagOf(body, 'emailVerified'),
      displayName: textOf(body, 'displayName'),
      photoUrl: textOf(body, 'photoUrl'),
      disabled: flagOf(body, 'disabled'),
      password: passwordOf(body, SHORTEST_PASSWORD_ANYWHERE),
    });
    return { kind: 'identitytoolkit#SignupNewUserResponse', localId: account.uid, ...shown({ email: account.email }) };
  },
  lookup: async ({ accounts }, body) => {
    const found = [
      ...textsOf(body, 'localId').map((uid) => accounts.find(uid)),
      ...textsOf(body, 'email').map((email) => accounts.findByEmail(email)),
    ].filter((account) => account !== undefined);
    const users = [...new Map(found.map((account) => [account.uid, account])).values()].map(adminInfo);
    return { kind: 'identitytoolkit#GetAccountInfoResponse', ...(users.length > 0 ? { users } : {}) };
  },
  update: async ({ accounts }, body) => {
    const account = await accounts.update(textOf(body, 'localId') ?? '', {
      ...profileChange(body),
      email: textOf(body, 'email'),
      emailVerified: flagOf(body, 'emailVerified'),
      disabled: flagOf(body, 'disableUser'),
      password: passwordOf(body, SHORTEST_PASSWORD_ANYWHERE),
      claims: textOf(body, 'customAttributes'),
      validSince: secondsOf(body, 'validSince'),
    });
    return { kind: 'identitytoolkit#SetAccountInfoResponse', ...adminInfo(account) };
  },
  delete: async ({ accounts }, body) => {
    accounts.delete(textOf(body, 'localId') ?? '');
    return { kind: 'identitytoolkit#DeleteAccountResponse' };
  },
  batchDelete: async ({ accounts }, body) => {
    const errors: Json[] = [];
    for (const [index, localId] of textsOf(body, 'localIds').entries()) {
      const account = accounts.find(localId);
      if (!account) continue;
      if (account.disabled || flagOf(body, 'force')) accounts.delete(localId);
      else errors.push({ index, localId, message: 'NOT_DISABLED : Disable the account before batch deletion.' });
    }
    return errors.length > 0 ? { errors } : {};
  },
};

/** `GET accounts:batchGet`: all accounts in the order of their ids. */
export function batchGet({ accounts }: Context, query: URLSearchParams): Json {
  const limit = Math.min(Math.max(Number(query.get('maxResults') ?? 20) || 20, 1), 1000);
  const page = accounts.list(query.get('nextPageToken') ?? '', limit + 1);
  const users = page.slice(0, limit).map(adminInfo);
  return {
    kind: 'identitytoolkit#DownloadAccountResponse',
    ...(users.length > 0 ? { users } : {}),
    ...(page.length > limit ? { nextPageToken: page[limit - 1]!.uid } : {}),
  };
}

/** `POST …/v1/token`, form-encoded both ways but the answer. */
export async function refresh(context: Context, form: URLSearchParams): Promise<Json> {
  const { accounts, sessions, tokens, projectId, now } = context;
  if (form.get('grant_type') !== 'refresh_token') throw new AuthError('INVALID_GRANT_TYPE');
  const given = form.get('refresh_token');
  if (!given) throw new AuthError('MISSING_REFRESH_TOKEN');
  const owner = sessions.ownerOf(given);
  if (owner !== undefined) {
    const account = accounts.find(owner);
    if (!account) throw new AuthError('USER_NOT_FOUND');
    if (account.disabled) throw new AuthError('USER_DISABLED');
  }
  const session = sessions.refresh(given, now());
  const idToken = await tokens.issue(accounts.find(session.uid)!, session);
  return {
    access_token: idToken,
    id_token: idToken,
    refresh_token: sessions.refreshToken(session),
    expires_in: String(ID_TOKEN_SECONDS),
    token_type: 'Bearer',
    user_id: session.uid,
    project_id: projectId,
  };
}

export function passwordPolicy({ emulator }: Context): Json {
  return {
    customStrengthOptions: {
      minPasswordLength: emulator ? SHORTEST_PASSWORD_ANYWHERE : SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    schemaVersion: 1,
    enforcementState: 'ENFORCE',
    allowedNonAlphanumericCharacters: [],
    forceUpgradeOnSignin: false,
  };
}

async function signUp(context: Context, body: Json): Promise<Json> {
  // Open sign-up would also tell who has an account (auth protocol, 4.3). Administrators create accounts.
  if (!context.emulator) throw new AuthError('ADMIN_ONLY_OPERATION');
  if (body['localId'] !== undefined) throw new AuthError('UNEXPECTED_PARAMETER', 'User ID');
  const idToken = textOf(body, 'idToken');
  const email = textOf(body, 'email');
  const password = textOf(body, 'password');
  if (email !== undefined && !password) throw new AuthError('MISSING_PASSWORD');
  if (email === undefined && (password !== undefined || idToken !== undefined)) throw new AuthError('MISSING_EMAIL');
  const change: AccountChange = {
    email,
    displayName: textOf(body, 'displayName'),
    password: passwordOf(body, SHORTEST_PASSWORD_ANYWHERE),
  };
  const account =
    idToken === undefined
      ? await context.accounts.create(change)
      : await context.accounts.update((await caller(context, body)).uid, change);
  const signed = await startSession(context, account, email === undefined ? 'anonymous' : 'password', null);
  return {
    kind: 'identitytoolkit#SignupNewUserResponse',
    ...shown({ email: account.email, displayName: account.displayName }),
    ...signed,
  };
}

async function signInWithPassword(context: Context, body: Json, address: string): Promise<Json> {
  const { accounts, throttle, now, log } = context;
  const email = textOf(body, 'email');
  const password = textOf(body, 'password');
  if (email === undefined) throw new AuthError('MISSING_EMAIL');
  if (!password) throw new AuthError('MISSING_PASSWORD');
  const key = email.normalize('NFC').trim().toLowerCase().slice(0, 320);
  throttle.check(key, address, now());
  const account = password.length > LONGEST_PASSWORD ? undefined : await accounts.signIn(key, password);
  if (!account) {
    throttle.failed(key, address, now());
    log(`auth: sign-in refused, ${JSON.stringify(key)} from ${address}`);
    throw new AuthError('INVALID_LOGIN_CREDENTIALS');
  }
  throttle.succeeded(key);
  if (account.disabled) throw new AuthError('USER_DISABLED');
  log(`auth: signed in, ${account.uid} from ${address}`);
  return {
    kind: 'identitytoolkit#VerifyPasswordResponse',
    registered: true,
    ...shown({ email: account.email, displayName: account.displayName, profilePicture: account.photoUrl }),
    ...(await startSession(context, account, 'password', null)),
  };
}

/** Emulator mode takes what firebase-admin makes there: unsigned tokens. Service accounts are not known yet. */
async function signInWithCustomToken(context: Context, body: Json): Promise<Json> {
  const token = textOf(body, 'token');
  if (!token) throw new AuthError('MISSING_CUSTOM_TOKEN');
  if (!context.emulator || !isUnsigned(token)) throw new AuthError('INVALID_CUSTOM_TOKEN');
  const { uid, claims, aud } = decodeJwt(token) as { uid?: unknown; claims?: unknown; aud?: unknown };
  if (
    typeof uid !== 'string' ||
    uid === '' ||
    aud !== 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit'
  ) {
    throw new AuthError('INVALID_CUSTOM_TOKEN');
  }
  const known = context.accounts.find(uid);
  if (known?.disabled) throw new AuthError('USER_DISABLED');
  const account = known ?? (await context.accounts.create({ uid }));
  const text = claims === undefined ? null : JSON.stringify(claims);
  return {
    kind: 'identitytoolkit#VerifyCustomTokenResponse',
    isNewUser: known === undefined,
    ...(await startSession(context, account, 'custom', text)),
  };
}

async function update(context: Context, body: Json): Promise<Json> {
  const { accounts, sessions, emulator } = context;
  for (const name of ['customAttributes', 'disableUser', 'validSince', 'localId', 'emailVerified']) {
    if (body[name] !== undefined) throw new AuthError('UNEXPECTED_PARAMETER', name);
  }
  if (body['oobCode'] !== undefined) throw new AuthError('OPERATION_NOT_ALLOWED');
  const token = await caller(context, body);
  const before = accounts.find(token.uid)!;
  const email = textOf(body, 'email');
  const password = passwordOf(body, emulator ? SHORTEST_PASSWORD_ANYWHERE : SHORTEST_PASSWORD, before);
  const renewed = email !== undefined || password !== undefined;
  if (renewed) requireFresh(context, token);
  const provider = sessions.find(token.sessionId ?? '')?.provider ?? 'password';
  const account = await accounts.update(token.uid, { ...profileChange(body), email, password });
  return {
    kind: 'identitytoolkit#SetAccountInfoResponse',
    ...userInfo(account),
    // Every session has ended with the old password or e-mail, the caller's own too: a new one, with a new auth_time.
    ...(renewed ? await startSession(context, account, provider, null) : {}),
  };
}

async function startSession(
  { accounts, sessions, tokens, now }: Context,
  account: Account,
  provider: string,
  claims: string | null,
): Promise<Json> {
  const session: Session = sessions.start(account.uid, provider, claims, now());
  accounts.signedIn(account.uid);
  return {
    localId: account.uid,
    idToken: await tokens.issue(account, session),
    refreshToken: sessions.refreshToken(session),
    expiresIn: String(ID_TOKEN_SECONDS),
  };
}

async function caller({ tokens, accounts }: Context, body: Json): Promise<IdToken> {
  const idToken = textOf(body, 'idToken');
  if (!idToken) throw new AuthError('MISSING_ID_TOKEN');
  const token = await tokens.verify(idToken);
  // A test's own token is of nobody in particular.
  if (!accounts.find(token.uid)) throw new AuthError('USER_NOT_FOUND');
  return token;
}

function requireFresh({ now }: Context, { authTime }: IdToken): void {
  if (now() / 1000 - authTime > FRESH_SECONDS) throw new AuthError('CREDENTIAL_TOO_OLD_LOGIN_AGAIN');
}

/** The password of the body, long enough and not the person's own name or address. */
function passwordOf(body: Json, shortest: number, account?: Account): string | undefined {
  const password = textOf(body, 'password');
  if (password === undefined) return undefined;
  if (password.length < shortest) {
    throw new AuthError('WEAK_PASSWORD', `Password should be at least ${shortest} characters`);
  }
  if (password.length > LONGEST_PASSWORD) throw new AuthError('WEAK_PASSWORD', 'Password is too long');
  const own = [account?.email, account?.email?.split('@')[0], account?.displayName].map((text) => text?.toLowerCase());
  if (own.includes(password.toLowerCase())) {
    throw new AuthError('WEAK_PASSWORD', 'Password should not be your own name or address');
  }
  return password;
}

function profileChange(body: Json): AccountChange {
  const removed = new Set(textsOf(body, 'deleteAttribute'));
  return {
    displayName: removed.has('DISPLAY_NAME') ? null : textOf(body, 'displayName'),
    photoUrl: removed.has('PHOTO_URL') ? null : textOf(body, 'photoUrl'),
  };
}

function secondsOf(body: Json, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const seconds = Number(value);
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new AuthError('INVALID_ARGUMENT', `${name} must be seconds.`);
  return seconds;
}

/** The caller's own account. Only the presence of a hash is told, never the hash. */
function userInfo(account: Account): Json {
  const { uid, email, displayName, photoUrl } = account;
  return {
    localId: uid,
    ...shown({ email, displayName, photoUrl }),
    emailVerified: account.emailVerified,
    ...(account.password === null
      ? {}
      : { passwordHash: 'UkVEQUNURUQ=', passwordUpdatedAt: account.passwordAt, version: 0 }),
    providerUserInfo:
      account.password === null
        ? []
        : [{ providerId: 'password', federatedId: email, email, rawId: email, ...shown({ displayName, photoUrl }) }],
    validSince: String(account.validSince),
    disabled: account.disabled,
    createdAt: String(account.createdAt),
    ...(account.lastLoginAt === null ? {} : { lastLoginAt: String(account.lastLoginAt) }),
  };
}

function adminInfo(account: Account): Json {
  return { ...userInfo(account), ...shown({ customAttributes: account.claims }) };
}

/** Without the fields that are null: the SDKs take absence for "none". */
function shown(fields: Record<string, string | null>): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
