import type { LocalDate } from '#domain/time.ts';
import type { Frame } from './publicStore.ts';
import type { Representation } from './respond.ts';

/** All that a page is made of beside its address: how often something was issued, names and settings, the day. */
export interface PageStamp {
  readonly news: number;
  readonly frame: Frame;
  readonly today: LocalDate;
}

/** Some 60 kB each. What was asked for longest ago goes first. */
const MOST = 64;

/**
 * Pages by address, made once and not once a reader. All are forgotten when something is issued, at midnight, and when names
 * and settings are read anew: so what comes by no revision (an import of old weeks, a day off) is seen when a changed name is.
 */
export class RecentPages {
  readonly #pages = new Map<string, Promise<Representation | null>>();
  #stamp: PageStamp | null = null;

  /**
   * The page of an address, or null where `make` gives nothing that may be kept. Who comes while it is made waits for it: on
   * a new revision everybody asks at once. `stamp`: as it is now.
   */
  async of(
    address: string,
    { news, frame, today }: PageStamp,
    make: () => Promise<Representation | null>,
  ): Promise<Representation | null> {
    const before = this.#stamp;
    if (before?.news !== news || before.frame !== frame || before.today !== today) {
      this.#pages.clear();
      this.#stamp = { news, frame, today };
    }
    const known = this.#pages.get(address);
    this.#pages.delete(address); // the newest use stands last
    const page = known ?? make().catch(() => null);
    this.#pages.set(address, page);
    if (this.#pages.size > MOST) this.#pages.delete(this.#pages.keys().next().value!);
    const made = await page;
    if (made === null && this.#pages.get(address) === page) this.#pages.delete(address);
    return made;
  }
}
