import { useEffect, useLayoutEffect, useRef } from 'react';
import { composing, isTextField } from '#ui/keyPress.ts';

export type InboxCommand = 'up' | 'down' | 'first' | 'last' | 'merge' | 'return' | 'change' | 'close' | 'undo' | 'keys';

const PLAIN: Readonly<Record<string, InboxCommand>> = { ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' };
const LETTERS: Readonly<Record<string, InboxCommand>> = { g: 'merge', t: 'return', s: 'change', '?': 'keys' };

/**
 * Keys of the inbox: letters wherever the focus is on the page but in a field, a list or a dialog, arrows in the inbox
 * and from nowhere. A key that is held down does not answer one request after the other.
 */
export function useInboxKeys(letters: boolean, run: (command: InboxCommand, requestId: string | null) => void): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (composing(event) || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const target = event.target as HTMLElement;
      const key = event.key.toLowerCase();
      const go = (command: InboxCommand) => {
        event.preventDefault();
        latest.current(command, target.closest<HTMLElement>('[data-request]')?.dataset['request'] ?? null);
      };
      if (event.ctrlKey || event.metaKey || event.altKey) {
        const back = key === 'z' && !event.altKey && !event.shiftKey && !isTextField(target);
        return back ? go('undo') : undefined;
      }
      if (target.closest('select')) return;
      const inbox = target.closest('[data-inbox]') !== null || target === document.body || target.id === 'main';
      if (inbox && event.key === 'Enter' && event.repeat) return event.preventDefault();
      const inForm = target.closest('[data-form]') !== null;
      if (event.key === 'Escape' && inForm) return go('close');
      if (inForm || isTextField(target)) return;
      const command = (inbox ? PLAIN[event.key] : undefined) ?? (letters ? LETTERS[key] : undefined);
      if (command) go(command);
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [letters]);
}
