import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { wayBackTo } from './wayBack.ts';

const SHOWN_MS = 8000;

/**
 * A short note with one way back ("Hoàn tác"). Goes after 8 s, but not while it is pointed at or has the focus; another
 * `note`, be it with the same words, has 8 s of its own. Never an error, never something that must be read. Without a
 * note its place is empty, and must stay on the page: a screen reader tells what comes into a place that it knows. The focus
 * goes back to where it came from, when its button goes.
 */
export function Toast({ note, action, onClose }: { note: Note | null; action?: ReactNode; onClose: () => void }) {
  const cameFrom = useRef<(() => HTMLElement | null) | null>(null);
  useEffect(() => {
    if (cameFrom.current && document.activeElement === document.body) cameFrom.current()?.focus();
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only looks where the focus of its button comes from
    <div
      role="status"
      onFocus={({ currentTarget, relatedTarget: from }) => {
        if (from instanceof HTMLElement && !currentTarget.contains(from)) cameFrom.current = wayBackTo(from);
      }}
      onBlur={({ currentTarget: place, target }) =>
        // Left of itself, and not taken away: React has taken it away by then.
        queueMicrotask(() => {
          if (target.isConnected && !place.contains(document.activeElement)) cameFrom.current = null;
        })
      }
    >
      {note && <Shown {...{ note, action, onClose }} />}
    </div>
  );
}

interface Note {
  readonly text: string;
}

function Shown({ note, action, onClose }: { note: Note; action: ReactNode; onClose: () => void }) {
  const [held, setHeld] = useState(false);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => close(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, note]);
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{note.text}</span>
      {action}
    </div>
  );
}
