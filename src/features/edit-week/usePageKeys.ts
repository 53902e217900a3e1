import { useEffect, useLayoutEffect, useRef } from 'react';
import { isTextField } from '#ui/keyPress.ts';
import { rowCommand } from './keys.ts';

interface PageActs {
  readonly quickLine: () => void;
  readonly keys: () => void;
}

/**
 * The letters of the page wherever the focus is but in a field, a list or a dialog, and from nowhere the arrows to the
 * line of the table that Tab comes to. The table's own keys it has used up before.
 */
export function usePageKeys(letters: boolean, acts: PageActs): void {
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target as Element;
      if (event.defaultPrevented || isTextField(target) || target.closest('select,dialog')) return;
      const command = rowCommand(event, letters);
      const nowhere = target === document.body || target.id === 'main';
      if (command === 'quickLine' || command === 'keys') latest.current[command]();
      else if (nowhere && (command === 'up' || command === 'down')) {
        const line = document.querySelector<HTMLElement>('[data-stop][tabindex="0"]');
        if (!line) return;
        line.focus();
      } else return;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [letters]);
}
