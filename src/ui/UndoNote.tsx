import { useMessages } from '#i18n/messages.tsx';
import { Toast } from './Toast.tsx';

/** What was just done, and "Hoàn tác" where it can be taken back (`onUndo`). */
export function UndoNote({
  note,
  onUndo,
  onClose,
}: {
  note: { readonly text: string } | null;
  onUndo: (() => void) | null | undefined;
  onClose: () => void;
}) {
  const t = useMessages().staff;
  return (
    <Toast
      note={note}
      onClose={onClose}
      action={
        onUndo && (
          <button type="button" onClick={onUndo}>
            {t.undo}
          </button>
        )
      }
    />
  );
}
