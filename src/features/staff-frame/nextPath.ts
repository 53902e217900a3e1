/** Where one wanted to go before signing in; only ever a path of this site, or the address would lead people away. */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/view';
  return /^\/(?![/\\])/.test(next) ? next : '/view';
}
