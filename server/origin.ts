import type { Context } from 'hono';

/** The site's own address as the reader typed it; a proxy that ends TLS says so in X-Forwarded-Proto. */
export function originOf(c: Context): string {
  const url = new URL(c.req.url);
  const protocol = c.req.header('x-forwarded-proto') === 'https' ? 'https:' : url.protocol;
  return `${protocol}//${url.host}`;
}

/** All that a public answer depends on of its request, apart from what `respond` looks at. */
export const addressedAs = (request: Request): string =>
  `${request.headers.get('x-forwarded-proto') ?? ''} ${request.url}`;

/** What of a request only a real socket has; Node's server hands it beside the request. */
interface OnSocket {
  readonly incoming?: {
    readonly socket?: { readonly localAddress?: string; readonly localPort?: number; readonly encrypted?: boolean };
  };
}

/**
 * The address in texts that are written once for everybody and kept (feeds, open data): the office's own (`home`), else
 * the socket's. Never what a caller says, who would have each text written anew for each name they make up. Behind
 * Firebase there is no socket: it is the address that Hosting was asked.
 */
export function keptOriginOf(c: Context, home: string | undefined): string {
  if (home !== undefined) return home;
  const { localAddress, localPort, encrypted } = (c.env as OnSocket | undefined)?.incoming?.socket ?? {};
  if (localAddress === undefined) return originOf(c);
  const address = localAddress.replace(/^::ffff:/, '');
  return new URL(`http${encrypted ? 's' : ''}://${address.includes(':') ? `[${address}]` : address}:${localPort}`)
    .origin;
}
