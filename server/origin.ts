import type { Context } from 'hono';

/** The site's own address as the reader typed it; a proxy that ends TLS says so in X-Forwarded-Proto. */
export function originOf(c: Context): string {
  const url = new URL(c.req.url);
  const protocol = c.req.header('x-forwarded-proto') === 'https' ? 'https:' : url.protocol;
  return `${protocol}//${url.host}`;
}
