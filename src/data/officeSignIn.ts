import { useQuery } from '@tanstack/react-query';
import { OAuthProvider, signInWithCredential } from 'firebase/auth';
import { backend } from './firebase.ts';
import { keep, keepsOnThisMachine } from './session.ts';

/** An identity provider of the office, as its button says it. */
export interface OfficeProvider {
  readonly id: string;
  readonly name: string;
}

/** How a sign-in at the office's identity provider can end; `done`: it has been there, the session is still to begin. */
const RESULTS = ['done', 'refused', 'expired', 'offline'] as const;
export type OfficeSignInProblem =
  Exclude<(typeof RESULTS)[number], 'done'> | 'noAccount' | 'otherWay' | 'disabled' | 'unknown';

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
    const answer = await fetch('/oidc/result', { method: 'POST', headers: { 'Content-Type': 'application/json' } });
    if (answer.status === 404) return 'expired';
    const { providerId, idToken, rawNonce } = (await answer.json()) as Record<
      'providerId' | 'idToken' | 'rawNonce',
      string
    >;
    await keep(keepsOnThisMachine());
    await signInWithCredential(backend().auth, new OAuthProvider(providerId).credential({ idToken, rawNonce }));
    return null;
  } catch (cause) {
    return problemOf(cause);
  }
}

function problemOf(cause: unknown): OfficeSignInProblem {
  if (cause instanceof TypeError) return 'offline'; // fetch found no server
  switch ((cause as { code?: unknown }).code) {
    case 'auth/admin-restricted-operation':
      return 'noAccount';
    case 'auth/account-exists-with-different-credential':
      return 'otherWay';
    case 'auth/user-disabled':
      return 'disabled';
    case 'auth/network-request-failed':
    case 'auth/timeout':
      return 'offline';
    case 'auth/invalid-credential':
    case 'auth/missing-or-invalid-nonce':
      return 'refused';
    default:
      return 'unknown';
  }
}
