import type { MiddlewareHandler } from 'hono';

/** A week as people type it: `2026-w48`, `2026W7`, `2026-w48.json`. */
const WEEK = /^(\d{4})-?w(\d{1,2})(?=$|\.(?:json|csv)$)/i;

/** The one spelling of an address: no slash at the end or twice, a week as `2026-W07`. Never begins with two slashes. */
export function canonicalPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const week = (part: string) =>
    part.replace(WEEK, (_all, year: string, number: string) => {
      return `${year}-W${number.padStart(2, '0')}`;
    });
  return `/${parts.map(week).join('/')}`;
}

/** Sends whoever reads by another spelling of an address to the one that is kept. */
export const canonicalAddress: MiddlewareHandler = async (c, next) => {
  const { pathname, search } = new URL(c.req.url);
  const path = canonicalPath(pathname);
  if (path === pathname || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return next();
  return c.redirect(path + search, 301);
};
