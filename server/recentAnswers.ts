import type { IssuedWeeks } from './issuedWeeks.ts';
import type { Representation } from './respond.ts';

/** An answer is given again for so long without asking whether names and settings are still the same. */
const AGAIN_MS = 1_000;
/** Bodies that it may hold beyond what the rendered feeds keep. */
const MOST = 16;

/**
 * What was answered in the last second, by address: when everybody's calendar asks at once, the second asker costs a look
 * into a map. Nothing is given again once something was issued; without listening nothing is kept.
 */
export class RecentAnswers {
  readonly #issued: IssuedWeeks;
  readonly #now: () => number;
  readonly #kept = new Map<string, { readonly news: number; readonly at: number; readonly answer: Representation }>();

  constructor(issued: IssuedWeeks, now: () => number) {
    this.#issued = issued;
    this.#now = now;
  }

  find(address: string): Representation | undefined {
    const kept = this.#kept.get(address);
    if (!kept) return undefined;
    const age = this.#now() - kept.at;
    return kept.news === this.#issued.news && age >= 0 && age < AGAIN_MS ? kept.answer : undefined;
  }

  /** `news`: as it was before the answer was made. */
  keep(address: string, news: number | null, answer: Representation): void {
    if (news === null) return;
    const at = this.#now();
    for (const [old, one] of this.#kept) if (one.news !== news || at - one.at >= AGAIN_MS) this.#kept.delete(old);
    if (this.#kept.size >= MOST) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(address, { news, at, answer });
  }
}
