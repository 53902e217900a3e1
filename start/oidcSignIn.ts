import { createHash, randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import * as oidc from 'openid-client';
import type { OfficeProvider } from './identityProviders.ts';

/** One sign-in on its way: from the button to the issuer's pages and back. Its browser keeps it, signed. */
interface Journey {
  readonly providerId: string;
  readonly rawNonce: string;
  readonly verifier: string;
  readonly state: string;
  /** The page it leads back to, with what that page wants to know again. */
  readonly from: Origin;
  readonly until: number; // epoch ms
}

/** What the issuer has answered, until the page has fetched it. */
interface Answer {
  readonly idToken: string;
  readonly until: number; // epoch ms
}

interface Origin {
  readonly page: '/sign-in' | '/account';
  readonly next: string;
}

/** A journey has a cookie of its own, named by its state: two tabs may be on their way at once. */
const COOKIE = 'lct-oidc-';
/** That a browser keeps, and sends together: the headers of a request have 16 kB for all. */
const MOST_JOURNEYS = 3;
const TEN_MINUTES_MS = 600_000;
/** Answers: one for each person who has signed in at the issuer, so that nobody else fills them. */
const AT_MOST = 1000;
/** As the cookie holds it, which has 4 kB for everything; no address of ours is as long. */
const LONGEST_NEXT = 2000;

/**
 * The pages between the sign-in page and the office's identity provider (authorization code with PKCE). Who only begins
 * leaves nothing here, however often. The ID token waits until the page fetches it, once, with the cookie of the browser
 * that began: no token is in an address.
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
  const answers = new Map<string, Answer>(); // by the state of their journey
  const secret = randomBytes(32).toString('base64url');
  const known = new Map<string, Promise<oidc.Configuration>>();
  const pages = new Hono();
  const originOf = (url: string) => home ?? new URL(url).origin;
  const callbackOf = (url: string) => `${originOf(url)}/oidc/callback`;
  const providerOf = (id: string) => providers.find((provider) => provider.id === id);
  const journeyOf = async (c: Context, state = ''): Promise<Journey | undefined> => {
    const signed = await getSignedCookie(c, secret, COOKIE + state);
    const journey = signed ? (JSON.parse(signed) as Journey) : undefined;
    return journey?.state === state && journey.until > now() ? journey : undefined;
  };

  pages.use('*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
  });

  pages.get('/providers', (c) => c.json(providers.map(({ id, name }) => ({ id, name }))));

  pages.get('/start/:id', async (c) => {
    const provider = providerOf(c.req.param('id'));
    if (!provider) return c.redirect('/sign-in');
    const page = c.req.query('to') === 'account' ? '/account' : '/sign-in';
    const next = c.req.query('next') ?? '';
    const from: Origin = { page, next: encodeURIComponent(next).length <= LONGEST_NEXT ? next : '' };
    try {
      const configuration = await configurationOf(provider, known);
      const journey: Journey = {
        providerId: provider.id,
        rawNonce: randomBytes(24).toString('base64url'),
        verifier: oidc.randomPKCECodeVerifier(),
        state: oidc.randomState(),
        from,
        until: now() + TEN_MINUTES_MS,
      };
      // Oldest first, as browsers send them.
      const kept = Object.keys(getCookie(c)).filter((name) => name.startsWith(COOKIE));
      for (const name of kept.slice(0, 1 - MOST_JOURNEYS)) deleteCookie(c, name, { path: '/oidc' });
      await setSignedCookie(c, COOKIE + journey.state, JSON.stringify(journey), secret, {
        path: '/oidc',
        httpOnly: true,
        sameSite: 'Lax',
        secure: originOf(c.req.url).startsWith('https:'),
        maxAge: TEN_MINUTES_MS / 1000,
      });
      const to = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackOf(c.req.url),
        scope: 'openid email profile',
        nonce: hashed(journey.rawNonce),
        state: journey.state,
        code_challenge: await oidc.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
      });
      return c.redirect(to.href);
    } catch (cause) {
      log(`oidc: ${provider.id} does not answer: ${String(cause)}`);
      return c.redirect(back('offline', from));
    }
  });

  pages.get('/callback', async (c) => {
    const journey = await journeyOf(c, c.req.query('state'));
    const provider = journey && providerOf(journey.providerId);
    if (!provider) return c.redirect(back('expired', { page: '/sign-in', next: '' }));
    const { verifier, state, rawNonce, from } = journey;
    if (answers.has(state)) return c.redirect(back('done', from, state)); // the page was loaded again: a code is good once
    try {
      const came = new URL(`${callbackOf(c.req.url)}${new URL(c.req.url).search}`);
      const answer = await oidc.authorizationCodeGrant(await configurationOf(provider, known), came, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: hashed(rawNonce),
        idTokenExpected: true,
      });
      for (const [key, { until }] of answers) if (until <= now() || answers.size >= AT_MOST) answers.delete(key);
      answers.set(state, { idToken: answer.id_token!, until: now() + TEN_MINUTES_MS });
      return c.redirect(back('done', from, state));
    } catch (cause) {
      if (cause instanceof oidc.AuthorizationResponseError && cause.error === 'access_denied') {
        return c.redirect(back('cancelled', from));
      }
      log(`oidc: ${provider.id}: ${String(cause)}`);
      return c.redirect(back(isDown(cause) ? 'offline' : 'refused', from));
    }
  });

  // A form of another site cannot send JSON, nor does the cookie go with it.
  pages.post('/result', async (c) => {
    const journey = await journeyOf(c, c.req.query('journey'));
    const answer = journey && answers.get(journey.state);
    if (!answer || c.req.header('Content-Type') !== 'application/json') return c.json({}, 404);
    answers.delete(journey.state);
    deleteCookie(c, COOKIE + journey.state, { path: '/oidc' });
    return c.json({ providerId: journey.providerId, idToken: answer.idToken, rawNonce: journey.rawNonce });
  });

  return pages;
}

/** The issuer cannot be reached, takes too long, or fails; by its own mistakes the library's TypeErrors have codes. */
function isDown(cause: unknown): boolean {
  const { code, cause: answer } = cause as { code?: string; cause?: unknown };
  if (cause instanceof TypeError) return code === undefined;
  return code === 'OAUTH_TIMEOUT' || (answer instanceof Response && answer.status >= 500);
}

const hashed = (rawNonce: string) => createHash('sha256').update(rawNonce).digest('hex');

/** `journey`: whose answer the page fetches. It is of use only with the journey's cookie. */
const back = (
  oidcResult: 'done' | 'cancelled' | 'refused' | 'expired' | 'offline',
  { page, next }: Origin,
  journey?: string,
) => `${page}?${new URLSearchParams({ oidc: oidcResult, ...(journey ? { journey } : {}), ...(next ? { next } : {}) })}`;

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
