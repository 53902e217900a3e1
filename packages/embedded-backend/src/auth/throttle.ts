import { AuthError, OverloadError } from './errors.ts';

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 24 * 3600_000;
const FAILURES_A_MINUTE = 60;
const HOUR_MS = 3600_000;
const LINKS_AN_HOUR = 3;
const LINKS_AN_HOUR_BY_ADDRESS = 60;
/** An SDK whose stream is refused although its token is fresh refreshes in a loop, nine times in four seconds. */
const REFRESHES_A_MINUTE = 30;

/**
 * Slows guessing down: an account has five free tries, then one per 30 s doubling to 15 min, and is never locked for
 * good, or anybody could lock the director out (auth protocol, 4.2). An address has 60 failures a minute: an office
 * is one address. In memory: who can restart the process has no need to guess.
 */
export class Throttle {
  readonly #off: boolean;
  /** Links asked for in the last hour, refreshes of the last minute: at what times, by whom. */
  readonly #times = new Map<string, number[]>();
  readonly #accounts = new Map<string, { failures: number; until: number; last: number }>();
  readonly #addresses = new Map<string, { failures: number; since: number }>();

  /** `off`: in emulator mode, where test suites do all this on purpose. */
  constructor({ off }: { off: boolean }) {
    this.#off = off;
  }

  /** Before a link is made. Addresses that nobody has count alike. */
  ask(email: string, address: string, now: number): void {
    if (this.#off) return;
    const ofEmail = this.#recent(`link ${email}`, now - HOUR_MS);
    const ofAddress = this.#recent(`links from ${address}`, now - HOUR_MS);
    if (ofEmail.length >= LINKS_AN_HOUR || ofAddress.length >= LINKS_AN_HOUR_BY_ADDRESS) {
      throw new AuthError('TOO_MANY_ATTEMPTS_TRY_LATER', 'Too many links were asked for. Try again later.');
    }
    ofEmail.push(now);
    ofAddress.push(now);
  }

  /** After a refresh. Too many read as a network failure, which the SDK waits out without signing anybody out. */
  refreshed(session: string, now: number): void {
    const times = this.#recent(`refresh ${session}`, now - 60_000);
    if (times.length >= REFRESHES_A_MINUTE) throw new OverloadError('a session refreshes in a loop');
    times.push(now);
  }

  check(account: string, address: string, now: number): void {
    if (this.#off) return;
    const ofAddress = this.#addresses.get(address);
    const addressBlocked =
      ofAddress !== undefined && now - ofAddress.since < 60_000 && ofAddress.failures >= FAILURES_A_MINUTE;
    if (addressBlocked || (this.#accounts.get(account)?.until ?? 0) > now) {
      throw new AuthError('TOO_MANY_ATTEMPTS_TRY_LATER', 'Too many unsuccessful attempts. Try again later.');
    }
  }

  /** Tries already under way at a failure are not held back: the queue of Passwords bounds them. */
  failed(account: string, address: string, now: number): void {
    this.#forget(now);
    const tries = this.#accounts.get(account) ?? { failures: 0, until: 0, last: 0 };
    tries.failures++;
    tries.last = now;
    if (tries.failures >= FREE_TRIES) {
      tries.until = now + Math.min(FIRST_WAIT_MS * 2 ** (tries.failures - FREE_TRIES), LONGEST_WAIT_MS);
    }
    this.#accounts.set(account, tries);
    const minute = this.#addresses.get(address);
    if (minute === undefined || now - minute.since >= 60_000) this.#addresses.set(address, { failures: 1, since: now });
    else minute.failures++;
  }

  succeeded(account: string): void {
    this.#accounts.delete(account);
  }

  #recent(key: string, since: number): number[] {
    if (this.#times.size > 5000) {
      for (const [name, times] of this.#times) if ((times.at(-1) ?? 0) < since - HOUR_MS) this.#times.delete(name);
    }
    const times = (this.#times.get(key) ?? []).filter((time) => time > since);
    this.#times.set(key, times);
    return times;
  }

  #forget(now: number): void {
    if (this.#accounts.size > 1000) {
      for (const [key, { last }] of this.#accounts) if (now - last > FORGOTTEN_AFTER_MS) this.#accounts.delete(key);
    }
    if (this.#addresses.size > 1000) {
      for (const [key, { since }] of this.#addresses) if (now - since >= 60_000) this.#addresses.delete(key);
    }
  }
}
