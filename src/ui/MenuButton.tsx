import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

/** A button that shows what stands behind it. Escape, a choice or a click elsewhere hides it again. */
export function MenuButton({
  label,
  className,
  children,
}: {
  label: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('focusin', elsewhere);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
      document.removeEventListener('focusin', elsewhere);
    };
  }, [open]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape and choices bubble up from the buttons and links inside
    <div
      ref={root}
      className={`menu ${className ?? ''}`.trim()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button ref={button} type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {label}
      </button>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- as above; Enter clicks */}
      <div
        id={id}
        className="menuPanel"
        hidden={!open}
        onClick={() => {
          setOpen(false);
          button.current?.focus(); // what was chosen is about to be hidden; a dialog that it opens gives the focus back here
        }}
      >
        {open && children}
      </div>
    </div>
  );
}
