import { useEffect, useState } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import { formatClock, minutesAt } from '#domain/time.ts';
import type { SaveState } from '#ui/SaveMark.tsx';
import type { Row } from './rowState.ts';

/** Shorter saves pass unsaid, milliseconds. */
const NOTICED_MS = 400;

/** Longer saves are held up at the server (its disk is full), milliseconds. */
const HELD_MS = 8000;

/** Where the edits of this page are: what failed before what waits, what waits before what was saved. */
export function useSaveState(
  entries: readonly ShownEntry[],
  rows: ReadonlyMap<string, Row>,
  online: boolean,
): SaveState {
  const all = [...rows.values()];
  const failed = all.filter(({ phase }) => phase === 'refused' || phase === 'stale' || phase === 'invalid').length;
  const waiting = new Set([
    ...all.filter(({ phase }) => phase === 'saving').map(({ id }) => id),
    ...entries.filter(({ pending }) => pending).map(({ id }) => id),
  ]).size;
  const busy = waiting > 0;
  const [slow, setSlow] = useState(false);
  const [held, setHeld] = useState(false);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  useEffect(() => {
    if (!busy) return;
    const timers = [setTimeout(setSlow, NOTICED_MS, true), setTimeout(setHeld, HELD_MS, true)];
    return () => {
      timers.forEach(clearTimeout);
      setSlow(false);
      setHeld(false);
      setSavedAt(Date.now());
    };
  }, [busy]);

  if (failed > 0) return { kind: 'failed', count: failed };
  if (!online) return { kind: 'offline', count: waiting };
  if (busy && held) return { kind: 'held', count: waiting };
  if (busy && slow) return { kind: 'saving', count: waiting };
  return savedAt === null ? { kind: 'idle' } : { kind: 'saved', at: formatClock(minutesAt(savedAt)) };
}
