import { normalizeEmail } from './accounts.ts';
import { callerOf, startSession, type Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { textOf } from './http.ts';

/** `accounts:signInWithEmailLink`: who has the link has the mailbox. With an ID token the address becomes the caller's. */
export const signInWithEmailLink: Operation = async (context, body, { address }) => {
  const { accounts, codes, emulator, now, log } = context;
  const email = textOf(body, 'email');
  const oobCode = textOf(body, 'oobCode');
  if (!email) throw new AuthError('MISSING_EMAIL');
  if (!oobCode) throw new AuthError('MISSING_OOB_CODE');
  const linkTo = textOf(body, 'idToken') === undefined ? undefined : (await callerOf(context, body)).uid;
  const code = codes.find(oobCode, now());
  if (code.type !== 'EMAIL_SIGNIN') throw new AuthError('INVALID_OOB_CODE');
  if (normalizeEmail(email) !== code.email) {
    throw new AuthError('INVALID_EMAIL', 'The email provided does not match the sign-in email address.');
  }
  const owner = accounts.findByEmail(code.email);
  if (owner && linkTo !== undefined && owner.uid !== linkTo) throw new AuthError('EMAIL_EXISTS');
  if (owner?.disabled) throw new AuthError('USER_DISABLED');
  const uid = linkTo ?? owner?.uid;
  if (uid === undefined && !emulator) throw new AuthError('INVALID_OOB_CODE'); // deleted meanwhile
  const proven = { email: code.email, emailVerified: true };
  const account =
    uid === undefined
      ? await accounts.create(proven, () => codes.use(oobCode))
      : await accounts.update(uid, proven, () => codes.use(oobCode));
  const session = await startSession(context, account, 'password', null);
  log(`auth: signed in by a link, ${account.uid} from ${address}`);
  return {
    kind: 'identitytoolkit#EmailLinkSigninResponse',
    email: account.email,
    isNewUser: uid === undefined,
    ...session,
  };
};
