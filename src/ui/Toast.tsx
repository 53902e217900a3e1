import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';

const SHOWN_MS = 8000;

/**
 * A short note with one way back ("Hoàn tác"). Goes after 8 s, but not while it is pointed at or has the focus; another
 * `note`, be it with the same words, has 8 s of its own. Never an error, never something that must be read. Without a
 * note its place is empty, and must stay on the page: a screen reader tells what comes into a place that it knows.
 */
export function Toast({ note, action, onClose }: { note: Note | null; action?: ReactNode; onClose: () => void }) {
  return <div role="status">{note && <Shown {...{ note, action, onClose }} />}</div>;
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
