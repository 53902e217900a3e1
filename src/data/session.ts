import { useSyncExternalStore } from 'react';
import {
  browserLocalPersistence,
  browserSessionPersistence,
  indexedDBLocalPersistence,
  onAuthStateChanged,
  setPersistence,
  signInWithEmailAndPassword,
  signOut as signOutOfAuth,
} from 'firebase/auth';
import { doc, waitForPendingWrites } from 'firebase/firestore';
import type { Member } from '#domain/permissions.ts';
import { allUnsavedOf, countUnsaved } from './allUnsaved.ts';
import { authProblem, type AuthProblem } from './authProblem.ts';
import { reportConnection } from './connection.ts';
import { memberFromDocument } from './documents.ts';
import { DataError, toDataError } from './errors.ts';
import { backend, forgetBackend, isThisTabOnly, keepInThisTab, keepOnThisMachine } from './firebase.ts';
import { bringOwnAddress } from './ownAddress.ts';
import { isOfAnother, unsavedOf } from './unsaved.ts';
import { watchDocument } from './watch.ts';

export interface Session {
  /** `ended`: by itself, in this page (disabled, expired): uid, email and member are still those of who was here. */
  readonly status: 'loading' | 'signedOut' | 'signedIn' | 'ended';
  readonly uid: string | null;
  readonly email: string | null;
  /** Null while signed in: an account that nobody made a member. */
  readonly member: Member | null;
  /** `loading`: why the membership could not be read. */
  readonly error: DataError | null;
}

const LOADING: Session = { status: 'loading', uid: null, email: null, member: null, error: null };
const SIGNED_OUT: Session = { ...LOADING, status: 'signedOut' };

/** Whose reading and drafts this machine keeps. */
const LAST_UID = 'lct.uid';

let session = LOADING;
let started = false;
const watchers = new Set<() => void>();

function set(next: Session) {
  session = next;
  for (const watcher of watchers) watcher();
}

function start() {
  started = true;
  let stopMember = () => {};
  onAuthStateChanged(backend().auth, (user) => {
    stopMember();
    if (!user) {
      // Signed out on purpose, here or in another tab: the mark of who used this machine is gone, so goes the rest.
      // With the mark there the session has ended by itself (disabled, expired): drafts wait for the same person.
      if (session.uid === null) set(SIGNED_OUT);
      else if (localStorage.getItem(LAST_UID) === null) void leave(session.uid);
      else set({ ...session, status: 'ended', error: null });
      return;
    }
    const last = localStorage.getItem(LAST_UID);
    if (last !== null && last !== user.uid) return void leave(null, location.href); // nobody reads what another left
    localStorage.setItem(LAST_UID, user.uid);
    const who = { uid: user.uid, email: user.email };
    // Whose session ended and who is back goes on in the same page.
    if (session.status !== 'ended' || session.member === null) set({ ...LOADING, ...who });
    stopMember = watchDocument(
      () => doc(backend().db, 'members', user.uid),
      memberFromDocument,
      reportConnection,
    )(
      (member) => {
        set({ ...who, status: 'signedIn', member: member?.active ? member : null, error: null });
        void bringOwnAddress(user, member);
      },
      (cause) => {
        const error = toDataError(cause);
        // The rules let members alone read members: a refusal means that this account is none.
        set(
          error.code === 'forbidden'
            ? { ...who, status: 'signedIn', member: null, error: null }
            : { ...LOADING, ...who, error },
        );
      },
    );
  });
}

const subscribe = (watcher: () => void) => {
  if (!started) start();
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Resolves once the session that has ended by itself is there again; at once, and false, where none has ended. */
export async function sessionIsBack(signal: AbortSignal): Promise<boolean> {
  if (session.status !== 'ended') return false;
  await new Promise<void>((resolve) => {
    const stop = subscribe(() => {
      if (session.status === 'ended') return;
      stop();
      resolve();
    });
    signal.addEventListener('abort', () => {
      stop();
      resolve();
    });
  });
  return true;
}

/** Who uses this page. Live: a role taken away shows at once. */
export const useSession = (): Session => useSyncExternalStore(subscribe, () => session);

/** The signed-in account's uid, for stamps. */
export function ownUid(): string {
  const uid = backend().auth.currentUser?.uid;
  if (uid === undefined) throw new DataError('signedOut');
  return uid;
}

export type SignInProblem = 'wrong' | AuthProblem;

/**
 * Signs in; the answer is null or the problem. `remember: false` keeps the session in this tab only.
 * Which of address and password is wrong is not told, on purpose (auth protocol, 4.3).
 */
export async function signIn(email: string, password: string, remember = true): Promise<SignInProblem | null> {
  const { auth } = backend();
  try {
    await keep(remember);
    await signInWithEmailAndPassword(auth, email.trim(), password);
    return null;
  } catch (cause) {
    return authProblem(cause, WRONG);
  }
}

/** Where the session that is about to begin is kept: on this machine, or in this tab only. */
export async function keep(remember: boolean): Promise<void> {
  const { auth } = backend();
  if (remember) {
    keepOnThisMachine();
    await setPersistence(auth, indexedDBLocalPersistence).catch(() => setPersistence(auth, browserLocalPersistence));
  } else {
    keepInThisTab();
    await setPersistence(auth, browserSessionPersistence);
  }
}

/** How who is here signed in: `remember` of `signIn`. */
export const keepsOnThisMachine = (): boolean => !isThisTabOnly();

/** Which of address and password it was is not told. */
const WRONG = {
  'auth/invalid-credential': 'wrong',
  'auth/wrong-password': 'wrong',
  'auth/user-not-found': 'wrong',
  'auth/invalid-email': 'wrong',
  'auth/missing-password': 'wrong',
} as const;

/** How long signing out waits for edits on their way before it asks. */
const GRACE_MS = 2000;

/**
 * Signs out and removes the local copy of what was read, then loads the sign-in page anew. Rejects with `unsent` when
 * edits have not reached the store, or were typed and never sent (`unsavedOf`), unless told to drop them.
 */
export async function signOut({ dropUnsent = false } = {}): Promise<void> {
  if (!dropUnsent && !(await allSaved())) throw new DataError('unsent');
  localStorage.removeItem(LAST_UID);
  await signOutOfAuth(backend().auth); // the listener above leaves, in every tab
}

async function allSaved(): Promise<boolean> {
  const until = Date.now() + GRACE_MS;
  const sent = await Promise.race([
    waitForPendingWrites(backend().db).then(() => true),
    new Promise<false>((resolve) => setTimeout(resolve, GRACE_MS, false)),
  ]);
  const typed = () => (session.uid === null ? [] : unsavedOf(localStorage, session.uid));
  // A save is taken or refused a moment after the store has answered.
  while (typed().some(({ unsaved }) => unsaved.sent) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const { uid } = session;
  return sent && (uid === null || countUnsaved(allUnsavedOf(localStorage, uid)) === 0);
}

/**
 * Everything of this site goes from this machine: the store's copy, the drafts of who leaves, and with the page the
 * query cache. Drafts of others, whose session ended by itself, wait for them.
 */
async function leave(uid: string | null, to = '/sign-in') {
  // What is pushed to this machine is for who leaves.
  const unsubscribed = import('./push.ts').then(({ unsubscribeDevice }) => unsubscribeDevice()).catch(() => {});
  try {
    await Promise.all([forgetBackend(), unsubscribed]);
  } finally {
    for (const key of Object.keys(localStorage)) if (!isOfAnother(key, uid)) localStorage.removeItem(key);
    if (to === '/sign-in') sessionStorage.clear(); // else a session of this tab alone would end here
    location.replace(to);
  }
}
