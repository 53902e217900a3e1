/** Searches a second: each looks through all that was ever issued, some 10 to 20 ms of a core where that is five years. */
const MOST_OF_ONE = 5;
const MOST_OF_ALL = 30;

/**
 * How often may be searched: somebody who asks without end is told to wait, and the others go on; all together never take
 * more than about half a core.
 */
export class SearchBound {
  readonly #now: () => number;
  readonly #of = new Map<string, number>();
  #second = 0;
  #all = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a search that may run. `caller`: an address; '' where nobody knows it, then only all together are bounded. */
  isTooMuch(caller: string): boolean {
    const second = Math.floor(this.#now() / 1000);
    if (second !== this.#second) {
      [this.#second, this.#all] = [second, 0];
      this.#of.clear();
    }
    const own = this.#of.get(caller) ?? 0;
    if (this.#all >= MOST_OF_ALL || (caller !== '' && own >= MOST_OF_ONE)) return true;
    this.#all += 1;
    this.#of.set(caller, own + 1);
    return false;
  }
}
