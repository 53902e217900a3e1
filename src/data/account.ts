import {
  applyActionCode,
  checkActionCode,
  confirmPasswordReset,
  EmailAuthProvider,
  reauthenticateWithCredential,
  sendPasswordResetEmail,
  updatePassword,
  verifyBeforeUpdateEmail,
  verifyPasswordResetCode,
  type User,
} from 'firebase/auth';
import { authProblem, type AuthProblem } from './authProblem.ts';
import { DataError } from './errors.ts';
import { backend } from './firebase.ts';

/** What a link can do to an account, by the word in its address. */
export const LINK_MODES = ['resetPassword', 'verifyEmail', 'verifyAndChangeEmail'] as const;
export type LinkMode = (typeof LINK_MODES)[number];

/** `used`: also a link that was replaced by a newer one, or mistyped; the server does not tell them apart. */
export type LinkProblem = 'expired' | 'used' | 'weak' | 'taken' | AuthProblem;

export type LinkAnswer = { readonly email: string } | { readonly problem: LinkProblem };

/** Whose link it is, without using it up. */
export const readLink = (mode: LinkMode, code: string): Promise<LinkAnswer> =>
  answer(async () => {
    const { auth } = backend();
    if (mode === 'resetPassword') return verifyPasswordResetCode(auth, code);
    return (await checkActionCode(auth, code)).data.email ?? '';
  });

/** Sets the password that the link is for; the link is used up, and every session of the account ends. */
export const setPasswordByLink = (code: string, password: string): Promise<LinkProblem | null> =>
  problem(() => confirmPasswordReset(backend().auth, code, password), OWN);

/** Verifies the address that the link went to. */
export const confirmAddress = (code: string): Promise<LinkProblem | null> =>
  problem(() => applyActionCode(backend().auth, code), OWN);

/** Asks for a link. Null for an address that nobody has, too: the server does not tell (auth protocol, 4.3). */
export const askForPasswordLink = (email: string): Promise<LinkProblem | null> =>
  problem(() => {
    const { auth } = backend();
    auth.languageCode = document.documentElement.lang;
    return sendPasswordResetEmail(auth, email.trim());
  }, OWN);

/** Who is signed in shows by the password so far that it is them, as changes of the account need. */
export async function showItIsMe(password: string): Promise<User> {
  const user = backend().auth.currentUser;
  if (!user?.email) throw new DataError('signedOut');
  await reauthenticateWithCredential(user, EmailAuthProvider.credential(user.email, password));
  return user;
}

/** What a wrong password of one's own is answered with. */
export const WRONG_PASSWORD = { 'auth/invalid-credential': 'wrong', 'auth/wrong-password': 'wrong' } as const;

/** One's own password, by the one so far. `wrong`: that one is. Other devices have to sign in again. */
export const changeOwnPassword = (current: string, next: string): Promise<LinkProblem | 'wrong' | null> =>
  problem(async () => updatePassword(await showItIsMe(current), next), { ...OWN, ...WRONG_PASSWORD });

/**
 * Asks for a link to the new address, by the password; opened there, the address is the account's. `byHand`: the server
 * sends no mail, and has told its administrator of the wish.
 */
export const changeOwnEmail = (
  password: string,
  email: string,
): Promise<LinkProblem | 'wrong' | 'byHand' | 'malformed' | null> =>
  problem(
    async () => {
      const user = await showItIsMe(password);
      backend().auth.languageCode = document.documentElement.lang;
      await verifyBeforeUpdateEmail(user, email.trim());
    },
    {
      ...OWN,
      ...WRONG_PASSWORD,
      'auth/operation-not-allowed': 'byHand',
      'auth/invalid-email': 'malformed',
      'auth/invalid-new-email': 'malformed',
      'auth/missing-new-email': 'malformed',
    } as const,
  );

/** What links and new passwords are refused with. */
const OWN = {
  'auth/expired-action-code': 'expired',
  'auth/invalid-action-code': 'used',
  'auth/user-not-found': 'used',
  'auth/weak-password': 'weak',
  'auth/password-does-not-meet-requirements': 'weak',
  'auth/email-already-in-use': 'taken',
} as const;

async function answer(work: () => Promise<string>): Promise<LinkAnswer> {
  try {
    return { email: await work() };
  } catch (cause) {
    return { problem: authProblem(cause, OWN) };
  }
}

async function problem<P extends string>(
  work: () => Promise<unknown>,
  codes: Readonly<Record<`auth/${string}`, P>>,
): Promise<P | AuthProblem | null> {
  try {
    await work();
    return null;
  } catch (cause) {
    return authProblem(cause, codes);
  }
}
