type Fetch = (request: Request) => Response | Promise<Response>;

/**
 * What readers get is at most this old and half as much again: Hosting's CDN keeps a page that long, then hands the old
 * one out once more while it asks for the new. An open page asks every 30 s, so a revision is seen within a minute.
 */
const CDN_SECONDS = 15;

/**
 * The public handler as Hosting calls it, always at the office's address (`home`): callers can write any name into
 * X-Forwarded-Host, and each would have every text made anew. Undefined, on emulators: that of the caller. What it says is
 * to be asked for anew each time (`no-cache`) may be kept by the CDN for some seconds, by browsers still not. Private
 * feeds and errors say otherwise themselves and stay as they are.
 */
export const behindHosting =
  (handle: Fetch, home: string | undefined): Fetch =>
  async (request) => {
    const { origin, pathname, search } = new URL(request.url);
    const host = request.headers.get('x-forwarded-host');
    const at = home ?? (host === null ? origin : `http://${host}`);
    const response = await handle(new Request(at + pathname + search, request));
    if (response.headers.get('Cache-Control') !== 'no-cache') return response;
    const headers = new Headers(response.headers);
    headers.set('Cache-Control', `public, max-age=0, s-maxage=${CDN_SECONDS}, stale-while-revalidate=${CDN_SECONDS}`);
    return new Response(response.body, { status: response.status, headers });
  };
