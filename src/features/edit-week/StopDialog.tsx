import { useId, useRef, useState } from 'react';
import { useKeptReason } from '#data/keptReason.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { cleanText, lengthOf, LIMITS } from '#domain/text.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Field } from '#ui/Field.tsx';
import { entryNameOf } from './words.ts';

/** Postpones or cancels entries, with the reason that readers will see; or takes that back. */
export function StopDialog({
  entries,
  nextAdjustment,
  onStop,
  onClose,
}: {
  /** One at least. */
  entries: readonly StoredEntry[];
  /** The number of the adjustment that would make it public; null: the week was never issued. */
  nextAdjustment: number | null;
  onStop: (status: 'planned' | 'postponed' | 'cancelled', reason: string) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const words = t.edit.stopDialog;
  const { reason, type, forget } = useKeptReason(entries[0]!, entries[0]!.reason ?? '');
  const [told, setTold] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const clean = cleanText(reason);
  const fault =
    clean === '' ? t.edit.errors.reasonMissing : lengthOf(clean) > LIMITS.line && t.edit.errors.reasonTooLong;
  const give = (status: 'planned' | 'postponed' | 'cancelled', why: string) => {
    forget();
    onStop(status, why);
  };
  const stop = (status: 'postponed' | 'cancelled') => {
    if (!fault) return give(status, reason);
    setTold(true);
    field.current?.focus();
  };
  return (
    <Dialog
      title={words.heading(entries.length === 1 ? entryNameOf(entries[0]!, t) : t.rows.count(entries.length))}
      onClose={() => {
        forget();
        onClose();
      }}
      actions={
        <>
          {entries.some(({ status }) => status !== 'postponed') && (
            <Button look="ink" onClick={() => stop('postponed')}>
              {words.postpone}
            </Button>
          )}
          {entries.some(({ status }) => status !== 'cancelled') && (
            <Button look="stop" onClick={() => stop('cancelled')}>
              {words.cancel}
            </Button>
          )}
          {entries.some(({ status }) => status !== 'planned') && (
            <Button onClick={() => give('planned', '')}>{words.restore}</Button>
          )}
        </>
      }
    >
      <p id={id} className="muted">
        {nextAdjustment === null ? words.draft : words.issued(nextAdjustment)}
      </p>
      <Field
        multiline
        ref={field}
        label={words.reason}
        aria-describedby={id}
        rows={2}
        value={reason}
        error={told && fault}
        onChange={(event) => {
          type(event.currentTarget.value);
          setTold(false);
        }}
      />
    </Dialog>
  );
}
