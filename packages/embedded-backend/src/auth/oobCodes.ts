import { normalizeEmail, validEmail, type Account } from './accounts.ts';
import type { ActionCode, ActionType } from './actionCodes.ts';
import { callerOf, requireFresh, type Caller, type Context, type Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { flagOf, textOf, type Json } from './http.ts';
import { ownPassword } from './passwordPolicy.ts';

const HOUR_MS = 3600_000;

/** The word of a link's address for what it does, and how long it works. */
const LINKS: Readonly<Record<ActionType, { mode: string; lifeMs: number }>> = {
  PASSWORD_RESET: { mode: 'resetPassword', lifeMs: HOUR_MS },
  EMAIL_SIGNIN: { mode: 'signIn', lifeMs: HOUR_MS },
  VERIFY_EMAIL: { mode: 'verifyEmail', lifeMs: 24 * HOUR_MS },
  VERIFY_AND_CHANGE_EMAIL: { mode: 'verifyAndChangeEmail', lifeMs: 24 * HOUR_MS },
};
/** A link for somebody who has no password yet is an invitation, and waits over a weekend (auth protocol, 4.6). */
const INVITATION_MS = 72 * HOUR_MS;

/** `accounts:sendOobCode` of the public port. For an e-mail that nobody has it answers as for one that somebody has. */
export const sendOobCode: Operation = async (context, body, caller) => {
  const { accounts, letters, throttle, emulator, now, log } = context;
  if (flagOf(body, 'returnOobLink')) throw new AuthError('INSUFFICIENT_PERMISSION');
  const type = typeOf(body);
  const continueUrl = continueUrlOf(context, body);
  if (type === 'VERIFY_EMAIL' || type === 'VERIFY_AND_CHANGE_EMAIL') {
    const token = await callerOf(context, body);
    if (type === 'VERIFY_AND_CHANGE_EMAIL') requireFresh(context, token);
    const account = accounts.find(token.uid)!;
    const newEmail = newEmailOf(context, type, body);
    if (account.email === null) throw new AuthError('MISSING_EMAIL');
    throttle.ask(account.email, caller.address, now());
    if (!emulator && !letters.send) {
      letters.file?.({ type, email: account.email, known: true, newEmail, address: caller.address });
      throw new AuthError('OPERATION_NOT_ALLOWED', 'This server sends no mail.');
    }
    sendLink(context, caller, { type, account, email: account.email, newEmail, continueUrl });
    return confirmation(account.email);
  }
  const given = textOf(body, 'email');
  if (!given) throw new AuthError('MISSING_EMAIL');
  const email = normalizeEmail(given).slice(0, 320);
  throttle.ask(email, caller.address, now());
  log(`auth: ${type} link asked for ${JSON.stringify(email)} from ${caller.address}`);
  const work = () => {
    const account = accounts.findByEmail(email);
    // Emulators sign people up by such a link, too.
    const served = account ? !account.disabled : emulator && type === 'EMAIL_SIGNIN';
    if (!emulator && !letters.send)
      letters.file?.({ type, email, known: served, newEmail: null, address: caller.address });
    else if (served) sendLink(context, caller, { type, account, email, newEmail: null, continueUrl });
  };
  // After the answer: how long it takes would tell who has an account. Test libraries look at once.
  if (emulator) work();
  else setImmediate(() => attempt(work, log));
  return confirmation(email);
};

/** `accounts:sendOobCode` of administrators: the link itself with `returnOobLink`, else as above but never silent. */
export const sendOobCodeAsAdmin: Operation = async (context, body, caller) => {
  const { accounts, letters, emulator, log } = context;
  const type = typeOf(body);
  const continueUrl = continueUrlOf(context, body);
  const given = textOf(body, 'email');
  if (!given) throw new AuthError('MISSING_EMAIL');
  const email = normalizeEmail(given);
  const account = accounts.findByEmail(email);
  if (!account && type !== 'EMAIL_SIGNIN') {
    throw new AuthError(type === 'PASSWORD_RESET' ? 'EMAIL_NOT_FOUND' : 'USER_NOT_FOUND');
  }
  if (!account && !emulator) throw new AuthError('EMAIL_NOT_FOUND');
  const order = { type, account, email, newEmail: newEmailOf(context, type, body), continueUrl };
  if (!flagOf(body, 'returnOobLink')) {
    if (!emulator && !letters.send) throw new AuthError('OPERATION_NOT_ALLOWED', 'This server sends no mail.');
    sendLink(context, caller, order);
    return confirmation(email);
  }
  const { oobCode, oobLink } = makeLink(context, caller, order);
  log(`auth: ${type} link made for ${JSON.stringify(email)} by an administrator`);
  return { ...confirmation(email), oobCode, oobLink };
};

/** `accounts:resetPassword`: without `newPassword` it says what the code is for, with it the password is set. */
export const resetPassword: Operation = async (context, body, { address }) => {
  const { accounts, codes, throttle, now, log } = context;
  const oobCode = textOf(body, 'oobCode');
  if (!oobCode) throw new AuthError('MISSING_OOB_CODE');
  const code = codes.find(oobCode, now());
  const newPassword = textOf(body, 'newPassword');
  if (newPassword) {
    const account = code.uid === null ? undefined : accounts.find(code.uid);
    if (code.type !== 'PASSWORD_RESET' || !account) throw new AuthError('INVALID_OOB_CODE');
    if (account.disabled) throw new AuthError('USER_DISABLED');
    const password = ownPassword(context, newPassword, account);
    await accounts.update(account.uid, { password, emailVerified: true }, () => codes.use(oobCode));
    throttle.forgive(code.email);
    log(`auth: password of ${account.uid} set by a link from ${address}`);
  }
  return {
    kind: 'identitytoolkit#ResetPasswordResponse',
    requestType: code.type,
    ...(code.type === 'EMAIL_SIGNIN' ? {} : { email: code.email }),
    ...(code.newEmail === null ? {} : { newEmail: code.newEmail }),
  };
};

/** `accounts:update` with `oobCode` alone: an address is verified, or verified and changed. */
export async function applyLink(context: Context, oobCode: string, address: string): Promise<Json> {
  const { accounts, codes, now, log } = context;
  const { type, uid, newEmail } = codes.find(oobCode, now());
  const account = uid === null ? undefined : accounts.find(uid);
  if (!account || !(type === 'VERIFY_EMAIL' || type === 'VERIFY_AND_CHANGE_EMAIL')) {
    throw new AuthError('INVALID_OOB_CODE');
  }
  if (account.disabled) throw new AuthError('USER_DISABLED');
  const change = { emailVerified: true, ...(newEmail === null ? {} : { email: newEmail }) };
  const after = await accounts.update(account.uid, change, () => codes.use(oobCode));
  log(`auth: e-mail of ${account.uid} ${newEmail === null ? 'verified' : 'changed'} by a link from ${address}`);
  return {
    kind: 'identitytoolkit#SetAccountInfoResponse',
    localId: after.uid,
    email: after.email,
    emailVerified: after.emailVerified,
    ...(newEmail === null ? {} : { newEmail }),
  };
}

interface Order {
  readonly type: ActionType;
  readonly account: Account | undefined;
  readonly email: string;
  readonly newEmail: string | null;
  readonly continueUrl: string | undefined;
}

function makeLink({ codes, sent, actionUrl, now }: Context, { origin, locale }: Caller, order: Order) {
  const { type, account, email, newEmail, continueUrl } = order;
  const { mode } = LINKS[type];
  const lifeMs = type === 'PASSWORD_RESET' && account?.password === null ? INVITATION_MS : LINKS[type].lifeMs;
  const code: ActionCode = { type, uid: account?.uid ?? null, email, newEmail, expiresAt: now() + lifeMs };
  const oobCode = codes.make(code);
  const link = new URL(actionUrl() ?? `${origin}/emulator/action`);
  const query = { mode, oobCode, apiKey: 'embedded', lang: locale, ...(continueUrl ? { continueUrl } : {}) };
  for (const [name, value] of Object.entries(query)) link.searchParams.set(name, value);
  sent?.push({ email, oobCode, oobLink: link.href, requestType: type, ...(newEmail === null ? {} : { newEmail }) });
  return { oobCode, oobLink: link.href, lifeMs };
}

function sendLink(context: Context, caller: Caller, order: Order): void {
  const { letters, emulator, log } = context;
  const { type, account, email, newEmail } = order;
  const { oobLink, lifeMs } = makeLink(context, caller, order);
  const letter = {
    type,
    to: newEmail ?? email,
    displayName: account?.displayName ?? null,
    link: oobLink,
    newEmail,
    locale: caller.locale,
    validForMs: lifeMs,
  };
  if (letters.send) {
    letters
      .send(letter)
      .catch((error: unknown) =>
        log(`auth: ${type} letter to ${JSON.stringify(letter.to)} not sent: ${String(error)}`),
      );
  } else if (emulator) log(`auth: ${type} link for ${letter.to}: ${oobLink}`);
}

function attempt(work: () => void, log: (line: string) => void): void {
  try {
    work();
  } catch (error) {
    log(`auth: a link was not sent: ${String(error)}`);
  }
}

/** Their numbers in the protocol's enum OobReqType, which the SDK for Android sends. */
const BY_NUMBER: Readonly<Record<number, ActionType>> = {
  1: 'PASSWORD_RESET',
  4: 'VERIFY_EMAIL',
  6: 'EMAIL_SIGNIN',
  7: 'VERIFY_AND_CHANGE_EMAIL',
};

function typeOf(body: Json): ActionType {
  const given = body['requestType'];
  const type = typeof given === 'number' ? (BY_NUMBER[given] ?? String(given)) : textOf(body, 'requestType');
  if (!type || type === 'OOB_REQ_TYPE_UNSPECIFIED') throw new AuthError('MISSING_REQ_TYPE');
  if (!Object.hasOwn(LINKS, type)) throw new AuthError('INVALID_REQ_TYPE', `${type} is not supported.`);
  return type as ActionType;
}

function newEmailOf({ accounts }: Context, type: ActionType, body: Json): string | null {
  if (type !== 'VERIFY_AND_CHANGE_EMAIL') return null;
  const given = textOf(body, 'newEmail');
  if (!given) throw new AuthError('MISSING_NEW_EMAIL');
  const newEmail = validEmail(given);
  if (accounts.findByEmail(newEmail)) throw new AuthError('EMAIL_EXISTS');
  return newEmail;
}

/** Where the page of the link goes on to. Only this site: a letter of ours must not lead people to somebody else's. */
function continueUrlOf({ actionUrl }: Context, body: Json): string | undefined {
  const given = textOf(body, 'continueUrl');
  if (given === undefined) return undefined;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new AuthError('INVALID_CONTINUE_URI', 'An absolute http or https address is expected.');
  }
  const page = actionUrl();
  if (page !== null && new URL(given).origin !== new URL(page).origin) {
    throw new AuthError('UNAUTHORIZED_DOMAIN', 'Links lead back to this site only.');
  }
  return given;
}

const confirmation = (email: string): Json => ({ kind: 'identitytoolkit#GetOobConfirmationCodeResponse', email });
