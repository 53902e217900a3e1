import { normalizeEmail, type Account } from './accounts.ts';
import { startSession, type Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { textOf } from './http.ts';
import { LONGEST } from './passwordPolicy.ts';
import { shown } from './userInfo.ts';

export const signInWithPassword: Operation = async (context, body, { address }) => {
  const { accounts, codes, throttle, now, log } = context;
  const email = textOf(body, 'email');
  const password = textOf(body, 'password');
  if (email === undefined) throw new AuthError('MISSING_EMAIL');
  if (!password) throw new AuthError('MISSING_PASSWORD');
  const key = normalizeEmail(email).slice(0, 320);
  throttle.count(key, address, now());
  let account: Account | undefined;
  try {
    account = password.length > LONGEST ? undefined : await accounts.signIn(key, password);
  } catch (cause) {
    throttle.uncount(key, address);
    throw cause;
  }
  if (!account) {
    log(`auth: sign-in refused, ${JSON.stringify(key)} from ${address}`);
    throw new AuthError('INVALID_LOGIN_CREDENTIALS');
  }
  throttle.succeeded(key, address);
  if (account.disabled) throw new AuthError('USER_DISABLED');
  // Whoever has the password needs none of the links that would replace it.
  codes.voidAllOf(account.uid, 'PASSWORD_RESET', 'EMAIL_SIGNIN');
  const session = await startSession(context, account, 'password', null);
  log(`auth: signed in, ${account.uid} from ${address}`);
  return {
    kind: 'identitytoolkit#VerifyPasswordResponse',
    registered: true,
    ...shown({ email: account.email, displayName: account.displayName, profilePicture: account.photoUrl }),
    ...session,
  };
};
