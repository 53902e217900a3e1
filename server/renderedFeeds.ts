import { createHash } from 'node:crypto';

interface Rendered {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly etag: string; // strong, quoted
  readonly lastModified: number | null; // epoch ms
}

interface Kept extends Rendered {
  readonly stamp: readonly unknown[];
}

/** Texts that are kept at most, in bytes. A year's feed of 3,000 entries has some 1.8 million. */
const MOST_BYTES = 16_000_000;

/**
 * Feeds as text, by address: written once a revision, not once a reader. What was asked for longest ago goes first when
 * there are too many.
 */
export class RenderedFeeds {
  readonly #kept = new Map<string, Kept>();
  readonly #running = new Map<string, { stamp: readonly unknown[]; done: Promise<Kept> }>();
  #bytes = 0;

  /**
   * `stamp`: all that the text is made of, told apart by identity. `render` is called when one of it is new; who asks
   * meanwhile with the same stamp waits for the same text.
   */
  async of(
    address: string,
    stamp: readonly unknown[],
    render: () => Promise<{ readonly body: string; readonly lastModified: number | null }>,
  ): Promise<Rendered> {
    const kept = this.#kept.get(address);
    if (kept && isSame(kept.stamp, stamp)) {
      this.#kept.delete(address); // the newest use stands last
      this.#kept.set(address, kept);
      return kept;
    }
    const running = this.#running.get(address);
    if (running && isSame(running.stamp, stamp)) return running.done;
    const done = render().then(({ body: text, lastModified }) => {
      const body = new TextEncoder().encode(text);
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      const rendered = { stamp, body, etag, lastModified };
      this.#keep(address, rendered);
      return rendered;
    });
    const one = { stamp, done };
    this.#running.set(address, one);
    try {
      return await done;
    } finally {
      if (this.#running.get(address) === one) this.#running.delete(address);
    }
  }

  #keep(address: string, rendered: Kept) {
    this.#forget(address);
    this.#kept.set(address, rendered);
    this.#bytes += rendered.body.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MOST_BYTES || oldest === address) break; // one that is larger stays by itself
      this.#forget(oldest);
    }
  }

  #forget(address: string) {
    this.#bytes -= this.#kept.get(address)?.body.length ?? 0;
    this.#kept.delete(address);
  }
}

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((part, index) => part === b[index]);
