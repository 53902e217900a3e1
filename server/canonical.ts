import type { MiddlewareHandler } from 'hono';

/** A week as people type it: `2026-w48`, `2026W7`, `2026-w48.json`. */
const WEEK = /^(\d{4})-?w(\d{1,2})(?=$|\.(?:json|csv)$)/i;

/** A letter, digit, `-`, `.`, `_` or `~` written as `%6F`, which says the same (RFC 3986, 6.2.2.2); none that an unfinished `%` precedes. */
const NEEDLESS_ESCAPE = /(?<!%[\da-f]?)%(?:2[de]|3\d|[46][1-9a-f]|5[\daf]|7[\dae])/gi;

/** The one spelling of an address: no slash at the end or twice, no letter as `%6F`, a week as `2026-W07`. Never begins with two slashes. */
export function canonicalPath(path: string): string {
  const plain = path.replace(NEEDLESS_ESCAPE, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16)));
  const parts = plain.split('/').filter((part) => part !== '');
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
