/** How long others wait for a part of a long work, ms. */
const TURN_MS = 5;

/** Steps after which a work is a large one. */
const MANY = 2000;

/** Does all of it, while others wait. */
export function atOnce<T>(work: Iterator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/**
 * Does long works in parts, between which others are answered. Of large ones one at a time: what each has read so far is
 * held, and is not yet bounded as an answer is.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** `onTurn`: before each part but the first. */
  async do<T>(work: Iterator<void, T>, onTurn: () => void): Promise<T> {
    let end: (() => void) | undefined;
    try {
      for (let [steps, begun] = [0, performance.now()]; ; steps++) {
        const step = work.next();
        if (step.done) return step.value;
        if (performance.now() - begun < TURN_MS) continue;
        await new Promise(setImmediate);
        if (steps >= MANY) end ??= await this.#alone();
        onTurn();
        begun = performance.now();
      }
    } finally {
      end?.();
    }
  }

  /** Resolves when those before have ended, to what ends this one. */
  async #alone(): Promise<() => void> {
    const before = this.#last;
    let end = () => {};
    this.#last = new Promise((resolve) => (end = resolve));
    await before;
    return end;
  }
}
