import { useRef, useState } from 'react';
import { deleteAbsence, saveAbsence } from '#data/absences.ts';
import { useConnection } from '#data/connection.ts';
import type { Absence } from '#domain/absence.ts';
import { useMessages } from '#i18n/messages.tsx';
import { useSaving } from '#ui/useSaveMark.ts';
import { useUndoKey } from '#ui/useUndoKey.ts';

/** One save or deletion; null: there was none, or there is none any more. */
interface Act {
  readonly before: Absence | null;
  readonly after: Absence | null;
}

/** What was done on this page, with the way back from it: the note's button, or Ctrl Z. Shown at once, told when refused. */
export function useAbsenceActs() {
  const { absences: words } = useMessages();
  const [note, setNote] = useState<{ readonly text: string; readonly undo: boolean } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { online } = useConnection();
  const saving = useSaving(online);
  const done = useRef<Act[]>([]);

  async function write(absence: Absence | null, id: string) {
    setProblem(null);
    try {
      await saving.track(absence ? saveAbsence(absence) : deleteAbsence(id));
    } catch {
      setNote(null);
      setProblem(words.refused);
    }
  }
  function run(act: Act, text: string) {
    done.current.push(act);
    setNote({ text, undo: true });
    void write(act.after, (act.after ?? act.before)!.id);
  }
  function undo() {
    const act = done.current.pop();
    if (!act) return;
    setNote({ text: words.undone, undo: false });
    void write(act.before, (act.after ?? act.before)!.id);
  }
  useUndoKey(undo);
  return { saveState: saving.state, note, problem, run, undo, closeNote: () => setNote(null) };
}
