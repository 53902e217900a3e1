import { useEffect, useState, type ReactNode } from 'react';

const SHOWN_MS = 8000;

/**
 * A short note with one way back ("Hoàn tác"). Goes after 8 s, but not while it is pointed at or has the focus.
 * Never an error, never something that must be read.
 */
export function Toast({ children, action, onClose }: { children: ReactNode; action?: ReactNode; onClose: () => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, onClose]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- holds the note, does nothing else
    <div
      className="toast"
      role="status"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{children}</span>
      {action}
    </div>
  );
}
