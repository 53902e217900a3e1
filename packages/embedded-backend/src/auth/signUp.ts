import type { AccountChange } from './accounts.ts';
import { callerOf, startSession, type Operation } from './context.ts';
import { AuthError } from './errors.ts';
import { textOf } from './http.ts';
import { anyPassword } from './passwordPolicy.ts';
import { shown } from './userInfo.ts';

/** Emulator mode only: open sign-up would also tell who has an account (auth protocol, 4.3). Administrators create accounts. */
export const signUp: Operation = async (context, body) => {
  if (!context.emulator) throw new AuthError('ADMIN_ONLY_OPERATION');
  if (body['localId'] !== undefined) throw new AuthError('UNEXPECTED_PARAMETER', 'User ID');
  const idToken = textOf(body, 'idToken');
  const email = textOf(body, 'email');
  const password = textOf(body, 'password');
  if (body['targetProjectId'] !== undefined) {
    throw new AuthError('INSUFFICIENT_PERMISSION', 'Only authenticated requests can specify target_project_id.');
  }
  if (email === '') throw new AuthError('INVALID_EMAIL');
  if (email !== undefined && !password) throw new AuthError('MISSING_PASSWORD');
  if (email === undefined && (password !== undefined || idToken !== undefined)) throw new AuthError('MISSING_EMAIL');
  const change: AccountChange =
    email === undefined ? {} : { email, displayName: textOf(body, 'displayName'), password: anyPassword(password) };
  const account =
    idToken === undefined
      ? await context.accounts.create(change)
      : await context.accounts.update((await callerOf(context, body)).uid, change);
  const signed = await startSession(context, account, email === undefined ? 'anonymous' : 'password', null);
  return {
    kind: 'identitytoolkit#SignupNewUserResponse',
    ...shown({ email: account.email, displayName: account.displayName }),
    ...signed,
  };
};
