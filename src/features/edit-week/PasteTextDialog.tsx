import { useId, useRef, useState } from 'react';
import { cellsOfText } from '#domain/pastedCells.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Field } from '#ui/Field.tsx';
import type { CopiedRows } from '#data/copiedRows.ts';
import type { PastedGrid } from '#domain/pastedCells.ts';
import { readPasted } from './useRowsClipboard.ts';

/**
 * A field to paste rows into, for who has no Ctrl V: a phone's own menu pastes here. What is pasted as rows goes on at
 * once, as with the keys; text that is typed, or pasted line by line, when it is asked for.
 */
export function PasteTextDialog({
  uid,
  onOwnRows,
  onTable,
  onClose,
}: {
  uid: string;
  onOwnRows: (rows: CopiedRows) => void;
  onTable: (grid: PastedGrid) => void;
  onClose: () => void;
}) {
  const words = useMessages().rows.pasteText;
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  function read() {
    const grid = cellsOfText(text);
    if (grid.length > 0) return onTable(grid);
    setMissing(true);
    field.current?.focus();
  }
  return (
    <Dialog
      title={words.heading}
      onClose={onClose}
      actions={
        <Button look="ink" onClick={read}>
          {words.read}
        </Button>
      }
    >
      <p id={id} className="muted">
        {words.text}
      </p>
      <Field
        multiline
        ref={field}
        label={words.field}
        aria-describedby={id}
        rows={6}
        value={text}
        error={missing ? words.missing : undefined}
        onPaste={(event) => {
          // A part among typed text is text.
          if (text === '' && readPasted(event.clipboardData, { uid, onOwnRows, onTable })) event.preventDefault();
        }}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setMissing(false);
        }}
      />
    </Dialog>
  );
}
