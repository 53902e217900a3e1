import { isIPv6 } from 'node:net';
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

/** Of each kind of what is remembered: more than an office has, at up to a kilobyte each. */
const MOST = 10_000;

/**
 * Slows guessing down: an account has five free tries, then one per 30 s doubling to 15 min, and is never locked for
 * good, or anybody could lock the director out (auth protocol, 4.2). An address has 60 failures a minute: an office
 * is one address; whoever has IPv6 has a network of them, which counts as one. In memory: who can restart the process has no need to guess.
 * A clock that is set back makes no wait longer than it is.
 */
export class Throttle {
  readonly #off: boolean;
  /** Links asked for in the last hour, refreshes of the last minute: at what times, by whom. */
  readonly #times = new Map<string, number[]>();
  readonly #accounts = new Map<string, { failures: number; last: number }>();
  readonly #networks = new Map<string, { failures: number; since: number }>();

  /** `off`: in emulator mode, where test suites do all this on purpose. */
  constructor({ off }: { off: boolean }) {
    this.#off = off;
  }

  /** Before a link is made. Addresses that nobody has count alike. */
  ask(email: string, address: string, now: number): void {
    if (this.#off) return;
    const tooMany = () =>
      new AuthError('TOO_MANY_ATTEMPTS_TRY_LATER', 'Too many links were asked for. Try again later.');
    const ofAddress = this.#recent(`links from ${networkOf(address)}`, HOUR_MS, now);
    if (ofAddress.length >= LINKS_AN_HOUR_BY_ADDRESS) throw tooMany();
    const ofEmail = this.#recent(`link ${email}`, HOUR_MS, now);
    if (ofEmail.length >= LINKS_AN_HOUR) throw tooMany();
    ofEmail.push(now);
    ofAddress.push(now);
  }

  /** After a refresh. Too many read as a network failure, which the SDK waits out without signing anybody out. */
  refreshed(session: string, now: number): void {
    const times = this.#recent(`refresh ${session}`, 60_000, now);
    if (times.length >= REFRESHES_A_MINUTE) throw new OverloadError('a session refreshes in a loop');
    times.push(now);
  }

  /**
   * Before a password is checked. The try counts at once: of a hundred sent together no more are checked than of a
   * hundred sent one after another.
   */
  count(account: string, address: string, now: number): void {
    if (this.#off) return;
    const network = networkOf(address);
    const minute = this.#networks.get(network);
    const inMinute =
      minute !== undefined && Math.abs(now - minute.since) < 60_000 ? minute : { failures: 0, since: now };
    const tries = this.#accounts.get(account) ?? { failures: 0, last: 0 };
    tries.last = Math.min(tries.last, now);
    if (inMinute.failures >= FAILURES_A_MINUTE || tries.last + waitAfter(tries.failures) > now) {
      throw new AuthError('TOO_MANY_ATTEMPTS_TRY_LATER', 'Too many unsuccessful attempts. Try again later.');
    }
    this.#forget(now);
    this.#networks.set(network, { ...inMinute, failures: inMinute.failures + 1 });
    this.#accounts.delete(account); // to the end: the first are those that were longest at peace
    this.#accounts.set(account, { failures: tries.failures + 1, last: now });
  }

  /** A try that came to nothing, as when too many passwords wait to be checked. */
  uncount(account: string, address: string): void {
    const tries = this.#accounts.get(account);
    if (tries) tries.failures--;
    this.#uncountNetwork(address);
  }

  succeeded(account: string, address: string): void {
    this.forgive(account);
    this.#uncountNetwork(address);
  }

  /** The password is another one now. */
  forgive(account: string): void {
    this.#accounts.delete(account);
  }

  #uncountNetwork(address: string): void {
    const minute = this.#networks.get(networkOf(address));
    if (minute && minute.failures > 0) minute.failures--;
  }

  #recent(key: string, spanMs: number, now: number): number[] {
    const since = now - spanMs;
    makeRoom(this.#times, (times) => (times.at(-1) ?? 0) < since - HOUR_MS);
    const times = (this.#times.get(key) ?? []).filter((time) => time > since && time <= now);
    this.#times.set(key, times);
    return times;
  }

  #forget(now: number): void {
    makeRoom(
      this.#accounts,
      ({ last }) => now - last > FORGOTTEN_AFTER_MS,
      ({ failures }) => failures < FREE_TRIES, // names that somebody sprays do not push out those that wait
    );
    makeRoom(this.#networks, ({ since }) => now - since >= 60_000);
  }
}

/** A tenth at a time, so that not every call has to look through all: the least needed first, at last the oldest. */
function makeRoom<T>(map: Map<string, T>, ...unneeded: ((value: T) => boolean)[]): void {
  if (map.size < MOST) return;
  for (const which of [...unneeded, () => true]) {
    for (const [key, value] of map) {
      if (map.size < MOST * 0.9) return;
      if (which(value)) map.delete(key);
    }
  }
}

const waitAfter = (failures: number) =>
  failures < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES), LONGEST_WAIT_MS);

/** An IPv4 address is itself; of IPv6 it is the first 64 bits, which is what a household gets. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = [], tail] = address
    .split('%')[0]!
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0');
  const groups = [...head, ...zeros, ...(tail ?? [])].slice(0, 4).map((group) => parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
