import { useEffect, useRef } from 'react';

/**
 * Sends the focus, after the next drawing, to a line of the table or to the open row's first field (`field`). A line
 * that had it and was drawn anew under another day has it again.
 */
export function useFocusMover(): (target: string | null) => void {
  const wanted = useRef<string | null>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    const lost = document.activeElement === document.body && before.current?.isConnected === false;
    const key = wanted.current ?? (lost ? before.current?.getAttribute('data-stop') : null);
    if (key) {
      const target = document.querySelector<HTMLElement>(
        key === 'field' ? '[role=row][data-row]:not([data-stop]) input' : `[data-stop="${CSS.escape(key)}"]`,
      );
      target?.focus();
      if (target instanceof HTMLInputElement) target.select(); // as Tab does: typing replaces the time
      if (target && document.activeElement === target) wanted.current = null; // not while a form covers it
    }
    before.current = document.activeElement;
  });
  return (target) => {
    wanted.current = target;
  };
}
