import { useEffect, useLayoutEffect, useRef } from 'react';
import type { PastedGrid } from '#domain/pastedCells.ts';
import { cellsOfClipboard } from './clipboardRows.ts';
import { isTextField } from '#ui/keyPress.ts';

/** Rows pasted anywhere on the page but in a text field or a dialog. */
export function usePaste(onRows: (grid: PastedGrid) => void) {
  const latest = useRef(onRows);
  useLayoutEffect(() => {
    latest.current = onRows;
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isTextField(event.target) || document.querySelector('dialog[open]')) return;
      const grid = event.clipboardData ? cellsOfClipboard(event.clipboardData) : [];
      if (grid.length === 0) return;
      event.preventDefault();
      latest.current(grid);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}
