import { copyEntry } from '#data/copyEntry.ts';
import type { Entry } from '#domain/entry.ts';
import { useMessages } from '#i18n/messages.tsx';
import type { RowStore } from './rowStore.ts';
import type { UndoHistory } from './undoHistory.ts';
import type { Note } from './note.ts';

/**
 * Saves copies of the last week's entries, each in a write of its own with its state in its own line (what one write
 * may look up allows some nine entries, and one that is refused would take the others with it). One step to undo.
 */
export function useCopies({
  store,
  history,
  setNote,
  say,
  focusOn,
}: {
  store: RowStore;
  history: UndoHistory;
  setNote: (note: Note) => void;
  say: (words: string) => void;
  focusOn: (target: string) => void;
}) {
  const t = useMessages();
  const words = t.edit.start;
  /** `from`: the printed number of the week they come from; null: of no week, they repeat. */
  return async (copies: readonly Entry[], from: number | null): Promise<void> => {
    const told = from === null ? t.repeat.added(copies.length) : words.copied(copies.length, from);
    const saves = copies.map((entry) => ({ entry, saved: copyEntry(entry) }));
    history.together(() => {
      for (const { entry, saved } of saves) store.put(entry, saved);
    });
    focusOn(copies[0]!.id);
    setNote({ text: told, back: 'undo' });

    const results = await Promise.allSettled(saves.map(({ saved }) => saved)); // without a network: once there is one
    const failed = results.filter(({ status }) => status === 'rejected').length;
    const present = results.filter((result) => result.status === 'fulfilled' && result.value.present).length;
    for (const [index, result] of results.entries()) {
      const { id } = copies[index]!;
      if (result.status === 'rejected' || result.value.id === id) continue;
      history.rename(id, result.value.id); // the name was used up
      if (index > 0) continue;
      focusOn(result.value.id);
      setNote({ text: told, back: 'undo' }); // draws, and the focus follows
    }
    if (failed > 0) setNote({ text: words.partly(copies.length - failed, failed), back: 'undo' });
    if (present > 0) say(words.present(present));
  };
}
