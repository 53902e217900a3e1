import { useEffect, useState, type ReactNode } from 'react';

const SHOWN_MS = 8000;

/**
 * A short note with one way back ("Hoàn tác"). Goes after 8 s, but not while it is pointed at or has the focus.
 * Never an error, never something that must be read. Without children its place is empty, and must stay on the page:
 * a screen reader tells what comes into a place that it knows.
 */
export function Toast(note: { children: ReactNode; action?: ReactNode; onClose: () => void }) {
  return <div role="status">{note.children && <Note {...note} />}</div>;
}

function Note({ children, action, onClose }: Parameters<typeof Toast>[0]) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, onClose]);
  return (
    <div
      className="toast"
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
