import { useState } from 'react';
import { useMessages } from '#i18n/messages.tsx';
import { extended, noSelection, toggled, type Selection } from './selection.ts';

/** The lines that are chosen together, of those that are shown. `picking`: a click chooses, and opens nothing. */
export function useSelection(lines: readonly string[], say: (words: string) => void) {
  const words = useMessages().rows;
  const [selection, setSelection] = useState<Selection>(noSelection);
  const [picking, setPicking] = useState(false);
  const keys = lines.filter((key) => selection.keys.has(key));
  function choose(next: Selection) {
    setSelection(next);
    say(words.selected(next.keys.size));
  }
  return {
    /** In the table's order. */
    keys,
    set: selection.keys,
    picking,
    pick: () => setPicking(true),
    extend: (from: string, to: string) => choose(extended(lines, selection, from, to)),
    toggle: (key: string) => choose(toggled(selection, key)),
    all: () => choose({ anchor: lines[0] ?? null, keys: new Set(lines) }),
    none: () => {
      setPicking(false);
      if (selection.keys.size > 0) choose(noSelection);
    },
  };
}
