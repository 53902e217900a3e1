import { useEffect, useLayoutEffect, useRef } from 'react';
import { isTextField } from './keyPress.ts';

/** Ctrl Z on a page that has something to take back. In a text field, or over a dialog, the key is the browser's own. */
export function useUndoKey(undo: () => void): void {
  const latest = useRef(undo);
  useLayoutEffect(() => {
    latest.current = undo;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if (event.key.toLowerCase() !== 'z' || isTextField(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
