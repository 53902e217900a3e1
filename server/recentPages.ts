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
  readonly #pages = new Map<string, Representation>();
  readonly #making = new Map<string, Promise<Representation | null>>();
  #stamp: PageStamp | null = null;

  /** `stamp`: as it is now. */
  find(address: string, stamp: PageStamp): Representation | undefined {
    this.#turnTo(stamp);
    const page = this.#pages.get(address);
    if (page) {
      this.#pages.delete(address); // the newest use stands last
      this.#pages.set(address, page);
    }
    return page;
  }

  /**
   * What `make` gives: a page to keep, or null. Who comes while it is made waits for it: on a new revision everybody asks at
   * once.
   */
  async make(
    address: string,
    stamp: PageStamp,
    make: () => Promise<Representation | null>,
  ): Promise<Representation | null> {
    this.#turnTo(stamp);
    const running = this.#making.get(address);
    if (running) return running;
    const making = make().catch(() => null);
    this.#making.set(address, making);
    const page = await making;
    if (this.#making.get(address) !== making) return page; // of a stamp that is past
    this.#making.delete(address);
    if (page) this.#pages.set(address, page);
    if (this.#pages.size > MOST) this.#pages.delete(this.#pages.keys().next().value!);
    return page;
  }

  #turnTo({ news, frame, today }: PageStamp): void {
    const before = this.#stamp;
    if (before?.news === news && before.frame === frame && before.today === today) return;
    this.#stamp = { news, frame, today };
    this.#pages.clear();
    this.#making.clear();
  }
}
