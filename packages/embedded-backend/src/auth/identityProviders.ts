import { createHash } from 'node:crypto';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { AuthError } from './errors.ts';

/** An office's own identity provider, whose ID tokens sign people in (auth protocol, 1.5). */
export interface IdentityProvider {
  readonly id: string; // "oidc.office"
  readonly issuer: string; // "https://login.office.example"
  readonly clientId: string;
  /** Domains of e-mail for which the issuer's word is taken: there it finds the account of the same address. */
  readonly trustedDomains: readonly string[];
}

/** What a verified foreign token says. */
export interface ForeignPerson {
  readonly rawId: string; // the issuer's `sub`
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
  readonly claims: JWTPayload;
}

/** Never `none`, never one that a shared secret signs. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const TIMEOUT_MS = 5000;
/** A key that nobody knows has the issuer asked anew, as it may just have taken it into use; made-up ones no oftener. */
const ASKED_AGAIN_AFTER_MS = 1000;
const CLOCK_TOLERANCE_SECONDS = 60;

/** Verifies ID tokens of the office's identity providers by the keys that their issuers publish. */
export class IdentityProviders {
  readonly #providers: readonly IdentityProvider[];
  readonly #now: () => number;
  readonly #keys = new Map<string, Promise<ReturnType<typeof createRemoteJWKSet>>>();

  constructor(providers: readonly IdentityProvider[], now: () => number) {
    this.#providers = providers;
    this.#now = now;
  }

  find(id: string): IdentityProvider | undefined {
    return this.#providers.find((provider) => provider.id === id);
  }

  /**
   * Throws INVALID_IDP_RESPONSE for a token that is not the issuer's, for this client, alive; MISSING_OR_INVALID_NONCE
   * when it is not the answer to the one who knows `rawNonce`. Another error: the issuer does not answer.
   */
  async verify(provider: IdentityProvider, idToken: string, rawNonce: string): Promise<ForeignPerson> {
    const { issuer, clientId, id } = provider;
    const keys = await this.#keysOf(provider);
    let claims: JWTPayload;
    try {
      ({ payload: claims } = await jwtVerify(idToken, keys, {
        algorithms: ALGORITHMS,
        issuer,
        audience: clientId,
        requiredClaims: ['sub', 'iat', 'exp'],
        currentDate: new Date(this.#now()),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      }));
    } catch (cause) {
      // Its own codes are about the token; all else is a network or a server that fails.
      const ofToken = cause instanceof errors.JOSEError && !/ERR_JOSE_GENERIC|ERR_JWKS_TIMEOUT/.test(cause.code);
      if (ofToken) throw new AuthError('INVALID_IDP_RESPONSE', `The token is not good: ${cause.message}.`);
      throw new Error(`${id}: the keys of ${issuer} cannot be read: ${String(cause)}`, { cause });
    }
    const several = Array.isArray(claims.aud) && claims.aud.length > 1;
    if (several && claims['azp'] !== clientId) throw new AuthError('INVALID_IDP_RESPONSE', 'It is for another client.');
    if (rawNonce === '' || claims['nonce'] !== createHash('sha256').update(rawNonce).digest('hex')) {
      throw new AuthError('MISSING_OR_INVALID_NONCE', 'The nonce is not the SHA-256 of the one given.');
    }
    const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null);
    return {
      rawId: claims.sub!,
      email: text('email'),
      emailVerified: claims['email_verified'] === true,
      name: text('name'),
      claims,
    };
  }

  #keysOf({ id, issuer }: IdentityProvider) {
    let keys = this.#keys.get(id);
    if (!keys) {
      keys = discover(issuer);
      this.#keys.set(id, keys);
      keys.catch(() => this.#keys.delete(id)); // asked again next time
    }
    return keys;
  }
}

async function discover(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  const { issuer: own, jwks_uri: jwks } = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (own !== issuer) throw new Error(`${url} is of another issuer: ${String(own)}`);
  if (typeof jwks !== 'string' || !isSafe(jwks)) throw new Error(`${url} names no jwks_uri that is https`);
  return createRemoteJWKSet(new URL(jwks), { timeoutDuration: TIMEOUT_MS, cooldownDuration: ASKED_AGAIN_AFTER_MS });
}

/** https, or this machine: keys that came over an open network could be anybody's. */
export function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}
