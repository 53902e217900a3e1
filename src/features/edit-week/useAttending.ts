import { saveAbsence } from '#data/absences.ts';
import type { Absence } from '#domain/absence.ts';
import { useMessages } from '#i18n/messages.tsx';
import { askBeforeLeaving } from '#ui/leaving.ts';
import type { UndoHistory } from './undoHistory.ts';
import type { Act } from './undoStack.ts';

type AttendAct = Extract<Act, { on: 'attend' }>;

/** Whether somebody who is away goes to an entry all the same: said of their absence, taken back like all else. */
export function useAttending({
  absences,
  history,
  setProblem,
}: {
  absences: readonly Absence[];
  history: UndoHistory;
  setProblem: (problem: string | null) => void;
}) {
  const t = useMessages();

  function attend(absence: Absence, act: AttendAct) {
    history.record(act);
    setProblem(null);
    const others = absence.attends.filter((name) => name !== act.entry);
    askBeforeLeaving(saveAbsence({ ...absence, attends: act.attends ? [...others, act.entry] : others })).catch(() => {
      history.forget(act);
      setProblem(t.absences.refused);
    });
  }
  return {
    attend,
    /** Why it cannot be taken back; null: it is being done. */
    back: (act: AttendAct): string | null => {
      const absence = absences.find(({ id }) => id === act.absence);
      if (!absence) return t.absences.inEntry.gone;
      if (absence.attends.includes(act.entry) !== act.attends) return t.edit.undoing.already;
      attend(absence, { ...act, attends: !act.attends });
      return null;
    },
  };
}
