import { useCallback, useEffect, useState } from 'react';
import { formatClock, minutesAt } from '#domain/time.ts';
import { clockNow } from './clock.ts';
import { askBeforeLeaving } from './leaving.ts';
import type { SaveState } from './SaveMark.tsx';

/** Shorter saves pass unsaid, milliseconds. */
const NOTICED_MS = 400;

/** Longer saves are held up at the server (its disk is full), milliseconds. */
const HELD_MS = 8000;

/** Whether something goes on for so long already that it is told. */
export function useLasting(busy: boolean, ms = NOTICED_MS): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(setLasts, ms, true);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [busy, ms]);
  return lasts;
}

/** Where the edits of a page are: what failed before what waits, what waits before what was saved. */
export function useSaveMark({
  failed,
  waiting,
  online,
}: {
  failed: number;
  waiting: number;
  online: boolean;
}): SaveState {
  const busy = waiting > 0;
  const slow = useLasting(busy);
  const held = useLasting(busy, HELD_MS);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  useEffect(() => {
    if (!busy) return;
    return () => setSavedAt(clockNow());
  }, [busy]);

  if (failed > 0) return { kind: 'failed', count: failed };
  if (!online) return { kind: 'offline', count: waiting };
  if (busy && held) return { kind: 'held', count: waiting };
  if (busy && slow) return { kind: 'saving', count: waiting };
  return savedAt === null ? { kind: 'idle' } : { kind: 'saved', at: formatClock(minutesAt(savedAt)) };
}

/** The same of a page whose writes are each awaited: while one is, leaving asks first. */
export function useSaving(online: boolean): {
  readonly state: SaveState;
  readonly track: <T>(write: Promise<T>) => Promise<T>;
} {
  const [waiting, setWaiting] = useState(0);
  const track = useCallback(async <T>(write: Promise<T>): Promise<T> => {
    setWaiting((count) => count + 1);
    try {
      return await askBeforeLeaving(write);
    } finally {
      setWaiting((count) => count - 1);
    }
  }, []);
  return { state: useSaveMark({ failed: 0, waiting, online }), track };
}
