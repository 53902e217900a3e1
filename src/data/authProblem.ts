/** What the Auth SDK can refuse anything with. */
export type AuthProblem = 'disabled' | 'tooMany' | 'full' | 'offline' | 'unknown';

const COMMON: Readonly<Record<string, AuthProblem>> = {
  'auth/user-disabled': 'disabled',
  'auth/too-many-requests': 'tooMany',
  'auth/disk-full': 'full', // the embedded backend's own
  'auth/network-request-failed': 'offline',
  'auth/timeout': 'offline',
};

/** An error of the Auth SDK in a word that the UI has a sentence for; `own`: what its codes mean to this call. */
export function authProblem<P extends string = never>(
  cause: unknown,
  own: Readonly<Record<`auth/${string}`, P>> = {},
): P | AuthProblem {
  const code = String((cause as { code?: unknown } | null)?.code);
  return new Map<string, P | AuthProblem>(Object.entries({ ...COMMON, ...own })).get(code) ?? 'unknown';
}
