import { createHash, randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as oidc from 'openid-client';
import type { OfficeProvider } from './identityProviders.ts';

/** One sign-in on its way: from the button to the issuer's pages and back. */
interface Journey {
  readonly provider: OfficeProvider;
  readonly rawNonce: string;
  readonly verifier: string;
  readonly state: string;
  /** The page it leads back to, with what that page wants to know again. */
  readonly from: Origin;
  readonly until: number; // epoch ms
  /** Once the issuer has answered. */
  idToken?: string;
}

interface Origin {
  readonly page: '/sign-in' | '/account';
  readonly next: string;
}

const COOKIE = 'lct-oidc';
const TEN_MINUTES_MS = 600_000;
const AT_MOST = 1000;

/**
 * The pages between the sign-in page and the office's identity provider (authorization code with PKCE). The ID token
 * waits here until the page fetches it, once, with the cookie of the browser that began: no token is in an address.
 */
export function oidcSignIn({
  providers,
  home,
  now,
  log,
}: {
  providers: readonly OfficeProvider[];
  /** "https://lich.coquan.vn"; undefined: where the request came in. */
  home: string | undefined;
  now: () => number;
  log: (line: string) => void;
}): Hono {
  const journeys = new Map<string, Journey>();
  const known = new Map<string, Promise<oidc.Configuration>>();
  const pages = new Hono();
  const originOf = (url: string) => home ?? new URL(url).origin;
  const callbackOf = (url: string) => `${originOf(url)}/oidc/callback`;
  const journeyOf = (key: string | undefined) => {
    const journey = key === undefined ? undefined : journeys.get(key);
    return journey && journey.until > now() ? journey : undefined;
  };

  pages.use('*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
  });

  pages.get('/providers', (c) => c.json(providers.map(({ id, name }) => ({ id, name }))));

  pages.get('/start/:id', async (c) => {
    const provider = providers.find(({ id }) => id === c.req.param('id'));
    if (!provider) return c.redirect('/sign-in');
    for (const [key, { until }] of journeys) if (until <= now() || journeys.size >= AT_MOST) journeys.delete(key);
    const page = c.req.query('to') === 'account' ? '/account' : '/sign-in';
    const from: Origin = { page, next: c.req.query('next') ?? '' };
    try {
      const configuration = await configurationOf(provider, known);
      const [rawNonce, key] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
      const [verifier, state] = [oidc.randomPKCECodeVerifier(), oidc.randomState()];
      journeys.set(key, { provider, rawNonce, verifier, state, from, until: now() + TEN_MINUTES_MS });
      setCookie(c, COOKIE, key, {
        path: '/oidc',
        httpOnly: true,
        sameSite: 'Lax',
        secure: originOf(c.req.url).startsWith('https:'),
        maxAge: TEN_MINUTES_MS / 1000,
      });
      const to = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackOf(c.req.url),
        scope: 'openid email profile',
        nonce: hashed(rawNonce),
        state,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return c.redirect(to.href);
    } catch (cause) {
      log(`oidc: ${provider.id} does not answer: ${String(cause)}`);
      return c.redirect(back('offline', from));
    }
  });

  pages.get('/callback', async (c) => {
    const journey = journeyOf(getCookie(c, COOKIE));
    if (!journey) return c.redirect(back('expired', { page: '/sign-in', next: '' }));
    const { provider, verifier, state, rawNonce, from } = journey;
    try {
      const came = new URL(`${callbackOf(c.req.url)}${new URL(c.req.url).search}`);
      const answer = await oidc.authorizationCodeGrant(await configurationOf(provider, known), came, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: hashed(rawNonce),
        idTokenExpected: true,
      });
      journey.idToken = answer.id_token!;
      return c.redirect(back('done', from));
    } catch (cause) {
      if (cause instanceof oidc.AuthorizationResponseError && cause.error === 'access_denied') {
        return c.redirect(back('cancelled', from));
      }
      log(`oidc: ${provider.id}: ${String(cause)}`);
      return c.redirect(back('refused', from));
    }
  });

  // A form of another site cannot send JSON, nor does the cookie go with it.
  pages.post('/result', async (c) => {
    const key = getCookie(c, COOKIE);
    const journey = journeyOf(key);
    if (!journey?.idToken || c.req.header('Content-Type') !== 'application/json') return c.json({}, 404);
    journeys.delete(key!);
    deleteCookie(c, COOKIE, { path: '/oidc' });
    return c.json({ providerId: journey.provider.id, idToken: journey.idToken, rawNonce: journey.rawNonce });
  });

  return pages;
}

const hashed = (rawNonce: string) => createHash('sha256').update(rawNonce).digest('hex');

const back = (oidcResult: 'done' | 'cancelled' | 'refused' | 'expired' | 'offline', { page, next }: Origin) =>
  `${page}?${new URLSearchParams({ oidc: oidcResult, ...(next ? { next } : {}) })}`;

function configurationOf(
  { id, issuer, clientId, clientSecret }: OfficeProvider,
  known: Map<string, Promise<oidc.Configuration>>,
): Promise<oidc.Configuration> {
  let found = known.get(id);
  if (!found) {
    const auth = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    found = oidc.discovery(new URL(issuer), clientId, undefined, auth, {
      timeout: 5,
      // Only loopback may be http: readIdentityProviders sees to it.
      execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
    });
    known.set(id, found);
    found.catch(() => known.delete(id));
  }
  return found;
}
