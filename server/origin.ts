import type { Context } from 'hono';

/** A proxy that ends TLS says so. */
const isOverTls = (headers: Headers): boolean => headers.get('x-forwarded-proto') === 'https';

/** The site's address as the reader typed it. */
function typedOrigin({ url, headers }: Request): string {
  const { protocol, host } = new URL(url);
  return `${isOverTls(headers) ? 'https:' : protocol}//${host}`;
}

/** The site's address on a page: the office's own (`home`), else what the reader typed. */
export const originOf = (request: Request, home: string | undefined): string => home ?? typedOrigin(request);

/**
 * All that a public answer depends on of its request, apart from what `respond` looks at. Where the office says its address
 * a made-up name in Host is nobody's, and its pages are the ones that are at hand.
 */
export const addressedAs = ({ url, headers }: Request, home: string | undefined): string =>
  home === undefined ? `${isOverTls(headers)} ${url}` : url.slice(url.indexOf('/', 'https://'.length));

/** What of a request only a real socket has; Node's server hands it beside the request. */
interface OnSocket {
  readonly incoming?: {
    readonly socket?: { readonly localAddress?: string; readonly localPort?: number; readonly encrypted?: boolean };
  };
}

/**
 * The address in texts that are written once for everybody and kept (feeds, open data): the office's own (`home`), else
 * the socket's. Never what a caller says, who would have each text written anew for each name they make up. On Firebase's
 * emulators there is neither: it is the address that Hosting was asked.
 */
export function keptOriginOf(c: Context, home: string | undefined): string {
  if (home !== undefined) return home;
  const { localAddress, localPort, encrypted } = (c.env as OnSocket | undefined)?.incoming?.socket ?? {};
  if (localAddress === undefined) return typedOrigin(c.req.raw);
  const address = localAddress.replace(/^::ffff:/, '');
  return new URL(`http${encrypted ? 's' : ''}://${address.includes(':') ? `[${address}]` : address}:${localPort}`)
    .origin;
}
