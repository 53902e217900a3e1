/**
 * Where one wanted to go before signing in; only ever a path of this site, or the address would lead people away, and
 * never the sign-in page itself, which shows nothing to those who are in.
 */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/view';
  return /^\/(?![/\\])\P{Cc}*$/u.test(next) && !/^\/sign-in(?![^/?#])/.test(next) ? next : '/view';
}
