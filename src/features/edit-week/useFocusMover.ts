import { useEffect, useRef } from 'react';

/**
 * Sends the focus, after the next drawing, to a line of the table or to the open row's first field (`field`). A line
 * that had it and was drawn anew under another day, or moved in its own before the hand did anything, has it again.
 */
export function useFocusMover(): (target: string | null) => void {
  const wanted = useRef<string | null>(null);
  const before = useRef<Element | null>(null);
  /** Sent there by us, and neither a key nor a pointer was used since: only a new drawing can have taken it away. */
  const held = useRef(false);
  /** It was taken away, and its line is in none of the drawings since. */
  const missed = useRef<string | null>(null);
  useEffect(() => {
    const letGo = () => {
      held.current = false;
      missed.current = null;
    };
    document.addEventListener('keydown', letGo, true);
    document.addEventListener('pointerdown', letGo, true);
    return () => {
      document.removeEventListener('keydown', letGo, true);
      document.removeEventListener('pointerdown', letGo, true);
    };
  }, []);
  useEffect(() => {
    const nowhere = document.activeElement === document.body;
    const lost = nowhere && (before.current?.isConnected === false || held.current);
    const key =
      wanted.current ?? (lost ? before.current?.getAttribute('data-stop') : null) ?? (nowhere ? missed.current : null);
    missed.current = nowhere && !wanted.current ? (key ?? null) : null;
    if (key) {
      const target = document.querySelector<HTMLElement>(
        key === 'field' ? '[role=row][data-row]:not([data-stop]) input' : `[data-stop="${CSS.escape(key)}"]`,
      );
      target?.focus();
      if (target instanceof HTMLInputElement) target.select(); // as Tab does: typing replaces the time
      if (target && document.activeElement === target) {
        wanted.current = null; // not while a form covers it
        held.current = true;
      }
    }
    before.current = document.activeElement;
  });
  return (target) => {
    wanted.current = target;
  };
}
