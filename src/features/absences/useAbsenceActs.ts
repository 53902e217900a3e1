import { useRef, useState } from 'react';
import { deleteAbsence, saveAbsence } from '#data/absences.ts';
import { useConnection } from '#data/connection.ts';
import { DataError } from '#data/errors.ts';
import { isSameAbsence, type Absence, type StoredAbsence } from '#domain/absence.ts';
import { useSaving } from '#ui/useSaveMark.ts';
import { useUndoKey } from '#ui/useUndoKey.ts';
import { useMessages } from './messages.ts';

/** One save or deletion; null: there was none, or there is none any more. */
interface Act {
  readonly before: StoredAbsence | null;
  readonly after: Absence | null;
}

const idOf = ({ before, after }: Act): string => (after ?? before)!.id;

/**
 * What was done on this page, with the way back from it: the note's button, or Ctrl Z. Shown at once, told when refused. What
 * somebody else changed since is theirs: it is not undone.
 */
export function useAbsenceActs(absences: readonly StoredAbsence[]) {
  const { absencePage: words, absences: told } = useMessages();
  const [note, setNote] = useState<{ readonly text: string; readonly undo: boolean } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { online } = useConnection();
  const saving = useSaving(online);
  const done = useRef<Act[]>([]);

  /** Whether the store took it. */
  async function write(saved: Promise<void>, act: Act): Promise<boolean> {
    setProblem(null);
    try {
      await saving.track(saved);
      return true;
    } catch (cause) {
      done.current = done.current.filter((one) => one !== act);
      setNote(null);
      setProblem(cause instanceof DataError && cause.code === 'stale' ? told.stale : told.refused);
      return false;
    }
  }
  function run(act: Act, text: string): Promise<boolean> {
    done.current.push(act);
    setNote({ text, undo: true });
    return write(act.after ? saveAbsence(act.after, act.before) : deleteAbsence(act.before!), act);
  }
  function undo() {
    const act = done.current.pop();
    if (!act) return;
    const now = absences.find(({ id }) => id === idOf(act)) ?? null;
    if (!isSameAbsence(now, act.after)) return setNote({ text: words.kept, undo: false });
    setNote({ text: words.undone, undo: false });
    const { before } = act;
    void write(before ? saveAbsence(before, now ?? { deletedIn: before.revision + 1 }) : deleteAbsence(now!), act);
  }
  useUndoKey(undo);
  return { saveState: saving.state, note, problem, run, undo, closeNote: () => setNote(null) };
}
