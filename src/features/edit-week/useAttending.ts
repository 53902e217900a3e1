import { saveAbsence } from '#data/absences.ts';
import { DataError } from '#data/errors.ts';
import type { Absence, StoredAbsence } from '#domain/absence.ts';
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
  absences: readonly StoredAbsence[];
  history: UndoHistory;
  setProblem: (problem: string | null) => void;
}) {
  const t = useMessages();

  function attend({ id }: Absence, act: AttendAct) {
    const absence = absences.find((one) => one.id === id);
    if (!absence) return setProblem(t.absences.inEntry.gone);
    history.record(act);
    setProblem(null);
    const others = absence.attends.filter((name) => name !== act.entry);
    const attends = act.attends ? [...others, act.entry] : others;
    askBeforeLeaving(saveAbsence({ ...absence, attends }, absence)).catch((cause: unknown) => {
      history.forget(act);
      setProblem(cause instanceof DataError && cause.code === 'stale' ? t.absences.stale : t.absences.refused);
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
