import { randomName } from './randomName.ts';

/*
 * Through the cache that tabs share (IndexedDB) a save takes some 40 ms more until another window shows it
 * (docs/performance.md). So one tab of a browser has a line to the store of its own and its cache in memory; the others
 * share one line: browsers open six connections to a host (docs/decisions/0017).
 */

/** `{tab} {epoch ms}`: which tab has it, and when it last said so. */
const KEY = 'lct.ownLine';
const RENEW_MS = 20_000;
/** Browsers slow the timers of hidden tabs down to one a minute. A tab that crashed is waited for so long. */
const STALE_MS = 150_000;

/** Whether this tab is the one. It stays so until the page goes. Two tabs that ask at once may both be: no harm. */
export function takeOwnLine(storage: Storage = localStorage, now: () => number = Date.now): boolean {
  const me = randomName();
  const say = () => storage.setItem(KEY, `${me} ${now()}`);
  try {
    const [holder, at] = storage.getItem(KEY)?.split(' ') ?? [];
    if (holder !== undefined && now() - Number(at) < STALE_MS) return false;
    say();
  } catch {
    return true; // no storage: then there is no shared cache either
  }
  const renewing = setInterval(say, RENEW_MS);
  addEventListener('pagehide', () => {
    clearInterval(renewing);
    if (storage.getItem(KEY)?.startsWith(`${me} `)) storage.removeItem(KEY);
  });
  return true;
}
