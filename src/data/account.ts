import {
  applyActionCode,
  checkActionCode,
  confirmPasswordReset,
  EmailAuthProvider,
  reauthenticateWithCredential,
  sendPasswordResetEmail,
  updatePassword,
  verifyPasswordResetCode,
} from 'firebase/auth';
import { DataError } from './errors.ts';
import { backend } from './firebase.ts';

/** What a link can do to an account, by the word in its address. */
export const LINK_MODES = ['resetPassword', 'verifyEmail', 'verifyAndChangeEmail'] as const;
export type LinkMode = (typeof LINK_MODES)[number];

/** `used`: also a link that was replaced by a newer one, or mistyped; the server does not tell them apart. */
export type LinkProblem = 'expired' | 'used' | 'weak' | 'disabled' | 'taken' | 'tooMany' | 'offline' | 'unknown';

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
  problem(() => confirmPasswordReset(backend().auth, code, password));

/** Verifies the address that the link went to. */
export const confirmAddress = (code: string): Promise<LinkProblem | null> =>
  problem(() => applyActionCode(backend().auth, code));

/** Asks for a link. Null for an address that nobody has, too: the server does not tell (auth protocol, 4.3). */
export const askForPasswordLink = (email: string): Promise<LinkProblem | null> =>
  problem(() => {
    const { auth } = backend();
    auth.languageCode = document.documentElement.lang;
    return sendPasswordResetEmail(auth, email.trim());
  });

/** One's own password, by the one so far. `used`: that one is wrong. Other devices have to sign in again. */
export const changeOwnPassword = (current: string, next: string): Promise<LinkProblem | 'wrong' | null> =>
  problem<LinkProblem | 'wrong'>(async () => {
    const user = backend().auth.currentUser;
    if (!user?.email) throw new DataError('signedOut');
    await reauthenticateWithCredential(user, EmailAuthProvider.credential(user.email, current));
    await updatePassword(user, next);
  });

async function answer(work: () => Promise<string>): Promise<LinkAnswer> {
  try {
    return { email: await work() };
  } catch (cause) {
    return { problem: problemOf(cause) };
  }
}

async function problem<P extends LinkProblem | 'wrong' = LinkProblem>(work: () => Promise<unknown>): Promise<P | null> {
  try {
    await work();
    return null;
  } catch (cause) {
    const isWrong = /^auth\/(invalid-credential|wrong-password)$/.test(String((cause as { code?: unknown }).code));
    return (isWrong ? 'wrong' : problemOf(cause)) as P;
  }
}

function problemOf(cause: unknown): LinkProblem {
  switch ((cause as { code?: unknown }).code) {
    case 'auth/expired-action-code':
      return 'expired';
    case 'auth/invalid-action-code':
    case 'auth/user-not-found':
      return 'used';
    case 'auth/weak-password':
    case 'auth/password-does-not-meet-requirements':
      return 'weak';
    case 'auth/user-disabled':
      return 'disabled';
    case 'auth/email-already-in-use':
      return 'taken';
    case 'auth/too-many-requests':
      return 'tooMany';
    case 'auth/network-request-failed':
    case 'auth/timeout':
      return 'offline';
    default:
      return 'unknown';
  }
}
