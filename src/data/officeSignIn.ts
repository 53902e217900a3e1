import { useQuery } from '@tanstack/react-query';
import { linkWithCredential, OAuthProvider, signInWithCredential, unlink, type OAuthCredential } from 'firebase/auth';
import { showItIsMe, WRONG_PASSWORD } from './account.ts';
import { authProblem, type AuthProblem } from './authProblem.ts';
import { backend } from './firebase.ts';
import { keep, keepsOnThisMachine } from './session.ts';

/** An identity provider of the office, as its button says it. */
export interface OfficeProvider {
  readonly id: string;
  readonly name: string;
}

/** How a sign-in at the office's identity provider can end; `done`: it has been there, the session is still to begin. */
const RESULTS = ['done', 'cancelled', 'refused', 'expired', 'offline'] as const;
export type OfficeSignInProblem =
  Exclude<(typeof RESULTS)[number], 'done'> | 'noAccount' | 'otherWay' | 'taken' | AuthProblem;
export type OwnIdentityProblem = OfficeSignInProblem | 'wrong';

/** What the address says on the way back from there; null: one does not come from there. */
export const officeResult = (search: string): (typeof RESULTS)[number] | null =>
  RESULTS.find((result) => result === new URLSearchParams(search).get('oidc')) ?? null;

/** Empty where the office has none, or the server is another kind (real Firebase). */
export function useOfficeProviders(): readonly OfficeProvider[] {
  const { data } = useQuery({
    queryKey: ['officeProviders'],
    queryFn: async () => {
      const answer = await fetch('/oidc/providers');
      const isList = answer.ok && /json/.test(answer.headers.get('content-type') ?? '');
      return isList ? ((await answer.json()) as OfficeProvider[]) : [];
    },
    staleTime: Infinity,
    retry: false,
  });
  return data ?? [];
}

/** Goes to the provider's pages; they lead back to the sign-in page. */
export async function leaveFor(provider: OfficeProvider, remember: boolean, next: string | null): Promise<void> {
  await keep(remember);
  const query = next === null ? '' : `?${new URLSearchParams({ next })}`;
  location.assign(`/oidc/start/${encodeURIComponent(provider.id)}${query}`);
}

/** Begins the session of who has been there. */
export async function finishOfficeSignIn(): Promise<OfficeSignInProblem | null> {
  try {
    const credential = await fetchCredential();
    if (credential === null) return 'expired';
    await keep(keepsOnThisMachine());
    await signInWithCredential(backend().auth, credential);
    return null;
  } catch (cause) {
    return problemOf(cause);
  }
}

/** For this tab, over the way to the provider and back: the account's owner asked for it, not a page that led here. */
const LINKING = 'lct.linking';

/** Goes to the provider's pages for an identity of one's own; they lead back to the account page. */
export async function leaveToLink(provider: OfficeProvider, password: string): Promise<OwnIdentityProblem | null> {
  try {
    await showItIsMe(password);
    sessionStorage.setItem(LINKING, provider.id);
    location.assign(`/oidc/start/${encodeURIComponent(provider.id)}?to=account`);
    return null;
  } catch (cause) {
    return problemOf(cause, WRONG_PASSWORD);
  }
}

/**
 * From now on who is signed in can sign in by the identity that they have just shown to be theirs. `notMine`: the way
 * began for another provider, or on no page of this tab.
 */
export async function finishLinking(
  provider: string,
  result: NonNullable<ReturnType<typeof officeResult>>,
): Promise<OwnIdentityProblem | 'notMine' | null> {
  if (sessionStorage.getItem(LINKING) !== provider) return 'notMine';
  sessionStorage.removeItem(LINKING);
  if (result !== 'done') return result;
  try {
    const user = backend().auth.currentUser;
    const credential = await fetchCredential();
    if (credential === null || credential.providerId !== provider || user === null) return 'expired';
    await linkWithCredential(user, credential);
    return null;
  } catch (cause) {
    return problemOf(cause);
  }
}

/** Nobody comes in by that identity any more; whoever did is signed out. */
export async function unlinkIdentity(provider: string, password: string): Promise<OwnIdentityProblem | null> {
  try {
    await unlink(await showItIsMe(password), provider);
    return null;
  } catch (cause) {
    return problemOf(cause, WRONG_PASSWORD);
  }
}

/** How who is signed in can sign in. */
export function ownWays(): { readonly hasPassword: boolean; readonly providers: readonly string[] } {
  const ids = backend().auth.currentUser?.providerData.map(({ providerId }) => providerId) ?? [];
  return { hasPassword: ids.includes('password'), providers: ids.filter((id) => id !== 'password') };
}

/** What waits on the server for who has been at the provider, once, by the address that led back; null: nothing. */
async function fetchCredential(): Promise<OAuthCredential | null> {
  const journey = new URLSearchParams(location.search).get('journey') ?? '';
  const answer = await fetch(`/oidc/result?${new URLSearchParams({ journey })}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
  });
  if (answer.status === 404) return null;
  const { providerId, idToken, rawNonce } = (await answer.json()) as Record<
    'providerId' | 'idToken' | 'rawNonce',
    string
  >;
  return new OAuthProvider(providerId).credential({ idToken, rawNonce });
}

function problemOf<P extends string = never>(cause: unknown, own: Readonly<Record<`auth/${string}`, P>> = {}) {
  if (cause instanceof TypeError) return 'offline' as const; // fetch found no server
  return authProblem(cause, {
    'auth/admin-restricted-operation': 'noAccount' as const,
    'auth/account-exists-with-different-credential': 'otherWay' as const,
    'auth/invalid-credential': 'refused' as const,
    'auth/missing-or-invalid-nonce': 'refused' as const,
    'auth/credential-already-in-use': 'taken' as const,
    'auth/provider-already-linked': 'taken' as const,
    'auth/requires-recent-login': 'expired' as const,
    ...own,
  });
}
