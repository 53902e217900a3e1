/** Who calls. `admin` skips the rules; it is only ever made by the private channel or, in emulator mode, by `Bearer owner`. */
export type Identity =
  | { kind: 'anonymous' }
  | { kind: 'admin' }
  | {
      kind: 'user';
      uid: string;
      /** ID-token payload */ token: Record<string, unknown>;
      /** epoch seconds */ expiresAt: number;
      sessionId?: string;
    };

/** Turns the `Authorization` value (or undefined) into an identity; throws StatusError UNAUTHENTICATED. */
export type Authenticate = (authorization: string | undefined) => Promise<Identity>;
