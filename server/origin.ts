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
