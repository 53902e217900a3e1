import type { Entry } from '#domain/entry.ts';
import { copyId } from '#domain/copyId.ts';
import { DataError } from './errors.ts';
import { saveEntry } from './saveEntry.ts';

/** After so many deletions of one entry's copies in one week the next copy is made by hand. */
const TURNS = 20;

/**
 * Saves the copy of an entry in another week, once however many ask for it: see `copyId`. `present`: somebody had copied
 * it already, and what they have made of it since stands. A copy that was deleted is made anew under the next name.
 * `id`: the name under which it stands. Open while there is no network, and rejects, as `saveEntry` does.
 */
export async function copyEntry(entry: Entry): Promise<{ readonly id: string; readonly present: boolean }> {
  for (let turn = 0; ; turn += 1) {
    const id = turn === 0 ? entry.id : copyId(entry.id, entry.week, turn);
    try {
      await saveEntry({ ...entry, id }, null);
      return { id, present: false };
    } catch (cause) {
      if (!(cause instanceof DataError) || cause.code !== 'stale') throw cause;
      if (cause.current) return { id, present: true };
      if (turn === TURNS) throw cause;
    }
  }
}
