import type { Micros } from '../model/timestamp.ts';
import type { Document } from '../model/value.ts';

interface Entry {
  document: Document | null;
  updated: Micros;
  characters: number;
}

/**
 * Parsed documents, and names known to have none. Every write passes through here, so what it holds is the newest.
 *
 * What was used lately is in `#young`; when that has grown to half the limit it becomes `#old`, whose rest is let go of the
 * next time. (To move each entry that is used to the end of one Map takes microseconds: V8 builds the table anew.)
 */
export class DocumentCache {
  readonly #limit: number;
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();
  #characters = 0; // of the young

  /** Characters of names and JSON; in memory they are some four times as large. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Undefined: not known. */
  newest(name: string): Document | null | undefined {
    return this.#find(name)?.document;
  }

  /** `updated`: the version wanted; another one would be the sign of a damaged index. */
  get(name: string, updated: Micros): Document | undefined {
    const entry = this.#find(name);
    return entry?.updated === updated ? (entry.document ?? undefined) : undefined;
  }

  /** `characters`: of the fields as JSON. */
  put(document: Document, updated: Micros, characters: number): void {
    const { name } = document;
    this.#keep(name, { document, updated, characters: characters + name.length });
  }

  putMissing(name: string): void {
    this.#keep(name, { document: null, updated: -1, characters: name.length });
  }

  #find(name: string): Entry | undefined {
    const young = this.#young.get(name);
    if (young) return young;
    const old = this.#old.get(name);
    if (old) this.#keep(name, old);
    return old;
  }

  #keep(name: string, entry: Entry): void {
    this.#characters += entry.characters - (this.#young.get(name)?.characters ?? 0);
    this.#young.set(name, entry);
    if (this.#characters * 2 <= this.#limit) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#characters = 0;
  }
}
