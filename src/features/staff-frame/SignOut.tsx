import { useState, type ReactNode } from 'react';
import { allUnsavedOf, countUnsaved, type AllUnsaved } from '#data/allUnsaved.ts';
import { DataError } from '#data/errors.ts';
import { signOut, useSession } from '#data/session.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { UnsavedList } from '#ui/UnsavedList.tsx';

const NOTHING: AllUnsaved = { entries: [], duty: [], absences: [], forms: [] };

/** Signing out, which asks first where it would drop what was typed, and says what. */
export function SignOut({
  calendarName = () => '',
  children,
}: {
  calendarName?: (id: string) => string;
  children: (leave: () => void) => ReactNode;
}) {
  const t = useMessages().staff.unsent;
  const { uid } = useSession();
  /** What would be lost. Null: not asked. */
  const [lost, setLost] = useState<AllUnsaved | null>(null);

  async function leave(dropUnsent: boolean) {
    try {
      await signOut({ dropUnsent });
    } catch (cause) {
      if (!(cause instanceof DataError && cause.code === 'unsent')) throw cause;
      setLost(uid === null ? NOTHING : allUnsavedOf(localStorage, uid));
    }
  }

  return (
    <>
      {children(() => void leave(false))}
      {lost !== null && (
        <Dialog
          title={t.title}
          onClose={() => setLost(null)}
          actions={
            <Button look="stop" onClick={() => void leave(true)}>
              {t.drop}
            </Button>
          }
        >
          <p>{countUnsaved(lost) === 0 ? t.textOnly : t.text}</p>
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a link inside was followed */}
          <div onClick={(event) => event.target instanceof HTMLAnchorElement && setLost(null)}>
            <UnsavedList {...lost} calendarName={calendarName} linked />
          </div>
        </Dialog>
      )}
    </>
  );
}
