import { useEffect, useEffectEvent, useState } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import type { Entry } from '#domain/entry.ts';
import { mergeInto, type Merge } from '#domain/mergeRequests.ts';
import { useLasting } from '#ui/useSaveMark.ts';
import { usePrivateMerge, type PrivateMerge } from './usePrivateMerge.ts';

/**
 * Merging a request into `into`. It takes the links and notes of both: a press before they have been heard is done when
 * they have. What only a person can decide is asked in the form.
 */
export function useMerge({
  entry,
  into,
  isOn,
  online,
  isFormOpen,
  onAsk,
  onMerge,
}: {
  entry: Entry;
  into: ShownEntry | null;
  isOn: boolean;
  online: boolean;
  isFormOpen: boolean;
  onAsk: () => void;
  /** `handLeft`: it has gone to another request since the press. */
  onMerge: (target: ShownEntry, merge: Merge, hidden: PrivateMerge, handLeft: boolean) => void;
}) {
  const hidden = usePrivateMerge(entry, into, isOn);
  const place = `${isFormOpen} ${into?.id}`;
  const [pressed, setPressed] = useState<{ readonly place: string; readonly isOn: boolean } | null>(null);
  // Into another entry than was meant, or when the network comes back, it would surprise.
  if (pressed && (pressed.place !== place || !online)) setPressed(null);
  const waits = pressed !== null && !hidden.ready;
  const due = pressed !== null && hidden.ready;

  /** `seen`: the questions were there to see when it was pressed. */
  function act(seen: boolean, handLeft: boolean) {
    if (!into) return;
    const merge = mergeInto(into, entry);
    if ((hidden.asks.length > 0 && !seen) || merge.tooLong.length > 0) onAsk();
    else onMerge(into, merge, hidden.merge, handLeft);
  }
  const heard = useEffectEvent(() => act(false, pressed?.isOn === true && !isOn));
  useEffect(() => {
    if (due) heard();
  }, [due]);

  return {
    hidden,
    press: () => (hidden.ready ? act(isFormOpen, false) : setPressed({ place, isOn })),
    /** Somebody pressed, and it is not done yet. */
    waits,
    /** So long already that it is told. */
    lasts: useLasting(waits),
  };
}
